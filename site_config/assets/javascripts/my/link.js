/* The list in the fragment of a link, which browsers do not send to the server.

   #list=1.… is JSON, deflated, in base64url: an array of papers, each an array of id, status,
   seconds of saved, decided and noted, note, title; what is empty at its end is left out. */

import { entriesOf, FormatFault } from "./file.js";
import { STATUSES } from "./store.js";

/** What a link may hold. */
export const LIMITS = { characters: 200_000, bytes: 2_000_000, papers: 5_000 };

const NAME = "list";
const VERSION = "1";
const CODES = ["", ...Object.keys(STATUSES)];
const CHUNK = 0x8000; // characters that one call of fromCharCode takes

/** Whether an address carries a list. */
export function carriesList(hash) {
  return hash.startsWith(`#${NAME}=`);
}

/**
 * The fragment that carries a list.
 * @param {Map<string, Entry>} entries
 * @param {{notes: boolean, named: (id: string) => boolean}} which whether to carry notes, and which
 *   papers to carry the title of, since the other side does not know them
 * @throws {FormatFault} the list is too long for a link
 */
export async function toFragment(entries, { notes, named }) {
  const rows = [...entries].filter(([, entry]) => notes || entry.status).map(([id, entry]) => {
    const note = notes ? entry.note : "";
    const times = [entry.saved, entry.decided, note && entry.noted].map(secondsOf);
    const row = [id, CODES.indexOf(entry.status), ...times, note, named(id) ? entry.title : ""];
    while (!row.at(-1)) row.pop();
    return row;
  });
  const bytes = new TextEncoder().encode(JSON.stringify(rows));
  const packed = await collect(new Blob([bytes]), new CompressionStream("deflate-raw"), Infinity);
  const fragment = `#${NAME}=${VERSION}.${toBase64(packed)}`;
  if (rows.length > LIMITS.papers || bytes.length > LIMITS.bytes || fragment.length > LIMITS.characters) {
    throw new FormatFault("the list is too long for a link; take it away as a JSON file instead");
  }
  return fragment;
}

/**
 * Read a fragment. Whatever comes, nothing is changed by it.
 * @param {string} hash
 * @param {string} now as in file.js
 * @returns {Promise<Map<string, Entry>>}
 * @throws {FormatFault} it is damaged, too large or no list
 */
export async function fromFragment(hash, now) {
  const text = hash.slice(`#${NAME}=`.length);
  if (text.length > LIMITS.characters) {
    throw new FormatFault(`expected at most ${LIMITS.characters} characters, got ${text.length}`);
  }
  const [, version, packed] = /^([^.]*)\.([\w-]*)$/.exec(text) ?? [];
  if (version === undefined) {
    throw new FormatFault("the link is damaged: it holds other characters than it may");
  }
  if (version !== VERSION) {
    throw new FormatFault(`expected version ${VERSION} of such links, got “${version.slice(0, 20)}”`);
  }
  const rows = await unpack(packed);
  if (!Array.isArray(rows)) throw new FormatFault("the link holds no list of papers");
  if (rows.length > LIMITS.papers) {
    throw new FormatFault(`expected at most ${LIMITS.papers} papers, got ${rows.length}`);
  }
  return entriesOf(rows.map(paperOf), now);
}

async function unpack(packed) {
  try {
    const bytes = fromBase64(packed);
    const inflated = await collect(new Blob([bytes]), new DecompressionStream("deflate-raw"), LIMITS.bytes);
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(inflated));
  } catch (fault) {
    if (fault instanceof FormatFault) throw fault;
    throw new FormatFault("the link is damaged; it may have been cut off on its way");
  }
}

function paperOf(row) {
  if (!Array.isArray(row)) throw new FormatFault("the link holds something that is no paper");
  const [id, code = 0, saved, decided, noted, note, title] = row;
  const times = { saved: timeOf(saved), decided: timeOf(decided), noted: timeOf(noted) };
  return { id, status: CODES[code] ?? code, note, title, ...times };
}

/* Reads a stream to its end, or to the limit: a few bytes may claim to be gigabytes. */
async function collect(blob, transform, limit) {
  const reader = blob.stream().pipeThrough(transform).getReader();
  const chunks = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      throw new FormatFault(`expected at most ${limit} bytes when unpacked, got more`);
    }
    chunks.push(value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function toBase64(bytes) {
  let text = "";
  for (let start = 0; start < bytes.length; start += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function secondsOf(time) {
  return Math.floor(Date.parse(time) / 1000) || 0;
}

/* A moment, or what came instead of one for the message. */
function timeOf(seconds = 0) {
  if (seconds === 0) return "";
  const valid = Number.isInteger(seconds) && seconds > 0 && seconds < 1e11;
  return valid ? `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z` : seconds;
}
