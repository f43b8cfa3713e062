"""The page of the reader's own list."""

from collections.abc import Iterator

from generator.render.page import Page, RenderInput


def my_page(_given: RenderInput) -> Iterator[Page]:
    """The page that shows what a reader saved; a script fills it from the browser's storage."""
    yield Page("my.md", "my/", "my.md", {})
