/* Draws the map: marks, rings around the reader's own papers and the one looked at, and words. */

import { Labels } from "./labels.js";
import { drawMark } from "./marks.js";
import { Stamps } from "./stamps.js";

const SHARPEST = 2; // device pixels for a pixel that are still worth drawing
const ROOM = 0.16; // radius of a mark as a share of the room that each paper has
const [SMALLEST, LARGEST] = [1.6, 7]; // its bounds, in pixels
const NAMED = 60; // papers in sight up to which titles are written
const CROWD = 1000; // marks in sight up to which names make way for them
const LONGEST = 44; // characters of a title
const LINE = 11; // pixels from a mark's edge to the middle of the words at it
const NARROW = 480; // pixels; on a map as narrow as this, words are smaller

/**
 * @typedef {object} Look
 * @property {Uint8Array|null} lit what stands out, 1 for each paper that does; null for all alike
 * @property {number} theme the only theme that stands out, or -1
 * @property {number} current the paper that is looked at, or -1
 * @property {Set<number>} mine the reader's own papers
 */

export class Painter {
  #canvas;
  #context;
  #papers;
  #stamps = null;
  #sharp = 1;
  #dark = false;
  #colours = {};
  #labels = null;
  #byCount;

  constructor(canvas, papers) {
    this.#canvas = canvas;
    this.#context = canvas.getContext("2d");
    this.#papers = papers;
    this.#byCount = [...papers.themes.keys()].sort((a, b) => papers.themes[b].count - papers.themes[a].count);
  }

  get dark() {
    return this.#dark;
  }

  /** Follow the size of the canvas on the page and the colours of the scheme. */
  adapt() {
    const { clientWidth, clientHeight } = this.#canvas;
    this.#sharp = Math.min(SHARPEST, devicePixelRatio || 1);
    this.#canvas.width = Math.round(clientWidth * this.#sharp);
    this.#canvas.height = Math.round(clientHeight * this.#sharp);
    const style = getComputedStyle(this.#canvas);
    const colour = (name) => style.getPropertyValue(`--ad-${name}`).trim();
    this.#dark = document.body.dataset.mdColorScheme === "slate";
    this.#colours = { ink: colour("ink"), paper: colour("card"), mark: colour("mark") };
    this.#stamps = new Stamps(this.#context);
    this.#labels = new Labels(this.#context, { ...this.#colours, family: style.fontFamily });
  }

  /** The radius of a mark, in pixels, the larger the closer one looks. */
  radius(camera) {
    const room = (ROOM * camera.scale) / Math.sqrt(this.#papers.size);
    return Math.min(LARGEST, Math.max(SMALLEST, Math.round(2 * room) / 2));
  }

  /** @param {Camera} camera @param {Look} look */
  draw(camera, look) {
    const radius = this.radius(camera);
    this.#stamps.make(this.#papers.themes.length, this.#dark, this.#colours.paper, radius * this.#sharp);
    const seen = this.#drawMarks(camera, look);
    this.#context.setTransform(this.#sharp, 0, 0, this.#sharp, 0, 0);
    this.#write(camera, look, seen, radius);
    this.#uncover(camera, this.#meant(look, seen), radius);
    for (const place of look.mine) this.#ring(camera, place, radius + 2, this.#colours.mark);
    if (look.current >= 0) {
      this.#ring(camera, look.current, radius + 4, this.#colours.paper, 5);
      this.#ring(camera, look.current, radius + 4, this.#colours.ink, 2.5);
    }
  }

  /* Faded marks first, so that none hides one that stands out. Returns what is in sight of these. */
  #drawMarks(camera, look) {
    const { x, y, theme, size } = this.#papers;
    const { width, height } = this.#canvas;
    const [scale, left, top] = [camera.scale, camera.left, camera.top].map((part) => part * this.#sharp);
    const edge = LARGEST * 2 * this.#sharp;
    const seen = [];
    this.#stamps.clear();
    const faded = !look.lit && look.theme < 0 ? [false] : [true, false];
    for (const pass of faded) {
      for (let place = 0; place < size; place++) {
        const across = (x[place] * scale + left) | 0;
        const down = (y[place] * scale + top) | 0;
        if (across < -edge || down < -edge || across > width + edge || down > height + edge) continue;
        if (standsOut(look, place, theme[place]) === pass) continue;
        this.#stamps.put(theme[place], pass, across, down);
        if (!pass) seen.push(place);
      }
    }
    this.#stamps.show(this.#context);
    return seen;
  }

  /* The papers that no words may hide: those that stand out among others, the reader's own, and the
     one looked at. */
  #meant(look, seen) {
    if (look.lit || look.theme >= 0) return seen;
    return seen.filter((place) => look.mine.has(place) || place === look.current);
  }

  #uncover(camera, meant, radius) {
    for (const place of meant) {
      const [x, y] = this.#point(camera, place);
      if (!this.#labels.cover(x, y, radius)) continue;
      drawMark(this.#context, this.#papers.theme[place], this.#dark, x, y, radius);
    }
  }

  /* Where a mark was put: stamps lie on whole pixels. */
  #point(camera, place) {
    const point = camera.on(this.#papers.x[place], this.#papers.y[place]);
    return point.map((part) => Math.trunc(part * this.#sharp) / this.#sharp);
  }

  #ring(camera, place, radius, colour, width = 2) {
    const context = this.#context;
    const [x, y] = camera.on(this.#papers.x[place], this.#papers.y[place]);
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.stroke();
  }

  #write(camera, { lit, theme: only }, seen, radius) {
    const { themes, title, x, y, theme } = this.#papers;
    const wanted = only < 0 ? this.#byCount : [only];
    const shown = lit ? new Set(seen.map((place) => theme[place])) : null;
    const size = camera.width < NARROW ? 11 : 13;
    const marks = seen.length > CROWD ? [] : seen.map((place) => this.#point(camera, place));
    this.#labels.clear(camera.width, marks);
    for (const number of wanted) {
      if (shown && !shown.has(number)) continue;
      const { name, top, bottom, x: across } = themes[number];
      const look = { size, weight: 700 };
      const [middle, above] = camera.on(across, top);
      const below = camera.on(across, bottom)[1];
      const places = [above - radius - LINE, below + radius + LINE].map((y) => [middle, y]);
      this.#labels.name(name, places, look);
    }
    if (seen.length > NAMED) return;
    const points = seen.map((place) => camera.on(x[place], y[place]));
    for (const point of points) this.#labels.block(...point, radius);
    seen.forEach((place, at) => {
      const [across, down] = points[at];
      this.#labels.write(shortened(title[place]), across, down + radius + LINE);
    });
  }
}

/** Whether a paper is drawn in full. */
export function standsOut(look, place, theme) {
  return (!look.lit || look.lit[place] === 1) && (look.theme < 0 || theme === look.theme);
}

function shortened(title) {
  if (title.length <= LONGEST) return title;
  const cut = title.slice(0, LONGEST);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), LONGEST / 2)).replace(/[\s,:;]+$/, "")} …`;
}
