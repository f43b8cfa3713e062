/* What the map shows, as its address says it. */

/**
 * @typedef {object} State
 * @property {string} query
 * @property {string[]} themes slugs of the themes that stand out; none for all
 * @property {string} paper id of the paper that is looked at, or empty
 */

/** @returns {State} */
export function stateOf(search) {
  const given = new URLSearchParams(search);
  return {
    query: (given.get("q") ?? "").trim(),
    themes: [...new Set(given.getAll("theme").filter(Boolean))],
    paper: given.get("paper") ?? "",
  };
}

/** @returns {string} the address from its question mark on; empty for the whole map */
export function addressOf({ query, themes, paper = "" }) {
  const given = new URLSearchParams();
  if (query) given.set("q", query);
  for (const slug of themes) given.append("theme", slug);
  if (paper) given.set("paper", paper);
  const text = given.toString();
  return text ? `?${text}` : "";
}
