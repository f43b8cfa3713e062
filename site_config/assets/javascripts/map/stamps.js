/* Draws marks by the thousand: each kind is drawn once on the background, and its pixels are copied
   from then on. A canvas takes ten times as long to copy 20,000 small pictures. */

import { drawMark } from "./marks.js";

const FADED = 0.18;
const AIR = 2; // pixels around a mark in its picture

export class Stamps {
  #image;
  #pixels;
  #background = 0;
  #stamps = [];
  #made = "";

  /** Begin a picture as large as a canvas. */
  constructor(context) {
    const { width, height } = context.canvas;
    this.#image = context.createImageData(Math.max(1, width), Math.max(1, height));
    this.#pixels = new Uint32Array(this.#image.data.buffer);
  }

  /**
   * Make the marks of all themes, unless they are there.
   * @param {number} themes how many
   * @param {boolean} dark the scheme
   * @param {string} background its colour behind the marks
   * @param {number} radius in pixels of the canvas
   */
  make(themes, dark, background, radius) {
    const wanted = `${themes} ${dark} ${background} ${radius}`;
    if (wanted === this.#made) return;
    this.#made = wanted;
    const side = 2 * Math.ceil(radius + AIR);
    const sheet = document.createElement("canvas");
    [sheet.width, sheet.height] = [side * 2, side * themes];
    const context = sheet.getContext("2d", { willReadFrequently: true });
    context.fillStyle = background;
    context.fillRect(0, 0, sheet.width, sheet.height);
    for (let theme = 0; theme < themes; theme++) {
      context.globalAlpha = 1;
      drawMark(context, theme, dark, side / 2, (theme + 0.5) * side, radius);
      context.globalAlpha = FADED;
      drawMark(context, theme, dark, side * 1.5, (theme + 0.5) * side, radius);
    }
    const drawn = new Uint32Array(context.getImageData(0, 0, sheet.width, sheet.height).data.buffer);
    this.#background = drawn[0];
    this.#stamps = Array.from({ length: 2 * themes }, (_, kind) => this.#cut(drawn, side, kind));
  }

  /* The pixels of one mark: where they are, from its middle, and their colours. */
  #cut(drawn, side, kind) {
    const corner = (kind >> 1) * side * 2 * side + (kind & 1) * side;
    const right = [];
    const down = [];
    const colours = [];
    for (let at = 0; at < side * side; at++) {
      const [row, column] = [Math.floor(at / side), at % side];
      const colour = drawn[corner + row * 2 * side + column];
      if (colour === this.#background) continue;
      right.push(column - side / 2);
      down.push(row - side / 2);
      colours.push(colour);
    }
    const steps = Int32Array.from(right, (column, at) => column + down[at] * this.#image.width);
    return { right, down, steps, colours: Uint32Array.from(colours), reach: side / 2 };
  }

  clear() {
    this.#pixels.fill(this.#background);
  }

  /** Put the mark of a theme around a pixel. */
  put(theme, faded, x, y) {
    const { width, height } = this.#image;
    const { right, down, steps, colours, reach } = this.#stamps[2 * theme + Number(faded)];
    const at = y * width + x;
    if (x >= reach && y >= reach && x < width - reach && y < height - reach) {
      for (let one = 0; one < steps.length; one++) this.#pixels[at + steps[one]] = colours[one];
      return;
    }
    for (let one = 0; one < steps.length; one++) {
      const [column, row] = [x + right[one], y + down[one]];
      if (column < 0 || row < 0 || column >= width || row >= height) continue;
      this.#pixels[row * width + column] = colours[one];
    }
  }

  show(context) {
    context.putImageData(this.#image, 0, 0);
  }
}
