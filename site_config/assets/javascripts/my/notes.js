/* Notes are plain text. Two that differ are never chosen between: both are kept, one below the other. */

import { change, now } from "./store.js";

const BETWEEN = "\n\n---\n\n";

/**
 * Both notes in one; what both say stands once, and a note that holds the other is left as it is.
 * @example joinNotes("a", "b") // "a\n\n---\n\nb"
 */
export function joinNotes(first, second) {
  const [before, after] = [first, second].map(partsOf);
  if (before.every((part) => after.includes(part))) return second;
  if (after.every((part) => before.includes(part))) return first;
  return [...new Set([...before, ...after])].join(BETWEEN);
}

function partsOf(note) {
  return note.split(BETWEEN).filter((part) => part.trim());
}

/**
 * Store a note that was written over another one.
 * @param {string} id
 * @param {string} title
 * @param {string} base the stored note that the writing began with; when it has been changed since,
 *   in another tab, the change is kept too
 * @param {string} text
 */
export function setNote(id, title, base, text) {
  const noted = now();
  const note = text.trim() ? text : "";
  change([id], (entry) => {
    const stored = entry?.note ?? "";
    const kept = stored === base ? note : joinNotes(note, stored);
    return { status: "", decided: "", saved: noted, ...entry, title, note: kept, noted };
  });
}
