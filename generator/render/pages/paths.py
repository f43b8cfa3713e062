"""The reading paths."""

from collections.abc import Iterator

from generator.render.forge import edit_url
from generator.render.page import Page, RenderInput
from generator.render.views import path_url


def path_pages(given: RenderInput) -> Iterator[Page]:
    """The index of reading paths, and each of them."""
    catalog = given.catalog
    if not catalog.paths:
        return
    rows = [(path, path_url(slug)) for slug, path in catalog.paths.items()]
    yield Page("paths/index.md", "paths/", "paths.md", {"paths": rows})
    for slug, path in catalog.paths.items():
        steps = [(given.cards[step.id], step) for step in path.steps]
        context = {
            "path": path,
            "steps": steps,
            "edit_url": edit_url(catalog.site, f"content/paths/{slug}.yaml"),
        }
        yield Page(f"paths/{slug}.md", path_url(slug), "path.md", context)
