/* Two lists into one, so that nothing of either is lost and the order of merging does not matter. */

import { joinNotes } from "./notes.js";
import { change, read, STATUSES } from "./store.js";

const RANKS = ["", ...Object.keys(STATUSES)];

/**
 * Both entries of a paper in one: the status that was chosen later, and both notes.
 * @param {?Entry} one
 * @param {?Entry} other
 * @returns {Entry}
 */
export function mergeEntries(one, other) {
  if (!one || !other) return one ?? other;
  const [earlier, later] = inOrder(one, other, "decided", ({ status }) => RANKS.indexOf(status));
  const notes = inOrder(one, other, "noted", ({ note }) => note);
  return {
    title: later.title || earlier.title,
    status: later.status,
    note: joinNotes(notes[0].note, notes[1].note),
    saved: least(one.saved, other.saved),
    decided: later.decided,
    noted: notes[1].noted,
  };
}

/**
 * What merging another list into this one would do; nothing is changed.
 * @param {Map<string, Entry>} mine
 * @param {Map<string, Entry>} theirs
 * @param {(id: string) => boolean} onList whether a paper is on the reading list
 * @returns {{merged: Map<string, Entry>, added: string[], changed: string[], same: string[],
 *   unknown: string[], conflicts: Array<{id: string, statuses: ?string[], notes: boolean}>}}
 *   `merged` holds the papers to write; a conflict names the status kept and the one given up,
 *   and whether two notes were joined
 */
export function plan(mine, theirs, onList) {
  const found = { merged: new Map(), added: [], changed: [], same: [], unknown: [], conflicts: [] };
  for (const [id, their] of theirs) {
    const my = mine.get(id);
    const merged = mergeEntries(my, their);
    if (!onList(id)) found.unknown.push(id);
    if (my && sameEntry(my, merged)) found.same.push(id);
    else {
      found.merged.set(id, merged);
      found[my ? "changed" : "added"].push(id);
    }
    const conflict = my && conflictOf(id, my, their, merged);
    if (conflict) found.conflicts.push(conflict);
  }
  return found;
}

/** Whether two entries say the same of a paper; the title is the list's business. */
export function sameEntry(one, other) {
  return ["status", "note", "saved", "decided", "noted"].every((name) => one?.[name] === other?.[name]);
}

/**
 * Give stored papers their present ids.
 * @param {Array<[string, string]>} ids former and present id
 */
export function rename(ids) {
  const { entries } = read();
  const present = new Map();
  for (const [from, to] of ids) {
    present.set(to, mergeEntries(present.get(to) ?? entries.get(to), entries.get(from)));
  }
  change([...present.keys(), ...ids.map(([from]) => from)], (_, id) => present.get(id));
}

function conflictOf(id, my, their, merged) {
  const statuses = my.status && their.status && my.status !== their.status;
  const notes = my.note && their.note && ![my.note, their.note].includes(merged.note);
  const other = merged.status === my.status ? their.status : my.status;
  if (!statuses && !notes) return null;
  return { id, statuses: statuses ? [merged.status, other] : null, notes: Boolean(notes) };
}

/* The earlier entry first; of two from one moment the one that `weigh` puts lower. */
function inOrder(one, other, time, weigh) {
  const [a, b] = [weigh(one), weigh(other)];
  const swap = one[time] === other[time] ? a > b : one[time] > other[time];
  return swap ? [other, one] : [one, other];
}

/* The earlier of two moments; an unknown one is no moment. */
function least(one, other) {
  return one && other && other < one ? other : one || other;
}
