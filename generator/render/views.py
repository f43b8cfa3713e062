"""What templates see: records that hold all a page shows, so that templates decide nothing."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar
from urllib.parse import urlencode

from generator.derived import Kin
from generator.model import Catalog, Entry, Pointer
from generator.text import slugify

Targets: TypeAlias = Mapping[tuple[str, str], tuple[str, str]]
"""Title and address of what prose may link, by kind and id."""

_AUTHORS_ON_CARD = 3
_CLOSE_SHOWN = 6
_REASONS = 3
_QUOTED = re.compile(' *" *')
T = TypeVar("T")
RELATION_WORDS = {
    "extends": ("Extends", "Extended by"),
    "uses": ("Uses", "Used by"),
    "rival": ("Another answer to the same problem", "Another answer to the same problem"),
    "contrasts": ("In contrast to", "Contrasted by"),
    "companion": ("The same question from another side", "The same question from another side"),
    "surveys": ("Surveys", "Surveyed by"),
    "same-benchmark": ("Measured on the same benchmark", "Measured on the same benchmark"),
}
LINK_WORDS = {
    "code": "Code",
    "project": "Project page",
    "data": "Data",
    "video": "Video",
    "slides": "Slides",
    "demo": "Demo",
    "other": "More",
}
GROUP_WORDS = {
    "method": "Method",
    "problem": "Problem",
    "domain": "Domain",
    "robot": "Robot or embodiment",
    "benchmark": "Benchmark",
    "kind": "Kind of work",
}


def paper_url(id_: str) -> str:
    """Return the address of a paper's page from the root of the site."""
    return f"papers/{id_}/"


def theme_url(slug: str) -> str:
    """Return the address of a theme's page from the root of the site."""
    return f"themes/{slug}/"


def tag_url(slug: str) -> str:
    """Return the address of a tag's page from the root of the site."""
    return f"tags/{slug}/"


def path_url(slug: str) -> str:
    """Return the address of a reading path from the root of the site."""
    return f"paths/{slug}/"


def listing_url(id_: str) -> str:
    """Return the address of a listing from the root of the site."""
    return f"listings/{id_}/"


def search_url(**facets: str) -> str:
    """Return the address of the search page with facets chosen.

    >>> search_url(theme="offline-rl", year="2024")
    'search/?theme=offline-rl&year=2024'
    """
    return f"search/?{urlencode(facets)}"


def author_url(name: str) -> str:
    """Return the address where the papers of an author are listed.

    >>> author_url('Aude "Ada" Oliva')
    'search/?q=author%3A%22Aude+Ada+Oliva%22'
    """
    words = _QUOTED.sub(" ", name).strip(" ")  # a quotation mark would end the name
    return search_url(q=f'author:"{words}"')


@dataclass(frozen=True)
class Card:
    """A paper in a list.

    Attributes:
        id: Its id.
        url: Its page.
        title: Its title.
        authors: Short form, e.g. ``Finn, Abbeel, Levine`` cut to three names; may be empty.
        year: Year as text; may be empty.
        venue: Venue; may be empty.
        theme: Slug of its theme.
        theme_title: Short title of its theme.
        why: Why it is on the list; may be empty.
        text: Our summary, or the beginning of the abstract; may be empty.
        quoted: Whether ``text`` is the authors'.
        code: Whether there is a link to code.
        arxiv: arXiv id, which paper needs where a link is of no use; may be empty.
        formerly: Its earlier ids.
    """

    id: str
    url: str
    title: str
    authors: str
    year: str
    venue: str
    theme: str
    theme_title: str
    why: str
    text: str
    quoted: bool
    code: bool
    arxiv: str
    formerly: tuple[str, ...]


def card(catalog: Catalog, entry: Entry) -> Card:
    """Return the card of an entry."""
    paper = entry.paper
    names = paper.authors[:_AUTHORS_ON_CARD]
    more = " and others" if len(paper.authors) > _AUTHORS_ON_CARD else ""
    return Card(
        id=entry.id,
        url=paper_url(entry.id),
        title=paper.title,
        authors=", ".join(names) + more,
        year=str(paper.year or ""),
        venue=paper.venue or "",
        theme=entry.theme,
        theme_title=catalog.themes[entry.theme].short,
        why=paper.why or "",
        text=paper.summary or shorten(paper.abstract or ""),
        quoted=not paper.summary,
        code="code" in paper.links,
        arxiv=paper.arxiv or "",
        formerly=paper.formerly,
    )


def shorten(text: str, limit: int = 300) -> str:
    """Return the beginning of a text, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0].rstrip(",;:") + " …"


@dataclass(frozen=True)
class Related:
    """A link between two papers as one of them shows it."""

    card: Card
    words: str


def related_by_id(catalog: Catalog, cards: Mapping[str, Card]) -> Mapping[str, tuple[Related, ...]]:
    """Return the curators' relations of each paper, in both directions, in the order stated."""
    found: dict[str, dict[str, Related]] = {id_: {} for id_ in catalog.entries}
    for entry in catalog.entries.values():
        for relation in entry.paper.relates:
            there, back = RELATION_WORDS[relation.kind]
            other = catalog.entries[relation.id]
            found[entry.id].setdefault(other.id, Related(cards[other.id], there))
    for entry in catalog.entries.values():
        for relation in entry.paper.relates:
            back = RELATION_WORDS[relation.kind][1]
            mine = Related(cards[entry.id], back)
            found[relation.id].setdefault(entry.id, mine)
    return {id_: tuple(others.values()) for id_, others in found.items()}


def close_papers(
    catalog: Catalog, cards: Mapping[str, Card], kin: Iterable[Kin]
) -> tuple[Related, ...]:
    """Return computed neighbours that no curator related, each with its reasons in words."""
    chosen = [other for other in kin if not other.related][:_CLOSE_SHOWN]
    return tuple(Related(cards[other.id], reasons(catalog, other)) for other in chosen)


def reasons(catalog: Catalog, kin: Kin) -> str:
    """Return why two papers are close, e.g. ``Both: Goal reaching; “contrastive RL”``."""
    tags = [catalog.tags[slug] for slug in kin.tags if slug in catalog.tags]
    measured = [tag.label for tag in tags if tag.group == "benchmark"]
    shared = [tag.label for tag in tags if tag.group != "benchmark"]
    said_already = {slugify(label) for label in shared}
    terms = [term for term in kin.terms if slugify(term) not in said_already]
    parts = [", ".join(shared[:_REASONS]), ", ".join(f"“{term}”" for term in terms)]
    if measured:
        parts.append(f"measured on {', '.join(measured)}")
    said = "; ".join(part for part in parts if part)
    return f"Both: {said}" if said else "Much the same words"


@dataclass(frozen=True)
class Pick:
    """A recommended paper with the reason."""

    card: Card
    why: str


def picks(cards: Mapping[str, Card], pointers: Iterable[Pointer]) -> tuple[Pick, ...]:
    """Return recommended papers as cards with their reasons."""
    return tuple(Pick(cards[p.id], p.why) for p in pointers)


def prose_targets(catalog: Catalog) -> Targets:
    """Return everything that prose may link."""
    targets = {
        ("paper", id_): (entry.paper.title, paper_url(id_))
        for id_, entry in catalog.entries.items()
    }
    targets |= {("theme", s): (theme.title, theme_url(s)) for s, theme in catalog.themes.items()}
    targets |= {("path", s): (path.title, path_url(s)) for s, path in catalog.paths.items()}
    return targets


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries by year, newest first, then by title; unknown years last."""
    return sorted(entries, key=lambda e: (-(e.paper.year or 0), e.paper.title.casefold(), e.id))


def pages_of(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Split a list into pages; there is always one."""
    return [items[i : i + size] for i in range(0, len(items), size)] or [()]
