/* The page for lost readers: reads what the address meant, and shows the papers that fit best. */

import { Engine } from "./search/engine.js";

const MOST_WORDS = 12; // of the address; what is longer was no title
const MOST_HITS = 5;
// Parts of an address that say what kind of page it is, not which.
const KINDS = new Set("papers themes tags paths listings page feeds data search index new 404".split(" "));
const PAGE_NUMBER = /^(page-)?\d{1,3}$/;

/**
 * The words of an address below the root of the site.
 * @param {string} path e.g. `papers/Learning%20latent-plans.html`
 * @returns {string} e.g. `Learning latent plans`
 */
function wordsOf(path) {
  return path
    .split("/")
    .map(readable)
    .map((part) => part.replace(/\.(x?html?|md|pdf|php)$/i, ""))
    .filter((part) => part && !KINDS.has(part.toLowerCase()) && !PAGE_NUMBER.test(part))
    .flatMap((part) => part.split(/[\s_+-]+/))
    .filter(Boolean)
    .slice(0, MOST_WORDS)
    .join(" ");
}

/* A part of an address as typed; whatever is not well encoded stays as it is. */
function readable(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function suggestion(hit, root) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = new URL(`papers/${hit.id}/`, root);
  link.textContent = hit.title;
  item.append(link);
  return item;
}

/** Fill the field with what the address meant, and answer it as the search page would. */
async function start() {
  const root = new URL("../../", import.meta.url);
  const words = wordsOf(location.pathname.slice(root.pathname.length));
  const field = document.getElementById("ad-lost-search");
  if (!words || field.value) return; // whoever typed before this script was there goes on typing
  field.value = words;
  // Without an answer the field stands there, filled in: the page is no worse than without a script.
  const { hits, notice } = await new Engine(root).search(words).catch(() => ({ hits: [] }));
  if (!hits.length || notice) return;
  const list = document.getElementById("ad-lost-papers");
  list.replaceChildren(...hits.slice(0, MOST_HITS).map((hit) => suggestion(hit, root)));
  document.getElementById("ad-lost-status").textContent = "Perhaps you meant:";
}

start();
