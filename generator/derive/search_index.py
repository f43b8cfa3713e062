"""The search index: built here by lunr.py, answered in the browser by lunr.js.

Both sides agree on version 2.3.9 of the serialised form. lunr.py orders tokens by code point and
JavaScript by UTF-16 unit, so characters outside the basic plane would break the order that lunr.js
relies on; they are left out of tokens.
"""

import re
from collections.abc import Iterable
from typing import Any

from lunr.builder import Builder
from lunr.pipeline import Pipeline
from lunr.stemmer import porter_stemmer
from lunr.stop_word_filter import WORDS

from generator.model import Catalog

FIELDS = {"title": 6, "names": 8, "tags": 2, "authors": 3, "summary": 2, "abstract": 1}
"""Fields with how much a word in them weighs."""
_EDGE = re.compile(r"^\W+|\W+$")
_ASTRAL = re.compile(r"[\U00010000-\U0010ffff]")


class CachedPipeline(Pipeline):  # type: ignore[misc]
    """Trims, drops stop words and stems, remembering each word: a text repeats most of its words.

    It serialises as lunr's own stemmer, so lunr.js treats query words the same way.
    """

    def __init__(self) -> None:
        super().__init__()
        self._stems: dict[str, str] = {}

    def run(self, tokens: Iterable[Any], _field_name: str | None = None) -> list[Any]:
        """Return the tokens that are left, stemmed; the field makes no difference here."""
        kept = []
        for token in tokens:
            stem = self._stems.get(token.string)
            if stem is None:
                stem = self._stems[token.string] = self._stem(token.string)
            if stem:
                token.string = stem
                kept.append(token)
        return kept

    def serialize(self) -> list[str]:
        """Name the functions that lunr.js is to run on a query's words."""
        return ["stemmer"]

    @staticmethod
    def _stem(string: str) -> str:
        word = _EDGE.sub("", _ASTRAL.sub("", string))
        return "" if not word or word in WORDS else str(porter_stemmer.stem(word))


def search_index(catalog: Catalog) -> dict[str, Any]:
    """Return the serialised lunr index of all entries; refs are ids."""
    builder = Builder()
    builder.ref("id")
    for field, boost in FIELDS.items():
        builder.field(field, boost=boost)
    builder.pipeline = CachedPipeline()
    builder.search_pipeline = CachedPipeline()
    for id_, entry in catalog.entries.items():
        paper = entry.paper
        tags = [catalog.tags[slug] for slug in paper.tags if slug in catalog.tags]
        builder.add(
            {
                "id": id_,
                "title": paper.title,
                "names": " ".join((*paper.aliases, *paper.listed_as)),
                "tags": " ".join(" ".join((tag.label, *tag.aliases)) for tag in tags),
                "authors": " ".join(paper.authors),
                "summary": paper.summary or "",
                "abstract": paper.abstract or "",
            }
        )
    serialised: dict[str, Any] = builder.build().serialize()
    return serialised
