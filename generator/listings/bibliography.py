"""What the formats of bibliographies share: found records to a listing with its account of lines.

A format's module finds records and their raw texts; here they become facts that fit the fields of
an entry. What does not fit is left out and said with its line.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from generator.listings import facts
from generator.listings.lines import LineKind, Parsed, Source
from generator.model import Facts, Listing, ListingRecord
from generator.problems import Location, Problem, error, has_errors, notice, quote, warning
from generator.text import collapse, title_key, visible

MAX_RECORD = 400_000
"""Characters of the longest record that is read: an entry of that size could not be read either."""

_FULL_STOP = re.compile(r"(?<=[a-z0-9])\.$")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_WITHDRAWN = re.compile(
    r"\b(?:paper|article|submission|manuscript|preprint|work|version|it)\s+(?:has|have|was|is)"
    r"\s+(?:been\s+)?withdrawn\b|^\W*withdrawn\b",
    re.IGNORECASE,
)
_NAMED = 3  # papers named in one message


@dataclass(frozen=True)
class Found:
    """One record of a bibliography, in plain Unicode, as its format's module found it.

    Attributes:
        first: Its first line.
        last: Its last line.
        title: Its title; empty when it has none.
        abstract: Its abstract, paragraphs separated by a blank line.
        authors: Names in the order of the record, each with the given name first.
        and_others: Whether the record says that there are more authors than it names.
        published: Text that names the year of publication.
        venue: Name of journal or conference.
        arxiv: A text that is an arXiv id where it has the form of one.
        mentions: Further texts in which an arXiv id or a DOI may be named: DOI, address, notes.
        addresses: Fields that hold addresses of the paper.
        note: What the record remarks on itself: that it was withdrawn, where its code is.
    """

    first: int
    last: int
    title: str = ""
    abstract: str = ""
    authors: tuple[str, ...] = ()
    and_others: bool = False
    published: str = ""
    venue: str = ""
    arxiv: str = ""
    mentions: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    note: str = ""


@dataclass
class Bibliography:
    """Collects the records of one dump, what its lines are, and what is doubtful."""

    source: Source
    format: str
    records: list[ListingRecord] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _kinds: dict[int, LineKind] = field(default_factory=dict)
    _without_abstract: list[ListingRecord] = field(default_factory=list)

    def add(self, found: Found) -> None:
        """Take one record; one without a title is left out and said."""
        # Some databases end each title with a full stop.
        title = _FULL_STOP.sub("", collapse(visible(found.title)))
        if not title:
            self.reject(found.first, found.last, "this record has no title")
            return
        abstract = _paragraphs(found.abstract)
        record = ListingRecord(
            rank=len(self.records) + 1,
            title=title,
            abstract=abstract,
            line=found.first,
            facts=self._facts(found),
        )
        self.records.append(record)
        self._mark(found.first, found.last, LineKind.RECORD)
        if not abstract:
            self._without_abstract.append(record)
        if _WITHDRAWN.search(found.note) or _WITHDRAWN.search(abstract[:200]):
            message = f"{quote(title)} was withdrawn, its record says"
            self._say(warning, found.first, "listing-withdrawn", message, "leave it out or say why")

    def reject(self, first: int, last: int, message: str, hint: str = "") -> None:
        """Leave lines out that cannot be read as a paper, and say so."""
        self._mark(first, last, LineKind.UNPAIRED)
        self._say(warning, first, "listing-record", f"{message}: it is left out", hint)

    def left_over(self, line: int, title: str) -> None:
        """Say that a title is none of a record: what parted its record from another may be lost."""
        if title.strip():
            message = f"{quote(title)} is a title beside that of a record: it is left out"
            hint = "if it is another paper's, the beginning of its record is missing from the dump"
            self._say(warning, line, "listing-record", message, hint)

    def cut_off(self, line: int, message: str) -> None:
        """Say that a record was read, though it ends before its time."""
        self._say(warning, line, "listing-cut-off", f"{message}: the dump may be cut off")

    def refuse(self, line: int, message: str, hint: str = "") -> None:
        """Say that the dump as a whole cannot be read."""
        self._say(error, line, "listing-format", message, hint)

    def parsed(self, dated: str = "") -> Parsed:
        """Return the listing; lines that no record holds are boilerplate."""
        self._say_what_is_missing()
        if not self.records and not has_errors(self.problems):
            hint = "look at what is left out, or save the dump again; each paper needs a title"
            self.refuse(1, "expected papers, got none that can be read", hint)
        for line in self.source.filled:
            self._kinds.setdefault(line.number, LineKind.BOILERPLATE)
        filled = {line.number for line in self.source.filled}
        kinds = {number: kind for number, kind in sorted(self._kinds.items()) if number in filled}
        listing = Listing(
            id=self.source.id,
            path=self.source.path,
            format=self.format,
            dated=dated,
            records=tuple(self.records),
        )
        return Parsed(listing, kinds, tuple(self.problems))

    def _facts(self, found: Found) -> Facts:
        published = facts.year(found.published)
        mentions = [visible(text) for text in (*found.mentions, found.venue, found.note)]
        arxiv = facts.arxiv_id(mentions, bare=found.arxiv)
        given: dict[str, Any] = {
            "authors": self._authors(found),
            "year": facts.first_year(published, arxiv),
            "venue": facts.venue(visible(found.venue), published),
            "arxiv": arxiv,
            "doi": facts.doi(mentions),
            "links": {
                **facts.links(map(visible, found.addresses), page="other"),
                **facts.links([visible(found.note)]),
            },
        }
        if found.published.strip() and published is None:
            message = f"year: expected one from 1940 on, got {quote(found.published)}"
            self._say(warning, found.first, "listing-fact", message)
        return self._fitting({name: value for name, value in given.items() if value}, found.first)

    def _authors(self, found: Found) -> list[str]:
        if found.and_others:
            message = "authors: the record names only the first of them, so they are left out"
            hint = "write all of them into the entry"
            self._say(notice, found.first, "listing-fact", message, hint)
            return []
        names = (collapse(visible(name)) for name in found.authors)
        return [name for name in names if name]

    def _fitting(self, given: dict[str, Any], line: int) -> Facts:
        """Return facts, without those that do not fit the fields of an entry."""
        try:
            return Facts.model_validate(given)
        except ValidationError as faults:
            for name, said in {f["loc"][0]: f["msg"] for f in faults.errors()}.items():
                del given[str(name)]
                self._say(warning, line, "listing-fact", f"{name}: {said}")
            return Facts.model_validate(given)

    def _say_what_is_missing(self) -> None:
        first: dict[str, int] = {}
        for record in self.records:
            before = first.setdefault(title_key(record.title), record.rank)
            if before != record.rank:
                line = self.records[before - 1].line
                message = f"{quote(record.title)} stands on line {line} already"
                self._say(notice, record.line, "listing-repeats", message)
        missing = self._without_abstract
        if missing:
            names = ", ".join(quote(record.title, 40) for record in missing[:_NAMED])
            more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
            message = f"{len(missing)} of {len(self.records)} papers have no abstract: "
            self._say(notice, missing[0].line, "listing-no-abstract", message + names + more)

    def _say(
        self,
        level: Callable[[Location, str, str, str], Problem],
        line: int,
        code: str,
        message: str,
        hint: str = "",
    ) -> None:
        self.problems.append(level(Location(self.source.path, line), code, message, hint))

    def _mark(self, first: int, last: int, kind: LineKind) -> None:
        for number in range(first, last + 1):
            # A line that two records share counts as read when either of them was.
            if self._kinds.get(number) is not LineKind.RECORD:
                self._kinds[number] = kind


def sequence_of_texts(value: object) -> Sequence[str]:
    """Return a text, or a list of texts, as a sequence of texts; whatever is none is left out."""
    items: Iterable[object] = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str)]


def _paragraphs(text: str) -> str:
    parts = (collapse(part) for part in _PARAGRAPH.split(visible(text)))
    return "\n\n".join(part for part in parts if part)
