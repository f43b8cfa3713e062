"""Rules for what curators write: lengths, borrowed words, numbers, leftovers of markup."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from generator.catalog.view import Rule, View
from generator.limits import (
    BORROWED_RUN,
    INTRODUCTION_WORDS,
    NEED_WORDS,
    NEEDS_PER_PAPER,
    PAPERS_PER_TAG,
    START_HERE,
    STEPS,
    SUMMARY_WORDS,
    TAGS_PER_PAPER,
    WHY_WORDS,
)
from generator.model import Catalog, Entry, Record
from generator.places import TAGS_PATH
from generator.problems import Level, Location, Problem, error, quote, warning
from generator.text import title_key
from generator.yaml_source import Keys

_SETTLED = 30  # tagged papers; how often a tag is used says nothing on a shorter list
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W_]+")
LEFTOVER_MARKUP = re.compile(
    r"\\[a-zA-Z%&\"'`^]|\w\{|\}\w|\{\\|``|''|math(?:cal|bb|rm)|varepsilon|cdot|(?<![\w×])\d+times\b"
    r"|\w\^[\w{]|\b\w_\{|(?<![A-Za-z])tilde [A-Z]|</?[a-z]+>"
)
_NO_NAME = re.compile(  # the browser has the same
    r",(?! *(?:[JS]r\.?|[IVX]+)$)|^(?:and )?others$|(?:^| )et al(?:[. ]|$)|^and ", re.IGNORECASE
)
_MARKS = ("\\", "{", "}", "``", "''", "math", "varepsilon", "cdot", "times", "^", "tilde", "<")
"""A file of YAML that holds a leftover holds one of these, the backslash where it is escaped."""
_MAY_BE_CUT = re.compile(r"[ \t]#")
_NO_TEXTS = {"tags", "also_in", "formerly", "relates", "arxiv", "doi", "id", "theme"}
"""Fields of slugs and numbers: what stands behind one of them was meant as a comment."""
_AS_LISTED = {"listed_as", "aliases"}
"""Fields that keep what stands elsewhere, so that it is found."""


def no_leftover_markup(view: View) -> Iterator[Problem]:
    """Texts show as typed, so LaTeX and HTML in them are leftovers."""
    for file, record in _records(view.catalog):
        written = view.texts.get(file, "")
        # Looking for the marks one by one first is ten times faster than the pattern alone.
        if not any(mark in written for mark in _MARKS):
            continue
        for keys, text in _texts(record, ()):
            match = LEFTOVER_MARKUP.search(text)
            if match:
                place = text[max(0, match.start() - 20) : match.end() + 20]
                message = f"{keys[0]}: looks like leftover markup at {quote(place)}"
                hint = "write plain Unicode (×, ε, x²); if a name is lost, say so in listing_note"
                yield warning(view.locate(file, *keys), "leftover-markup", message, hint)


def texts_are_whole(view: View) -> Iterator[Problem]:
    """A text without quotes ends at `` #``, where YAML begins a comment."""
    for file, record in _records(view.catalog):
        if not _MAY_BE_CUT.search(view.texts.get(file, "")):
            continue
        for keys, _text in _texts(record, ()):
            behind = None if _NO_TEXTS & {keys[0], keys[-1]} else view.comment_behind(file, keys)
            if behind:
                where, comment = behind
                message = f"{keys[0]}: YAML takes {quote(comment)} for a comment, so it is lost"
                hint = "quote the whole text; or write a comment on a line of its own"
                yield warning(where, "cut-off-text", message, hint)


def _records(catalog: Catalog) -> Iterator[tuple[str, Record]]:
    """Yield everything that curators write texts for, with its file."""
    yield from ((entry.path, entry.paper) for entry in catalog.entries.values())
    yield from ((f"content/themes/{slug}.yaml", theme) for slug, theme in catalog.themes.items())
    yield from ((f"content/paths/{slug}.yaml", path) for slug, path in catalog.paths.items())


def _texts(record: Record, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """Yield every text of a record, and of the records in it, with the keys that lead to it."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name in _AS_LISTED:
            continue
        if isinstance(value, str):
            yield (*keys, name), value
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, str):
                    yield (*keys, name, index), item
                elif isinstance(item, Record):
                    yield from _texts(item, (*keys, name, index))


def authors_are_names(view: View) -> Iterator[Problem]:
    """Authors stand as on the paper; two of one paper may share a name."""
    for entry in view.catalog.entries.values():
        for index, name in enumerate(entry.paper.authors):
            if _NO_NAME.search(name):
                message = f"{quote(name)} is no name as papers have it"
                hint = "write given name and family name, without a comma, and every author"
                where = view.locate(entry.path, "authors", index)
                yield warning(where, "author-name", message, hint)


def years_are_not_ahead(view: View) -> Iterator[Problem]:
    """A paper appears no later than the year after it came to the list."""
    for entry in view.catalog.entries.values():
        last = entry.paper.added.year + 1
        if entry.paper.year and entry.paper.year > last:
            message = f"year: expected {last} at the latest, got {entry.paper.year}"
            hint = "write the year of first publication"
            yield error(view.locate(entry.path, "year"), "year", message, hint)


def entries_are_complete(view: View) -> Iterator[Problem]:
    """An entry has a summary, a reason, tags and an abstract."""
    finished = _of_complete_listings(view.catalog)
    for entry in view.catalog.entries.values():
        level = Level.ERROR if entry.id in finished else Level.WARNING
        names = ("summary", "why", "needs", "tags", "abstract")
        missing = [name for name in names if not getattr(entry.paper, name)]
        if missing:
            message = f"still to be written: {', '.join(missing)}"
            hint = "write it: CONTRIBUTING.md says what belongs in each"
            yield Problem(Location(entry.path), level, "unfinished", message, hint)


def lengths_fit(view: View) -> Iterator[Problem]:
    """Summary, reason, tags, introductions and paths keep to their lengths."""
    for entry in view.catalog.entries.values():
        paper = entry.paper
        yield from _words_fit(view, entry.path, "summary", paper.summary, SUMMARY_WORDS)
        yield from _words_fit(view, entry.path, "why", paper.why, WHY_WORDS)
        yield from _items_fit(view, entry.path, "tags", len(paper.tags), TAGS_PER_PAPER)
        yield from _items_fit(view, entry.path, "needs", len(paper.needs), NEEDS_PER_PAPER)
        for index, need in enumerate(paper.needs):
            yield from _words_fit(view, entry.path, "needs", need, NEED_WORDS, index)
    for slug, theme in view.catalog.themes.items():
        path = f"content/themes/{slug}.yaml"
        yield from _words_fit(view, path, "introduction", theme.introduction, INTRODUCTION_WORDS)
        yield from _items_fit(view, path, "start_here", len(theme.start_here), START_HERE)
    for slug, reading_path in view.catalog.paths.items():
        path = f"content/paths/{slug}.yaml"
        yield from _items_fit(view, path, "steps", len(reading_path.steps), STEPS)


def words_are_our_own(view: View) -> Iterator[Problem]:
    """A summary shares no run of eight words with the abstract, and no number is made up."""
    for entry in view.catalog.entries.values():
        if not (entry.paper.summary or entry.paper.why or entry.paper.needs):
            continue
        source = f"{entry.paper.title} {entry.paper.abstract or ''}"
        numbers = {*_NUMBER.findall(source), *_NUMBER.findall(_plain_digits(source))}
        theirs = f" {' '.join(_words(entry.paper.abstract or ''))} "
        written: list[tuple[Keys, str]] = [
            (("summary",), entry.paper.summary or ""),
            (("why",), entry.paper.why or ""),
            *((("needs", index), need) for index, need in enumerate(entry.paper.needs)),
        ]
        for keys, text in written:
            name = keys[0]
            borrowed = next((run for run in _runs(_words(text)) if f" {run} " in theirs), None)
            if borrowed:
                message = f"{name}: eight words in a row stand in the abstract: {quote(borrowed)}"
                where = view.locate(entry.path, *keys)
                yield error(where, "borrowed-words", message, "say it in your own words")
            if entry.paper.abstract is None:
                continue
            for number in _NUMBER.findall(text):
                if number not in numbers:
                    message = f"{name}: the number {quote(number)} does not stand in the abstract"
                    hint = "write numbers as the abstract does, and none that it does not give"
                    where = view.locate(entry.path, *keys)
                    yield error(where, "unsupported-number", message, hint)


def reasons_differ(view: View) -> Iterator[Problem]:
    """No two papers are on the list for the same reason in the same words."""
    owner: dict[str, Entry] = {}
    for entry in view.catalog.entries.values():
        if entry.paper.why:
            first = owner.setdefault(title_key(entry.paper.why), entry)
            if first is not entry:
                message = f"the same reason stands with {quote(first.id)}"
                where = view.locate(entry.path, "why")
                yield error(where, "repeated-reason", message, "say what sets this one apart")


def tags_are_used(view: View) -> Iterator[Problem]:
    """A tag earns its place with three papers, and says nothing when half the list has it."""
    catalog = view.catalog
    count = Counter(tag for entry in catalog.entries.values() for tag in entry.paper.tags)
    tagged = sum(1 for entry in catalog.entries.values() if entry.paper.tags)
    for tag in catalog.tags.values():
        used = count[tag.slug]
        if tagged < _SETTLED:
            break
        if used < PAPERS_PER_TAG:
            message = f"the tag {quote(tag.slug)} is on fewer than three papers: {used}"
            where = view.locate_item(TAGS_PATH, "slug", tag.slug, "slug")
            yield warning(where, "unused-tag", message, "use it, or merge it into another")
        elif 2 * used > tagged:
            message = f"the tag {quote(tag.slug)} is on {used} of {tagged} papers"
            where = view.locate_item(TAGS_PATH, "slug", tag.slug, "slug")
            yield warning(where, "overused-tag", message, "split it into narrower ones")


def _of_complete_listings(catalog: Catalog) -> frozenset[str]:
    found = set()
    for id_ in catalog.site.complete_listings:
        for record in catalog.listings[id_].records if id_ in catalog.listings else ():
            found.add(catalog.id_of(record) or "")
    return frozenset(found)


def _plain_digits(text: str) -> str:
    """Return a text with raised and lowered digits as plain ones: ε⁻²·⁵ holds the number 2.5."""
    return re.sub(r"(?<=\d)·(?=\d)", ".", unicodedata.normalize("NFKC", text))


def _words_fit(
    view: View, path: str, name: str, text: str | None, limits: tuple[int, int], *place: int
) -> Iterator[Problem]:
    words = len(re.sub(r"\[\[[^\[\]|]*+\|", "", text).split()) if text else limits[0]
    yield from _items_fit(view, path, name, words, limits, *place, unit=" words")


def _items_fit(
    view: View,
    path: str,
    name: str,
    got: int,
    limits: tuple[int, int],
    *place: int,
    unit: str = "",
) -> Iterator[Problem]:
    """A list that is not there yet is unfinished, not too short."""
    low, high = limits
    if got and not low <= got <= high:
        message = f"{name}: expected {low} to {high}{unit}, got {got}"
        few, many = ("say more", "shorten it") if unit else ("name more", "leave some out")
        hint = few if got < low else many
        yield error(view.locate(path, name, *place), "length", message, hint)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(words: list[str]) -> list[str]:
    """Return all runs of eight words, in order."""
    last = len(words) - BORROWED_RUN + 1
    return [" ".join(words[i : i + BORROWED_RUN]) for i in range(last)]


CURATION_RULES: tuple[Rule, ...] = (
    no_leftover_markup,
    texts_are_whole,
    authors_are_names,
    years_are_not_ahead,
    entries_are_complete,
    lengths_fit,
    words_are_our_own,
    reasons_differ,
    tags_are_used,
)
