/* Texts as the generator reads them: one line, paragraphs, keys of titles, ids, words. Each function
   has its twin in generator/text.py, links.py or catalog/; a test holds them together. */

export { arxivId, doi } from "../search/numbers.js";

/** Characters that nobody can see in a review, and halves of characters. */
export const INVISIBLE =
  /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e01ef}\p{Surrogate}]/u;

const GREEK = {
  α: "alpha", β: "beta", γ: "gamma", δ: "delta", ε: "epsilon", ζ: "zeta", η: "eta", θ: "theta",
  κ: "kappa", λ: "lambda", μ: "mu", ν: "nu", ξ: "xi", π: "pi", ρ: "rho", σ: "sigma", τ: "tau",
  φ: "phi", χ: "chi", ψ: "psi", ω: "omega",
};
const ARTICLES = new Set(["a", "an", "the"]);
const WEAK_ENDS = new Set(
  ("a an the and are as at by for from good can improves in into is its large learning of on or " +
    "through to toward towards under using via with your deep better efficient fast").split(" "),
);
const SMALL_WORDS = new Set("a an the of for with via in on from and to by".split(" "));
const NAME_WORDS = 3;
const NAME_LENGTH = 30;
const FULL_LENGTH = 60;

/** The text on one line, with single spaces and none at the ends. */
export function collapse(text) {
  return text.split(/\s+/).filter(Boolean).join(" ");
}

/** Paragraphs separated by a blank line; line breaks inside one mean nothing. */
export function paragraphs(text) {
  return text.split(/\n\s*\n/).map(collapse).filter(Boolean).join("\n\n");
}

/** The lines of a text that say something, each collapsed. */
export function lines(text) {
  return text.split("\n").map(collapse).filter(Boolean);
}

/** What two spellings of one title have in common: letters and digits alone. */
export function titleKey(title) {
  const plain = spelled(fold(title.normalize("NFKC"))).normalize("NFD");
  return plain.replace(/[^\p{L}\p{N}]/gu, "") || collapse(title);
}

/** Lower-case ASCII words joined by hyphens. */
export function slugify(text) {
  const ascii = spelled(fold(text)).normalize("NFKD").replace(/[^\x00-\x7f]/g, "");
  return ascii.replaceAll("'", "").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
}

/**
 * A short readable id for a new paper: the name before a colon, or as much of the title as fits.
 * @param {string} title
 * @param {Set<string>} taken ids that were ever given
 */
export function proposeId(title, taken) {
  const full = fullId(title);
  const colon = title.indexOf(": ");
  const head = colon < 0 ? "" : title.slice(0, colon);
  const named = head && wordsOf(head).length <= NAME_WORDS && [...head].length <= NAME_LENGTH;
  for (const candidate of named ? [slugify(head), full] : [full]) {
    if (candidate && !taken.has(candidate)) return candidate;
  }
  let number = 2;
  while (taken.has(`${full}-${number}`)) number += 1;
  return `${full}-${number}`;
}

/** The words of a title that tell it from others. */
export function tellingWords(title) {
  const found = title.split(/[\s-]+/).map((part) => slugify(part).replace(/s$/, ""));
  return new Set(found.filter((word) => word && !SMALL_WORDS.has(word)));
}

/** Words as the limits count them; of a link in double brackets only what is shown counts. */
export function countWords(text) {
  return wordsOf(text.replace(/\[\[[^[\]|]*\|/g, "")).length;
}

/** Lower case for comparing, one character at a time, as Python's `casefold` (but for Cherokee). */
export function fold(text) {
  return Array.from(text, foldCharacter).join("");
}

const foldCharacter = (c) => (c === "ı" ? c : c.toLowerCase().toUpperCase().toLowerCase());

function spelled(text) {
  return Array.from(text, (c) => GREEK[c] ?? c).join("");
}

function wordsOf(text) {
  return text.split(/\s+/).filter(Boolean);
}

function fullId(title) {
  let words = title.split(/[\s/]+/).map(slugify).filter(Boolean);
  if (words.length > 1 && ARTICLES.has(words[0])) words = words.slice(1);
  const kept = [];
  let length = 0;
  for (const word of words) {
    if (kept.length && length + word.length + 1 > FULL_LENGTH) {
      while (kept.length > NAME_WORDS && WEAK_ENDS.has(kept.at(-1))) kept.pop();
      break;
    }
    kept.push(word);
    length += word.length + 1;
  }
  return kept.join("-").slice(0, 2 * FULL_LENGTH).replace(/^-+|-+$/g, "") || "paper";
}
