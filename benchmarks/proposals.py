"""Measure how often the theme that the page for suggesting proposes is one the list would accept.

    python benchmarks/proposals.py

The papers are dealt into parts. For each part the list is built without its papers, and they are
proposed anew by the page's own code in Chromium, from title and abstract and from the title alone.
Acceptable is the theme a paper is filed under, or one of the further themes that its entry names.
"""

import argparse
import functools
import http.server
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HOME), str(HOME / "tests")]

from chromium import QUIET_CHROMIUM, find_browser  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from generator import disk  # noqa: E402
from generator.derive import derive  # noqa: E402
from generator.model import Catalog, Entry  # noqa: E402
from generator.project import Project, load_project, read_assets, read_word_table  # noqa: E402
from generator.render.exports.search import search_files  # noqa: E402
from generator.render.exports.suggest import suggest_files  # noqa: E402
from generator.render.page import RenderInput  # noqa: E402

ASK = """async (papers) => {
  const { Engine } = await import("/assets/javascripts/search/engine.js");
  const { propose } = await import("/assets/javascripts/suggest/themes.js");
  const list = await (await fetch("/data/suggest.json")).json();
  const engine = new Engine(new URL("/", location.href));
  const found = [];
  for (const { title, abstract } of papers) {
    const start = performance.now();
    const { themes, tags } = await propose(engine, { title, abstract }, list);
    found.push({ themes: themes.map(({ slug }) => slug), tags, took: performance.now() - start });
  }
  return found;
}"""
KINDS = ("title and abstract", "title")


def main() -> None:
    """Propose themes for every paper and print the shares that are acceptable."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--parts", type=int, default=8, help="how many times the list is built")
    options = parser.parse_args()
    catalog = load_project(Project(HOME)).catalog
    if catalog is None:
        sys.exit("the list cannot be read: see make check")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET_CHROMIUM)
        rows = propose_all(catalog, browser.new_page(), options.parts)
        browser.close()
    print(f"{'proposed from':20}{'n':>4}{'first':>8}{'first 3':>9}{'tags':>7}{'ms':>6}")
    for kind in KINDS:
        mine = [row for row in rows if row["kind"] == kind]
        times = sorted(row["took"] for row in mine)
        print(
            f"{kind:20}{len(mine):>4}{mean(row['first'] for row in mine):>8.3f}"
            f"{mean(row['three'] for row in mine):>9.3f}{mean(row['tags'] for row in mine):>7.3f}"
            f"{times[len(times) // 2]:>6.0f}"
        )


def propose_all(
    catalog: Catalog, page: Page, parts: int, kinds: Sequence[str] = KINDS
) -> list[dict[str, Any]]:
    """Return a row of figures for each paper and kind of what is known of it.

    Args:
        catalog: The list.
        page: A browser page to ask from.
        parts: How many parts the papers are dealt into.
        kinds: What is known of a paper.

    Returns:
        Of each, whether the ``first`` proposal, or one of the first ``three``, is acceptable; the
        share of proposed ``tags`` that the entry carries; and the time it ``took`` in milliseconds.
    """
    entries = sorted(catalog.entries.values(), key=lambda entry: (entry.theme, entry.id))
    rows = []
    for number in range(parts):
        held_out = entries[number::parts]
        with served(without(catalog, held_out)) as address:
            page.goto(address)
            for kind in kinds:
                asked = [_known(entry, kind) for entry in held_out]
                found = page.evaluate(ASK, asked)
                pairs = zip(held_out, found, strict=True)
                rows += [{"kind": kind, **_figures(entry, said)} for entry, said in pairs]
    return rows


def without(catalog: Catalog, gone: Sequence[Entry]) -> Catalog:
    """Return a list as it would be if some papers had never come to it."""
    ids = {entry.id for entry in gone}
    kept = {}
    for id_, entry in catalog.entries.items():
        if id_ not in ids:
            relates = tuple(one for one in entry.paper.relates if one.id not in ids)
            paper = entry.paper.model_copy(update={"relates": relates})
            kept[id_] = entry.model_copy(update={"paper": paper})
    fields = {name: getattr(catalog, name) for name in Catalog.model_fields}
    return Catalog(**{**fields, "entries": kept, "register_ids": {}})


@contextmanager
def served(catalog: Catalog) -> Iterator[str]:
    """Serve what the page's code fetches of a list; yields the address of an empty page there."""
    given = RenderInput(catalog, derive(catalog, read_word_table()))
    files = [(path, text.encode()) for path, text in search_files(given)]
    files += [(path, text.encode()) for path, text in suggest_files(given)]
    files += [*read_assets(Project(HOME)), ("index.html", b"<!doctype html><title>.</title>")]

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_args: object) -> None:
            pass

    with tempfile.TemporaryDirectory() as folder:
        disk.mirror(Path(folder), files)
        handler = functools.partial(Quiet, directory=folder)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        server.server_close()


def mean(values: Iterable[float]) -> float:
    """Return the mean."""
    counted = list(values)
    return sum(counted) / len(counted)


def _known(entry: Entry, kind: str) -> dict[str, str]:
    abstract = entry.paper.abstract or ""
    return {"title": entry.paper.title, "abstract": abstract if kind == KINDS[0] else ""}


def _figures(entry: Entry, said: dict[str, Any]) -> dict[str, float]:
    acceptable = {entry.theme, *entry.paper.also_in}
    return {
        "first": bool(acceptable & {*said["themes"][:1]}),
        "three": bool(acceptable & {*said["themes"]}),
        "tags": mean(tag in entry.paper.tags for tag in said["tags"] or [""]),
        "took": said["took"],
    }


if __name__ == "__main__":
    main()
