"""What a digest holds: the papers that were added in some days, by theme."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin

from generator.model import Catalog, Entry
from generator.render.views import Card, card, newest_first, theme_url

MOST = 50
"""Papers that are told in full: mail programs cut a mail off beyond about 100 kB."""
_MONTHS = (
    "January February March April May June July August September October November December"
).split()


@dataclass(frozen=True)
class Item:
    """A paper in a digest.

    Attributes:
        card: What is told of it.
        address: Where to read on: its page, else the paper itself; empty when there is neither.
    """

    card: Card
    address: str


@dataclass(frozen=True)
class Group:
    """The new papers of one theme.

    Attributes:
        title: Heading of the theme.
        address: Its page; empty for a list that is not published.
        items: Those that are told in full.
        more: How many others there are.
    """

    title: str
    address: str
    items: tuple[Item, ...]
    more: int

    @property
    def total(self) -> int:
        """How many papers are new in the theme."""
        return len(self.items) + self.more


@dataclass(frozen=True)
class Digest:
    """What was added in some days.

    Attributes:
        name: Name of the list.
        address: Where it is published; empty for a list that is not.
        period: The days in words, e.g. ``14 to 20 November 2026``.
        since: The first day.
        until: The last day.
        groups: The papers by theme, in the order of the themes.
    """

    name: str
    address: str
    period: str
    since: date
    until: date
    groups: tuple[Group, ...]

    @property
    def total(self) -> int:
        """How many papers are new."""
        return sum(group.total for group in self.groups)

    @property
    def heading(self) -> str:
        """What it says in one line, e.g. ``3 papers added to Autodidact``."""
        return f"{self.total} {'paper' if self.total == 1 else 'papers'} added to {self.name}"


def digest_of(
    catalog: Catalog,
    since: date,
    until: date,
    *,
    most: int = MOST,
    came: Collection[str] | None = None,
) -> Digest:
    """Return what was added from one day to another, both included.

    Args:
        catalog: The list.
        since: The first day.
        until: The last day.
        most: Papers to tell in full; of longer digests each theme tells as many as fit.
        came: Ids of those that came in these days; without it the day that each states counts.
    """
    stated = (id_ for id_, e in catalog.entries.items() if since <= e.paper.added <= until)
    chosen = set(stated if came is None else came)
    added = [entry for id_, entry in catalog.entries.items() if id_ in chosen]
    by_theme = {slug: [e for e in added if e.theme == slug] for slug in catalog.themes}
    filled = {slug: newest_first(entries) for slug, entries in by_theme.items() if entries}
    shown = _fair_share([len(entries) for entries in filled.values()], most)
    groups = tuple(
        Group(
            title=catalog.themes[slug].title,
            address=_absolute(catalog, theme_url(slug)),
            items=tuple(_item(catalog, entry) for entry in entries[:count]),
            more=len(entries) - count,
        )
        for (slug, entries), count in zip(filled.items(), shown, strict=True)
    )
    address = catalog.site.url or ""
    return Digest(catalog.site.name, address, period(since, until), since, until, groups)


def period(since: date, until: date) -> str:
    """Return two days in words, saying only once what both have in common.

    >>> period(date(2026, 11, 14), date(2026, 11, 20))
    '14 to 20 November 2026'
    >>> period(date(2026, 12, 30), date(2027, 1, 2))
    '30 December 2026 to 2 January 2027'
    """
    last = f"{until.day} {_MONTHS[until.month - 1]} {until.year}"
    if since == until:
        return last
    first = [str(since.day)]
    if (since.year, since.month) != (until.year, until.month):
        first.append(_MONTHS[since.month - 1])
    if since.year != until.year:
        first.append(str(since.year))
    return f"{' '.join(first)} to {last}"


def _item(catalog: Catalog, entry: Entry) -> Item:
    shown = card(catalog, entry)
    paper = entry.paper
    arxiv = f"https://arxiv.org/abs/{paper.arxiv}" if paper.arxiv else ""
    elsewhere = arxiv or next(iter(paper.links.values()), "")
    return Item(shown, _absolute(catalog, shown.url) or elsewhere)


def _absolute(catalog: Catalog, url: str) -> str:
    base = catalog.site.url
    return urljoin(base if base.endswith("/") else f"{base}/", url) if base else ""


def _fair_share(wanted: list[int], most: int) -> list[int]:
    """Return how many of each there is space for; at least one, whoever wants little gets it all.

    >>> _fair_share([2, 10, 10], 12)
    [2, 5, 5]
    """
    if sum(wanted) <= most:
        return wanted
    each = max((n for n in range(1, most + 1) if sum(min(n, w) for w in wanted) <= most), default=1)
    return [min(each, w) for w in wanted]
