/* The page of feeds: copies addresses, and hands out the file of all feeds with whole addresses. */

const COPY = "Copy address";

/**
 * Put a button behind each feed that copies its Atom address.
 * @param {HTMLElement} status where it is said which address was copied
 */
function offerCopies(status) {
  let copied = null; // the button that was used last
  for (const place of document.querySelectorAll(".ad-feeds__addresses")) {
    const feed = place.querySelector("a");
    const name = document.createElement("span");
    name.className = "ad-unseen";
    name.textContent = ` of ${feed.textContent}`;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ad-copy";
    button.append(COPY, name);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(feed.href);
      if (copied) copied.firstChild.data = COPY;
      copied = button;
      button.firstChild.data = "Copied";
      status.textContent = `Copied ${feed.href}`;
    });
    place.append(" ", button);
  }
}

/**
 * Complete the addresses of the file of all feeds: who imports it from a folder of downloads no
 * longer knows where it came from, and a list need not know its own address.
 * @param {HTMLAnchorElement} link leads to the file as it was built
 */
async function download(link) {
  const answer = await fetch(link.href);
  const outlines = new DOMParser().parseFromString(await answer.text(), "text/xml");
  for (const name of ["xmlUrl", "htmlUrl"]) {
    for (const outline of outlines.querySelectorAll(`[${name}]`)) {
      outline.setAttribute(name, new URL(outline.getAttribute(name), link.href).href);
    }
  }
  const text = new XMLSerializer().serializeToString(outlines);
  const file = document.createElement("a");
  file.href = URL.createObjectURL(new Blob([text], { type: "text/x-opml" }));
  file.download = link.download;
  file.click();
  URL.revokeObjectURL(file.href);
}

const all = document.getElementById("ad-feeds-all");
all.classList.remove("ad-waiting");
all.querySelector("a").addEventListener("click", (event) => {
  event.preventDefault();
  download(event.currentTarget);
});
// Browsers let a page write to the clipboard on https and on the machine itself only.
if (navigator.clipboard) offerCopies(document.getElementById("ad-feeds-status"));
