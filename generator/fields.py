"""The types of single fields: what a slug, an arXiv id, an address may look like, and why not.

A value that does not fit raises a :class:`pydantic_core.PydanticCustomError` that says what was
expected, what came and how to mend it; :mod:`generator.catalog.faults` turns it into a problem.
"""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.text import collapse

_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ARXIV = r"\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}"
_DOI = r"10\.\d{4,9}/[^\s\"<>{}|\\^`A-Z]+"
_URL = r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#][^\s<>\"'\\^`{|}]*)?"
_YEARS = (1940, 2100)
_DAYS = (1990, 2100)  # years in which a paper can have come to a list
_DAY_HINT = f"write year-month-day with hyphens, from {_DAYS[0]} on"
RESERVED_IDS = frozenset({"index", "page"})


def _fault(code: str, expected: str, got: str, hint: str) -> PydanticCustomError:
    context = {"expected": expected, "got": got, "hint": hint}
    return PydanticCustomError(code, "expected {expected}, got '{got}'", context)


def _check_slug(text: str) -> str:
    if not re.fullmatch(_SLUG, text):
        hint = "use lower-case letters, digits and single hyphens, e.g. 'offline-rl'"
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
    if not re.fullmatch(_URL, text):
        hint = "percent-encode spaces and quotes; remove a trailing full stop or bracket"
        if not text.startswith(("http://", "https://")):
            hint = "write the whole address with its https://, or remove it"
        raise _fault("url", "an address that begins with http:// or https://", text, hint)
    if text.endswith((".", ",", ";", ")", "]")):
        hint = f"remove the last character {text[-1]!r}"
        raise _fault("url", "an address without the sentence's punctuation", text, hint)
    return text


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
        day = date.fromisoformat(value)
    except ValueError:
        return _no_day(value)
    in_time = _DAYS[0] <= day.year <= _DAYS[1] and len(value) == len("2026-01-31")
    return day if in_time else _no_day(value)


def _no_day(text: str) -> object:
    raise _fault("date", "a day such as 2026-01-31", text, _DAY_HINT)


def _schema(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{pattern})$"})


Slug = Annotated[str, AfterValidator(_check_slug), _schema(_SLUG)]
ArxivId = Annotated[str, AfterValidator(_check_arxiv), _schema(_ARXIV)]
Doi = Annotated[str, AfterValidator(_check_doi), _schema(_DOI)]
Url = Annotated[str, AfterValidator(_check_url), _schema(_URL)]
Day = Annotated[date, BeforeValidator(_check_day)]
Year = Annotated[int, AfterValidator(_check_year)]
Line = Annotated[str, AfterValidator(_check_line)]
"""A text on one line: white space is collapsed."""
Prose = Annotated[str, AfterValidator(_check_prose)]
"""Paragraphs separated by a blank line; line breaks inside a paragraph mean nothing."""
