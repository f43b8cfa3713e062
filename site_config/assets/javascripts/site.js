/* Runs on every page and loads what the page at hand needs, nothing else. */

if (document.getElementById("ad-search-results")) {
  import("./search/page.js").then(({ start }) => start());
}

// The menu button is a label over a checkbox; a keyboard needs to be told that it acts.
for (const label of document.querySelectorAll("label[role=button]")) {
  label.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      label.click();
    }
  });
}
