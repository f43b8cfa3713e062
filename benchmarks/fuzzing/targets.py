"""What is fuzzed, and what has to hold of each answer; whatever does not raises AssertionError."""

import random
import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Any

from fuzzing.inputs import GRAMMAR, HOME, MARK, made
from generator.catalog import read
from generator.ingest import facts_by_title, plan_ingest
from generator.listings import Parsed, parse_listing
from generator.listings.lines import LineKind, TextLine, decode
from generator.mend import mend
from generator.mend.document import Document
from generator.model import Catalog
from generator.problems import Level, Problem, has_errors
from generator.project import Project, load_project
from generator.yaml_source import read_yaml

PAPER = "content/papers/robot-learning/x.yaml"
TITLE = {
    "bibtex": re.compile(r'^\s*title *= *[{"][^{}"]*(mark\d+end)'),
    "ris": re.compile(r"^T[I1]  - .*(mark\d+end)"),
    "csl-json": re.compile(r'"title": "[^"]*(mark\d+end)'),
    "arxiv-atom": re.compile(r"<title>[^<>]*(mark\d+end)"),
}
"""What of a record is kept for certain: its title."""
SITE = {"site_config/site.yaml": b"name: N\ntagline: T\ndescription: D\n"}


def listing(kind: str) -> Callable[[random.Random], None]:
    """Return a target that reads listings, mostly of one kind."""

    def read_one(chance: random.Random) -> None:
        content = made(kind, chance)
        parsed, problems = parse_listing("dump.txt", "dump", content)
        lines, _ = decode("dump.txt", content)
        _are_told_well(problems, len(re.split(rb"\r\n|\r|\n", content)))
        if parsed is None:
            assert has_errors(problems), "refused without a reason"
            return
        assert lines is not None
        _no_line_is_lost(parsed, problems, lines)

    return read_one


def _no_line_is_lost(parsed: Parsed, problems: list[Problem], lines: list[TextLine]) -> None:
    filled = {line.number: line.text for line in lines if line.text}
    assert set(parsed.kinds) == set(filled), "a line is not accounted for"
    records = parsed.listing.records
    assert [record.rank for record in records] == list(range(1, len(records) + 1))
    assert all(record.title and record.line in filled for record in records)
    said = sorted(p.location.line for p in problems)
    kept = " ".join(f"{record.title} {record.abstract}" for record in records)
    kept += " ".join(re.findall("<!--.*?-->", "\n".join(filled.values()), re.DOTALL))
    for number, kind in parsed.kinds.items():
        if kind is LineKind.UNPAIRED:
            assert said, "a line is left out and nobody is told"
            assert said[0] <= number, "a line is left out and nobody is told"
            continue
        record = max((r.line for r in records if r.line <= number), default=0)
        if kind is LineKind.BOILERPLATE and not record and number < min(said, default=number + 1):
            continue  # the header
        if kind is LineKind.BOILERPLATE and not set('{}="') & set(filled[number]):
            continue  # between entries of BibTeX any other text is a remark
        where = TITLE.get(parsed.listing.format, MARK) if kind is LineKind.RECORD else MARK
        for mark in where.findall(filled[number]):
            told = number in said or (record in said and kind is LineKind.RECORD)
            assert mark in kept or told, f"{mark} is lost in a {kind}"


def ingest(chance: random.Random) -> None:
    """Plan what a listing of any kind brings: each of its records is accounted for."""
    kind = chance.choice([kind for kind in GRAMMAR if kind != "yaml"])
    parsed, _ = parse_listing("dump.txt", "dump", made(kind, chance))
    if parsed is None:
        return
    catalog = toy()
    plan = plan_ingest(
        catalog,
        parsed.listing,
        added=date(2026, 1, 31),
        facts=facts_by_title([]),
        propose=lambda papers: ["robot-learning"] * len(papers),
    )
    counted = len(plan.new) + plan.known + plan.ignored + plan.removed + plan.repeated
    assert counted == len(parsed.listing.records), "a record is not accounted for"
    for entry in plan.new:
        assert entry.id not in catalog.entries
        found, problems, _ = read({**SITE, entry.path: entry.text.encode()}, [])
        assert found is not None
        assert list(found.entries) == [entry.id], problems
        assert found.entries[entry.id].paper.title == entry.title


def yaml_text(chance: random.Random) -> None:
    """Read one YAML text: it is refused with a reason, or nothing of it is lost."""
    text = made("yaml", chance).decode("utf-8", "ignore")
    source, problems = read_yaml(PAPER, text)
    _are_told_well(problems, text.count("\n") + text.count("\r") + 1)
    assert (source is None) == bool(problems), "refused without a reason"
    if source is not None:
        scalars = [str(node.value) for node in Document.of(PAPER, text).scalars]
        kept = " ".join([*scalars, *re.findall("#.*", text)])
        for mark in MARK.findall(text):
            assert mark in kept, f"{mark} is lost"


def entry(chance: random.Random) -> None:
    """Read a list with one damaged file: the file is read, or an error names it."""
    content = made("yaml", chance)
    path = chance.choice([PAPER, PAPER, "content/ignored.yaml", "content/themes/x.yaml"])
    path = chance.choice([path, path, "content/paths/x.yaml", "site_config/tags.yaml"])
    found, problems, _ = read({**SITE, path: content}, [])
    assert found is not None
    _are_told_well(problems, content.count(b"\n") + content.count(b"\r") + 1)
    wrong = any(p.location.path == path and p.level is Level.ERROR for p in problems)
    if path == PAPER:
        assert ("x" in found.entries) != wrong, "an entry is lost"
    elif path.startswith("content/themes"):
        assert ("x" in found.themes) != wrong, "a theme is lost"


def fix(chance: random.Random) -> None:
    """Mend one file: what was read before reads afterwards, and mending again finds nothing."""
    text = made("yaml", chance).decode("utf-8", "ignore")
    result = mend(PAPER, text)
    if read_yaml(PAPER, text)[0] is None:
        assert result.text == text or text.startswith("\ufeff"), "touched what cannot be read"
        return
    assert read_yaml(PAPER, result.text)[0] is not None, "mended until it could not be read"
    again = mend(PAPER, result.text)
    assert again.text == result.text, "not mended at once"
    for mark in MARK.findall(text):
        assert mark in result.text, f"{mark} is lost"


def _are_told_well(problems: Iterable[Problem], lines: int) -> None:
    """Each problem is inside the file; an error says how to mend it."""
    for problem in problems:
        assert 0 <= problem.location.line <= lines, f"no such line: {problem}"
        assert problem.message, problem
        assert problem.hint or problem.level is not Level.ERROR, f"no hint: {problem}"


@cache
def toy() -> Catalog:
    """Return the small list of the tests."""
    catalog = load_project(Project(HOME / "tests" / "toy")).catalog
    assert catalog is not None
    return catalog


TARGETS: dict[str, Callable[[random.Random], Any]] = {
    **{kind: listing(kind) for kind in GRAMMAR if kind != "yaml"},
    "ingest": ingest,
    "YAML": yaml_text,
    "entries": entry,
    "check --fix": fix,
}
