/* What the search page says before the rest of its scripts is there, which takes a while on a slow
   network, and where it cannot be had at all. It imports nothing, so that it comes first. */

/** Where the site begins. */
export const ROOT = new URL("../../../", import.meta.url);
const find = (id) => document.getElementById(`ad-${id}`);
const field = find("search-field");
const status = find("search-status");
let wired = false;

/** Say that an answer is under way. */
export function saySearching() {
  status.textContent = "Searching…";
}

/**
 * Say in plain words that there is no answer, and what to do about it.
 * @param {function(): void} again asks once more
 */
export function sayTrouble(again) {
  const way = document.createElement("p");
  if (navigator.onLine) {
    status.textContent = "The search could not be loaded.";
    const button = Object.assign(document.createElement("button"), { type: "button", className: "ad-button" });
    button.textContent = "Try again";
    button.addEventListener("click", again);
    way.append(button);
  } else {
    status.textContent = "There is no network, and this part of the search is not kept on this device.";
    const link = Object.assign(document.createElement("a"), { href: new URL("offline/", ROOT).href });
    link.textContent = "What to read offline, and how to keep the whole site";
    way.append(link, ".");
  }
  find("search-notes").replaceChildren(way);
}

/** The rest of the page's scripts is there: what is still missing is theirs to say. */
export function takeOver() {
  wired = true;
}

const asked = (new URLSearchParams(location.search).get("q") ?? "").replace(/[\r\n]+/g, " ").trim();
if (!field.value) field.value = asked; // whoever typed already goes on typing
saySearching();
addEventListener("load", () => {
  if (!wired) sayTrouble(() => location.reload());
});
