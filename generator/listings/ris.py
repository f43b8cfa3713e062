"""RIS, read by rispy one record at a time, so that every record keeps its lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.listings.bibliography import (
    MAX_RECORD,
    Bibliography,
    Found,
    sequence_of_texts,
)
from generator.listings.lines import Parsed, Source, TextLine
from generator.listings.markup import plain_markup
from generator.text import title_key

_TAG = re.compile(r"([A-Z][A-Z0-9])  -(?: |$)(.*)")
_END = "ER  - "
_OUTSIDE = "put it into a record, between its TY and its ER"
_TITLE_TAGS = frozenset({"TI", "T1"})
# rispy's names for T1 TI, T2 JO JF C3 JA, and PY Y1 DA.
_TITLES = ("title", "primary_title")
_VENUES = ("secondary_title", "journal_name", "alternate_title3", "custom3", "alternate_title2")
_YEARS = ("year", "publication_year", "date")


def recognises(source: Source) -> bool:
    """Whether a line begins a record."""
    return any(_tag(line) == "TY" for line in source.lines)


def parse(source: Source) -> Parsed:
    """Return the records between ``TY`` and ``ER``; a header before the first is boilerplate.

    Problems: ``listing-record`` and those of every bibliography.
    """
    found = Bibliography(source, "ris")
    for record in _records(source, found):
        size = sum(map(len, record.texts))
        if size > MAX_RECORD:
            message = f"expected a record of at most {MAX_RECORD:,} characters, got one of {size:,}"
            found.reject(record.first, record.last, message)
        else:
            if not record.closed:
                found.cut_off(record.last, "the record ends without ER")
            found.add(_record(record))
    return found.parsed()


@dataclass
class _Record:
    first: int
    last: int
    texts: list[str] = field(default_factory=list)
    title: str | None = None
    closed: bool = False


def _records(source: Source, found: Bibliography) -> Iterator[_Record]:
    """Yield what lies between ``TY`` and ``ER``; lines without a tag go on from the line before."""
    record: _Record | None = None
    begun = False
    for line in source.filled:
        tag = _tag(line)
        begun = begun or bool(tag)
        if tag == "TY":
            if record:
                yield record
            record = _Record(line.number, line.number)
        if record is None:
            if begun:  # what stands before the first tag is the header of a database
                what = f"the tag {tag}" if tag else "this line"
                found.reject(line.number, line.number, f"{what} stands outside a record", _OUTSIDE)
            continue
        record.last = line.number
        if tag in _TITLE_TAGS:
            _look_at_title(record, line, found)
        if tag == "ER":
            record.closed = True
            yield record
            record = None
        else:
            record.texts.append(line.text)
    if record:
        yield record


def _look_at_title(record: _Record, line: TextLine, found: Bibliography) -> None:
    """Say it when a record has another title already; many databases write one under two tags."""
    title = line.text[len(_END) :]
    if record.title is None:
        record.title = title
    elif title_key(title) != title_key(record.title):
        found.left_over(line.number, title)


def _tag(line: TextLine) -> str:
    match = _TAG.match(line.text)
    return match[1] if match else ""


def _lines(record: _Record) -> Iterator[str]:
    """Yield one line for each tag: the parser would copy a long text once for each of its lines."""
    parts: list[str] = []
    for text in record.texts:
        match = _TAG.match(text)
        if match and parts:
            yield " ".join(parts)
            parts = []
        parts.append(f"{match[1]}  - {match[2]}" if match else text)
    yield " ".join(parts)


def _record(record: _Record) -> Found:
    import rispy  # noqa: PLC0415 - needed for this format only

    text = "\n".join([*_lines(record), _END])
    (fields,) = rispy.loads(text)

    def first(*names: str) -> str:
        texts = (text for name in names for text in sequence_of_texts(fields.get(name)))
        return plain_markup(next(filter(None, texts), ""))

    notes = " ".join(_all(fields, "notes", "research_notes"))
    return Found(
        record.first,
        record.last,
        title=first(*_TITLES),
        abstract=first("abstract", "notes_abstract"),
        authors=tuple(_given_name_first(name) for name in _all(fields, "authors", "first_authors")),
        published=first(*_YEARS),
        venue=first(*_VENUES),
        mentions=(
            first("doi"),
            *_all(fields, "urls", "link1", "accession_number", "custom7"),
            notes,
        ),
        addresses=tuple(_all(fields, "urls", "link1", "file_attachments1")),
        note=notes,
    )


def _all(fields: dict[str, Any], *names: str) -> Iterator[str]:
    return (plain_markup(t) for name in names for t in sequence_of_texts(fields.get(name)))


def _given_name_first(name: str) -> str:
    """Return ``Finn, Chelsea`` or ``King, Martin, Jr.`` as people write it."""
    last, *rest = (part.strip() for part in name.split(","))
    return " ".join(filter(None, [*rest[:1], last, *rest[1:]]))
