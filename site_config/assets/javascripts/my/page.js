/* The page of the reader's own list: keeps papers, filter and storage in step. */

import { wireAway } from "./away.js";
import { button } from "./button.js";
import { FormatFault, fromFile, MAX_BYTES } from "./file.js";
import { offer, refuse } from "./incoming.js";
import { attempt } from "./keep.js";
import { Library } from "./library.js";
import { carriesList, fromFragment } from "./link.js";
import { mergeEntries, rename } from "./merge.js";
import { PaperRow } from "./row.js";
import { change, now, read, watch } from "./store.js";
import { notice, showTrouble } from "./trouble.js";
import { countBy, NO_THEME, select, themeOf } from "./view.js";

const PORTION = 200; // papers that are shown at once
const VIEW = ["status", "theme", "words", "order"];

const byId = (id) => document.getElementById(id);
const form = byId("ad-my-filter");
const library = await Library.load();
const elements = new Map(); // the row of each paper that was shown
let shown = []; // ids in the order of the page
let portion = PORTION;
let before = new Map(); // the list as it was last shown

/** Everything on the list, with what is known of it. */
function allRows() {
  return [...read().entries].map(([id, entry]) => {
    return { id, entry, title: library.titleOf(id, entry), card: library.card(id) };
  });
}

function wantedRows() {
  const view = Object.fromEntries(VIEW.map((name) => [name, form.elements[name].value]));
  return select(allRows(), view, library.themes);
}

/** Show the papers that the filter lets through, from the first on. */
function showPapers() {
  const rows = wantedRows();
  shown = rows.slice(0, portion).map(({ id }) => id);
  for (const { id, entry } of rows.slice(0, portion)) {
    if (!elements.has(id)) elements.set(id, new PaperRow(id, entry, library));
    elements.get(id).update(entry);
  }
  const focus = document.activeElement;
  byId("ad-my-papers").replaceChildren(...shown.map((id) => elements.get(id).element));
  if (focus?.isConnected) focus.focus();
  const left = rows.length - shown.length;
  byId("ad-my-more").hidden = !left;
  byId("ad-my-more").textContent = `Show ${Math.min(left, PORTION)} more of ${left}`;
}

/** Show counts, themes and what is wrong. */
function showFrame() {
  const rows = allRows();
  const none = !rows.length;
  byId("ad-my-empty").hidden = !none || Boolean(read().fault);
  form.hidden = none && !shown.length;
  byId("ad-my-away").hidden = none;
  byId("ad-my-in").hidden = read().fault === "denied" || read().fault === "newer";
  const counts = countBy(rows, ({ entry }) => entry.status || "none");
  for (const choice of form.elements.status) {
    const count = choice.value ? (counts.get(choice.value) ?? 0) : rows.length;
    choice.nextElementSibling.textContent = count;
    choice.parentElement.hidden = choice.value === "none" && !count && !choice.checked;
  }
  showThemes(rows);
  const found = wantedRows().length;
  byId("ad-my-status").textContent = none ? "" : `${found} of ${rows.length} on your list`;
  showTrouble(byId("ad-my-trouble"));
}

function showThemes(rows) {
  const field = form.elements.theme;
  const chosen = field.value;
  const counts = countBy(rows, (row) => themeOf(row, library.themes));
  const choices = [...library.themes, [NO_THEME, "Not on the reading list"]]
    .filter(([slug]) => counts.has(slug) || slug === chosen)
    .map(([slug, words]) => new Option(`${words} (${counts.get(slug) ?? 0})`, slug));
  field.replaceChildren(field.options[0], ...choices);
  field.value = chosen;
}

/* A change of the list leaves papers where they are, so that nothing moves under a finger; only
   when papers come is the list made anew. */
function follow() {
  const { entries, text } = read();
  for (const [id, row] of elements) row.update(entries.get(id));
  const wanted = wantedRows();
  const whole = wanted.length <= portion; // otherwise a removed paper would draw in the next one
  if (wanted.some(({ id }) => !shown.includes(id) && (whole || !before.has(id)))) showPapers();
  if (text === null && before.size) offerBack(before);
  before = entries;
  showFrame();
}

/* The browser or another tab threw the whole list away; this page still knows it. */
function offerBack(lost) {
  const place = byId("ad-my-lost");
  const back = button("Put it back", async () => {
    const done = await attempt(() => change(lost.keys(), (entry, id) => mergeEntries(entry, lost.get(id))));
    if (done) place.replaceChildren();
  });
  place.replaceChildren(notice("The list was cleared from this browser’s storage.", back));
}

/* The filter stands in the address, so that going back and reloading keep it. */
function rememberView() {
  const given = [...new FormData(form)].filter(([name, value]) => value && !isDefault(name, value));
  const query = new URLSearchParams(given).toString();
  history.replaceState(null, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
}

function isDefault(name, value) {
  return name === "order" && value === form.elements.order.options[0].value;
}

function recallView() {
  showThemes(allRows());
  const query = new URLSearchParams(location.search);
  for (const name of VIEW) {
    const value = query.get(name);
    if (!value) continue;
    form.elements[name].value = value;
    if (form.elements[name].value !== value) form.elements[name].selectedIndex = 0;
  }
}

async function readLink() {
  if (!carriesList(location.hash)) return;
  const settled = () => {
    if (carriesList(location.hash)) history.replaceState(null, "", location.pathname + location.search);
  };
  await receive("This link", () => fromFragment(location.hash, now()), settled);
}

async function readFile({ target }) {
  const [file] = target.files;
  if (!file) return;
  const parse = async () => {
    if (file.size > MAX_BYTES) {
      throw new FormatFault(`expected at most ${MAX_BYTES} bytes, got ${file.size}`);
    }
    return fromFile(await file.text(), now());
  };
  await receive(`The file ${file.name}`, parse, () => {});
  target.value = ""; // the same file may be chosen again
}

/* Shows what came from outside, or why it is no list. */
async function receive(source, parse, settled) {
  const place = byId("ad-my-incoming");
  try {
    offer(place, source, await parse(), library, settled);
  } catch (fault) {
    if (!(fault instanceof FormatFault)) throw fault;
    refuse(place, source, fault, settled);
  }
}

async function start() {
  const former = [...read().entries.keys()].filter((id) => library.presentId(id) !== id);
  if (former.length) await attempt(() => rename(former.map((id) => [id, library.presentId(id)])));
  recallView();
  before = read().entries;
  showPapers();
  showFrame();
  watch(follow);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    portion = PORTION;
    rememberView();
    showPapers();
    showFrame();
  });
  byId("ad-my-more").addEventListener("click", () => {
    portion += PORTION;
    showPapers();
  });
  byId("ad-my-file").addEventListener("change", readFile);
  addEventListener("hashchange", readLink);
  wireAway(byId("ad-my").dataset.list, library, (extent) => (extent === "all" ? allRows() : wantedRows()));
  if (library.fault) {
    byId("ad-my-lost").append(notice(`${library.fault}. Papers are shown as they were saved.`));
  }
  await readLink();
}

start();
