/* What the search page shows, as its address says it: the address is the state. */

import { GROUPS } from "./facets.js";

export const PAGE = 20; // hits that are shown at first, and added by "Show more"

/**
 * @typedef {object} State
 * @property {string} query
 * @property {Object<string, string[]>} filters chosen values by group
 * @property {string} sort empty for relevance
 * @property {boolean} compact
 * @property {boolean} exact whether words are taken as typed
 * @property {number} limit
 */

/** @returns {State} what an address asks for */
export function stateOf(search) {
  const given = new URLSearchParams(search);
  const chosen = GROUPS.map((group) => [group, [...new Set(given.getAll(group).filter(Boolean))]]);
  return {
    query: (given.get("q") ?? "").replace(/[\r\n]+/g, " ").trim(), // a field has one line
    filters: Object.fromEntries(chosen.filter(([, values]) => values.length)),
    sort: given.get("sort") ?? "",
    compact: given.get("view") === "compact",
    exact: given.has("exact"),
    limit: PAGE,
  };
}

/** @returns {string} the address of a state, from its question mark on; empty for the first state */
export function addressOf({ query, filters, sort, compact, exact }) {
  const given = new URLSearchParams();
  if (query) given.set("q", query);
  for (const group of GROUPS) for (const value of filters[group] ?? []) given.append(group, value);
  if (sort) given.set("sort", sort);
  if (compact) given.set("view", "compact");
  if (exact) given.set("exact", "");
  const text = given.toString().replace(/=(?=&|$)/g, "");
  return text ? `?${text}` : "";
}

/** A state with one value more or, where it was chosen, one less. */
export function toggled(state, group, value) {
  const held = state.filters[group] ?? [];
  const values = held.includes(value) ? held.filter((one) => one !== value) : [...held, value];
  return without({ ...state, limit: PAGE }, group, values);
}

/** A state with other values, or none, in a group. */
export function without(state, group, values = []) {
  const { [group]: _, ...rest } = state.filters;
  return { ...state, filters: values.length ? { ...rest, [group]: values } : rest };
}
