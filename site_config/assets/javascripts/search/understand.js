/* What a query means: words as the index spells them, corrected, completed, weighted.
   A classic script, since the worker that loads it has to load lunr.js the same way. */

const MAX_COMPLETIONS = 40;
const COMPLETED = 0.7; // weight of a word that the typed one begins
const CORRECTED = 0.85; // weight of the nearest word to one that is mistyped, for each slip
const LONG = 8; // characters from which two slips are forgiven instead of one
const SHORT = 4; // characters below which nothing is corrected

/** The words of the list, for completing and correcting. */
class Vocabulary {
  /** @param {{words: string[], stems: string[]}} list sorted; an empty stem is the word itself */
  constructor({ words, stems }) {
    this.words = words;
    this.stems = new Map(words.map((word, place) => [word, stems[place] || word]));
  }

  /** The stem under which the index keeps a word of the list. */
  stemOf(word) {
    return this.stems.get(word);
  }

  /** Words that begin with a prefix, at most {@link MAX_COMPLETIONS}. */
  completions(prefix) {
    let low = 0;
    let high = this.words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.words[middle] < prefix) low = middle + 1;
      else high = middle;
    }
    const found = [];
    while (this.words[low]?.startsWith(prefix) && found.length < MAX_COMPLETIONS) {
      found.push(this.words[low++]);
    }
    return found;
  }

  /** The nearest words to a mistyped one, with how many slips they are away. */
  nearest(word) {
    if (word.length < SHORT) return [];
    const limit = word.length >= LONG ? 2 : 1;
    let best = limit;
    let found = [];
    for (const candidate of this.words) {
      if (Math.abs(candidate.length - word.length) > best) continue;
      const slips = distance(word, candidate, best);
      if (slips > best) continue;
      if (slips < best) found = [];
      best = slips;
      found.push(candidate);
    }
    return found.map((candidate) => ({ word: candidate, slips: best }));
  }
}

/** Split a text where the index does, and drop punctuation at the ends of words. */
function wordsOf(text) {
  return text
    .toLowerCase()
    .split(/[\s-]+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}_]+|[^\p{L}\p{N}_]+$/gu, ""))
    .filter(Boolean)
    .map(normalise);
}

/** British spelling to American, as `normalise` in generator/derive/search_index.py does. */
function normalise(word) {
  if (word.length <= 5) return word;
  return word
    .replace(/is(e|es|ed|er|ers|ing|ation|ations)$/, "iz$1")
    .replace(/our(s|al|ally|ed|ing)?$/, "or$1")
    .replace(/ll(ing|ed|er|ers)$/, "l$1");
}

/**
 * Understand a query.
 * @returns {{terms: Array<Array<{stem: string, weight: number}>>, read: string}} the alternatives
 *   for each word that counts, and the query as it was read when a word was corrected
 */
function understand(query, vocabulary) {
  const typed = wordsOf(query);
  const telling = typed.filter((word, place) => place === typed.length - 1 || !isStopWord(word));
  const read = [];
  const terms = telling.map((word) => {
    const last = word === typed[typed.length - 1];
    const terms = [];
    let shown = word;
    if (vocabulary.stemOf(word)) terms.push({ stem: vocabulary.stemOf(word), weight: 1 });
    const completions = last ? vocabulary.completions(word).filter((found) => found !== word) : [];
    const weight = terms.length ? COMPLETED / 2 : COMPLETED;
    for (const completion of completions) terms.push({ stem: vocabulary.stemOf(completion), weight });
    if (!terms.length) {
      const near = vocabulary.nearest(word);
      for (const { word: other, slips } of near) {
        terms.push({ stem: vocabulary.stemOf(other), weight: CORRECTED ** slips });
      }
      if (near.length) shown = near[0].word;
    }
    read.push(shown);
    return strongest(terms);
  });
  const corrected = read.some((word, place) => word !== telling[place]);
  return { terms, read: corrected ? read.join(" ") : "" };
}

function isStopWord(word) {
  return lunr.stopWordFilter(new lunr.Token(word)) === undefined;
}

function strongest(terms) {
  const best = new Map();
  for (const { stem, weight } of terms) best.set(stem, Math.max(weight, best.get(stem) ?? 0));
  return [...best].map(([stem, weight]) => ({ stem, weight }));
}

/** Slips between two words: letters added, dropped, changed or swapped; stops above `limit`. */
function distance(a, b, limit) {
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
