/* Reads what was typed: words, "quoted phrases", -words, author: theme: tag: venue: year: has: listing: */

import { numbersIn } from "./numbers.js";
import { wordsOf } from "./words.js";

const LONGEST = 1_000; // characters that are read: what is longer is no question, and takes its time
const GROUPS = ["theme", "tag", "venue", "has", "listing", "year"];
// What stands for further names in a citation, and would be looked for in prose.
const AND_OTHERS = /(?<=\s)et\.?\s+al[.,;:)]*(?:\s+|$)/giu;
const TOKEN =
  /\s*(-?)(?:(author|theme|tag|year|venue|has|listing|\p{L}[\p{L}_-]*(?=:")):)?(?:"([^"]*)"?|([^\s"]+))/giu;
// What looks like a field, and is none: addresses and pieces of code have other signs in them.
const FIELD = /^\p{L}[\p{L}_-]*:[\p{L}\p{N}_.-]+$/u;

/**
 * @typedef {object} Question
 * @property {string} words what is left for the ranking: all words and the words of phrases
 * @property {Array<string[]>} phrases words that have to stand side by side
 * @property {string[]} without words that may not occur
 * @property {string[]} authors words of names
 * @property {Object<string, string[]>} filters values by group
 * @property {{asWords: string[], left: string[]}} unread what is no operator, though it looks like one:
 *   searched as words, or left out
 */

/** @returns {Question} */
export function read(query) {
  const unread = { asWords: [], left: [] };
  const question = { words: [], phrases: [], without: [], authors: [], filters: {}, unread };
  for (const [whole, minus, name, quoted, bare] of query.slice(0, LONGEST).matchAll(TOKEN)) {
    const text = quoted ?? bare;
    const operator = name?.toLowerCase();
    const isKnown = operator === "author" || GROUPS.includes(operator);
    const isStrange = name ? !isKnown : FIELD.test(bare ?? "") && !numbersIn(bare).length;
    // What is not wanted can be a word only; the same without its minus would be the opposite.
    if (minus && (isKnown || isStrange)) unread.left.push(whole.trim());
    else if (operator === "author") question.authors.push(...wordsOf(text));
    else if (isKnown) (question.filters[operator] ??= []).push(text);
    else if (minus && wordsOf(text).length) question.without.push(...wordsOf(text));
    else if (text.trim()) {
      if (isStrange) unread.asWords.push(whole.trim());
      question.words.push(...(isStrange ? [name, text.replace(":", " ")].filter(Boolean) : [text]));
      if (quoted !== undefined && wordsOf(text).length > 1) question.phrases.push(wordsOf(text));
    }
  }
  return { ...question, words: question.words.join(" ").replace(AND_OTHERS, "") };
}

/** Whether a query asks for papers, and does not only filter them. */
export function asks({ words, authors, without }) {
  return Boolean(wordsOf(words).length || authors.length || without.length);
}
