"""Fit a report into the space there is, and say what is left out."""

from collections.abc import Sequence
from dataclasses import dataclass

_NOTE = 300  # bytes kept for saying what was left out, and as much again for each section
_A_LINE = 120


@dataclass(frozen=True)
class Block:
    """One thing that a report says.

    Attributes:
        section: Heading that it stands under; empty for the head of the report.
        text: What it says, as Markdown.
        short: The same in one line, for when there is no space; empty when it can only be left out.
    """

    section: str
    text: str
    short: str = ""


def fit(blocks: Sequence[Block], limit: int) -> str:
    """Return blocks as one Markdown text of at most ``limit`` bytes in UTF-8.

    All short forms come first, in order; what space is left then goes to the full ones. What does
    not fit is left out as a whole, and the last lines say how much that is.
    """
    sections = list(dict.fromkeys(block.section for block in blocks))
    whole = _joined(blocks, [block.text for block in blocks])
    if _size(whole) <= limit:
        return whole
    left = limit - _NOTE - _A_LINE * len(sections)
    shown = [""] * len(blocks)
    opened: set[str] = set()
    for index, block in enumerate(blocks):
        form = block.short or block.text
        cost = _size(form) + 2
        if block.section not in opened:
            cost += _size(_heading(block.section))
        if cost <= left:
            opened.add(block.section)
            shown[index] = form
            left -= cost
    for index, block in enumerate(blocks):
        more = _size(block.text) - _size(shown[index])
        if shown[index] and more <= left:
            shown[index] = block.text
            left -= more
    return _joined(blocks, shown) + _left_out(blocks, shown, limit)


def _joined(blocks: Sequence[Block], shown: Sequence[str]) -> str:
    lines: list[str] = []
    section = ""
    for block, form in zip(blocks, shown, strict=True):
        if not form:
            continue
        if block.section != section:
            section = block.section
            lines.append(_heading(section))
        elif _is_item(form) and lines[-1].startswith("* "):
            lines[-1] = lines[-1].removesuffix("\n")  # items of one list
        lines.append(f"{form}\n\n")
    return "".join(lines).rstrip("\n") + "\n"


def _left_out(blocks: Sequence[Block], shown: Sequence[str], limit: int) -> str:
    """Return a paragraph that says what is shown in short or not at all."""
    counts: dict[str, list[int]] = {}
    for block, form in zip(blocks, shown, strict=True):
        count = counts.setdefault(block.section, [0, 0, 0])
        count[0] += 1
        count[1] += not form
        count[2] += bool(form) and form != block.text
    lines = [
        f"* {section or 'The beginning'}: of {total}, {missing} left out, {short} in short"
        for section, (total, missing, short) in counts.items()
        if missing or short
    ]
    if not lines:
        return ""
    head = f"**This report is cut to {limit:,} bytes.** A larger `--max-bytes` shows all of it."
    return "\n" + "\n".join([head, "", *lines]) + "\n"


def _is_item(form: str) -> bool:
    return form.startswith("* ") and "\n\n" not in form


def _heading(section: str) -> str:
    return f"### {section}\n\n" if section else ""


def _size(text: str) -> int:
    return len(text.encode())
