/* The legend: the mark of each theme, a box that brings it out, and a theme under the pointer or
   with the focus stands out while it is there. */

import { drawMark } from "./marks.js";

const RADIUS = 5.5; // pixels
const SIDE = 16;

export class Legend {
  #set;
  #boxes;

  /**
   * @param {HTMLFieldSetElement} set
   * @param {{choose: function(string[]), look: function(string)}} told which themes are chosen, and
   *   which one is looked at, or none
   */
  constructor(set, { choose, look }) {
    this.#set = set;
    this.#boxes = [...set.querySelectorAll("input")];
    set.addEventListener("change", () => choose(this.#boxes.filter((box) => box.checked).map((box) => box.value)));
    for (const box of this.#boxes) {
      const label = box.closest("label");
      label.addEventListener("pointerenter", ({ pointerType }) => pointerType === "touch" || look(box.value));
      label.addEventListener("pointerleave", () => look(""));
      box.addEventListener("focus", () => box.matches(":focus-visible") && look(box.value));
      box.addEventListener("blur", () => look(""));
    }
  }

  /** Draw the marks in the colours of the scheme. */
  paint(papers, dark) {
    const sharp = devicePixelRatio || 1;
    for (const box of this.#boxes) {
      const canvas = box.closest("label").querySelector("canvas");
      const number = papers.themes.findIndex(({ slug }) => slug === box.value);
      canvas.width = canvas.height = Math.round(SIDE * sharp);
      const context = canvas.getContext("2d");
      context.scale(sharp, sharp);
      if (number >= 0) drawMark(context, number, dark, SIDE / 2, SIDE / 2, RADIUS);
    }
  }

  /** Tick the boxes of some themes. */
  tick(themes) {
    for (const box of this.#boxes) box.checked = themes.includes(box.value);
  }
}
