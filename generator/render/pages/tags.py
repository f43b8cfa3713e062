"""The vocabulary."""

from collections.abc import Iterator
from typing import Any

from generator.model import Entry
from generator.render.feeds import tag_stem
from generator.render.page import Page, RenderInput
from generator.render.parts import pager, url_of
from generator.render.views import GROUP_WORDS, newest_first, pages_of, search_url, tag_url


def tag_pages(given: RenderInput) -> Iterator[Page]:
    """The vocabulary, and a page or more for each tag that is used."""
    catalog = given.catalog
    by_tag: dict[str, list[Entry]] = {slug: [] for slug in catalog.tags}
    for entry in newest_first(catalog.entries.values()):
        for slug in entry.paper.tags:
            by_tag[slug].append(entry)
    groups = {
        words: [
            (tag, tag_url(tag.slug), len(by_tag[tag.slug]))
            for tag in catalog.tags.values()
            if tag.group == group and by_tag[tag.slug]
        ]
        for group, words in GROUP_WORDS.items()
    }
    context: dict[str, Any] = {"groups": {k: v for k, v in groups.items() if v}}
    yield Page("tags/index.md", "tags/", "tags.md", context)
    for slug, entries in by_tag.items():
        parts = pages_of(entries, catalog.site.rows_per_page) if entries else []
        for number, part in enumerate(parts, 1):
            stem = f"tags/{slug}" if number == 1 else f"tags/{slug}/page-{number}"
            context = {
                "tag": catalog.tags[slug],
                "group": GROUP_WORDS[catalog.tags[slug].group],
                "cards": [given.cards[entry.id] for entry in part],
                "total": len(entries),
                "search_url": search_url(tag=slug),
                "follow": given.feeds[tag_stem(slug)],
                "pager": pager(tag_url(slug), number, parts, page="page-"),
            }
            yield Page(f"{stem}.md", url_of(stem), "tag.md", context)
