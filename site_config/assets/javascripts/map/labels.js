/* Words on the canvas. What comes first keeps its place; what would overlap it is left out. */

const HALO = 3; // pixels of background around letters, half of them behind these
const SHEER = 0.75; // how much of what lies behind the halo it covers
const GAP = 3; // pixels between words

export class Labels {
  #context;
  #style;
  #width = 0;
  #marks = [];
  #taken = [];
  #written = [];
  #widths = new Map();

  /** @param {{family: string, ink: string, paper: string}} style */
  constructor(context, style) {
    this.#context = context;
    this.#style = style;
  }

  /**
   * Begin a new picture.
   * @param {number} width
   * @param {Array<[number, number]>} marks that names had better not hide
   */
  clear(width, marks = []) {
    this.#width = width;
    this.#marks = marks;
    this.#taken = [];
    this.#written = [];
  }

  /** Keep words off a mark. */
  block(x, y, radius) {
    this.#taken.push(around(x, y, radius));
  }

  /** Whether words lie over a mark. */
  cover(x, y, radius) {
    const mark = around(x, y, radius);
    return this.#written.some((words) => overlap(words, mark));
  }

  /**
   * Write a name at one of some places: where there is room, and the fewest marks are hidden.
   * @param {string} words
   * @param {Array<[number, number]>} places the middle of the words, the most wanted first
   */
  name(words, places, look) {
    const hidden = (place) => this.#marksUnder(this.#boxOf(words, ...place, look));
    const ranked = places.map((place) => ({ place, hidden: hidden(place) }));
    ranked.sort((one, other) => one.hidden - other.hidden);
    ranked.some(({ place }) => this.write(words, ...place, look));
  }

  /**
   * Write words, their middle at a point or, at the sides, as near to it as they fit; say whether
   * there was room.
   */
  write(words, middle, y, look = {}) {
    const context = this.#context;
    const box = this.#boxOf(words, middle, y, look);
    if (this.#taken.some((other) => overlap(box, other))) return false;
    this.#taken.push(box);
    this.#written.push(box);
    const x = (box[0] + box[2]) / 2;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = HALO;
    context.strokeStyle = this.#style.paper;
    context.globalAlpha = SHEER;
    context.strokeText(words, x, y);
    context.globalAlpha = 1;
    context.fillStyle = this.#style.ink;
    context.fillText(words, x, y);
    return true;
  }

  /* What words at a place take up; the context is left with their font. */
  #boxOf(words, middle, y, { size = 12, weight = 400 } = {}) {
    this.#context.font = `${weight} ${size}px ${this.#style.family}`;
    const half = this.#widthOf(words) / 2 + GAP;
    const outside = middle < 0 || middle > this.#width;
    const x = outside ? middle : Math.max(half, Math.min(this.#width - half, middle));
    return [x - half, y - size / 2 - GAP, x + half, y + size / 2 + GAP];
  }

  #marksUnder([left, top, right, bottom]) {
    let count = 0;
    for (const [x, y] of this.#marks) count += Number(left < x && x < right && top < y && y < bottom);
    return count;
  }

  #widthOf(words) {
    const key = `${this.#context.font} ${words}`;
    if (!this.#widths.has(key)) this.#widths.set(key, this.#context.measureText(words).width);
    return this.#widths.get(key);
  }
}

function around(x, y, radius) {
  return [x - radius, y - radius, x + radius, y + radius];
}

function overlap([left, top, right, bottom], [a, b, c, d]) {
  return left < c && a < right && top < d && b < bottom;
}
