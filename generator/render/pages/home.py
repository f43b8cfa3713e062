"""The home page."""

from collections.abc import Iterator

from generator.render.page import Page, RenderInput
from generator.render.parts import count_all, recency, theme_rows

_NEWEST = 6


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
