"""Rules that keep one paper from standing on the list twice."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache

from generator.catalog.view import Rule, View
from generator.limits import NEAR_TITLE
from generator.model import Entry
from generator.problems import Problem, error, quote, warning
from generator.text import slugify

_SAME_ID = "merge the two if they are one paper; if not, one of the ids is wrong"
_COMMON = 40  # a word in more titles than this says nothing about two of them
_SMALL_WORDS = frozenset("a an the of for with via in on from and to by".split())


def titles_are_unique(view: View) -> Iterator[Problem]:
    """No two entries share a title, whatever its case, hyphens and punctuation."""
    owner: dict[str, Entry] = {}
    for entry in _oldest_first(view):
        for key in set(entry.title_keys):
            first = owner.setdefault(key, entry)
            if first is not entry:
                message = f"this title is that of {quote(first.id)} too ({first.path})"
                hint = "one paper has one entry: merge them, keeping the other id as formerly:"
                if entry.id not in view.catalog.register_ids:
                    hint = "it is on the list already: mend that entry, and delete this file"
                yield error(view.locate(entry.path, "title"), "duplicate-title", message, hint)


def numbers_are_unique(view: View) -> Iterator[Problem]:
    """No two entries share an arXiv id or a DOI."""
    kinds = (("arxiv", "arXiv id", "duplicate-arxiv"), ("doi", "DOI", "duplicate-doi"))
    for name, label, code in kinds:
        owner: dict[str, Entry] = {}
        for entry in _oldest_first(view):
            number = getattr(entry.paper, name)
            if number:
                first = owner.setdefault(number, entry)
                if first is not entry:
                    message = f"{number} is the {label} of {quote(first.id)} too"
                    where = view.locate(entry.path, name)
                    yield error(where, code, message, _SAME_ID)


def _oldest_first(view: View) -> list[Entry]:
    """Return the entries, new ones last: it is they who come a second time."""
    registered = view.catalog.register_ids
    return sorted(view.catalog.entries.values(), key=lambda entry: entry.id not in registered)


def titles_are_apart(view: View) -> Iterator[Problem]:
    """Two titles that share most of their words may be one paper."""
    words = {entry.id: _words(entry.paper.title) for entry in _oldest_first(view)}
    frequency = Counter(word for each in words.values() for word in each)
    by_word: dict[str, list[str]] = defaultdict(list)
    for id_, mine in words.items():
        near: set[str] = set()
        for word in mine:
            if frequency[word] <= _COMMON:
                near.update(by_word[word])
                by_word[word].append(id_)
        for other in sorted(near):
            theirs = words[other]
            both = len(mine & theirs)
            if both < NEAR_TITLE * (len(mine) + len(theirs) - both):
                continue
            entry, second = view.catalog.entries[id_], view.catalog.entries[other]
            if set(entry.title_keys).isdisjoint(second.title_keys):  # else an error of its own
                message = f"this title is close to that of {quote(other)}"
                hint = "if they are one paper, merge them; if not, leave them"
                yield warning(view.locate(entry.path, "title"), "near-title", message, hint)


def _words(title: str) -> frozenset[str]:
    words = map(_word, re.split(r"[\s-]+", title))
    return frozenset(word for word in words if word and word not in _SMALL_WORDS)


@lru_cache(maxsize=100_000)
def _word(written: str) -> str:
    return slugify(written).removesuffix("s")


TITLE_RULES: tuple[Rule, ...] = (titles_are_unique, numbers_are_unique, titles_are_apart)
