"""The page about reading without a network."""

from collections.abc import Iterator

from generator.render.page import Page, RenderInput


def offline_page(_given: RenderInput) -> Iterator[Page]:
    """The page that says what is kept on the reader's device, and keeps or removes it."""
    yield Page("offline.md", "offline/", "offline.md", {})
