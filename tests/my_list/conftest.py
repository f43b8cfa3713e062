"""What the tests of the reader's own list share."""

import json
import shutil
from pathlib import Path

import pytest
import yaml

from generator.cli import main

KEY = "reading-list:/"
EARLY, LATE = "2026-01-01T08:00:00Z", "2026-03-01T08:00:00Z"
TOY = Path(__file__).parent.parent / "toy"


@pytest.fixture
def site(toy_site, serve) -> str:
    return serve(toy_site)


class Shelf:
    """The list that a browser stores, seen from outside."""

    def __init__(self, page):
        self.page = page

    def put(self, papers, version=1):
        self.put_text(json.dumps({"version": version, "papers": papers}))

    def put_text(self, text):
        self.page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])

    def text(self, key=KEY):
        return self.page.evaluate("key => localStorage.getItem(key)", key)

    def papers(self):
        text = self.text()
        return {} if text is None else json.loads(text)["papers"]

    def statuses(self):
        return {id_: paper["status"] for id_, paper in self.papers().items()}


@pytest.fixture
def shelf(page, site) -> Shelf:
    """The stored list of a browser that has opened the site."""
    page.goto(site + "about/")
    return Shelf(page)


@pytest.fixture
def shelf_of():
    return Shelf


@pytest.fixture(scope="session")
def changed_site(tmp_path_factory) -> Path:
    """The toy list a year later: a paper renamed, one retitled and moved, one removed."""
    root = tmp_path_factory.mktemp("later") / "toy"
    shutil.copytree(TOY, root)
    papers = root / "content/papers"
    entry = papers / "reasoning-with-rl/rest-mcts.yaml"
    renamed = entry.with_name("self-training-by-search.yaml")
    renamed.write_text(entry.read_text() + "formerly:\n- rest-mcts\n")
    entry.unlink()
    text = (papers / "preference-alignment/maxmin-rlhf.yaml").read_text()
    old_title = yaml.safe_load(text)["title"]
    moved = papers / "policy-optimization/maxmin-rlhf.yaml"
    moved.write_text(text.replace(old_title, "Everybody's Preferences"))
    (papers / "preference-alignment/maxmin-rlhf.yaml").unlink()
    entry = papers / "policy-optimization/stochastic-policy-gradient-methods-improved-sample.yaml"
    title = yaml.safe_load(entry.read_text())["title"]
    entry.unlink()
    gone = [{"title": title, "reason": "withdrawn by its authors", "id": entry.stem}]
    ignored = root / "content/ignored.yaml"
    held = yaml.safe_load(ignored.read_text()) or []
    ignored.write_text(yaml.safe_dump([*held, *gone]))
    assert main(["--root", str(root), "site"]) == 0
    return root / "site"


def paper(status="", note="", title="A title", *, saved=EARLY, decided=None, noted=None) -> dict:
    """A stored entry."""
    return {
        "title": title,
        "status": status,
        "note": note,
        "saved": saved,
        "decided": decided or (EARLY if status else ""),
        "noted": noted or (EARLY if note else ""),
    }


@pytest.fixture(name="paper")
def _paper():
    return paper
