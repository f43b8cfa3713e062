"""The addresses of all feeds as OPML 2.0, which feed readers import."""

from collections.abc import Iterable
from itertools import groupby

from lxml import etree

from generator.model import Site
from generator.render.environment import absolute_url, relative_url
from generator.render.feeds import FOLDER, Feed
from generator.render.xml import add, document

OPML_PATH = f"{FOLDER}feeds.opml"


def opml_text(site: Site, feeds: Iterable[Feed]) -> str:
    """Return the feeds in their groups.

    A reader who imports the file no longer knows where it came from, so its addresses should be
    absolute. On a site without an address of its own they are relative, and the page that offers
    the file completes them in the browser.
    """
    root = etree.Element("opml", version="2.0")
    add(add(root, "head"), "title", site.name)
    body = add(root, "body")
    for group, members in groupby(feeds, key=lambda feed: feed.group):
        folder = add(body, "outline", text=group)
        for feed in members:
            addresses = {"xmlUrl": _address(site, feed.atom), "htmlUrl": _address(site, feed.page)}
            add(folder, "outline", type="rss", text=feed.name, title=feed.title, **addresses)
    return document(root)


def _address(site: Site, target: str) -> str:
    return absolute_url(site, target) or relative_url(target, FOLDER)
