/* A button that does something. */

import { element } from "../search/element.js";

/**
 * @param {string} words
 * @param {() => void} action
 * @param {string} [unseen] more words for screen readers, to tell it from others of its kind
 */
export function button(words, action, unseen = "") {
  const made = element("button", { type: "button", className: "ad-button" }, words);
  if (unseen) made.append(element("span", { className: "ad-unseen" }, ` ${unseen}`));
  made.addEventListener("click", action);
  return made;
}
