/* Words as the index counts them: `generator/vocabulary.py` does the same. */

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
    const bare = piece.replace(/^[^\p{L}\p{N}_]+/u, "");
    const start = match.index + piece.length - bare.length;
    const end = start + bare.replace(/[^\p{L}\p{N}_]+$/u, "").length;
    if (end > start) found.push({ word: plain(text.slice(start, end)), start, end });
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

function fold(word) {
  return word.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[\u{10000}-\u{10ffff}]/gu, "");
}
