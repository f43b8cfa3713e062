/* Is the paper on the list already? By arXiv number, by DOI, by every form of its title, and nearly. */

import { tellingWords, titleKey } from "./text.js";

/**
 * @param {{title: string, arxiv?: string, doi?: string, listed_as?: string[]}} entry
 * @param {object} list what data/suggest.json says
 * @returns {Array<{kind: "arxiv"|"doi"|"title"|"ignored"|"near", paper?: object, reason?: string}>}
 */
export function findDuplicates(entry, list) {
  const keys = new Set([entry.title, ...(entry.listed_as ?? [])].filter(Boolean).map(titleKey));
  const found = [];
  for (const paper of list.papers) {
    for (const kind of ["arxiv", "doi"]) {
      if (entry[kind] && paper[kind] === entry[kind]) found.push({ kind, paper });
    }
    if (keysOf(paper).some((key) => keys.has(key))) found.push({ kind: "title", paper });
  }
  for (const { title, reason } of list.ignored) {
    if (keys.has(titleKey(title))) found.push({ kind: "ignored", reason });
  }
  const same = new Set(found.filter(({ kind }) => kind === "title").map(({ paper }) => paper));
  for (const paper of nearTitles(entry.title, list)) {
    if (!same.has(paper)) found.push({ kind: "near", paper });
  }
  return found;
}

/** Papers whose titles share most of their words with this one. */
export function nearTitles(title, list) {
  const mine = tellingWords(title ?? "");
  if (!mine.size) return [];
  return list.papers.filter((paper) => {
    const theirs = remembered(WORDS, paper, () => tellingWords(paper.title));
    const shared = [...mine].filter((word) => theirs.has(word)).length;
    return shared >= list.limits.near_title * (mine.size + theirs.size - shared);
  });
}

const KEYS = new WeakMap();
const WORDS = new WeakMap();

function keysOf(paper) {
  return remembered(KEYS, paper, () => [paper.title, ...(paper.forms ?? [])].map(titleKey));
}

/* Keys are made once a paper and visit: the check runs with every key that is pressed. */
function remembered(memory, paper, make) {
  if (!memory.has(paper)) memory.set(paper, make());
  return memory.get(paper);
}
