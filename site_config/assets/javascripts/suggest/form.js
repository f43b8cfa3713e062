/* The form's fields as one value, and that value as an entry. */

import { arxivId, collapse, doi, lines, paragraphs } from "./text.js";

const LISTS = ["authors", "aliases", "needs"]; // one item a line
const PARAGRAPHS = ["abstract", "summary"];

/** The plain fields of the form by name; pickers are not among them. */
export class Form {
  #form;
  #pickers;

  /**
   * @param {HTMLFormElement} form
   * @param {Record<string, import("./picker.js").Picker>} pickers by field
   */
  constructor(form, pickers) {
    this.#form = form;
    this.#pickers = pickers;
  }

  /** Everything as typed, for keeping a draft. */
  get state() {
    const fields = Object.fromEntries(this.#fields().map(({ name, value }) => [name, value]));
    const chosen = Object.entries(this.#pickers).map(([name, picker]) => [name, picker.items]);
    return { fields, chosen: Object.fromEntries(chosen) };
  }

  set state({ fields, chosen }) {
    for (const field of this.#fields()) field.value = fields[field.name] ?? "";
    for (const [name, picker] of Object.entries(this.#pickers)) picker.items = chosen[name] ?? [];
  }

  /** Whether nothing was typed or chosen. */
  get empty() {
    const { fields, chosen } = this.state;
    return !Object.values(fields).some(Boolean) && !Object.values(chosen).some((all) => all.length);
  }

  /** The field of that name. */
  field(name) {
    return document.getElementById(`ad-${name}`);
  }

  /** What was typed into pickers and not chosen, by field. */
  get leftovers() {
    return Object.entries(this.#pickers)
      .map(([name, picker]) => [name, picker.leftover])
      .filter(([, text]) => text);
  }

  /**
   * @param {string[]} order the names of an entry's fields
   * @param {string} today the day that the entry is added, e.g. 2026-01-31
   * @returns {{id: string, theme: string, entry: object}}
   */
  draft(order, today) {
    const { fields, chosen } = this.state;
    const values = { ...tidied(fields), added: today };
    for (const name of ["tags", "also_in"]) values[name] = chosen[name].map(({ value }) => value);
    values.relates = chosen.relates.map(({ value, kind }) => ({ id: value, kind }));
    const told = order.filter((name) => isSaid(values[name]));
    const entry = Object.fromEntries(told.map((name) => [name, values[name]]));
    return { id: fields.id.trim(), theme: fields.theme, entry };
  }

  #fields() {
    return [...this.#form.elements].filter(({ name }) => name);
  }
}

/** Today as the reader's calendar says: year-month-day. */
export function today() {
  const now = new Date();
  const parts = [now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0"));
  return [now.getFullYear(), ...parts].join("-");
}

function tidied(fields) {
  const values = { links: {} };
  for (const [name, text] of Object.entries(fields)) {
    if (name.startsWith("links.")) {
      if (text.trim()) values.links[name.slice("links.".length)] = text.trim();
    } else if (LISTS.includes(name)) values[name] = lines(text);
    else values[name] = PARAGRAPHS.includes(name) ? paragraphs(text) : collapse(text);
  }
  values.arxiv = arxivId(values.arxiv) || values.arxiv;
  values.doi = doi(values.doi) || values.doi;
  values.year = /^[0-9]{1,6}$/.test(values.year) ? Number(values.year) : values.year;
  return values;
}

function isSaid(value) {
  return typeof value === "number" || (value && Object.keys(value).length > 0);
}
