"""What of a YAML text is refused before a tree is made of it, and what the parser's faults mean.

PyYAML builds its tree by recursion in C: nesting that is deep enough ends the whole process, and
aliases make a tree that is far larger than its text. The parser's events come one by one, without
recursion, so depth, anchors and aliases are looked for in them; and only in a text that could hold
such a thing, since going through the events takes as long as reading the file once more.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from generator.problems import Location, Problem, error
from generator.text import INVISIBLE

MAX_DEPTH = 48
"""Most levels of lists and maps inside each other; an entry has three."""

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LINE_END = re.compile(r"\r\n|\r|\n")
_NAME = re.compile(r"[&*][\w-]")
_DEEP_LINE = re.compile(rf"(?:^|\r)[ \t?:-]{{{MAX_DEPTH}}}", re.MULTILINE)
_MOST_INVISIBLE = 5  # problems of this kind in one file: enough to see what is wrong
_FEATURE = "anchors and aliases (&, *) are not allowed here"
_REPEAT = "repeat the value, or quote a text that begins with * or &"


def refused(path: str, text: str) -> Iterator[Problem]:
    """Yield what a tree must not be made of, in the order of the file.

    Problems: ``invisible-character``, ``yaml-syntax``, ``yaml-feature``.
    """
    hidden = list(invisible_characters(path, text))
    yield from hidden or _structure(path, text)


def syntax_problem(path: str, text: str, fault: yaml.YAMLError) -> Problem:
    """Return what the parser said, with a hint for what curators mostly meant."""
    opened = getattr(fault, "context", None) in _OPENED
    marks = ["context_mark", "problem_mark"] if opened else ["problem_mark", "context_mark"]
    mark = getattr(fault, marks[0], None) or getattr(fault, marks[1], None)
    where = _place(path, mark) if mark else Location(path)
    if mark and mark.index >= len(text.rstrip()):  # what is missing is missing from the last line
        lines = _LINE_END.split(text.rstrip())
        where = Location(path, len(lines), len(lines[-1]) + 1)
    said = getattr(fault, "problem", None) or str(fault).splitlines()[0]
    hint = next((hint for words, hint in _HINTS if words in said), _OTHERWISE)
    hint = _OPENED[fault.context] if opened else hint  # type: ignore[attr-defined]
    if "[]" in _LINE_END.split(text):
        hint = "remove the line `[]`, which says that there is nothing"
    return error(where, "yaml-syntax", f"not readable as YAML: {said}", hint)


_OPENED = {
    "while scanning a quoted scalar": "close the quote that begins here",
    "while parsing a flow sequence": "close the bracket that begins here, or quote the whole text",
    "while parsing a flow mapping": "close the brace that begins here, or quote the whole text",
    "while scanning a simple key": (
        "each line here needs 'key: value' with a space after the colon; "
        "indent the lines of a longer text, and write '- ' before an item"
    ),
}
"""What to do where something was begun that does not end: its beginning tells more than its end."""
_HINTS = (
    (
        "mapping values are not allowed",
        "quote a text that holds ': ', or begin it on the next line after '>-'",
    ),
    (
        "found character",
        "quote a text that begins with @, `, % or a tab; indent with spaces, never tabs",
    ),
    (
        "another document",
        "a file holds one paper or list: remove the line '---' and what follows it",
    ),
    ("escape", "write a text with \\ in single quotes, or without quotes"),
    ("hexdecimal", "write a text with \\ in single quotes, or without quotes"),
    (
        "did not find expected key",
        "begin this line where its neighbours begin; inside quotes write a quote twice: 'it''s'",
    ),
)
_OTHERWISE = "indent lines of one kind alike, with spaces"


def invisible_characters(path: str, text: str) -> Iterator[Problem]:
    """Yield the first characters of a text that nobody can see."""
    for number, match in enumerate(INVISIBLE.finditer(text)):
        if number == _MOST_INVISIBLE:
            return
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        if match.start() == 0 and match[0] == "\ufeff":
            hint = "save the file as UTF-8 without a byte order mark"
        else:
            hint = "delete it: it cannot be seen in a review"
        message = f"the character U+{ord(match[0]):04X} stands here"
        yield error(Location(path, line, column), "invisible-character", message, hint)


def _structure(path: str, text: str) -> Iterator[Problem]:
    """Yield anchors, aliases and nesting that is too deep."""
    if not _may_hold_any(text):
        return
    depth = 0
    try:
        for event in yaml.parse(text, Loader=Loader):
            if getattr(event, "anchor", None):
                yield error(_place(path, event.start_mark), "yaml-feature", _FEATURE, _REPEAT)
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > MAX_DEPTH:
                where = _place(path, event.start_mark)
                message = f"expected at most {MAX_DEPTH} lists and maps inside each other, got more"
                hint = "an entry needs no deep nesting; quote a text that begins with [, {, - or ?"
                yield error(where, "yaml-syntax", message, hint)
                return
    except yaml.YAMLError as fault:
        yield syntax_problem(path, text, fault)


def _may_hold_any(text: str) -> bool:
    """Whether a text may hold an anchor or an alias, or be nested too deeply; seldom True.

    Each list or map in brackets takes a bracket, and each other one a column more than the one it
    stands in, or the same for a list right below its key.
    """
    brackets = text.count("[") + text.count("{")
    return bool(brackets > MAX_DEPTH or _NAME.search(text) or _DEEP_LINE.search(text))


def _place(path: str, mark: Any) -> Location:
    return Location(path, mark.line + 1, mark.column + 1)
