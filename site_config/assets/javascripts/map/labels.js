/* Words on the canvas. What comes first keeps its place; what would overlap it is left out. */

const HALO = 4; // pixels of background around letters
const GAP = 3; // pixels between words

export class Labels {
  #context;
  #style;
  #width = 0;
  #taken = [];
  #widths = new Map();

  /** @param {{family: string, ink: string, paper: string}} style */
  constructor(context, style) {
    this.#context = context;
    this.#style = style;
  }

  /** Begin a new picture of a width. */
  clear(width) {
    this.#width = width;
    this.#taken = [];
  }

  /** Keep words off a mark. */
  block(x, y, radius) {
    this.#taken.push([x - radius, y - radius, x + radius, y + radius]);
  }

  /**
   * Write words, their middle at a point or, at the sides, as near to it as they fit; say whether
   * there was room.
   */
  write(words, middle, y, { size = 12, weight = 400 } = {}) {
    const context = this.#context;
    context.font = `${weight} ${size}px ${this.#style.family}`;
    const half = this.#widthOf(words) / 2 + GAP;
    const outside = middle < 0 || middle > this.#width;
    const x = outside ? middle : Math.max(half, Math.min(this.#width - half, middle));
    const box = [x - half, y - size / 2 - GAP, x + half, y + size / 2 + GAP];
    if (this.#taken.some((other) => overlap(box, other))) return false;
    this.#taken.push(box);
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = HALO;
    context.strokeStyle = this.#style.paper;
    context.strokeText(words, x, y);
    context.fillStyle = this.#style.ink;
    context.fillText(words, x, y);
    return true;
  }

  #widthOf(words) {
    const key = `${this.#context.font} ${words}`;
    if (!this.#widths.has(key)) this.#widths.set(key, this.#context.measureText(words).width);
    return this.#widths.get(key);
  }
}

function overlap([left, top, right, bottom], [a, b, c, d]) {
  return left < c && a < right && top < d && b < bottom;
}
