"""What programs read in the head of a page: Highwire tags, JSON-LD, and the image to share.

A paper's page is about a work of other people that stands elsewhere. So the tags name the page at
arXiv as the work's address, nothing calls the list its publisher, and what is not known is absent.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generator.model import Catalog, Entry, Theme
from generator.render.citations import Work
from generator.render.views import paper_url, theme_url

_HIGHWIRE_CONTAINER = {
    "proceedings": "citation_conference_title",
    "journal": "citation_journal_title",
}
# What would end a script element, and what YAML will not hold as it is.
_UNSAFE = re.compile("[<>&\u2028\u2029\x7f-\x9f\ufeff\ufffe\uffff]")


@dataclass(frozen=True)
class Metadata:
    """What the head of one page says beside title and description.

    Attributes:
        tags: Names and contents of ``<meta>`` elements, in order.
        json_ld: A JSON-LD document; empty for none.
        image: Address of the image to share, where it is not the list's own; empty for a site
            without an address.
        work: Whether the page is about one work. Then the list's name is left out: Zotero would
            take ``og:site_name`` for the journal, and a page that calls itself a website for no
            paper at all.
    """

    tags: Sequence[tuple[str, str]] = ()
    json_ld: str = ""
    image: str = ""
    work: bool = False

    @property
    def json_ld_html(self) -> Markup:
        """The document as it stands in a script element."""
        return Markup(self.json_ld)  # noqa: S704 - json_ld_text() made it safe


def paper_metadata(catalog: Catalog, entry: Entry, work: Work) -> Metadata:
    """Return what the page of a paper says to programs."""
    return Metadata(
        tags=tuple(_highwire(entry, work)),
        json_ld=json_ld_text(_scholarly_article(catalog, entry, work)),
        image=image_address(catalog, entry.theme),
        work=True,
    )


def _highwire(entry: Entry, work: Work) -> Iterator[tuple[str, str]]:
    yield "citation_title", work.title
    for author in entry.paper.authors:
        yield "citation_author", author
    if work.year:
        yield "citation_publication_date", str(work.year)
    if work.kind in _HIGHWIRE_CONTAINER:
        yield _HIGHWIRE_CONTAINER[work.kind], work.container
    if work.arxiv:
        yield "citation_arxiv_id", work.arxiv
        yield "citation_pdf_url", f"https://arxiv.org/pdf/{work.arxiv}"
        yield "citation_abstract_html_url", work.url
        yield "citation_public_url", work.url
    if work.doi:
        yield "citation_doi", work.doi
    if work.abstract:
        # Zotero would otherwise take the page's description, which is ours, for the abstract.
        yield "citation_abstract", work.abstract
    if work.keywords:
        yield "citation_keywords", "; ".join(work.keywords)


def _scholarly_article(catalog: Catalog, entry: Entry, work: Work) -> dict[str, Any]:
    same_as = [work.url, f"https://doi.org/{work.doi}" if work.doi else ""]
    identifier = {"@type": "PropertyValue", "propertyID": "arXiv", "value": work.arxiv}
    return {
        "@type": "ScholarlyArticle",
        "@id": work.url,
        "name": work.title,
        "author": [
            {"@type": None if split.whole else "Person", "name": name}
            for name, split in zip(entry.paper.authors, work.authors, strict=True)
        ],
        "datePublished": str(entry.paper.year or ""),
        "isPartOf": {"@type": "CreativeWork", "name": work.container} if work.container else None,
        "identifier": identifier if work.arxiv else None,
        "sameAs": [address for address in same_as if address],
        "abstract": work.abstract,
        "keywords": list(work.keywords),
        "mainEntityOfPage": _absolute(catalog, paper_url(entry.id)),
    }


def theme_metadata(
    catalog: Catalog, slug: str, theme: Theme, ids: Iterable[str], first: int
) -> Metadata:
    """Return what a page of a theme says to programs.

    Args:
        catalog: The list.
        slug: The theme's slug.
        theme: The theme.
        ids: The papers on this page, in order.
        first: Place of the first of them in the theme, from 1.
    """
    if not catalog.site.url:
        return Metadata()
    address = _absolute(catalog, theme_url(slug))
    items = [
        {"@type": "ListItem", "position": place, "url": _absolute(catalog, paper_url(id_))}
        for place, id_ in enumerate(ids, first)
    ]
    page = {
        "@type": "CollectionPage",
        "@id": address,
        "name": theme.title,
        "description": theme.scope,
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": len(catalog.entries_by_theme[slug]),
            "itemListElement": items,
        },
    }
    return Metadata(json_ld=json_ld_text(page), image=image_address(catalog, slug))


def home_metadata(catalog: Catalog) -> Metadata:
    """Return what the home page says to programs."""
    site = catalog.site
    if not site.url:
        return Metadata()
    page = {"@type": "WebSite", "@id": site.url, "name": site.name, "alternateName": site.tagline}
    page |= {"url": site.url, "description": site.description}
    return Metadata(json_ld=json_ld_text(page))


def dataset_metadata(catalog: Catalog, files: Iterable[tuple[str, str]]) -> Metadata:
    """Return what the page about the data says to programs.

    Args:
        catalog: The list.
        files: Address from the site's root and media type of each file.
    """
    site = catalog.site
    downloads = [
        {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": _absolute(catalog, path)}
        for path, kind in files
    ]
    address = _absolute(catalog, "data/")
    days = [entry.paper.added for entry in catalog.entries.values()]
    page = {
        "@type": "Dataset",
        "@id": address,
        "name": f"{site.name}: {site.tagline}",
        "description": site.description,
        "url": address,
        "isAccessibleForFree": True,
        "license": f"{address}#licence" if address and catalog.notice else "",
        "dateModified": max(days).isoformat() if days else "",
        "keywords": [theme.title for theme in catalog.themes.values()],
        "distribution": downloads if site.url else [],
    }
    return Metadata(json_ld=json_ld_text(page))


def image_path(theme: str = "") -> str:
    """Return where the image to share stands: that of a theme, or the list's own."""
    return f"assets/share/themes/{theme}.png" if theme else "assets/share/list.png"


def image_address(catalog: Catalog, theme: str = "") -> str:
    """Return the address of the image to share; empty for a site without an address."""
    return _absolute(catalog, image_path(theme))


def json_ld_text(thing: dict[str, Any]) -> str:
    r"""Return a schema.org thing as JSON-LD that may stand in a script element.

    What is empty is left out. No text in it can end the element or begin a comment, since ``<``,
    ``>`` and ``&`` are written as JSON escapes.

    >>> json_ld_text({"@type": "Thing", "name": "</script>", "url": ""})
    '{"@context":"https://schema.org","@type":"Thing","name":"\\u003c/script\\u003e"}'
    """
    whole = {"@context": "https://schema.org"} | _filled(thing)
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: filled for k, v in value.items() if (filled := _filled(v)) not in ("", None, [])}
    return [_filled(item) for item in value] if isinstance(value, list) else value


def _absolute(catalog: Catalog, path: str) -> str:
    return f"{catalog.site.url}{path}" if catalog.site.url else ""
