"""The list as data: every paper in one JSON file, with its schema beside it."""

import json
from collections.abc import Iterator
from typing import Any

from pydantic import Field

from generator.model import Appearance, Entry, Record, Relation, schema_of
from generator.render.pages import RenderInput
from generator.render.views import paper_url


class PaperData(Record):
    """One paper as ``data/papers.json`` holds it; what is not known is null or empty."""

    id: str
    """Permanent id."""
    title: str
    """The paper's title."""
    listed_as: tuple[str, ...]
    """Other forms of the title in listings."""
    aliases: tuple[str, ...]
    """Acronyms and names."""
    theme: str
    """Slug of the theme."""
    also_in: tuple[str, ...]
    """Slugs of further themes where it may be looked for."""
    tags: tuple[str, ...]
    """Slugs of the tags."""
    summary: str | None
    """What it is about, in the curators' words."""
    why: str | None
    """Why it is on the list."""
    abstract: str | None
    """The authors' abstract, quoted."""
    authors: tuple[str, ...]
    """Names in the order of the paper."""
    year: int | None
    """Year of first publication."""
    venue: str | None
    """Where it appeared."""
    arxiv: str | None
    """arXiv id without version."""
    links: dict[str, str]
    """Addresses by kind."""
    relates: tuple[Relation, ...]
    """Links to other papers, stated by curators."""
    added: str
    """Day it came to the list, as year-month-day."""
    appears_in: tuple[Appearance, ...]
    """Places in listings."""
    url: str
    """Address of its page, from the root of the site."""


class PapersFile(Record):
    """The whole of ``data/papers.json``."""

    name: str
    """Name of the list."""
    url: str | None
    """Address of the site, where it has one."""
    count: int = Field(ge=0)
    """Number of papers."""
    papers: tuple[PaperData, ...]
    """The papers, in the order of their ids."""


def paper_data(given: RenderInput, entry: Entry) -> PaperData:
    """Return one paper as exported."""
    fields = entry.paper.model_dump(exclude={"formerly", "listing_note", "added", "added_by"})
    return PaperData(
        **fields,
        id=entry.id,
        theme=entry.theme,
        added=entry.paper.added.isoformat(),
        appears_in=tuple(given.appearances.get(entry.id, ())),
        url=paper_url(entry.id),
    )


def papers_json(given: RenderInput) -> str:
    """Return the text of ``data/papers.json``."""
    site = given.catalog.site
    papers = tuple(paper_data(given, entry) for entry in given.catalog.entries.values())
    whole = PapersFile(name=site.name, url=site.url, count=len(papers), papers=papers)
    return whole.model_dump_json(indent=1) + "\n"


def papers_schema(_given: RenderInput) -> str:
    """Return the JSON Schema of ``data/papers.json``."""
    return json_text({"$schema": _DRAFT, **schema_of(PapersFile)})


def search_cards(given: RenderInput) -> str:
    """Return what the search page shows of each paper, by id."""
    return compact_json({id_: _search_card(given, e) for id_, e in given.catalog.entries.items()})


def json_text(value: Any) -> str:
    """Return readable JSON."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def compact_json(value: Any) -> str:
    """Return small JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _search_card(given: RenderInput, entry: Entry) -> dict[str, str]:
    shown = given.cards[entry.id]
    fields = {
        "title": shown.title,
        "authors": shown.authors,
        "year": shown.year,
        "venue": shown.venue,
        "theme": shown.theme_title,
        "text": shown.why or shown.text,
        "names": " ".join(entry.paper.aliases),
    }
    return {name: value for name, value in fields.items() if value}


_DRAFT = "https://json-schema.org/draft/2020-12/schema"

EXPORTS = {
    "data/papers.json": papers_json,
    "data/papers.schema.json": papers_schema,
    "data/search-cards.json": search_cards,
}
"""All data files, by path below the site's root."""


def export_files(given: RenderInput) -> Iterator[tuple[str, str]]:
    """Yield path and text of every data file."""
    for path, export in EXPORTS.items():
        yield path, export(given)
