"""What is new, by the day it came to the list."""

from collections.abc import Iterator

from generator.render.dates import day_words, month_words
from generator.render.feeds import ALL
from generator.render.page import Page, RenderInput
from generator.render.parts import pager, url_of
from generator.render.views import Card, pages_of


def new_pages(given: RenderInput) -> Iterator[Page]:
    """All papers by the month in which they were added, on as many pages as it takes."""
    parts = pages_of(given.latest, given.catalog.site.rows_per_page)
    for number, part in enumerate(parts, 1):
        stem = "new" if number == 1 else f"new/page/{number}"
        months: dict[str, list[tuple[str, str, Card]]] = {}
        for entry in part:
            day = entry.paper.added
            row = (day.isoformat(), day_words(day), given.cards[entry.id])
            months.setdefault(month_words(day), []).append(row)
        context = {
            "months": months,
            "follow": given.feeds[ALL],
            "pager": pager("new/", number, parts),
        }
        yield Page(f"{stem}.md", url_of(stem), "new.md", context)
