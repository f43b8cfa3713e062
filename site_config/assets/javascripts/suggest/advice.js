/* What the page says while somebody writes: counts of words, proposed themes and tags. */

import { arxivId, countWords, lines } from "./text.js";

const byId = (id) => document.getElementById(`ad-${id}`);

/** Say below each text how long it is, and what is missing or too much. */
export function showCounts(limits) {
  for (const name of ["summary", "why"]) {
    const words = countWords(byId(name).value);
    if (words) byId(`${name}-count`).textContent = counted(words, limits[name], "words");
    else byId(`${name}-count`).textContent = span(limits[name], "words");
  }
  const needs = lines(byId("needs").value);
  const each = needs.map((need) => counted(countWords(need), limits.need, "words"));
  byId("needs-count").textContent = needs.length
    ? [counted(needs.length, limits.needs, "lines"), ...each.map((said, place) => `line ${place + 1}: ${said}`)].join("; ")
    : span(limits.needs, "lines");
}

/**
 * Show the proposed themes, each with what argues for it.
 * @param {Array<object>} themes what `propose` gave
 * @param {object} list what data/suggest.json says
 * @param {URL} root where the site begins
 * @param {function(string): void} take chooses a theme
 */
export function showThemes(themes, list, root, take) {
  const titles = new Map(list.themes.map(({ slug, title }) => [slug, title]));
  const items = themes.map(({ slug, share, papers, words }) => {
    const item = document.createElement("li");
    const reasons = document.createElement("span");
    reasons.className = "ad-quiet";
    reasons.append(`${Math.round(100 * share)}% of the votes of the nearest papers, first `);
    papers.forEach((paper, place) => reasons.append(place ? "; " : "", linkTo(paper, root)));
    reasons.append(words.length ? `. Its words here: ${words.join(", ")}.` : ".");
    const button = makeButton("ad-add", titles.get(slug), () => take(slug));
    button.dataset.theme = slug;
    item.append(button, reasons);
    return item;
  });
  byId("proposed-themes").replaceChildren(...listed("ad-proposals", items));
}

/** Mark the proposal that is chosen, and say what belongs to the chosen theme. */
export function showChosenTheme(slug, themes) {
  byId("theme-scope").textContent = themes.find((theme) => theme.slug === slug)?.scope ?? "";
  for (const button of byId("proposed-themes").querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.dataset.theme === slug));
  }
}

/** Show tags that the nearest papers carry, each as a button that adds it. */
export function showTags(tags, add) {
  const box = byId("proposed-tags");
  const shown = tags.map(({ slug }) => slug).join(" ");
  if (box.dataset.shown === shown) return;
  box.dataset.shown = shown;
  const focused = [...box.querySelectorAll("button")].indexOf(document.activeElement);
  const items = tags.map(({ slug, label, meaning }) => {
    const item = document.createElement("li");
    const button = makeButton("ad-add", `+ ${label}`, () => add({ value: slug, label }));
    button.title = meaning;
    item.append(button);
    return item;
  });
  const lead = document.createElement("p");
  lead.className = "ad-hint";
  lead.textContent = "The nearest papers carry:";
  box.replaceChildren(...(items.length ? [lead] : []), ...listed("ad-adds", items));
  // The button that was pressed is gone; its neighbour takes the focus.
  if (focused >= 0) (box.querySelectorAll("button")[Math.min(focused, items.length - 1)] ?? byId("tags")).focus();
}

/** Where a line of authors holds commas, offer to make each name a line. */
export function offerLines(done) {
  const field = byId("authors");
  const joined = lines(field.value).some((line) => /[,;]| and /.test(line));
  offer("authors-offer", joined && "One name a line:", "Split at commas", () => {
    field.value = lines(field.value.replace(/[,;]| and /g, "\n")).join("\n");
    field.focus();
    done();
  });
}

/** Where the year is empty and an arXiv number is there, offer the year of the number. */
export function offerYear(done) {
  const field = byId("year");
  const year = field.value.trim() ? "" : arxivYear(arxivId(byId("arxiv").value));
  offer("year-offer", year && "The arXiv number was given in that year:", `Write ${year}`, () => {
    field.value = year;
    field.focus();
    done();
  });
}

function offer(id, lead, words, act) {
  const place = byId(id);
  if (place.textContent === (lead ? `${lead} ${words}` : "")) return;
  place.replaceChildren();
  if (!lead) return;
  place.append(lead, " ", makeButton("ad-add", words, act));
}

function makeButton(className, words, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = className;
  button.textContent = words;
  button.addEventListener("click", act);
  return button;
}

function arxivYear(id) {
  const [, digits] = id.match(/(?:^|\/)([0-9]{2})/) ?? [];
  if (!digits) return "";
  return (Number(digits) > 90 ? "19" : "20") + digits;
}

function listed(className, items) {
  if (!items.length) return [];
  const all = document.createElement("ul");
  all.className = className;
  all.append(...items);
  return [all];
}

function linkTo({ id, title }, root) {
  const link = document.createElement("a");
  link.href = new URL(`papers/${id}/`, root);
  link.textContent = title;
  return link;
}

function span([low, high], unit) {
  return low > 1 ? `${low} to ${high} ${unit}` : `At most ${high} ${unit}`;
}

function counted(got, [low, high], unit) {
  if (got < low) return `${got} of ${low} to ${high} ${unit}, ${low - got} more needed`;
  return got > high ? `${got} ${unit}, ${got - high} too many` : `${got} ${unit}, right`;
}
