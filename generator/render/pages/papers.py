"""The complete list, and a page for each paper."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from generator.model import INGEST, Entry
from generator.render.citations import FORMATS
from generator.render.forge import edit_url, mistake_url
from generator.render.metadata import paper_metadata
from generator.render.page import Page, RenderInput
from generator.render.parts import (
    files_of,
    listing_title,
    other_names,
    pager,
    paper_links,
    steps_by_paper,
    title_search,
    unknown_facts,
    url_of,
)
from generator.render.views import (
    Card,
    Related,
    author_url,
    close_papers,
    listing_url,
    newest_first,
    pages_of,
    paper_url,
    related_by_id,
    shorten,
    tag_url,
    theme_url,
)


def paper_lists(given: RenderInput) -> Iterator[Page]:
    """The complete list, newest first, on as many pages as it takes."""
    catalog = given.catalog
    ordered = newest_first(catalog.entries.values())
    parts = pages_of(ordered, catalog.site.rows_per_page)
    for number, part in enumerate(parts, 1):
        stem = "papers/index" if number == 1 else f"papers/page/{number}"
        years: dict[str, list[Card]] = {}
        for entry in part:
            years.setdefault(str(entry.paper.year or "Year unknown"), []).append(
                given.cards[entry.id]
            )
        context = {
            "years": years,
            "total": len(ordered),
            "files": files_of(),
            "pager": pager("papers/", number, parts),
        }
        yield Page(f"{stem}.md", url_of(stem), "papers.md", context)


def papers(given: RenderInput) -> Iterator[Page]:
    """One page for each paper."""
    catalog = given.catalog
    related = related_by_id(catalog, given.cards)
    on_paths = steps_by_paper(catalog, given.cards)
    for id_, entry in catalog.entries.items():
        records = partial(_paper, given, entry, related.get(id_, ()), on_paths.get(id_, ()))
        yield Page(f"papers/{id_}.md", paper_url(id_), "paper.md", records)


def _paper(
    given: RenderInput, entry: Entry, related: Sequence[Related], on_paths: Sequence[Any]
) -> dict[str, Any]:
    catalog, paper = given.catalog, entry.paper
    listed = [
        (
            listing_title(catalog, catalog.listings[place.listing]),
            listing_url(place.listing),
            place.rank,
            len(catalog.listings[place.listing].records),
        )
        for place in given.derived.appearances.get(entry.id, ())
    ]
    work = given.works[entry.id]
    links = paper_links(entry)
    return {
        "entry": entry,
        "metadata": paper_metadata(catalog, entry, work),
        "citations": [(form, form.write(work)) for form in FORMATS],
        "paper": paper,
        "theme": catalog.themes[entry.theme],
        "theme_url": theme_url(entry.theme),
        "also_in": [(catalog.themes[s].short, theme_url(s)) for s in paper.also_in],
        "tags": [(catalog.tags[s], tag_url(s)) for s in paper.tags],
        "authors": [(name, author_url(name)) for name in paper.authors],
        "unknown": unknown_facts(work),
        "links": links,
        "title_search": None if links else title_search(paper.title),
        "related": related,
        "close": close_papers(catalog, given.cards, given.derived.related.get(entry.id, ())),
        "on_paths": on_paths,
        "listed": listed,
        "names": other_names(entry),
        "added_by": "" if paper.added_by == INGEST else paper.added_by or "",
        "description": shorten(paper.summary or paper.abstract or "", 200),
        "edit_url": edit_url(catalog.site, entry.path),
        "report_url": mistake_url(catalog.site, entry),
    }
