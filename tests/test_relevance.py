"""The search on judged queries, through the worker in a browser: a change that worsens it fails."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.derive.search_index import normalise
from generator.project import Project, read_assets

HOME = Path(__file__).parent.parent
sys.path.insert(0, str(HOME / "benchmarks"))

# nDCG@10 that each kind of query has to reach. Needs put in quite other words than the papers use
# (concept) are what words alone cannot do; their floor only guards what there is.
FLOORS = {
    "known-title": 0.97,
    "typo": 0.92,
    "prefix": 0.85,
    "concept": 0.20,
    "topic": 0.72,
    "abstract-detail": 0.96,
}


@pytest.fixture(scope="module")
def real_site(tmp_path_factory) -> Path:
    """The list itself, built into a folder of its own."""
    root = tmp_path_factory.mktemp("real")
    for name in ("content", "site_config"):
        shutil.copytree(HOME / name, root / name)
    command = [sys.executable, "-m", "generator", "--root", str(root), "site"]
    subprocess.run(command, check=True, cwd=HOME, capture_output=True)
    return root / "site"


@pytest.fixture(scope="module")
def scores(real_site, serve, browser):
    import relevance

    judged = json.loads((HOME / "tests/relevance/queries.json").read_text())
    page = browser.new_page()
    rows = relevance.score_site(real_site, judged, page, serve(real_site))
    page.close()
    return rows


@pytest.mark.parametrize("kind", FLOORS)
def test_a_kind_of_query_stays_above_its_floor(scores, kind):
    rows = [row for row in scores if row["kind"] == kind]
    assert len(rows) == 20
    assert sum(row["ndcg"] for row in rows) / len(rows) >= FLOORS[kind]


def test_no_query_is_answered_with_nothing(scores):
    assert [row["query"] for row in scores if row["empty"]] == []


def test_a_corrected_query_is_shown_as_it_was_read(real_site, serve, page):
    page.goto(serve(real_site) + "search/?q=imitaton%20learnig")
    status = page.locator("#ad-search-status", has_text="read as “imitation learning”")
    status.wait_for()


def test_both_sides_normalise_alike(page, real_catalog):
    scripts = dict(read_assets(Project(HOME)))
    page.goto("about:blank")
    for name in ("lunr.js", "search/understand.js"):
        page.add_script_tag(content=scripts[f"assets/javascripts/{name}"].decode())
    texts = [entry.paper.abstract for entry in real_catalog.entries.values()]
    words = sorted({word for text in texts for word in re.findall(r"[a-z]+", text.lower())})
    words += ["labelled", "modelling", "behaviours", "generalisation", "optimised", "calling"]
    theirs = page.evaluate("words => words.map(normalise)", words)
    assert theirs == [normalise(word) for word in words]
