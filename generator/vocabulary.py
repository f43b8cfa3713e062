"""Words as the search and the related papers count them.

The browser reads queries by the same rules (`words.js`); a test compares the two.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from lunr.stemmer import porter_stemmer
from lunr.stop_word_filter import WORDS

from generator.model import Catalog, Entry

STOP_WORDS: frozenset[str] = frozenset(WORDS)
"""Words that say nothing of a paper."""

_INSIDE = re.compile(r"\w(?:.*\w)?", re.DOTALL)
# JavaScript orders by UTF-16 unit and Python by code point; they agree on the basic plane alone.
_ASTRAL = re.compile(r"[\U00010000-\U0010ffff]")
_SHORT = 5  # characters of a word that has no spelling to normalise
_SPELLINGS = (
    (re.compile(r"is(e|es|ed|er|ers|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"our(s|al|ally|ed|ing)?$"), r"or\1"),
    (re.compile(r"ll(ing|ed|er|ers)$"), r"l\1"),
)


def words_of(texts: Iterable[str]) -> list[str]:
    """Return the words of texts, normalised; a hyphenated one also in one piece.

    >>> words_of(["Modelling off-policy behaviour à la Poincaré"])
    ['modeling', 'off', 'policy', 'offpolicy', 'behavior', 'a', 'la', 'poincare']
    """
    found: list[str] = []
    for text in texts:
        for piece in text.lower().split():
            found += _words(piece)
    return found


def stems(words: Iterable[str]) -> list[str]:
    """Return the stems of words as the index holds them, without stop words.

    >>> stems(words_of(["The robots' self-play"]))
    ['robot', 'self', 'plai', 'selfplai']
    """
    return [stem(word) for word in words if word not in STOP_WORDS]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the stem of one word.

    >>> stem("policies")
    'polici'
    """
    return str(porter_stemmer.stem(word))


def normalise(word: str) -> str:
    """Turn British spelling into American; `normalise` in words.js does the same.

    >>> normalise("stabilising"), normalise("behaviours"), normalise("labelled")
    ('stabilizing', 'behaviors', 'labeled')
    """
    if len(word) <= _SHORT:
        return word
    for pattern, replacement in _SPELLINGS:
        word = pattern.sub(replacement, word)
    return word


def name_words(name: str) -> list[str]:
    """Return the words by which ``author:`` finds a person: whole, and never stemmed.

    >>> name_words("Jürgen Schmidhuber")
    ['jurgen', 'schmidhuber']
    """
    return words_of([name])


def field_texts(catalog: Catalog, entry: Entry) -> dict[str, Iterable[str]]:
    """Return the texts of a paper that are searched, by field."""
    paper = entry.paper
    tags = [catalog.tags[slug] for slug in paper.tags if slug in catalog.tags]
    return {
        "title": [paper.title],
        "names": [*paper.aliases, *paper.listed_as],
        "tags": [word for tag in tags for word in (tag.label, *tag.aliases)],
        "authors": paper.authors,
        "facts": [str(paper.year or ""), paper.venue or ""],
        "summary": [paper.summary or ""],
        "needs": paper.needs,
        "abstract": [paper.abstract or ""],
    }


@lru_cache(maxsize=400_000)
def _words(piece: str) -> tuple[str, ...]:
    """Return the words of what stands between two spaces."""
    words = tuple(word for part in piece.split("-") if (word := _word(part)))
    return (*words, _word("".join(words))) if len(words) > 1 else words


def _word(string: str) -> str:
    # Folding turns small raised capitals into large ones.
    inside = _INSIDE.search(_fold(string).lower())
    return normalise(inside[0]) if inside else ""


def _fold(string: str) -> str:
    """Return a word without accents: readers type Poincare and Schrodinger.

    An accent that stands alone, as in ``Schr¨odinger`` from a PDF, is one that a space carries.
    """
    if string.isascii():
        return string
    parts = unicodedata.normalize("NFKD", string)
    kept = (part for part in parts if part != " " and unicodedata.category(part)[0] != "M")
    return _ASTRAL.sub("", "".join(kept))
