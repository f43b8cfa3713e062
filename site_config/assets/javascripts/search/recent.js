/* The last searches, kept in this browser only. A browser that keeps nothing has none. */

const MOST = 6;
const LONGEST = 120;

export class Recent {
  #key;

  /** @param {URL|string} root where the site begins: lists on one host do not mix */
  constructor(root) {
    this.#key = `searches ${new URL(root).pathname}`;
  }

  /** @returns {string[]} newest first */
  get all() {
    try {
      const held = JSON.parse(localStorage.getItem(this.#key) ?? "[]");
      return Array.isArray(held) ? held.filter((one) => typeof one === "string").slice(0, MOST) : [];
    } catch {
      return [];
    }
  }

  /** Remember a search. */
  add(query) {
    const text = query.trim().slice(0, LONGEST);
    if (text) this.#keep([text, ...this.all.filter((one) => one !== text)].slice(0, MOST));
  }

  /** Forget all searches. */
  clear() {
    this.#keep([]);
  }

  #keep(all) {
    try {
      if (all.length) localStorage.setItem(this.#key, JSON.stringify(all));
      else localStorage.removeItem(this.#key);
    } catch {
      // Nothing is lost but the convenience.
    }
  }
}
