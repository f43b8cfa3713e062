/* The words of the list: their stems, what completes a half-typed one, what a mistyped one meant. */

import { wordsOf } from "./words.js";

const MAX_COMPLETIONS = 40;
const FEW = 2; // characters up to which a word is completed by words of titles only
const LONG = 8; // characters from which two slips are forgiven instead of one
const SHORT = 4; // characters below which nothing is corrected

export class Vocabulary {
  #words;
  #stems;
  #stops;
  #inTitles = null;
  #titles;

  /** @param {object} core `words`, `stemmed`, `changes`, `stopWords`, `title` of core.json */
  constructor({ words, stemmed, changes, stopWords, title }) {
    this.#words = words ? words.split(" ") : [];
    this.#stems = new Map(
      this.#words.map((word, place) => {
        const [dropped, added] = changes[stemmed[place]];
        return [word, word.slice(0, word.length - dropped) + added];
      }),
    );
    this.#stops = new Set(stopWords.split(" "));
    this.#titles = title;
  }

  /** The stem under which the index keeps a word of the list; undefined for other words. */
  stemOf(word) {
    return this.#stems.get(word);
  }

  /** Whether a word says nothing. */
  isStopWord(word) {
    return this.#stops.has(word);
  }

  /** Words that begin with a prefix, those of titles first, at most {@link MAX_COMPLETIONS}. */
  completions(prefix) {
    const found = [];
    for (let at = this.#first(prefix); this.#words[at]?.startsWith(prefix); at++) {
      found.push(this.#words[at]);
    }
    const counts = this.#titleWords();
    const listed = prefix.length > FEW ? found : found.filter((word) => counts.has(word));
    if (listed.length <= MAX_COMPLETIONS) return listed;
    const often = (word) => counts.get(word) ?? 0;
    return listed.sort((a, b) => often(b) - often(a)).slice(0, MAX_COMPLETIONS);
  }

  /** Another form of a word that the list has: a plural, a participle, a noun of a verb. */
  kin(word) {
    const bases = [/s$/, /es$/, /ed$/, /d$/, /ing$/, /ly$/, /er$/].map((end) => word.replace(end, ""));
    const forms = bases.filter((base) => base !== word && base.length >= SHORT - 1);
    const endings = ["", "s", "e", "es", "ed", "ing", "ment", "ation"];
    const all = [...forms, word].flatMap((base) => endings.map((end) => base + end));
    return all.find((form) => this.#stems.has(form));
  }

  /**
   * The nearest words to a mistyped one.
   * @returns {Array<{word: string, slips: number}>} all equally near; empty when none is near
   */
  nearest(word) {
    if (word.length < SHORT) return [];
    const letters = lettersOf(word);
    let best = word.length >= LONG ? 2 : 1;
    let found = [];
    for (const candidate of this.#words) {
      if (Math.abs(candidate.length - word.length) > best) continue;
      if (bits(lettersOf(candidate) ^ letters) > 2 * best) continue;
      const slips = distance(word, candidate, best);
      if (slips > best) continue;
      if (slips < best) found = [];
      best = slips;
      found.push(candidate);
    }
    return found.map((candidate) => ({ word: candidate, slips: best }));
  }

  #first(prefix) {
    let low = 0;
    let high = this.#words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#words[middle] < prefix) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #titleWords() {
    if (!this.#inTitles) {
      this.#inTitles = new Map();
      for (const word of this.#titles.flatMap(wordsOf)) {
        this.#inTitles.set(word, (this.#inTitles.get(word) ?? 0) + 1);
      }
    }
    return this.#inTitles;
  }
}

/* Which letters a word has, a bit for each; two words a slip apart differ in two bits at most. */
function lettersOf(word) {
  let mask = 0;
  for (let i = 0; i < word.length; i++) mask |= 1 << (word.charCodeAt(i) & 31);
  return mask;
}

function bits(mask) {
  let count = 0;
  for (let rest = mask; rest; rest &= rest - 1) count++;
  return count;
}

/** Slips between two words: letters added, dropped, changed or swapped; stops above `limit`. */
export function distance(a, b, limit) {
  let before = [];
  let previous = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, before[j - 2] + 1);
      }
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return least;
    before = previous;
    previous = row;
  }
  return previous[b.length];
}
