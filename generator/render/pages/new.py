"""What is new, by the day it came to the list."""

from collections.abc import Iterator
from datetime import date

from generator.render.feeds import ALL
from generator.render.page import Page, RenderInput
from generator.render.parts import pager, url_of
from generator.render.views import Card, pages_of

_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def new_pages(given: RenderInput) -> Iterator[Page]:
    """All papers by the month in which they were added, on as many pages as it takes."""
    parts = pages_of(given.latest, given.catalog.site.rows_per_page)
    for number, part in enumerate(parts, 1):
        stem = "new" if number == 1 else f"new/page/{number}"
        months: dict[str, list[tuple[str, str, Card]]] = {}
        for entry in part:
            day = entry.paper.added
            row = (day.isoformat(), day_words(day), given.cards[entry.id])
            months.setdefault(f"{_MONTHS[day.month - 1]} {day.year}", []).append(row)
        context = {
            "months": months,
            "follow": given.feeds[ALL],
            "pager": pager("new/", number, parts),
        }
        yield Page(f"{stem}.md", url_of(stem), "new.md", context)


def day_words(day: date) -> str:
    """Return a day as people write it, in any locale.

    >>> day_words(date(2026, 11, 21))
    '21 November 2026'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
