/* What is said above the results: how the query was read, and what to do when nothing is left. */

import { element } from "./element.js";
import { waysOutOf } from "./filters.js";
import { sayMissing } from "./numbers.js";
import { addressOf } from "./state.js";

const ECHOED = 160; // characters of a query that are said again: no title that is pasted is cut
const NOTICES = {
  phrase: "No paper has these words side by side. These have the words:",
  author: "No paper by this author answers the other words.",
  authors: "No paper on the list is by all of these authors.",
};

/** The title of the page: what is asked first, so that tabs and the history can be told apart. */
export function titleOf({ query }, title) {
  return query ? `${short(query)} · ${title}` : title;
}

/** How many papers there are, in a sentence. */
export function statusOf({ query }, { total, notice }) {
  const papers = `${total} ${total === 1 ? "paper" : "papers"}`;
  if (!query) return papers;
  return `${total && !notice ? papers : "No paper found"} for “${short(query)}”`;
}

/* The beginning of what a reader typed or pasted: who pasted a page does not want to read it again. */
function short(text) {
  const letters = [...text];
  return letters.length > ECHOED ? `${letters.slice(0, ECHOED - 1).join("").trimEnd()}…` : text;
}

/**
 * @param {State} state
 * @param {object} found the engine's answer
 * @param {{remove: function(string), exact: function()}} actions
 * @returns {Node[]}
 */
export function notesOn(state, found, actions, root) {
  const notes = [];
  if (found.read) {
    const again = element("button", { type: "button", className: "ad-link" }, `search instead for “${short(state.query)}”`);
    again.addEventListener("click", actions.exact);
    notes.push(element("p", {}, "Showing results for ", element("strong", {}, short(found.read)), "; ", again, "."));
  }
  for (const said of [...misread(found.unread), ...found.unknown.map((one) => unknown(one, found.facets))]) {
    notes.push(element("p", {}, said));
  }
  if (found.missing) return [...notes, missing(found.missing, root)];
  notes.push(...found.strangers.map((one) => stranger(one, found.total, root)));
  if (found.notice === "nearest") notes.push(...lacking(found.total, root));
  else if (found.notice in NOTICES) notes.push(element("p", {}, NOTICES[found.notice]));
  if (!found.total) notes.push(...nothingLeft(state, found, actions, root));
  return notes;
}

/* What looks like an operator and is none, and what became of it. */
function misread({ asWords, left }) {
  const quoted = (parts) => parts.map((part) => `“${short(part)}”`).join(", ");
  return [
    asWords.length && `${quoted(asWords)} names no field that can be searched, and is searched as words.`,
    left.length && `${quoted(left)} was not understood, and is left out.`,
  ].filter(Boolean);
}

/* A value that the list does not have; of what papers have with them there is little, so all is named. */
function unknown({ group, value }, facets) {
  if (group !== "has") return `The list has no ${group} “${short(value)}”.`;
  const known = facets.has.map((one) => `has:${one.value}`).join(", ");
  return `has:${short(value)} is nothing that can be searched for${known ? `; there is ${known}` : ""}.`;
}

/* Other words would not help whoever asks for one paper by its number. */
function missing(number, root) {
  return element("p", {}, `${sayMissing(number)}. `, suggestion(root), ".");
}

/* That nothing matches, and what comes near, if anything does. */
function lacking(total, root) {
  const said = element("p", {}, "Nothing on the list matches. Is a paper missing? ", suggestion(root), ".");
  return total ? [said, element("p", {}, "These titles come nearest:")] : [said];
}

function suggestion(root) {
  return element("a", { href: new URL("suggest/", root).href }, "Suggest it");
}

/* That no author has a name, and who has one like it. */
function stranger({ word, near }, total, root) {
  const said = element("p", {}, `No author named “${short(word)}” is on the list.`);
  near.forEach((name, at) => {
    const href = new URL(`search/${addressOf({ query: `author:${name}`, filters: {} })}`, root).href;
    said.append(at ? ", " : near.length > 1 ? " The nearest names are " : " The nearest name is ");
    said.append(element("a", { href }, name));
  });
  if (near.length) said.append(total ? ":" : ".");
  return said;
}

function nothingLeft(state, found, actions, root) {
  const ways = waysOutOf(found.waysOut, state.filters, found.facets, actions.remove);
  if (ways.length && found.notice !== "nearest") {
    const head = element("p", {}, `The filters leave none of the ${found.unfiltered} papers that match. Try:`);
    return [head, element("ul", { className: "ad-ways" }, ...ways)];
  }
  const links = [["papers/", "all papers"], ["themes/", "themes"], ["tags/", "tags"]];
  const ends = links.map(([path, words]) => element("a", { href: new URL(path, root).href }, words));
  return [element("p", {}, "Try other words, or browse ", ends[0], ", ", ends[1], " or ", ends[2], ".")];
}
