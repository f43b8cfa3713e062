/* Answers one question: understands it, ranks, filters, sorts, and shows why. */

import { counts, passing, sorted, testsOf, waysOut } from "./facets.js";
import { instead, isLacking, nearest } from "./nearest.js";
import { numbersIn } from "./numbers.js";
import { mark, passage, textsOf } from "./passage.js";
import { asks, read } from "./query.js";
import { best, byMeaning, byTitles, byWords, directionOf, withoutTail } from "./rank.js";
import { strangersAmong, strictly } from "./strict.js";
import { inOtherWords, understand } from "./understand.js";

const FIRST = 20; // hits that are shown where no limit is asked for
const WELL_MET = 0.99; // share of a query that some paper meets by its words: meanings add nothing
const ALIKE = 0.5; // weight of a word in other words when a passage is chosen

/**
 * @param {Store} store
 * @param {object} asked
 * @param {string} asked.query as typed
 * @param {Object<string, string[]>} [asked.filters] chosen values by group
 * @param {string} [asked.sort] an order; relevance, or newest where nothing is asked
 * @param {number} [asked.limit] how many hits to show
 * @param {boolean} [asked.exact] correct nothing
 */
export async function answer(store, asked) {
  const { core, found, tests, unknown, unread, left } = await choose(store, asked);
  const shown = left.slice(0, asked.limit ?? FIRST);
  const weightsAt = await weightsOf(store, core, found.terms);
  return {
    total: left.length,
    unfiltered: found.places.length,
    hits: await Promise.all(shown.map((place) => hitOf(store, core, place, weightsAt(place)))),
    facets: counts(found.places, tests, core),
    read: found.read ?? "",
    notice: found.notice ?? "",
    missing: found.missing ?? null,
    strangers: found.strangers ?? [],
    unknown,
    unread,
    waysOut: left.length ? [] : waysOut(found.places, tests),
  };
}

/** The ids of all papers that answer a question, for taking them away. */
export async function allIds(store, asked) {
  const { core, left } = await choose(store, asked);
  return left.map((place) => core.id[place]);
}

/* Find what answers a question, filter it and sort it. */
async function choose(store, { query, filters = {}, sort = "", exact = false }) {
  const core = await store.core;
  const question = read(query);
  const { tests, unknown, left: misread } = testsOf(joined(filters, question.filters), core);
  const unread = { ...question.unread, left: [...question.unread.left, ...misread] };
  const found = asks(question)
    ? await find(store, core, question, exact)
    : { places: sorted(core.id.map((_, place) => place), "newest", core), terms: [] };
  const left = sorted(passing(found.places, tests), sort, core);
  return { core, found, tests, unknown, unread, left };
}

/** Passages from abstracts, where these say more than what is shown. */
export async function abstractPassages(store, { query, exact = false, ids }) {
  const core = await store.core;
  const question = read(query);
  const terms = await understand(question.words, store, { exact });
  const weightsAt = await weightsOf(store, core, terms);
  const found = await Promise.all(
    ids.map(async (id) => {
      const place = core.id.indexOf(id);
      const [card, text] = await Promise.all([store.card(place), store.text(place)]);
      const weights = weightsAt(place);
      const shown = passage(textsOf(card), weights, core.vocabulary);
      const deeper = passage([{ from: "abstract", text }], weights, core.vocabulary);
      return deeper.worth > shown.worth + 1e-6 ? { id, passage: deeper } : null;
    }),
  );
  return found.filter(Boolean);
}

async function find(store, core, question, exact) {
  const numbers = exact ? [] : numbersIn(question.words);
  if (numbers.length) return byNumber(store, numbers);
  let terms = await understand(question.words, store, { exact });
  let { hits, met } = byWords(terms, await postingsOf(store, terms), core);
  const strict = question.phrases.length || question.authors.length || question.without.length;
  let ranked;
  if (met < WELL_MET && terms.length && !exact) {
    terms = await inOtherWords(terms, store);
    hits = byWords(terms, await postingsOf(store, terms), core).hits;
    ranked = byTitles([...hits.values()].sort(best), terms, core);
    const meanings = await Promise.all(terms.map(({ word }) => store.meaning(word)));
    const foreign = terms.some((term) => term.foreign) || terms.length > 2;
    if (foreign) ranked = byMeaning(ranked, directionOf(meanings), await store.vectors(), met);
  } else ranked = byTitles([...hits.values()].sort(best), terms, core);
  ranked = terms.length ? withoutTail(ranked) : core.id.map((_, place) => ({ place }));
  const all = ranked.map(({ place }) => place);
  const strangers = await strangersAmong(store, core, question.authors);
  const places = strict ? await strictly(store, core, question, all, strangers) : all;
  const wrong = terms.some(({ word, shown }) => word !== shown);
  const result = { places, terms, read: wrong ? terms.map(({ shown }) => shown).join(" ") : "" };
  if (strangers.length) return { ...result, notice: "stranger", strangers };
  if (!places.length) return { ...result, ...instead(core, question, all, terms) };
  return isLacking(terms) ? { ...result, ...nearest(core, question, places, terms) } : result;
}

/* A number names one paper, whatever is written around it. */
async function byNumber(store, numbers) {
  const named = await Promise.all(numbers.map(({ number }) => store.paperOf(number)));
  const places = named.filter((place) => place !== undefined).slice(0, 1);
  return { places, terms: [], ...(!places.length && { notice: "number", missing: numbers[0] }) };
}

async function hitOf(store, core, place, weights) {
  const card = await store.card(place);
  const stems = new Set(weights.keys());
  const [theme, ...others] = core.theme[place].map((number) => core.names.theme[number]);
  const shown = passage(textsOf(card), weights, core.vocabulary);
  return {
    id: core.id[place],
    title: core.title[place],
    titleMarks: mark(core.title[place], stems, core.vocabulary).marks,
    authors: card.authors ?? "",
    year: core.year[place] || "",
    venue: card.venue ?? "",
    theme: theme[1],
    themeSlug: theme[0],
    alsoIn: others.map(([, name]) => name),
    code: core.has[place].length > 0,
    passage: shown,
  };
}

/* How much each stem says when passages of a paper are compared: rare words say more. Words that merely
   begin with what was typed say something only of papers that do not have it as it was typed. */
async function weightsOf(store, core, terms) {
  const postings = await postingsOf(store, terms);
  const placesOf = (stem) => postings.get(stem)?.places ?? [];
  const worthOf = ([stem, weight], factor) =>
    factor * weight * Math.log(1 + core.id.length / Math.max(1, placesOf(stem).length));
  const has = (place, stems) => [...stems.keys()].some((stem) => placesOf(stem).includes(place));
  return (place) => {
    const weights = new Map();
    for (const { stems, longer, like } of terms) {
      const typed = longer.size && !has(place, stems) ? [...stems, ...longer] : [...stems];
      for (const [group, factor] of [[typed, 1], [like ?? [], ALIKE]]) {
        for (const pair of group) {
          const [stem] = pair;
          if (postings.has(stem)) weights.set(stem, Math.max(worthOf(pair, factor), weights.get(stem) ?? 0));
        }
      }
    }
    return weights;
  };
}

function postingsOf(store, terms) {
  const groups = terms.flatMap(({ stems, longer, like }) => [stems, longer, like ?? new Map()]);
  return store.postings(groups.flatMap((group) => [...group.keys()]));
}

function joined(chosen, typed) {
  const groups = new Set([...Object.keys(chosen), ...Object.keys(typed)]);
  return Object.fromEntries([...groups].map((g) => [g, [...(chosen[g] ?? []), ...(typed[g] ?? [])]]));
}
