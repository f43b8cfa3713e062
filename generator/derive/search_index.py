"""The search index: built here by lunr.py, answered in the browser by lunr.js.

Both sides agree on version 2.3.9 of the serialised form. lunr.py orders tokens by code point and
JavaScript by UTF-16 unit, so characters outside the basic plane would break the order that lunr.js
relies on; they are left out of tokens.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lunr.builder import Builder
from lunr.idf import idf
from lunr.pipeline import Pipeline
from lunr.stemmer import porter_stemmer
from lunr.stop_word_filter import WORDS
from lunr.token_set import TokenSet
from lunr.vector import Vector

from generator.model import Catalog, Entry

FIELDS = {
    "title": 6, "names": 8, "tags": 2, "authors": 3, "facts": 3, "summary": 2, "abstract": 1,
}  # fmt: skip
"""Fields with how much a word in them weighs."""
_EDGE = re.compile(r"^\W+|\W+$")
_ASTRAL = re.compile(r"[\U00010000-\U0010ffff]")


_SHORT = 5  # characters of a word that has no spelling to normalise
_SPELLINGS = (
    (re.compile(r"is(e|es|ed|er|ers|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"our(s|al|ally|ed|ing)?$"), r"or\1"),
    (re.compile(r"ll(ing|ed|er|ers)$"), r"l\1"),
)
_NO_METADATA: dict[str, Any] = {}


class _StemPipeline(Pipeline):  # type: ignore[misc]
    """Names what lunr.js has to do with a query's words; here :func:`stems` did it already."""

    def serialize(self) -> list[str]:
        return ["stemmer"]


class _IndexBuilder(Builder):  # type: ignore[misc]
    """lunr's builder, fed with words that are ready.

    Its own ``add`` makes an object for every word of every text and a dictionary for every word of
    every field, which at 20,000 papers is a gigabyte; this keeps the counts. The result is the same
    to the last digit, and a test compares the two.
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

    def _create_field_vectors(self) -> None:
        """Weigh words as lunr does (BM25), each vector in one go instead of word by word."""
        rarity = {
            w: idf(posting, self.document_count) for w, posting in self.inverted_index.items()
        }
        self.field_vectors = {}
        for ref, counts in self.field_term_frequencies.items():
            name = ref.split("/", 1)[0]
            share = self.field_lengths[ref] / (self.average_field_length[name] or 1)
            damping = self._k1 * (1 - self._b + self._b * share)
            boost = self._fields[name].boost
            scores = {
                self.inverted_index[word]["_index"]: round(
                    rarity[word] * ((self._k1 + 1) * count) / (damping + count) * boost, 3
                )
                for word, count in counts.items()
            }
            elements = [part for place in sorted(scores) for part in (place, scores[place])]
            self.field_vectors[ref] = Vector(elements)

    def _create_token_set(self) -> None:
        """Leave out the set of words for wildcards: lunr.js makes it anew when it loads."""
        self.token_set = TokenSet()


@dataclass(frozen=True)
class SearchData:
    """What the browser searches.

    Attributes:
        index: The serialised lunr index; refs are ids.
        words: ``words`` and ``stems`` of the same length: every word of the list once, sorted as
            JavaScript sorts; a stem equal to its word is left empty. The browser completes and
            corrects queries from them, and looks stems up instead of working them out: the stemmers
            of lunr.py and lunr.js disagree on words such as "always".
    """

    index: dict[str, Any]
    words: dict[str, list[str]]


def search_data(catalog: Catalog) -> SearchData:
    """Return the index and the words of all entries."""
    if not catalog.entries:  # lunr takes the mean length of documents, and there is none
        empty = {"version": "2.3.9", "fieldVectors": [], "invertedIndex": []}
        index = {**empty, "fields": list(FIELDS), "pipeline": ["stemmer"]}
        return SearchData(index, {"words": [], "stems": []})
    builder = _IndexBuilder()
    builder.ref("id")
    for field, boost in FIELDS.items():
        builder.field(field, boost=boost)
    builder.search_pipeline = _StemPipeline()
    met: set[str] = set()
    for entry in catalog.entries.values():
        fields = {name: words_of(texts) for name, texts in _field_texts(catalog, entry).items()}
        builder.add_stems(entry.id, {name: stems(words) for name, words in fields.items()})
        met.update(*fields.values())
    words = sorted(met - WORDS)
    spelt = [stem if (stem := _stem(word)) != word else "" for word in words]
    return SearchData(builder.build().serialize(), {"words": words, "stems": spelt})


def stems(words: Iterable[str]) -> list[str]:
    """Return the stems of words as the index holds them, without stop words.

    >>> stems(words_of(["The robots' self-play"]))
    ['robot', 'self', 'plai', 'selfplai']
    """
    return [_stem(word) for word in words if word not in WORDS]


def words_of(texts: Iterable[str]) -> list[str]:
    """Return the words of texts, normalised; a hyphenated one also in one piece.

    >>> words_of(["Modelling off-policy behaviour"])
    ['modeling', 'off', 'policy', 'offpolicy', 'behavior']
    """
    found = []
    for text in texts:
        for piece in text.lower().split():
            words = [word for part in piece.split("-") if (word := _word(part))]
            found += words
            if len(words) > 1:
                found.append(_word("".join(words)))
    return found


def normalise(word: str) -> str:
    """Turn British spelling into American; `normalise` in understand.js does the same.

    >>> normalise("stabilising"), normalise("behaviours"), normalise("labelled")
    ('stabilizing', 'behaviors', 'labeled')
    """
    if len(word) <= _SHORT:
        return word
    for pattern, replacement in _SPELLINGS:
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=200_000)
def _word(string: str) -> str:
    return normalise(_EDGE.sub("", _ASTRAL.sub("", string)))


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    return str(porter_stemmer.stem(word))


def _field_texts(catalog: Catalog, entry: Entry) -> dict[str, Iterable[str]]:
    paper = entry.paper
    tags = [catalog.tags[slug] for slug in paper.tags if slug in catalog.tags]
    return {
        "title": [paper.title],
        "names": [*paper.aliases, *paper.listed_as],
        "tags": [word for tag in tags for word in (tag.label, *tag.aliases)],
        "authors": paper.authors,
        "facts": [str(paper.year or ""), paper.venue or ""],
        "summary": [paper.summary or ""],
        "abstract": [paper.abstract or ""],
    }
