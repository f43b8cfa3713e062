"""Measure what a search costs a reader, beside Material's own over the same pages, in one run.

    make bench-search                           335 papers
    python benchmarks/search.py 335 5000        other sizes, made as benchmarks/build.py makes them
    python benchmarks/search.py --corpus FILE 5000

The first result: a fresh browser opens a page, a reader types a query as soon as it has loaded, and
the clock runs until the first paper shows. Kilobytes are gzip of all that a page fetches for its
search until then. Queries: the judged ones, asked a second time of a search that is warm. Of more
than a thousand papers Material answers so slowly that it gets every tenth query and fewer runs; of
more than ten thousand it is left out.
"""

import argparse
import gzip
import json
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HOME), str(HOME / "tests"), str(HOME / "benchmarks")]

from chromium import QUIET_CHROMIUM, find_browser  # noqa: E402
from peers import ask_material, build_material, served  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from build import make_list  # noqa: E402
from generator.flows import build  # noqa: E402
from generator.project import Project, load_project  # noqa: E402

RUNS, FEWER_RUNS = 7, 3
LARGE, TOO_LARGE = 1_000, 10_000  # papers, from which Material is asked less, and nothing
QUERY = "policy gradient for robots"
LONG_TASKS = """window.longest = 0; new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.longest = Math.max(window.longest, entry.duration);
}).observe({ type: "longtask", buffered: true });"""
ASK = """async ([root, queries]) => {
  const { Engine } = await import(new URL("assets/javascripts/search/engine.js", root));
  const engine = new Engine(new URL(root));
  for (const query of queries) await engine.search(query);
  const taken = [];
  for (const query of queries) {
    const start = performance.now();
    await engine.search(query);
    taken.push(performance.now() - start);
  }
  return taken;
}"""


def main() -> None:
    """Measure every size and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("papers", type=int, nargs="*", default=[335], help="sizes of the list")
    parser.add_argument("--corpus", type=Path, help="JSON lines of {title, abstract}, may be .gz")
    parser.add_argument("--ours-only", action="store_true", help="leave Material out")
    options = parser.parse_args()
    queries = [q["query"] for q in json.loads((HOME / "tests/relevance/queries.json").read_text())]
    head = f"{'papers':>7}  {'search':10}{'first result ms':>17}{'kB gzip':>9}"
    print(head + f"{'query p50':>11}{'p95 ms':>8}{'longest task':>14}")
    for size in options.papers:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), size, options.corpus, queries, ours_only=options.ours_only)


def measure(
    folder: Path, size: int, corpus: Path | None, queries: list[str], *, ours_only: bool
) -> None:
    """Print the rows of one size."""
    root = folder / "list"
    make_list(root, size, corpus)
    project = Project(root)
    catalog = load_project(project, check=False).catalog
    build.render_build(project, catalog, lambda _: None)
    site = folder / "site"
    both = not ours_only and size <= TOO_LARGE
    if both:
        build_material(root / "build", site)
    build_ours(root / "build", folder / "ours")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET_CHROMIUM)
        with served(folder / "ours") as address:
            firsts = [first_of_ours(browser, address) for _ in range(RUNS)]
            page = browser.new_page()
            page.goto(f"{address}index.html")
            row(size, "ours", firsts, page.evaluate(ASK, [address, queries]))
        if both:
            runs, asked = (FEWER_RUNS, queries[::10]) if size > LARGE else (RUNS, queries)
            with served(site) as address:
                firsts = [first_of_material(browser, address) for _ in range(runs)]
                answers = ask_material(browser.new_page(), address, site, asked)
                row(size, "Material", firsts, [taken for taken, _ in answers])
        browser.close()


def build_ours(build: Path, site: Path) -> None:
    """Put a page with our search field over the data that a build made."""
    site.mkdir()
    for name in ("assets", "data"):
        (site / name).symlink_to(build / "docs" / name)
    (site / "index.html").write_text(
        '<!doctype html><meta charset="utf-8"><title>x</title>'
        '<script type="module" src="assets/javascripts/site.js"></script>'
        '<header><form role="search"><input id="q" name="q" data-suggest></form></header>'
    )


def first_of_ours(browser: Any, address: str) -> tuple[float, float, float]:
    """Return milliseconds to the first paper, kB until then, and the longest task."""
    return first(browser, f"{address}index.html", "#q", "[role=option]", ("search/", "data/"))


def first_of_material(browser: Any, address: str) -> tuple[float, float, float]:
    """Return the same of Material's search."""
    field, hit = "input.md-search__input", ".md-search-result__item"
    return first(browser, address, field, hit, ("search/", "workers/"))


def first(
    browser: Any, address: str, field: str, hit: str, ours: tuple[str, ...]
) -> tuple[float, float, float]:
    """Open a page, type, and wait for a hit."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    fetched: list[Any] = []
    context.on("response", lambda response: fetched.append(response))  # noqa: PLW0108 - it has to be a function
    page.add_init_script(LONG_TASKS)
    page.goto(address)
    start = page.evaluate("performance.now()")
    page.locator(field).first.fill(QUERY)
    page.locator(hit).first.wait_for(timeout=300_000)
    taken = page.evaluate("performance.now()") - start
    size = sum(
        len(gzip.compress(response.body()))
        for response in list(fetched)
        if any(part in response.url for part in ours)
    )
    longest = page.evaluate("window.longest")
    context.close()
    return taken, size / 1e3, longest


def row(size: int, name: str, firsts: list[tuple[float, float, float]], taken: list[float]) -> None:
    """Print one line of the table: medians of the runs, and the spread of the queries."""
    first_result, kilobytes, longest = (
        statistics.median(column) for column in zip(*firsts, strict=True)
    )
    ranked = sorted(taken)
    p50, p95 = ranked[len(ranked) // 2], ranked[int(len(ranked) * 0.95)]
    line = f"{size:>7}  {name:10}{first_result:>17.0f}{kilobytes:>9.0f}"
    print(line + f"{p50:>11.1f}{p95:>8.1f}{longest:>14.0f}", flush=True)


if __name__ == "__main__":
    main()
