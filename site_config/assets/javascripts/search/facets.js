/* Filters, live counts and orders. Within a group any value will do, across groups all must. */

export const GROUPS = ["theme", "tag", "year", "venue", "has", "listing"];
const YEARS = /^(\d{4})?(?:(\.\.+|-|–)(\d{4})?)?$/; // 2024, 2023..2025, 2023.., ..2020
const WITH_YEAR = /^(.*\D)((?:19|20)\d\d)$/u; // a venue as it is written behind a paper: ICLR 2024

/** Orders by name; relevance is the order that the ranking gave. */
const ORDERS = {
  newest: (core) => (a, b) => core.year[b] - core.year[a] || core.added[b] - core.added[a],
  added: (core) => (a, b) => core.added[b] - core.added[a] || core.year[b] - core.year[a],
  year: (core) => (a, b) => (core.year[a] || 9999) - (core.year[b] || 9999),
  title: (core) => {
    const { compare } = new Intl.Collator("en", { ignorePunctuation: true, numeric: true });
    return (a, b) => compare(core.title[a], core.title[b]);
  },
  listed: (core) => (a, b) => core.listing[b].length - core.listing[a].length,
  reading: (core) => (a, b) => core.order[a] - core.order[b],
};

/**
 * Put papers into an order.
 * @param {number[]} places best first
 * @param {string} name of the order; an unknown one leaves them as they are
 */
export function sorted(places, name, core) {
  const order = Object.hasOwn(ORDERS, name) ? ORDERS[name](core) : null;
  return order ? [...places].sort((a, b) => order(a, b) || a - b) : places;
}

/**
 * Turn written values into tests, and name those that the list does not know, and those that are no
 * values of their group: these are left out.
 * @param {Object<string, string[]>} filters written values by group
 * @returns {{tests: Object<string, function(number): boolean>,
 *   unknown: Array<{group: string, value: string}>, left: string[]}}
 */
export function testsOf(filters, core) {
  const tests = {};
  const unknown = [];
  const left = [];
  for (const group of GROUPS) {
    const written = filters[group] ?? [];
    if (!written.length) continue;
    if (group === "year") {
      const ranges = written.map(rangeOf).filter(Boolean);
      left.push(...written.filter((value) => !rangeOf(value)).map((value) => `year:${value}`));
      if (ranges.length) tests.year = (place) => ranges.some(([from, to]) => inRange(core.year[place], from, to));
      continue;
    }
    const passes = written.map((value) => testOf(group, value, core));
    unknown.push(...written.filter((_, at) => !passes[at]).map((value) => ({ group, value })));
    tests[group] = (place) => passes.some((test) => test?.(place));
  }
  return { tests, unknown, left };
}

/** Papers that pass all tests, but for those of one group. */
export function passing(places, tests, except) {
  const asked = Object.entries(tests).filter(([group]) => group !== except);
  return asked.length ? places.filter((place) => asked.every(([, test]) => test(place))) : places;
}

/**
 * Count the values of each group among the papers that pass the other groups' tests.
 * @returns {Object<string, Array<{value: string, label: string, count: number, kind?: string}>>}
 */
export function counts(places, tests, core) {
  const found = {};
  for (const group of GROUPS) {
    const count = new Map();
    for (const place of passing(places, tests, group)) {
      const values = group === "year" ? [core.year[place]] : core[group][place];
      for (const value of values) count.set(value, (count.get(value) ?? 0) + 1);
    }
    found[group] = group === "year" ? years(count) : named(core.names[group], count);
  }
  return found;
}

/**
 * What to take away when nothing is left: each filter whose removal leaves papers.
 * @returns {Array<{group: string, count: number}>}
 */
export function waysOut(places, tests) {
  return Object.keys(tests)
    .map((group) => ({ group, count: passing(places, tests, group).length }))
    .filter(({ count }) => count);
}

function named(names, count) {
  return names.map(([value, label, kind], number) => ({
    value,
    label,
    ...(kind && { kind }),
    count: count.get(number) ?? 0,
  }));
}

function years(count) {
  return [...count]
    .filter(([year]) => year)
    .sort(([a], [b]) => b - a)
    .map(([year, papers]) => ({ value: String(year), label: String(year), count: papers }));
}

/* What a paper needs for one value of a group; null where the list has no such value. */
function testOf(group, value, core) {
  const number = numberOf(core.names[group], value);
  if (number >= 0) return (place) => core[group][place].includes(number);
  const [, series, year] = (group === "venue" && WITH_YEAR.exec(value.trim())) || [];
  const venue = series ? numberOf(core.names.venue, series) : -1;
  const test = (place) => core.venue[place].includes(venue) && core.venueYear[place] === Number(year);
  return venue >= 0 && core.id.some((_, place) => test(place)) ? test : null;
}

/* The first and the last year, whichever is written first; null for what is neither year nor range. */
function rangeOf(written) {
  const [, one, to, other] = YEARS.exec(written.trim()) ?? [];
  if (!one && !other) return null;
  const [from, until] = [Number(one ?? 0), Number(other ?? (to ? 9999 : one))];
  return from > until ? [until, from] : [from, until];
}

function inRange(year, from, to) {
  return year > 0 && year >= from && year <= to;
}

/* Values are slugs in addresses; typed ones may be labels, or begin one. */
function numberOf(names, value) {
  const wanted = key(value);
  const exact = names.findIndex(([slug, label]) => key(slug) === wanted || key(label) === wanted);
  if (exact >= 0 || !wanted) return exact;
  return names.findIndex(([slug, label]) => key(slug).startsWith(wanted) || key(label).startsWith(wanted));
}

function key(value) {
  return value.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}
