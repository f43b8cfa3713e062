"""What one sees in each chart, as a sentence computed from its numbers.

The sentences are built so that one paper, a shared first place and an absent fact read well too.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeVar

from generator.render.dates import day_words, month_words
from generator.tally import Company, Growth, Period, Statistics, TagPair, Unit

T = TypeVar("T")
_NAMED = 3  # more that share the first place are counted, not named
_ENOUGH = 10  # papers of a year that make its share worth naming


def papers(count: int) -> str:
    """Return a count with its noun.

    >>> papers(1), papers(20_000)
    ('1 paper', '20,000 papers')
    """
    return f"{count:,} paper" if count == 1 else f"{count:,} papers"


def percent(part: int, whole: int) -> str:
    """Return a share as whole per cent, which says 0% of nothing and 100% of everything alone.

    >>> percent(1, 8), percent(1, 900), percent(899, 900), percent(5, 5)
    ('13%', 'under 1%', 'over 99%', '100%')
    """
    rounded = (200 * part + whole) // (2 * whole) if whole else 0
    if part and not rounded:
        return "under 1%"
    if part < whole and rounded == 100:  # noqa: PLR2004 - per cent
        return "over 99%"
    return f"{rounded}%"


def share(part: int, whole: int) -> str:
    """Return how many papers of all.

    >>> share(115, 335), share(7, 7), share(1, 1), share(0, 7)
    ('115 of 335 papers (34%)', 'all 7 papers', 'the only paper', 'no paper')
    """
    if not part:
        return "no paper"
    if part == whole:
        return "the only paper" if whole == 1 else f"all {papers(whole)}"
    return f"{part:,} of {papers(whole)} ({percent(part, whole)})"


def years_finding(stats: Statistics) -> str:
    """Say which year has the most papers, and of how many the year is not known."""
    known = {str(t.year): t.papers for t in stats.years if t.year is not None}
    unknown = stats.papers - sum(known.values())
    if not known:
        return "The year of no paper is known."
    if len(known) == 1 and not unknown:
        return f"Every paper is of {next(iter(known))}."
    said = _most_papers("year", known, stats.papers)
    return f"{said} The year of {papers(unknown)} is not known." if unknown else said


def themes_finding(stats: Statistics, names: Mapping[str, str]) -> str:
    """Say which theme has the most papers; empty where there is no choice."""
    if len(stats.themes) < 2:  # noqa: PLR2004 - one theme leaves no choice
        return ""
    by_name = [(quoted(names[tally.theme]), tally.papers) for tally in stats.themes]
    return _most_papers("theme", by_name, stats.papers)


def code_finding(stats: Statistics) -> str:
    """Say how many papers link to code, and in which year the most of them do."""
    linked = sum(tally.with_code for tally in stats.years)
    said = f"Code is linked from {share(linked, stats.papers)}."
    shares = {
        str(tally.year): Fraction(tally.with_code, tally.papers)
        for tally in stats.years
        if tally.year is not None and tally.papers >= _ENOUGH
    }
    names, highest = _leaders(shares.items())
    if not highest or len(shares) == len(names) or len(names) > _NAMED:
        return said
    where = f"Of the years with {_ENOUGH} papers or more, the share is highest in {_join(names)}"
    return f"{said} {where}: {percent(highest.numerator, highest.denominator)}."


def tags_finding(pairs: Sequence[TagPair], least: int, names: Mapping[str, str]) -> str:
    """Say which two tags are closest."""
    if not pairs:
        return f"No two tags meet on {least:,} papers or more, and more often than by chance."
    pair = pairs[0]
    both = f"{quoted(names[pair.first])} and {quoted(names[pair.second])}"
    often = f"{times(pair)} times as often as by chance"
    return f"{both} go together most: {often}, on {papers(pair.papers)}."


def times(pair: TagPair) -> str:
    """Return how much more often than by chance two tags meet: ``30``, ``8.6``, ``1.2``."""
    return f"{pair.times:,.0f}" if pair.times >= 10 else f"{pair.times:.1f}"  # noqa: PLR2004


def listings_finding(stats: Statistics, names: Mapping[str, str]) -> str:
    """Say how many papers stand in several listings, in which the most, and in none."""
    several = [company for company in stats.companies if len(company.listings) > 1]
    many = sum(company.papers for company in several)
    none = sum(company.papers for company in stats.companies if not company.listings)
    sentences = []
    if len(names) > 1:
        sentences.append(_stand(many, stats.papers, "in more than one listing"))
        sentences += _closest(several, names)
    elif none < stats.papers:
        sentences.append(_stand(stats.papers - none, stats.papers, "in the one listing"))
    if none:
        sentences.append(_stand(none, stats.papers, "in none"))
    return " ".join(sentences)


def growth_finding(growth: Growth) -> str:
    """Say when the papers came, and when the most of them did."""
    total, last = growth.periods[-1].total, growth.periods[-1].last
    if growth.first is None or growth.first == last:
        return _capital(f"{share(total, total)} came on {day_words(last)}.")
    said = f"{papers(total)} came between {day_words(growth.first)} and {day_words(last)}"
    busiest, most = _leaders((period, period.added) for period in growth.periods)
    if len(busiest) > _NAMED:
        return f"{said}."
    when = _join([period_words(growth.unit, period) for period in busiest])
    on = "on" if growth.unit == "day" else "in"
    return f"{said}, the most {on} {when}: {most:,}{' each' if len(busiest) > 1 else ''}."


def period_words(unit: Unit, period: Period) -> str:
    """Return what a period is called.

    >>> from datetime import date
    >>> period_words("month", Period(date(2026, 11, 21), 5, 5))
    'November 2026'
    """
    if unit == "day":
        return day_words(period.last)
    return month_words(period.last) if unit == "month" else str(period.last.year)


def quoted(name: str) -> str:
    """Return a name that may hold an 'and' so that it reads as one."""
    return f"“{name}”"


def _stand(part: int, whole: int, where: str) -> str:
    return _capital(f"{share(part, whole)} {'stand' if part > 1 else 'stands'} {where}.")


def _closest(several: Iterable[Company], names: Mapping[str, str]) -> list[str]:
    """Say which listings share the most papers with no other, unless several companies do."""
    leaders, most = _leaders((company.listings, company.papers) for company in several)
    if len(leaders) != 1:
        return []
    together = _join([quoted(names[listing]) for listing in leaders[0]])
    return [f"The most are shared by {together} and no other: {most:,}."]


def _most_papers(kind: str, counts: Any, whole: int) -> str:
    names, most = _leaders(counts.items() if isinstance(counts, Mapping) else counts)
    if len(names) == 1:
        return f"The {kind} with the most papers is {names[0]}: {most:,} of {whole:,}."
    if len(names) <= _NAMED:
        return f"The {kind}s with the most papers are {_join(names)}: {most:,} each."
    return f"{len(names)} {kind}s have the most papers: {most:,} each."


def _leaders(counts: Iterable[tuple[T, Any]]) -> tuple[list[T], Any]:
    """Return those with the largest count, in their order, and that count."""
    given = list(counts)
    most = max((count for _, count in given), default=0)
    return [name for name, count in given if count == most], most


def _join(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
