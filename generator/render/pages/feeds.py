"""How to follow the list: every feed with its addresses."""

from collections.abc import Iterator

from generator.render.feeds import ALL, Feed
from generator.render.feeds.opml import OPML_PATH
from generator.render.page import Page, RenderInput


def feeds_page(given: RenderInput) -> Iterator[Page]:
    """The page that explains feeds and names them all."""
    groups: dict[str, list[Feed]] = {}
    for feed in given.feeds.values():
        groups.setdefault(feed.group, []).append(feed)
    context = {"groups": groups, "everything": given.feeds[ALL], "opml": OPML_PATH}
    yield Page("feeds.md", "feeds/", "feeds.md", context)
