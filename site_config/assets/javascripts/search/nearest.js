/* What comes nearest where nothing on the list matches, and when to say so. */

import { distance } from "./vocabulary.js";
import { wordsOf } from "./words.js";

const NEAREST = 5; // papers offered where nothing was found
const FEW = 2; // words that are a subject or a name; more are a need, put in words of one's own
const MUCH_ALIKE = 0.35; // likeness from which another word says nearly the same
const ALIKE = 0.3; // likeness below which it says something else: names are like other names
const FORGIVEN = 0.3; // share of a word's letters that may be wrong for it to be spelt like another
const SHORT = 5; // characters below which a slip makes another word: BERT is not "best"
const ENOUGH = 0.5; // share of a query's words that a title needs to come near

/**
 * Whether a query names something that the list does not have: a word or two that it lacks, and for
 * which it has no other word. Meaning finds papers for these as well, but not what was asked for.
 * @param {Term[]} terms read in other words too
 */
export function isLacking(terms) {
  return terms.length > 0 && terms.length <= FEW && terms.every(isStrange);
}

/**
 * What to offer where no paper is left, and what to say of it.
 * @param {object} core
 * @param {Question} question
 * @param {number[]} places what the ranking gave, before phrases and authors were asked for
 * @param {Term[]} terms read in other words too
 * @returns {{places: number[], notice: string}}
 */
export function instead(core, question, places, terms) {
  const { words, phrases, authors } = question;
  if (places.length && authors.length) return { places: [], notice: words ? "author" : "authors" };
  const offered = nearest(core, question, places, terms);
  return places.length && phrases.length && !isLacking(terms) ? { ...offered, notice: "phrase" } : offered;
}

/**
 * What comes nearest: of what the ranking gave, or of what is spelt alike; nothing where neither has
 * to do with the query.
 */
export function nearest(core, { words }, places, terms) {
  const far = isLacking(terms) && terms.every((term) => likenessOf(term) < ALIKE);
  const near = places.length && !far ? places : byLetters(core, words);
  return { places: near.slice(0, NEAREST), notice: "nearest" };
}

function isStrange(term) {
  return !term.stems.size && likenessOf(term) < MUCH_ALIKE;
}

/* How much any word of the list says what a word says. */
function likenessOf({ like }) {
  return Math.max(0, ...(like?.values() ?? []));
}

/* Papers whose titles are spelt like a query, those first that are most. */
function byLetters(core, words) {
  const typed = wordsOf(words).filter((word) => !core.vocabulary.isStopWord(word));
  if (!typed.length) return [];
  return core.title
    .map((title, place) => ({ place, share: shareOf(typed, wordsOf(title)) }))
    .filter(({ share }) => share >= ENOUGH * (1 - FORGIVEN))
    .sort((a, b) => b.share - a.share || a.place - b.place)
    .map(({ place }) => place);
}

/* How much of a query is spelt like words of a title, from 0 to 1. */
function shareOf(typed, words) {
  const met = typed.map((part) => Math.max(0, ...words.map((word) => alikeness(part, word))));
  return met.reduce((sum, value) => sum + value, 0) / typed.length;
}

/* How much a word is spelt like another; 0 where they are merely made of the same letters. */
function alikeness(part, word) {
  if (part === word) return 1;
  if (Math.min(part.length, word.length) < SHORT) return 0;
  const slips = distance(part, word, part.length) / Math.max(part.length, word.length);
  return slips <= FORGIVEN ? 1 - slips : 0;
}
