"""The records of listings: what a received dump says of each paper, and where a paper stands."""

from collections.abc import Mapping
from typing import Literal

from generator.fields import ArxivId, Doi, Line, Slug, Url, Year
from generator.record import Record

LinkKind = Literal["code", "project", "data", "video", "slides", "demo", "other"]


class Facts(Record):
    """What a bibliography says of a paper beside title and abstract; the fields of an entry."""

    authors: tuple[Line, ...] = ()
    """All names in the order of the paper; empty when they are not all known."""
    year: Year | None = None
    """Year of first publication."""
    venue: Line | None = None
    """Where it appeared, with the year."""
    arxiv: ArxivId | None = None
    """arXiv id without version."""
    doi: Doi | None = None
    """DOI of the published version."""
    links: Mapping[LinkKind, Url] = {}
    """Addresses by kind."""

    def or_else(self, other: "Facts") -> "Facts":
        """Return these facts, completed by another's where nothing is said here."""
        ours = {name: value for name, value in self if value}
        return Facts.model_validate({**dict(other), **ours, "links": {**other.links, **self.links}})


class ListingRecord(Record):
    """One paper in a listing."""

    rank: int
    """Place in the listing, from 1."""
    title: str
    """Title as listed."""
    abstract: str
    """Abstract as listed, paragraphs separated by a blank line; empty when it has none."""
    line: int
    """Line of the title in the dump, from 1."""
    facts: Facts = Facts()
    """What the listing says beside; a dump of titles and abstracts says nothing."""


class Listing(Record):
    """A received dump, parsed."""

    id: Slug
    """File name without ending, e.g. `self-play`."""
    path: str
    """Path from the root of the list."""
    format: str
    """Key in `generator.listings.FORMATS`."""
    dated: str
    """The date in its header as printed there, e.g. `Mar 20`; empty when it has none."""
    records: tuple[ListingRecord, ...]
    """Its papers in their own order."""


class Appearance(Record):
    """A paper's place in one listing."""

    listing: Slug
    """Id of the listing."""
    rank: int
    """Place from 1."""
