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


def meaning(catalog: Catalog, index: SearchIndex, table: WordTable) -> Meaning:
    """Return the meanings of a list's words and papers."""
    kept = [place for place, word in enumerate(table.words) if word not in STOP_WORDS]
    words = [table.words[place] for place in kept]
    weights = _weights(catalog, words)
    return Meaning(
        words,
        table.vectors[kept],
        [weights[word] for word in words],
        _near(index, table, kept),
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
    index: SearchIndex, table: WordTable, kept: Sequence[int]
) -> list[list[tuple[str, float]]]:
    """Return for each kept word the stems of the list among its neighbours, with weights."""
    listed = dict(zip(index.words, index.stems, strict=True))
    stems = [listed.get(word, "") for word in table.words]
    on_list = np.array([stem_ in index.postings for stem_ in stems])
    words = [table.words[place] for place in kept]
    neighbours = table.nearest[kept]
    rows, columns = np.nonzero(on_list[neighbours])
    sources, targets = np.asarray(kept)[rows], neighbours[rows, columns]
    close = np.einsum("ij,ij->i", table.directions[sources], table.directions[targets])
    found: list[dict[str, float]] = [{} for _ in kept]
    said = close >= _CLOSE
    pairs = zip(rows[said].tolist(), targets[said].tolist(), close[said].tolist(), strict=True)
    for row, target, value in pairs:
        weights, near = found[row], stems[target]
        if len(weights) < NEAREST and near not in weights and not _is_form(words[row], near):
            # What is half as near says far less than half as much.
            weights[near] = round(value**3, 2)
    return [list(weights.items()) for weights in found]


def _is_form(word: str, stem_: str) -> bool:
    # A stem begins as its words do, and most words are not asked for theirs.
    return word[0] == stem_[0] and stem(word) == stem_


def _own_words(entry: Entry) -> list[str]:
    paper = entry.paper
    return words_of([paper.title, paper.summary or "", *paper.needs])
