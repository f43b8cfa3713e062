"""The themes."""

from collections.abc import Iterator

from generator.render.feeds import theme_stem
from generator.render.forge import edit_url
from generator.render.metadata import theme_metadata
from generator.render.page import Page, RenderInput
from generator.render.parts import files_of, pager, theme_rows, url_of
from generator.render.views import Card, newest_first, pages_of, picks, search_url, theme_url


def theme_pages(given: RenderInput) -> Iterator[Page]:
    """The index of themes, and a page or more for each."""
    catalog = given.catalog
    yield Page("themes/index.md", "themes/", "themes.md", {"themes": theme_rows(catalog)})
    also: dict[str, list[Card]] = {slug: [] for slug in catalog.themes}
    for entry in newest_first(catalog.entries.values()):
        for slug in entry.paper.also_in:
            also[slug].append(given.cards[entry.id])
    for slug, theme in catalog.themes.items():
        entries = newest_first(catalog.entries_by_theme[slug])
        parts = pages_of(entries, catalog.site.cards_per_page)
        for number, part in enumerate(parts, 1):
            stem = f"themes/{slug}" if number == 1 else f"themes/{slug}/page-{number}"
            first = 1 + (number - 1) * catalog.site.cards_per_page
            ids = [entry.id for entry in part]
            context = {
                "slug": slug,
                "files": files_of(slug),
                "search_url": search_url(theme=slug),
                "metadata": theme_metadata(catalog, slug, theme, ids, first),
                "theme": theme,
                "picks": picks(given.cards, theme.start_here),
                "neighbours": [
                    (catalog.themes[n.theme].title, theme_url(n.theme), n.border)
                    for n in theme.neighbours
                ],
                "cards": [given.cards[entry.id] for entry in part],
                "also": also[slug],
                "total": len(entries),
                "pager": pager(theme_url(slug), number, parts, page="page-"),
                "follow": given.feeds[theme_stem(slug)],
                "edit_url": edit_url(catalog.site, f"content/themes/{slug}.yaml"),
            }
            yield Page(f"{stem}.md", url_of(stem), "theme.md", context)
