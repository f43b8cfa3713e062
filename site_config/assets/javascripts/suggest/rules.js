/* The rules of an entry, as `check` has them (generator/catalog/), with the messages of the form. A
   mistake stops the entry; a wish is what a curator would still ask for. Codes are those of `check`. */

import { findDuplicates } from "./duplicates.js";
import { faults } from "./schema.js";
import { INVISIBLE, countWords, fold } from "./text.js";

const WRITTEN = ["summary", "why", "needs"]; // in the proposer's own words
const AS_LISTED = ["listed_as", "aliases"]; // they keep what stands elsewhere, so that it is found
const NO_NAME = /,(?! *(?:[JS]r\.?|[IVX]+)$)|^(?:and )?others$|(?:^| )et al(?:[. ]|$)|^and /iu;
const WANTED = ["summary", "why", "needs", "tags", "abstract"];
const MARKUP = new RegExp(
  [
    "\\\\[a-zA-Z%&\"'`^]", "W\\{", "\\}W", "\\{\\\\", "``", "''", "math(?:cal|bb|rm)", "varepsilon",
    "cdot", "(?<![W×])\\p{Nd}+times(?!W)", "W\\^(?:W|\\{)", "(?<!W)W_\\{",
    "(?<![A-Za-z])tilde [A-Z]", "<\\/?[a-z]+>",
  ].join("|").replaceAll("[W×]", "[\\p{L}\\p{N}_×]").replaceAll("W", "[\\p{L}\\p{N}_]"),
  "u",
);

/* What each field asks for, said when the schema refuses its value, with the code of `check`. */
const ASKED = {
  title: ["missing-field", "Write the title."],
  arxiv: ["arxiv-id", "Write the arXiv number alone, such as 2401.00010."],
  doi: ["doi", "Write the DOI alone, such as 10.1038/nature14236."],
  year: ["year", "Write a year of four digits, from 1940 to 2100."],
  links: [
    "url",
    "An address begins with http:// or https://, has no spaces or quotes in it, and ends before " +
      "the sentence’s full stop.",
  ],
};
const SHAPE = ["shape", "This cannot stand in an entry."];

/**
 * @param {{id: string, theme: string, entry: object}} draft an entry with its place
 * @param {object} list what data/suggest.json says
 * @param {object} schema of an entry
 * @returns {Array<{field: string, level: "mistake"|"wish", code: string, text: string}>} with
 *   `paper` where another one is meant, and `hidden` where invisible characters can be taken out
 */
export function judge(draft, list, schema) {
  return RULES.flatMap((rule) => [...rule(draft, list, schema)]);
}

function* isNew({ entry }, list) {
  for (const { kind, paper, reason } of findDuplicates(entry, list)) {
    if (kind === "ignored") {
      yield mistake("title", "ignored-with-entry", `This paper is left out on purpose: ${reason}.`);
    } else if (kind === "near") {
      const text = "A title close to this one is on the list. If it is the same paper, stop here.";
      yield { ...wish("title", "near-title", text), paper };
    } else {
      yield { ...mistake(kind, `duplicate-${kind}`, "This paper is on the list already."), paper };
    }
  }
}

function* fitsTheSchema({ entry }, _list, schema) {
  const said = new Set();
  for (const { path } of faults(schema, entry)) {
    const field = path[0] === "links" ? `links.${path[1]}` : String(path[0]);
    const [code, text] = ASKED[path[0]] ?? SHAPE;
    if (!said.has(field)) yield mistake(field, code, text);
    said.add(field);
  }
}

function* namesItsAuthors({ entry }) {
  const wrong = (entry.authors ?? []).find((name) => NO_NAME.test(name));
  const text = `“${wrong}” is no name as papers have it: write given name and family name, without a comma.`;
  if (wrong) yield wish("authors", "author-name", text);
}

function* isReadable({ entry }) {
  for (const [field, texts] of allTexts(entry)) {
    const hidden = texts.join("\n").match(INVISIBLE);
    if (!hidden) continue;
    const code = hidden[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    const text = `It holds a character that nobody can see, U+${code}.`;
    yield { ...mistake(field, "invisible-character", text), hidden: true };
  }
  for (const [field, texts] of allTexts(entry).filter(([name]) => !AS_LISTED.includes(name))) {
    const left = texts.map((text) => text.match(MARKUP)).find(Boolean);
    const text = `“${left?.[0]}” looks like leftover markup: write plain characters, such as × or x².`;
    if (left) yield wish(field, "leftover-markup", text);
  }
}

function* isOfItsTime({ entry }) {
  const last = Number(entry.added?.slice(0, 4)) + 1;
  if (entry.year > last) yield mistake("year", "year", `Write the year of first publication, ${last} at most.`);
}

function* hasItsPlace({ id, theme, entry }, list, schema) {
  if (faults(schema.properties.formerly, [id]).length) {
    const text = "An id is lower-case letters and digits with single hyphens, such as offline-rl.";
    yield mistake("id", "slug", text);
  } else if (list.papers.some((paper) => paper.id === id) || list.taken.includes(id)) {
    yield mistake("id", "duplicate-id", "This id was given to another paper: choose another one.");
  }
  const themes = new Set(list.themes.map(({ slug }) => slug));
  const wrong = entry.also_in?.filter((slug) => slug === theme || !themes.has(slug)) ?? [];
  if (!themes.has(theme)) yield mistake("theme", "unknown-theme", "Choose the theme it belongs to.");
  if (wrong.length) {
    const text = `${wrong[0]} is ${wrong[0] === theme ? "the theme chosen above" : "no theme"}.`;
    yield mistake("also_in", "unknown-theme", text);
  }
}

function* usesTheVocabulary({ entry }, list) {
  const tags = new Set(list.tags.map(({ slug }) => slug));
  const ids = new Set(list.papers.map(({ id }) => id));
  const relates = (entry.relates ?? []).map(({ id }) => id);
  yield* known("tags", "unknown-tag", entry.tags ?? [], tags);
  yield* once("tags", entry.tags?.filter((tag) => tags.has(tag)) ?? []);
  yield* known("relates", "unknown-paper", relates, ids);
  yield* once("relates", relates);
}

function* known(field, code, given, words) {
  const strange = given.find((word) => !words.has(word));
  if (strange) yield mistake(field, code, `${strange} is not on the list: choose another one.`);
}

function* once(field, given) {
  const twice = given.find((word, place) => given.indexOf(word) < place);
  if (twice) yield mistake(field, "repeated-word", `${twice} stands there twice.`);
}

function* keepsToItsLength({ entry }, { limits }) {
  for (const field of ["summary", "why"]) {
    yield* fits(field, entry[field] ? countWords(entry[field]) : 0, limits[field], "words");
  }
  yield* fits("tags", entry.tags?.length, limits.tags, "tags");
  yield* fits("needs", entry.needs?.length, limits.needs, "lines");
  for (const need of entry.needs ?? []) {
    const words = countWords(need);
    const text = `Each line takes ${limits.need.join(" to ")} words; “${need}” has ${words}.`;
    if (!between(words, limits.need)) yield mistake("needs", "length", text);
  }
}

function* isInOwnWords({ entry }, { limits }) {
  const source = `${entry.title} ${entry.abstract ?? ""}`;
  const plain = source.normalize("NFKC").replace(/(?<=\p{Nd})·(?=\p{Nd})/gu, ".");
  const numbers = new Set([...numbersOf(source), ...numbersOf(plain)]);
  const theirs = ` ${wordsOf(entry.abstract ?? "").join(" ")} `;
  const borrowed = (run) => theirs.includes(` ${run} `);
  for (const [field, texts] of allTexts(entry).filter(([name]) => WRITTEN.includes(name))) {
    for (const text of texts) {
      const run = runsOf(wordsOf(text), limits.borrowed).find(borrowed);
      const number = entry.abstract && numbersOf(text).find((one) => !numbers.has(one));
      const own = `Say it in your own words: “${run}” stands in the abstract.`;
      if (run) yield mistake(field, "borrowed-words", own);
      const given = `The number ${number} does not stand in the abstract.`;
      if (number) yield mistake(field, "unsupported-number", given);
    }
  }
}

function* isComplete({ entry }) {
  for (const field of WANTED) {
    if (!entry[field]?.length) yield wish(field, "unfinished", "Still to be written.");
  }
}

const RULES = [
  isNew, fitsTheSchema, namesItsAuthors, isReadable, isOfItsTime, hasItsPlace, usesTheVocabulary,
  keepsToItsLength, isInOwnWords, isComplete,
];

function mistake(field, code, text) {
  return { field, level: "mistake", code, text };
}

function wish(field, code, text) {
  return { field, level: "wish", code, text };
}

function* fits(field, got, limits, unit) {
  const text = `It takes ${limits.join(" to ")} ${unit}; this has ${got}.`;
  if (got && !between(got, limits)) yield mistake(field, "length", text);
}

function between(number, [low, high]) {
  return low <= number && number <= high;
}

/* The texts of an entry by field, those of lists too. */
function allTexts(entry) {
  return Object.entries(entry)
    .map(([field, value]) => [field, [value].flat().filter((text) => typeof text === "string")])
    .filter(([, texts]) => texts.length);
}

function wordsOf(text) {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

function numbersOf(text) {
  return text.match(/\p{Nd}+(?:[.,]\p{Nd}+)*/gu) ?? [];
}

function runsOf(words, length) {
  return words.slice(length - 1).map((_, place) => words.slice(place, place + length).join(" "));
}
