/* Shows what was found. Outside text reaches the page as text nodes only, never as HTML. */

const list = () => document.getElementById("ad-search-results");

/** Say how many papers there are, for eyes and for screen readers. */
export function showStatus(query, { fault, total, read }) {
  const status = document.getElementById("ad-search-status");
  if (fault) status.textContent = `The search could not be loaded: ${fault.message}`;
  else if (!query) status.textContent = `${total} papers`;
  else if (!total) status.textContent = `No paper found for “${query}”`;
  else {
    const understood = read ? `, read as “${read}”` : "";
    status.textContent = `${total} ${total === 1 ? "paper" : "papers"} for “${query}”${understood}`;
  }
}

/** Show the hits, best first. */
export function showResults(query, { hits = [] }) {
  const words = query.split(/[\s-]+/).filter((word) => word.length > 1);
  list().replaceChildren(...hits.map((hit) => result(hit, words)));
  if (query && !hits.length) list().append(wayOut());
}

/* What to do when nothing was found. */
function wayOut() {
  const item = document.createElement("li");
  const links = [["papers", "all papers"], ["themes", "the themes"], ["tags", "the tags"]];
  item.append("Try other words, or browse ");
  links.forEach(([path, words], place) => {
    const link = document.createElement("a");
    link.href = new URL(`../${path}/`, location.href.replace(/[?#].*/, ""));
    link.textContent = words;
    item.append(place ? (place === links.length - 1 ? " or " : ", ") : "", link);
  });
  return item;
}

function result(hit, words) {
  const item = document.createElement("li");
  item.dataset.paperId = hit.id;
  const heading = document.createElement("h2");
  const link = document.createElement("a");
  link.href = new URL(`../papers/${hit.id}/`, location.href.replace(/[?#].*/, ""));
  link.append(...marked(hit.title, words));
  heading.append(link);
  const facts = document.createElement("p");
  facts.className = "ad-facts";
  for (const fact of [hit.authors, hit.year, hit.venue, hit.theme].filter(Boolean)) {
    const part = document.createElement("span");
    part.textContent = fact;
    facts.append(part);
  }
  const text = document.createElement("p");
  text.append(...marked(hit.text ?? "", words));
  item.append(heading, facts, text);
  return item;
}

/* Split a text at the words of the query and mark those. */
function marked(text, words) {
  if (!words.length) return [text];
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${escaped.join("|")})`, "giu");
  return text.split(pattern).map((part, place) => {
    if (place % 2 === 0) return part;
    const mark = document.createElement("mark");
    mark.textContent = part;
    return mark;
  });
}
