/* Why a paper was found: the passage that has most of the query, and which words to mark. */

import { piecesOf } from "./words.js";

const LONGEST = 320; // characters of a passage

/**
 * @typedef {object} Marked
 * @property {string} text
 * @property {Array<[number, number]>} marks begin and end of each word to mark
 */

/**
 * Mark the words of a text that answer a query.
 * @param {string} text
 * @param {Set<string>} stems what was searched
 * @param {Vocabulary} vocabulary
 * @returns {Marked}
 */
export function mark(text, stems, vocabulary) {
  const marks = [];
  const pieces = piecesOf(text);
  pieces.forEach(({ word, start, end }, at) => {
    const next = pieces[at + 1];
    const joined = next && next.start - end === 1 && vocabulary.stemOf(word + next.word);
    if (stems.has(vocabulary.stemOf(word))) marks.push([start, end]);
    else if (joined && stems.has(joined)) marks.push([start, next.end]);
  });
  return { text, marks: merged(marks) };
}

/**
 * Choose the sentences that say most of what was searched.
 * @param {Array<{from: string, text: string}>} texts in the order in which they are preferred
 * @param {Map<string, number>} weights of the stems that were searched
 * @returns {Marked & {from: string, worth: number}}
 */
export function passage(texts, weights, vocabulary) {
  let chosen = null;
  for (const { from, text } of texts) {
    for (const sentence of sentencesOf(text)) {
      const met = new Set(piecesOf(sentence).map(({ word }) => vocabulary.stemOf(word)));
      const worth = [...met].reduce((sum, stem) => sum + (weights.get(stem) ?? 0), 0);
      if (!chosen || worth > chosen.worth + 1e-6) chosen = { from, sentence, worth };
    }
  }
  if (!chosen) return { from: "", text: "", marks: [], worth: 0 };
  const whole = texts.find(({ from, text }) => from === chosen.from && text.includes(chosen.sentence));
  const text = fromSentence(whole.text, chosen.sentence);
  return { ...mark(text, new Set(weights.keys()), vocabulary), from: chosen.from, worth: chosen.worth };
}

/** The texts of a card that a passage may come from. */
export function textsOf({ why, text, needs = [] }) {
  const texts = [{ from: "summary", text: text ?? "" }, { from: "why", text: why ?? "" }];
  return [...texts, ...needs.map((need) => ({ from: "need", text: need }))].filter((part) => part.text);
}

/* The sentence and what follows it, as far as it fits; the whole text where that fits. */
function fromSentence(text, sentence) {
  if (text.length <= LONGEST) return text;
  const start = text.indexOf(sentence);
  const rest = text.slice(start);
  const end = rest.length <= LONGEST ? rest : rest.slice(0, rest.lastIndexOf(" ", LONGEST));
  return (start ? "… " : "") + end + (end.length < rest.length ? " …" : "");
}

function sentencesOf(text) {
  return text.split(/(?<=[.!?])\s+(?=\S)/u).filter(Boolean);
}

function merged(marks) {
  const found = [];
  for (const [start, end] of marks.sort(([a], [b]) => a - b)) {
    const before = found.at(-1);
    if (before && start - before[1] <= 1) before[1] = Math.max(before[1], end);
    else found.push([start, end]);
  }
  return found;
}
