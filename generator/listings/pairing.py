"""Tell titles from abstracts, and find the likeliest reading of a whole listing.

A dump says nowhere which line is a title. Reading them strictly in turn would shift the whole rest
of a file after one missing line, so each line gets a score for looking like a title, each way of
going on from one line to the next has a cost, and the cheapest reading of all lines together is
found (a Viterbi decoding over the two states). A damaged record then costs its own place only, and
every departure from strict turns can be named with its line.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from generator.listings.lines import TextLine

TITLE, ABSTRACT = 0, 1

_SHORT, _LONG = 150, 300  # characters; real titles end below, real abstracts begin above
_SENTENCE_BREAK = re.compile(r"[.!?]\s+[A-Z]")
_ADDRESS = re.compile(r"https?://")
_WORD = re.compile(r"[^\W\d_][\w'-]*")

# Costs of going from one line to the next, in the unit of `title_score`.
_FIRST_IS_ABSTRACT = 3.0
_LAST_IS_TITLE = 1.5
_TITLE_AFTER_TITLE = 3.0
_PARAGRAPH_AFTER_ABSTRACT = 2.5
_SAME_BLOCK_PARAGRAPH = 0.5
_SAME_BLOCK_CHANGE = 1.0


def title_score(text: str) -> float:
    """Return how much a line looks like a title: above 0 it does, below 0 like an abstract.

    >>> title_score("Learning Latent Plans from Play") > 0
    True
    >>> title_score("Code is available at https://example.org/code.") < 0
    True
    """
    score = 2.0 if len(text) <= _SHORT else 0.0 if len(text) < _LONG else -4.0
    if text.endswith("."):
        score -= 2.0
    if _SENTENCE_BREAK.search(text):
        score -= 2.0
    if _ADDRESS.search(text):
        score -= 1.5
    if text[:1].islower():
        score -= 1.0
    words = [word for word in _WORD.findall(text[:_LONG]) if len(word) > 3]  # noqa: PLR2004
    capitals = sum(word[0].isupper() for word in words)
    if words:
        score += 1.0 if capitals >= 0.6 * len(words) else -0.5
    return score


def label_lines(lines: Sequence[TextLine], *, spaced: bool) -> list[int]:
    """Return :data:`TITLE` or :data:`ABSTRACT` for each non-blank line.

    Args:
        lines: Non-blank lines without boilerplate.
        spaced: Whether the dump separates title and abstract by blank lines; lines that follow
            each other directly then belong together.
    """
    if not lines:
        return []
    scores = [title_score(line.text) for line in lines]
    costs = (max(0.0, -scores[0]), max(0.0, scores[0]) + _FIRST_IS_ABSTRACT)
    steps: list[tuple[int, int]] = []
    for (before, line), score in zip(pairwise(lines), scores[1:], strict=True):
        adjacent = spaced and line.number == before.number + 1
        change = _SAME_BLOCK_CHANGE if adjacent else 0.0
        stay = _SAME_BLOCK_PARAGRAPH if adjacent else _PARAGRAPH_AFTER_ABSTRACT
        to_title = (costs[TITLE] + _TITLE_AFTER_TITLE, costs[ABSTRACT] + change)
        to_abstract = (costs[TITLE] + change, costs[ABSTRACT] + stay)
        steps.append((_cheaper(to_title), _cheaper(to_abstract)))
        costs = (min(to_title) + max(0.0, -score), min(to_abstract) + max(0.0, score))
    label = TITLE if costs[TITLE] + _LAST_IS_TITLE < costs[ABSTRACT] else ABSTRACT
    labels = [label]
    for step in reversed(steps):
        label = step[label]
        labels.append(label)
    return labels[::-1]


def _cheaper(costs: tuple[float, float]) -> int:
    return TITLE if costs[TITLE] < costs[ABSTRACT] else ABSTRACT
