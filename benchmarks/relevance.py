"""Measure the search on judged queries, through the real code: the worker, in Chromium.

    make relevance                                ours, plain lunr and Material, by kind of query
    python benchmarks/relevance.py --misses 20    also the queries that do worst
    python benchmarks/relevance.py --ablation     what each part of the search brings
    python benchmarks/relevance.py --json FILE    our figures for `generator report`

nDCG@10 has gain 3 for what the reader wants and 1 for what is useful; success@1 says how often the
first paper is what the reader wants. The site must be built (`make site`).
"""

import argparse
import json
import math
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HOME), str(HOME / "tests"), str(HOME / "benchmarks")]

from chromium import QUIET_CHROMIUM, find_browser  # noqa: E402
from peers import ask_lunr, ask_material, build_material, served  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from generator.derive.related import Kinship, Weights  # noqa: E402
from generator.model import Catalog  # noqa: E402
from generator.project import Project, load_project  # noqa: E402
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
# Each part of the search, with the module and the constant that turns it off.
PARTS = {
    "likeness of meaning": ("rank.js", r"const MEANING = \S+;", "const MEANING = 0;"),
    "words that mean the same": ("understand.js", r"const LIKE = \S+;", "const LIKE = 0;"),
    "correction of typos": ("vocabulary.js", r"const SHORT = \S+;", "const SHORT = 99;"),
    "half-typed words": (
        "vocabulary.js",
        r"const MAX_COMPLETIONS = \S+;",
        "const MAX_COMPLETIONS = 0;",
    ),
    "coverage of the query": ("rank.js", r"const COVERAGE = \S+;", "const COVERAGE = 0;"),
    "phrases in titles": ("rank.js", r"const TITLE_PHRASE = \S+;", "const TITLE_PHRASE = 0;"),
}
FIELDS = ["needs", "summary", "tags", "names", "abstract"]
Row = dict[str, Any]


def main() -> None:
    """Ask every query and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, default=HOME / "site", help="the built site")
    parser.add_argument("--misses", type=int, default=0, help="how many of the worst to list")
    parser.add_argument("--ablation", action="store_true", help="leave out one part at a time")
    parser.add_argument("--json", type=Path, help="write our figures by kind to this file")
    options = parser.parse_args()
    judged = json.loads((HOME / "tests/relevance/queries.json").read_text())
    with sync_playwright() as playwright, served(options.site) as address:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET_CHROMIUM)
        page = browser.new_page()
        ours = score_site(options.site, judged, page, address)
        head("search")
        line("ours", ours)
        if options.ablation:
            ablate(options.site, judged, browser, address)
        else:
            compare(options.site, judged, browser)
        browser.close()
    print_related(load_project(Project(HOME)).catalog, ablation=options.ablation)
    for row in sorted(ours, key=lambda row: row["ndcg"])[: options.misses]:
        print(f"  {row['ndcg']:.2f} {row['kind']:16}{row['query']}: {row['top']}")
    if options.json:
        figures = {kind: round(mean(of_kind(ours, kind), "ndcg"), 4) for kind in [*KINDS, "all"]}
        options.json.write_text(json.dumps(figures, indent=1) + "\n")


def compare(site: Path, judged: Sequence[Row], browser: Any) -> None:
    """Print the same queries answered by plain lunr and by Material over the same pages."""
    papers = json.loads((site / "data/papers.json").read_text())["papers"]
    keys = {paper["id"]: title_keys(paper) for paper in papers}
    queries = [query["query"] for query in judged]

    def rows(answers: Sequence[Sequence[str]]) -> list[Row]:
        return [score(q, ids, keys) for q, ids in zip(judged, answers, strict=True)]

    line("plain lunr", rows(ask_lunr(browser.new_page(), papers, queries)))
    with tempfile.TemporaryDirectory() as folder:
        peer = Path(folder) / "site"
        build_material(site.parent / "build", peer)
        with served(peer) as address:
            answers = ask_material(browser.new_page(), address, peer, queries)
    line("Material", rows([ids for _, ids in answers]))


def ablate(site: Path, judged: Sequence[Row], browser: Any, address: str) -> None:
    """Print what is left when one part is taken out of the code that the browser loads."""
    for name, (module, pattern, replacement) in PARTS.items():
        source = site / "assets/javascripts/search" / module
        text, changed = re.subn(pattern, replacement, source.read_text(), count=1)
        if not changed:
            sys.exit(f"{module} has nothing like {pattern}")
        context = browser.new_context()
        context.route(f"**/{module}", answer_with(text))
        line(f"- {name}", score_site(site, judged, context.new_page(), address))
        context.close()
    for field in FIELDS:
        with tempfile.TemporaryDirectory() as folder:
            without_field(site, Path(folder), field)
            with served(Path(folder)) as other:
                line(
                    f"- field {field}", score_site(Path(folder), judged, browser.new_page(), other)
                )


def answer_with(text: str) -> Any:
    """Return a handler that answers a request for a script with a text."""
    return lambda route: route.fulfill(body=text, content_type="text/javascript")


def without_field(site: Path, folder: Path, field: str) -> None:
    """Write a site whose papers lack one field, as far as the search fetches it."""
    from generator.derive import derive  # noqa: PLC0415 - only the ablation derives anew
    from generator.project import read_word_table  # noqa: PLC0415
    from generator.render.exports.search import search_files  # noqa: PLC0415
    from generator.render.page import RenderInput  # noqa: PLC0415

    catalog = load_project(Project(HOME)).catalog
    name = {"names": "aliases"}.get(field, field)
    blank: Any = () if name in {"needs", "tags", "aliases"} else None
    entries = {
        id_: entry.model_copy(update={"paper": entry.paper.model_copy(update={name: blank})})
        for id_, entry in catalog.entries.items()
    }
    poorer = catalog.model_copy(update={"entries": entries})
    (folder / "about").mkdir()
    (folder / "about/index.html").write_text("<!doctype html><title>x</title>")
    (folder / "assets").symlink_to(site / "assets")
    (folder / "data/search").mkdir(parents=True)
    (folder / "data/papers.json").symlink_to(site / "data/papers.json")
    for path, text in search_files(RenderInput(poorer, derive(poorer, read_word_table()))):
        (folder / path).write_text(text)


def print_related(catalog: Catalog, *, ablation: bool) -> None:
    """Print how well related papers are found, and from what."""
    judged = json.loads((HOME / "tests/relevance/related.json").read_text())
    ways = {"related papers": Weights()}
    if ablation:
        ways |= {
            "- stated relations": Weights(relation=0.0),
            "- tags": Weights(tags=0.0),
            "- theme": Weights(theme=0.0),
            "words alone": Weights(0.0, 0.0, 0.0),
        }
    print(f"\n{'':34}{'nDCG@10':>9}")
    for name, weights in ways.items():
        print(f"{name:34}{score_related(catalog, judged, weights):>9.3f}")


def head(name: str) -> None:
    """Print the heading of a table of kinds."""
    kinds = "".join(f"{kind[:11]:>12}" for kind in [*KINDS, "all"])
    print(f"{name:34}{kinds}{'success@1':>11}{'empty':>7}   (nDCG@10)")


def line(name: str, rows: Sequence[Row]) -> None:
    """Print one system's figures."""
    means = "".join(f"{mean(of_kind(rows, kind), 'ndcg'):>12.3f}" for kind in [*KINDS, "all"])
    empty = sum(row["empty"] for row in rows)
    print(f"{name:34}{means}{mean(rows, 'first'):>11.3f}{empty:>7}", flush=True)


def of_kind(rows: Sequence[Row], kind: str) -> list[Row]:
    """Return the rows of one kind, or of all."""
    return [row for row in rows if kind in {row["kind"], "all"}]


def score_related(
    catalog: Catalog, judged: Mapping[str, Mapping[str, int]], weights: Weights | None = None
) -> float:
    """Return the mean nDCG@10 of related papers.

    Args:
        catalog: The list.
        judged: Grades of other papers by title, for each paper by title.
        weights: How signs of kinship are weighed; the list's own by default.
    """
    found = Kinship(catalog, weights).closest
    total = 0.0
    for title, grades in judged.items():
        wanted = {catalog.id_by_title_key[title_key(t)]: grade for t, grade in grades.items()}
        kin = found[catalog.id_by_title_key[title_key(title)]]
        got = gain([wanted.get(other, 0) for other in kin])
        total += got / gain(sorted(wanted.values(), reverse=True))
    return total / len(judged)


def score_site(site: Path, judged: Sequence[Row], page: Page, address: str) -> list[Row]:
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


def title_keys(paper: Row) -> set[str]:
    """Return the keys of all forms of a paper's title."""
    return {title_key(form) for form in (paper["title"], *paper["listed_as"])}


def score(query: Row, ids: Sequence[str], keys: Mapping[str, set[str]]) -> Row:
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
        "top": list(ids[:3]),
    }


def gain(grades: Sequence[int]) -> float:
    """Return the discounted gain of the first ten grades."""
    return sum((2**g - 1) / math.log2(rank + 2) for rank, g in enumerate(grades[:DEPTH]))


def mean(rows: Sequence[Row], name: str) -> float:
    """Return the mean of one figure."""
    return sum(row[name] for row in rows) / len(rows)


if __name__ == "__main__":
    main()
