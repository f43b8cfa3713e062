/* The list as Markdown, for notebooks and issues. */

import { STATUSES } from "./store.js";

/**
 * A text that Markdown shows as it is, on one line.
 * @example plain("ReST-MCTS*: a <b>") // "ReST-MCTS\\*: a \\<b\\>"
 */
export function plain(text) {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_[\]<>#|~&$]/g, "\\$&")
    .replace(/^(\d+)([.)])/, "$1\\$2")
    .replace(/^[-+=]/, "\\$&")
    .replace(/\S+/g, (word) => (word.includes("\\") ? unlinked(word) : word));
}

/* GitHub makes links of bare addresses, and takes the backslashes inside for a part of them. */
function unlinked(word) {
  return word.replaceAll("://", "\\://").replace(/www\./gi, (www) => www.replace(".", "\\."));
}

/**
 * @param {string} listName
 * @param {Array<Row>} rows see view.js
 * @param {(id: string) => string} addressOf where a paper's page is
 * @returns {string} a section a status, a line a paper, notes quoted below
 */
export function toMarkdown(listName, rows, addressOf) {
  const sections = [...Object.entries(STATUSES), ["", "No status"]].flatMap(([status, words]) => {
    const chosen = rows.filter(({ entry }) => entry.status === status);
    return chosen.length ? [`## ${words}`, chosen.map((row) => item(row, addressOf)).join("\n")] : [];
  });
  return `${[`# My list: ${plain(listName)}`, ...sections].join("\n\n")}\n`;
}

function item({ id, title, entry, card }, addressOf) {
  const name = card ? `[${plain(title)}](${addressOf(id)})` : plain(title);
  const facts = card ? [card.authors, [card.venue, yearBeside(card)].filter(Boolean).join(" ")] : [];
  const parts = [name, ...facts.filter(Boolean).map(plain)];
  const sentences = parts.map((part) => `${part.replace(/\.$/, "")}.`);
  const note = entry.note.split("\n").map((line) => `  > ${plain(line)}`.trimEnd());
  return [`- ${sentences.join(" ")}`, ...(entry.note ? ["", ...note, ""] : [])].join("\n");
}

/* As generator/render/citations/markdown.py has it: a venue that names its year needs no other. */
function yearBeside({ venue, year }) {
  return /\b(19|20)\d\d$/.test(venue) || venue.includes(year) ? "" : year;
}
