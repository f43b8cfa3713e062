/* A note behind its first words, with a field made when it is first opened; printed whole. */

import { read, STATUSES } from "./store.js";

/**
 * @param {string} id
 * @param {string} title
 * @returns {{element: HTMLElement, update: () => void}} `update` shows the note as stored now
 */
export function noteFold(id, title) {
  const element = document.createElement("div");
  const opener = document.createElement("button");
  const begin = document.createElement("span");
  const printed = document.createElement("p");
  let field = null;
  element.className = "ad-note";
  opener.type = "button";
  opener.setAttribute("aria-expanded", "false");
  opener.append("Note ", begin);
  printed.className = "ad-printed";
  element.append(opener, printed);
  const update = () => {
    const { status, note = "" } = read().entries.get(id) ?? {};
    begin.textContent = note.slice(0, 200);
    printed.textContent = status ? `On my list: ${STATUSES[status]}\n${note}` : note;
    field?.update();
  };
  opener.addEventListener("click", async () => {
    const open = opener.getAttribute("aria-expanded") === "false";
    opener.setAttribute("aria-expanded", String(open));
    const { NoteField } = await import("./note-field.js");
    if (!field) element.append((field = new NoteField(id, title)).element);
    field.toggle(open, opener);
  });
  update();
  return { element, update };
}
