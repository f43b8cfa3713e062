/* Where a reader is among the results: how many are shown, and how far down. It is kept with the entry
   in the browser's history, so that Back from a paper leads to the very place. */

import { PAGE } from "./state.js";

/** How many results the present entry in the history shows. */
export function limitHere() {
  const limit = history.state?.limit;
  return Number.isInteger(limit) && limit > PAGE ? limit : PAGE;
}

/** Keep how many results the present entry shows. */
export function keepLimit(limit) {
  history.replaceState({ ...history.state, limit }, "");
}

/** Keep how far down the reader is: before the page is left, or shows something else. */
export function keepTop() {
  history.replaceState({ ...history.state, top: scrollY }, "");
}

/**
 * Go to where the reader was, once the results are there again. The browser itself tries before, when
 * the page is too short.
 */
export function goBackDown() {
  const top = history.state?.top;
  if (top > 0) scrollTo({ top, behavior: "instant" });
}
