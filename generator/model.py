"""The records that travel between the stages, and the rules of each single field.

Each field says what it means, shows a real value, and says when it may be absent. The JSON Schemas
that editors complete from, the field table in CONTRIBUTING.md and the data export all follow from
these classes; a new field is one line here and the template that shows it.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from generator.fields import ArxivId, Day, Doi, Line, Prose, SiteUrl, Slug, Url, Year
from generator.listed import Appearance, Facts, LinkKind, Listing, ListingRecord
from generator.record import Record, schema_of
from generator.text import title_key

RelationKind = Literal[
    "extends", "uses", "rival", "contrasts", "companion", "surveys", "same-benchmark"
]
TagGroup = Literal["method", "problem", "domain", "robot", "benchmark", "kind"]

# What listings hold is part of the model too.
__all__ = ["Appearance", "Facts", "LinkKind", "Listing", "ListingRecord", "Record", "schema_of"]

INGEST = "ingest"
"""Who added an entry that came with a listing."""


class Relation(Record):
    """A typed link from one paper to another, stated by a curator."""

    id: Slug
    """Id of the other paper, e.g. `learning-latent-plans-from-play`."""
    kind: RelationKind
    """What this paper is to the other: it `extends` it, `uses` it, is its `rival` …"""


class Paper(Record):
    """One paper: the content of `content/papers/<theme>/<id>.yaml`."""

    title: Line
    """The paper's title with its own capitals, e.g. `Learning Latent Plans from Play`."""
    listed_as: tuple[Line, ...] = ()
    """Other forms of the title that listings carry, so that they are recognised."""
    aliases: tuple[Line, ...] = ()
    """Acronyms and names that readers type, e.g. `MAML`, `Play-LMP`."""
    formerly: tuple[Slug, ...] = ()
    """Earlier ids of this entry, the oldest first; their addresses lead here."""
    authors: tuple[Line, ...] = ()
    """Names in the order of the paper, e.g. `Chelsea Finn`; absent where they are not known."""
    year: Year | None = None
    """Year of first publication, e.g. `2019`; absent where it is not known."""
    venue: Line | None = None
    """Where it appeared, with the year, e.g. `ICLR 2024`; absent where no evidence was seen."""
    arxiv: ArxivId | None = None
    """arXiv id without version, e.g. `"1903.01973"`; absent when not on arXiv."""
    doi: Doi | None = None
    """DOI of the published version in lower case, e.g. `10.1038/nature14236`."""
    links: Mapping[LinkKind, Url] = {}
    """Addresses by kind, e.g. `code: https://github.com/…`; http and https only."""
    tags: tuple[Slug, ...] = ()
    """Slugs from `site_config/tags.yaml`, the main ones first, e.g. `offline-data`."""
    also_in: tuple[Slug, ...] = ()
    """Further themes where a reader may look for it, best first; the folder is the first theme."""
    summary: Prose | None = None
    """What it is about in our own words, 35 to 70 words."""
    why: Line | None = None
    """Why it is on this list, in one line of at most 20 words."""
    needs: tuple[Line, ...] = ()
    """What it helps with, in everyday words: each goes on from "Read it when you want to"."""
    abstract: Prose | None = None
    """The authors' abstract, their words unchanged, with mangled markup mended."""
    listing_note: Line | None = None
    """What the listed text lacks, e.g. `The listing cuts the abstract off.`"""
    relates: tuple[Relation, ...] = ()
    """Links to other papers of the list, each with its kind."""
    added: Day
    """Day it came to the list, e.g. `2026-11-21`."""
    added_by: Line | None = None
    """Who added it: a name or handle, or `ingest` for a listing."""


class Entry(Record):
    """A paper with its place on the list."""

    id: Slug
    """Permanent id: the file's name, e.g. `learning-latent-plans-from-play`."""
    theme: Slug
    """Slug of the folder that holds it."""
    path: str
    """Path of its file from the root of the list."""
    paper: Paper
    """What the file says."""

    @cached_property
    def title_keys(self) -> tuple[str, ...]:
        """Keys of all forms of the title, the title's own first."""
        return tuple(title_key(form) for form in (self.paper.title, *self.paper.listed_as))


class Pointer(Record):
    """A paper named from a theme or a path, with a reason."""

    id: Slug
    """Id of the paper."""
    why: Prose
    """Why at this point, e.g. `Defines the problem that the others answer.`"""


class Neighbour(Record):
    """A theme next to another one."""

    theme: Slug
    """Slug of the neighbouring theme."""
    border: Prose
    """What belongs there and not here."""


class Theme(Record):
    """A theme: the content of `content/themes/<theme>.yaml`."""

    title: Line
    """Its heading, e.g. `Offline and offline-to-online RL`."""
    short: Line
    """The same in one to three words for menus and labels, e.g. `Offline RL`."""
    order: Annotated[int, Field(ge=1)]
    """Place among the themes, from 1."""
    scope: Prose
    """What belongs here, with the rule for borderline papers."""
    introduction: Prose | None = None
    """A way in, 120 to 220 words; `[[id]]` or `[[id|words]]` links a paper."""
    start_here: tuple[Pointer, ...] = ()
    """Three to five papers to read first, in order."""
    neighbours: tuple[Neighbour, ...] = ()
    """Neighbouring themes with the border explained."""


class Step(Record):
    """One stop of a reading path."""

    id: Slug
    """Id of the paper."""
    take: Prose
    """What to take from it."""
    leads_to: Prose
    """What it sets up next."""


class ReadingPath(Record):
    """An ordered way through the list: the content of `content/paths/<path>.yaml`."""

    title: Line
    """Its heading, e.g. `Offline RL in seven papers`."""
    order: Annotated[int, Field(ge=1)]
    """Place among the paths, from 1."""
    reader: Line
    """For whom it is, e.g. `An engineer who has logs and no simulator`."""
    purpose: Prose
    """What the reader can do at the end."""
    steps: tuple[Step, ...]
    """Six to ten papers in reading order."""


class Ignored(Record):
    """A listed paper that is deliberately not on the list."""

    title: Line
    """Its title as listed."""
    reason: Line
    """Why it is left out, e.g. `withdrawn by its authors`."""
    id: Slug | None = None
    """The id it had, when it was on the list before."""


class Tag(Record):
    """One word of the closed vocabulary in `site_config/tags.yaml`."""

    slug: Slug
    """What entries write, e.g. `offline-data`."""
    label: Line
    """What readers see, e.g. `Offline data`."""
    group: TagGroup
    """The question it answers."""
    meaning: Line
    """One line that says what it covers."""
    aliases: tuple[Line, ...] = ()
    """Other words for it, e.g. `batch RL`."""


class Site(Record):
    """The list as a whole: `site_config/site.yaml`."""

    name: Line
    """Name of the list, e.g. `Autodidact`."""
    tagline: Line
    """What it is, in one line."""
    description: Prose
    """Two sentences for search engines and the head of the home page."""
    url: SiteUrl | None = None
    """Address where it is published, e.g. `https://lists.example/`; absent without one."""
    repository: Url | None = None
    """Address of the repository that holds the entries; absent for a site without one."""
    branch: Line = "main"
    """The repository's branch that edit links lead to."""
    start_here: tuple[Slug, ...] = ()
    """Ids of papers that the home page recommends to begin with."""
    complete_listings: tuple[Slug, ...] = ()
    """Ids of listings whose every paper must have its summary, reason and tags."""
    listing_titles: Mapping[Slug, Line] = {}
    """Headings of listings by id, where the id alone says it badly."""
    journals: tuple[Line, ...] = ()
    """Venues that are journals though their name does not say so, without year, e.g. `JMLR`."""
    cards_per_page: Annotated[int, Field(ge=1)] = 100
    """Papers on one page of a theme or listing, as cards."""
    rows_per_page: Annotated[int, Field(ge=1)] = 500
    """Papers on one page of the complete list, as rows."""


class Page(Record):
    """A hand-written page of prose: `content/pages/<slug>.md`."""

    slug: Slug
    """File name without ending."""
    path: str
    """Path from the root of the list."""
    markdown: str
    """Its text; raw HTML is shown as typed, `[[id]]` links a paper."""


class Catalog(Record):
    """Everything that `content/` and `site_config/` say, checked and typed."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    site: Site
    entries: Mapping[str, Entry]
    """By id, in the order of the ids."""
    themes: Mapping[str, Theme]
    """By slug, in their own order."""
    paths: Mapping[str, ReadingPath]
    """By slug, in their own order."""
    tags: Mapping[str, Tag]
    """By slug, in the order of the vocabulary."""
    ignored: tuple[Ignored, ...]
    listings: Mapping[str, Listing]
    """By id."""
    pages: Mapping[str, Page]
    """By slug."""
    register_ids: Mapping[str, str]
    """Every id ever given, with the title it was given for."""
    notice: str = ""
    """Whose words the list holds, as Markdown: `content/NOTICE.md`; empty where there is none."""

    @cached_property
    def id_by_title_key(self) -> Mapping[str, str]:
        """Ids of entries by the keys of their titles, listed forms and registered titles."""
        found: dict[str, str] = {}
        for id_, entry in self.entries.items():
            for key in entry.title_keys:
                found.setdefault(key, id_)
        for id_, title in self.register_ids.items():
            now = self.current_id.get(id_)
            if now:
                found.setdefault(title_key(title), now)
        return found

    @cached_property
    def id_by_number(self) -> Mapping[str, str]:
        """Ids of entries by their arXiv ids and DOIs."""
        papers = [(entry.id, entry.paper) for entry in self.entries.values()]
        return {
            number: id_ for id_, paper in papers for number in (paper.arxiv, paper.doi) if number
        }

    def id_of(self, record: ListingRecord) -> str | None:
        """Return the id of the entry that a listed paper has: by its title, arXiv id or DOI."""
        known = self.id_by_number
        by_number = known.get(record.facts.arxiv or "") or known.get(record.facts.doi or "")
        return self.id_by_title_key.get(title_key(record.title), by_number)

    @cached_property
    def current_id(self) -> Mapping[str, str]:
        """Where each present or former id leads."""
        found = {old: id_ for id_, entry in self.entries.items() for old in entry.paper.formerly}
        found.update({id_: id_ for id_ in self.entries})
        return found

    @cached_property
    def ignored_keys(self) -> frozenset[str]:
        """Keys of the titles that are left out on purpose."""
        return frozenset(title_key(line.title) for line in self.ignored)

    @cached_property
    def entries_by_theme(self) -> Mapping[str, tuple[Entry, ...]]:
        """Entries of each theme, in the order of the ids."""
        found: dict[str, list[Entry]] = {slug: [] for slug in self.themes}
        for entry in self.entries.values():
            found[entry.theme].append(entry)
        return {slug: tuple(entries) for slug, entries in found.items()}
