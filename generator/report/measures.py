"""What a change does to figures: the search's scores and the weight of the site."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.report.github import code, text

_KINDS = {
    ".html": "pages",
    ".json": "data",
    ".js": "scripts",
    ".css": "styles",
    ".svg": "pictures",
    ".png": "pictures",
    ".webp": "pictures",
}
_HEAVIER = 5  # pages named that gained most
_WORTH_SAYING = 1024  # bytes that a page has to gain before it is named


@dataclass(frozen=True)
class Weight:
    """Sizes of a built site in bytes.

    Attributes:
        sizes: By path below the site's root.
    """

    sizes: Mapping[str, int]


def relevance_table(before: Mapping[str, float], after: Mapping[str, float]) -> str:
    """Return a table of search scores by kind of query, before and after."""
    lines = ["| queries | before | after | change |", "| --- | --: | --: | --: |"]
    for kind in dict.fromkeys([*before, *after]):
        old, new = before.get(kind), after.get(kind)
        change = "" if old is None or new is None else _signed(f"{new - old:+.3f}")
        lines.append(f"| {text(kind)} | {_score(old)} | {_score(new)} | {change} |")
    return "\n".join(lines)


def weight_table(before: Weight, after: Weight) -> str:
    """Return a table of what the site weighs, before and after, and the pages that grew most."""
    lines = ["| files | before | after | change |", "| --- | --: | --: | --: |"]
    old, new = _by_kind(before), _by_kind(after)
    kinds = dict.fromkeys([*_KINDS.values(), "other", "all"])
    lines += [
        _weight_row(kind, old.get(kind, (0, 0)), new.get(kind, (0, 0)))
        for kind in kinds
        if kind in old or kind in new
    ]
    grown = sorted(_grown(before, after), key=lambda pair: (-pair[1], pair[0]))[:_HEAVIER]
    if grown:
        lines += ["", "Pages that grew most:", ""]
        lines += [f"* {code(path)} {_bytes(gain)} more" for path, gain in grown]
    return "\n".join(lines)


def _by_kind(weight: Weight) -> dict[str, tuple[int, int]]:
    """Return number and bytes of the files of each kind."""
    found: dict[str, tuple[int, int]] = {}
    for path, size in weight.sizes.items():
        for kind in (_KINDS.get(PurePosixPath(path).suffix, "other"), "all"):
            count, total = found.get(kind, (0, 0))
            found[kind] = count + 1, total + size
    return found


def _grown(before: Weight, after: Weight) -> Iterator[tuple[str, int]]:
    for path, size in after.sizes.items():
        gain = size - before.sizes.get(path, size)
        if gain >= _WORTH_SAYING and path.endswith(".html"):
            yield path, gain


def _weight_row(kind: str, old: tuple[int, int], new: tuple[int, int]) -> str:
    before, after = f"{_bytes(old[1])} in {old[0]:,}", f"{_bytes(new[1])} in {new[0]:,}"
    return f"| {kind} | {before} | {after} | {_change(old[1], new[1])} |"


def _change(old: int, new: int) -> str:
    if new == old:
        return "none"
    share = _signed(f" ({new / old - 1:+.1%})") if old else ""
    return f"{'+' if new > old else '−'}{_bytes(abs(new - old))}{share}"


def _bytes(size: int) -> str:
    for unit, step in (("MB", 1_000_000), ("kB", 1_000)):
        if size >= step:
            return f"{size / step:,.1f} {unit}"
    return f"{size} B"


def _score(value: float | None) -> str:
    return "none" if value is None else f"{value:.3f}"


def _signed(number: str) -> str:
    return number.replace("-", "−")
