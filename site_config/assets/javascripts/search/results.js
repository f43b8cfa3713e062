/* Shows what was found: each hit with the reason it is there. */

import { keepButton } from "../my/keep.js";
import { element, marked } from "./element.js";

const FROM = { need: "Read it when you want to ", abstract: "Abstract: " };

/** Show hits in place of those before. */
export function showResults(list, hits, root, compact) {
  list.classList.toggle("ad-results--compact", compact);
  list.replaceChildren(...hits.map((hit) => result(hit, root)));
}

/** Put passages from abstracts in place of what a hit showed. */
export function showPassages(list, found) {
  for (const { id, passage } of found) {
    const place = list.querySelector(`[data-paper-id="${CSS.escape(id)}"] .ad-results__passage`);
    place?.replaceChildren(...passageParts(passage));
  }
}

function result(hit, root) {
  const link = element("a", { href: new URL(`papers/${hit.id}/`, root).href });
  link.append(...marked(hit.title, hit.titleMarks));
  // A filter by theme finds papers of a neighbouring theme too: each says why it is there.
  const theme = hit.alsoIn.length ? `${hit.theme}, also ${hit.alsoIn.join(", ")}` : hit.theme;
  const facts = [hit.authors, hit.year, hit.venue, theme, hit.code ? "code" : ""].filter(Boolean);
  return element(
    "li",
    { data: { paperId: hit.id } },
    element("h2", {}, link),
    element("p", { className: "ad-facts" }, ...facts.map((fact) => element("span", {}, String(fact)))),
    element("p", { className: "ad-results__passage" }, ...passageParts(hit.passage)),
    keepButton(hit.id, hit.title),
  );
}

function passageParts({ from, text, marks }) {
  const before = FROM[from] ? [element("span", { className: "ad-quiet" }, FROM[from])] : [];
  return [...before, ...marked(text, marks)];
}
