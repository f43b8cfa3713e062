"""YAML as plain text values that remember where they stand.

YAML's own typing is not used: every scalar is read as the text that was typed, and the records of
:mod:`generator.model` give it a type, so ``no``, ``1:30`` and ``2401.00010`` surprise nobody. Keys
that occur twice, anchors, tags and control characters are problems with a line and a column.
"""

import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from generator.places import IGNORED_PATH, REGISTER_PATH, TAGS_PATH
from generator.problems import MOST, Location, Problem, cut, error, quote
from generator.text import INVISIBLE
from generator.yaml_guard import Loader, refused, syntax_problem

Data: TypeAlias = str | list[Any] | dict[str, Any]
Keys: TypeAlias = tuple[str | int, ...]

MAX_CHARACTERS = 400_000
"""Characters of the longest file that holds one thing: a paper, a theme, a path."""

MAX_LIST_CHARACTERS = 4_000_000
"""Characters of the longest file that grows with the list."""

_GROWING = frozenset({REGISTER_PATH, IGNORED_PATH, TAGS_PATH})
_FOLD_FROM = 80
_COMMENT = re.compile(r"[ \t]+(#.*)")
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_UNTYPED_TAGS = {"!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:int", "tag:yaml.org,2002:null"}
_UNTYPED_TAGS |= {f"tag:yaml.org,2002:{name}" for name in ("bool", "float", "timestamp", "merge")}
_UNTYPED_TAGS |= {f"tag:yaml.org,2002:{name}" for name in ("value", "seq", "map")}


@dataclass(frozen=True)
class YamlSource:
    """One YAML file as data.

    Attributes:
        path: Path from the root of the list.
        data: Dictionaries, lists and texts; an empty file is an empty dictionary.
        node: The composed tree, kept to find positions.
    """

    path: str
    data: Data
    node: Any = field(repr=False, default=None)

    def locate(self, keys: Keys, *, key: bool = False) -> Location:
        """Return where the value at ``keys`` stands, or its nearest parent that exists.

        Args:
            keys: Path into the data, e.g. ``("relates", 0, "id")``.
            key: Point at the last key itself instead of its value.
        """
        node, mark = self.node, None
        for step in keys:
            below = _child(node, step)
            if below is None:
                break
            mark = below[0] if key else below[1]
            node = below[1]
        start = (mark or node).start_mark if (mark or node) is not None else None
        if start is None:
            return Location(self.path)
        return Location(self.path, start.line + 1, start.column + 1)

    def comment_behind(self, keys: Keys, text: str) -> tuple[Location, str] | None:
        """Return what YAML takes for a comment right behind a text without quotes, if anything.

        Args:
            keys: Path to the text, see :meth:`locate`.
            text: The whole file.
        """
        node = self.node
        for step in keys:
            _, node = _child(node, step) or (None, None)
        if not isinstance(node, yaml.ScalarNode) or node.style:
            return None
        end = node.end_mark
        comment = _COMMENT.match(text, end.index)
        if comment is None:
            return None
        where = Location(self.path, end.line + 1, end.column + 1 + comment.start(1) - end.index)
        return where, comment[1]


def read_yaml(path: str, text: str) -> tuple[YamlSource | None, list[Problem]]:
    """Read one YAML text.

    Returns:
        The source, or None when the text could not be read as YAML, and the problems
        ``yaml-syntax``, ``yaml-too-large``, ``duplicate-key``, ``yaml-feature``,
        ``invisible-character``.
    """
    limit = MAX_LIST_CHARACTERS if path in _GROWING else MAX_CHARACTERS
    if len(text) > limit:
        message = f"expected at most {limit:,} characters, got {len(text):,}"
        hint = "an entry holds one paper; move long texts elsewhere"
        return None, [error(Location(path), "yaml-too-large", message, hint)]
    problems = cut(refused(path, text))
    if problems:
        return None, problems
    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.YAMLError as fault:
        return None, [syntax_problem(path, text, fault)]
    reader = _Reader(path, text)
    data = reader.convert(node) if node is not None else ""
    if reader.problems:
        return None, cut(reader.problems)
    return YamlSource(path, data, node) if data != "" else YamlSource(path, {}), []


_ITEM = re.compile(r"\n[ ]*- ")


class _Reader:
    """Turns composed nodes into plain data, noting what is not allowed."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.problems: list[Problem] = []

    def convert(self, node: Any) -> Data:
        if node.tag not in _UNTYPED_TAGS:
            self._report(
                node,
                "yaml-feature",
                f"the tag {quote(node.tag)} is not allowed here",
                "remove it, or quote a text that begins with !",
            )
            return ""
        if isinstance(node, yaml.ScalarNode):
            return self._text(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.convert(item) for item in node.value]
        return self._mapping(node)

    def _text(self, node: Any) -> str:
        text = _scalar(node)
        # As typed, such a character was found before; in double quotes it can be spelled out.
        hidden = INVISIBLE.search(text) if node.style == '"' else None
        if hidden:
            message = f"the character U+{ord(hidden[0]):04X} stands here, spelled out"
            self._report(node, "invisible-character", message, "delete it: it cannot be seen")
        if not node.style and "- " in text and node.start_mark.line < node.end_mark.line:
            self._look_for_items(node)
        return text

    def _look_for_items(self, node: Any) -> None:
        """Report a line of a text without quotes that was meant as an item, one space too far."""
        start = node.start_mark
        item = _ITEM.search(self.text, start.index, node.end_mark.index)
        if item:
            where = Location(
                self.path, start.line + 1 + self.text.count("\n", start.index, item.end())
            )
            message = "this line goes on with the text before it, and looks like an item"
            hint = "begin it where the other items begin, or quote the whole text"
            self.problems.append(error(where, "yaml-syntax", message, hint))

    def _mapping(self, node: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        first_lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = self.convert(key_node)
            if not isinstance(key, str):
                self._report(
                    key_node,
                    "yaml-feature",
                    "expected a word as key, got a list or map",
                    "write a word before the colon; quote a text that begins with [ or {",
                )
                continue
            if key in found:
                self._report(
                    key_node,
                    "duplicate-key",
                    f"the key {quote(key)} stands here a second time",
                    f"keep one of them; the first is on line {first_lines[key]}",
                )
                continue
            first_lines[key] = key_node.start_mark.line + 1
            found[key] = self.convert(value_node)
        # A key with nothing behind it is a field left blank, not an empty text.
        return {k: v for k, v in found.items() if v != "" and v is not None}

    def _report(self, node: Any, code: str, message: str, hint: str) -> None:
        if len(self.problems) > MOST:
            return  # no more are shown, and a file may hold a hundred thousand
        mark = node.start_mark
        where = Location(self.path, mark.line + 1, mark.column + 1)
        self.problems.append(error(where, code, message, hint))


def _scalar(node: Any) -> str:
    text = str(node.value)
    if not node.style and text in {"~", "null", "Null", "NULL"}:
        return ""
    if node.style == ">":
        # In a folded block one blank line between paragraphs reads as a single line end.
        return re.sub(r"\n+", "\n\n", text.strip("\n"))
    return text


def _child(node: Any, step: str | int) -> tuple[Any, Any] | None:
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == step:
                return key_node, value_node
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


class _Folded(str):
    """A long text that is written as a folded block."""

    __slots__ = ()


class _EntryDumper(_Dumper):  # type: ignore[misc]
    """Writes long texts as folded blocks."""


def _represent_folded(dumper: Any, text: _Folded) -> Any:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style=">")


_EntryDumper.add_representer(_Folded, _represent_folded)


def write_yaml(data: dict[str, Any], *, width: int = 96, path: str = "new") -> str:
    """Return YAML text that reads back as ``data``, with folded blocks for long and divided ones.

    Args:
        data: Texts, whole numbers, and lists and dictionaries of them.
        width: Column, in characters, at which long texts are folded.
        path: Path of the file from the root, which says how large it may be.

    Raises:
        ValueError: The text would not read back to the same data.
    """
    for written in (_fold(data), data):  # a text that cannot be folded is written in quotes
        text = str(
            yaml.dump(
                written, Dumper=_EntryDumper, sort_keys=False, allow_unicode=True, width=width
            )
        )
        source, problems = read_yaml(path, text)
        if source is not None and source.data == _as_read(data):
            return text
    reason = problems[0].message if problems else "the values differ"
    raise ValueError(f"what was about to be written does not read back: {reason}")


def _as_read(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _as_read(v) for k, v in value.items()}
    return [_as_read(v) for v in value] if isinstance(value, list) else str(value)


def _fold(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _fold(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_fold(v) for v in value]
    if isinstance(value, str) and (len(value) > _FOLD_FROM or "\n" in value):
        return _Folded(value)
    return value
