"""The map of the papers."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.render.page import Page, RenderInput
from generator.render.views import Card, newest_first, theme_url

_LISTED = 1_000  # papers up to which the page lists them all; the pages of themes do in any case


@dataclass(frozen=True)
class ThemeOnMap:
    """A theme that has papers.

    Attributes:
        slug: Its slug.
        title: Its heading.
        short: The same in one to three words.
        url: Its page.
        count: How many papers it has.
        cards: Its papers, newest first; none where the list is long.
    """

    slug: str
    title: str
    short: str
    url: str
    count: int
    cards: tuple[Card, ...]


def map_page(given: RenderInput) -> Iterator[Page]:
    """The map, and the same papers as a list for whoever reads without it."""
    catalog = given.catalog
    total = len(catalog.entries)
    themes = [
        ThemeOnMap(
            slug,
            catalog.themes[slug].title,
            catalog.themes[slug].short,
            theme_url(slug),
            len(entries),
            tuple(given.cards[e.id] for e in newest_first(entries)) if total <= _LISTED else (),
        )
        for slug, entries in catalog.entries_by_theme.items()
        if entries
    ]
    context = {"total": total, "themes": themes, "listed": total <= _LISTED}
    yield Page("map.md", "map/", "map.md", context)
