/* One paper on the page of the reader's list. */

import { element } from "../search/element.js";
import { button } from "./button.js";
import { attempt, keepButton } from "./keep.js";
import { mergeEntries } from "./merge.js";
import { noteFold } from "./note-fold.js";
import { change, ROOT } from "./store.js";

/** A paper with its status and note; once it is taken off the list, the way back. */
export class PaperRow {
  #id;
  #title;
  #entry;
  #library;
  #note;
  #whole;

  /** The element to put into the list. */
  element;

  /**
   * @param {string} id
   * @param {Entry} entry
   * @param {Library} library
   */
  constructor(id, entry, library) {
    this.#id = id;
    this.#title = library.titleOf(id, entry);
    this.#library = library;
    this.element = element("li", { data: { paperId: id } });
    this.#note = noteFold(id, this.#title);
    this.#whole = this.#content();
    this.update(entry);
  }

  /**
   * Show the paper as it is stored now.
   * @param {?Entry} entry nothing when it is no longer on the list
   */
  update(entry) {
    if (!this.#entry && !entry) return;
    this.#note.update();
    if (entry && !this.#whole[0].isConnected) this.element.replaceChildren(...this.#whole);
    if (!entry && this.#whole[0].isConnected) this.#showRemoved(this.#entry);
    if (entry) this.#entry = entry;
  }

  #content() {
    const card = this.#library.card(this.#id);
    const heading = element("h2", { className: "ad-card__title" });
    if (card) heading.append(element("a", { href: new URL(`papers/${this.#id}/`, ROOT) }, this.#title));
    else heading.append(this.#title);
    const remove = button("Remove", () => this.#remove(), this.#title);
    const status = keepButton(this.#id, this.#title);
    const tools = element("div", { className: "ad-my__tools" }, status, this.#note.element, remove);
    return [heading, this.#facts(card), tools];
  }

  #facts(card) {
    const line = element("p", { className: "ad-facts" });
    if (card) {
      const [slug, theme] = this.#library.themes[card.theme];
      const facts = [card.authors, card.year, card.venue].filter(Boolean);
      line.append(...facts.map((fact) => element("span", {}, fact)));
      line.append(element("a", { href: new URL(`themes/${slug}/`, ROOT) }, theme));
    } else if (!this.#library.fault) {
      const facts = ["No longer on the reading list", this.#library.reasonGone(this.#id)];
      line.append(...facts.filter(Boolean).map((fact) => element("span", {}, fact)));
    }
    return line;
  }

  async #remove() {
    const done = await attempt(() => change([this.#id], () => null));
    if (done) this.element.querySelector("button").focus();
  }

  #showRemoved(entry) {
    const putBack = async () => {
      const back = () => change([this.#id], (stored) => mergeEntries(stored, entry));
      if (await attempt(back)) this.element.querySelector("select").focus();
    };
    const undo = button("Undo", putBack, `removing ${this.#title}`);
    const said = element("p", { className: "ad-my__removed" }, `Removed: ${this.#title} `, undo);
    this.element.replaceChildren(said);
  }
}
