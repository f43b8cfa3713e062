/* Which papers of the list are shown, and in which order. */

/**
 * @typedef {object} Row a paper of the list with what is known of it
 * @property {string} id
 * @property {string} title
 * @property {Entry} entry
 * @property {?Card} card
 */

/** The theme of papers that are not on the reading list any more, as the filter names it. */
export const NO_THEME = "none";

const byTitle = (one, other) => one.title.localeCompare(other.title, "en") || (one.id < other.id ? -1 : 1);
const ORDERS = {
  saved: (one, other) => compare(other.entry.saved, one.entry.saved) || byTitle(one, other),
  year: (one, other) => (other.card?.year || 0) - (one.card?.year || 0) || byTitle(one, other),
  title: byTitle,
  theme: (one, other) => (one.card?.theme ?? 1e9) - (other.card?.theme ?? 1e9) || byTitle(one, other),
};

/**
 * @param {Row[]} rows
 * @param {{status: string, theme: string, words: string, order: string}} wanted as the form says it
 * @param {Array<[string, string]>} themes
 * @returns {Row[]} those wanted, in order
 */
export function select(rows, { status, theme, words, order }, themes) {
  const sought = plain(words).split(" ").filter(Boolean);
  return rows
    .filter(({ entry }) => !status || (entry.status || "none") === status)
    .filter((row) => !theme || themeOf(row, themes) === theme)
    .filter((row) => sought.every((word) => textOf(row, themes).includes(word)))
    .sort(ORDERS[order] ?? ORDERS.saved);
}

/** How many papers have each value. */
export function countBy(rows, value) {
  const counts = new Map();
  for (const row of rows) counts.set(value(row), (counts.get(value(row)) ?? 0) + 1);
  return counts;
}

/** Slug of a paper's theme, or NO_THEME. */
export function themeOf({ card }, themes) {
  return card ? themes[card.theme][0] : NO_THEME;
}

function textOf({ title, entry, card }, themes) {
  const facts = card ? [card.authors, card.year, card.venue, themes[card.theme][1]] : [];
  return plain([title, entry.note, ...facts].join(" "));
}

/* Lower case without accents, one space between words. */
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}

function compare(one, other) {
  return one < other ? -1 : Number(one > other);
}
