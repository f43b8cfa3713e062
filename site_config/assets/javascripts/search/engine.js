/* The page's side of the search: starts the worker when there is interest and passes questions on. */

export class Engine {
  #root;
  #worker = null;
  #waiting = new Map();
  #asked = 0;

  /** @param {URL|string} root where the site begins */
  constructor(root) {
    this.#root = new URL(root, document.baseURI);
  }

  /** Begin to fetch what every query needs: call it when a reader turns to a search field. */
  warm() {
    this.#worker ??= this.#start();
  }

  /**
   * @param {string|object} asked a query, or {query, filters, sort, limit, exact}
   * @returns {Promise<{hits: Array<object>, total: number, facets: object}>} hits, best first
   */
  search(asked) {
    return this.#ask("answer", typeof asked === "string" ? { query: asked } : asked);
  }

  /**
   * Passages from the abstracts of papers that are shown already.
   * @param {{query: string, exact: boolean, ids: string[]}} asked
   * @returns {Promise<Array<{id: string, passage: object}>>} where the abstract says more
   */
  passages(asked) {
    return this.#ask("passages", asked);
  }

  /** Ids of everything that answers a question, in its order. */
  ids(asked) {
    return this.#ask("ids", asked);
  }

  #ask(kind, asked) {
    this.warm();
    const turn = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(turn, { resolve, reject });
      this.#worker.postMessage({ turn, kind, asked });
    });
  }

  #start() {
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }) => {
      const { resolve, reject } = this.#waiting.get(data.turn);
      this.#waiting.delete(data.turn);
      if (data.fault) reject(new Error(data.fault));
      else resolve(data.value);
    });
    worker.addEventListener("error", () => {
      for (const { reject } of this.#waiting.values()) reject(new Error("its script did not load"));
      this.#waiting.clear();
      worker.terminate();
      if (this.#worker === worker) this.#worker = null; // the next question starts another
    });
    worker.postMessage({ root: this.#root.href });
    return worker;
  }
}
