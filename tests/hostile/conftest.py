"""A list whose every field holds payloads, the same list with harmless words, and their sites."""

import re
import shutil
import unicodedata
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

import payloads
import pytest
import yaml
from payloads import PAYLOADS, mark

from generator.cli import main

TOY = Path(__file__).parent.parent / "toy"
FILLER = "We leave these words between hostile ones so that nobody counts them as borrowed from it"
COUNT = len(PAYLOADS)
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def plain_end(number: int) -> str:
    """Return harmless words with the mark that a payload would have."""
    return f"plain wordsq{mark(number)}z"


def plain_begin(number: int) -> str:
    return f"y{mark(number)}kplain words"


class Maker:
    """Fills a copy of the toy list.

    Attributes:
        end, begin: What makes a text of a number: with its mark at the end, or at the beginning.
        entries: How many entries there are to be.
    """

    def __init__(self, root: Path, end: Callable[[int], str], begin: Callable[[int], str]) -> None:
        self.root = root
        self.end = end
        self.begin = begin

    def fill(self, entries: int) -> None:
        """Put texts into every field of the list; titles take two each."""
        tags = [tag["slug"] for tag in self.tags()]
        for number in range(entries):
            self.entry(2 * number, list(islice(cycle(tags), number, number + 3)))
        self.themes()
        self.path()
        self.ignored()
        self.site()

    def both(self, number: int) -> str:
        """Two texts beside each other, marks inside."""
        return f"{self.end(number)} {self.begin(number + 1)}"

    def many(self, start: int, count: int) -> str:
        """Return texts for prose, where `[[` begins a link."""
        numbers = [n for n in range(start, start + count) if "[[" not in self.end(n)]
        return " ".join(self.end(n) if n % 2 else self.begin(n) for n in numbers)

    def introduction(self, first: int) -> str:
        """Return texts of an introduction's length."""
        whole = ""
        while len(whole.split()) < 120:
            whole += f" {self.many(first, 2)}"
            first += 2
        return whole.strip()

    def entry(self, number: int, tags: list[str]) -> None:
        end, begin = self.end, self.begin
        entry = {
            "title": self.both(number),
            "listed_as": [begin(number + 31) + " once", end(number + 32)],
            "aliases": [end(number + 61), begin(number + 62), begin(number + 63) + " net"],
            "authors": [end(number + 91), begin(number + 92), f"Ann {begin(number + 93)}"],
            "year": "2026",
            "venue": self.both(number + 121),
            "links": {"code": f"https://example.org/*_y_(x)[z];&lt;b&gt;=$&copy=1#{number}"},
            "tags": tags,
            "summary": f"{end(number + 151)} {FILLER} {FILLER}\n\n{begin(number + 152)} x",
            "why": f"{end(number + 181)} or" if number % 4 else f"For {begin(number + 181)}",
            "needs": [end(number + 211) + " and read on", f"see why now {begin(number + 212)}"],
            "abstract": f"{begin(number + 241)}\n\n{end(number + 242)}",
            "listing_note": self.both(number + 271),
            "added": "2026-11-22",
            "added_by": self.both(number + 301),
        }
        ours = " ".join([entry["summary"], entry["why"], *entry["needs"]])
        numbers = NUMBER.findall(unicodedata.normalize("NFKC", ours))
        entry["abstract"] += f"\n\nNumbers: {' '.join(numbers)}."
        path = self.root / f"content/papers/robot-learning/hostile-{number}.yaml"
        path.write_text(yaml.safe_dump(entry, allow_unicode=True, sort_keys=False))

    def tags(self) -> list[dict]:
        path = self.root / "site_config/tags.yaml"
        tags = yaml.safe_load(path.read_text())
        for number, tag in enumerate(tags):
            tag["label"] = self.both(4 * number)
            tag["meaning"] = self.both(4 * number + 2)
            tag["aliases"] = [self.end(4 * number + 1), self.begin(4 * number + 3)]
        path.write_text(yaml.safe_dump(tags, allow_unicode=True, sort_keys=False))
        return tags

    def themes(self) -> None:
        """Fill each theme with its share of all texts."""
        paths = sorted((self.root / "content/themes").glob("*.yaml"))
        share = COUNT // len(paths) + 1
        for number, path in enumerate(paths):
            theme = yaml.safe_load(path.read_text())
            first = number * share
            others = [p.stem for p in paths if p != path][:2]
            theme |= {
                "title": self.both(first),
                "short": self.both(first + 2),
                "scope": self.many(first, share),
                "introduction": self.introduction(first),
                "start_here": [
                    {"id": f"hostile-{2 * n}", "why": self.both(first + 2 * n)} for n in range(3)
                ],
                "neighbours": [
                    {"theme": other, "border": self.many(first + 9 * place, share // 2)}
                    for place, other in enumerate(others)
                ],
            }
            path.write_text(yaml.safe_dump(theme, allow_unicode=True, sort_keys=False))

    def path(self) -> None:
        [path] = (self.root / "content/paths").glob("*.yaml")
        data = yaml.safe_load(path.read_text())
        data |= {
            "title": self.both(100),
            "reader": self.many(0, COUNT // 2),
            "purpose": self.many(COUNT // 2, COUNT // 2),
        }
        for place, step in enumerate(data["steps"]):
            step["take"] = self.many(place * COUNT // 6, COUNT // 6)
            step["leads_to"] = self.many((place + 3) * COUNT // 6, COUNT // 6)
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))

    def ignored(self) -> None:
        lines = [{"title": "A Paper That Was Withdrawn", "reason": self.both(1)}]
        lines += [
            {"title": f"{self.end(n)} left out", "reason": self.both(n)} for n in range(0, COUNT, 2)
        ]
        path = self.root / "content/ignored.yaml"
        path.write_text(yaml.safe_dump(lines, allow_unicode=True, sort_keys=False))

    def site(self) -> None:
        path = self.root / "site_config/site.yaml"
        site = yaml.safe_load(path.read_text())
        site |= {
            "name": self.many(0, 12),
            "tagline": self.many(COUNT - 80, 80),
            "description": self.many(100, COUNT // 2),
            "journals": [self.end(n) for n in range(40)],
            "listing_titles": {
                "compact": self.many(200, 60),
                "spaced-mar-20": self.many(500, 60),
            },
        }
        path.write_text(yaml.safe_dump(site, allow_unicode=True, sort_keys=False))


def settle(root: Path, **changes: object) -> None:
    """Change settings of a list."""
    path = root / "site_config/site.yaml"
    site = yaml.safe_load(path.read_text()) | changes
    path.write_text(yaml.safe_dump(site, allow_unicode=True, sort_keys=False))


def build(root: Path) -> Path:
    (root / "content/pages/about.md").write_text("# About\n\nWords, and [[hostile-0]].\n")
    assert main(["--root", str(root), "site"]) == 0
    return root / "site"


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory) -> Path:
    """A site of payloads: each stands in each field of some entry."""
    root = tmp_path_factory.mktemp("hostile") / "toy"
    shutil.copytree(TOY, root)
    Maker(root, payloads.end, payloads.begin).fill((COUNT + 1) // 2)
    return build(root)


@pytest.fixture(scope="session")
def harmless_site(tmp_path_factory) -> Path:
    """The same site with harmless words; fewer papers, on smaller pages."""
    root = tmp_path_factory.mktemp("harmless") / "toy"
    shutil.copytree(TOY, root)
    Maker(root, plain_end, plain_begin).fill(60)
    settle(root, cards_per_page=20, rows_per_page=30)
    return build(root)
