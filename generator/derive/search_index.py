"""The search index: what each word says of each paper, weighed as lunr weighs (BM25 by field).

lunr's serialised form can only be loaded whole, which is a quarter of a megabyte at 335 papers and
twelve at 20,000, and its builder makes an object for every word of every text. Here the scores of a
word are summed over the fields of a paper, so that a browser can fetch the few words that a query
has. A test compares them with those that lunr.js gives.
"""

from math import log

import numpy as np
from numpy.typing import NDArray

from generator.derive.field_words import FIELDS, FieldWords
from generator.derived import Postings, SearchIndex
from generator.model import Catalog
from generator.vocabulary import STOP_WORDS, name_words, stem

BOOSTS = {
    "title": 6, "names": 8, "tags": 2, "authors": 3, "facts": 3, "summary": 2, "needs": 2,
    "abstract": 1,
}  # fmt: skip
"""How much a word in each field weighs."""
_K1 = 1.2  # how much further times count that a word is said, as in lunr
_B = 0.75  # how much the length of a field counts against its words, as in lunr


def search_index(catalog: Catalog, read: FieldWords) -> SearchIndex:
    """Return the index of all entries.

    Args:
        catalog: The list.
        read: Its words.
    """
    words = sorted(word for word in read.words if word not in STOP_WORDS)
    stems = [stem(word) for word in words]
    people: dict[str, list[int]] = {}
    for place, entry in enumerate(catalog.entries.values()):
        for name in sorted({w for author in entry.paper.authors for w in name_words(author)}):
            people.setdefault(name, []).append(place)
    return SearchIndex(words, stems, _postings(read, dict(zip(words, stems, strict=True))), people)


def _postings(read: FieldWords, stem_of: dict[str, str]) -> Postings:
    """Return the scores of each stem, the fields of a paper added up."""
    stems = sorted(set(stem_of.values()))
    number = {stem_: place for place, stem_ in enumerate(stems)}
    is_said = np.array([number[stem_of[w]] if w in stem_of else -1 for w in read.words], dtype=int)
    said = is_said[read.numbers]
    cells, said = read.cells[said >= 0], said[said >= 0]
    all_cells = max(1, read.papers * len(FIELDS))
    keys, times = np.unique(said * all_cells + cells, return_counts=True)
    terms, where = np.divmod(keys, all_cells)
    scores = _scores(terms, where, times, np.bincount(cells, minlength=all_cells))
    papers = where // len(FIELDS)
    is_first = (np.diff(terms, prepend=-1) != 0) | (np.diff(papers, prepend=-1) != 0)
    first = np.flatnonzero(is_first)
    return Postings(
        stems,
        np.searchsorted(terms[first], np.arange(len(stems) + 1)),
        papers[first],
        np.add.reduceat(scores, first) if len(first) else scores,
    )


def _scores(
    terms: NDArray[np.int64],
    cells: NDArray[np.int64],
    times: NDArray[np.int64],
    lengths: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return how much each stem says in each field of a paper that has it.

    Args:
        terms: The stem's number.
        cells: The paper and the field, as :class:`FieldWords` counts them.
        times: How often the stem is said there.
        lengths: How many stems each cell has.
    """
    fields = len(FIELDS)
    papers = len(lengths) // fields
    usual = np.maximum(lengths.reshape(-1, fields).mean(axis=0), 1e-9) if papers else np.ones(1)
    found = np.bincount(terms).tolist()  # in each field by itself, as lunr counts
    rarity = np.array([log(1 + abs((papers - n + 0.5) / (n + 0.5))) for n in found])
    boosts = np.array([BOOSTS[field] for field in FIELDS], dtype=float)
    damping = _K1 * (1 - _B + _B * lengths[cells] / usual[cells % fields])
    return np.asarray(
        rarity[terms] * ((_K1 + 1) * times) / (damping + times) * boosts[cells % fields]
    )
