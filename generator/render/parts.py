"""Parts of pages: what several page types show, and small facts derived for one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from generator.model import Catalog, Entry, Listing, ListingRecord
from generator.render.citations import Work
from generator.render.views import LINK_WORDS, Card, path_url, theme_url
from generator.text import slugify

FILE_KINDS = {
    "BibTeX": ("bib", "application/x-bibtex"),
    "RIS": ("ris", "application/x-research-info-systems"),
    "CSL-JSON": ("csl.json", "application/vnd.citationstyles.csl+json"),
    "CSV": ("csv", "text/csv"),
    "JSON": ("json", "application/json"),
}
"""Names, endings and media types of the files that hold the list, or one theme."""


def files_of(theme: str = "") -> list[tuple[str, str]]:
    """Return names and addresses of the files that hold a theme, or the whole list."""
    stem = f"data/themes/{theme}" if theme else "data/papers"
    return [(name, f"{stem}.{ending}") for name, (ending, _kind) in FILE_KINDS.items()]


def theme_rows(catalog: Catalog) -> list[dict[str, Any]]:
    """Return what an overview shows of each theme."""
    return [
        {
            "title": theme.title,
            "short": theme.short,
            "scope": theme.scope,
            "url": theme_url(slug),
            "count": len(catalog.entries_by_theme[slug]),
        }
        for slug, theme in catalog.themes.items()
    ]


def listing_title(catalog: Catalog, listing: Listing) -> str:
    """Return a listing's heading: the list's own, or its id in words with the listing's date."""
    if listing.id in catalog.site.listing_titles:
        return catalog.site.listing_titles[listing.id]
    date = slugify(listing.dated)
    if date and listing.id.endswith(f"-{date}"):
        words = listing.id.removesuffix(f"-{date}").replace("-", " ")
        return f"{words.capitalize()}, {listing.dated}"
    return listing.id.replace("-", " ").capitalize()


def other_names(entry: Entry) -> list[str]:
    """Return the names of a paper that its title does not show already."""
    title = entry.paper.title.casefold()
    return [name for name in entry.paper.aliases if name.casefold() not in title]


def paper_links(entry: Entry) -> list[tuple[str, str]]:
    """Return words and addresses of a paper's links, arXiv first."""
    paper = entry.paper
    links = []
    if paper.arxiv:
        links.append(("arXiv", f"https://arxiv.org/abs/{paper.arxiv}"))
        links.append(("PDF", f"https://arxiv.org/pdf/{paper.arxiv}"))
    if paper.doi:
        links.append(("Published version", f"https://doi.org/{quote(paper.doi, safe='/')}"))
    links += [(LINK_WORDS[kind], str(url)) for kind, url in paper.links.items()]
    return links


def title_search(title: str) -> tuple[str, str]:
    """Return words and address of a search for a paper of which no address is known.

    >>> title_search("Is it?")[1]
    'https://arxiv.org/search/?query=Is+it%3F&searchtype=title'
    """
    query = urlencode({"query": title, "searchtype": "title"})
    return ("Look for this title on arXiv", f"https://arxiv.org/search/?{query}")


def unknown_facts(work: Work) -> str:
    """Return which facts of a citation nobody entered, e.g. ``Authors and year``; may be empty."""
    known = {"authors": work.authors, "year": work.year}
    return " and ".join(fact for fact, value in known.items() if not value).capitalize()


def recency(entry: Entry) -> tuple[int, str, str]:
    """Return a key that sorts entries of one day by their work's age, newest first."""
    paper = entry.paper
    # Of papers added on one day the newest work comes first: an arXiv id grows with time.
    return (
        -(paper.year or 0),
        "".join(chr(0x10FFFF - ord(c)) for c in paper.arxiv or ""),
        entry.id,
    )


def count_all(catalog: Catalog) -> dict[str, int]:
    """Return how many papers, themes, used tags, paths, listings and records there are."""
    records = sum(len(listing.records) for listing in catalog.listings.values())
    return {
        "papers": len(catalog.entries),
        "themes": len(catalog.themes),
        "tags": len(Counter(tag for e in catalog.entries.values() for tag in e.paper.tags)),
        "paths": len(catalog.paths),
        "listings": len(catalog.listings),
        "records": records,
    }


def listed_row(
    cards: Mapping[str, Card], catalog: Catalog, record: ListingRecord
) -> dict[str, Any]:
    """Return a listing's record as its paper's card, or as a bare title when it is left out."""
    id_ = catalog.id_of(record)
    shown = None if id_ is None else cards[id_]
    return {"rank": record.rank, "title": record.title, "card": shown}


def steps_by_paper(catalog: Catalog, cards: Mapping[str, Card]) -> dict[str, list[dict[str, Any]]]:
    """Return the places of each paper on reading paths, with the papers before and after."""
    found: dict[str, list[dict[str, Any]]] = {}
    for slug, path in catalog.paths.items():
        ids = [step.id for step in path.steps]
        for index, id_ in enumerate(ids):
            before = cards[ids[index - 1]] if index else None
            after = cards[ids[index + 1]] if index + 1 < len(ids) else None
            found.setdefault(id_, []).append(
                {
                    "title": path.title,
                    "url": path_url(slug),
                    "number": index + 1,
                    "of": len(ids),
                    "before": before,
                    "after": after,
                }
            )
    return found


def url_of(stem: str) -> str:
    """Return the address of a page from its path without ending.

    >>> url_of("papers/index"), url_of("papers/page/2")
    ('papers/', 'papers/page/2/')
    """
    return stem.removesuffix("index") if stem.endswith("/index") else f"{stem}/"


def pager(base: str, number: int, parts: Sequence[Any], page: str = "page/") -> dict[str, Any]:
    """Return links to the pages of a list that is split."""
    urls = [base if n == 1 else f"{base}{page}{n}/" for n in range(1, len(parts) + 1)]
    return {"number": number, "urls": urls}
