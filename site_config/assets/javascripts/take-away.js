/* Chosen papers as a file: cut out of the bibliographies that the build wrote, so that each form is
   written in one place. generator/render/exports/citations.py states the rules that the cuts rely on. */

/** The forms that can be cut, by the ending of their file. */
export const FORMS = {
  bib: { type: "application/x-bibtex", gap: "\n\n", head: 0, idOf: /^@\w+\{([^,\s]+),/ },
  ris: { type: "application/x-research-info-systems", gap: "\n\n", head: 0, idOf: /^ID {2}- (.+)$/m },
  csv: { type: "text/csv", gap: "\n", head: 1, idOf: /^([^,]+),/ },
};

/**
 * Cut records out of a file of them.
 * @param {string} whole text of e.g. data/papers.bib
 * @param {string} form a key of FORMS
 * @param {Iterable<string>} ids in the order wanted; one that the file does not hold is left out
 * @returns {{text: string, count: number}} a valid file of that form, and how many papers it holds
 */
export function cut(whole, form, ids) {
  const { gap, head, idOf } = FORMS[form];
  const pieces = whole.replace(/\n$/, "").split(gap);
  const records = new Map(pieces.slice(head).map((piece) => [idOf.exec(piece)?.[1], piece]));
  const chosen = [...ids].filter((id) => records.has(id)).map((id) => records.get(id));
  const lines = [...pieces.slice(0, head), ...chosen];
  return { text: lines.length ? `${lines.join(gap)}\n` : "", count: chosen.length };
}

/**
 * Fetch the whole list in a form and cut papers out of it.
 * @param {URL} root where the site begins
 * @param {string} form a key of FORMS
 * @param {Iterable<string>} ids
 * @returns {Promise<{text: string, count: number}>}
 * @throws {Error} the file could not be loaded
 */
export async function takeAway(root, form, ids) {
  const path = `data/papers.${form}`;
  const response = await fetch(new URL(path, root));
  if (!response.ok) throw new Error(`${path} could not be loaded (${response.status})`);
  return cut(await response.text(), form, ids);
}

/** Offer a text as a download. */
export function download(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // once the browser has read it
}
