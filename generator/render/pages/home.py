"""The home page."""

from collections.abc import Iterator

from generator.render.feeds import ALL
from generator.render.metadata import home_metadata
from generator.render.page import Page, RenderInput
from generator.render.parts import count_all, theme_rows

_NEWEST = 6


def home(given: RenderInput) -> Iterator[Page]:
    """The home page: what this is, a search field, themes, where to start, what is new."""
    catalog = given.catalog
    yield Page(
        "index.md",
        "",
        "home.md",
        {
            "themes": theme_rows(catalog),
            "start": [given.cards[id_] for id_ in catalog.site.start_here],
            "paths": catalog.paths,
            "newest": [given.cards[entry.id] for entry in given.latest[:_NEWEST]],
            "counts": count_all(catalog),
            "follow": given.feeds[ALL],
            "metadata": home_metadata(catalog),
        },
    )
