"""The papers of a list that are most like a given text.

Words and word pairs of all that an entry says in words, weighted by tf-idf and compared by the
angle between them. The terms that two texts share come with the answer, so that a person can see
why a paper is near. Measured on the list itself: of the papers that curators relate to one another,
seven in ten are among the ten nearest; a test keeps it so.

:mod:`generator.derive.related` tells readers what to read next and counts what curators said; this
judges what they say, so words alone count, and the text may be that of a paper not on the list.
"""

import itertools
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from generator.model import Catalog, Entry
from generator.near import Near

_WORD = re.compile(r"\b\w\w+\b")
_BORDER = re.compile(r"[.;:!?]\s")  # no pair of words reaches over it
_ADDRESS = re.compile(r"https?://\S+")  # its words say nothing about a paper
NEAREST = 10
_TITLE_WEIGHT = 2
_SHARED_TERMS = 5
_LARGE = 50  # papers; on a shorter list a word that occurs once, or often, still tells something


class Neighbourhood:
    """All papers of a list, ready to be compared with."""

    def __init__(self, entries: Iterable[Entry], labels: Mapping[str, str]) -> None:
        """Weigh the words of the entries.

        Args:
            entries: The papers to find.
            labels: What readers see of each tag, by slug.
        """
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - slow import

        self._labels = labels
        self._ids: list[str] = []
        texts: list[str] = []
        for entry in entries:
            self._ids.append(entry.id)
            texts.append(self._text_of(entry))
        large = len(texts) > _LARGE
        self._vectorizer: Any = TfidfVectorizer(
            analyzer=_terms_of,
            sublinear_tf=True,
            min_df=2 if large else 1,
            max_df=0.5 if large else 1.0,
        )
        try:
            self._vectors: Any = self._vectorizer.fit_transform(texts)
        except ValueError:  # no paper at all, or none with a word that counts
            self._ids = []
        self._terms: Any = self._vectorizer.get_feature_names_out() if self._ids else ()

    def of_text(
        self, title: str, abstract: str, *, count: int = NEAREST, without: Container[str] = ()
    ) -> list[Near]:
        """Return the papers nearest to one that is not on the list, nearest first.

        Args:
            title: Its title.
            abstract: Its abstract; may be empty.
            count: How many to return at most; papers that share no term are left out.
            without: Ids that are not to be named.
        """
        return self._nearest(_join(title, abstract), count, without)

    def of_entry(self, entry: Entry, *, count: int = NEAREST) -> list[Near]:
        """Return the papers nearest to an entry, itself left out, nearest first."""
        return self._nearest(self._text_of(entry), count, {entry.id})

    def _text_of(self, entry: Entry) -> str:
        paper = entry.paper
        tags = (self._labels.get(slug, slug) for slug in paper.tags)
        words = (paper.summary, paper.why, ". ".join(paper.needs), ". ".join(tags), paper.abstract)
        return _join(paper.title, *words)

    def _nearest(self, text: str, count: int, without: Container[str]) -> list[Near]:
        if not self._ids:
            return []
        vector = self._vectorizer.transform([text])
        scores = (self._vectors @ vector.T).toarray().ravel()
        order = sorted(scores.nonzero()[0], key=lambda row: (-scores[row], self._ids[row]))
        rows = [row for row in order if self._ids[row] not in without][:count]
        return [
            Near(id=self._ids[row], score=float(scores[row]), terms=self._shared(vector, row))
            for row in rows
        ]

    def _shared(self, vector: Any, row: int) -> tuple[str, ...]:
        product = self._vectors[row].multiply(vector).tocsr()
        weighted = [
            (-value, str(self._terms[column]))
            for column, value in zip(product.indices, product.data, strict=True)
        ]
        chosen: list[str] = []
        for _weight, term in sorted(weighted):
            words = set(term.split())
            # "self play" has said what "play" says.
            if not any(words <= set(other.split()) for other in chosen):
                chosen = [other for other in chosen if not set(other.split()) <= words]
                chosen.append(term)
            if len(chosen) == _SHARED_TERMS:
                break
        return tuple(chosen)


def _terms_of(text: str) -> list[str]:
    """Return words, and pairs of them that stand side by side in one sentence or one tag.

    >>> _terms_of("Self-play. Language models")
    ['self', 'play', 'self play', 'language', 'models', 'language models']
    """
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS  # noqa: PLC0415 - slow import

    terms: list[str] = []
    for part in _BORDER.split(text.lower()):
        words = [word for word in _WORD.findall(part) if word not in ENGLISH_STOP_WORDS]
        terms += words
        terms += map(" ".join, itertools.pairwise(words))
    return terms


def neighbourhood(catalog: Catalog) -> Neighbourhood:
    """Return the papers of a catalog, ready to be compared with."""
    labels = {slug: tag.label for slug, tag in catalog.tags.items()}
    return Neighbourhood(catalog.entries.values(), labels)


def themes_of(near: Sequence[Near], catalog: Catalog) -> list[tuple[str, int]]:
    """Return where neighbours are filed: themes with their number, the most common first."""
    return _counted((catalog.entries[n.id].theme, n.score) for n in near if n.id in catalog.entries)


def _counted(votes: Iterable[tuple[str, float]]) -> list[tuple[str, int]]:
    """Return words with how often they were named; of equals, the one of nearer papers first."""
    count: dict[str, int] = {}
    weight: dict[str, float] = {}
    for word, score in votes:
        count[word] = count.get(word, 0) + 1
        weight[word] = weight.get(word, 0.0) + score
    return sorted(count.items(), key=lambda pair: (-pair[1], -weight[pair[0]], pair[0]))


def _join(title: str, *others: str | None) -> str:
    text = ". ".join([title] * _TITLE_WEIGHT + [other for other in others if other])
    return _ADDRESS.sub(" ", text)


__all__ = ["NEAREST", "Near", "Neighbourhood", "neighbourhood", "themes_of"]
