/* Words as the index counts them: `generator/vocabulary.py` does the same. */

// A word without what stands around it. Looking for the end by itself, e.g. /!+$/, would begin anew at
// each mark of a long run, and take hours for a long one.
const INSIDE = /[\p{L}\p{N}_](?:.*[\p{L}\p{N}_])?/su;
const SHORT = 5; // characters of a word that has no spelling to normalise

/**
 * The words of a text, normalised.
 * @param {string} text
 * @returns {string[]} without punctuation and accents, in small letters, American
 */
export function wordsOf(text) {
  return piecesOf(text).map(({ word }) => word);
}

/**
 * The words of a text with their places in it.
 * @param {string} text
 * @returns {Array<{word: string, start: number, end: number}>}
 */
export function piecesOf(text) {
  const found = [];
  for (const match of text.matchAll(/[^\s-]+/g)) {
    const [piece] = match;
    const inside = INSIDE.exec(piece);
    if (!inside) continue;
    const start = match.index + inside.index;
    const end = start + inside[0].length;
    found.push({ word: plain(inside[0]), start, end });
  }
  return found;
}

/** One word in small letters, without accents, in American spelling. */
export function plain(word) {
  return normalise(fold(word).toLowerCase());
}

/** British spelling to American. */
export function normalise(word) {
  if (word.length <= SHORT) return word;
  return word
    .replace(/is(e|es|ed|er|ers|ing|ation|ations)$/, "iz$1")
    .replace(/our(s|al|ally|ed|ing)?$/, "or$1")
    .replace(/ll(ing|ed|er|ers)$/, "l$1");
}

/* An accent that stands alone, as in "Schr¨odinger" from a PDF, is one that a space carries. */
function fold(word) {
  return word.normalize("NFKD").replace(/[\p{M} ]/gu, "").replace(/[\u{10000}-\u{10ffff}]/gu, "");
}
