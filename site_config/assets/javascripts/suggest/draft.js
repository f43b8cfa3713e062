/* Keeps what was typed in this browser until it is cleared. */

const FORM = 1; // form of what is kept; another one is not read

export class Draft {
  #key;
  #failed = false;

  /** @param {URL} root where the site begins: two lists on one host keep their drafts apart */
  constructor(root) {
    this.#key = `${root.pathname} suggest`;
  }

  /** Whether this browser refused to keep something. */
  get failed() {
    return this.#failed;
  }

  /** What was kept, or null. */
  load() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.#key));
      return kept?.form === FORM ? kept.state : null;
    } catch {
      return null; // nothing is kept, or nothing that can be read
    }
  }

  /** Keep a state; null forgets it. */
  save(state) {
    try {
      if (state) localStorage.setItem(this.#key, JSON.stringify({ form: FORM, state }));
      else localStorage.removeItem(this.#key);
      this.#failed = false;
    } catch {
      this.#failed = true; // storage is full or switched off
    }
  }
}
