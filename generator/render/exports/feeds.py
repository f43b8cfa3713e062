"""The feeds: each as Atom and as JSON Feed, and the addresses of all as OPML."""

from collections.abc import Iterator

from generator.render.feeds import item
from generator.render.feeds.atom import atom_entry, atom_text
from generator.render.feeds.json_feed import json_feed_text, json_item
from generator.render.feeds.opml import OPML_PATH, opml_text
from generator.render.page import RenderInput


def feed_files(given: RenderInput) -> Iterator[tuple[str, str]]:
    """Yield every feed in each format."""
    catalog = given.catalog
    site = catalog.site
    feeds = given.feeds.values()
    # A paper stands in several feeds, and is made once.
    ids = dict.fromkeys(id_ for feed in feeds for id_ in feed.ids)
    items = {id_: item(catalog, given.cards, catalog.entries[id_]) for id_ in ids}
    atom = {id_: atom_entry(site, made) for id_, made in items.items()}
    json = {id_: json_item(site, made) for id_, made in items.items()}
    for feed in feeds:
        yield feed.atom, atom_text(site, feed, (atom[id_] for id_ in feed.ids))
        yield feed.json, json_feed_text(site, feed, (json[id_] for id_ in feed.ids))
    yield OPML_PATH, opml_text(site, feeds)
