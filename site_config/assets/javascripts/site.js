/* Runs on every page. What one page type alone needs is a module that its template names. */

// Nothing of the search is fetched before a reader turns to a field of it.
let searching = null;
addEventListener("focusin", async ({ target }) => {
  if (!target.matches?.("input[data-suggest]")) return;
  searching ??= import("./search/start.js");
  (await searching).suggestTo(target);
});

addEventListener("keydown", (event) => {
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
  const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
  const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if ((slash && !writing) || k) {
    event.preventDefault();
    toSearch();
  }
});

/* The page's own field where it has one, else the header's; on a narrow screen the search page. */
function toSearch() {
  const fields = [...document.querySelectorAll("main input[name=q], header input[name=q]")];
  const field = fields.find((one) => one.checkVisibility());
  if (field) {
    field.focus();
    field.select();
  } else document.querySelector(".ad-header-search-link")?.click();
}

// Without a script the menu opens by a label over a checkbox. With one it is a button that says
// whether the menu is open, and Escape closes it.
const toggle = document.getElementById("__drawer");
const label = document.querySelector("label.ad-menu");
if (toggle && label) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = label.className;
  button.append(...label.childNodes);
  const tell = () => button.setAttribute("aria-expanded", String(toggle.checked));
  button.addEventListener("click", () => toggle.click());
  toggle.addEventListener("change", tell);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && toggle.checked) {
      toggle.click();
      button.focus();
    }
  });
  tell();
  label.replaceWith(button);
}

// The theme takes every alternate form of a page for a translation, and asks for a sitemap beside
// it (zensical/ui#213). Ours are feeds: they go by another name while the theme looks.
for (const link of document.querySelectorAll("link[rel=alternate]")) {
  link.rel = "alternate feed";
  addEventListener("load", () => { link.rel = "alternate"; }, { once: true });
}

// Reading offline begins when the page is there and nothing else is to do.
addEventListener("load", () => {
  const idle = self.requestIdleCallback ?? ((begin) => setTimeout(begin, 200)); // Safari has none
  idle(() => import("./offline/start.js"));
});
