/* Fetches what a query needs, each part once. The formats are those of
   `generator/render/exports/search.py`. */

import { Vocabulary } from "./vocabulary.js";

const PERSON = "@"; // stands before a word of an author's name

export class Store {
  #root;
  #parts = new Map();
  #core = null;

  /** @param {URL|string} root where the site begins */
  constructor(root) {
    this.#root = new URL("data/search/", root);
    this.core.catch(() => {}); // reported with the query that waits for it
  }

  /** What every query needs; when it could not be had, the next query asks again. */
  get core() {
    this.#core ??= this.#fetch("core")
      .then((core) => ({ ...core, vocabulary: new Vocabulary(core) }))
      .catch((fault) => {
        this.#core = null;
        throw fault;
      });
    return this.#core;
  }

  /**
   * The papers of some stems.
   * @param {Iterable<string>} stems
   * @returns {Promise<Map<string, {places: number[], scores: number[]}>>} those that the list has
   */
  async postings(stems) {
    const { termParts } = await this.core;
    const wanted = [...new Set(stems)];
    const found = await Promise.all(
      wanted.map(async (stem) => {
        const part = partOf(termParts, stem);
        if (part < 0) return null;
        const held = (await this.#part("terms", part))[stem];
        return Array.isArray(held) ? [stem, unpackPostings(held)] : null;
      }),
    );
    return new Map(found.filter(Boolean));
  }

  /** The papers of people with a word in their name. */
  async people(word) {
    return (await this.postings([PERSON + word])).get(PERSON + word)?.places ?? [];
  }

  /** Which paper has a number of arXiv's or a DOI: its place, or undefined. */
  async paperOf(number) {
    const places = await this.#part("numbers");
    return Object.hasOwn(places, number) ? places[number] : undefined;
  }

  /** What a hit shows of a paper. */
  card(place) {
    return this.#ofPaper("cards", place);
  }

  /** A paper's abstract. */
  text(place) {
    return this.#ofPaper("texts", place);
  }

  /**
   * What an English word means.
   * @returns {Promise<{weight: number, vector: Int8Array, near: Array<[string, number]>}|null>}
   */
  async meaning(word) {
    const { wordParts } = await this.core;
    const number = partOf(wordParts, word);
    if (number < 0) return null;
    const part = await this.#part("words", number);
    const place = part.words.split(" ").indexOf(word);
    if (place < 0) return null;
    const bytes = decode(part.vectors);
    const size = bytes.length / part.weights.length;
    const flat = part.near[place];
    return {
      weight: part.weights[place],
      vector: unpackVector(bytes, place * size, size),
      near: flat.filter((_, at) => at % 2 === 0).map((stem, at) => [stem, flat[2 * at + 1]]),
    };
  }

  /** Where papers stand among the meanings of words: a row of length 1 for each. */
  async vectors() {
    const { id } = await this.core;
    const held = await this.#part("vectors");
    if (!held.rows) {
      const bytes = decode(held);
      const size = bytes.length / id.length;
      held.rows = id.map((_, place) => unit(unpackVector(bytes, place * size, size)));
    }
    return held.rows;
  }

  async #ofPaper(kind, place) {
    const { papersInPart } = await this.core;
    const part = await this.#part(kind, Math.floor(place / papersInPart));
    return part[place % papersInPart];
  }

  /* A part that could not be had is asked for again by the next query. */
  #part(kind, number) {
    const name = number === undefined ? kind : `${kind}-${number}`;
    if (!this.#parts.has(name)) {
      const asked = this.#fetch(name);
      this.#parts.set(name, asked);
      asked.catch(() => this.#parts.delete(name));
    }
    return this.#parts.get(name);
  }

  async #fetch(name) {
    const address = new URL(`${name}.json`, this.#root);
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${name}.json could not be loaded (${response.status})`);
    const value = await response.json();
    return typeof value === "string" ? Object(value) : value;
  }
}

/* The last part that begins at or before a word. */
function partOf(starts, word) {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= word) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function unpackPostings(flat) {
  const places = [];
  const scores = [];
  let place = 0;
  for (let at = 0; at < flat.length; at += 2) {
    place += flat[at];
    places.push(place);
    scores.push(flat[at + 1]);
  }
  return { places, scores };
}

function decode(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/* Two numbers from -7 to 7 stand in each byte. */
function unpackVector(bytes, start, size) {
  const vector = new Int8Array(2 * size);
  for (let at = 0; at < size; at++) {
    vector[2 * at] = (bytes[start + at] >> 4) - 8;
    vector[2 * at + 1] = (bytes[start + at] & 15) - 8;
  }
  return vector;
}

function unit(vector) {
  const length = Math.hypot(...vector) || 1;
  return Float32Array.from(vector, (value) => value / length);
}
