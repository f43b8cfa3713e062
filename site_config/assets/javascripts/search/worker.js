/* Answers questions off the main thread. */

import { abstractPassages, allIds, answer } from "./answer.js";
import { Store } from "./store.js";

const KINDS = { answer, passages: abstractPassages, ids: allIds };
let store = null;

self.addEventListener("message", async ({ data: { root, turn, kind, asked } }) => {
  if (root) {
    store = new Store(root);
    return;
  }
  try {
    self.postMessage({ turn, value: await KINDS[kind](store, asked) });
  } catch (fault) {
    self.postMessage({ turn, fault: String(fault.message ?? fault) });
  }
});
