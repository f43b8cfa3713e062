"""Where papers stand in the space of word meanings, and which words of the list stand near others.

For a query in other words than the papers use: a word that the list does not have is answered by
the nearest words it has, and the whole query by the papers whose needs, title and summary mean the
same. Everything is a sum of word vectors, so the browser can do it without a model.
"""

from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from generator.derive.field_words import FIELDS, FieldWords
from generator.derived import Meaning, SearchIndex
from generator.meaning import Floats, WordTable, quantise, unit
from generator.vocabulary import STOP_WORDS, stem

NEAREST = 6
"""How many words of the list a word leads to."""
_CLOSE = 0.4  # cosine from which one word says something about another
_RAREST = 4.0  # weight of the rarest word, as the logarithm of papers to papers with it
_BLOCK = 1_000  # papers whose vectors are summed at a time


def meaning(read: FieldWords, index: SearchIndex, table: WordTable) -> Meaning:
    """Return the meanings of a list's words and papers.

    Args:
        read: The list's words.
        index: What each word says of each paper.
        table: What English words mean.
    """
    kept = [place for place, word in enumerate(table.words) if word not in STOP_WORDS]
    row = {table.words[place]: place for place in kept}
    rows = np.array([row.get(word, -1) for word in read.words], dtype=int)[read.numbers]
    weights = _weights(read, rows, len(table.words))
    return Meaning(
        list(row),
        table.vectors[kept],
        weights[kept].tolist(),
        _near(index, table, kept),
        _paper_vectors(read, rows, table, weights),
    )


def _weights(read: FieldWords, rows: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """Return how much each word of the table counts, given the row of each word of the list."""
    asked = read.within("title", "summary", "needs", "abstract") & (rows >= 0)
    pairs = np.sort(rows[asked] * read.papers + read.cells[asked] // len(FIELDS))
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    found = np.bincount(pairs // max(1, read.papers), minlength=count).tolist()
    rarities = (log((read.papers + 1) / (papers_with + 0.5)) for papers_with in found)
    return np.array([round(max(0.0, min(_RAREST, rarity)), 2) for rarity in rarities])


def _paper_vectors(
    read: FieldWords, rows: NDArray[np.int64], table: WordTable, weights: NDArray[np.float64]
) -> NDArray[np.int8]:
    """Return the direction of each paper: half what it is needed for, half what it says."""
    papers = read.cells // len(FIELDS)
    weighty = (rows >= 0) & (weights[rows] > 0)
    summarised = np.zeros(read.papers, dtype=bool)
    summarised[papers[read.within("summary")]] = True
    said = read.within("title") | np.where(
        summarised[papers], read.within("summary"), read.within("abstract")
    )
    vectors = np.zeros((read.papers, table.vectors.shape[1]), dtype=np.float32)
    for part in (read.within("needs") & weighty, said & weighty):
        vectors += _directions(papers[part], rows[part], table, weights, read.papers)
    return quantise(vectors)


def _directions(
    papers: NDArray[np.int32],
    rows: NDArray[np.int64],
    table: WordTable,
    weights: NDArray[np.float64],
    count: int,
) -> Floats:
    """Return the direction of the words of each of some papers taken together.

    Args:
        papers: The paper of each word, rising.
        rows: The word's row in the table.
        table: What words mean.
        weights: How much each row counts.
        count: How many papers there are.
    """
    sums = np.zeros((count, table.vectors.shape[1]), dtype=np.float32)
    counts = weights.astype(np.float32)
    for start in range(0, count, _BLOCK):
        block = slice(*np.searchsorted(papers, [start, start + _BLOCK]))
        with_words, firsts = np.unique(papers[block], return_index=True)
        if len(with_words):
            vectors = table.vectors[rows[block]] * counts[rows[block], None]
            sums[with_words] = np.add.reduceat(vectors, firsts, axis=0)
    return unit(sums)


def _near(
    index: SearchIndex, table: WordTable, kept: Sequence[int]
) -> list[list[tuple[str, float]]]:
    """Return for each kept word the stems of the list among its neighbours, with weights."""
    listed = dict(zip(index.words, index.stems, strict=True))
    stems = [listed.get(word, "") for word in table.words]
    on_list = np.array([word in listed for word in table.words])
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
