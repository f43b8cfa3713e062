/* The fields that choose from a list: further themes, tags, papers. */

import { Picker } from "./picker.js";
import { fold } from "./text.js";

/**
 * @param {object} list what data/suggest.json says
 * @param {{search: function(string): Promise<{hits: object[]}>}} engine finds papers
 * @param {function(string): void} tell says a change to screen readers
 * @returns {Record<string, Picker>} by field
 */
export function makePickers(list, engine, tell) {
  const themes = list.themes.map(({ slug, title }) => ({ value: slug, label: title, words: "" }));
  const tags = list.tags.map(({ slug, label, meaning, aliases }) => ({
    value: slug,
    label,
    note: meaning,
    words: [slug, ...aliases, meaning].join(" "),
  }));
  const titles = new Map(list.papers.map(({ id, title }) => [id, title]));
  const papers = async (query) => {
    const { hits } = await engine.search(query);
    return hits
      .filter(({ id }) => titles.has(id))
      .map(({ id, authors, year }) => ({
        value: id,
        label: titles.get(id),
        note: [authors, year].filter(Boolean).join(", "),
      }));
  };
  const kinds = document.getElementById("ad-relation-kinds");
  return {
    also_in: new Picker("also_in", { find: (query) => matching(themes, query), tell }),
    tags: new Picker("tags", { find: (query) => matching(tags, query), tell }),
    relates: new Picker("relates", { find: papers, tell, kinds }),
  };
}

/* Options that hold every word of the query; those whose label begins with it come first. */
async function matching(options, query) {
  const wanted = fold(query);
  const words = wanted.split(/\s+/).filter(Boolean);
  const rank = ({ label }) => {
    const name = fold(label);
    return name.startsWith(wanted) ? 0 : words.every((word) => name.includes(word)) ? 1 : 2;
  };
  return options
    .filter(({ label, words: more }) => {
      const text = fold(`${label} ${more}`);
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => rank(a) - rank(b));
}
