"""What the search fetches: a core that every query needs, the rest in parts on demand.

| file below ``data/search/`` | holds |
| --- | --- |
| ``core.json`` | titles and facts of all papers, all words and stems, where parts begin |
| ``terms-N.json`` | papers and scores of a run of stems, in the alphabet's order |
| ``numbers.json`` | which paper has an arXiv number or a DOI |
| ``cards-N.json`` | what a hit shows of sixteen papers |
| ``texts-N.json`` | the abstracts of sixteen papers, for passages and quoted phrases |
| ``words-N.json`` | vectors and neighbours of a run of English words |
| ``vectors.json`` | where all papers stand among the meanings of words |

A query of three words costs the core, three runs of stems and the cards of what it found, however
long the list is; meanings are fetched only when words alone do not answer, numbers only when one is
asked for.
"""

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from generator.derived import Meaning, Postings, SearchIndex
from generator.json_text import compact_json
from generator.meaning import pack
from generator.model import Catalog, Entry
from generator.render.page import RenderInput
from generator.render.parts import listing_title
from generator.render.views import GROUP_WORDS
from generator.vocabulary import STOP_WORDS

PAPERS_IN_PART = 16
POSTINGS_IN_PART = 2_000
WORDS_IN_PART = 128
PERSON = "@"
"""Stands before a word of an author's name, so that it is no word of a text."""
_SCALE = 10  # scores are kept as tenths
_YEAR_AT_END = re.compile(r" ((?:19|20)\d\d)$")


def search_files(given: RenderInput) -> Iterator[tuple[str, str]]:
    """Yield everything that the search fetches."""
    derived = given.derived
    parts = _term_parts(derived.index)
    starts = [next(iter(part)) for part in parts]
    words = _runs(derived.meaning.words, WORDS_IN_PART)
    yield (
        "data/search/core.json",
        compact_json(
            {
                **_columns(given),
                **_vocabulary(derived.index),
                "termParts": starts,
                "wordParts": [run[0] for run in words],
                "papersInPart": PAPERS_IN_PART,
            }
        ),
    )
    yield "data/search/numbers.json", compact_json(_numbers(given.catalog))
    for number, part in enumerate(parts):
        yield f"data/search/terms-{number}.json", compact_json(part)
    for number, run in enumerate(_runs(list(given.catalog.entries.values()), PAPERS_IN_PART)):
        yield f"data/search/cards-{number}.json", compact_json([_card(given, e) for e in run])
        texts = [entry.paper.abstract or "" for entry in run]
        yield f"data/search/texts-{number}.json", compact_json(texts)
    yield from _meaning_files(derived.meaning, len(words))


def _columns(given: RenderInput) -> dict[str, Any]:
    """Return the facts by which papers are filtered and sorted, a list for each."""
    catalog = given.catalog
    entries = list(catalog.entries.values())
    themes = {slug: place for place, slug in enumerate(catalog.themes)}
    tags = {slug: place for place, slug in enumerate(catalog.tags)}
    listings = {slug: place for place, slug in enumerate(catalog.listings)}
    series = sorted({venue_series(e.paper.venue) for e in entries if e.paper.venue})
    venues = {name: place for place, name in enumerate(series)}
    appearances = given.derived.appearances
    return {
        "id": [entry.id for entry in entries],
        "title": [entry.paper.title for entry in entries],
        "year": [entry.paper.year or 0 for entry in entries],
        "added": [entry.paper.added.toordinal() for entry in entries],
        "theme": [[themes[s] for s in (e.theme, *e.paper.also_in)] for e in entries],
        "tag": [[tags[s] for s in e.paper.tags if s in tags] for e in entries],
        "venue": [[venues[venue_series(e.paper.venue)]] if e.paper.venue else [] for e in entries],
        "venueYear": [_venue_year(entry.paper.venue) for entry in entries],
        "listing": [[listings[a.listing] for a in appearances.get(e.id, ())] for e in entries],
        "has": [[0] if "code" in e.paper.links else [] for e in entries],
        "order": _reading_order(catalog, entries),
        "names": {
            "theme": [[slug, theme.short] for slug, theme in catalog.themes.items()],
            "tag": [[s, tag.label, GROUP_WORDS[tag.group]] for s, tag in catalog.tags.items()],
            "venue": [[name, name] for name in series],
            "listing": [[s, listing_title(catalog, x)] for s, x in catalog.listings.items()],
            "has": [["code", "Code"]],
        },
    }


def _numbers(catalog: Catalog) -> dict[str, int]:
    """Return the place of the paper that each arXiv number and each DOI names."""
    papers = [entry.paper for entry in catalog.entries.values()]
    numbered = ((n, place) for place, p in enumerate(papers) for n in (p.arxiv, p.doi) if n)
    return dict(numbered)


def venue_series(venue: str | None) -> str:
    """Return a venue without its year, so that its years can be chosen together.

    >>> venue_series("ICLR 2024")
    'ICLR'
    """
    return _YEAR_AT_END.sub("", venue or "")


def _venue_year(venue: str | None) -> int:
    """Return the year of a venue; 0 for none. It is often the one after the paper's own."""
    year = _YEAR_AT_END.search(venue or "")
    return int(year[1]) if year else 0


def _reading_order(catalog: Catalog, entries: Sequence[Entry]) -> list[int]:
    """Return each paper's place when themes are read one by one, each from where it starts."""
    themes = list(catalog.themes)
    firsts = {
        (slug, pointer.id): place
        for slug, theme in catalog.themes.items()
        for place, pointer in enumerate(theme.start_here)
    }
    last = len(entries)

    def key(place: int) -> tuple[int, int, int, str]:
        entry = entries[place]
        first = firsts.get((entry.theme, entry.id), last)
        return themes.index(entry.theme), first, entry.paper.year or 9999, entry.id

    ordered = sorted(range(last), key=key)
    places = [0] * last
    for place, number in enumerate(ordered):
        places[number] = place
    return places


def _vocabulary(index: SearchIndex) -> dict[str, Any]:
    """Return all words, and how each becomes its stem: letters to drop, then letters to add."""
    changes = [_change(w, s) for w, s in zip(index.words, index.stems, strict=True)]
    kinds = sorted(set(changes))
    number = {change: place for place, change in enumerate(kinds)}
    return {
        "words": " ".join(index.words),
        "stemmed": [number[change] for change in changes],
        "changes": [list(change) for change in kinds],
        "stopWords": " ".join(sorted(STOP_WORDS)),
    }


def _change(word: str, stem: str) -> tuple[int, str]:
    same = 0
    while same < min(len(word), len(stem)) and word[same] == stem[same]:
        same += 1
    return len(word) - same, stem[same:]


def _term_parts(index: SearchIndex) -> list[dict[str, list[int]]]:
    """Return runs of stems with their postings: distance to the paper before, then the score."""
    terms: dict[str, list[int]] = {
        PERSON + name: _person(places) for name, places in index.people.items()
    }
    terms |= _steps(index.postings)
    parts: list[dict[str, list[int]]] = []
    held = POSTINGS_IN_PART
    for term in sorted(terms):
        if held >= POSTINGS_IN_PART:
            parts.append({})
            held = 0
        parts[-1][term] = terms[term]
        held += len(terms[term]) // 2
    return parts


def _person(places: Sequence[int]) -> list[int]:
    steps = (place - before for before, place in pairwise((0, *places)))
    return [number for step in steps for number in (step, _SCALE)]


def _steps(postings: Postings) -> dict[str, list[int]]:
    """Return for each term the steps from paper to paper, each with a score."""
    firsts = postings.starts[:-1]
    steps = np.diff(postings.papers, prepend=0)
    steps[firsts] = postings.papers[firsts]
    scores = np.maximum(1, np.rint(postings.scores * _SCALE)).astype(int)
    flat = np.stack([steps, scores], axis=1).ravel().tolist()
    runs = pairwise((2 * postings.starts).tolist())
    return {term: flat[a:b] for term, (a, b) in zip(postings.terms, runs, strict=True)}


def _card(given: RenderInput, entry: Entry) -> Mapping[str, Any]:
    shown = given.cards[entry.id]
    fields = {
        "authors": shown.authors,
        "venue": shown.venue,
        "why": shown.why,
        "text": shown.text,
        "needs": list(entry.paper.needs),
        "names": list(entry.paper.aliases),
    }
    return {name: value for name, value in fields.items() if value}


def _meaning_files(meaning: Meaning, parts: int) -> Iterator[tuple[str, str]]:
    packed = pack(meaning.vectors)
    for number in range(parts):
        run = slice(number * WORDS_IN_PART, (number + 1) * WORDS_IN_PART)
        part = {
            "words": " ".join(meaning.words[run]),
            "weights": meaning.weights[run],
            "near": [[part for pair in near for part in pair] for near in meaning.near[run]],
            "vectors": _text(packed[run].tobytes()),
        }
        yield f"data/search/words-{number}.json", compact_json(part)
    yield "data/search/vectors.json", compact_json(_text(pack(meaning.papers).tobytes()))


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _runs(items: Sequence[Any], size: int) -> list[Sequence[Any]]:
    return [items[start : start + size] for start in range(0, len(items), size)]
