/* Answers queries off the main thread, with lunr.js and the index that the build made. */

importScripts("../lunr.js", "understand.js", "rank.js");

const MAX_HITS = 100;
const FILES = ["data/search-index.json", "data/search-cards.json", "data/search-words.json"];

let ready = null;

self.addEventListener("message", async ({ data }) => {
  if (data.root) {
    ready = load(data.root);
    ready.catch(() => {}); // reported with the query that waits for it
    return;
  }
  try {
    self.postMessage({ turn: data.turn, ...answer(await ready, data.query) });
  } catch (fault) {
    self.postMessage({ turn: data.turn, fault: String(fault.message ?? fault) });
  }
});

async function load(root) {
  const [serialised, cards, words] = await Promise.all(
    FILES.map(async (path) => {
      const response = await fetch(new URL(path, root));
      if (!response.ok) throw new Error(`${path} could not be loaded (${response.status})`);
      return response.json();
    }),
  );
  return { index: lunr.Index.load(serialised), cards, vocabulary: new Vocabulary(words) };
}

function answer({ index, cards, vocabulary }, query) {
  const { terms, read } = understand(query, vocabulary);
  const ids = terms.length ? rank(index, cards, terms, vocabulary) : Object.keys(cards);
  return {
    total: ids.length,
    read,
    hits: ids.slice(0, MAX_HITS).map((id) => ({ id, ...cards[id] })),
  };
}
