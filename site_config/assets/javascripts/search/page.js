/* The search page: keeps field, filters, address and results in step. */

import { wireAway } from "./away.js";
import { ROOT, saySearching, sayTrouble, takeOver } from "./early.js";
import { Engine } from "./engine.js";
import { showChips, showFacets } from "./filters.js";
import { notesOn, statusOf, titleOf } from "./notes.js";
import { goBackDown, keepLimit, keepTop, limitHere } from "./place.js";
import { Recent } from "./recent.js";
import { showPassages, showResults } from "./results.js";
import { addressOf, PAGE, stateOf, toggled, without } from "./state.js";

const PAUSE = 80; // milliseconds without a key before the query is sent
const WIDE = matchMedia("(min-width: 60em)");
const TITLE = document.title; // of the page that is asked nothing
const engine = new Engine(ROOT);
const recent = new Recent(ROOT);
const find = (id) => document.getElementById(`ad-${id}`);
const field = find("search-field");
let state = { ...stateOf(location.search), limit: limitHere() };
let latest = 0;
let timer = 0;

/* Show a state; `how` says what becomes of the address: "push", "replace", or nothing where it is this
   state's already; `then` is done when the results are there. */
async function go(next, how, then) {
  state = next;
  if (how === "push") keepTop();
  if (how) history[`${how}State`](null, "", location.pathname + addressOf(state));
  keepLimit(state.limit);
  document.title = titleOf(state, TITLE);
  const turn = ++latest;
  try {
    const found = await engine.search(state);
    if (turn === latest) {
      show(found);
      then?.();
    }
    const ids = found.hits.map(({ id }) => id);
    if (!state.query || state.compact) return;
    const deeper = await engine.passages({ ...state, ids }).catch(() => []); // the answer is there without
    if (turn === latest) showPassages(find("search-results"), deeper);
  } catch {
    if (turn === latest) lacking();
  }
}

/* There is no answer: what another question was answered must not stand there as if it were one. */
function lacking() {
  find("search-results").replaceChildren();
  for (const id of ["more", "away"]) find(id).hidden = true;
  sayTrouble(() => {
    find("search-status").focus(); // the button goes
    find("search-notes").replaceChildren();
    saySearching();
    go(state, "", goBackDown);
  });
}

function show(found) {
  const toggle = (group, value) => go(toggled(state, group, value), "push");
  const actions = {
    remove: (group) => go(without(state, group), "push"),
    exact: () => go({ ...state, exact: true }, "push"),
  };
  find("search-status").textContent = statusOf(state, found);
  const notes = find("search-notes");
  const pressed = notes.contains(document.activeElement); // a button that goes, for what it did is done
  notes.replaceChildren(...notesOn(state, found, actions, ROOT));
  if (pressed) find("search-status").focus();
  showResults(find("search-results"), found.hits, ROOT, state.compact);
  showFacets(find("facets"), found.facets, state.filters, toggle);
  showChips(find("chips"), found.facets, state.filters, toggle, field);
  const chosen = Object.values(state.filters).flat().length;
  find("filters").querySelector("summary").textContent = chosen ? `Filters (${chosen})` : "Filters";
  find("more").hidden = found.hits.length >= found.total;
  find("away").hidden = !found.total || found.notice === "nearest"; // they are no answer to keep
}

function fill() {
  if (field.value.trim() !== state.query) field.value = state.query; // a blank may be what is typed next
  find("sort").value = state.sort;
  find("compact").checked = state.compact;
}

function wire() {
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    recent.add(field.value);
    go({ ...state, query: field.value.trim(), exact: false, limit: PAGE }, "push");
  });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      go({ ...state, query: field.value.trim(), exact: false, limit: PAGE }, "replace");
    }, PAUSE);
  });
  find("sort").addEventListener("change", ({ target }) => go({ ...state, sort: target.value }, "push"));
  find("compact").addEventListener("change", ({ target }) => go({ ...state, compact: target.checked }, "replace"));
  find("more").addEventListener("click", async () => {
    const before = state.limit;
    await go({ ...state, limit: before + PAGE });
    find("search-results").children[before]?.querySelector("a").focus();
  });
  find("search-results").addEventListener("click", ({ target }) => {
    if (!target.closest("a")) return;
    recent.add(state.query);
    keepTop();
  });
  find("skip").addEventListener("click", (event) => {
    event.preventDefault(); // the address is the state, and has no place for a part of the page
    find("search-status").focus();
  });
  wireAway(find("away"), () => state, engine, ROOT);
  addEventListener("popstate", () => {
    state = { ...stateOf(location.search), limit: limitHere() };
    fill();
    go(state, "", goBackDown);
  });
  addEventListener("pagehide", keepTop); // by whatever way the page is left
  const unfold = () => (find("filters").open = WIDE.matches);
  WIDE.addEventListener("change", unfold);
  unfold();
}

// Whoever typed before this script was there keeps what was typed.
const typed = field.value.trim();
const changed = typed !== state.query;
if (changed) state = { ...state, query: typed, exact: false };
fill();
wire();
takeOver();
go(state, changed ? "replace" : "", goBackDown);
