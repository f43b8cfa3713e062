/* Answers queries off the main thread, with lunr.js and the index that the build made. */

importScripts("../lunr.js");

const MAX_HITS = 100;
const EXACT = 10;
const PREFIX = 3;
const NEAR = 1;
const LONG_ENOUGH_TO_MISTYPE = 5; // characters

let ready = null;

self.addEventListener("message", async ({ data }) => {
  if (data.root) {
    ready = load(data.root);
    ready.catch(() => {}); // reported with the query that waits for it
    return;
  }
  try {
    const { index, cards } = await ready;
    self.postMessage({ turn: data.turn, ...answer(index, cards, data.query) });
  } catch (fault) {
    self.postMessage({ turn: data.turn, fault: String(fault.message ?? fault) });
  }
});

async function load(root) {
  const [serialised, cards] = await Promise.all(
    ["data/search-index.json", "data/search-cards.json"].map(async (path) => {
      const response = await fetch(new URL(path, root));
      if (!response.ok) throw new Error(`${path} could not be loaded (${response.status})`);
      return response.json();
    }),
  );
  return { index: lunr.Index.load(serialised), cards };
}

function answer(index, cards, query) {
  const words = wordsOf(query);
  const refs = words.length
    ? index.query((q) => addTerms(q, words)).map((result) => result.ref)
    : Object.keys(cards);
  return {
    total: refs.length,
    hits: refs.slice(0, MAX_HITS).map((id) => ({ id, ...cards[id] })),
  };
}

/* The index splits at spaces and hyphens and drops punctuation at the ends; so does this. */
function wordsOf(query) {
  return query
    .toLowerCase()
    .split(/[\s-]+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ""))
    .filter(Boolean);
}

function addTerms(q, words) {
  words.forEach((word, place) => {
    q.term(word, { boost: EXACT });
    if (place === words.length - 1) {
      const trailing = lunr.Query.wildcard.TRAILING;
      q.term(word, { boost: PREFIX, wildcard: trailing, usePipeline: false });
    }
    if (word.length >= LONG_ENOUGH_TO_MISTYPE) {
      q.term(word, { boost: NEAR, editDistance: 1 });
    }
  });
}
