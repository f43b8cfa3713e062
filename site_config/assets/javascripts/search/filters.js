/* The filters: what can be chosen with how many papers, what is chosen, and ways out of nothing. */

import { element } from "./element.js";

const HEADS = {
  theme: "Theme",
  tag: "Tag",
  year: "Year",
  venue: "Venue",
  has: "With",
  listing: "Listing",
};
const SHOWN = 7; // values of a group that show at once; the others unfold
const opened = new Set();

/**
 * Show the values of all groups as boxes to tick.
 * @param {Element} place
 * @param {object} facets values with counts, by group
 * @param {Object<string, string[]>} chosen
 * @param {function(string, string): void} toggle called with group and value
 */
export function showFacets(place, facets, chosen, toggle) {
  const focused = document.activeElement?.closest?.("#ad-facets input");
  const groups = Object.entries(facets).map(([group, values]) =>
    groupOf(group, values, chosen[group] ?? [], toggle),
  );
  place.replaceChildren(...groups.filter(Boolean));
  if (focused) place.querySelector(`#${CSS.escape(focused.id)}`)?.focus();
}

/**
 * Show what is chosen, each with a button that takes it away.
 * @param {Element} place
 * @param {object} facets values with counts, by group
 * @param {Object<string, string[]>} chosen
 * @param {function(string, string): void} toggle called with group and value
 * @param {HTMLElement} otherwise takes the focus where the last button goes that had it
 */
export function showChips(place, facets, chosen, toggle, otherwise) {
  const before = [...place.querySelectorAll("button")];
  const focused = before.indexOf(document.activeElement);
  const chips = Object.entries(chosen).flatMap(([group, values]) =>
    values.map((value) => {
      const label = labelOf(facets, group, value);
      const words = `Remove filter ${HEADS[group]}: ${label}`;
      const chip = element("button", { type: "button", className: "ad-chip", aria: { label: words } });
      chip.append(label, element("span", { aria: { hidden: "true" } }, " ×"));
      chip.addEventListener("click", () => toggle(group, value));
      return element("li", {}, chip);
    }),
  );
  place.replaceChildren(...chips);
  if (focused < 0) return;
  const label = before[focused].getAttribute("aria-label");
  // The button itself where it is still there; else the one that took its place, or the last.
  const buttons = [...place.querySelectorAll("button")];
  const same = buttons.find((one) => one.getAttribute("aria-label") === label);
  (same ?? buttons[focused] ?? buttons.at(-1) ?? otherwise).focus();
}

/** Buttons that take away the filters of a group which leave nothing. */
export function waysOutOf(waysOut, chosen, facets, remove) {
  return waysOut
    .filter(({ group }) => chosen[group])
    .map(({ group, count }) => {
      const labels = chosen[group].map((value) => labelOf(facets, group, value)).join(", ");
      const words = `Without ${HEADS[group]}: ${labels} (${count} ${count === 1 ? "paper" : "papers"})`;
      const way = element("button", { type: "button", className: "ad-button" }, words);
      way.addEventListener("click", () => remove(group));
      return element("li", {}, way);
    });
}

function groupOf(group, values, chosen, toggle) {
  const useful = values.filter(({ value, count }) => count || chosen.includes(value));
  if (!useful.length) return null;
  const inOrder = group === "year" ? useful : [...useful].sort((a, b) => b.count - a.count);
  const first = inOrder.filter(({ value }, at) => at < SHOWN || chosen.includes(value));
  const rest = inOrder.filter((value) => !first.includes(value));
  const box = (value) => boxOf(group, value, chosen.includes(value.value), toggle);
  const set = element("fieldset", { className: "ad-facet" }, element("legend", {}, HEADS[group]));
  set.append(...first.map(box));
  if (rest.length) {
    const more = element("details", { open: opened.has(group) });
    more.addEventListener("toggle", () => opened[more.open ? "add" : "delete"](group));
    more.append(element("summary", {}, `${rest.length} more`), ...rest.map(box));
    set.append(more);
  }
  return set;
}

function boxOf(group, { value, label, count }, checked, toggle) {
  const id = `ad-facet-${group}-${value.replace(/[^\w-]/g, "_")}`;
  const box = element("input", { type: "checkbox", id, checked });
  box.addEventListener("change", () => toggle(group, value));
  const number = element("span", { className: "ad-facet__count" }, String(count));
  return element("label", { htmlFor: id, className: "ad-facet__value" }, box, ` ${label} `, number);
}

function labelOf(facets, group, value) {
  return facets[group]?.find((one) => one.value === value)?.label ?? value;
}
