"""Bytes of a dump to numbered lines, and what a format says of each line."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from generator.model import Listing
from generator.problems import Location, Problem, error, notice
from generator.text import INVISIBLE

_WRAPPED_WIDTH = 200  # characters; no line of a wrapped dump is longer
_WRAPPED_FROM = 40  # characters; a line that was broken before its margin is at least so long
_WRAPPED_LINES = 3  # lines of a paragraph that counts as wrapped, at least
_WRAPPED_BLOCKS = 2  # such paragraphs, at least
_LINE_END = re.compile(r"\r\n|\r|\n")


class LineKind(StrEnum):
    """What a non-blank line of a listing is."""

    BOILERPLATE = "boilerplate"
    TITLE = "title"
    ABSTRACT = "abstract"
    RECORD = "record"
    UNPAIRED = "unpaired"


_IN_TEXT = {LineKind.TITLE, LineKind.ABSTRACT}


@dataclass(frozen=True)
class TextLine:
    """One line of a dump.

    Attributes:
        number: Line from 1.
        text: Without white space at its ends, and without invisible characters.
        more: Numbers of the lines that were joined to it, where the dump breaks its lines.
    """

    number: int
    text: str
    more: tuple[int, ...] = ()


@dataclass(frozen=True)
class Source:
    """A dump on its way to a format.

    Attributes:
        path: Path to name in problems.
        id: Id of the listing.
        lines: All its lines, blank ones too.
    """

    path: str
    id: str
    lines: list[TextLine]

    @cached_property
    def text(self) -> str:
        """The lines as one text; every line keeps its number."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def filled(self) -> list[TextLine]:
        """The lines that are not blank."""
        return [line for line in self.lines if line.text]


@dataclass(frozen=True)
class Parsed:
    """A listing with the account of its lines.

    Attributes:
        listing: Its records.
        kinds: What each non-blank line is, by line number. In a bibliography a line is part of a
            record, part of one that could not be read (unpaired), or boilerplate around them.
        problems: What is doubtful; with an error among them the dump is no listing.
    """

    listing: Listing
    kinds: Mapping[int, LineKind]
    problems: tuple[Problem, ...] = field(default=())

    @property
    def counts(self) -> Mapping[LineKind, int]:
        """How many lines are of each kind; kinds that the format does not have are left out."""
        found = Counter(self.kinds.values())
        absent = _IN_TEXT if found[LineKind.RECORD] else {LineKind.RECORD}
        return {kind: found[kind] for kind in LineKind if kind not in absent}


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
            hint = "nothing to do: the stored dump keeps them, the entry does not"
            problems.append(notice(Location(path, number), "listing-invisible", message, hint))
        lines.append(TextLine(number, visible.strip()))
    return lines, problems


def join_broken_lines(lines: list[TextLine]) -> list[TextLine]:
    """Return the lines of a dump with blocks of short lines joined into one line each.

    A dump that was wrapped by an editor or a mail program has no long line at all, and blank lines
    between its titles and abstracts; any other comes back as it is.
    """
    filled = [line for line in lines if line.text]
    blocks: list[list[TextLine]] = []
    for line in filled:
        if blocks and blocks[-1][-1].number == line.number - 1:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    longest = max((len(line.text) for line in filled), default=0)
    if longest > _WRAPPED_WIDTH or sum(map(_is_wrapped, blocks)) < _WRAPPED_BLOCKS:
        return lines
    joined = []
    for block in blocks:
        if any(len(line.text) < _WRAPPED_FROM for line in block[:-1]):
            joined += block
        else:
            text = " ".join(line.text for line in block)
            more = tuple(line.number for line in block[1:])
            joined.append(TextLine(block[0].number, text, more))
    return joined


def _is_wrapped(block: list[TextLine]) -> bool:
    """Whether a block looks like a paragraph that was broken into lines."""
    wide = all(len(line.text) >= _WRAPPED_FROM for line in block[:-1])
    return len(block) >= _WRAPPED_LINES and wide
