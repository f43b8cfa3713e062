"""CSL-JSON, as Zotero, Pandoc and doi.org write it, and the works that Crossref's API answers.

The standard library's decoder reads one item after the other, so that each keeps its line.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from generator.listings.bibliography import MAX_RECORD, Bibliography, Found, sequence_of_texts
from generator.listings.lines import Parsed, Source
from generator.listings.markup import plain_markup

_BLANK = re.compile(r"\s*")
_VENUES = ("container-title-short", "short-container-title", "container-title", "event-title")
_DATES = ("issued", "published", "published-print", "published-online")
_TAKE_BACK = ("retraction", "withdrawal", "removal")
_FURTHER: Any = ("titles",)  # the name of no field: those are texts
_HOLD_NO_PAPER = frozenset({"journal", "proceedings", "book-series", "journal-issue"})


def recognises(source: Source) -> bool:
    """Whether the dump begins as JSON does."""
    return source.filled[0].text.startswith(("{", "["))


def parse(source: Source) -> Parsed:
    """Return the items of a JSON list, or the one item that the dump is.

    Problems: ``listing-record``, ``listing-format`` when the dump is no JSON or holds something
    else, and those of every bibliography.
    """
    found = Bibliography(source, "csl-json")
    starts = [0, *(match.end() for match in re.finditer("\n", source.text))]
    last = 1
    try:
        for item, begin, end in _items(source.text):
            first, last = bisect_right(starts, begin), bisect_right(starts, end - 1)
            if end - begin > MAX_RECORD:
                message = f"expected an item of at most {MAX_RECORD:,} characters"
                found.reject(first, last, f"{message}, got one of {end - begin:,}")
            elif not isinstance(item, dict):
                found.reject(first, last, "expected an item with a title, got something else")
            else:
                _take(found, first, last, item)
    except json.JSONDecodeError as fault:
        found.refuse(fault.lineno, f"not readable as JSON: {fault.msg}", "save the dump again")
    except (RecursionError, ValueError):
        # Nesting or a number beyond what the decoder takes: no bibliography has either.
        message = "not readable as JSON: it is nested too deeply or a number is too long"
        found.refuse(last, message, "save the dump again")
    return found.parsed()


def _items(text: str) -> Iterator[tuple[Any, int, int]]:
    """Yield each item with where it begins and ends."""
    decoder = json.JSONDecoder(object_pairs_hook=_object)
    at = _skip(text, 0)
    if text[at] != "[":
        value, end = decoder.raw_decode(text, at)
        yield value, at, end
        _expect_end(text, end)
        return
    at = _skip(text, at + 1)
    while text[at : at + 1] != "]":
        value, end = decoder.raw_decode(text, at)
        yield value, at, end
        at = _skip(text, end)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
        elif text[at : at + 1] != "]":
            raise json.JSONDecodeError("expected ',' or ']' after an item", text, at)
    _expect_end(text, at + 1)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; further titles in it are kept beside the first, which counts."""
    found = dict(reversed(pairs))
    titles = [value for name, value in pairs if name == "title"]
    if len(titles) > 1:
        found[_FURTHER] = titles[1:]
    return found


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _expect_end(text: str, at: int) -> None:
    at = _skip(text, at)
    if at < len(text):
        raise json.JSONDecodeError("expected nothing after the list", text, at)


def _take(found: Bibliography, first: int, last: int, item: dict[str, Any]) -> None:
    if isinstance(item.get("message"), dict):
        item = item["message"]  # an answer of Crossref's API
    if str(item.get("type")) in _HOLD_NO_PAPER:
        found.reject(first, last, f"an item of type {item['type']} is no paper")
        return
    for second in item.get(_FURTHER, ()):
        found.left_over(first, str(second))
    title, subtitle = _text(item, "title"), _text(item, "subtitle")
    if subtitle and subtitle.casefold() not in title.casefold():
        title = f"{title}: {subtitle}"
    notes = _text(item, "note")
    mentions = [_text(item, name) for name in ("DOI", "URL", "number", "archive_location")]
    found.add(
        Found(
            first,
            last,
            title=title,
            abstract=_text(item, "abstract"),
            authors=tuple(_authors(item)),
            published=next(filter(None, (_year(item.get(name)) for name in _DATES)), ""),
            venue=next(filter(None, (_text(item, name) for name in _VENUES)), ""),
            mentions=(*mentions, notes, *_preprints(item)),
            addresses=(_text(item, "URL"),),
            note=f"{notes} {_withdrawal(item)}",
        )
    )


def _text(item: dict[str, Any], name: str) -> str:
    """Return a text; of a list of texts, as Crossref gives titles, the first."""
    return plain_markup(next(iter(sequence_of_texts(item.get(name))), ""))


def _authors(item: dict[str, Any]) -> Iterator[str]:
    people = item.get("author")
    for person in people if isinstance(people, list) else ():
        if isinstance(person, dict):
            parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
            name = " ".join(filter(None, (_text(person, part) for part in parts)))
            yield name or _text(person, "literal") or _text(person, "name")


def _year(date: object) -> str:
    """Return the text that names a year: ``date-parts`` first, then what was typed."""
    if not isinstance(date, dict):
        return ""
    parts = date.get("date-parts")
    while isinstance(parts, list):
        parts = parts[0] if parts else None
    named = parts if isinstance(parts, int | str) else date.get("literal") or date.get("raw")
    return str(named) if isinstance(named, int | str) else ""


def _preprints(item: dict[str, Any]) -> Iterator[str]:
    """Yield the DOIs of preprints that Crossref relates to the work."""
    relation = item.get("relation")
    related = relation.get("has-preprint") if isinstance(relation, dict) else None
    for other in related if isinstance(related, list) else ():
        if isinstance(other, dict):
            yield _text(other, "id")


def _withdrawal(item: dict[str, Any]) -> str:
    """Return a remark when Crossref knows a notice that takes the work back."""
    updates = item.get("updated-by")
    for update in updates if isinstance(updates, list) else ():
        if isinstance(update, dict) and update.get("type") in _TAKE_BACK:
            return "This paper was withdrawn."
    return ""
