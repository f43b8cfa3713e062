/* The reader's list: one value in localStorage. Each change reads it anew and alters single papers,
   so tabs never write over one another. */

/** In the order of reading. */
export const STATUSES = { "to-read": "To read", reading: "Reading", read: "Read" };

/** Where the site begins. */
export const ROOT = new URL("../../../", import.meta.url);

/** Lists on one host are told apart by their path. */
export const KEY = `reading-list:${ROOT.pathname}`;

const VERSION = 1;
const FIELDS = ["title", "status", "note", "saved", "decided", "noted"];
const listeners = new Set();
let last = {};

/** Why the list cannot be changed: "denied", "full" or "newer". */
export class StoreFault extends Error {}

/**
 * The list as it is now; file.js describes an entry.
 * @returns {{entries: Map<string, Entry>, raw: Map, text: ?string, fault: string}} `raw` holds what
 *   cannot be read too; `fault` is "", "denied", "broken" or "newer"
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
 * Change some papers.
 * @param {Iterable<string>} ids
 * @param {(entry: ?Entry, id: string) => ?Entry} edit an entry without status and note is removed
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

export function setStatus(id, title, status) {
  const decided = now();
  change([id], (entry) => ({ note: "", noted: "", saved: decided, ...entry, title, status, decided }));
}

/** Call back at every change, here or in another tab. */
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

/* What cannot be read is not shown, and stays. */
function entryOf(stored) {
  const text = (value) => (typeof value === "string" ? value : "");
  const entry = Object.fromEntries(FIELDS.map((name) => [name, text(stored?.[name])]));
  const { status, note } = entry;
  return (status ? Object.hasOwn(STATUSES, status) : note) ? entry : null;
}

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
