"""What can be cited of a paper, before it is written in any format."""

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.model import Catalog, Entry
from generator.render.citations.names import Name, split_name

Kind: TypeAlias = Literal["proceedings", "journal", "preprint", "other"]

_YEAR = re.compile(r"^(.*\S)\s+((?:19|20)\d\d)$")
_JOURNAL = re.compile(r"\b(?:Journal|Transactions|Letters|Magazine|Annals)\b")
_MEETING = re.compile(r"\b(?:Conference|Proceedings|Symposium|Workshop|Findings)\b")
_ACRONYM = re.compile(r"(?=\w*?[A-Z]{2})\w++")


@dataclass(frozen=True)
class Work:
    """A paper as a work of its authors.

    Attributes:
        id: Id of the entry, which is the citation key too. An id is never given twice and never
            changes, so a key means the same paper for good, whatever else comes to the list.
        kind: What it appeared as, as far as the entry tells.
        title: Its title.
        authors: Its authors in order; empty where they are not known.
        year: Year of what is cited: the venue's where it names one, otherwise that of first
            publication; None where neither is known.
        container: The proceedings or journal, or a venue of which the kind is not known; may be
            empty.
        arxiv: arXiv id; may be empty.
        keywords: Labels of its tags.
        names: Short names of the work that keep their capitals, e.g. ``MAML``.
        abstract: The authors' abstract on one line; may be empty.
    """

    id: str
    kind: Kind
    title: str
    authors: tuple[Name, ...]
    year: int | None
    container: str
    arxiv: str
    keywords: tuple[str, ...]
    names: tuple[str, ...]
    abstract: str

    @property
    def url(self) -> str:
        """Address of the work: its page at arXiv; empty for one that is not there."""
        return f"https://arxiv.org/abs/{self.arxiv}" if self.arxiv else ""

    @property
    def doi(self) -> str:
        """The DOI that arXiv gives to each of its preprints; empty for what appeared elsewhere."""
        return f"10.48550/arXiv.{self.arxiv}" if self.kind == "preprint" else ""


def work_of(catalog: Catalog, entry: Entry) -> Work:
    """Return what can be cited of an entry."""
    paper = entry.paper
    kind, container, year = venue_kind(paper.venue or "", catalog.site.journals)
    if kind == "other" and not container and paper.arxiv:
        kind = "preprint"
    return Work(
        id=entry.id,
        kind=kind,
        title=paper.title,
        authors=tuple(map(split_name, paper.authors)),
        year=year or paper.year,
        container=container,
        arxiv=paper.arxiv or "",
        keywords=tuple(catalog.tags[slug].label for slug in paper.tags),
        names=paper.aliases,
        abstract=" ".join((paper.abstract or "").split()),
    )


def venue_kind(venue: str, journals: tuple[str, ...] = ()) -> tuple[Kind, str, int | None]:
    """Return what a venue is, what to call it, and the year it names.

    A journal is what the list calls one, or what has a word that only journals have. Proceedings
    have such a word too, or are an acronym with a year, as meetings are named. Anything else is
    left undecided. A journal goes by its name alone, since its year stands apart.

    >>> venue_kind("CoRL 2023"), venue_kind("JMLR 2016", ("JMLR",))
    (('proceedings', 'CoRL 2023', 2023), ('journal', 'JMLR', 2016))
    >>> venue_kind("Symmetry 2019")
    ('other', 'Symmetry 2019', 2019)
    """
    match = _YEAR.match(venue)
    name, year = (match[1], int(match[2])) if match else (venue, None)
    if name in journals or _JOURNAL.search(name):
        return "journal", name, year
    if _MEETING.search(name) or (year and all(map(_ACRONYM.fullmatch, name.split()))):
        return "proceedings", venue, year
    return "other", venue, year
