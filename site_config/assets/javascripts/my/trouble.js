/* What the page of the list says when the stored list cannot be used, and how to save what is there. */

import { element } from "../search/element.js";
import { download } from "../take-away.js";
import { button } from "./button.js";
import { explain } from "./faults.js";
import { KEY, read } from "./store.js";

let said = ""; // what the notices are about

/**
 * Show what is wrong with the storage, and offer what cannot be read as a download. While nothing
 * changes in that the notices stay, so that they are read out once.
 * @param {HTMLElement} place
 */
export function showTrouble(place) {
  const { fault, text, raw, entries } = read();
  const about = JSON.stringify([fault, raw.size - entries.size, asides().map(([number]) => number)]);
  if (about === said) return;
  said = about;
  place.replaceChildren();
  if (fault) place.append(notice(explain(fault), ...(text === null ? [] : [offerText("stored", text)])));
  const unread = raw.size - entries.size;
  if (unread) {
    const one = "1 stored entry cannot be read; it stays as it is.";
    const words = unread === 1 ? one : `${unread} stored entries cannot be read; they stay as they are.`;
    place.append(notice(words, offerText("stored", text)));
  }
  for (const [number, aside] of asides()) {
    const words = "A stored list could not be read at an earlier visit. Its text was kept aside.";
    const away = button("Delete it", () => {
      localStorage.removeItem(`${KEY}#${number}`);
      showTrouble(place);
    });
    place.append(notice(words, offerText(`aside-${number}`, aside), away));
  }
}

/** A notice with something to do about it. */
export function notice(words, ...buttons) {
  const line = element("p", { className: "ad-my__buttons" }, ...buttons);
  const box = element("section", { className: "ad-my__notice" }, element("p", {}, words), line);
  box.setAttribute("role", "alert");
  return box;
}

function offerText(name, text) {
  return button("Download it as it is", () => download(`my-list-${name}.txt`, "text/plain", text));
}

function asides() {
  try {
    return Object.entries(localStorage)
      .filter(([name]) => name.startsWith(`${KEY}#`))
      .map(([name, text]) => [name.slice(KEY.length + 1), text]);
  } catch {
    return []; // storage is denied, which is said already
  }
}
