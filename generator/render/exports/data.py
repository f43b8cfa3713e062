"""The list as data: every paper in one JSON file, with its schema beside it."""

from collections.abc import Iterable, Iterator

from pydantic import Field

from generator.derived import Kin
from generator.json_text import json_text
from generator.model import Appearance, Entry, Record, Relation, schema_of
from generator.render.page import RenderInput
from generator.render.views import paper_url

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


class RelatedData(Record):
    """A paper that is close to another."""

    id: str
    """Its id."""
    score: float
    """Closeness: words, tags, theme and what curators stated; above 0.5 is the same question."""
    terms: tuple[str, ...]
    """Words that both dwell on and few others do."""
    tags: tuple[str, ...]
    """Slugs of the tags that both have."""
    stated: bool
    """Whether a curator related the two."""


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
    needs: tuple[str, ...]
    """What it helps with, in everyday words."""
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
    doi: str | None
    """DOI of the published version."""
    links: dict[str, str]
    """Addresses by kind."""
    relates: tuple[Relation, ...]
    """Links to other papers, stated by curators."""
    related: tuple[RelatedData, ...]
    """Papers that are close, closest first."""
    added: str
    """Day it came to the list, as year-month-day."""
    appears_in: tuple[Appearance, ...]
    """Places in listings."""
    url: str
    """Address of its page, from the root of the site."""


class PapersFile(Record):
    """The whole of ``data/papers.json``, or of ``data/themes/<slug>.json``."""

    name: str
    """Name of the list."""
    url: str | None
    """Address of the site, where it has one."""
    theme: str | None
    """Slug of the theme that the file is about; null for the whole list."""
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
        related=tuple(map(_related_data, given.derived.related.get(entry.id, ()))),
        added=entry.paper.added.isoformat(),
        appears_in=tuple(given.derived.appearances.get(entry.id, ())),
        url=paper_url(entry.id),
    )


def _related_data(kin: Kin) -> RelatedData:
    return RelatedData(
        id=kin.id, score=kin.score, terms=kin.terms, tags=kin.tags, stated=kin.related
    )


def data_files(given: RenderInput) -> Iterator[tuple[str, str]]:
    """Yield the whole list and each theme as JSON, and the schema that they follow."""
    catalog = given.catalog
    papers = {id_: paper_data(given, entry) for id_, entry in catalog.entries.items()}
    yield "data/papers.json", _json(given, None, papers.values())
    for slug, entries in catalog.entries_by_theme.items():
        yield f"data/themes/{slug}.json", _json(given, slug, (papers[e.id] for e in entries))
    schema = {"$schema": _DRAFT, **schema_of(PapersFile)}
    yield "data/papers.schema.json", json_text(schema)


def _json(given: RenderInput, theme: str | None, papers: Iterable[PaperData]) -> str:
    site = given.catalog.site
    held = tuple(papers)
    whole = PapersFile(name=site.name, url=site.url, theme=theme, count=len(held), papers=held)
    return whole.model_dump_json(indent=1) + "\n"
