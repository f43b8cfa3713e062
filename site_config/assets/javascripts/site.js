/* Runs on every page. What one page type alone needs is a module that its template names. */

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
