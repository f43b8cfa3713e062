"""Every page of the site: which template, which address, which records.

A page type is a function and a line in :data:`PAGES`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.model import INGEST, Appearance, Catalog, Entry
from generator.render.parts import (
    count_all,
    edit_url,
    listed_row,
    listing_title,
    other_names,
    pager,
    paper_links,
    recency,
    steps_by_paper,
    theme_rows,
    url_of,
)
from generator.render.prose_markdown import tidy_markdown
from generator.render.views import (
    GROUP_WORDS,
    Card,
    card,
    listing_url,
    newest_first,
    pages_of,
    paper_url,
    path_url,
    picks,
    related_by_id,
    shorten,
    tag_url,
    theme_url,
)

_NEWEST = 6


@dataclass(frozen=True)
class RenderInput:
    """All that pages are made from.

    Attributes:
        catalog: The list.
        appearances: Places in listings by id.
    """

    catalog: Catalog
    appearances: Mapping[str, Sequence[Appearance]]

    @cached_property
    def cards(self) -> Mapping[str, Card]:
        """The card of each paper, by id; a paper stands in many lists and its card is made once."""
        return {id_: card(self.catalog, entry) for id_, entry in self.catalog.entries.items()}


@dataclass(frozen=True)
class Page:
    """A page to be rendered.

    Attributes:
        path: Path of its Markdown below the documents folder.
        url: Its address from the root of the site; empty for the home page.
        template: Name of its template.
        context: Records that the template shows, by name.
    """

    path: str
    url: str
    template: str
    context: Mapping[str, Any]


def home(given: RenderInput) -> Iterator[Page]:
    """The home page: what this is, a search field, themes, where to start, what is new."""
    catalog = given.catalog
    entries = catalog.entries
    latest = sorted(entries.values(), key=lambda e: (-e.paper.added.toordinal(), recency(e)))
    yield Page(
        "index.md",
        "",
        "home.md",
        {
            "themes": theme_rows(catalog),
            "start": [given.cards[id_] for id_ in catalog.site.start_here],
            "paths": catalog.paths,
            "newest": [given.cards[entry.id] for entry in latest[:_NEWEST]],
            "counts": count_all(catalog),
        },
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
        context = {"years": years, "total": len(ordered), "pager": pager("papers/", number, parts)}
        yield Page(f"{stem}.md", url_of(stem), "papers.md", context)


def papers(given: RenderInput) -> Iterator[Page]:
    """One page for each paper."""
    catalog = given.catalog
    related = related_by_id(catalog, given.cards)
    on_paths = steps_by_paper(catalog, given.cards)
    for id_, entry in catalog.entries.items():
        listed = [
            (
                listing_title(catalog, catalog.listings[place.listing]),
                listing_url(place.listing),
                place.rank,
            )
            for place in given.appearances.get(id_, ())
        ]
        context = {
            "entry": entry,
            "paper": entry.paper,
            "theme": catalog.themes[entry.theme],
            "theme_url": theme_url(entry.theme),
            "also_in": [(catalog.themes[s].short, theme_url(s)) for s in entry.paper.also_in],
            "tags": [(catalog.tags[s], tag_url(s)) for s in entry.paper.tags],
            "links": paper_links(entry),
            "related": related[id_],
            "on_paths": on_paths.get(id_, ()),
            "listed": listed,
            "names": other_names(entry),
            "added_by": "" if entry.paper.added_by == INGEST else entry.paper.added_by or "",
            "description": shorten(entry.paper.summary or entry.paper.abstract or "", 200),
            "edit_url": edit_url(catalog, entry.path),
        }
        yield Page(f"papers/{id_}.md", paper_url(id_), "paper.md", context)


def theme_pages(given: RenderInput) -> Iterator[Page]:
    """The index of themes, and a page or more for each."""
    catalog = given.catalog
    yield Page("themes/index.md", "themes/", "themes.md", {"themes": theme_rows(catalog)})
    also: dict[str, list[Card]] = {slug: [] for slug in catalog.themes}
    for entry in newest_first(catalog.entries.values()):
        for slug in entry.paper.also_in:
            also[slug].append(given.cards[entry.id])
    for slug, theme in catalog.themes.items():
        entries = newest_first(catalog.entries_by_theme[slug])
        parts = pages_of(entries, catalog.site.cards_per_page)
        for number, part in enumerate(parts, 1):
            stem = f"themes/{slug}" if number == 1 else f"themes/{slug}/page-{number}"
            context = {
                "slug": slug,
                "theme": theme,
                "picks": picks(given.cards, theme.start_here),
                "neighbours": [
                    (catalog.themes[n.theme].title, theme_url(n.theme), n.border)
                    for n in theme.neighbours
                ],
                "cards": [given.cards[entry.id] for entry in part],
                "also": also[slug],
                "total": len(entries),
                "pager": pager(theme_url(slug), number, parts, page="page-"),
                "edit_url": edit_url(catalog, f"content/themes/{slug}.yaml"),
            }
            yield Page(f"{stem}.md", url_of(stem), "theme.md", context)


def tag_pages(given: RenderInput) -> Iterator[Page]:
    """The vocabulary, and a page or more for each tag that is used."""
    catalog = given.catalog
    by_tag: dict[str, list[Entry]] = {slug: [] for slug in catalog.tags}
    for entry in newest_first(catalog.entries.values()):
        for slug in entry.paper.tags:
            by_tag[slug].append(entry)
    groups = {
        words: [
            (tag, tag_url(tag.slug), len(by_tag[tag.slug]))
            for tag in catalog.tags.values()
            if tag.group == group and by_tag[tag.slug]
        ]
        for group, words in GROUP_WORDS.items()
    }
    context: dict[str, Any] = {"groups": {k: v for k, v in groups.items() if v}}
    yield Page("tags/index.md", "tags/", "tags.md", context)
    for slug, entries in by_tag.items():
        parts = pages_of(entries, catalog.site.rows_per_page) if entries else []
        for number, part in enumerate(parts, 1):
            stem = f"tags/{slug}" if number == 1 else f"tags/{slug}/page-{number}"
            context = {
                "tag": catalog.tags[slug],
                "group": GROUP_WORDS[catalog.tags[slug].group],
                "cards": [given.cards[entry.id] for entry in part],
                "total": len(entries),
                "pager": pager(tag_url(slug), number, parts, page="page-"),
            }
            yield Page(f"{stem}.md", url_of(stem), "tag.md", context)


def listing_pages(given: RenderInput) -> Iterator[Page]:
    """The index of listings, and each listing in its own order."""
    catalog = given.catalog
    rows = [
        (listing_title(catalog, listing), listing_url(id_), listing.dated, len(listing.records))
        for id_, listing in catalog.listings.items()
    ]
    yield Page("listings/index.md", "listings/", "listings.md", {"listings": rows})
    for id_, listing in catalog.listings.items():
        size = catalog.site.cards_per_page * 2
        parts = pages_of(listing.records, size)
        for number, part in enumerate(parts, 1):
            stem = f"listings/{id_}" if number == 1 else f"listings/{id_}/page-{number}"
            context = {
                "title": listing_title(catalog, listing),
                "listing": listing,
                "rows": [listed_row(given.cards, catalog, record) for record in part],
                "pager": pager(listing_url(id_), number, parts, page="page-"),
            }
            yield Page(f"{stem}.md", url_of(stem), "listing.md", context)


def path_pages(given: RenderInput) -> Iterator[Page]:
    """The index of reading paths, and each of them."""
    catalog = given.catalog
    if not catalog.paths:
        return
    rows = [(path, path_url(slug)) for slug, path in catalog.paths.items()]
    yield Page("paths/index.md", "paths/", "paths.md", {"paths": rows})
    for slug, path in catalog.paths.items():
        steps = [(given.cards[step.id], step) for step in path.steps]
        context = {
            "path": path,
            "steps": steps,
            "edit_url": edit_url(catalog, f"content/paths/{slug}.yaml"),
        }
        yield Page(f"paths/{slug}.md", path_url(slug), "path.md", context)


def search_page(given: RenderInput) -> Iterator[Page]:
    """The page that answers a query."""
    yield Page("search.md", "search/", "search.md", {"total": len(given.catalog.entries)})


def prose_pages(given: RenderInput) -> Iterator[Page]:
    """The hand-written pages."""
    for slug, page in given.catalog.pages.items():
        title, body = tidy_markdown(page.markdown, slug)
        context = {"title": title, "body": body, "counts": count_all(given.catalog)}
        yield Page(f"{slug}.md", f"{slug}/", "prose.md", context)


PAGES: tuple[Callable[[RenderInput], Iterator[Page]], ...] = (
    home,
    paper_lists,
    papers,
    theme_pages,
    tag_pages,
    path_pages,
    listing_pages,
    search_page,
    prose_pages,
)
"""All page types, in the order they are rendered."""
