"""The page that answers queries."""

from collections.abc import Iterator

from generator.render.page import Page, RenderInput


def search_page(given: RenderInput) -> Iterator[Page]:
    """The page that answers a query."""
    yield Page("search.md", "search/", "search.md", {"total": len(given.catalog.entries)})
