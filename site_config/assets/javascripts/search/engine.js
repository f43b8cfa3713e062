/* The page's side of the search: starts the worker at the first query and passes questions on. */

export class Engine {
  #root;
  #worker = null;
  #waiting = new Map();
  #asked = 0;

  /** @param {URL} root where the site begins */
  constructor(root) {
    this.#root = root;
  }

  /**
   * @param {string} query as typed; an empty one finds everything
   * @returns {Promise<{hits: Array<object>, total: number}>} best first
   */
  search(query) {
    this.#worker ??= this.#start();
    const turn = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(turn, { resolve, reject });
      this.#worker.postMessage({ turn, query });
    });
  }

  #start() {
    const worker = new Worker(new URL("./worker.js", import.meta.url));
    worker.addEventListener("message", ({ data }) => {
      const { resolve, reject } = this.#waiting.get(data.turn);
      this.#waiting.delete(data.turn);
      if (data.fault) reject(new Error(data.fault));
      else resolve(data);
    });
    worker.postMessage({ root: this.#root.href });
    return worker;
  }
}
