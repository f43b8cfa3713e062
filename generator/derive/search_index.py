"""The search index: built here by lunr.py, answered in the browser by lunr.js.

Both sides agree on version 2.3.9 of the serialised form. lunr.py orders tokens by code point and
JavaScript by UTF-16 unit, so characters outside the basic plane would break the order that lunr.js
relies on; they are left out of tokens.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from lunr.builder import Builder
from lunr.pipeline import Pipeline
from lunr.stemmer import porter_stemmer
from lunr.stop_word_filter import WORDS
from lunr.token_set import TokenSet

from generator.model import Catalog, Entry

FIELDS = {"title": 6, "names": 8, "tags": 2, "authors": 3, "summary": 2, "abstract": 1}
"""Fields with how much a word in them weighs."""
_BREAK = re.compile(r"[\s\-]+")
_EDGE = re.compile(r"^\W+|\W+$")
_ASTRAL = re.compile(r"[\U00010000-\U0010ffff]")


_NO_METADATA: dict[str, Any] = {}


class _StemPipeline(Pipeline):  # type: ignore[misc]
    """Names what lunr.js has to do with a query's words; here :func:`stems` did it already."""

    def serialize(self) -> list[str]:
        return ["stemmer"]


class _IndexBuilder(Builder):  # type: ignore[misc]
    """lunr's builder, fed with words that are ready.

    Its own ``add`` makes an object for every word of every text and a dictionary for every word of
    every field, which at 20,000 papers is a gigabyte; this keeps the counts.
    """

    def add_stems(self, ref: str, fields: Mapping[str, Sequence[str]]) -> None:
        """Add one document as the stems of each of its fields."""
        self._documents[ref] = {}
        self.document_count += 1
        for name, words in fields.items():
            counts = Counter(words)
            self.field_term_frequencies[f"{name}/{ref}"] = counts
            self.field_lengths[f"{name}/{ref}"] = len(words)
            for word in counts:
                if word not in self.inverted_index:
                    posting: dict[str, Any] = {field: {} for field in self._fields}
                    self.inverted_index[word] = posting | {"_index": self.term_index}
                    self.term_index += 1
                self.inverted_index[word][name][ref] = _NO_METADATA

    def _create_token_set(self) -> None:
        """Leave out the set of words for wildcards: lunr.js makes it anew when it loads."""
        self.token_set = TokenSet()


def search_index(catalog: Catalog) -> dict[str, Any]:
    """Return the serialised lunr index of all entries; refs are ids."""
    builder = _IndexBuilder()
    builder.ref("id")
    for field, boost in FIELDS.items():
        builder.field(field, boost=boost)
    builder.search_pipeline = _StemPipeline()
    for entry in catalog.entries.values():
        texts = _field_texts(catalog, entry)
        builder.add_stems(entry.id, {field: stems(texts[field]) for field in FIELDS})
    serialised: dict[str, Any] = builder.build().serialize()
    return serialised


def stems(texts: Iterable[str]) -> list[str]:
    """Return the words of texts as the index holds them: trimmed, without stop words, stemmed.

    >>> stems(["The robots' self-play"])
    ['robot', 'self', 'plai']
    """
    return [stem for text in texts for word in _BREAK.split(text.lower()) if (stem := _stem(word))]


@lru_cache(maxsize=200_000)
def _stem(string: str) -> str:
    word = _EDGE.sub("", _ASTRAL.sub("", string))
    return "" if not word or word in WORDS else str(porter_stemmer.stem(word))


def _field_texts(catalog: Catalog, entry: Entry) -> dict[str, Iterable[str]]:
    paper = entry.paper
    tags = [catalog.tags[slug] for slug in paper.tags if slug in catalog.tags]
    return {
        "title": [paper.title],
        "names": [*paper.aliases, *paper.listed_as],
        "tags": [word for tag in tags for word in (tag.label, *tag.aliases)],
        "authors": paper.authors,
        "summary": [paper.summary or ""],
        "abstract": [paper.abstract or ""],
    }
