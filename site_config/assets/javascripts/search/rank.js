/* Which papers answer best: lunr's score of each word, how much of the query is met, and meaning. */

import { wordsOf } from "./words.js";

const COVERAGE = 2; // how strongly a paper that meets the whole query is preferred
const TITLE_PHRASE = 0.5; // what two words side by side in a title add, for each such pair
const MEANING = 4; // weight of likeness in meaning where words meet nothing of the query
const LOOKED_AT = 300; // papers whose titles are looked at
const ENOUGH = 0.5; // share of the best paper's coverage that a further paper needs
const LEAST = 10; // papers that are shown though they meet less
const MOST_ALIKE = 30; // papers found by meaning alone

/**
 * @typedef {object} Hit
 * @property {number} place of the paper in the core's columns
 * @property {number} score
 * @property {number} share how much of the query its words meet, from 0 to 1
 */

/**
 * Score papers by the words of a query.
 * @param {Term[]} terms
 * @param {Map<string, {places: number[], scores: number[]}>} postings
 * @param {object} core
 * @returns {{hits: Map<number, Hit>, met: number}} `met` is the best share by words of the query
 */
export function byWords(terms, postings, core) {
  const total = core.id.length;
  const hits = new Map();
  let everything = 0;
  for (const term of terms) {
    const own = bestScores(term.stems, postings, () => 1);
    const longer = longerWords(term.longer ?? new Map(), postings, own);
    const alike = bestScores(term.like ?? [], postings, Math.sqrt);
    const found = withBetter(withBetter(own, longer), alike);
    const rarity = Math.log(1 + total / (1 + (own.size || found.size)));
    everything += rarity;
    for (const [place, { score, share }] of found) {
      const hit = hits.get(place) ?? { place, score: 0, share: 0, exact: 0 };
      hit.score += score;
      hit.share += rarity * share;
      hit.exact += own.has(place) ? rarity : 0;
      hits.set(place, hit);
    }
  }
  let met = 0;
  for (const hit of hits.values()) {
    hit.share /= everything;
    hit.score *= hit.share ** COVERAGE;
    met = Math.max(met, hit.exact / everything);
  }
  return { hits, met };
}

/** Prefer papers whose titles have words of the query side by side. */
export function byTitles(ranked, terms, core) {
  const pairs = pairsOf(terms);
  if (!pairs.size) return ranked;
  for (const hit of ranked.slice(0, LOOKED_AT)) {
    const stems = titleStems(core, hit.place);
    const shared = stems.slice(1).filter((stem, at) => pairs.has(`${stems[at]} ${stem}`)).length;
    hit.score *= 1 + TITLE_PHRASE * shared;
  }
  return ranked.sort(best);
}

/**
 * Mix in how near papers are in meaning, the more the less of the query words could meet.
 * @param {Hit[]} ranked by words
 * @param {Float32Array|null} direction of the query
 * @param {Float32Array[]} rows directions of the papers
 * @param {number} met the best share by words
 */
export function byMeaning(ranked, direction, rows, met) {
  if (!direction) return ranked;
  const alike = rows.map((row) => Math.max(0, dot(row, direction)));
  const most = Math.max(...alike, 1e-9);
  const top = ranked[0]?.score || 1;
  const found = new Map(ranked.map((hit) => [hit.place, hit]));
  const nearest = alike.map((_, place) => place).sort((a, b) => alike[b] - alike[a]);
  for (const place of nearest.slice(0, MOST_ALIKE)) {
    if (!found.has(place)) found.set(place, { place, score: 0, share: 0, exact: 0 });
  }
  for (const hit of found.values()) {
    hit.score = hit.score / top + (MEANING * (1 - met) * alike[hit.place]) / most;
  }
  return [...found.values()].sort(best);
}

/** The direction of a query's words taken together; null where none has a meaning. */
export function directionOf(meanings) {
  const known = meanings.filter((meaning) => meaning?.weight);
  if (!known.length) return null;
  const sum = new Float32Array(known[0].vector.length);
  for (const { vector, weight } of known) {
    for (let at = 0; at < sum.length; at++) sum[at] += weight * vector[at];
  }
  const length = Math.hypot(...sum) || 1;
  return sum.map((value) => value / length);
}

/** Leave out the long tail of papers that meet little of a query. */
export function withoutTail(ranked) {
  const share = Math.max(0, ...ranked.map((hit) => hit.share));
  return ranked.filter((hit, rank) => rank < LEAST || hit.share >= ENOUGH * share);
}

/** Best first; of two alike the one that comes first on the list. */
export function best(a, b) {
  return b.score - a.score || a.place - b.place;
}

/* The stems of a title, worked out once. */
function titleStems(core, place) {
  core.titleStems ??= [];
  core.titleStems[place] ??= wordsOf(core.title[place]).map((word) => core.vocabulary.stemOf(word));
  return core.titleStems[place];
}

/* The best score that any alternative of a word gives each paper, and how much of the word it meets. */
function bestScores(stems, postings, shareOf) {
  const found = new Map();
  for (const [stem, weight] of stems) {
    const { places, scores } = postings.get(stem) ?? { places: [], scores: [] };
    places.forEach((place, at) => {
      const score = weight * scores[at];
      if (score > (found.get(place)?.score ?? 0)) found.set(place, { score, share: shareOf(weight) });
    });
  }
  return found;
}

/* Papers with a longer word in place of the typed one. RLHF says nothing more where RL stands, and
   little elsewhere; but a word that is rarer than what it begins is rather half-typed. */
function longerWords(stems, postings, own) {
  const places = new Set([...stems.keys()].flatMap((stem) => postings.get(stem)?.places ?? []));
  const found = bestScores(stems, postings, places.size > own.size ? () => 1 : (weight) => weight);
  for (const place of own.keys()) found.delete(place);
  return found;
}

/* Papers with the better of two scores; what one way meets stays met. */
function withBetter(one, other) {
  const found = new Map(one);
  for (const [place, { score, share }] of other) {
    const held = found.get(place) ?? { score: 0, share: 0 };
    found.set(place, { score: Math.max(score, held.score), share: Math.max(share, held.share) });
  }
  return found;
}

function pairsOf(terms) {
  const firsts = terms.map(({ stems }) => stems.keys().next().value);
  return new Set(firsts.slice(1).map((stem, place) => `${firsts[place]} ${stem}`));
}

function dot(a, b) {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at] * b[at];
  return sum;
}
