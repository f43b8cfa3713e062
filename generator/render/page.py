"""What page types are made from and what they give: the seam between records and templates."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from generator.derived import Derived
from generator.model import Catalog, Entry
from generator.render.citations import Work, work_of
from generator.render.feeds import Feed, feeds_of
from generator.render.parts import recency
from generator.render.views import Card, card

Content: TypeAlias = str | bytes
"""What a file holds: text, or bytes where the format is binary."""


@dataclass(frozen=True)
class RenderInput:
    """All that pages are made from.

    Attributes:
        catalog: The list.
        derived: What follows from it.
    """

    catalog: Catalog
    derived: Derived

    @cached_property
    def cards(self) -> Mapping[str, Card]:
        """The card of each paper, by id; a paper stands in many lists and its card is made once."""
        return {id_: card(self.catalog, entry) for id_, entry in self.catalog.entries.items()}

    @cached_property
    def latest(self) -> Sequence[Entry]:
        """All papers by the day they came to the list, the latest first."""
        entries = self.catalog.entries.values()
        return sorted(entries, key=lambda e: (-e.paper.added.toordinal(), recency(e)))

    @cached_property
    def feeds(self) -> Mapping[str, Feed]:
        """Every feed, by its stem."""
        return {feed.stem: feed for feed in feeds_of(self.catalog, self.latest)}

    @cached_property
    def works(self) -> Mapping[str, Work]:
        """What can be cited of each paper, by id."""
        return {id_: work_of(self.catalog, entry) for id_, entry in self.catalog.entries.items()}


@dataclass(frozen=True)
class Page:
    """A page to be rendered.

    Attributes:
        path: Path of its Markdown below the documents folder.
        url: Its address from the root of the site; empty for the home page.
        template: Name of its template.
        records: What the template shows, by name; or what gives that, where there are so many pages
            that it should be made only where and when it is rendered.
    """

    path: str
    url: str
    template: str
    records: Mapping[str, Any] | Callable[[], Mapping[str, Any]]

    @property
    def context(self) -> Mapping[str, Any]:
        """What the template shows, by name."""
        return self.records() if callable(self.records) else self.records
