"""What counting the list gives: the records behind the page of numbers."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Unit = Literal["day", "month", "year"]


@dataclass(frozen=True)
class YearTally:
    """The papers of one year.

    Attributes:
        year: Year of first publication; None for papers whose year is not known.
        papers: How many there are.
        with_code: How many of them link to code.
    """

    year: int | None
    papers: int
    with_code: int


@dataclass(frozen=True)
class ThemeTally:
    """The papers of one theme, each counted in the folder that holds it and nowhere else.

    Attributes:
        theme: Slug of the theme.
        by_year: How many papers of each year of :attr:`Statistics.years`, in that order.
    """

    theme: str
    by_year: tuple[int, ...]

    @property
    def papers(self) -> int:
        """How many papers the theme has."""
        return sum(self.by_year)


@dataclass(frozen=True)
class TagPair:
    """Two tags that stand together more often than chance would have it.

    Attributes:
        first: Slug of the tag that comes first by slug.
        second: Slug of the other.
        papers: How many papers carry both.
        times: How many times as many that is as the two would share if papers were tagged at
            random, e.g. 2.0 for 10 where 5 were to be expected.
    """

    first: str
    second: str
    papers: int
    times: float


@dataclass(frozen=True)
class Company:
    """The papers that stand in exactly the same listings.

    Attributes:
        listings: Ids of those listings, in the order of the catalog; empty for papers in none.
        papers: How many papers there are.
    """

    listings: tuple[str, ...]
    papers: int


@dataclass(frozen=True)
class Period:
    """A day, month or year in which papers came to the list.

    Attributes:
        last: The last day in it on which a paper came.
        added: How many papers came.
        total: How many the list held after that.
    """

    last: date
    added: int
    total: int


@dataclass(frozen=True)
class Growth:
    """How the list grew, by the day each paper was added.

    Attributes:
        first: The first day; None for an empty list.
        unit: How long a period is: days while these are few, else months, else years.
        periods: All periods in which papers came, in order.
    """

    first: date | None
    unit: Unit
    periods: tuple[Period, ...]


@dataclass(frozen=True)
class Statistics:
    """The list in numbers. But for tag pairs, every paper is counted once in each part.

    Attributes:
        papers: How many papers the list has.
        years: The papers by year; only years that occur, in order, the unknown year last.
        themes: The papers by theme, in the order of the themes.
        pairs: Tags that go together, the closest first.
        least: On how many papers two tags must meet to be a pair.
        companies: The papers by the listings they stand in, the largest company first.
        growth: The papers by the day they came.
    """

    papers: int
    years: tuple[YearTally, ...]
    themes: tuple[ThemeTally, ...]
    pairs: tuple[TagPair, ...]
    least: int
    companies: tuple[Company, ...]
    growth: Growth
