"""A YAML text as lines that remember their number, with what the parser says of them.

Mending touches lines, never the tree: what is not mended keeps every byte. Each step makes a new
document, and :func:`same_meaning` says whether the two still say the same.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from generator.yaml_source import Data, Keys, YamlSource, read_yaml

BLOCKS = frozenset("|>")
"""Styles of texts that stand on lines of their own, below their key."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#.*")
_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Line:
    """One line of a document.

    Attributes:
        number: Its number in the file as it was, from 1; 0 for a line that is new.
        text: What it holds, with its line end.
    """

    number: int
    text: str

    @property
    def bare(self) -> str:
        """The text without its line end."""
        return self.text.rstrip("\r\n")

    @property
    def blank(self) -> bool:
        """Whether there is nothing to see on it."""
        return not self.text.strip()

    @property
    def margin_comment(self) -> bool:
        """Whether it is a comment that begins in the first column."""
        return self.text.startswith("#")


@dataclass(frozen=True, order=True)
class Edit:
    """A stretch of one line with what stands there instead; a line left empty goes altogether.

    Attributes:
        row: Index of the line.
        start: Column where the stretch begins, from 0.
        end: Column behind it.
        text: What is typed instead.
    """

    row: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Document:
    """A YAML file on its way to being mended.

    Attributes:
        path: Path from the root of the list.
        lines: Its lines.
    """

    path: str
    lines: Sequence[Line]

    @classmethod
    def of(cls, path: str, text: str) -> "Document":
        """Return a text as a document."""
        found = _LINE.findall(text)
        return cls(path, [Line(number, line) for number, line in enumerate(found, 1)])

    def having(self, lines: Sequence[Line]) -> "Document":
        """Return a document of the same file with other lines."""
        return Document(self.path, lines)

    def typed_anew(self, edits: Iterable[Edit]) -> "Document":
        """Return a document with some stretches of lines replaced."""
        lines = list(self.lines)
        for edit in sorted(edits, reverse=True):  # from the right, so that columns stay true
            line = lines[edit.row]
            text = line.text[: edit.start] + edit.text + line.text[edit.end :]
            lines[edit.row] = Line(line.number, text)
        return self.having([line for line in lines if line.text])

    @cached_property
    def text(self) -> str:
        """The whole text."""
        return "".join(line.text for line in self.lines)

    @cached_property
    def source(self) -> YamlSource | None:
        """What the list reads in it; None when it cannot be read."""
        return read_yaml(self.path, self.text)[0]

    @cached_property
    def node(self) -> Any:
        """The parser's tree; None for a file that is empty or cannot be read."""
        return self.source.node if self.source else None

    @cached_property
    def values(self) -> Mapping[Keys, Any]:
        """The parser's nodes of all texts that are no keys, by the keys that lead to them."""
        return dict(_values(self.node, ())) if self.node else {}

    @cached_property
    def scalars(self) -> tuple[Any, ...]:
        """The parser's nodes of all texts, keys too."""
        return tuple(_scalars(self.node)) if self.node else ()

    @cached_property
    def inside(self) -> frozenset[int]:
        """Indexes of lines that begin inside a text; blank ones at the end of a block do not."""
        found: set[int] = set()
        for node in self.scalars:
            # A block ends where the next line begins, unless the file ends before that.
            end = node.end_mark.line + bool(node.end_mark.column)
            if node.style in BLOCKS:
                while self.lines[end - 1].blank:
                    end -= 1
            found.update(range(node.start_mark.line + 1, end))
        return frozenset(found)

    @cached_property
    def comments(self) -> list[str]:
        """The comments, in their order, without white space at their ends."""
        rest = [list(line.bare) for line in self.lines]
        for node in self.scalars:
            _blank_out(rest, node)
        found = (_COMMENT.search("".join(line)) for line in rest)
        return [match[0].rstrip() for match in found if match]


def same_meaning(before: Data, after: Data) -> bool:
    """Whether a record reads the same in both: white space that it collapses does not count."""
    return bool(_as_meant(before) == _as_meant(after))


def _as_meant(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _as_meant(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_as_meant(value) for value in data]
    return [part.split() for part in _PARAGRAPH.split(str(data).strip())]


def _values(node: Any, keys: Keys) -> Iterator[tuple[Keys, Any]]:
    if isinstance(node, yaml.ScalarNode):
        if node.end_mark.index > node.start_mark.index:  # not a value that was left blank
            yield keys, node
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _values(item, (*keys, index))
    else:
        for key, value in node.value:
            yield from _values(value, (*keys, str(key.value)))


def _scalars(node: Any) -> Iterator[Any]:
    if isinstance(node, yaml.ScalarNode):
        if node.end_mark.index > node.start_mark.index:
            yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    else:
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)


def _blank_out(rest: list[list[str]], node: Any) -> None:
    """Write a letter over each character of a text, so that no ``#`` in it looks like a comment."""
    start, end = node.start_mark, node.end_mark
    if node.style in BLOCKS:
        # The head of a block may have a comment; its lines are all text.
        spans = [(row, 0, len(rest[row])) for row in range(start.line + 1, end.line)]
        if end.column:  # a block that ends with the file, without a line end
            spans.append((end.line, 0, len(rest[end.line])))
    else:
        spans = [
            (
                row,
                start.column if row == start.line else 0,
                end.column if row == end.line else len(rest[row]),
            )
            for row in range(start.line, end.line + 1)
            if row < len(rest)
        ]
    for row, first, last in spans:
        rest[row][first:last] = "x" * (last - first)
