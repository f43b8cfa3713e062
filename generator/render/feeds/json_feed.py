"""Feeds as JSON Feed 1.1."""

from collections.abc import Iterable, Mapping
from typing import Any

from generator.json_text import compact_json
from generator.model import Site
from generator.render.environment import absolute_url
from generator.render.feeds import Feed, Item

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed_text(site: Site, feed: Feed, items: Iterable[Mapping[str, Any]]) -> str:
    """Return a feed as JSON.

    The format knows absolute addresses only: on a site without one, those of its own pages are left
    out, and an item leads to the paper on arXiv.

    Args:
        site: The list.
        feed: The feed.
        items: What :func:`json_item` made of its papers, the newest first.
    """
    own = {"home_page_url": feed.page, "feed_url": feed.json} if site.url else {}
    whole = {
        "version": VERSION,
        "title": feed.title,
        **{key: absolute_url(site, path) for key, path in own.items()},
        "description": feed.about,
        "authors": [{"name": site.name}],
        "items": list(items),
    }
    return compact_json(whole) + "\n"


def json_item(site: Site, item: Item) -> dict[str, Any]:
    """Return a paper as it stands in every feed that it is in."""
    optional = {
        "url": absolute_url(site, item.page),
        "external_url": item.elsewhere,
        "summary": item.why,
        "authors": [{"name": name} for name in item.authors],
    }
    # An item needs a content; where nothing is written about a paper yet, that is its title.
    content = {"content_html": item.html} if item.html else {"content_text": item.title}
    return {
        "id": item.id,
        "title": item.title,
        **{key: value for key, value in optional.items() if value},
        **content,
        "date_published": f"{item.day.isoformat()}T00:00:00Z",
        "tags": [category.label for category in item.categories],
    }
