"""Papers that a reader of one may want next, each with the reasons.

Closeness is the cosine of rare words and word pairs that two papers share (tf-idf over title,
summary and abstract), plus what curators said: shared tags, the same theme, a stated relation.
`make relevance` measures it on judged papers and shows what each part brings.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from generator.derived import Kin
from generator.model import Catalog, Entry
from generator.vocabulary import STOP_WORDS, normalise, stem

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
_TITLE, _SUMMARY = 3, 2  # times that a word of these counts, one of the abstract counting once
_REASONS = 3
_BLOCK = 256  # papers that are compared with all others at a time
_WORD = re.compile(r"[^\W_]{2,}")
_COMMON = 2_000  # a word in more papers than this tells nothing and costs the square of it


def related(catalog: Catalog, weights: Weights | None = None) -> Mapping[str, tuple[Kin, ...]]:
    """Return the related papers of each entry, closest first; fewer where nothing is close.

    Args:
        catalog: The list.
        weights: How signs of kinship are weighed; the list's own by default.
    """
    entries = list(catalog.entries.values())
    if not entries:
        return {}
    weighed = weights or Weights()
    terms = _Terms(entries)
    tags = _tag_matrix(catalog, entries)
    stated = _stated(catalog, entries)
    themes = np.array([list(catalog.themes).index(entry.theme) for entry in entries])
    found: dict[str, tuple[Kin, ...]] = {}
    for start in range(0, len(entries), _BLOCK):
        rows = slice(start, start + _BLOCK)
        scores = np.asarray((terms.matrix[rows] @ terms.matrix.T).todense(), dtype=np.float64)
        scores += weighed.tags * (tags[rows] @ tags.T).toarray()
        scores += weighed.theme * (themes[rows, None] == themes[None, :])
        for offset, row in enumerate(scores):
            here = start + offset
            row[stated[here]] += weighed.relation
            row[here] = 0.0
            found[entries[here].id] = _kin(here, row, entries, terms, stated[here])
    shown = {term for kin in found.values() for one in kin for term in one.terms}
    written = _as_written(entries, shown)
    return {
        id_: tuple(replace(one, terms=tuple(map(written.__getitem__, one.terms))) for one in kin)
        for id_, kin in found.items()
    }


class _Terms:
    """Papers as weighed words and word pairs.

    Attributes:
        matrix: A row of length 1 for each paper, a column for each term.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._counts = [_count(entry) for entry in entries]
        papers_with = Counter(term for counted in self._counts for term in counted)
        most = min(_COMMON, max(2, len(entries) // 2))
        kept = sorted(term for term, papers in papers_with.items() if 1 < papers <= most)
        column = {term: place for place, term in enumerate(kept)}
        rarity = {term: log((len(entries) + 1) / (papers_with[term] + 0.5)) for term in kept}
        self._weights = [
            _unit({t: (1 + log(n)) * rarity[t] for t, n in counted.items() if t in column})
            for counted in self._counts
        ]
        ends = np.cumsum([0, *map(len, self._weights)])
        columns = [column[term] for weights in self._weights for term in weights]
        data = [weight for weights in self._weights for weight in weights.values()]
        shape = (len(entries), len(kept))
        self.matrix = sparse.csr_matrix((data, columns, ends), shape=shape)

    def shared(self, one: int, other: int) -> tuple[str, ...]:
        """Return the terms that speak most for two papers' kinship, as stems.

        Only terms that both papers dwell on: a pair twice, a single word three times, of which a
        title counts for three and a summary for two.
        """
        mine, theirs = self._weights[one], self._weights[other]
        said, heard = self._counts[one], self._counts[other]
        both = [
            (-mine[term] * theirs[term], term)
            for term in mine.keys() & theirs.keys()
            if min(said[term], heard[term]) >= (2 if " " in term else 3)
            and not any(map(str.isdigit, term))
        ]
        chosen: list[str] = []
        for _, term in sorted(both):
            # A pair says what its words say, so only one of them is shown.
            if all(set(term.split()).isdisjoint(held.split()) for held in chosen):
                chosen.append(term)
            if len(chosen) == _REASONS:
                break
        return tuple(chosen)


def _count(entry: Entry) -> Counter[str]:
    """Count the words and pairs of neighbours of a paper."""
    paper = entry.paper
    counts: Counter[str] = Counter()
    for text, times in ((paper.title, _TITLE), (paper.summary, _SUMMARY), (paper.abstract, 1)):
        terms = [term for term, _, _ in _terms(text or "")]
        counts.update(terms * times)
    return counts


def _as_written(entries: Sequence[Entry], terms: Iterable[str]) -> Mapping[str, str]:
    """Return how each of some terms is written most often."""
    written: dict[str, Counter[str]] = {term: Counter() for term in terms}
    for entry in entries:
        paper = entry.paper
        for text in (paper.title, paper.summary or "", paper.abstract or ""):
            for term, start, end in _terms(text):
                if term in written:
                    written[term][_compound(text, start, end)] += 1
    return {term: _usual(forms) for term, forms in written.items()}


def _usual(forms: Counter[str]) -> str:
    """Return the most frequent of some forms, in small letters but for acronyms and names."""
    plain: Counter[str] = Counter()
    for form, number in forms.items():
        plain[_plain(form)] += number
    return min(plain, key=lambda form: (-plain[form], form))


def _terms(text: str) -> list[tuple[str, int, int]]:
    """Return the words of a text and the pairs of neighbours, as stems, and where they stand."""
    found = []
    before, since, until = "", 0, -2
    for match in _WORD.finditer(text):
        word = _stem(match[0])
        if not word:
            until = -2
            continue
        start, end = match.span()
        found.append((word, start, end))
        if start == until + 1 and text[until] in " -":
            found.append((f"{before} {word}", since, end))
        before, since, until = word, start, end
    return found


@lru_cache(maxsize=200_000)
def _stem(written: str) -> str:
    """Return the stem of a word as it stands in a text; nothing for a stop word."""
    word = written.lower()
    return "" if word in STOP_WORDS else stem(normalise(word))


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


def _unit(weights: dict[str, float]) -> dict[str, float]:
    """Return weights as a direction of length 1."""
    length = sum(weight * weight for weight in weights.values()) ** 0.5
    return {term: weight / length for term, weight in weights.items()}


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


def _kin(
    here: int, row: Floats, entries: Sequence[Entry], terms: _Terms, stated: Sequence[int]
) -> tuple[Kin, ...]:
    close = np.flatnonzero(row >= CLOSE)
    order = close[np.lexsort((close, -np.round(row[close], 6)))][:SHOWN]
    mine = entries[here].paper.tags
    return tuple(
        Kin(
            entries[other].id,
            round(float(row[other]), 3),
            terms.shared(here, other),
            tuple(tag for tag in mine if tag in entries[other].paper.tags),
            other in stated,
        )
        for other in order.tolist()
    )
