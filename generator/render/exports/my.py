"""What the reader's own list is made of: the papers it may name, and the form of its files."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from generator.fields import Slug
from generator.json_text import compact_json, json_text
from generator.model import Record, schema_of
from generator.render.page import RenderInput

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_MOMENT = Field(default=None, pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")


class SavedPaper(Record):
    """A paper that a reader saved; it has a status, a note, or both."""

    id: Slug
    """Permanent id, present or former."""
    title: str = ""
    """The title when the entry was last changed, to name a paper that is no longer listed."""
    status: Literal["to-read", "reading", "read"] | None = None
    """What the reader did with it; absent when a note alone keeps it."""
    note: str = ""
    """The reader's note, plain text."""
    saved: str | None = _MOMENT
    """When it was saved, e.g. `2026-11-21T09:30:00Z`."""
    decided: str | None = _MOMENT
    """When the status was last chosen; of two that differ the later one is kept."""
    noted: str | None = _MOMENT
    """When the note was last changed."""


class SavedList(Record):
    """A reader's own list as a file, which assets/javascripts/my/file.js writes and reads."""

    format: Literal["reading-list"]
    """Says that it is one."""
    version: Literal[1]
    """Version of this form."""
    list: str
    """Name of the reading list that the papers are from."""
    papers: tuple[SavedPaper, ...]
    """The papers, each once."""


def my_files(given: RenderInput) -> Iterator[tuple[str, str]]:
    """Yield what the page of the reader's list shows of each paper, and the schema of its files.

    The papers are arrays of id, title, authors, year, venue and the number of the theme, since
    their names would be most of the file.
    """
    catalog = given.catalog
    former = {old: now for old, now in catalog.current_id.items() if old not in catalog.entries}
    themes = {slug: number for number, slug in enumerate(catalog.themes)}
    cards = given.cards.values()
    yield (
        "data/my-cards.json",
        compact_json(
            {
                "themes": [[slug, theme.short] for slug, theme in catalog.themes.items()],
                "papers": [
                    [c.id, c.title, c.authors, c.year, c.venue, themes[c.theme]] for c in cards
                ],
                "formerly": former,
                "gone": {line.id: [line.title, line.reason] for line in catalog.ignored if line.id},
            }
        ),
    )
    schema = {"$schema": _DRAFT, **schema_of(SavedList)}
    yield "data/my-list.schema.json", json_text(schema)
