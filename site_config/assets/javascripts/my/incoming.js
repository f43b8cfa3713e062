/* A list that comes from a file or a link: shown first, merged only when the reader says so. */

import { element } from "../search/element.js";
import { button } from "./button.js";
import { attempt } from "./keep.js";
import { mergeEntries, plan, sameEntry } from "./merge.js";
import { change, read, STATUSES } from "./store.js";

const MAX_NOTE = 300; // characters of a note that are shown before it is merged

const wordsOf = (status) => (STATUSES[status] ?? "No status").toLowerCase();
const papers = (count) => `${count} ${count === 1 ? "paper" : "papers"}`;

/**
 * Say what an incoming list would do, and offer to merge it.
 * @param {HTMLElement} place where to say it
 * @param {string} source e.g. "This link"
 * @param {Map<string, Entry>} incoming by whatever ids it has
 * @param {Library} library
 * @param {() => void} settled called when it has been merged or left
 */
export function offer(place, source, incoming, library, settled) {
  const theirs = new Map();
  for (const [id, entry] of incoming) {
    const present = library.presentId(id);
    theirs.set(present, mergeEntries(theirs.get(present), entry));
  }
  const mine = read().entries;
  const found = plan(mine, theirs, (id) => library.has(id));
  const said = element("p");
  const box = boxFor(place, `${source} holds ${papers(theirs.size)}`, said);
  const buttons = element("p", { className: "ad-my__buttons" });
  box.append(buttons, ...account(found, mine, theirs, library));
  const leave = button("Leave it", () => close(box, settled));
  if (!found.merged.size) {
    said.textContent = "Your list holds all of it already; there is nothing to merge.";
    buttons.append(button("Close", () => close(box, settled)));
  } else {
    said.textContent = "Nothing has been changed yet. Merging adds to your list and removes nothing.";
    const merge = button("Merge into my list", () => mergeInto(theirs, said, buttons, box, settled));
    merge.classList.add("ad-button--main");
    buttons.append(merge, leave);
  }
  box.focus();
}

/** Say why something that came is no list; it can be closed. */
export function refuse(place, source, fault, settled) {
  const said = element("p", {}, `${fault.message[0].toUpperCase()}${fault.message.slice(1)}.`);
  const box = boxFor(place, `${source} cannot be read`, said);
  box.append(element("p", {}, "Your list is as it was."), button("Close", () => close(box, settled)));
  box.focus();
}

async function mergeInto(theirs, said, buttons, box, settled) {
  const before = new Map();
  const done = await attempt(() =>
    change(theirs.keys(), (entry, id) => {
      before.set(id, entry);
      return mergeEntries(entry, theirs.get(id));
    }),
  );
  if (!done) return;
  settled();
  const after = new Map([...before.keys()].map((id) => [id, read().entries.get(id)]));
  said.textContent = "Merged into your list.";
  const undo = button("Undo", async () => {
    if (!(await attempt(() => restore(before, after)))) return;
    said.textContent = "Undone: your list is as it was before.";
    undo.remove();
  });
  buttons.replaceChildren(undo, button("Close", () => close(box, () => {})));
  box.focus();
}

/* Puts papers back as they were; one that was changed since is left alone. */
function restore(before, after) {
  change(before.keys(), (entry, id) => (sameEntry(entry, after.get(id)) ? before.get(id) : entry));
}

function boxFor(place, title, said) {
  const heading = element("h2", {}, title);
  said.setAttribute("role", "status");
  const about = { className: "ad-my__incoming", tabIndex: -1, aria: { label: title } };
  const box = element("section", about, heading, said);
  place.querySelector(".ad-my__incoming")?.remove();
  place.append(box);
  return box;
}

function close(box, settled) {
  box.remove();
  settled();
  const heading = document.querySelector("h1");
  heading.tabIndex = -1;
  heading.focus();
}

/* What merging does, paper by paper. */
function account(found, mine, theirs, library) {
  const titleOf = (id) => library.titleOf(id, theirs.get(id));
  const lines = (ids) => ids.map((id) => titleOf(id));
  const added = found.added.map((id) => `${titleOf(id)}: ${contentOf(theirs.get(id))}`);
  const changed = found.changed.map((id) => {
    const [old, merged] = [mine.get(id), found.merged.get(id)];
    const what = [];
    if (merged.status !== old.status) what.push(`${wordsOf(old.status)} becomes ${wordsOf(merged.status)}`);
    if (merged.note !== old.note) what.push("a note comes to it");
    return `${titleOf(id)}: ${what.join("; ") || "its dates"}`;
  });
  const conflicts = found.conflicts.map(({ id, statuses, notes }) => {
    const kept = [];
    if (statuses) kept.push(`${wordsOf(statuses[0])} is kept, chosen later than ${wordsOf(statuses[1])}`);
    if (notes) kept.push("both notes are kept");
    return `${titleOf(id)}: ${kept.join("; ")}`;
  });
  return [
    group("New on your list", added),
    group("Changed on your list", changed),
    group("In conflict", conflicts),
    group("Not on this reading list, kept by name", lines(found.unknown)),
    group("The same as on your list", lines(found.same)),
  ].flat();
}

/* What comes with a paper, so that a shared list can be read before it is merged. */
function contentOf({ status, note }) {
  const begin = note.length > MAX_NOTE ? `${note.slice(0, MAX_NOTE)}…` : note;
  return [status && wordsOf(status), note && `note: ${begin}`].filter(Boolean).join("; ");
}

function group(words, lines) {
  const items = lines.map((line) => element("li", {}, line));
  return items.length ? [element("h3", {}, `${words}: ${items.length}`), element("ul", {}, ...items)] : [];
}
