"""The search index: words weighed by lunr.py, kept as what each word says of each paper.

lunr's serialised form can only be loaded whole, which is a quarter of a megabyte at 335 papers and
twelve at 20,000. Here its scores (BM25, the fields weighted) are summed for each word and paper, so
that a browser can fetch the few words that a query has.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lunr.builder import Builder
from lunr.idf import idf
from lunr.pipeline import Pipeline
from lunr.token_set import TokenSet
from lunr.vector import Vector

from generator.derived import SearchIndex
from generator.model import Catalog
from generator.vocabulary import STOP_WORDS, field_texts, name_words, stem, stems, words_of

FIELDS = {
    "title": 6, "names": 8, "tags": 2, "authors": 3, "facts": 3, "summary": 2, "needs": 2,
    "abstract": 1,
}  # fmt: skip
"""Fields with how much a word in them weighs."""
_NO_METADATA: dict[str, Any] = {}


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

    def scores(self) -> Iterator[tuple[str, Mapping[str, float]]]:
        """Yield each field of each document with the weights of its words, as lunr weighs (BM25).

        A field is told as lunr does, e.g. ``title/maml``.
        """
        self._calculate_average_field_lengths()
        rarity = {
            w: idf(posting, self.document_count) for w, posting in self.inverted_index.items()
        }
        for ref, counts in self.field_term_frequencies.items():
            name = ref.split("/", 1)[0]
            share = self.field_lengths[ref] / (self.average_field_length[name] or 1)
            damping = self._k1 * (1 - self._b + self._b * share)
            boost = self._fields[name].boost
            yield (
                ref,
                {
                    word: round(
                        rarity[word] * ((self._k1 + 1) * count) / (damping + count) * boost, 3
                    )
                    for word, count in counts.items()
                },
            )

    def _create_field_vectors(self) -> None:
        """Weigh words as lunr does, each vector in one go instead of word by word."""
        number = {word: posting["_index"] for word, posting in self.inverted_index.items()}
        self.field_vectors = {}
        for ref, scores in self.scores():
            elements = sorted((number[word], score) for word, score in scores.items())
            self.field_vectors[ref] = Vector([part for element in elements for part in element])

    def _create_token_set(self) -> None:
        """Leave out the set of words for wildcards: nothing here asks for it."""
        self.token_set = TokenSet()


def search_index(catalog: Catalog) -> SearchIndex:
    """Return the index of all entries."""
    met: set[str] = set()
    people: dict[str, list[int]] = {}
    builder = _builder()
    for place, entry in enumerate(catalog.entries.values()):
        fields = {name: words_of(texts) for name, texts in field_texts(catalog, entry).items()}
        builder.add_stems(entry.id, {name: stems(words) for name, words in fields.items()})
        met.update(*fields.values())
        for name in sorted({w for author in entry.paper.authors for w in name_words(author)}):
            people.setdefault(name, []).append(place)
    words = sorted(met - STOP_WORDS)
    return SearchIndex(words, [stem(word) for word in words], _postings(builder), people)


def lunr_builder(catalog: Catalog) -> Builder:
    """Return lunr's builder with all entries, for comparing with lunr itself."""
    builder = _builder()
    for entry in catalog.entries.values():
        texts = field_texts(catalog, entry)
        builder.add_stems(entry.id, {n: stems(words_of(texts[n])) for n in FIELDS})
    return builder


def _builder() -> _IndexBuilder:
    builder = _IndexBuilder()
    builder.ref("id")
    for field, boost in FIELDS.items():
        builder.field(field, boost=boost)
    builder.search_pipeline = Pipeline()
    return builder


def _postings(builder: _IndexBuilder) -> dict[str, list[tuple[int, float]]]:
    """Return lunr's scores of each stem, the fields of a paper added up."""
    if not builder.document_count:  # lunr takes the mean length of documents, and there is none
        return {}
    places = {id_: place for place, id_ in enumerate(builder._documents)}  # noqa: SLF001
    sums: dict[str, dict[int, float]] = {word: {} for word in sorted(builder.inverted_index)}
    for ref, scores in builder.scores():
        place = places[ref.split("/", 1)[1]]
        for word, score in scores.items():
            sums[word][place] = sums[word].get(place, 0.0) + score
    return {word: list(by_place.items()) for word, by_place in sums.items()}
