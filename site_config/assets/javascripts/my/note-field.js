/* A field for the note on one paper, which stores what is typed by itself. */

import { attempt } from "./keep.js";
import { setNote } from "./notes.js";
import { read } from "./store.js";

const PAUSE = 400; // milliseconds without a key before the note is stored

/** The field, and beside it whether its text is stored. */
export class NoteField {
  #id;
  #title;
  #stored = ""; // the stored note that the text in the field began with
  #timer = 0;
  #field = document.createElement("textarea");
  #said = document.createElement("span");

  /** The element to put into the page. */
  element = document.createElement("div");

  /**
   * @param {string} id
   * @param {string} title
   */
  constructor(id, title) {
    this.#id = id;
    this.#title = title;
    this.#field.setAttribute("aria-label", `Note on ${title}`);
    this.#field.rows = 4;
    this.#said.setAttribute("role", "status");
    this.#said.className = "ad-quiet";
    this.#said.textContent = "Kept in this browser as you type";
    this.element.append(this.#field, this.#said);
    this.#field.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#store(), PAUSE);
    });
    this.#field.addEventListener("change", () => this.#store());
    addEventListener("pagehide", () => this.#store());
    this.update();
  }

  /**
   * Show the field, for the reader to write on where the note ends, or put it away.
   * @param {boolean} open
   * @param {HTMLElement} opener what gets the focus back; a click alone does not give it everywhere
   */
  toggle(open, opener) {
    this.element.hidden = !open;
    (open ? this.#field : opener).focus();
    const { length } = this.#field.value;
    if (open) this.#field.setSelectionRange(length, length);
  }

  /** Show the note as it is stored, unless another one is being written. */
  update() {
    if (this.#field.value !== this.#stored) return;
    const note = read().entries.get(this.#id)?.note ?? "";
    if (note === this.#stored) return;
    const { selectionStart, selectionEnd } = this.#field;
    this.#field.value = this.#stored = note;
    this.#field.setSelectionRange(selectionStart, selectionEnd);
  }

  async #store() {
    clearTimeout(this.#timer);
    const text = this.#field.value;
    if (text === this.#stored) return;
    const done = await attempt(() => setNote(this.#id, this.#title, this.#stored, text));
    this.#said.textContent = done ? "Saved" : "Not saved";
    if (!done) return;
    this.#stored = text;
    this.update();
  }
}
