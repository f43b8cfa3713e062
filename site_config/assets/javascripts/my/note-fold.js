/* A note behind its first words; the field for it is made when it is first opened. */

import { read } from "./store.js";

/**
 * @param {string} id
 * @param {string} title
 * @returns {{element: HTMLElement, update: () => void}} `update` shows the note as stored now
 */
export function noteFold(id, title) {
  const element = document.createElement("div");
  const opener = document.createElement("button");
  const begin = document.createElement("span");
  let field = null;
  element.className = "ad-note";
  opener.type = "button";
  opener.setAttribute("aria-expanded", "false");
  opener.append("Note ", begin);
  element.append(opener);
  const update = () => {
    begin.textContent = read().entries.get(id)?.note.slice(0, 200) ?? "";
    field?.update();
  };
  opener.addEventListener("click", async () => {
    const open = opener.getAttribute("aria-expanded") === "false";
    opener.setAttribute("aria-expanded", String(open));
    const { NoteField } = await import("./note-field.js");
    if (!field) element.append((field = new NoteField(id, title)).element);
    field.element.hidden = !open;
  });
  update();
  return { element, update };
}
