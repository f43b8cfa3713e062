"""Papers as weighed words and word pairs, by which their kinship is told.

Every word of every paper becomes a number, and all of them are counted and weighed at once: a list
of twenty thousand papers has some five million.
"""

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from generator.derive.plain_words import argues
from generator.model import Entry
from generator.vocabulary import STOP_WORDS, normalise, stem

_COUNTS = (3, 2, 1)  # times that a word of the title, the summary and the abstract counts
_REASONS = 3
_WORD = re.compile(r"([^\W_]{2,})")
_FIGURE = re.compile(r"\d")
_TIES = frozenset(" -")  # what stands between the words of a pair
_COMMON = 2_000  # a word in more papers than this tells nothing and costs the square of it
_READ = 1_000  # first places that tell how a term is written
_WORD_DWELT_ON, _PAIR_DWELT_ON = 3, 2  # times that a paper says what it dwells on


class Terms:
    """The words and pairs of neighbouring words of some papers, as stems.

    A term is told by the column that it has in the matrix.

    Attributes:
        matrix: A row of length 1 for each paper, a column for each term (tf-idf).
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._texts = [text for entry in entries for text in _texts_of(entry)]
        self._said = said = _read(self._texts)
        times = np.tile(np.array(_COUNTS, dtype=np.float32), len(entries))[said.texts]
        places = (said.texts // len(_COUNTS), said.terms)
        counts = sparse.csr_matrix((times, places), shape=(len(entries), len(said.keys)))
        papers_with = np.bincount(counts.indices, minlength=len(said.keys))
        most = min(_COMMON, max(2, len(entries) // 2))
        self._kept = np.flatnonzero((papers_with > 1) & (papers_with <= most))
        self._stems = said.stems_of(self._kept)
        counts = counts[:, self._kept]
        rarity = np.log((len(entries) + 1) / (papers_with[self._kept] + 0.5))
        self.matrix = _directions(counts, (1 + np.log(counts.data)) * rarity[counts.indices])
        self._dwelt_on = self._most_said(counts)

    def shared(self, one: int, other: int) -> tuple[int, ...]:
        """Return the terms that speak most for two papers' kinship.

        Only terms that both papers dwell on: a pair twice, a single word three times, of which a
        title counts for three and a summary for two. Words of any abstract are left out.
        """
        mine, theirs = self._dwelt_on[one], self._dwelt_on[other]
        both = [(-mine[t] * theirs[t], self._stems[t], t) for t in mine.keys() & theirs.keys()]
        chosen: list[int] = []
        shown: set[str] = set()
        for _, stems, term in sorted(both):
            # A pair says what its words say, so only one of them is shown.
            if shown.isdisjoint(stems):
                chosen.append(term)
                shown.update(stems)
            if len(chosen) == _REASONS:
                break
        return tuple(chosen)

    def as_written(self, terms: Iterable[int]) -> Mapping[int, str]:
        """Return how each of some terms is written most often in the first places that have it."""
        asked = {int(self._kept[term]): term for term in terms}
        is_asked = np.zeros(len(self._said.keys), dtype=bool)
        is_asked[list(asked)] = True
        found = self._said.in_order(np.flatnonzero(is_asked[self._said.terms]))
        forms: dict[int, Counter[str]] = {term: Counter() for term in asked}
        for term, text, start, end in zip(*self._said.at(found), strict=True):
            forms[term][_compound(self._texts[text], start, end)] += 1
        return {asked[term]: _usual(counted) for term, counted in forms.items()}

    def _most_said(self, counts: sparse.csr_matrix) -> list[dict[int, float]]:
        """Return for each paper the terms that it dwells on, with their weights."""
        least = [_PAIR_DWELT_ON if len(stems) > 1 else _WORD_DWELT_ON for stems in self._stems]
        says = [argues(stems) and not _FIGURE.search(" ".join(stems)) for stems in self._stems]
        chosen = counts.data >= np.where(says, least, np.inf)[counts.indices]
        ends = np.concatenate([[0], np.cumsum(chosen)])[counts.indptr]
        columns, weights = counts.indices[chosen].tolist(), self.matrix.data[chosen].tolist()
        return [
            dict(zip(columns[start:end], weights[start:end], strict=True))
            for start, end in pairwise(ends)
        ]


@dataclass(frozen=True)
class _Said:
    """Every word and every pair of words of some texts.

    Attributes:
        stems: Stems by number; the first stands for words that say nothing.
        keys: The different terms in order, each as one number made of those of its stems.
        terms: Which of them each is.
        texts: The place of its text.
        lasts: The place of its last word among all words.
        ends: Where each piece ends among all characters: every text is pieces and words in turn,
            and begins and ends with a piece.
        starts: Where each text begins among all characters.
    """

    stems: Sequence[str]
    keys: NDArray[np.int64]
    terms: NDArray[np.int32]
    texts: NDArray[np.int32]
    lasts: NDArray[np.int64]
    ends: NDArray[np.int64]
    starts: NDArray[np.int64]

    def stems_of(self, terms: NDArray[np.int64]) -> list[tuple[str, ...]]:
        """Return the stem or the two stems of each of some terms."""
        before, words = (part.tolist() for part in np.divmod(self.keys[terms], len(self.stems)))
        pairs = zip(before, words, strict=True)
        return [(self.stems[b], self.stems[w]) if b else (self.stems[w],) for b, w in pairs]

    def in_order(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the first places of each term by text, sorted by text."""
        places = places[np.argsort(self.texts[places], kind="stable")]
        by_term = places[np.argsort(self.terms[places], kind="stable")]
        _, starts, sizes = np.unique(self.terms[by_term], return_index=True, return_counts=True)
        first = by_term[np.arange(len(by_term)) - np.repeat(starts, sizes) < _READ]
        return np.asarray(first[np.argsort(self.texts[first], kind="stable")])

    def at(self, places: NDArray[np.int64]) -> tuple[list[int], ...]:
        """Return of what stands at some places term and text, its start and its end in that."""
        terms, texts, lasts = self.terms[places], self.texts[places], self.lasts[places]
        firsts = lasts - (self.keys[terms] >= len(self.stems))  # a pair has two words
        # Before a word are two pieces for each word before it, and one more for each text.
        starts = self.ends[2 * firsts + texts] - self.starts[texts]
        ends = self.ends[2 * lasts + texts + 1] - self.starts[texts]
        return terms.tolist(), texts.tolist(), starts.tolist(), ends.tolist()


class _Numbers(dict[str, int]):
    """The number of the stem of each word, as it stands in a text; 0 for a stop word."""

    def __init__(self) -> None:
        super().__init__()
        self.stems = {"": 0}

    def __missing__(self, written: str) -> int:
        word = written.lower()
        stemmed = "" if word in STOP_WORDS else stem(normalise(word))
        self[written] = number = self.stems.setdefault(stemmed, len(self.stems))
        return number


def _read(texts: Sequence[str]) -> _Said:
    """Return the words of some texts and the pairs of neighbours."""
    numbers = _Numbers()
    written, tied, sizes, counts = array("q"), bytearray(), array("q"), []
    for text in texts:
        pieces = _WORD.split(text)  # words, and before, between and after them what is none
        words = pieces[1::2]
        written.extend(map(numbers.__getitem__, words))
        tied.extend(map(_TIES.__contains__, pieces[:-1:2]))
        sizes.extend(map(len, pieces))
        counts.append(len(words))
    words_, is_tied = np.array(written, dtype=np.int64), np.array(tied, dtype=bool)
    words_in = np.array(counts, dtype=np.int64)
    firsts = np.cumsum(words_in) - words_in
    is_tied[firsts[words_in > 0]] = False  # nothing stands before a first word
    says = words_ > 0
    single = np.flatnonzero(says)
    second = np.flatnonzero(is_tied & says & np.roll(says, 1))
    pairs = words_[second - 1] * len(numbers.stems) + words_[second]
    keys, terms = np.unique(np.concatenate([words_[single], pairs]), return_inverse=True)
    places = np.concatenate([single, second])
    in_text = np.repeat(np.arange(len(texts), dtype=np.int32), words_in)[places]
    ends = np.cumsum(np.array(sizes, dtype=np.int64))
    starts = np.cumsum([0, *map(len, texts)])[:-1]
    return _Said(list(numbers.stems), keys, terms.astype(np.int32), in_text, places, ends, starts)


def _texts_of(entry: Entry) -> tuple[str, str, str]:
    paper = entry.paper
    return paper.title, paper.summary or "", paper.abstract or ""


def _directions(counts: sparse.csr_matrix, weights: NDArray[np.float64]) -> sparse.csr_matrix:
    """Return weights in the places of some counts, the row of each paper of length 1."""
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    lengths = np.sqrt(np.bincount(rows, weights * weights, minlength=counts.shape[0]))
    return sparse.csr_matrix((weights / lengths[rows], counts.indices, counts.indptr), counts.shape)


def _usual(forms: Counter[str]) -> str:
    """Return the most frequent of some forms, in small letters but for acronyms and names."""
    plain: Counter[str] = Counter()
    for form, number in forms.items():
        plain[_plain(form)] += number
    return min(plain, key=lambda form: (-plain[form], form))


def _compound(text: str, start: int, end: int) -> str:
    """Return a part of a text with what hyphens tie to it: "supervised fine" has its "-tuning"."""
    if text[start - 1 : start] != "-" != text[end : end + 1]:
        return text[start:end]
    while start > 1 and text[start - 1] == "-" and text[start - 2].isalnum():
        start -= 1
        while start and text[start - 1].isalnum():
            start -= 1
    while end + 1 < len(text) and text[end] == "-" and text[end + 1].isalnum():
        end += 1
        while end < len(text) and text[end].isalnum():
            end += 1
    return text[start:end]


def _plain(form: str) -> str:
    """Return words in small letters, but for acronyms and names such as ImageNet."""
    return " ".join(w if any(map(str.isupper, w[1:])) else w.lower() for w in form.split(" "))
