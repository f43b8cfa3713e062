/* Runs on every page and loads what the page at hand needs, nothing else. */

if (document.getElementById("ad-search-results")) {
  import("./search/page.js").then(({ start }) => start());
}

// The menu button is a label over a checkbox. The theme lets Enter press it; a button also answers
// to the space bar.
for (const label of document.querySelectorAll("label[role=button]")) {
  label.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      label.click();
    }
  });
}
