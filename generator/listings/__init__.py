"""Listings: received dumps of titles and abstracts, turned into records.

A format is a module with a function ``parse(lines, listing) -> Parsed``; :data:`FORMATS` names
them all. :func:`parse_listing` picks the first whose ``recognises`` says yes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from generator.listings import huggingface
from generator.listings.lines import Parsed, TextLine, decode, join_broken_lines
from generator.problems import Location, Problem, error

MAX_BYTES = 50_000_000
"""Largest dump that is read: repository hosts refuse much larger files, and a dump is committed."""


class Format(Protocol):
    """What a format module provides, as functions."""

    def recognises(self, lines: Sequence[TextLine]) -> bool:
        """Whether the lines look like this format."""
        ...

    def parse(self, path: str, id_: str, lines: Sequence[TextLine]) -> Parsed:
        """Return every record, the kind of every line, and what is doubtful."""
        ...


@dataclass(frozen=True)
class ListingFormat:
    """A format's module and the words that name it to people."""

    label: str
    module: Format


FORMATS: dict[str, ListingFormat] = {
    "huggingface": ListingFormat("Hugging Face Daily Papers, as text", huggingface),
}


def parse_listing(path: str, id_: str, content: bytes) -> tuple[Parsed | None, list[Problem]]:
    """Parse one dump.

    Args:
        path: Path to name in problems.
        id_: Id of the listing.
        content: The file's bytes, at most :data:`MAX_BYTES`.

    Returns:
        What was found, or None when the file is no listing, and the problems: ``listing-encoding``,
        ``listing-empty``, ``listing-format`` and those of the format.
    """
    lines, problems = decode(path, content)
    if lines is None:
        return None, problems
    if not any(line.text for line in lines):
        message = "expected a listing of titles and abstracts, got an empty file"
        return None, [*problems, error(Location(path), "listing-empty", message, "save it again")]
    lines = join_broken_lines(lines)
    for format_ in FORMATS.values():
        if format_.module.recognises(lines):
            parsed = format_.module.parse(path, id_, lines)
            return parsed, [*problems, *parsed.problems]
    first = next(line for line in lines if line.text)
    known = "; ".join(format_.label for format_ in FORMATS.values())
    message = "expected titles and abstracts in turn, got something else"
    hint = f"known listings: {known}; copy the page's text from its first title on"
    return None, [*problems, error(Location(path, first.number), "listing-format", message, hint)]


__all__ = ["FORMATS", "MAX_BYTES", "Parsed", "parse_listing"]
