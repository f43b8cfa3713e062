/* Which part of the map is seen: a scale in pixels for the map's side, and where its upper left
   corner lies on the canvas. */

const MARGIN = [28, 32]; // pixels at the sides of the papers, and above and below
const CLOSEST = 300; // greatest scale, for the root of the number of papers
const LEAST_CLOSEST = 4; // the same for short lists, in scales of the whole map
const LEAST = 0.2; // least side of the papers' box that fills the canvas
const SMALLEST = 50; // scale of a map that is hardly there
const GLIDE = 260; // milliseconds

const still = matchMedia("(prefers-reduced-motion: reduce)");

export class Camera {
  width = 0;
  height = 0;
  scale = 1;
  left = 0;
  top = 0;
  #papers;
  #box;
  #changed;
  #gliding = 0;

  /**
   * @param {Papers} papers the more there are, the closer one may look
   * @param {function()} changed called whenever something else is seen
   */
  constructor(papers, changed) {
    this.#papers = papers.size;
    this.#box = papers.box;
    this.#changed = changed;
  }

  /** The scale at which all papers are seen. */
  get whole() {
    const [left, top, right, bottom] = this.#box;
    const across = (this.width - 2 * MARGIN[0]) / Math.max(LEAST, right - left);
    return Math.max(SMALLEST, Math.min(across, (this.height - 2 * MARGIN[1]) / Math.max(LEAST, bottom - top)));
  }

  get closest() {
    return Math.max(LEAST_CLOSEST * this.whole, CLOSEST * Math.sqrt(this.#papers));
  }

  /** Keep what is in the middle there when the canvas gets another size. */
  resize(width, height) {
    const first = !this.width;
    const before = this.scale / this.whole;
    const [x, y] = this.at(this.width / 2, this.height / 2);
    this.width = width;
    this.height = height;
    this.#set(first ? this.#fitted() : this.#around(x, y, this.whole * before));
  }

  /** What lies on a point of the canvas, from 0 to 1. */
  at(x, y) {
    return [(x - this.left) / this.scale, (y - this.top) / this.scale];
  }

  /** Where a place lies on the canvas. */
  on(x, y) {
    return [x * this.scale + this.left, y * this.scale + this.top];
  }

  /** Whether a place is on the canvas. */
  sees(x, y) {
    const [across, down] = this.on(x, y);
    return across >= 0 && down >= 0 && across <= this.width && down <= this.height;
  }

  pan(right, down) {
    this.#set({ scale: this.scale, left: this.left + right, top: this.top + down });
  }

  /** Look closer by a factor at what lies on a point; say whether anything changed. */
  zoom(factor, x = this.width / 2, y = this.height / 2) {
    const before = this.scale;
    this.#set(this.#zoomed(factor, x, y));
    return this.scale !== before;
  }

  glideBy(factor, x = this.width / 2, y = this.height / 2) {
    this.#glide(this.#zoomed(factor, x, y));
  }

  glideToWhole() {
    this.#glide(this.#fitted());
  }

  /** Bring a place into the middle, gliding or at once. */
  centre(x, y, scale = this.scale, { glide = true } = {}) {
    const seen = this.#around(x, y, scale);
    if (glide) this.#glide(seen);
    else this.#set(seen);
  }

  #fitted() {
    const [left, top, right, bottom] = this.#box;
    return this.#around((left + right) / 2, (top + bottom) / 2, this.whole);
  }

  #around(x, y, scale) {
    return { scale, left: this.width / 2 - x * scale, top: this.height / 2 - y * scale };
  }

  #zoomed(factor, x, y) {
    const scale = Math.min(this.closest, Math.max(this.whole, this.scale * factor));
    const [across, down] = this.at(x, y);
    return { scale, left: x - across * scale, top: y - down * scale };
  }

  #set(seen) {
    cancelAnimationFrame(this.#gliding);
    this.#show(seen);
  }

  /* The middle of the canvas always shows a part of the map. */
  #show({ scale, left, top }) {
    this.scale = Math.min(this.closest, Math.max(this.whole, scale));
    this.left = Math.min(this.width / 2, Math.max(this.width / 2 - this.scale, left));
    this.top = Math.min(this.height / 2, Math.max(this.height / 2 - this.scale, top));
    this.#changed();
  }

  #glide(to) {
    cancelAnimationFrame(this.#gliding);
    if (still.matches) {
      this.#show(to);
      return;
    }
    const from = { scale: this.scale, left: this.left, top: this.top };
    const start = performance.now();
    const step = (time) => {
      const done = Math.min(1, Math.max(0, time - start) / GLIDE);
      const share = 1 - (1 - done) ** 3;
      this.#show(between(from, to, share));
      if (done < 1) this.#gliding = requestAnimationFrame(step);
    };
    this.#gliding = requestAnimationFrame(step);
  }
}

function between(from, to, share) {
  const part = (name) => from[name] + (to[name] - from[name]) * share;
  return { scale: part("scale"), left: part("left"), top: part("top") };
}
