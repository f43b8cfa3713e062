"""What page types are made from and what they give: the seam between records and templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.derived import Derived
from generator.model import Catalog
from generator.render.views import Card, card


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


@dataclass(frozen=True)
class Page:
    """A page to be rendered.

    Attributes:
        path: Path of its Markdown below the documents folder.
        url: Its address from the root of the site; empty for the home page.
        template: Name of its template.
        context: Records that the template shows, by name.
    """

    path: str
    url: str
    template: str
    context: Mapping[str, Any]
