/* Taking the list away: as a file in several forms, or as a link. */

import { download, FORMS, takeAway } from "../take-away.js";
import { toFile } from "./file.js";
import { toFragment } from "./link.js";
import { toMarkdown } from "./markdown.js";
import { ROOT, watch } from "./store.js";

const COMMON_LIMIT = 2_000; // characters that mail programs and chats are known to pass on

const papers = (count) => `${count} ${count === 1 ? "paper" : "papers"}`;
const byId = (id) => document.getElementById(id);

/**
 * Wire up the part of the page that gives the list away.
 * @param {string} listName
 * @param {Library} library
 * @param {(extent: string) => Row[]} rowsOf the papers: "all" of them, or those "shown"
 */
export function wireAway(listName, library, rowsOf) {
  const said = byId("ad-my-away-said");
  for (const choice of document.querySelectorAll("[data-form]")) {
    choice.addEventListener("click", async () => {
      const rows = rowsOf(document.querySelector("[name=extent]:checked").value);
      try {
        said.textContent = await give(choice.dataset.form, rows, listName, library);
      } catch (fault) {
        said.textContent = `No file was made: ${fault.message}.`;
      }
    });
  }
  wireLink(library, () => rowsOf("all"));
}

/* Once asked for, the link follows the list and the box: an old one may hold a note that the reader
   has since taken out, and would be sent with it unseen. */
function wireLink(library, allRows) {
  let wanted = false;
  let made = Promise.resolve();
  const make = () => (made = showLink(library, allRows()));
  const follow = () => {
    if (wanted) make();
  };
  byId("ad-my-link").addEventListener("click", async () => {
    wanted = true;
    await make();
    byId("ad-my-link-text").select();
  });
  byId("ad-my-link-notes").addEventListener("change", follow);
  watch(follow);
  byId("ad-my-link-copy").addEventListener("click", async () => {
    await made;
    await copyLink();
  });
}

/* Makes one file, and returns what there is to say of it. */
async function give(form, rows, listName, library) {
  const name = `my-list.${form}`;
  if (form === "json") {
    const entries = rows.map(({ id, entry }) => [id, entry]);
    download(name, "application/json", toFile(entries, listName));
  } else if (form === "md") {
    const addressOf = (id) => new URL(`papers/${id}/`, ROOT).href;
    download(name, "text/markdown", toMarkdown(listName, rows, addressOf));
  } else {
    const ids = rows.map(({ id }) => id);
    const { text } = await takeAway(ROOT, form, ids);
    download(name, FORMS[form].type, form === "csv" ? withMine(text, rows) : text);
    const missing = rows.filter(({ id }) => !library.has(id)).map(({ title }) => title);
    if (missing.length) {
      const others = `${papers(missing.length)} no longer on the reading list left out`;
      const kept = papers(rows.length - missing.length);
      return `${name} holds ${kept}; ${others}: ${missing.join("; ")}.`;
    }
  }
  return `${name} holds ${papers(rows.length)}.`;
}

/**
 * Add the reader's own columns to lines of CSV.
 * @param {string} text a line of names and a line a paper, each beginning with the id
 * @param {Row[]} rows
 * @returns {string} a note of several lines takes as many in its cell
 */
export function withMine(text, rows) {
  const entries = new Map(rows.map(({ id, entry }) => [id, entry]));
  const [names, ...lines] = text.trimEnd().split("\n");
  const full = lines.map((line) => {
    const { status, note } = entries.get(line.slice(0, line.indexOf(",")));
    return [line, cell(status), cell(note)].join(",");
  });
  return `${[`${names},my_status,my_note`, ...full].join("\n")}\n`;
}

/* A cell with its line breaks, of which no spreadsheet takes a line for a formula: a note may have
   come by a link, and where semicolons part cells, Excel reads each line as a row of its own. */
function cell(text) {
  const safe = text.replace(/\r\n?|[\u2028\u2029]/g, "\n").trim().replace(/^[^\S\n]*[=+\-@]/gm, "'$&");
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

let turn = 0; // of two links in the making, only the later one is shown

async function showLink(library, rows) {
  const mine = ++turn;
  const said = byId("ad-my-link-said");
  const field = byId("ad-my-link-text");
  field.value = "";
  const entries = new Map(rows.map(({ id, entry }) => [id, entry]));
  const which = { notes: byId("ad-my-link-notes").checked, named: (id) => !library.card(id) };
  const made = await toFragment(entries, which).catch((fault) => ({ fault }));
  if (mine !== turn) return;
  byId("ad-my-link-made").hidden = Boolean(made.fault);
  if (made.fault) {
    said.textContent = `No link was made: ${made.fault.message}.`;
    return;
  }
  field.value = new URL(`my/${made}`, ROOT).href;
  const { length } = field.value;
  const long = length > COMMON_LIMIT ? "; some mail programs and chats cut off links of that length" : "";
  said.textContent = `The link has ${length.toLocaleString("en")} characters${long}.`;
}

async function copyLink() {
  const field = byId("ad-my-link-text");
  const said = byId("ad-my-link-said");
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    said.textContent = "Copied.";
  } catch {
    said.textContent = "This browser does not let the page copy; the link is selected, copy it yourself.";
  }
}
