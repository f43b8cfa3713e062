"""What follows from a catalog, as :mod:`generator.derive` makes it and pages show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.model import Appearance
from generator.tally import Statistics


@dataclass(frozen=True)
class Kin:
    """A related paper.

    Attributes:
        id: Its id.
        score: Closeness; 0 is nothing in common, above 0.5 is the same question.
        terms: Words or word pairs that both use and few others do, as the papers write them.
        tags: Slugs of tags that both have, the rarest first.
        related: Whether a curator related the two.
    """

    id: str
    score: float
    terms: tuple[str, ...]
    tags: tuple[str, ...]
    related: bool


@dataclass(frozen=True)
class Postings:
    """Which papers have each of some terms, and how much it says of them.

    Attributes:
        terms: The terms in order.
        starts: Where the papers of each begin in the arrays below, and where the last ones end.
        papers: Places in the catalog's order, rising for each term.
        scores: How much the term says of the paper.
    """

    terms: Sequence[str]
    starts: NDArray[np.int64]
    papers: NDArray[np.int64]
    scores: NDArray[np.float64]

    def of(self, term: str) -> Mapping[int, float]:
        """Return the papers that have a term, with its scores."""
        place = self.terms.index(term)
        run = slice(self.starts[place], self.starts[place + 1])
        return dict(zip(self.papers[run].tolist(), self.scores[run].tolist(), strict=True))


@dataclass(frozen=True)
class SearchIndex:
    """What the browser searches.

    Attributes:
        words: Every word of the list once, sorted as JavaScript sorts, without stop words.
        stems: The stem of each word. The browser looks stems up instead of working them out, since
            the stemmers of lunr.py and lunr.js disagree on words such as "always".
        postings: The papers that have each stem.
        people: For each word of authors' names, the places of the papers.
    """

    words: Sequence[str]
    stems: Sequence[str]
    postings: Postings
    people: Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class Meaning:
    """What the browser needs to compare meanings.

    Attributes:
        words: English words, sorted, without stop words.
        vectors: A row for each word, from -7 to 7.
        weights: How much each word counts: the rarer on the list, the more.
        near: For each word, stems of the list that mean much the same, nearest first, each with its
            weight between 0 and 1; the word's own stem is left out.
        papers: A row for each paper in the catalog's order, from -7 to 7; zeros where it has none
            of the words.
    """

    words: Sequence[str]
    vectors: NDArray[np.int8]
    weights: Sequence[float]
    near: Sequence[Sequence[tuple[str, float]]]
    papers: NDArray[np.int8]


@dataclass(frozen=True)
class Layout:
    """Where things stand on the map: across from the left and down from the top, from 0 to 1.

    Attributes:
        papers: Place of each paper by id.
        themes: Where the papers of a theme are, by slug, for its label; only themes with papers.
    """

    papers: Mapping[str, tuple[float, float]]
    themes: Mapping[str, tuple[float, float]]


@dataclass(frozen=True)
class Derived:
    """All that follows from a catalog.

    Attributes:
        appearances: Places in listings by id.
        related: Related papers by id, closest first.
        index: What each word says of each paper.
        meaning: Where papers and words stand in the space of meanings.
        statistics: The list in numbers.
        layout: Where papers stand on the map.
    """

    appearances: Mapping[str, Sequence[Appearance]]
    related: Mapping[str, Sequence[Kin]]
    index: SearchIndex
    meaning: Meaning
    statistics: Statistics
    layout: Layout
