"""Papers as weighed words and word pairs, by which their kinship is told.

Every word of every paper becomes a number, and all of them are counted and weighed at once: a list
of twenty thousand papers has some five million.
"""

import re
from array import array
from collections import Counter, defaultdict
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
_REASONS, _CANDIDATES = 3, 5
_WORD = re.compile(r"([^\W_]{2,})")
_FIGURE = re.compile(r"\d")
_TIES = frozenset(" -")  # what stands between the words of a pair
_TIED = re.compile("[ -]")
_COMMON = 2_000  # a word in more papers than this tells nothing and costs the square of it
_WORD_DWELT_ON, _PAIR_DWELT_ON = 3, 2  # times that a paper says what it dwells on

Pair = tuple[int, int]
"""Two papers by their places in the catalog's order, the earlier first."""
Compound = tuple[str, ...]
"""The stems of some words that hyphens tie together, of stop words too: "on-policy"."""
Times = dict[Compound, int]
"""How often one paper writes a term in which compounds."""


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

    def reasons(self, pairs: Iterable[Pair]) -> Mapping[Pair, tuple[str, ...]]:
        """Return for pairs of papers the words that speak most for their kinship, as both write.

        Only terms that both papers dwell on: a pair twice, a single word three times, of which a
        title counts for three and a summary for two. Words of any abstract are left out, and so is
        "zero" when one paper writes "zero-shot" and the other "zero-sum".
        """
        shared = {pair: self._shared(*pair) for pair in pairs}
        asked = {
            (paper, term) for pair, terms in shared.items() for term in terms for paper in pair
        }
        times, forms = self._compounds(asked)
        names = {key: _usual(counted) for key, counted in forms.items()}
        found: dict[Pair, tuple[str, ...]] = {}
        for (one, other), terms in shared.items():
            said = [(t, self._both(t, times[one, t], times[other, t])) for t in terms]
            # Two of them may be parts of one compound.
            words = dict.fromkeys(names[t, compound] for t, compound in said if compound)
            found[one, other] = tuple(words)[:_REASONS]
        return found

    def _shared(self, one: int, other: int) -> list[int]:
        """Return the terms that speak most for two papers' kinship, a few more than are shown."""
        mine, theirs = self._dwelt_on[one], self._dwelt_on[other]
        both = [(-mine[t] * theirs[t], self._stems[t], t) for t in mine.keys() & theirs.keys()]
        chosen: list[int] = []
        shown: set[str] = set()
        for _, stems, term in sorted(both):
            # A pair says what its words say, so only one of them is shown.
            if shown.isdisjoint(stems):
                chosen.append(term)
                shown.update(stems)
            if len(chosen) == _CANDIDATES:
                break
        return chosen

    def _compounds(
        self, asked: Iterable[tuple[int, int]]
    ) -> tuple[Mapping[tuple[int, int], Times], Mapping[tuple[int, Compound], Counter[str]]]:
        """Return how often papers write terms in which compounds, and how those are written."""
        said, width = self._said, len(self._said.keys)
        wanted = np.array([paper * width + self._kept[term] for paper, term in asked], np.int64)
        papers = said.texts.astype(np.int64) // len(_COUNTS)
        found = np.flatnonzero(np.isin(papers * width + said.terms, wanted))
        stems = _Stems()
        column = dict(zip(self._kept.tolist(), range(len(self._kept)), strict=True))
        times: dict[tuple[int, int], Times] = defaultdict(lambda: defaultdict(int))
        forms: dict[tuple[int, Compound], Counter[str]] = defaultdict(Counter)
        for key, text, start, end in zip(*said.at(found), strict=True):
            term = column[key]
            written = _compound(self._texts[text], start, end)
            compound = tuple(map(stems.__getitem__, _TIED.split(written)))
            times[text // len(_COUNTS), term][compound] += 1
            forms[term, compound][written] += 1
        return times, forms

    def _both(self, term: int, mine: Times, theirs: Times) -> Compound | None:
        """Return in which compound two papers write a term, or the term where one of them does."""
        both = [(-min(mine[c], theirs[c]), c) for c in mine.keys() & theirs.keys()]
        if both:
            return min(both)[1]
        bare = self._stems[term]
        return bare if bare in mine or bare in theirs else None

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
        numbers: The number of the stem of each word.
        width: How many stems there are.
        keys: The different terms in order, each as one number made of those of its stems.
        terms: Which of them each is.
        texts: The place of its text.
        lasts: The place of its last word among all words.
        ends: Where each piece ends among all characters: every text is pieces and words in turn,
            and begins and ends with a piece.
        starts: Where each text begins among all characters.
    """

    numbers: "_Numbers"
    width: int
    keys: NDArray[np.int64]
    terms: NDArray[np.int32]
    texts: NDArray[np.int32]
    lasts: NDArray[np.int64]
    ends: NDArray[np.int64]
    starts: NDArray[np.int64]

    def stems_of(self, terms: NDArray[np.int64]) -> list[tuple[str, ...]]:
        """Return the stem or the two stems of each of some terms."""
        stems = list(self.numbers.stems)
        before, words = (part.tolist() for part in np.divmod(self.keys[terms], self.width))
        pairs = zip(before, words, strict=True)
        return [(stems[b], stems[w]) if b else (stems[w],) for b, w in pairs]

    def at(self, places: NDArray[np.int64]) -> tuple[list[int], ...]:
        """Return of what stands at some places term and text, its start and its end in that."""
        terms, texts, lasts = self.terms[places], self.texts[places], self.lasts[places]
        firsts = lasts - (self.keys[terms] >= self.width)  # a pair has two words
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


class _Stems(dict[str, str]):
    """The stem of each word, as it stands in a text."""

    def __missing__(self, written: str) -> str:
        self[written] = stemmed = stem(normalise(written.lower()))
        return stemmed


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
    width = len(numbers.stems)
    pairs = words_[second - 1] * width + words_[second]
    keys, terms = np.unique(np.concatenate([words_[single], pairs]), return_inverse=True)
    places = np.concatenate([single, second])
    in_text = np.repeat(np.arange(len(texts), dtype=np.int32), words_in)[places]
    ends = np.cumsum(np.array(sizes, dtype=np.int64))
    starts = np.cumsum([0, *map(len, texts)])[:-1]
    return _Said(numbers, width, keys, terms.astype(np.int32), in_text, places, ends, starts)


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
