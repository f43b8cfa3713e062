"""The hand-written pages."""

from collections.abc import Iterator

from generator.render.page import Page, RenderInput
from generator.render.parts import count_all
from generator.render.prose_markdown import tidy_markdown


def prose_pages(given: RenderInput) -> Iterator[Page]:
    """The hand-written pages."""
    for slug, page in given.catalog.pages.items():
        title, body = tidy_markdown(page.markdown, slug)
        context = {"title": title, "body": body, "counts": count_all(given.catalog)}
        yield Page(f"{slug}.md", f"{slug}/", "prose.md", context)
