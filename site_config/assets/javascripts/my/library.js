/* What the reading list says of its papers, for the page of the reader's own list. */

import { ROOT } from "./store.js";

const FILE = "data/my-cards.json";

/**
 * @typedef {object} Card
 * @property {string} title
 * @property {string} authors
 * @property {string} year
 * @property {string} venue
 * @property {number} theme number of its theme
 */

export class Library {
  #cards = new Map();
  #formerly = new Map();
  #gone = new Map();

  /** Slug and short title of each theme, in the order of the themes. */
  themes = [];

  /** Why it could not be loaded; empty when it was. */
  fault = "";

  /** Load it; without the file, papers are shown by the titles that they were saved with. */
  static async load() {
    const library = new Library();
    try {
      const response = await fetch(new URL(FILE, ROOT));
      if (!response.ok) throw new Error(String(response.status));
      library.#fill(await response.json());
    } catch (fault) {
      library.fault = `${FILE} could not be loaded: ${fault.message}`;
    }
    return library;
  }

  /** @returns {?Card} nothing for a paper that is not on the reading list */
  card(id) {
    return this.#cards.get(id);
  }

  /** Whether a paper is on the reading list; without the file, every one may be. */
  has(id) {
    return Boolean(this.fault) || this.#cards.has(id);
  }

  /** The id that a paper has today. */
  presentId(id) {
    return this.#formerly.get(id) ?? id;
  }

  /** What a paper is called: as listed, as it was saved, or its id. */
  titleOf(id, entry) {
    return this.card(id)?.title || entry?.title || this.#gone.get(id)?.[0] || id;
  }

  /** Why a paper was taken off the reading list, where that is stated. */
  reasonGone(id) {
    return this.#gone.get(id)?.[1] ?? "";
  }

  #fill({ themes, papers, formerly, gone }) {
    this.themes = themes;
    for (const [id, title, authors, year, venue, theme] of papers) {
      this.#cards.set(id, { title, authors, year, venue, theme });
    }
    this.#formerly = new Map(Object.entries(formerly));
    this.#gone = new Map(Object.entries(gone));
  }
}
