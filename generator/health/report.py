"""What a run found, as Markdown for an issue and as JSON for programs.

Pure. Much of what is shown comes from strangers: arXiv's titles, redirects, what an archive says.
It stands in code spans, or in links that :mod:`generator.report.github` made harmless.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from generator.health.arxiv import Drift
from generator.report.github import code, link

MARK = "<!-- The health of the list, written by `generator health`. -->"
"""First line of the Markdown: by it a workflow finds the issue that it wrote last time."""

MOST_LINES = 100
"""Lines of one section; more would not be read, and an issue has an end."""

_HINTS = {
    "title": "mend `title`, or put the other form in `listed_as`",
    "authors": "mend `authors`",
    "withdrawn": "say so, or take the paper off the list",
    "arxiv": "mend `arxiv`",
}


@dataclass(frozen=True, order=True)
class Found:
    """Something that a link did.

    Attributes:
        url: The link.
        places: Where it stands: ids of papers, or paths of files.
        why: What happened, e.g. ``answers 404``.
        since: The first day that found it so; empty where only this run counts.
        instead: Where it lives now, or an archived copy; empty where none is known.
    """

    url: str
    places: tuple[str, ...]
    why: str = ""
    since: str = ""
    instead: str = ""


@dataclass(frozen=True)
class Report:
    """What one run found.

    Attributes:
        day: The day of the run.
        links: How many links were looked at.
        records: How many papers arXiv told of.
        dead: Links that are gone for longer than one run.
        moved: Links that redirect for good.
        unsure: Links of which nothing can be said.
        drift: Fields that are not what arXiv says.
        without_code: Ids of papers with no link to code.
    """

    day: date
    links: int
    records: int
    dead: Sequence[Found] = ()
    moved: Sequence[Found] = ()
    unsure: Sequence[Found] = ()
    drift: Sequence[Drift] = ()
    without_code: Sequence[str] = ()

    @property
    def findings(self) -> int:
        """How many things somebody should look at."""
        return len(self.dead) + len(self.moved) + len(self.drift)


def report_data(report: Report) -> dict[str, Any]:
    """Return the report for programs."""
    return {**asdict(report), "day": report.day.isoformat(), "findings": report.findings}


def report_markdown(report: Report) -> str:
    """Return the report for people."""
    seen = f"{report.links} links and {report.records} arXiv records"
    lines = [MARK, "", f"Looked at {seen} on {report.day}. To do: {report.findings}.", ""]
    lines += _section("Dead links", map(_dead, report.dead))
    lines += _section("Moved for good", map(_moved, report.moved))
    lines += _section("Not what arXiv says", map(_drifted, report.drift))
    lines += _folded("Links of which nothing can be said today", map(_unsure, report.unsure))
    lines += _folded("Papers without a link to code", map(code, report.without_code))
    return "\n".join(lines)


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield from (f"## {heading} ({len(listed)})", "", *_cut(listed), "")


def _folded(heading: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    if listed:
        summary = f"<details><summary>{heading} ({len(listed)})</summary>"
        yield from (summary, "", *_cut(listed), "", "</details>", "")


def _cut(lines: Sequence[str]) -> Iterator[str]:
    yield from (f"- {line}" for line in lines[:MOST_LINES])
    if len(lines) > MOST_LINES:
        yield f"- and {len(lines) - MOST_LINES} more, which the JSON file names"


def _address(url: str) -> str:
    return link(url.partition("://")[2], url)


def _where(found: Found) -> str:
    return ", ".join(code(place) for place in found.places)


def _dead(found: Found) -> str:
    copy = f"; archived copy: {_address(found.instead)}" if found.instead else ""
    return f"{_where(found)}: {_address(found.url)} {found.why}, gone since {found.since}{copy}"


def _moved(found: Found) -> str:
    return f"{_where(found)}: {_address(found.url)} is now {_address(found.instead)}"


def _unsure(found: Found) -> str:
    return f"{_where(found)}: {_address(found.url)}: {found.why}"


def _drifted(drift: Drift) -> str:
    here = f" is {code(drift.here)} here and" if drift.here else " is"
    there = f"{code(drift.there)} at arXiv"
    return f"{code(drift.paper)}: {drift.field}{here} {there}; {_HINTS[drift.field]}"
