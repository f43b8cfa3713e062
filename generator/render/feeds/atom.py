"""Feeds as Atom (RFC 4287)."""

from collections.abc import Iterable
from copy import deepcopy
from datetime import date

from lxml import etree

from generator.model import Site
from generator.render.environment import absolute_url, relative_url
from generator.render.feeds import FOLDER, Feed, Item, feed_id
from generator.render.xml import add, document

ATOM = "http://www.w3.org/2005/Atom"


def atom_text(site: Site, feed: Feed, entries: Iterable[etree._Element]) -> str:
    """Return a feed as Atom.

    Addresses are absolute where the site has one. Elsewhere they are relative, which Atom resolves
    against the address that the feed was fetched from, so the feed works on any host.

    Args:
        site: The list.
        feed: The feed.
        entries: What :func:`atom_entry` made of its papers, the newest first.
    """
    root = _element("feed")
    add(root, "id", feed_id(site.name, feed))
    add(root, "title", feed.title)
    add(root, "subtitle", feed.about)
    add(root, "updated", _moment(feed.day))
    add(add(root, "author"), "name", site.name)
    add(root, "link", rel="alternate", type="text/html", href=_address(site, feed.page))
    if site.url:
        here = absolute_url(site, feed.atom)
        add(root, "link", rel="self", type="application/atom+xml", href=here)
    root.extend(deepcopy(entry) for entry in entries)  # an element stands in one document only
    return document(root)


def atom_entry(site: Site, item: Item) -> etree._Element:
    """Return a paper as it stands in every feed that it is in."""
    entry = _element("entry")
    add(entry, "id", item.id)
    add(entry, "title", item.title)
    add(entry, "published", _moment(item.day))
    add(entry, "updated", _moment(item.day))
    for name in item.authors:
        add(add(entry, "author"), "name", name)
    add(entry, "link", rel="alternate", type="text/html", href=_address(site, item.page))
    if item.elsewhere:
        add(entry, "link", rel="related", href=item.elsewhere, title="arXiv")
    for category in item.categories:
        scheme = {"scheme": absolute_url(site, category.scheme)} if site.url else {}
        add(entry, "category", term=category.term, label=category.label, **scheme)
    if item.why:
        add(entry, "summary", item.why)
    if item.html:
        add(entry, "content", item.html, type="html")
    return entry


def _element(name: str) -> etree._Element:
    return etree.Element(etree.QName(ATOM, name), nsmap={None: ATOM})


def _address(site: Site, target: str) -> str:
    # All feeds stand side by side, so the way from one to a page is the way from all.
    return absolute_url(site, target) or relative_url(target, FOLDER)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
