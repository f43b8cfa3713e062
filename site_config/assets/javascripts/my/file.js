/* The list as a file: the form in which it leaves a browser and comes back.

   {"format": "reading-list", "version": 1, "list": "Autodidact", "papers": [
     {"id": "spiral", "title": "SPIRAL: …", "status": "reading", "note": "ask about section 4",
      "saved": "2026-11-21T09:30:00Z", "decided": "…", "noted": "…"}]}

   `status` is "to-read", "reading", "read" or absent, `note` is plain text or absent; each paper has
   one of them. The times say when it was saved, when its status was last chosen, and when its note
   was last changed. data/my-list.schema.json is the same as a JSON Schema. */

import { STATUSES } from "./store.js";

/** Bytes that a file may have: more than a browser stores. */
export const MAX_BYTES = 20_000_000;

const MAX_SHOWN = 80; // characters of what came
const FORMAT = "reading-list";
const VERSION = 1;
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const TIMES = ["saved", "decided", "noted"];

/** Says what was expected and what came. */
export class FormatFault extends Error {}

/** The text of a file. */
export function toFile(entries, listName) {
  const papers = [...entries].map(([id, entry]) => {
    const given = Object.entries(entry).filter(([, value]) => value);
    return { id, ...Object.fromEntries(given) };
  });
  const whole = { format: FORMAT, version: VERSION, list: listName, papers };
  return `${JSON.stringify(whole, null, 1)}\n`;
}

/**
 * Read a file.
 * @param {string} text
 * @param {string} now times after this one are taken for it: a wrong clock wins no conflict
 * @returns {Map<string, Entry>}
 * @throws {FormatFault} it is no such file
 */
export function fromFile(text, now) {
  let whole;
  try {
    whole = JSON.parse(text);
  } catch {
    throw new FormatFault(`expected a list in JSON, got ${shown(text)}`);
  }
  if (whole?.format !== FORMAT) {
    throw new FormatFault(`expected JSON with "format": "${FORMAT}", got ${shown(whole)}`);
  }
  if (whole.version !== VERSION) {
    throw new FormatFault(`expected version ${VERSION} of the format, got ${shown(whole.version)}`);
  }
  if (!Array.isArray(whole.papers)) {
    throw new FormatFault(`expected "papers" to be an array, got ${shown(whole.papers)}`);
  }
  return entriesOf(whole.papers, now);
}

/**
 * Check papers from outside and make entries of them.
 * @param {Array<object>} papers as in a file
 * @param {string} now
 * @returns {Map<string, Entry>}
 * @throws {FormatFault} one of them is not right
 */
export function entriesOf(papers, now) {
  const entries = new Map();
  papers.forEach((paper, place) => {
    const fault = (expected, got) =>
      new FormatFault(`paper ${place + 1}: expected ${expected}, got ${shown(got)}`);
    if (typeof paper?.id !== "string" || !ID.test(paper.id)) throw fault("an id", paper?.id ?? paper);
    if (entries.has(paper.id)) throw fault("each id once", paper.id);
    const { id, status = "", note = "", title = "" } = paper;
    if (status !== "" && !(typeof status === "string" && Object.hasOwn(STATUSES, status))) {
      throw fault(`a status of ${Object.keys(STATUSES).join(", ")}`, status);
    }
    if (typeof note !== "string") throw fault("a note of text", note);
    if (typeof title !== "string") throw fault("a title of text", title);
    if (!status && !note.trim()) throw fault("a status or a note", paper);
    const entry = { title, status, note: note.trim() ? note.replace(/\r\n?/g, "\n") : "" };
    for (const name of TIMES) {
      const time = paper[name] ?? "";
      if (time !== "" && !(typeof time === "string" && TIME.test(time))) {
        throw fault(`a time such as 2026-11-21T09:30:00Z as "${name}"`, time);
      }
      entry[name] = time > now ? now : time;
    }
    entries.set(id, entry);
  });
  return entries;
}

/* The beginning of what came, as much as a message can bear. */
function shown(value) {
  let text;
  try {
    text = typeof value === "string" ? `“${value}”` : (JSON.stringify(value) ?? "nothing");
  } catch {
    text = "something nested too deeply"; // some browsers parse what they cannot write
  }
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
