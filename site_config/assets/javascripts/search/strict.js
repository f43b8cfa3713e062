/* What a question demands of every paper: its authors, quoted phrases, and words that may not occur. */

import { textsOf } from "./passage.js";
import { wordsOf } from "./words.js";

const MOST_PHRASED = 500; // papers whose texts are read for a quoted phrase
const MOST_NAMES = 3; // names offered for one that the list lacks

/**
 * Leave only papers of the named authors, without the unwanted words, with the quoted phrases.
 * @param {Store} store
 * @param {object} core
 * @param {Question} question
 * @param {number[]} places best first
 * @param {Stranger[]} strangers
 */
export async function strictly(store, core, { phrases, authors, without }, places, strangers) {
  let left = places;
  for (const word of authors) {
    const names = strangers.find((one) => one.word === word)?.near ?? [word];
    const theirs = new Set((await Promise.all(names.map((name) => store.people(name)))).flat());
    left = left.filter((place) => theirs.has(place));
  }
  const stems = without.map((word) => core.vocabulary.stemOf(word)).filter(Boolean);
  for (const posting of (await store.postings(stems)).values()) {
    const unwanted = new Set(posting.places);
    left = left.filter((place) => !unwanted.has(place));
  }
  for (const phrase of phrases) {
    const looked = left.slice(0, MOST_PHRASED);
    const has = await Promise.all(looked.map((place) => hasPhrase(store, core, place, phrase)));
    left = looked.filter((_, at) => has[at]);
  }
  return left;
}

/**
 * @typedef {object} Stranger
 * @property {string} word of a name that no author on the list has
 * @property {string[]} near the nearest names of authors
 */

/** @returns {Promise<Stranger[]>} the words of names that no author has */
export async function strangersAmong(store, core, words) {
  const known = await Promise.all(words.map((word) => isPerson(store, word)));
  const strange = words.filter((_, at) => !known[at]);
  return Promise.all(
    strange.map(async (word) => {
      const near = core.vocabulary.nearest(word).map((found) => found.word);
      const people = await Promise.all(near.map((name) => isPerson(store, name)));
      return { word, near: near.filter((_, at) => people[at]).slice(0, MOST_NAMES) };
    }),
  );
}

async function isPerson(store, word) {
  return (await store.people(word)).length > 0;
}

async function hasPhrase(store, core, place, phrase) {
  const [card, text] = await Promise.all([store.card(place), store.text(place)]);
  const { authors = "", venue = "", names = [] } = card;
  const texts = [core.title[place], ...textsOf(card).map((part) => part.text), text];
  const wanted = ` ${phrase.join(" ")} `;
  return [...texts, ...names, authors, venue].some((part) => ` ${wordsOf(part).join(" ")} `.includes(wanted));
}
