"""What the feeds hold: which there are, which papers are in each, and what they say of a paper.

A feed is the newest papers of the list, of a theme or of a tag, by the day they were added. The
formats are written from these records by :mod:`~generator.render.feeds.atom`,
:mod:`~generator.render.feeds.json_feed` and :mod:`~generator.render.feeds.opml`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from markupsafe import Markup

from generator.model import Catalog, Entry
from generator.render.parts import paper_links
from generator.render.views import Card, paper_url, tag_url, theme_url

FOLDER = "feeds/"
ALL = "all"
"""Name of the files of the feed of everything, without ending."""
PAPERS_PER_FEED = 30
EVERYTHING, THEMES, TAGS = "Everything", "Themes", "Tags"
"""The groups of feeds, in the order in which they are shown."""

_EMPTY_SINCE = date(2000, 1, 1)  # what a feed without papers gives as its day
_NAMESPACE = UUID("fb591249-63a7-4950-8ab9-dae4c5c5da32")


@dataclass(frozen=True)
class Category:
    """A theme or a tag of a paper.

    Attributes:
        scheme: Which vocabulary it is of: address of its page from the root, e.g. ``tags/``.
        term: Its slug.
        label: What readers see.
    """

    scheme: str
    term: str
    label: str


@dataclass(frozen=True)
class Item:
    """What a feed says of one paper.

    Attributes:
        id: Permanent name of this item, see :func:`item_id`.
        day: Day it came to the list.
        title: The paper's title.
        page: Address of its page here, from the root of the site.
        elsewhere: Address of the paper itself, on arXiv; may be empty.
        authors: Names in the order of the paper; may be empty.
        why: Why it is on the list; may be empty.
        html: Reason, summary and links as HTML; may be empty.
        categories: Its theme, then its tags.
    """

    id: str
    day: date
    title: str
    page: str
    elsewhere: str
    authors: tuple[str, ...]
    why: str
    html: str
    categories: tuple[Category, ...]


@dataclass(frozen=True)
class Feed:
    """The newest papers of the list, of a theme or of a tag.

    Attributes:
        stem: Name of its files without ending, e.g. ``theme-offline-rl``.
        group: ``EVERYTHING``, ``THEMES`` or ``TAGS``.
        name: What it follows, e.g. ``Offline RL``.
        title: The same with the name of the list, as a feed reader shows it.
        about: What is in it, in a sentence.
        page: Address of the page that it follows, from the root of the site.
        ids: Ids of its papers, the newest first.
        day: Day of its newest paper.
    """

    stem: str
    group: str
    name: str
    title: str
    about: str
    page: str
    ids: Sequence[str]
    day: date

    @property
    def atom(self) -> str:
        """Address of the Atom file, from the root of the site."""
        return f"{FOLDER}{self.stem}.xml"

    @property
    def json(self) -> str:
        """Address of the JSON Feed file, from the root of the site."""
        return f"{FOLDER}{self.stem}.json"


def feeds_of(catalog: Catalog, latest: Sequence[Entry]) -> Iterator[Feed]:
    """Yield every feed: of the whole list, of each theme, and of each tag that is used.

    A paper is also in the feeds of the further themes where a reader may look for it.

    Args:
        catalog: The list.
        latest: Its entries by the day they were added, the latest first.
    """
    site = catalog.site
    by_theme: dict[str, list[Entry]] = {slug: [] for slug in catalog.themes}
    by_tag: dict[str, list[Entry]] = {slug: [] for slug in catalog.tags}
    for entry in latest:
        for slug in dict.fromkeys((entry.theme, *entry.paper.also_in)):
            by_theme[slug].append(entry)
        for slug in entry.paper.tags:
            by_tag[slug].append(entry)
    everything = {"name": site.name, "about": site.tagline, "page": "new/"}
    yield _feed(site.name, latest, group=EVERYTHING, stem=ALL, **everything)
    for slug, theme in catalog.themes.items():
        facts = {"name": theme.title, "about": theme.scope, "page": theme_url(slug)}
        yield _feed(site.name, by_theme[slug], group=THEMES, stem=theme_stem(slug), **facts)
    for slug, tag in catalog.tags.items():
        if by_tag[slug]:
            facts = {"name": tag.label, "about": tag.meaning, "page": tag_url(slug)}
            yield _feed(site.name, by_tag[slug], group=TAGS, stem=tag_stem(slug), **facts)


def theme_stem(slug: str) -> str:
    """Return the name of the files of a theme's feed, without ending."""
    return f"theme-{slug}"


def tag_stem(slug: str) -> str:
    """Return the name of the files of a tag's feed, without ending."""
    return f"tag-{slug}"


def _feed(site_name: str, entries: Sequence[Entry], **facts: str) -> Feed:
    title = facts["name"] if facts["group"] == EVERYTHING else f"{site_name}: {facts['name']}"
    ids = tuple(entry.id for entry in entries[:PAPERS_PER_FEED])
    newest = entries[0].paper.added if entries else _EMPTY_SINCE
    return Feed(**facts, title=title, ids=ids, day=newest)


def feed_id(site_name: str, feed: Feed) -> str:
    """Return the permanent name of a feed: it follows from the list's name and the feed's."""
    return uuid5(_NAMESPACE, f"{site_name}/{feed.stem}").urn


def item_id(entry: Entry) -> str:
    """Return the permanent name of a paper in every feed of the list.

    It follows from the first id that the entry had and the day it was added, and from nothing
    else. So it is the same in all feeds, on every host, under any name of the list, and after the
    entry was retitled, moved to another theme or given another id: no feed reader shows an old
    paper as new. An address or a ``tag:`` URI would hold the name of a host, and a list may have
    none, or a new one tomorrow.
    """
    paper = entry.paper
    first = (*paper.formerly, entry.id)[0]
    return uuid5(_NAMESPACE, f"{first}/{paper.added.isoformat()}").urn


def item(catalog: Catalog, cards: Mapping[str, Card], entry: Entry) -> Item:
    """Return what the feeds say of a paper."""
    paper = entry.paper
    theme = Category("themes/", entry.theme, catalog.themes[entry.theme].title)
    tags = (Category("tags/", slug, catalog.tags[slug].label) for slug in paper.tags)
    return Item(
        id=item_id(entry),
        day=paper.added,
        title=paper.title,
        page=paper_url(entry.id),
        elsewhere=f"https://arxiv.org/abs/{paper.arxiv}" if paper.arxiv else "",
        authors=paper.authors,
        why=paper.why or "",
        html=_html(entry, cards[entry.id]),
        categories=(theme, *tags),
    )


def _html(entry: Entry, card: Card) -> str:
    """Return reason, summary and links; the authors' own words stand as a quotation."""
    parts = [Markup("<p><em>{}</em></p>").format(card.why)] if card.why else []
    if card.text:
        frame = "<blockquote><p>{}</p></blockquote>" if card.quoted else "<p>{}</p>"
        paragraphs = card.text.split("\n\n")
        parts += [Markup(frame).format(text) for text in paragraphs]  # noqa: S704 - our own frame
    links = [Markup('<a href="{1}">{0}</a>').format(*link) for link in paper_links(entry)]
    if links:
        parts.append(Markup("<p>{}</p>").format(Markup(" · ").join(links)))
    return str(Markup("").join(parts))
