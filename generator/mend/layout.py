"""What can be mended in the lines of a file: their ends, their order, the blank ones among them."""

import re
from itertools import pairwise

import yaml

from generator.kinds import MODELINE, kind_of
from generator.mend.document import Document, Line
from generator.mend.step import Mended, Step

# Most files have neither; looking for them in the whole text first is ten times faster.
_LOOSE_END = re.compile(r"[ \t]$|[^\n]\Z", re.MULTILINE)
_LOOSE_LINES = re.compile(r"\A\s*\n|\n\s*\n\s*\n|\n\s*\n\Z")
_OPEN_ESCAPE = re.compile(r"\\\s*\Z")
_MARKERS = ("---", "...", "%")
_BYTE_ORDER_MARK = "\ufeff"


def byte_order_mark(document: Document) -> Step:
    """Remove the invisible mark that some editors put before the first character."""
    lines = list(document.lines)
    if not lines or not lines[0].text.startswith(_BYTE_ORDER_MARK):
        return Step(document)
    lines[0] = Line(lines[0].number, lines[0].text.removeprefix(_BYTE_ORDER_MARK))
    mended = Mended(1, "invisible-character", "the file begins with a byte order mark", "removed")
    return Step(document.having(lines), [mended])


def line_ends(document: Document) -> Step:
    """End every line as the list does, by a line feed alone."""
    foreign = [line for line in document.lines if "\r" in line.text]
    if not foreign:
        return Step(document)
    lines = [
        Line(line.number, line.text.replace("\r\n", "\n").replace("\r", "\n"))
        for line in document.lines
    ]
    fault = f"{len(foreign)} lines end with a carriage return"
    mended = Mended(foreign[0].number, "white-space", fault, "they end with a line feed now")
    return Step(document.having(lines), [mended])


def ends_of_lines(document: Document) -> Step:
    """Remove spaces and tabs at the end of lines, and end the last line."""
    if not _LOOSE_END.search(document.text):
        return Step(document)
    lines, mended = [], []
    escaping = _lines_in_double_quotes(document)
    for index, line in enumerate(document.lines):
        end = "\n" if line.text.endswith("\n") else ""
        bare = line.bare.rstrip(" \t")
        # "\ " at the end of a line inside double quotes is a space that somebody wants.
        kept = index in escaping and _OPEN_ESCAPE.search(line.bare)
        if bare != line.bare and not kept:
            fault = "the line ends in white space"
            mended.append(Mended(line.number, "white-space", fault, "removed"))
            lines.append(Line(line.number, bare + end))
        else:
            lines.append(line)
    if lines and not lines[-1].text.endswith("\n"):
        lines[-1] = Line(lines[-1].number, lines[-1].text + "\n")
        fault = "the last line has no line end"
        mended.append(Mended(lines[-1].number, "white-space", fault, "added"))
    return Step(document.having(lines), mended)


def blank_lines(document: Document) -> Step:
    """Keep one blank line of several, and none at the beginning and the end of the file."""
    if not _LOOSE_LINES.search(document.text):
        return Step(document)
    lines: list[Line] = []
    mended = []
    last = max((i for i, line in enumerate(document.lines) if not line.blank), default=-1)
    for index, line in enumerate(document.lines):
        after_blank = not lines or lines[-1].blank
        superfluous = line.blank and (after_blank or index > last)
        if superfluous and (index not in document.inside or index > last):
            fault = "a blank line stands where none is needed"
            mended.append(Mended(line.number, "white-space", fault, "removed"))
        else:
            lines.append(line)
    return Step(document.having(lines), mended)


def modeline(document: Document) -> Step:
    """Name the schema in the first line, so that editors can complete fields."""
    kind = kind_of(document.path)
    if kind is None or any(line.text.startswith(MODELINE) for line in document.lines):
        return Step(document)
    lines = [Line(0, f"{kind.modeline}\n"), *document.lines]
    mended = Mended(1, "modeline", "the first line does not name the schema", "added")
    return Step(document.having(lines), [mended], new_comments=[kind.modeline])


def key_order(document: Document) -> Step:
    """Put the fields of a file in the order of its record, each with the comments above it."""
    kind = kind_of(document.path)
    fields = _rows_of_fields(document)
    if kind is None or kind.listed or fields is None:
        return Step(document)
    known = {name: place for place, name in enumerate(kind.record.model_fields)}
    places: list[int] = []
    for name, _row in fields:
        # A field that the record does not know stays behind the one it stands behind now.
        places.append(known.get(name, places[-1] if places else -1))
    order = sorted(range(len(fields)), key=places.__getitem__)
    if order == list(range(len(fields))):
        return Step(document)
    tail = _start_of_tail(document)
    bounds = [*_starts_of_blocks(document, [row for _name, row in fields]), tail]
    blocks = [document.lines[a:b] for a, b in pairwise(bounds)]
    moved = next(place for place, old in enumerate(order) if place != old)
    lines = [*document.lines[: bounds[0]]]
    for index in order:
        lines += blocks[index]
    lines += document.lines[tail:]
    name, row = fields[order[moved]]
    fault = f"the field '{name}' stands too late"
    number = document.lines[row].number
    mended = Mended(number, "key-order", fault, "moved up, and the others likewise")
    return Step(document.having(lines), [mended])


def _rows_of_fields(document: Document) -> list[tuple[str, int]] | None:
    """Return fields with the index of their line; None where they do not simply stand in a row."""
    node = document.node
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        return None
    if any(line.text.startswith(_MARKERS) for line in document.lines):
        return None
    marks = [key.start_mark for key, _value in node.value]
    rows = [mark.line for mark in marks]
    if any(mark.column for mark in marks) or len(set(rows)) < len(rows):
        return None
    return [(str(key.value), key.start_mark.line) for key, _value in node.value]


def _starts_of_blocks(document: Document, rows: list[int]) -> list[int]:
    """Return the index of the first line of each field, the comments right above it included."""
    starts = []
    previous = -1
    for row in rows:
        start = row
        while start - 1 > previous and _goes_with_the_next(document, start - 1):
            start -= 1
        starts.append(start)
        previous = row
    return starts


def _goes_with_the_next(document: Document, index: int) -> bool:
    line = document.lines[index]
    is_head = line.text.startswith(MODELINE)
    return line.margin_comment and not is_head and index not in document.inside


def _start_of_tail(document: Document) -> int:
    """Return where comments that belong to no field begin: those at the end of the file."""
    tail = len(document.lines)
    while tail and tail - 1 not in document.inside:
        line = document.lines[tail - 1]
        if not line.blank and not line.margin_comment:
            break
        tail -= 1
    return tail


def _lines_in_double_quotes(document: Document) -> frozenset[int]:
    found: set[int] = set()
    for node in document.scalars:
        if node.style == '"':
            found.update(range(node.start_mark.line, node.end_mark.line + 1))
    return frozenset(found)
