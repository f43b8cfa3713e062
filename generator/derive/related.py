"""Papers that a reader of one may want next, each with the reasons.

Closeness is the cosine of rare words and word pairs that two papers share (tf-idf over title,
summary and abstract), plus what curators said: shared tags, the same theme, a stated relation.
`make relevance` measures it on judged papers and shows what each part brings.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from generator.derive.terms import Terms
from generator.derived import Kin
from generator.model import Catalog, Entry

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Weights:
    """How much each sign of kinship counts beside the words that two papers share (1.0)."""

    tags: float = 0.2
    theme: float = 0.05
    relation: float = 0.2


SHOWN = 10
"""At most so many related papers are kept for each."""
CLOSE = 0.15
"""Least closeness: below it two papers share little more than the field."""
_BLOCK = 256  # papers that are compared with all others at a time


def related(catalog: Catalog, weights: Weights | None = None) -> Mapping[str, tuple[Kin, ...]]:
    """Return the related papers of each entry, closest first; fewer where nothing is close.

    Args:
        catalog: The list.
        weights: How signs of kinship are weighed; the list's own by default.
    """
    entries = list(catalog.entries.values())
    if not entries:
        return {}
    terms = Terms(entries)
    stated = _stated(catalog, entries)
    scores = _closeness(catalog, terms.matrix, stated, weights or Weights())
    close = [_closest(row) for row in scores]
    shared = [[terms.shared(here, other) for other, _ in row] for here, row in enumerate(close)]
    written = terms.as_written({term for row in shared for some in row for term in some})
    found: dict[str, tuple[Kin, ...]] = {}
    for here, entry in enumerate(entries):
        found[entry.id] = tuple(
            Kin(
                entries[other].id,
                score,
                # Two of them may be parts of one compound.
                tuple(dict.fromkeys(map(written.__getitem__, some))),
                tuple(tag for tag in entry.paper.tags if tag in entries[other].paper.tags),
                other in stated[here],
            )
            for (other, score), some in zip(close[here], shared[here], strict=True)
        )
    return found


def _closeness(
    catalog: Catalog, terms: sparse.csr_matrix, stated: Sequence[list[int]], weights: Weights
) -> Iterator[Floats]:
    """Yield for each paper how close all are to it, itself not at all."""
    entries = list(catalog.entries.values())
    tags = _tag_matrix(catalog, entries)
    place = {slug: number for number, slug in enumerate(catalog.themes)}
    themes = np.array([place[entry.theme] for entry in entries])
    their_terms, their_tags = terms.T.tocsr(), tags.T.tocsr()
    for start in range(0, len(entries), _BLOCK):
        rows = slice(start, start + _BLOCK)
        scores = (terms[rows] @ their_terms).toarray()
        scores += weights.tags * (tags[rows] @ their_tags).toarray()
        scores += weights.theme * (themes[rows, None] == themes[None, :])
        for here, row in enumerate(scores, start):
            row[stated[here]] += weights.relation
            row[here] = 0.0
            yield row


def _closest(scores: Floats) -> list[tuple[int, float]]:
    """Return the places of the papers that are close, the closest first, each with its score."""
    close = np.flatnonzero(scores >= CLOSE)
    order = close[np.lexsort((close, -np.round(scores[close], 6)))][:SHOWN]
    return [(int(other), round(float(scores[other]), 3)) for other in order]


def _tag_matrix(catalog: Catalog, entries: Sequence[Entry]) -> sparse.csr_matrix:
    used = Counter(tag for entry in entries for tag in entry.paper.tags)
    column = {slug: place for place, slug in enumerate(catalog.tags)}
    rows, columns, data = [], [], []
    for place, entry in enumerate(entries):
        tags = [tag for tag in entry.paper.tags if tag in column]
        weights = [log((len(entries) + 1) / (used[tag] + 0.5)) for tag in tags]
        length = sum(weight * weight for weight in weights) ** 0.5 or 1.0
        rows += [place] * len(tags)
        columns += [column[tag] for tag in tags]
        data += [weight / length for weight in weights]
    return sparse.csr_matrix((data, (rows, columns)), shape=(len(entries), len(column)))


def _stated(catalog: Catalog, entries: Sequence[Entry]) -> list[list[int]]:
    """Return the places of the papers that curators relate to each, in either direction."""
    place = {entry.id: number for number, entry in enumerate(entries)}
    found: list[set[int]] = [set() for _ in entries]
    for entry in entries:
        for relation in entry.paper.relates:
            other = place[catalog.current_id[relation.id]]
            found[place[entry.id]].add(other)
            found[other].add(place[entry.id])
    return [sorted(others) for others in found]
