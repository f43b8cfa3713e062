"""Measure the search on judged queries, through the real code: the worker, in Chromium.

    make relevance                                one line for each kind of query
    python benchmarks/relevance.py --misses 20  also the queries that do worst

nDCG@10 has gain 3 for what the reader wants and 1 for what is useful; success@1 says how often the
first paper is what the reader wants. The site must be built (`make site`).
"""

import argparse
import functools
import http.server
import json
import math
import sys
import threading
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HOME), str(HOME / "tests")]

from conftest import QUIET_CHROMIUM, find_browser  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from generator.derive.related import Weights, related  # noqa: E402
from generator.model import Catalog  # noqa: E402
from generator.text import title_key  # noqa: E402

KINDS = ["known-title", "typo", "prefix", "concept", "topic", "abstract-detail"]
DEPTH = 10
WANTED = 2
ASK = """async ([root, queries]) => {
  const { Engine } = await import(new URL("assets/javascripts/search/engine.js", root));
  const engine = new Engine(new URL(root));
  const found = [];
  for (const query of queries) found.push((await engine.search(query)).hits.map((hit) => hit.id));
  return found;
}"""


def main() -> None:
    """Ask every query and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, default=HOME / "site", help="the built site")
    parser.add_argument("--misses", type=int, default=0, help="how many of the worst to list")
    options = parser.parse_args()
    judged = json.loads((HOME / "tests/relevance/queries.json").read_text())
    scores = measure(options.site, judged)
    print(f"{'kind':18}{'n':>4}{'nDCG@10':>10}{'success@1':>11}{'empty':>7}")
    for kind in [*KINDS, "all"]:
        rows = [row for row in scores if kind in {row["kind"], "all"}]
        ndcg, first = mean(rows, "ndcg"), mean(rows, "first")
        empty = sum(row["empty"] for row in rows)
        print(f"{kind:18}{len(rows):>4}{ndcg:>10.3f}{first:>11.3f}{empty:>7}")
    for row in sorted(scores, key=lambda row: row["ndcg"])[: options.misses]:
        print(f"  {row['ndcg']:.2f} {row['kind']:16}{row['query']}: {row['top']}")


def score_related(
    catalog: Catalog, judged: dict[str, dict[str, int]], weights: Weights | None = None
) -> float:
    """Return the mean nDCG@10 of related papers.

    Args:
        catalog: The list.
        judged: Grades of other papers by title, for each paper by title.
        weights: How signs of kinship are weighed; the list's own by default.
    """
    found = related(catalog, weights)
    total = 0.0
    for title, grades in judged.items():
        wanted = {catalog.id_by_title_key[title_key(t)]: grade for t, grade in grades.items()}
        kin = found[catalog.id_by_title_key[title_key(title)]]
        got = gain([wanted.get(other.id, 0) for other in kin])
        total += got / gain(sorted(wanted.values(), reverse=True))
    return total / len(judged)


def score_site(
    site: Path, judged: list[dict[str, Any]], page: Page, address: str
) -> list[dict[str, Any]]:
    """Return a row of figures for each judged query.

    Args:
        site: The built site.
        judged: Queries with what they should find.
        page: A browser page to ask from.
        address: Where the site is served.
    """
    papers = json.loads((site / "data/papers.json").read_text())["papers"]
    keys = {paper["id"]: title_keys(paper) for paper in papers}
    page.goto(f"{address}about/")
    found = page.evaluate(ASK, [address, [query["query"] for query in judged]])
    return [score(query, ids, keys) for query, ids in zip(judged, found, strict=True)]


def title_keys(paper: dict[str, Any]) -> set[str]:
    """Return the keys of all forms of a paper's title."""
    return {title_key(form) for form in (paper["title"], *paper["listed_as"])}


def score(query: dict[str, Any], ids: list[str], keys: dict[str, set[str]]) -> dict[str, Any]:
    """Return the figures of one query."""
    wanted = {title_key(title): grade for title, grade in query["relevant"].items()}
    grades = [max((wanted.get(key, 0) for key in keys[id_]), default=0) for id_ in ids]
    ideal = gain(sorted(wanted.values(), reverse=True))
    return {
        "kind": query["kind"],
        "query": query["query"],
        "ndcg": gain(grades) / ideal,
        "first": float(bool(grades) and grades[0] >= WANTED),
        "empty": not ids,
        "top": ids[:3],
    }


def gain(grades: list[int]) -> float:
    """Return the discounted gain of the first ten grades."""
    return sum((2**g - 1) / math.log2(rank + 2) for rank, g in enumerate(grades[:DEPTH]))


def mean(rows: list[dict[str, Any]], name: str) -> float:
    """Return the mean of one figure."""
    return sum(row[name] for row in rows) / len(rows)


def measure(site: Path, judged: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Serve the site, open a browser, and score it."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_args: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET_CHROMIUM)
        rows = score_site(site, judged, browser.new_page(), address)
        browser.close()
    server.shutdown()
    return rows


if __name__ == "__main__":
    main()
