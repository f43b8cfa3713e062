/* On every page: a control on each paper in a list, and the count beside "My list". */

import { read, setStatus, STATUSES, StoreFault, watch } from "./store.js";

const LISTED = ":is(.ad-card, .ad-rows > li, .ad-ranks > li, .ad-path > li)[data-paper-id]";

/**
 * A control that shows and changes a paper's status, for the corner of an element that has
 * `data-paper-id`; while it is in the page it follows every change.
 * @param {string} paperId
 * @param {string} title
 * @returns {HTMLElement}
 */
export function keepButton(paperId, title) {
  const control = document.createElement("span");
  control.className = "ad-keep";
  Object.assign(control.dataset, { keep: paperId, title });
  const select = document.createElement("select");
  select.setAttribute("aria-label", `My list: ${title}`);
  select.append(new Option("", ""));
  for (const [status, words] of Object.entries(STATUSES)) select.append(new Option(words, status));
  control.append(select);
  show(control, read().entries);
  return control;
}

/**
 * Change the list; where that fails, say why.
 * @param {() => void} action
 * @returns {Promise<boolean>} whether it was done
 */
export async function attempt(action) {
  try {
    action();
    return true;
  } catch (fault) {
    if (!(fault instanceof StoreFault)) throw fault;
    const { raiseAlarm } = await import("./faults.js");
    raiseAlarm(fault.message);
    return false;
  }
}

function show(control, entries) {
  const entry = entries.get(control.dataset.keep);
  const status = entry?.status ?? "";
  const select = control.firstChild;
  control.dataset.status = status;
  control.title = STATUSES[status] ?? "Save to my list";
  select.options[0].text = entry ? "No status" : "Not saved"; // a note alone is kept too
  select.value = status;
}

function showAll() {
  const { entries } = read();
  for (const control of document.querySelectorAll(".ad-keep")) show(control, entries);
  const link = document.querySelector(".ad-my-link");
  const count = entries.size || "";
  link?.setAttribute("aria-label", `My list${count && `, ${count} ${count > 1 ? "papers" : "paper"}`}`);
  link?.lastElementChild.replaceChildren(count);
}

document.addEventListener("change", async ({ target }) => {
  const control = target.closest(".ad-keep");
  if (!control) return;
  const { keep, title } = control.dataset;
  if (!(await attempt(() => setStatus(keep, title, target.value)))) showAll();
});
for (const item of document.querySelectorAll(LISTED)) {
  item.append(keepButton(item.dataset.paperId, item.querySelector("a").textContent));
}
watch(showAll);
showAll();
if (document.querySelector("[data-formerly]")) import("./former.js");
if (document.querySelector(".ad-progress")) import("./progress.js");
