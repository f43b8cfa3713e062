"""Every page of the site: which template, which address, which records.

A page type is a function and a line in :data:`PAGES`.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.model import Appearance, Catalog, Entry
from generator.render.views import (
    GROUP_WORDS,
    LINK_WORDS,
    Card,
    Related,
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
from generator.text import title_key
from generator.render.prose_markdown import tidy_markdown

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
    latest = sorted(entries.values(), key=lambda e: (-e.paper.added.toordinal(), _recent(e)))
    yield Page(
        "index.md",
        "",
        "home.md",
        {
            "themes": theme_rows(catalog),
            "start": [card(catalog, entries[id_]) for id_ in catalog.site.start_here],
            "paths": catalog.paths,
            "newest": [card(catalog, entry) for entry in latest[:_NEWEST]],
            "counts": _counts(catalog),
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
                card(catalog, entry)
            )
        context = {"years": years, "total": len(ordered), "pager": _pager("papers/", number, parts)}
        yield Page(f"{stem}.md", _url(stem), "papers.md", context)


def papers(given: RenderInput) -> Iterator[Page]:
    """One page for each paper."""
    catalog = given.catalog
    related = related_by_id(catalog)
    on_paths = _steps_by_paper(catalog)
    for id_, entry in catalog.entries.items():
        listed = [
            (listing_title(place.listing), listing_url(place.listing), place.rank)
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
            also[slug].append(card(catalog, entry))
    for slug, theme in catalog.themes.items():
        entries = newest_first(catalog.entries_by_theme[slug])
        parts = pages_of(entries, catalog.site.cards_per_page)
        for number, part in enumerate(parts, 1):
            stem = f"themes/{slug}" if number == 1 else f"themes/{slug}/page-{number}"
            context = {
                "slug": slug,
                "theme": theme,
                "picks": picks(catalog, theme.start_here),
                "neighbours": [
                    (catalog.themes[n.theme].title, theme_url(n.theme), n.border)
                    for n in theme.neighbours
                ],
                "cards": [card(catalog, entry) for entry in part],
                "also": also[slug],
                "total": len(entries),
                "pager": _pager(theme_url(slug), number, parts, page="page-"),
                "edit_url": edit_url(catalog, f"content/themes/{slug}.yaml"),
            }
            yield Page(f"{stem}.md", _url(stem), "theme.md", context)


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
        parts = pages_of(entries, catalog.site.cards_per_page) if entries else []
        for number, part in enumerate(parts, 1):
            stem = f"tags/{slug}" if number == 1 else f"tags/{slug}/page-{number}"
            context = {
                "tag": catalog.tags[slug],
                "group": GROUP_WORDS[catalog.tags[slug].group],
                "cards": [card(catalog, entry) for entry in part],
                "total": len(entries),
                "pager": _pager(tag_url(slug), number, parts, page="page-"),
            }
            yield Page(f"{stem}.md", _url(stem), "tag.md", context)


def listing_pages(given: RenderInput) -> Iterator[Page]:
    """The index of listings, and each listing in its own order."""
    catalog = given.catalog
    rows = [
        (listing_title(id_), listing_url(id_), listing.dated, len(listing.records))
        for id_, listing in catalog.listings.items()
    ]
    yield Page("listings/index.md", "listings/", "listings.md", {"listings": rows})
    for id_, listing in catalog.listings.items():
        size = catalog.site.cards_per_page * 2
        parts = pages_of(listing.records, size)  # type: ignore[arg-type]
        for number, part in enumerate(parts, 1):
            stem = f"listings/{id_}" if number == 1 else f"listings/{id_}/page-{number}"
            context = {
                "title": listing_title(id_),
                "listing": listing,
                "rows": [_listed(catalog, record) for record in part],
                "pager": _pager(listing_url(id_), number, parts, page="page-"),
            }
            yield Page(f"{stem}.md", _url(stem), "listing.md", context)


def path_pages(given: RenderInput) -> Iterator[Page]:
    """The index of reading paths, and each of them."""
    catalog = given.catalog
    if not catalog.paths:
        return
    rows = [(path, path_url(slug)) for slug, path in catalog.paths.items()]
    yield Page("paths/index.md", "paths/", "paths.md", {"paths": rows})
    for slug, path in catalog.paths.items():
        steps = [(card(catalog, catalog.entries[step.id]), step) for step in path.steps]
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
        context = {"title": title, "body": body, "counts": _counts(given.catalog)}
        yield Page(f"{slug}.md", f"{slug}/", "prose.md", context)


def theme_rows(catalog: Catalog) -> list[dict[str, Any]]:
    """Return what an overview shows of each theme."""
    return [
        {
            "title": theme.title,
            "short": theme.short,
            "scope": theme.scope,
            "url": theme_url(slug),
            "count": len(catalog.entries_by_theme[slug]),
        }
        for slug, theme in catalog.themes.items()
    ]


def listing_title(id_: str) -> str:
    """Return a listing's heading from its id.

    >>> listing_title("policy-learning-mar-20")
    'Policy learning mar 20'
    """
    return id_.replace("-", " ").capitalize()


def paper_links(entry: Entry) -> list[tuple[str, str]]:
    """Return words and addresses of a paper's links, arXiv first."""
    paper = entry.paper
    links = []
    if paper.arxiv:
        links.append(("arXiv", f"https://arxiv.org/abs/{paper.arxiv}"))
        links.append(("PDF", f"https://arxiv.org/pdf/{paper.arxiv}"))
    links += [(LINK_WORDS[kind], str(url)) for kind, url in paper.links.items()]
    return links


def edit_url(catalog: Catalog, path: str) -> str:
    """Return where a reader mends a file; empty for a list without a repository."""
    site = catalog.site
    return f"{site.repository.rstrip('/')}/edit/{site.branch}/{path}" if site.repository else ""


def _recent(entry: Entry) -> tuple[int, str, str]:
    paper = entry.paper
    # Of papers added on one day the newest work comes first: an arXiv id grows with time.
    return (-(paper.year or 0), "".join(chr(0x10FFFF - ord(c)) for c in paper.arxiv or ""), entry.id)


def _counts(catalog: Catalog) -> dict[str, int]:
    records = sum(len(listing.records) for listing in catalog.listings.values())
    return {
        "papers": len(catalog.entries),
        "themes": len(catalog.themes),
        "tags": len(Counter(tag for e in catalog.entries.values() for tag in e.paper.tags)),
        "paths": len(catalog.paths),
        "listings": len(catalog.listings),
        "records": records,
    }


def _listed(catalog: Catalog, record: Any) -> dict[str, Any]:
    """Return a listing's record as its paper's card, or as a bare title when it is left out."""
    id_ = catalog.id_by_title_key.get(title_key(record.title))
    if id_ is None:
        return {"rank": record.rank, "title": record.title, "card": None}
    return {
        "rank": record.rank,
        "title": record.title,
        "card": card(catalog, catalog.entries[id_], record.rank),
    }


def _steps_by_paper(catalog: Catalog) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for slug, path in catalog.paths.items():
        ids = [step.id for step in path.steps]
        for index, id_ in enumerate(ids):
            before = catalog.entries[ids[index - 1]] if index else None
            after = catalog.entries[ids[index + 1]] if index + 1 < len(ids) else None
            found.setdefault(id_, []).append(
                {
                    "title": path.title,
                    "url": path_url(slug),
                    "number": index + 1,
                    "of": len(ids),
                    "before": card(catalog, before) if before else None,
                    "after": card(catalog, after) if after else None,
                }
            )
    return found


def _url(stem: str) -> str:
    return stem.removesuffix("index") if stem.endswith("/index") else f"{stem}/"


def _pager(base: str, number: int, parts: Sequence[Any], page: str = "page/") -> dict[str, Any]:
    """Return links to the pages of a list that is split."""
    urls = [base if n == 1 else f"{base}{page}{n}/" for n in range(1, len(parts) + 1)]
    return {"number": number, "urls": urls}


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
