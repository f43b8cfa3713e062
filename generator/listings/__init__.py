"""Listings: received dumps and bibliographies, turned into records.

A format is a module with two functions, ``recognises(source) -> bool`` and ``parse(source) ->
Parsed``; :data:`FORMATS` names them all. :func:`parse_listing` picks the first that recognises a
dump by what it holds: a file's ending decides nothing.
"""

from dataclasses import dataclass
from typing import Protocol

from generator.listings import arxiv_atom, bibtex, csl_json, huggingface, ris
from generator.listings.lines import Parsed, Source, decode
from generator.problems import Location, Problem, error, has_errors

MAX_BYTES = 50_000_000
"""Largest dump that is read: repository hosts refuse much larger files, and a dump is committed."""


class Format(Protocol):
    """What a format module provides, as functions."""

    def recognises(self, source: Source) -> bool:
        """Whether a dump with at least one line looks like this format."""
        ...

    def parse(self, source: Source) -> Parsed:
        """Return every record, the kind of every line, and what is doubtful."""
        ...


@dataclass(frozen=True)
class ListingFormat:
    """A format.

    Attributes:
        label: The words that name it to people.
        ending: The ending that a file of this format is stored with when its own is none of
            :data:`ENDINGS`.
        module: What reads it.
    """

    label: str
    ending: str
    module: Format


FORMATS: dict[str, ListingFormat] = {
    "bibtex": ListingFormat("BibTeX", ".bib", bibtex),
    "ris": ListingFormat("RIS", ".ris", ris),
    "csl-json": ListingFormat("CSL-JSON", ".json", csl_json),
    "arxiv-atom": ListingFormat("Atom, as arXiv's API answers", ".atom", arxiv_atom),
    "huggingface": ListingFormat("Hugging Face Daily Papers, as text", ".txt", huggingface),
}

ENDINGS = frozenset({".xml", *(format_.ending for format_ in FORMATS.values())})
"""Endings of the files that are read as listings."""


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
    source = Source(path, id_, lines)
    for format_ in FORMATS.values():
        if format_.module.recognises(source):
            parsed = format_.module.parse(source)
            problems += parsed.problems
            return (None if has_errors(parsed.problems) else parsed), problems
    known = "; ".join(format_.label for format_ in FORMATS.values())
    message = "expected a bibliography, or titles and abstracts in turn, got something else"
    hint = f"known listings: {known}; copy a page's text from its first title on"
    where = Location(path, source.filled[0].number)
    return None, [*problems, error(where, "listing-format", message, hint)]


__all__ = ["ENDINGS", "FORMATS", "MAX_BYTES", "Parsed", "parse_listing"]
