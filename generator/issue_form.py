"""The answers of the issue form ``.github/ISSUE_TEMPLATE/paper.yml``, read as fields of an entry.

GitHub gives the answers as Markdown: each under the heading of its question. Anybody can open an
issue, so the text may be anything; what it says is checked like any other entry afterwards.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from generator.links import classify_link
from generator.listings import facts
from generator.model import Catalog
from generator.text import collapse, slugify, visible

QUESTIONS: Mapping[str, str] = {
    "arXiv number or address": "arxiv",
    "Title": "title",
    "Abstract": "abstract",
    "Theme": "theme",
    "Tags": "tags",
    "Authors": "authors",
    "Year of first publication": "year",
    "Venue": "venue",
    "DOI": "doi",
    "Names": "aliases",
    "Links": "links",
    "Why it is on this list": "why",
    "Summary": "summary",
    "Read it when you want to": "needs",
}
"""The form's questions in their order, with the field that each answer fills in."""
_UNANSWERED = "_No response_"
_BULLET = re.compile(r"^(?:[-*•+]|\d{1,2}[.)])\s+")
_LINK = re.compile(r"(?:([\w-]+)\s*:\s*)?(https?://.*)", re.IGNORECASE)


def read_answers(body: str) -> dict[str, str]:
    """Return the answers of a filled-in form by field; what was left empty is not there.

    A heading counts only in the order of the form, so an answer that holds one changes nothing
    that its author could not have written anyway.

    >>> read_answers(chr(10).join(["### Title", "", "Play", "", "### Venue", "", "_No response_"]))
    {'title': 'Play'}
    """
    answers: dict[str, list[str]] = {}
    left = dict(QUESTIONS)
    field = ""
    for line in visible(body).replace("\r\n", "\n").split("\n"):
        asked = line.removeprefix("### ").strip() if line.startswith("### ") else ""
        if asked in left:
            field = left[asked]
            left = dict(list(left.items())[list(left).index(asked) + 1 :])
            answers[field] = []
        elif field:
            answers[field].append(line)
    texts = {name: "\n".join(lines).strip() for name, lines in answers.items()}
    return {name: text for name, text in texts.items() if text and text != _UNANSWERED}


def entry_fields(answers: Mapping[str, str], catalog: Catalog) -> dict[str, Any]:
    """Return what answers say as the fields of an entry, not yet checked.

    Args:
        answers: Answers by field.
        catalog: The list, for the words of its vocabulary; a label stands for its slug.
    """
    fields: dict[str, Any] = {name: collapse(text) for name, text in answers.items()}
    fields.pop("theme", None)
    for name in ("abstract", "summary"):
        if name in answers:
            parts = (collapse(part) for part in re.split(r"\n\s*\n", answers[name]))
            fields[name] = "\n\n".join(part for part in parts if part)
    for name in ("authors", "aliases", "needs"):
        if name in answers:
            fields[name] = _lines(answers[name])
    if "arxiv" in answers:
        fields["arxiv"] = facts.arxiv_id([answers["arxiv"]], bare=answers["arxiv"])
        fields["arxiv"] = fields["arxiv"] or collapse(answers["arxiv"])
    if "doi" in answers:
        fields["doi"] = facts.doi([answers["doi"]]) or collapse(answers["doi"])
    if "tags" in answers:
        slugs = {tag.label: tag.slug for tag in catalog.tags.values()}
        fields["tags"] = [_slug_of(word, slugs) for word in _words(answers["tags"])]
    if "links" in answers:
        fields["links"] = _links(_lines(answers["links"]))
    return fields


def theme_of(answers: Mapping[str, str], catalog: Catalog) -> str:
    """Return the slug of the theme that an answer names by slug or heading; empty when none."""
    words = {theme.title: slug for slug, theme in catalog.themes.items()}
    words |= {theme.short: slug for slug, theme in catalog.themes.items()}
    return _slug_of(collapse(answers.get("theme", "")), words)


def fenced(text: str, language: str = "text") -> str:
    """Return a text as a block of code, in which nothing is markup, a mention or a link.

    >>> print(fenced("a ``` b"))
    ````text
    a ``` b
    ````
    """
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def _slug_of(word: str, slugs: Mapping[str, str]) -> str:
    """Return the slug that a word means: its own, or that of a label in any case."""
    by_label = {label.casefold(): slug for label, slug in slugs.items()}
    return by_label.get(word.casefold()) or slugify(word)


def _lines(text: str) -> list[str]:
    lines = (_BULLET.sub("", collapse(line)) for line in text.split("\n"))
    return [line for line in lines if line]


def _words(text: str) -> list[str]:
    return [word for line in _lines(text) for part in line.split(",") if (word := part.strip())]


def _links(lines: Iterable[str]) -> dict[str, str]:
    """Return addresses by the kind written before them, or by what they look like."""
    found: dict[str, str] = {}
    for line in lines:
        match = _LINK.fullmatch(line)
        if match:
            found.setdefault((match[1] or classify_link(match[2])).lower(), match[2])
        else:
            found.setdefault("other", line)
    return found
