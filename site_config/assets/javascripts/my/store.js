/* The reader's list: one value in localStorage, read anew for each change, of which only the papers
   at hand are altered; so several tabs never write over one another. */

/** The words for each status, in the order of reading. */
export const STATUSES = { "to-read": "To read", reading: "Reading", read: "Read" };

/** Where the site begins. */
export const ROOT = new URL("../../../", import.meta.url);

/** Lists on one host are told apart by their path. */
export const KEY = `reading-list:${ROOT.pathname}`;

const VERSION = 1;
const FIELDS = ["title", "status", "note", "saved", "decided", "noted"];
const listeners = new Set();
let last = {};

/** Says by "denied", "full" or "newer" why the list cannot be changed. */
export class StoreFault extends Error {}

/**
 * The list as it is now; file.js describes an entry.
 * @returns {{entries: Map<string, Entry>, raw: Map<string, *>, text: ?string, fault: string}} `raw`
 *   holds also what cannot be read; `fault` is "", "denied", "broken" or "newer"
 */
export function read() {
  let text = null;
  let found;
  try {
    text = localStorage.getItem(KEY);
  } catch {
    found = nothing("denied");
  }
  if (found || text !== last.text) last = { text, ...(found ?? parse(text)) };
  return last;
}

/**
 * Change some papers and nothing else.
 * @param {Iterable<string>} ids
 * @param {(entry: ?Entry, id: string) => ?Entry} edit gives the new entry; one without status and
 *   note is taken off the list
 * @throws {StoreFault} nothing was changed
 */
export function change(ids, edit) {
  const { entries, raw, text, fault } = read();
  if (fault === "denied" || fault === "newer") throw new StoreFault(fault);
  const papers = new Map(raw);
  for (const id of ids) {
    const entry = edit(entries.get(id), id);
    if (entry?.status || entry?.note) papers.set(id, { ...raw.get(id), ...entry });
    else papers.delete(id);
  }
  const value = { version: VERSION, papers: Object.fromEntries(papers) };
  try {
    if (fault) setAside(text);
    localStorage.setItem(KEY, JSON.stringify(value));
  } catch {
    throw new StoreFault("full");
  }
  tell();
}

/** The moment, to the second. */
export function now() {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}

/** Give a paper a status, or "" for none. */
export function setStatus(id, title, status) {
  const decided = now();
  change([id], (entry) => ({ note: "", noted: "", saved: decided, ...entry, title, status, decided }));
}

/** Call back whenever the list changes, here or in another tab. */
export function watch(listener) {
  listeners.add(listener);
}

function tell() {
  for (const listener of listeners) listener();
}

function parse(text) {
  if (text === null) return nothing("");
  try {
    const { version, papers } = JSON.parse(text);
    if (Number.isInteger(version) && version > VERSION) return nothing("newer");
    if (version !== VERSION || Array.isArray(papers)) return nothing("broken");
    const raw = new Map(Object.entries(papers));
    const entries = [...raw].map(([id, stored]) => [id, entryOf(stored)]);
    return { raw, entries: new Map(entries.filter(([, entry]) => entry)), fault: "" };
  } catch {
    return nothing("broken");
  }
}

function nothing(fault) {
  return { raw: new Map(), entries: new Map(), fault };
}

/* An entry that cannot be read is not shown, and stays as it is. */
function entryOf(stored) {
  const texts = FIELDS.map((name) => [name, typeof stored?.[name] === "string" ? stored[name] : ""]);
  const entry = Object.fromEntries(texts);
  const known = !entry.status || Object.hasOwn(STATUSES, entry.status);
  return known && (entry.status || entry.note) ? entry : null;
}

/* What cannot be read is kept under a name of its own; the page of the list offers it. */
function setAside(text) {
  let number = 1;
  while (![null, text].includes(localStorage.getItem(`${KEY}#${number}`))) number++;
  localStorage.setItem(`${KEY}#${number}`, text);
}

addEventListener("storage", ({ key }) => {
  if (key === KEY || key === null) tell();
});
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) tell();
});
