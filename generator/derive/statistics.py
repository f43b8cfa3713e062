"""The list in numbers: papers by year, theme, listing and day, code, and tags that go together."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations

from generator.model import Appearance, Catalog, Entry
from generator.tally import (
    Company,
    Growth,
    Period,
    Statistics,
    TagPair,
    ThemeTally,
    Unit,
    YearTally,
)

_LEAST_TOGETHER = 3  # two papers with the same two tags are chance
_LEAST_SHARE = 100  # on a long list a pair must also hold one paper in so many
_MOST: Mapping[Unit, int] = {"day": 31, "month": 36}
_START: Mapping[Unit, Callable[[date], date]] = {
    "day": lambda day: day,
    "month": lambda day: day.replace(day=1),
    "year": lambda day: day.replace(month=1, day=1),
}


def statistics(catalog: Catalog, appearances: Mapping[str, Sequence[Appearance]]) -> Statistics:
    """Return the numbers of a list.

    Args:
        catalog: The list.
        appearances: Places in listings by id.
    """
    entries = tuple(catalog.entries.values())
    years = _years(entries)
    least = max(_LEAST_TOGETHER, -(-len(entries) // _LEAST_SHARE))
    return Statistics(
        papers=len(entries),
        years=years,
        themes=_themes(entries, catalog.themes, [tally.year for tally in years]),
        pairs=tag_pairs([entry.paper.tags for entry in entries], least),
        least=least,
        companies=_companies(entries, catalog.listings, appearances),
        growth=growth(entry.paper.added for entry in entries),
    )


def tag_pairs(tags: Sequence[Iterable[str]], least: int) -> tuple[TagPair, ...]:
    """Return the pairs of tags that stand together more often than by chance, closest first.

    Args:
        tags: The tags of each paper.
        least: On how many papers the two must meet; below that, closeness is an accident.

    >>> tag_pairs([("atari", "games"), ("atari", "games"), ("video",), ("video",)], 2)
    (TagPair(first='atari', second='games', papers=2, times=2.0),)
    """
    of_papers = [sorted(set(names)) for names in tags]
    alone = Counter(name for names in of_papers for name in names)
    both = Counter(pair for names in of_papers for pair in combinations(names, 2))
    pairs = (
        TagPair(first, second, papers, papers * len(of_papers) / (alone[first] * alone[second]))
        for (first, second), papers in both.items()
        if papers >= least
    )
    close = (pair for pair in pairs if pair.times > 1)
    return tuple(sorted(close, key=lambda p: (-p.times, -p.papers, p.first, p.second)))


def growth(days: Iterable[date]) -> Growth:
    """Return how a list grew whose papers came on these days.

    >>> [(p.added, p.total) for p in growth([date(2026, 1, 9), date(2026, 1, 3)]).periods]
    [(1, 1), (1, 2)]
    """
    added = Counter(days)
    if not added:
        return Growth(None, "day", ())
    unit = _unit_of(added)
    periods: dict[date, Period] = {}
    total = 0
    for day in sorted(added):
        total += added[day]
        before = periods.get(_START[unit](day))
        came = added[day] + (before.added if before else 0)
        periods[_START[unit](day)] = Period(day, came, total)
    return Growth(min(added), unit, tuple(periods.values()))


def _unit_of(days: Iterable[date]) -> Unit:
    known = tuple(days)
    for unit, most in _MOST.items():
        if len({_START[unit](day) for day in known}) <= most:
            return unit
    return "year"


def _years(entries: Sequence[Entry]) -> tuple[YearTally, ...]:
    papers = Counter(entry.paper.year for entry in entries)
    code = Counter(entry.paper.year for entry in entries if "code" in entry.paper.links)
    known = sorted(year for year in papers if year is not None)
    ordered = [*known, *([None] if None in papers else [])]
    return tuple(YearTally(year, papers[year], code[year]) for year in ordered)


def _themes(
    entries: Sequence[Entry], themes: Iterable[str], years: Sequence[int | None]
) -> tuple[ThemeTally, ...]:
    papers = Counter((entry.theme, entry.paper.year) for entry in entries)
    return tuple(
        ThemeTally(theme, tuple(papers[theme, year] for year in years)) for theme in themes
    )


def _companies(
    entries: Sequence[Entry],
    listings: Iterable[str],
    appearances: Mapping[str, Sequence[Appearance]],
) -> tuple[Company, ...]:
    places = {id_: place for place, id_ in enumerate(listings)}
    papers: Counter[tuple[str, ...]] = Counter()
    for entry in entries:
        names = {appearance.listing for appearance in appearances.get(entry.id, ())}
        papers[tuple(sorted(names, key=places.__getitem__))] += 1
    companies = (Company(names, count) for names, count in papers.items())
    return tuple(
        sorted(
            companies, key=lambda c: (-c.papers, len(c.listings), [places[n] for n in c.listings])
        )
    )
