"""Days and months as people write them, in any locale."""

from datetime import date

_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def day_words(day: date) -> str:
    """Return a day as people write it.

    >>> day_words(date(2026, 11, 21))
    '21 November 2026'
    """
    return f"{day.day} {month_words(day)}"


def month_words(day: date) -> str:
    """Return the month of a day as people write it.

    >>> month_words(date(2026, 11, 21))
    'November 2026'
    """
    return f"{_MONTHS[day.month - 1]} {day.year}"
