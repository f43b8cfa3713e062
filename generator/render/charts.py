"""The geometry of charts: whole numbers that templates put into SVG.

Bars and columns are drawn on a scale of :data:`FULL` units and stretched to their place by the
browser, so one drawing serves every width. No library draws here: those for charts bring styles,
scripts or fonts of their own, and a bar is one rectangle.
"""

from datetime import date
from math import ceil, sqrt

from generator.tally import Growth

FULL = 1000
"""Length of the longest bar."""
LEVELS = 5
"""Shades of a heat table above the empty one."""


def length(count: float, largest: float) -> int:
    """Return the length of a bar: in proportion, and never nothing for something.

    >>> length(1, 4), length(1, 100_000), length(0, 4), length(0, 0)
    (250, 1, 0, 0)
    """
    return ceil(FULL * count / largest) if count else 0


def level(count: int, largest: int) -> int:
    """Return the shade of a count: 0 for none, 1 for one, :data:`LEVELS` for the largest.

    It grows with the root, as most counts of a table are far below the largest.

    >>> [level(count, 25) for count in (0, 1, 2, 5, 12, 25)]
    [0, 1, 2, 3, 4, 5]
    """
    if not count:
        return 0
    return 1 + round((LEVELS - 1) * sqrt((count - 1) / max(largest - 1, 1)))


def steps(growth: Growth) -> str:
    """Return the path of a staircase under which the list grows, closed along the ground.

    Time runs from the first day to the end of the last one; a list of one day has no staircase.

    >>> from datetime import date
    >>> from generator.tally import Period
    >>> one = Period(date(2026, 1, 1), 5, 5)
    >>> two = Period(date(2026, 1, 3), 5, 10)
    >>> steps(Growth(one.last, "day", (one, two)))
    'M0 1000V500H667V0H1000V1000Z'
    """
    if growth.first is None or len(growth.periods) < 2:  # noqa: PLR2004 - a single step is none
        return ""
    start, end = growth.first.toordinal(), growth.periods[-1].last.toordinal() + 1
    largest = growth.periods[-1].total

    def x(day: date) -> int:
        return round(FULL * (day.toordinal() - start) / (end - start))

    path = f"M0 {FULL}"
    for number, period in enumerate(growth.periods):
        across = f"H{x(period.last)}" if number or x(period.last) else ""
        path += f"{across}V{FULL - length(period.total, largest)}"
    return f"{path}H{FULL}V{FULL}Z"
