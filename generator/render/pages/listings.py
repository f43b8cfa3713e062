"""The received listings."""

from collections.abc import Iterator

from generator.render.page import Page, RenderInput
from generator.render.parts import listed_row, listing_title, pager, url_of
from generator.render.views import listing_url, pages_of, search_url


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
                "search_url": search_url(listing=id_),
                "rows": [listed_row(given.cards, catalog, record) for record in part],
                "pager": pager(listing_url(id_), number, parts, page="page-"),
            }
            yield Page(f"{stem}.md", url_of(stem), "listing.md", context)
