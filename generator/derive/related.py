"""Papers that a reader of one may want next, each with the reasons.

Closeness is the cosine of rare words and word pairs that two papers share (tf-idf over title,
summary and abstract), plus what curators said: shared tags, the same theme, a stated relation.
`make relevance` measures it on judged papers and shows what each part brings.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from generator.derive.terms import Pair, Terms
from generator.derived import Kin
from generator.model import Catalog, Entry
from generator.parallel import Aside, at_last


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
_WORTH_A_PROCESS = 3_000  # papers


class Kinship:
    """The papers of a list that are close to each other.

    Attributes:
        closest: For each paper those closest to it with their closeness, closest first; fewer where
            nothing is close.
    """

    def __init__(
        self, catalog: Catalog, weights: Weights | None = None, aside: Aside = at_last
    ) -> None:
        """Compare all papers.

        Args:
            catalog: The list.
            weights: How signs of kinship are weighed; the list's own by default.
            aside: Begins half of the work beside the other half.
        """
        self._entries = list(catalog.entries.values())
        self._stated = _stated(catalog, self._entries)
        self._terms = Terms(self._entries)
        signs = _signs(catalog, self._terms.matrix, self._stated, weights or Weights())
        begin = aside if len(self._entries) > _WORTH_A_PROCESS else at_last
        self._places = _close(signs, begin)
        self.closest: dict[str, dict[str, float]] = {entry.id: {} for entry in self._entries}
        for (here, other), score in self._places:
            self.closest[self._entries[here].id][self._entries[other].id] = score

    def related(self) -> Mapping[str, tuple[Kin, ...]]:
        """Return the related papers of each entry with the reasons, closest first."""
        reasons = self._terms.reasons({_pair(*places) for places, _ in self._places})
        found: dict[str, list[Kin]] = {entry.id: [] for entry in self._entries}
        for (here, other), score in self._places:
            pair = _pair(here, other)
            one, two = self._entries[here], self._entries[other]
            kin = Kin(
                two.id,
                score,
                reasons[pair],
                tuple(tag for tag in one.paper.tags if tag in two.paper.tags),
                pair in self._stated,
            )
            found[one.id].append(kin)
        return {id_: tuple(kin) for id_, kin in found.items()}


def _signs(
    catalog: Catalog, terms: sparse.csr_matrix, stated: Iterable[Pair], weights: Weights
) -> sparse.csr_matrix:
    """Return a row for each paper, so that the product of two rows says how close they are."""
    entries = list(catalog.entries.values())
    number = {slug: place for place, slug in enumerate(catalog.themes)}
    themes = [(place, number[entry.theme]) for place, entry in enumerate(entries)]
    relations = [(place, column) for column, pair in enumerate(sorted(stated)) for place in pair]
    return sparse.hstack(
        [
            terms,
            sqrt(weights.tags) * _tag_matrix(catalog, entries),
            sqrt(weights.theme) * _ones(themes, len(entries)),
            sqrt(weights.relation) * _ones(relations, len(entries)),
        ],
        format="csr",
    )


def _close(signs: sparse.csr_matrix, aside: Aside) -> list[tuple[tuple[int, int], float]]:
    """Return each paper's place with that of a paper close to it, the closest first, and how close.

    Args:
        signs: See :func:`_signs`.
        aside: Begins half of the work beside the other half.
    """
    starts = range(0, signs.shape[0], _BLOCK)
    if not starts:
        return []
    half = aside(partial(_compared, signs, starts[1::2]))
    parts = [*_compared(signs, starts[::2]), *half()]
    ones, others, scores = map(np.concatenate, zip(*parts, strict=True))
    heres, theres = np.concatenate([ones, others]), np.concatenate([others, ones])
    scores = np.tile(scores, 2)
    order = np.lexsort((theres, -np.round(scores, 6), heres))
    heres, theres, scores = heres[order], theres[order], scores[order]
    shown = np.arange(len(heres)) - np.searchsorted(heres, heres) < SHOWN
    places = zip(heres[shown].tolist(), theres[shown].tolist(), strict=True)
    return list(zip(places, np.round(scores[shown], 3).tolist(), strict=True))


def _compared(
    signs: sparse.csr_matrix, starts: Iterable[int]
) -> list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]]:
    """Return the pairs of close papers, and how close, of some blocks of papers and all others."""
    parts = []
    for start in starts:
        # Two papers are compared once: a block with itself and with what comes after it.
        block = (signs[start : start + _BLOCK] @ signs[start:].T).tocoo()
        said = (block.data >= CLOSE) & (block.row < block.col)
        parts.append((block.row[said] + start, block.col[said] + start, block.data[said]))
    return parts


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def _ones(cells: Sequence[tuple[int, int]], rows: int) -> sparse.csr_matrix:
    """Return a matrix with 1 in some cells, given as row and column."""
    columns = 1 + max((column for _, column in cells), default=0)
    places = tuple(zip(*cells, strict=True)) or ((), ())
    return sparse.csr_matrix((np.ones(len(cells)), places), shape=(rows, columns))


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


def _stated(catalog: Catalog, entries: Sequence[Entry]) -> set[Pair]:
    """Return the pairs of papers that curators relate, in either direction."""
    place = {entry.id: number for number, entry in enumerate(entries)}
    return {
        _pair(place[entry.id], place[catalog.current_id[relation.id]])
        for entry in entries
        for relation in entry.paper.relates
    }
