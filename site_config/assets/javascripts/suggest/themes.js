/* Proposes themes and tags for a paper from the papers nearest to it, as the search finds them: each
   votes for its own theme, and half for the further themes it names. Nothing is trained or fetched
   beside the search's own index; benchmarks/proposals.py says how often the vote is right. */

import { fold } from "./text.js";

const NEAREST = 30; // papers that vote
const RANK_DAMPING = 5; // the nearest paper's vote weighs as much as six of the last ones
const FURTHER = 0.5; // vote for a theme that a paper only names beside its own
const SIZE_DAMPING = 0.3; // how far a large theme's votes are weighed down
const PROPOSED = 3;
const PROPOSED_TAGS = 8;
const NEIGHBOURS_SHOWN = 3;
const WORDS_SHOWN = 5;
const TELLING = 2; // how many times as often as everywhere a word stands in a theme's titles
const COMMON_WORDS = new Set(
  ("a an and are as at be by can for from how in into is it its of on or that the their this to via " +
    "we what when which with learning").split(" "),
);

/**
 * @param {{search: function(string): Promise<{hits: Array<{id: string}>}>}} engine
 * @param {{title: string, abstract?: string}} entry
 * @param {object} list what data/suggest.json says
 * @returns {Promise<{themes: Array<{slug: string, share: number, papers: object[], words: string[]}>,
 *   tags: string[]}>} best first; empty when nothing is near
 */
export async function propose(engine, { title, abstract = "" }, list) {
  const text = `${title} ${abstract}`.trim();
  if (!text) return { themes: [], tags: [] };
  const { hits } = await engine.search({ query: plain(text), exact: true, limit: NEAREST + 1 });
  const byId = remembered(list, "byId", () => new Map(list.papers.map((one) => [one.id, one])));
  const near = hits.map(({ id }) => byId.get(id)).filter(Boolean).slice(0, NEAREST);
  return { themes: themesOf(near, text, list), tags: tagsOf(near) };
}

/* A text as words alone: what the search would take for an operator means nothing here. */
function plain(text) {
  return text.replace(/[":“”]/g, " ").replace(/(^|\s)-+/g, " ");
}

function themesOf(near, text, list) {
  const sizes = sizesOf(list);
  const votes = new Map();
  const vote = (slug, weight) => {
    const damped = weight / (sizes.get(slug) ?? 1) ** SIZE_DAMPING;
    votes.set(slug, (votes.get(slug) ?? 0) + damped);
  };
  near.forEach((paper, rank) => {
    const weight = 1 / (rank + RANK_DAMPING);
    vote(paper.theme, weight);
    for (const slug of paper.also ?? []) vote(slug, weight * FURTHER);
  });
  const all = [...votes.values()].reduce((sum, each) => sum + each, 0);
  return [...votes]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, PROPOSED)
    .map(([slug, votesFor]) => ({
      slug,
      share: votesFor / all,
      papers: near.filter(({ theme, also }) => theme === slug || also?.includes(slug))
        .slice(0, NEIGHBOURS_SHOWN),
      words: wordsFor(slug, text, list),
    }));
}

/* Words of the text that stand in the titles of a theme's papers far more often than elsewhere. */
function wordsFor(slug, text, list) {
  const { everywhere, inTheme } = remembered(list, "words", () => countTitleWords(list.papers));
  const mine = inTheme.get(slug) ?? new Map();
  const share = (sizesOf(list).get(slug) ?? 0) / list.papers.length;
  const strength = (word) => {
    const here = mine.get(word) ?? 0;
    const lift = here / (everywhere.get(word) * share);
    return here > 1 && lift > TELLING ? here * Math.log(lift) : 0;
  };
  return [...titleWords(text)]
    .map((word) => ({ word, weight: strength(word) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
    .slice(0, WORDS_SHOWN)
    .map(({ word }) => word);
}

function countTitleWords(papers) {
  const everywhere = new Map();
  const inTheme = new Map();
  for (const { title, theme } of papers) {
    if (!inTheme.has(theme)) inTheme.set(theme, new Map());
    for (const word of titleWords(title)) {
      for (const counts of [everywhere, inTheme.get(theme)]) {
        counts.set(word, (counts.get(word) ?? 0) + 1);
      }
    }
  }
  return { everywhere, inTheme };
}

function titleWords(text) {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => word.length > 1 && !COMMON_WORDS.has(word)));
}

/* Slugs of the tags that the nearest papers carry, those of nearer ones first. */
function tagsOf(near) {
  const weights = new Map();
  near.forEach(({ tags = [] }, rank) => {
    for (const tag of tags) weights.set(tag, (weights.get(tag) ?? 0) + 1 / (rank + RANK_DAMPING));
  });
  const best = [...weights].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return best.slice(0, PROPOSED_TAGS).map(([tag]) => tag);
}

function sizesOf({ papers }) {
  const sizes = new Map();
  for (const { theme } of papers) sizes.set(theme, (sizes.get(theme) ?? 0) + 1);
  return sizes;
}

const MEMORY = new WeakMap();

/* What follows from the list alone is worked out once. */
function remembered(list, name, make) {
  if (!MEMORY.has(list)) MEMORY.set(list, {});
  return (MEMORY.get(list)[name] ??= make());
}
