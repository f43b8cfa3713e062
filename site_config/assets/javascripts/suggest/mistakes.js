/* Shows what is wrong: beside each field, and all of it above the form, where the focus goes. */

import { INVISIBLE } from "./text.js";

/**
 * Say beside each field what is wrong with it.
 * @param {Array<object>} found what `judge` gave
 * @param {URL} root where the site begins
 */
export function markFields(found, root) {
  for (const field of document.querySelectorAll("[data-field]")) {
    const name = field.dataset.field;
    const mine = found.filter((one) => one.field === name && one.code !== "unfinished");
    const place = document.getElementById(`ad-${name}-mistake`);
    place.replaceChildren(...mine.map((one) => said(one, root)));
    const control = document.getElementById(`ad-${name}`);
    if (mine.some(({ level }) => level === "mistake")) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
}

/** List all mistakes above the form and take the reader there. */
export function showMistakes(mistakes) {
  const box = document.getElementById("ad-mistakes");
  list(box, mistakes);
  box.hidden = false;
  box.scrollIntoView();
  box.focus({ preventScroll: true });
}

/** Bring the list of mistakes up to date while it is shown; without one it goes. */
export function followMistakes(mistakes) {
  const box = document.getElementById("ad-mistakes");
  if (box.hidden) return;
  const focused = box.contains(document.activeElement);
  if (!mistakes.length) {
    box.hidden = true;
    if (focused) box.parentElement.querySelector("[data-field] input").focus();
  } else if (list(box, mistakes) && focused) box.focus({ preventScroll: true });
}

/* Whether the list had to change: a link that stays keeps the focus. */
function list(box, mistakes) {
  const all = box.querySelector("ul");
  const [items, shown] = [mistakes.map(linkTo), [...all.children]];
  const texts = (those) => those.map(({ textContent }) => textContent).join("\n");
  if (texts(items) === texts(shown)) return false;
  const count = mistakes.length;
  box.querySelector("h2").textContent = `${count} ${count === 1 ? "mistake" : "mistakes"} to mend`;
  all.replaceChildren(...items);
  return true;
}

/** What a field is called in the page. */
export function labelOf(field) {
  const label = document.querySelector(`label[for="ad-${field}"]`);
  return label.firstChild.textContent.trim();
}

function linkTo({ field, text }) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#ad-${field}`;
  link.textContent = `${labelOf(field)}: ${text}`;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const control = document.getElementById(`ad-${field}`);
    const folded = control.closest("details");
    if (folded) folded.open = true;
    control.closest("[data-field]").scrollIntoView();
    control.focus({ preventScroll: true });
  });
  item.append(link);
  return item;
}

function said({ level, text, paper, hidden, field }, root) {
  const line = document.createElement("span");
  line.className = level === "mistake" ? "ad-mistake__mistake" : "ad-mistake__wish";
  line.append(text);
  if (paper) {
    const link = document.createElement("a");
    link.href = new URL(`papers/${paper.id}/`, root);
    link.textContent = paper.title;
    line.append(" ", link);
  }
  if (hidden) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ad-button";
    button.textContent = "Take it out";
    button.addEventListener("click", () => takeOut(field));
    line.append(" ", button);
  }
  return line;
}

function takeOut(field) {
  const control = document.getElementById(`ad-${field}`);
  const everywhere = new RegExp(INVISIBLE, "gu");
  control.value = control.value.replace(everywhere, (c) => (/\s/.test(c) ? " " : ""));
  control.focus();
  control.dispatchEvent(new Event("input", { bubbles: true }));
}
