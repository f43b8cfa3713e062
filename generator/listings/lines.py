"""Bytes of a dump to numbered lines, and what a parser says of each line."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from generator.model import Listing
from generator.problems import Location, Problem, error, notice
from generator.text import INVISIBLE

_LINE_END = re.compile(r"\r\n|\r|\n")


class LineKind(StrEnum):
    """What a non-blank line of a listing is."""

    BOILERPLATE = "boilerplate"
    TITLE = "title"
    ABSTRACT = "abstract"
    UNPAIRED = "unpaired"


@dataclass(frozen=True)
class TextLine:
    """One line of a dump.

    Attributes:
        number: Line from 1.
        text: Without white space at its ends, and without invisible characters.
    """

    number: int
    text: str


@dataclass(frozen=True)
class Parsed:
    """A listing with the account of its lines.

    Attributes:
        listing: Its records.
        kinds: What each non-blank line is, by line number.
        problems: What is doubtful.
    """

    listing: Listing
    kinds: Mapping[int, LineKind]
    problems: tuple[Problem, ...] = field(default=())

    @property
    def counts(self) -> Mapping[LineKind, int]:
        """How many lines are of each kind."""
        found = Counter(self.kinds.values())
        return {kind: found[kind] for kind in LineKind}


def decode(path: str, content: bytes) -> tuple[list[TextLine] | None, list[Problem]]:
    """Return the numbered lines of a dump, whatever its line ends and byte order mark.

    Returns:
        The lines, blank ones too, or None when the bytes are not UTF-8 text; and the problems
        ``listing-encoding``, ``listing-invisible``.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = len(_LINE_END.findall(content[: fault.start].decode("utf-8", "replace"))) + 1
        message = f"expected UTF-8 text, got the byte 0x{content[fault.start]:02x}"
        hint = "save the dump as UTF-8"
        return None, [error(Location(path, line), "listing-encoding", message, hint)]
    if "\x00" in text:
        line = len(_LINE_END.findall(text[: text.index("\x00")])) + 1
        message = "expected text, got a NUL byte"
        hint = "this is a binary file or UTF-16; save the dump as UTF-8"
        return None, [error(Location(path, line), "listing-encoding", message, hint)]
    lines, problems = [], []
    for number, raw in enumerate(_LINE_END.split(text), 1):
        visible = INVISIBLE.sub("", raw)
        if visible != raw:
            message = f"{len(raw) - len(visible)} invisible characters are left out of this line"
            problems.append(notice(Location(path, number), "listing-invisible", message))
        lines.append(TextLine(number, visible.strip()))
    return lines, problems
