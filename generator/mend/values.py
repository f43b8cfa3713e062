"""What can be mended in single values: numbers of papers, addresses, white space, repeated tags."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from generator.fields import ArxivId, Doi, Url
from generator.kinds import kind_of
from generator.links import trim_address
from generator.mend.document import BLOCKS, Document, Edit
from generator.mend.step import Mended, Step
from generator.model import Paper, Site
from generator.yaml_source import Data, Keys

_ARXIV_BEFORE = re.compile(
    r"(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/|arxiv:\s*", re.IGNORECASE
)
_ARXIV_AFTER = re.compile(r"(?:v\d+)?(?:\.pdf)?/?(?:[?#].*)?\Z", re.DOTALL)
_DOI_BEFORE = re.compile(r"(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*", re.IGNORECASE)
_NUMBER = re.compile(r"\d+\.\d+")
_ID: TypeAdapter[str] = TypeAdapter(ArxivId)
_NAME: TypeAdapter[str] = TypeAdapter(Doi)
_ADDRESS: TypeAdapter[str] = TypeAdapter(Url)


@dataclass(frozen=True)
class _Value:
    """A text that stands on one line and is typed as it reads.

    Attributes:
        keys: Keys that lead to it.
        row: Index of its line.
        start: Column of its first character, the quote included.
        end: Column behind its last one.
        quote: The quote around it; empty when there is none.
        text: What it says.
        number: Number of its line in the file as it was.
    """

    keys: Keys
    row: int
    start: int
    end: int
    quote: str
    text: str
    number: int

    def typed(self, text: str, quote: str | None = None) -> Edit:
        """Return what puts another text in its place."""
        mark = self.quote if quote is None else quote
        return Edit(self.row, self.start, self.end, f"{mark}{text}{mark}")

    def found(self, code: str, fault: str, done: str) -> Mended:
        """Return what is said about mending it."""
        return Mended(self.number, code, fault, done)


def white_space_in_quotes(document: Document) -> Step:
    """Remove white space just inside the quotes of a value."""
    edits, mended = [], []
    for value in _values(document, lambda _keys, node: bool(node.style)):
        bare = value.text.strip(" \t")
        if bare and bare != value.text:
            edits.append(value.typed(bare))
            fault = "the value has white space just inside its quotes"
            mended.append(value.found("white-space", fault, "removed"))
    return Step(document.typed_anew(edits), mended)


def arxiv_ids(document: Document) -> Step:
    """Reduce an arXiv id to the number, in quotes."""
    found = _values(document, lambda keys, _node: keys == ("arxiv",))
    value = next(found, None) if _is(document, Paper) else None
    if value is None:
        return Step(document)
    bare = _ARXIV_AFTER.sub("", _ARXIV_BEFORE.sub("", value.text, count=1))
    if not _fits(_ID, bare):
        return Step(document)
    if bare != value.text:
        fault = f"arxiv: '{value.text}' is more than the id"
        mended = value.found("arxiv-id", fault, f"shortened to '{bare}'")
    elif not value.quote and _NUMBER.fullmatch(bare):
        fault = f"arxiv: {bare} stands without quotes"
        mended = value.found("unquoted-number", fault, "quoted")
    else:
        return Step(document)
    anew = document.typed_anew([value.typed(bare, value.quote or "'")])
    return Step(anew, [mended], new_values={value.keys: bare})


def dois(document: Document) -> Step:
    """Reduce a DOI to the number, in lower case."""
    found = _values(document, lambda keys, _node: keys == ("doi",))
    value = next(found, None) if _is(document, Paper) else None
    if value is None:
        return Step(document)
    bare = _DOI_BEFORE.sub("", value.text, count=1).lower()
    if bare == value.text or not _fits(_NAME, bare):
        return Step(document)
    fault = f"doi: '{value.text}' is more than the DOI, or not in lower case"
    mended = value.found("doi", fault, f"written as '{bare}'")
    return Step(document.typed_anew([value.typed(bare)]), [mended], {value.keys: bare})


def addresses(document: Document) -> Step:
    """Cut what is no part of an address off it: brackets around it, a sentence's punctuation."""
    fields = ("links",) if _is(document, Paper) else ("url", "repository")
    if not _is(document, Paper) and not _is(document, Site):
        return Step(document)
    edits, mended = [], []
    new_values: dict[Keys, Data] = {}
    for value in _values(document, lambda keys, _node: keys[0] in fields):
        if _fits(_ADDRESS, value.text):
            continue
        bare = trim_address(value.text.removeprefix("<").removesuffix(">"))
        if _fits(_ADDRESS, bare):
            edits.append(value.typed(bare))
            fault = f"{value.keys[-1]}: '{value.text}' is more than the address"
            mended.append(value.found("url", fault, f"trimmed to '{bare}'"))
            new_values[value.keys] = bare
    return Step(document.typed_anew(edits), mended, new_values)


def repeated_tags(document: Document) -> Step:
    """Keep the first of tags that are equal."""
    items = _items(document, "tags") if _is(document, Paper) else []
    kept: list[str] = []
    edits, mended = [], []
    for before, item in zip([None, *items], items, strict=False):
        row = item.start_mark.line
        line = document.lines[row]
        if item.value not in kept:
            kept.append(item.value)
            continue
        on_its_own = re.fullmatch(r"\s*-\s+", line.text[: item.start_mark.column])
        on_one_line = item.end_mark.line == row
        if on_its_own and on_one_line and not line.text[item.end_mark.column :].strip():
            edits.append(Edit(row, 0, len(line.text), ""))
        elif on_one_line and before is not None and before.end_mark.line == row:
            edits.append(Edit(row, before.end_mark.column, item.end_mark.column, ""))
        else:
            kept.append(item.value)
            continue
        fault = f"the tag '{item.value}' stands here twice"
        mended.append(Mended(line.number, "repeated-word", fault, "the first one is kept"))
    return Step(document.typed_anew(edits), mended, {("tags",): list(kept)} if edits else {})


def _values(document: Document, wanted: Callable[[Keys, Any], bool]) -> Iterator[_Value]:
    """Yield the values that are wanted, stand on one line and are typed as they read."""
    for keys, node in document.values.items():
        if not keys or node.style in BLOCKS or not wanted(keys, node):
            continue
        start, end = node.start_mark, node.end_mark
        if start.line != end.line:
            continue
        line = document.lines[start.line]
        typed = line.text[start.column : end.column]
        text = typed[1:-1] if node.style else typed
        if text and text == node.value:
            quote = node.style or ""
            yield _Value(keys, start.line, start.column, end.column, quote, text, line.number)


def _items(document: Document, name: str) -> list[Any]:
    """Return the nodes of a list of texts; none where there is no such list."""
    pairs = document.node.value if isinstance(document.node, yaml.MappingNode) else ()
    for key, node in pairs:
        if key.value == name and isinstance(node, yaml.SequenceNode):
            return [item for item in node.value if isinstance(item, yaml.ScalarNode)]
    return []


def _is(document: Document, record: type[Paper | Site]) -> bool:
    kind = kind_of(document.path)
    return kind is not None and kind.record is record


def _fits(rule: TypeAdapter[str], text: str) -> bool:
    try:
        rule.validate_python(text)
    except ValidationError:
        return False
    return True
