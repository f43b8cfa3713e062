"""Propose a theme for a paper from how the list files the papers it has.

Words and word pairs of title and abstract, weighted by tf-idf, go into a linear classifier, as in
arXiv-sanity. The scope of each theme counts as a text of its own, so a theme without papers can be
proposed too. A proposal is only that: a person files the paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.model import Catalog, Entry

_TITLE_WEIGHT = 3  # a title says more of the theme than as many words of an abstract
_DECIDING_WORDS = 6


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

    def __init__(self, texts: Sequence[str], themes: Sequence[str]) -> None:
        """Train on texts and the slugs of their themes; at least two themes must occur."""
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - slow import
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

        self._vectorizer = TfidfVectorizer(
            ngram_range=(1, 2), sublinear_tf=True, min_df=2, max_df=0.5, stop_words="english"
        )
        weights = self._vectorizer.fit_transform(texts)
        self._model = LogisticRegression(C=30.0, class_weight="balanced", max_iter=400)
        self._model.fit(weights, themes)

    def rank(self, texts: Sequence[str]) -> list[list[Suggestion]]:
        """Return all themes for each text, best first."""
        if not texts:
            return []
        weights = self._vectorizer.transform(texts)
        scores = self._model.predict_proba(weights)
        names = self._vectorizer.get_feature_names_out()
        ranked = []
        for row, chances in enumerate(scores):
            order = sorted(range(len(chances)), key=lambda i: (-chances[i], i))
            vector = weights[row]
            ranked.append([self._suggestion(i, float(chances[i]), vector, names) for i in order])
        return ranked

    def _suggestion(self, index: int, score: float, vector: Any, names: Any) -> Suggestion:
        coefficients = self._model.coef_[index if len(self._model.coef_) > 1 else 0]
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
    texts = [paper_text(entry.paper.title, entry.paper.abstract or "") for entry in chosen]
    themes = [entry.theme for entry in chosen]
    for slug, theme in catalog.themes.items():
        # Twice, so that a word of the scope alone passes the least document frequency.
        texts += [f"{theme.title}. {theme.scope}"] * 2
        themes += [slug] * 2
    return ThemeModel(texts, themes) if len(set(themes)) > 1 else None
