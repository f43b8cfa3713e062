/* What the words of a query mean: words of the list, completed, corrected or put in other words. */

import { wordsOf } from "./words.js";

const COMPLETED = 0.7; // weight of a word that a half-typed one begins
const LONGER = 0.35; // the same where what is typed is a word itself
const CORRECTED = 0.85; // weight of the nearest word to one that is mistyped, for each slip
const LIKE = 1; // weight of a word that means the same, times how near it is
const SHORTEST_ENGLISH = 4; // shorter words are rather acronyms than words of the table

/**
 * @typedef {object} Term
 * @property {string} word as typed, normalised
 * @property {string} shown as it was read
 * @property {Map<string, number>} stems alternatives with their weights
 * @property {Map<string, number>} longer stems of words that begin with it, where it is one itself
 * @property {boolean} foreign whether the list has no such word, though it is rightly spelt
 */

/**
 * Understand the words of a query.
 * @param {string} query
 * @param {Store} store
 * @param {object} [options]
 * @param {boolean} [options.exact] correct nothing
 * @returns {Promise<Term[]>}
 */
export async function understand(query, store, { exact = false } = {}) {
  const { vocabulary } = await store.core;
  const typed = wordsOf(query);
  const last = /[\p{L}\p{N}]$/u.test(query) ? typed.length - 1 : -1; // still being typed
  const telling = typed
    .map((word, place) => ({ word, half: place === last }))
    .filter(({ word, half }) => half || !vocabulary.isStopWord(word));
  const terms = await Promise.all(
    telling.map(({ word, half }) => readWord(word, half, vocabulary, store, exact)),
  );
  if (!exact) await correct(terms, vocabulary, store);
  addCompounds(typed, terms, vocabulary);
  return terms.filter(({ word, stems }) => stems.size || !vocabulary.isStopWord(word));
}

/** Add to each term the words that mean much the same. */
export async function inOtherWords(terms, store) {
  const meanings = await Promise.all(terms.map(({ word }) => store.meaning(word)));
  return terms.map((term, place) => {
    const like = (meanings[place]?.near ?? []).filter(([stem]) => !term.stems.has(stem));
    return { ...term, like: new Map(like.map(([stem, weight]) => [stem, LIKE * weight])) };
  });
}

async function readWord(word, half, vocabulary, store, exact) {
  const term = { word, shown: word, stems: new Map(), longer: new Map(), foreign: false };
  const add = (other, weight) => {
    const stem = vocabulary.stemOf(other);
    if (stem) term.stems.set(stem, Math.max(weight, term.stems.get(stem) ?? 0));
  };
  add(word, 1);
  if (half) complete(term, vocabulary, add);
  if (term.stems.size || exact) return term;
  const kin = vocabulary.kin(word);
  if (kin) add(kin, 1);
  else if (word.length >= SHORTEST_ENGLISH && (await store.meaning(word))) term.foreign = true;
  return term;
}

/* What is typed may be the beginning of a word, also where it is a word itself: but then that counts
   first, or RL would be answered by RLHF. */
function complete(term, vocabulary, add) {
  const isWord = term.stems.size > 0;
  for (const other of vocabulary.completions(term.word)) {
    const stem = vocabulary.stemOf(other);
    if (!isWord) add(other, COMPLETED);
    else if (!term.stems.has(stem)) term.longer.set(stem, LONGER);
  }
}

/* Put the nearest words of the list in place of mistyped ones. Beside a word that the list lacks
   altogether, a name is right as it is: Yoshua Bengio is no Joshua. */
async function correct(terms, vocabulary, store) {
  const unread = terms.filter(({ stems, foreign }) => !stems.size && !foreign);
  const readings = unread.map((term) => ({ term, near: vocabulary.nearest(term.word) }));
  const lacks = terms.some(({ foreign }) => foreign) || readings.some(({ near }) => !near.length);
  for (const { term, near } of readings) {
    const names = await Promise.all(near.map(({ word }) => lacks && isName(word, vocabulary, store)));
    const kept = near.filter((_, at) => !names[at]);
    for (const { word, slips } of kept) {
      const stem = vocabulary.stemOf(word);
      term.stems.set(stem, Math.max(CORRECTED ** slips, term.stems.get(stem) ?? 0));
    }
    if (kept.length) term.shown = kept[0].word;
  }
}

/* Whether a word of the list stands in names of authors alone. */
async function isName(word, vocabulary, store) {
  const stem = vocabulary.stemOf(word);
  const [people, all] = await Promise.all([store.people(word), store.postings([stem])]);
  return people.length > 0 && people.length === all.get(stem)?.places.length;
}

/* "off policy" is also "offpolicy": two words side by side may be one on the list. */
function addCompounds(typed, terms, vocabulary) {
  typed.slice(1).forEach((second, place) => {
    const first = typed[place];
    const stem = vocabulary.stemOf(first + second);
    const pair = terms.filter(({ word }) => word === first || word === second);
    if (stem && pair.length === 2) for (const term of pair) term.stems.set(stem, 1);
  });
}
