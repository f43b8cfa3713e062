/* Says which paper is meant, beside its mark; on a narrow map at the edge. */

import { element } from "../search/element.js";

const NARROW = 480; // pixels
const EDGE = 6; // pixels between the card and the edge of the map
const BUTTONS = 44; // pixels that the buttons take: at the right, on a narrow map at the bottom

export class Card {
  #place;
  #frame;

  /** @param {HTMLElement} place the element that is the card, inside the frame of the map */
  constructor(place) {
    this.#place = place;
    this.#frame = place.parentElement;
  }

  get element() {
    return this.#place;
  }

  get open() {
    return !this.#place.hidden;
  }

  hide() {
    this.#place.hidden = true;
  }

  /**
   * @param {{url: string, title: string, facts: string, mine: string}} paper `mine` is its status
   *   on the reader's own list, or empty
   * @param {[number, number]} point where its mark is, in pixels
   * @param {number} gap how far from there the card begins
   */
  show({ url, title, facts, mine }, point, gap) {
    // Enter on the map opens the paper, so the map stays one stop of the Tab key.
    const link = element("a", { href: url, tabIndex: -1 }, title);
    const parts = [element("p", { className: "ad-map__title" }, link), element("p", { className: "ad-quiet" }, facts)];
    if (mine) parts.push(element("p", { className: "ad-map__own" }, `On your list: ${mine}`));
    this.#place.replaceChildren(...parts);
    this.#place.hidden = false;
    this.move(point, gap);
  }

  /** Follow the mark. */
  move([x, y], gap) {
    const { offsetWidth: wide, offsetHeight: high, style } = this.#place;
    const { clientWidth: width, clientHeight: height } = this.#frame;
    const narrow = width < NARROW;
    const [right, bottom] = [width - wide - (narrow ? EDGE : BUTTONS), height - high - (narrow ? BUTTONS : EDGE)];
    let left = x + gap <= right ? x + gap : x - gap - wide;
    let top = y - high / 2;
    if (narrow) [left, top] = [EDGE, y - gap > EDGE + high ? EDGE : bottom];
    style.left = `${Math.max(EDGE, Math.min(left, right))}px`;
    style.top = `${Math.max(EDGE, Math.min(top, bottom))}px`;
  }
}
