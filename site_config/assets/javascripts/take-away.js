/* Chosen papers as a file: cut out of the bibliographies that the build wrote, so that each form is
   written in one place. generator/render/exports/citations.py states the rules that the cuts rely on. */

/** The forms that can be cut, by the ending of their file; what is not said is empty. */
export const FORMS = {
  bib: { type: "application/x-bibtex", between: "\n\n", close: "\n", idOf: /^@\w+\{([^,\s]+),/ },
  ris: {
    type: "application/x-research-info-systems",
    between: "\n\n",
    close: "\n",
    idOf: /^ID {2}- (.+)$/m,
  },
  "csl.json": {
    type: "application/vnd.citationstyles.csl+json",
    open: "[\n",
    between: ",\n",
    close: "\n]\n",
    idOf: /^\{"id":"([^"]+)"/,
  },
  csv: { type: "text/csv", names: true, between: "\n", close: "\n", idOf: /^([^,]+),/ },
};

/**
 * Cut records out of a file of them.
 * @param {string} whole text of e.g. data/papers.bib
 * @param {string} form a key of FORMS
 * @param {Iterable<string>} ids in the order wanted; one that the file does not hold is left out
 * @returns {{text: string, count: number}} a file of that form, and how many papers it holds
 */
export function cut(whole, form, ids) {
  const { open = "", names = false, between, close, idOf } = FORMS[form];
  const pieces = whole.slice(open.length, -close.length).split(between);
  const head = names ? pieces.splice(0, 1) : [];
  const records = new Map(pieces.map((piece) => [idOf.exec(piece)?.[1], piece]));
  const chosen = [...ids].map((id) => records.get(id)).filter((record) => record !== undefined);
  return { text: open + [...head, ...chosen].join(between) + close, count: chosen.length };
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
