"""The page of numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from generator.model import Catalog
from generator.render.charts import length, level, steps
from generator.render.dates import day_words
from generator.render.findings import (
    code_finding,
    growth_finding,
    listings_finding,
    papers,
    percent,
    period_words,
    tags_finding,
    themes_finding,
    times,
    years_finding,
)
from generator.render.page import Page, RenderInput
from generator.render.parts import listing_title
from generator.render.views import listing_url, search_url, tag_url, theme_url
from generator.tally import Company, Growth, Statistics, YearTally

_PAIRS = 20
_COMPANIES = 20


@dataclass(frozen=True)
class Cell:
    """A number in a chart.

    Attributes:
        text: The number as read; empty for none.
        url: Where its papers are listed; empty where no page lists just these.
        bar: How long its bar is; None without a bar.
        part: How much of the bar is filled; None for all of it.
        level: How dark its field is.
    """

    text: str
    url: str = ""
    bar: int | None = None
    part: int | None = None
    level: int = 0


@dataclass(frozen=True)
class Mark:
    """Whether the papers of a row stand in one listing.

    Attributes:
        stands: Whether they do.
        left: Whether a line leads to another of their listings on the left.
        right: The same on the right.
    """

    stands: bool
    left: bool
    right: bool


@dataclass(frozen=True)
class Row:
    """A line of a chart: what it is about, each with its address, and its numbers."""

    names: Sequence[tuple[str, str]]
    cells: Sequence[Cell]
    marks: Sequence[Mark] = ()


@dataclass(frozen=True)
class Chart:
    """A chart.

    Attributes:
        findings: What one sees in it, in sentences.
        heads: Headings of its columns.
        rows: Its lines.
        more: How many lines are not shown.
    """

    findings: Sequence[str]
    heads: Sequence[str]
    rows: Sequence[Row]
    more: int = 0


def stats_page(given: RenderInput) -> Iterator[Page]:
    """The list in numbers, as charts that are tables."""
    catalog, stats = given.catalog, given.derived.statistics
    context: dict[str, object] = {"papers": stats.papers}
    if stats.papers:
        columns = _columns(catalog, stats)
        context |= {
            "themes": _themes(catalog, stats),
            "total": _total(stats),
            "code": _code(stats),
            "tags": _tags(catalog, stats) if catalog.tags else None,
            "least": f"{stats.least:,}",
            "columns": [(name, url, size) for _, name, url, size in columns],
            "listings": _listings(catalog, stats, [id_ for id_, *_ in columns])
            if columns
            else None,
            "growth": _growth(stats.growth),
            "path": steps(stats.growth),
            "first": day_words(stats.growth.first or stats.growth.periods[0].last),
            "last": day_words(stats.growth.periods[-1].last),
            "all": papers(stats.papers),
        }
    yield Page("stats.md", "stats/", "stats.md", context)


def _themes(catalog: Catalog, stats: Statistics) -> Chart:
    names = {slug: theme.short for slug, theme in catalog.themes.items()}
    largest = max(chain.from_iterable(tally.by_year for tally in stats.themes))
    most = max(tally.papers for tally in stats.themes)
    years = _latest_first(stats.years)
    rows = []
    for tally in stats.themes:
        counts = dict(zip(stats.years, tally.by_year, strict=True))
        cells = [
            Cell(
                f"{counts[year]:,}",
                _search(year, theme=tally.theme),
                level=level(counts[year], largest),
            )
            if counts[year]
            else Cell("")
            for year in years
        ]
        whole = Cell(f"{tally.papers:,}", bar=length(tally.papers, most))
        rows.append(Row([(names[tally.theme], theme_url(tally.theme))], [whole, *cells]))
    heads = ["Theme", "All years", *(_year(tally, "No year") for tally in years)]
    return Chart([years_finding(stats), themes_finding(stats, names)], heads, rows)


def _total(stats: Statistics) -> Row:
    """Return the papers of each year over all themes."""
    most = max(tally.papers for tally in stats.years)
    latest = _latest_first(stats.years)
    years = [Cell(f"{t.papers:,}", _search(t), length(t.papers, most)) for t in latest]
    return Row([("All themes", "")], [Cell(f"{stats.papers:,}", "papers/", bar=0), *years])


def _code(stats: Statistics) -> Chart:
    most = max(tally.papers for tally in stats.years)
    rows = []
    for tally in _latest_first(stats.years):
        url = _search(tally, has="code") if tally.with_code else ""
        whole, part = length(tally.papers, most), length(tally.with_code, most)
        cells = [
            Cell(f"{tally.with_code:,}", url, whole, part),
            Cell(f"{tally.papers:,}", _search(tally)),
            Cell(percent(tally.with_code, tally.papers)),
        ]
        rows.append(Row([(_year(tally, "Year unknown"), "")], cells))
    return Chart([code_finding(stats)], ["Year", "With code", "Papers", "Share"], rows)


def _tags(catalog: Catalog, stats: Statistics) -> Chart:
    names = {slug: tag.label for slug, tag in catalog.tags.items()}
    shown = stats.pairs[:_PAIRS]
    rows = []
    for pair in shown:
        together = Cell(f"{pair.papers:,}")
        closeness = Cell(f"{times(pair)}×", bar=length(pair.times, shown[0].times))
        both = [(names[slug], tag_url(slug)) for slug in (pair.first, pair.second)]
        rows.append(Row(both, [closeness, together]))
    heads = ["Two tags", "Times chance", "Papers"]
    finding = tags_finding(stats.pairs, stats.least, names)
    return Chart([finding], heads, rows, len(stats.pairs) - len(shown))


def _columns(catalog: Catalog, stats: Statistics) -> list[tuple[str, str, str, str]]:
    """Return id, heading, address and size of the listings that the chart of listings shows."""
    shown = {id_ for company in stats.companies[:_COMPANIES] for id_ in company.listings}
    return [
        (id_, listing_title(catalog, listing), listing_url(id_), _size(stats.companies, id_))
        for id_, listing in catalog.listings.items()
        if id_ in shown
    ]


def _listings(catalog: Catalog, stats: Statistics, columns: Sequence[str]) -> Chart:
    names = {id_: listing_title(catalog, listing) for id_, listing in catalog.listings.items()}
    shown = stats.companies[:_COMPANIES]
    rows = []
    for company in shown:
        bar = Cell(f"{company.papers:,}", bar=length(company.papers, shown[0].papers))
        rows.append(Row([], [bar], _marks(company, columns)))
    more = len(stats.companies) - len(shown)
    return Chart([listings_finding(stats, names)], ["Papers"], rows, more)


def _marks(company: Company, columns: Sequence[str]) -> list[Mark]:
    places = range(len(columns))
    inside = [place for place in places if columns[place] in company.listings]
    first, last = (inside[0], inside[-1]) if inside else (0, 0)
    return [Mark(n in inside, first < n <= last, first <= n < last) for n in places]


def _growth(growth: Growth) -> Chart:
    most = max(period.added for period in growth.periods)
    rows = []
    for period in reversed(growth.periods):
        came = Cell(f"{period.added:,}", bar=length(period.added, most))
        rows.append(
            Row([(period_words(growth.unit, period), "")], [came, Cell(f"{period.total:,}")])
        )
    return Chart([growth_finding(growth)], ["When", "Came", "On the list then"], rows)


def _size(companies: Sequence[Company], listing: str) -> str:
    return f"{sum(c.papers for c in companies if listing in c.listings):,}"


def _latest_first(years: Sequence[YearTally]) -> list[YearTally]:
    """Return years as a narrow screen should show them: what is seen first is the latest."""
    return sorted(years, key=lambda tally: -(tally.year or 0))


def _year(tally: YearTally, unknown: str) -> str:
    return unknown if tally.year is None else str(tally.year)


def _search(tally: YearTally, **facets: str) -> str:
    """Return where papers of a year are listed; nothing lists those of no year."""
    return "" if tally.year is None else search_url(**facets, year=str(tally.year))
