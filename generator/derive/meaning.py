"""Where papers stand in the space of word meanings, and which words of the list stand near others.

For a query in other words than the papers use: a word that the list does not have is answered by
the nearest words it has, and the whole query by the papers whose needs, title and summary mean the
same. Everything is a sum of word vectors, so the browser can do it without a model.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from generator.derived import Meaning, SearchIndex
from generator.meaning import Floats, WordTable, quantise, unit
from generator.model import Catalog, Entry
from generator.vocabulary import STOP_WORDS, stem, words_of

NEAREST = 6
"""How many words of the list a word leads to."""
_CLOSE = 0.4  # cosine from which one word says something about another
_RAREST = 4.0  # weight of the rarest word, as the logarithm of papers to papers with it
_BLOCK = 1_000  # words that are compared with the whole list at a time


def meaning(catalog: Catalog, index: SearchIndex, table: WordTable) -> Meaning:
    """Return the meanings of a list's words and papers."""
    kept = [place for place, word in enumerate(table.words) if word not in STOP_WORDS]
    words = [table.words[place] for place in kept]
    weights = _weights(catalog, words)
    return Meaning(
        words,
        table.vectors[kept],
        [weights[word] for word in words],
        _near(index, table, words),
        _paper_vectors(catalog, table, weights),
    )


def _weights(catalog: Catalog, words: Sequence[str]) -> Mapping[str, float]:
    total = len(catalog.entries)
    papers_with = Counter(
        word
        for entry in catalog.entries.values()
        for word in {*_own_words(entry), *words_of([entry.paper.abstract or ""])}
    )
    return {
        word: round(max(0.0, min(_RAREST, log((total + 1) / (papers_with[word] + 0.5)))), 2)
        for word in words
    }


def _paper_vectors(
    catalog: Catalog, table: WordTable, weights: Mapping[str, float]
) -> NDArray[np.int8]:
    rows = np.zeros((len(catalog.entries), table.vectors.shape[1]), dtype=np.float32)
    for place, entry in enumerate(catalog.entries.values()):
        paper = entry.paper
        parts = (paper.needs, (paper.title, paper.summary or paper.abstract or ""))
        for texts in parts:
            rows[place] += _sum(words_of(texts), table, weights)
    return quantise(rows)


def _sum(words: Sequence[str], table: WordTable, weights: Mapping[str, float]) -> Floats:
    """Return the direction of some words taken together."""
    known = [word for word in words if weights.get(word)]
    if not known:
        return np.zeros(table.vectors.shape[1], dtype=np.float32)
    counted = np.array([weights[word] for word in known], dtype=np.float32)
    vectors = table.vectors[[table.places[word] for word in known]].astype(np.float32)
    return unit((vectors * counted[:, None]).sum(axis=0, keepdims=True)).ravel()


def _near(
    index: SearchIndex, table: WordTable, words: Sequence[str]
) -> list[list[tuple[str, float]]]:
    listed = [
        (word, stem_)
        for word, stem_ in zip(index.words, index.stems, strict=True)
        if word in table.places and stem_ in index.postings
    ]
    if not listed:
        return [[] for _ in words]
    targets = table.directions[[table.places[word] for word, _ in listed]].T.copy()
    sources = table.directions[[table.places[word] for word in words]]
    own = [stem(word) for word in words]
    found: list[list[tuple[str, float]]] = []
    for start in range(0, len(words), _BLOCK):
        closeness = sources[start : start + _BLOCK] @ targets
        rows, columns = np.nonzero(closeness >= _CLOSE)
        close = closeness[rows, columns]
        order = np.lexsort((columns, -close, rows))
        ranked: list[list[tuple[str, float]]] = [[] for _ in range(len(closeness))]
        for row, column, value in zip(
            rows[order].tolist(), columns[order].tolist(), close[order].tolist(), strict=True
        ):
            ranked[row].append((listed[column][1], value))
        found += [_first_stems(near, own[start + row]) for row, near in enumerate(ranked)]
    return found


def _first_stems(ranked: Sequence[tuple[str, float]], own: str) -> list[tuple[str, float]]:
    """Return the nearest stems, each once, with weights that fall fast with distance."""
    weights: dict[str, float] = {}
    for stem_, closeness in ranked:
        if stem_ != own and len(weights) < NEAREST:
            weights.setdefault(stem_, round(closeness**3, 2))
    return list(weights.items())


def _own_words(entry: Entry) -> list[str]:
    paper = entry.paper
    return words_of([paper.title, paper.summary or "", *paper.needs])
