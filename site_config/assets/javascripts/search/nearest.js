/* What comes nearest where nothing on the list matches, and when to say so. */

import { distance } from "./vocabulary.js";
import { wordsOf } from "./words.js";

const NEAREST = 5; // papers offered where nothing was found
const FEW = 2; // words that are a subject or a name; more are a need, put in words of one's own
const MUCH_ALIKE = 0.35; // likeness from which another word says nearly the same

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
 * @param {boolean} lacking whether the list lacks what the query names
 * @returns {{places: number[], notice: string}}
 */
export function instead(core, { words, phrases, authors }, places, lacking) {
  if (places.length && authors.length) return { places: [], notice: words ? "author" : "authors" };
  if (!places.length) return nearest(byLetters(core, words));
  return phrases.length && !lacking ? { ...nearest(places), notice: "phrase" } : nearest(places);
}

/** The first of some papers, as what comes nearest. */
export function nearest(places) {
  return { places: places.slice(0, NEAREST), notice: "nearest" };
}

function isStrange({ stems, like }) {
  return !stems.size && Math.max(0, ...(like?.values() ?? [])) < MUCH_ALIKE;
}

/* All papers, those first whose titles are spelt most like a query. */
function byLetters(core, words) {
  const typed = wordsOf(words).join(" ");
  return core.title
    .map((title, place) => ({ place, slips: slipsTo(typed, title) }))
    .sort((a, b) => a.slips - b.slips || a.place - b.place)
    .map(({ place }) => place);
}

/* How far a query is from the nearest words of a title, for each letter. */
function slipsTo(typed, title) {
  const words = wordsOf(title);
  const parts = typed.split(" ").filter(Boolean);
  const slips = parts.map((part) =>
    Math.min(...words.map((word) => distance(part, word, part.length) / Math.max(part.length, word.length))),
  );
  return slips.reduce((sum, value) => sum + value, 0) / (slips.length || 1);
}
