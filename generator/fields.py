"""The types of single fields: what a slug, an arXiv id, an address may look like, and why not.

A value that does not fit raises a :class:`pydantic_core.PydanticCustomError` that says what was
expected, what came and how to mend it; :mod:`generator.catalog.faults` turns it into a problem.
"""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.text import collapse, slugify

# The patterns go into the JSON Schemas too, so they are read by Python, by editors and by browsers
# alike: classes that these understand differently, such as \d and \s, are spelled out.
_SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
_ARXIV = r"[0-9]{4}\.[0-9]{4,5}|[a-z-]+(?:\.[A-Z]{2})?/[0-9]{7}"
_BLANK = r"\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
_DOI = rf"10\.[0-9]{{4,9}}/[^{_BLANK}A-Z" + r"""<>"\\^`{|}]+"""
_NOT_IN_URL = _BLANK + r"""<>"'\\^`{|}"""
_URL = (
    r"https?://[A-Za-z0-9.-]*[A-Za-z0-9-](?::[0-9]+)?"
    rf"(?:[/?#](?:[^{_NOT_IN_URL}]*[^{_NOT_IN_URL}.,;)\]])?)?"
)
_DAY = "(?:199[0-9]|20[0-9]{2})-[0-9]{2}-[0-9]{2}"  # years in which a paper can have come to a list
_YEARS = (1940, 2100)

_DAY_HINT = "write year-month-day with hyphens, from 1990 on"
_CURLY = frozenset("“”‘’„")  # a word processor's; to YAML they are letters
RESERVED_IDS = frozenset({"index", "page"})


def _fault(code: str, expected: str, got: str, hint: str) -> PydanticCustomError:
    quotes = [end for end in (got[:1], got[-1:]) if end in _CURLY]
    if quotes:
        hint = f"remove {' and '.join(quotes)}; {hint}"
    context = {"expected": expected, "got": got, "hint": hint}
    return PydanticCustomError(code, "expected {expected}, got '{got}'", context)


def _check_slug(text: str) -> str:
    if not re.fullmatch(_SLUG, text):
        hint = "use lower-case letters, digits and single hyphens"
        hint += f": {slugify(text)!r}" if slugify(text) else ""
        raise _fault("slug", "a slug", text, hint)
    if text in RESERVED_IDS:
        raise _fault("slug", "a slug that the site does not use itself", text, "choose another")
    return text


def _check_arxiv(text: str) -> str:
    if not re.fullmatch(_ARXIV, text):
        hint = "write the number alone, without 'arXiv:', address or version"
        raise _fault("arxiv-id", "an arXiv id such as 2401.00010", text, hint)
    return text


def _check_doi(text: str) -> str:
    if not re.fullmatch(_DOI, text):
        hint = "write it in lower case, without 'doi:' or address"
        raise _fault("doi", "a DOI such as 10.1038/nature14236", text, hint)
    return text


def is_url(text: str) -> bool:
    """Whether a text is an address as entries hold it.

    >>> is_url("https://example.org/code"), is_url("https://example.org/a|b")
    (True, False)
    """
    try:
        return _check_url(text) == text
    except PydanticCustomError:
        return False


def _check_url(text: str) -> str:
    if text.startswith("http") and text.endswith((".", ",", ";", ")", "]")):
        hint = f"remove the last character {text[-1]!r}"
        raise _fault("url", "an address without the sentence's punctuation", text, hint)
    if not re.fullmatch(_URL, text):
        hint = "percent-encode spaces and quotes; remove a trailing full stop or bracket"
        if not text.startswith(("http://", "https://")):
            hint = "write the whole address with its https://, or remove it"
        raise _fault("url", "an address that begins with http:// or https://", text, hint)
    return text


def _check_site_url(text: str) -> str:
    place = _check_url(text).partition("://")[2]
    if any(mark in place for mark in ("?", "#", "//")):
        hint = "name the folder alone that the site is put in"
        raise _fault("url", "an address without ?, # and empty folders", text, hint)
    return text if text.endswith("/") else text + "/"


def _check_year(number: int) -> int:
    if not _YEARS[0] <= number <= _YEARS[1]:
        message = f"a year from {_YEARS[0]} to {_YEARS[1]}"
        raise _fault("year", message, str(number), "write the year of first publication")
    return number


def _check_line(text: str) -> str:
    line = collapse(text)
    if not line:
        raise _fault("empty-text", "some text", text, "write it, or remove the key")
    return line


def _check_prose(text: str) -> str:
    paragraphs = [_check_line(part) for part in re.split(r"\n\s*\n", text.strip())]
    return "\n\n".join(paragraphs)


def _check_day(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value) if re.fullmatch(_DAY, value) else _no_day(value)
    except ValueError:
        return _no_day(value)


def _no_day(text: str) -> object:
    hint = "no calendar has that day" if re.fullmatch(_DAY, text) else _DAY_HINT
    raise _fault("date", "a day such as 2026-01-31", text, hint)


def _schema(pattern: str, **further: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{pattern})$", **further})


_SOME_TEXT = WithJsonSchema({"type": "string", "pattern": f"[^{_BLANK}]"})

Slug = Annotated[
    str, AfterValidator(_check_slug), _schema(_SLUG, **{"not": {"enum": sorted(RESERVED_IDS)}})
]
ArxivId = Annotated[str, AfterValidator(_check_arxiv), _schema(_ARXIV)]
Doi = Annotated[str, AfterValidator(_check_doi), _schema(_DOI)]
Url = Annotated[str, AfterValidator(_check_url), _schema(_URL)]
SiteUrl = Annotated[str, AfterValidator(_check_site_url), _schema(_URL)]
"""Where a site is published; ends in a slash, which may be left out when it is written."""
Day = Annotated[date, BeforeValidator(_check_day), _schema(_DAY, format="date")]
Year = Annotated[
    int,
    AfterValidator(_check_year),
    WithJsonSchema({"type": "integer", "minimum": _YEARS[0], "maximum": _YEARS[1]}),
]
Line = Annotated[str, AfterValidator(_check_line), _SOME_TEXT]
"""A text on one line: white space is collapsed."""
Prose = Annotated[str, AfterValidator(_check_prose), _SOME_TEXT]
"""Paragraphs separated by a blank line; line breaks inside a paragraph mean nothing."""
