/* Numbers of papers, arXiv's and DOIs, read out of what was typed or pasted: the search and the page
   "Suggest a paper" read them alike. `arxivId` and `doi` have their twins in generator/listings/facts.py;
   a test holds them together. */

const NUMBER = "(?:[0-9]{2}(?:0[1-9]|1[0-2])\\.[0-9]{4,5}|[a-z][a-z-]*(?:\\.[A-Z]{2})?/[0-9]{7})";
const BARE_ARXIV = new RegExp(
  `^(?:arxiv:\\s*)?(${NUMBER})(?:v[0-9]+)?(?:\\s*\\[[\\w.-]+\\])?$`,
  "i",
);
const ARXIV = new RegExp(
  "(?:arxiv\\s*:\\s*|arxiv\\.org/(?:abs|pdf|html|e-print|format)/|alphaxiv\\.org/abs/|" +
    `huggingface\\.co/papers/|10\\.48550/arxiv\\.|\\babs/)(${NUMBER})(?:v[0-9]+)?(?![0-9/])`,
  "i",
);
const DOI = /\b(10\.[0-9]{4,9}\/[^\s"<>{}|\\^`]{1,300})(?![^\s"<>{}|\\^`])/gi;
const BRACKETS = { ")": "(", "]": "[" };

const KINDS = { arxiv: "arXiv number", doi: "DOI" };

/** The arXiv number that a number with version, an address or a citation names; or nothing. */
export function arxivId(text) {
  const found = text.trim().match(BARE_ARXIV) ?? unquoted(text).match(ARXIV);
  return found ? inItsCase(found[1]) : "";
}

/** The DOI in a text, in lower case; arXiv's own do not count. */
export function doi(text) {
  for (const [, found] of unquoted(text).matchAll(DOI)) {
    const kept = withoutEnd(found).toLowerCase();
    if (!kept.startsWith("10.48550/arxiv.")) return kept;
  }
  return "";
}

/**
 * The numbers that a query names, with or without an address around them.
 * @param {string} query
 * @returns {Array<{kind: "arxiv"|"doi", number: string}>}
 */
export function numbersIn(query) {
  const read = [["arxiv", arxivId(query)], ["doi", doi(query)]];
  return read.filter(([, number]) => number).map(([kind, number]) => ({ kind, number }));
}

/** A sentence without its full stop: that no paper has a number. */
export function sayMissing({ kind, number }) {
  return `No paper with the ${KINDS[kind]} ${number} is on the list`;
}

/* Percent signs undone where they spell characters; what spells none stays as it is. */
function unquoted(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/* An old number as arXiv writes it: the archive small, its subject class capital. */
function inItsCase(found) {
  const dot = found.indexOf(".");
  if (dot < 0 || /^[0-9]+$/.test(found.slice(0, dot))) return found.toLowerCase();
  return found.slice(0, dot).toLowerCase() + found.slice(dot).toUpperCase();
}

/* A DOI without the punctuation of the sentence around it. */
function withoutEnd(text) {
  let kept = text;
  const count = (mark) => kept.split(mark).length;
  while (kept) {
    const last = kept.at(-1);
    const unmatched = last in BRACKETS && count(last) > count(BRACKETS[last]);
    if (!".,;:'".includes(last) && !unmatched) break;
    kept = kept.slice(0, -1);
  }
  return kept;
}
