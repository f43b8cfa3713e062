"""A text beside its earlier version, with what came and what went marked."""

from difflib import SequenceMatcher

from generator.report.github import text

_KEPT = 8  # words shown around a change
_LONG = 400  # words from which on two texts are not compared word by word


def word_changes(before: str, after: str) -> str:
    """Return Markdown that shows words taken out struck through, and new ones underlined.

    >>> word_changes("a plain old text", "a new text")
    'a <del>plain old</del> <ins>new</ins> text'
    """
    old, new = before.split(), after.split()
    if max(len(old), len(new)) > _LONG:
        return f"rewritten: {len(old)} words before, {len(new)} now"
    pieces: list[str] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    steps = matcher.get_opcodes()
    for number, (kind, a, b, c, d) in enumerate(steps):
        if kind == "equal":
            kept = old[a:b]
            pieces.append(_shortened(kept, first=number == 0, last=number == len(steps) - 1))
            continue
        if b > a:
            pieces.append(f"<del>{text(' '.join(old[a:b]))}</del>")
        if d > c:
            pieces.append(f"<ins>{text(' '.join(new[c:d]))}</ins>")
    return " ".join(piece for piece in pieces if piece)


def _shortened(words: list[str], *, first: bool, last: bool) -> str:
    """Return words that stayed, those far from any change left out."""
    head = 0 if first else _KEPT
    tail = 0 if last else _KEPT
    if len(words) <= head + tail + 2:
        return text(" ".join(words))
    shown = [text(" ".join(words[:head])), "…", text(" ".join(words[len(words) - tail :]))]
    return " ".join(part for part in shown if part)
