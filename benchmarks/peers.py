"""What the search is measured beside: Material's own, over the same pages, and plain lunr."""

import functools
import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from lunr import lunr

# Asks Material's worker as its page does: 0 sets up, 1 says ready, 2 asks, 3 answers.
ASK_MATERIAL = """async ([root, worker, queries]) => {
  const index = await (await fetch(new URL("search/search_index.json", root))).json();
  const asking = new Worker(new URL(worker, root));
  const answer = (type) => new Promise((resolve) => {
    asking.addEventListener("message", function hear({ data }) {
      if (data.type !== type) return;
      asking.removeEventListener("message", hear);
      resolve(data.data);
    });
  });
  const ready = answer(1);
  const { config, docs } = index;
  asking.postMessage({ type: 0, data: { config, docs, options: { suggest: false } } });
  await ready;
  const found = [];
  for (const query of queries) {
    const got = answer(3);
    const start = performance.now();
    asking.postMessage({ type: 2, data: query });
    const { items } = await got;
    found.push([performance.now() - start, items.map(([first]) => first.location)]);
  }
  return found;
}"""
ASK_LUNR = """([serialised, queries]) => {
  const index = lunr.Index.load(serialised);
  return queries.map((query) => index.search(query).map(({ ref }) => ref));
}"""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback while the block runs; gives its address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_args: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def build_material(build: Path, site: Path) -> None:
    """Build our pages with Material as it comes, its search plugin on."""
    settings = {
        "site_name": "Peer",
        "docs_dir": str(build.resolve() / "docs"),
        "site_dir": str(site.resolve()),
        "theme": {"name": "material", "font": False},
        "plugins": ["search"],
    }
    config = site.with_suffix(".yml")
    config.write_text(yaml.safe_dump(settings))
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "--config-file", str(config)]
    subprocess.run(command, check=True, capture_output=True)


def material_worker(site: Path) -> str:
    """Return the path of Material's search worker below the site's root."""
    worker = next((site / "assets/javascripts/workers").glob("search.*.min.js"))
    return worker.relative_to(site).as_posix()


def ask_material(
    page: Any, root: str, site: Path, queries: list[str]
) -> list[tuple[float, list[str]]]:
    """Return milliseconds and ids of papers, best first, for each query."""
    page.goto(f"{root}404.html")
    found = page.evaluate(ASK_MATERIAL, [root, material_worker(site), queries])
    return [(taken, list(dict.fromkeys(filter(None, map(paper_id, at))))) for taken, at in found]


def paper_id(location: str) -> str | None:
    """Return the id of the paper at an address; none for other pages."""
    parts = location.split("#", maxsplit=1)[0].strip("/").split("/")
    return parts[1] if len(parts) == 2 and parts[0] == "papers" else None  # noqa: PLR2004


def ask_lunr(page: Any, papers: list[dict[str, Any]], queries: list[str]) -> list[list[str]]:
    """Return ids, best first, from plain lunr: the title five times an abstract's weight."""
    fields = [{"field_name": "title", "boost": 5}, "abstract"]
    documents = [
        {"id": p["id"], "title": p["title"], "abstract": p["abstract"] or ""} for p in papers
    ]
    serialised = lunr(ref="id", fields=fields, documents=documents).serialize()
    library = files("mkdocs") / "contrib" / "search" / "templates" / "search" / "lunr.js"
    page.goto("about:blank")
    page.add_script_tag(content=library.read_text())
    plain = ["".join(" " if c in ":^~*+-" else c for c in query) for query in queries]
    return page.evaluate(ASK_LUNR, [serialised, plain])
