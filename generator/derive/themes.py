"""Propose a theme for a paper from how the list files the papers it has.

Words and word pairs of title and abstract, weighted by tf-idf, go into a linear support vector
machine, as in arXiv-sanity. The scope of each theme counts as a text of its own, so a theme without
papers can be proposed too; a paper counts half for the further themes it names. A proposal is only
that: a person files the paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import Any

from generator.model import Catalog, Entry

_TITLE_WEIGHT = 3  # a title says more of the theme than as many words of an abstract
_DECIDING_WORDS = 6
_FURTHER_THEME = 0.5
_SHARPNESS = 4.0  # turns margins into shares; a clear case comes out near 0.8


@dataclass(frozen=True)
class Suggestion:
    """One theme proposed for a paper.

    Attributes:
        theme: Its slug.
        score: Between 0 and 1, the scores of all themes adding up to 1.
        words: Words of the paper that spoke for this theme, strongest first.
    """

    theme: str
    score: float
    words: tuple[str, ...]


class ThemeModel:
    """A classifier trained on the catalog's own filing."""

    def __init__(
        self, texts: Sequence[str], themes: Sequence[str], weights: Sequence[float]
    ) -> None:
        """Train on texts with the slugs of their themes; at least two themes must occur.

        Args:
            texts: What :func:`paper_text` gives.
            themes: Slug of the theme of each text.
            weights: How much each text counts, 1.0 for a paper in its own theme.
        """
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - slow import
        from sklearn.svm import LinearSVC  # noqa: PLC0415

        self._vectorizer = TfidfVectorizer(
            ngram_range=(1, 2), sublinear_tf=True, min_df=2, max_df=0.5, stop_words="english"
        )
        vectors = self._vectorizer.fit_transform(texts)
        self._model = LinearSVC(C=0.3, class_weight="balanced", random_state=0)
        self._model.fit(vectors, themes, sample_weight=weights)

    def rank(self, texts: Sequence[str]) -> list[list[Suggestion]]:
        """Return all themes for each text, best first."""
        if not texts:
            return []
        vectors = self._vectorizer.transform(texts)
        names = self._vectorizer.get_feature_names_out()
        ranked = []
        for vector, margins in zip(vectors, self._margins(vectors), strict=True):
            chances = _shares(margins)
            order = sorted(range(len(chances)), key=lambda i: (-chances[i], i))
            ranked.append([self._suggestion(i, chances[i], vector, names) for i in order])
        return ranked

    def _margins(self, vectors: Any) -> list[list[float]]:
        """Return a row of margins per text, one for each theme."""
        margins: Any = self._model.decision_function(vectors)
        if margins.ndim == 1:  # two themes: one number tells how far towards the second
            return [[-float(margin), float(margin)] for margin in margins]
        return [[float(margin) for margin in row] for row in margins]

    def _suggestion(self, index: int, score: float, vector: Any, names: Any) -> Suggestion:
        one = len(self._model.coef_) == 1
        coefficients = self._model.coef_[0] * (2 * index - 1) if one else self._model.coef_[index]
        pulls = sorted(
            (
                (value * coefficients[column], names[column])
                for column, value in zip(vector.indices, vector.data, strict=True)
            ),
            key=lambda pull: (-pull[0], pull[1]),
        )
        words = tuple(str(name) for pull, name in pulls[:_DECIDING_WORDS] if pull > 0)
        return Suggestion(str(self._model.classes_[index]), score, words)


def paper_text(title: str, abstract: str) -> str:
    """Return the text by which a paper is classified."""
    return f"{(title + '. ') * _TITLE_WEIGHT}{abstract}"


def train(catalog: Catalog, entries: Sequence[Entry] | None = None) -> ThemeModel | None:
    """Return a model of the catalog's filing, or None when there is nothing to tell apart.

    Args:
        catalog: The list.
        entries: Entries to learn from; all of the catalog by default.
    """
    chosen = catalog.entries.values() if entries is None else entries
    texts: list[str] = []
    themes: list[str] = []
    weights: list[float] = []

    def learn(text: str, theme: str, weight: float) -> None:
        texts.append(text)
        themes.append(theme)
        weights.append(weight)

    for entry in chosen:
        text = paper_text(entry.paper.title, entry.paper.abstract or "")
        learn(text, entry.theme, 1.0)
        for slug in entry.paper.also_in:
            learn(text, slug, _FURTHER_THEME)
    for slug, theme in catalog.themes.items():
        for _ in range(2):  # so that a word of the scope alone passes the least frequency
            learn(f"{theme.title}. {theme.scope}", slug, 1.0)
    return ThemeModel(texts, themes, weights) if len(set(themes)) > 1 else None


def _shares(margins: Sequence[float]) -> list[float]:
    """Return margins as positive numbers that add up to 1, in the same order."""
    powers = [exp(_SHARPNESS * (margin - max(margins))) for margin in margins]
    return [power / sum(powers) for power in powers]
