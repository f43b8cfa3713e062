"""Mend what is safe to mend in the YAML files of a list, and touch nothing else.

Each step is one function from a document to a :class:`~generator.mend.step.Step`. After each, the
file is read again: when it does not say what it said, but for what the step meant to change, or
when a comment is gone, the step is dropped. So a step can be simple, and its faults cost nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.mend.document import Document, same_meaning
from generator.mend.layout import (
    blank_lines,
    byte_order_mark,
    ends_of_lines,
    key_order,
    line_ends,
    modeline,
)
from generator.mend.step import Mended, Step
from generator.mend.values import addresses, arxiv_ids, dois, repeated_tags, white_space_in_quotes
from generator.yaml_source import Data, Keys

STEPS: tuple[Callable[[Document], Step], ...] = (
    line_ends,
    ends_of_lines,
    white_space_in_quotes,
    arxiv_ids,
    dois,
    addresses,
    repeated_tags,
    key_order,
    blank_lines,
    modeline,
)
"""What is mended, in this order: each step leaves nothing for the ones before it."""


@dataclass(frozen=True)
class Result:
    """A text after mending.

    Attributes:
        text: What the file is to hold.
        mended: What was done, in the order of the lines; empty when nothing was.
    """

    text: str
    mended: Sequence[Mended]


def mend(path: str, text: str, *, modelines: bool = True) -> Result:
    """Return a YAML text with everything mended that is safe to mend.

    Args:
        path: Path from the root of the list; it says what kind of file it is.
        text: What the file holds; one that cannot be read is returned as it is.
        modelines: Whether the list has schemas that a first line can name.
    """
    first = byte_order_mark(Document.of(path, text))
    document, mended = first.document, list(first.mended)
    if document.source is None:
        return Result(text, ())
    for step in STEPS:
        if step is modeline and not modelines:
            continue
        after = step(document)
        if after.mended and _is_safe(document, after):
            document = after.document
            mended += after.mended
    return Result(document.text, tuple(sorted(mended)))


def _is_safe(before: Document, step: Step) -> bool:
    """Whether a step changed nothing but what it meant to."""
    after = step.document
    if before.source is None or after.source is None:
        return False
    meant = before.source.data
    for keys, value in step.new_values.items():
        meant = _with(meant, keys, value)
    comments = sorted([*before.comments, *step.new_comments])
    return same_meaning(meant, after.source.data) and comments == sorted(after.comments)


def _with(data: Data, keys: Keys, value: Data) -> Data:
    if not keys:
        return value
    if isinstance(data, list):
        return [_with(d, keys[1:], value) if i == keys[0] else d for i, d in enumerate(data)]
    if isinstance(data, dict):
        return {k: _with(d, keys[1:], value) if k == keys[0] else d for k, d in data.items()}
    return data


__all__ = ["STEPS", "Mended", "Result", "mend"]
