/* Which papers answer best: lunr's score of each word, and how much of the query is met. */

const COVERAGE = 2; // how strongly a paper that meets the whole query is preferred
const TITLE_PHRASE = 0.5; // what two words side by side in a title add, for each such pair

/**
 * @param {lunr.Index} index
 * @param {object} cards what is shown of each paper, by id
 * @param {Array<Array<{stem: string, weight: number}>>} terms alternatives for each word
 * @param {Vocabulary} vocabulary
 * @returns {string[]} ids, best first
 */
function rank(index, cards, terms, vocabulary) {
  const total = Object.keys(cards).length;
  const scores = new Map();
  let everything = 0;
  for (const alternatives of terms) {
    const found = scoresOfWord(index, alternatives);
    const rarity = Math.log(1 + total / (1 + found.size));
    everything += rarity;
    for (const [id, score] of found) {
      const sum = scores.get(id) ?? { score: 0, met: 0 };
      sum.score += score;
      sum.met += rarity;
      scores.set(id, sum);
    }
  }
  const pairs = pairsOf(terms);
  return [...scores]
    .map(([id, { score, met }]) => {
      const share = met / everything;
      const phrase = 1 + TITLE_PHRASE * sharedPairs(pairs, cards[id].title, vocabulary);
      return { id, score: score * share ** COVERAGE * phrase };
    })
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}

/** The best score that any alternative of a word gives each paper. */
function scoresOfWord(index, alternatives) {
  const best = new Map();
  for (const { stem, weight } of alternatives) {
    const results = index.query((query) => query.term(stem, { usePipeline: false }));
    for (const { ref, score } of results) {
      best.set(ref, Math.max(best.get(ref) ?? 0, weight * score));
    }
  }
  return best;
}

function pairsOf(terms) {
  const firsts = terms.map((alternatives) => alternatives[0]?.stem);
  return new Set(firsts.slice(1).map((stem, place) => `${firsts[place]} ${stem}`));
}

function sharedPairs(pairs, title, vocabulary) {
  const stems = wordsOf(title).map((word) => vocabulary.stemOf(word));
  return stems.slice(1).filter((stem, place) => pairs.has(`${stems[place]} ${stem}`)).length;
}
