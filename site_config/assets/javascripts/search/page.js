/* The search page: keeps field, address and results in step. */

import { Engine } from "./engine.js";
import { showResults, showStatus } from "./results.js";

const PAUSE = 80; // milliseconds without a key before the query is sent

/** Wire the page up and answer the query in its address. */
function start() {
  const field = document.getElementById("ad-search-field");
  const engine = new Engine(new URL("../../../", import.meta.url));
  let timer = 0;
  let latest = 0;

  const answer = async () => {
    const query = field.value.trim();
    const turn = ++latest;
    const found = await engine.search(query).catch((fault) => ({ fault }));
    if (turn !== latest) return; // a later query has been asked
    showStatus(query, found);
    showResults(query, found);
  };

  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    rememberInAddress(field.value.trim());
    answer();
  });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      history.replaceState(null, "", addressOf(field.value.trim()));
      answer();
    }, PAUSE);
  });
  addEventListener("popstate", () => {
    field.value = queryInAddress();
    answer();
  });

  // Whoever typed before this script was there keeps what was typed.
  field.value = field.value || queryInAddress();
  answer();
}

function queryInAddress() {
  return new URLSearchParams(location.search).get("q") ?? "";
}

function addressOf(query) {
  return location.pathname + (query ? `?q=${encodeURIComponent(query)}` : "");
}

function rememberInAddress(query) {
  if (query !== queryInAddress()) history.pushState(null, "", addressOf(query));
}

start();
