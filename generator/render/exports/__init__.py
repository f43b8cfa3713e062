"""Every data file beside the pages.

An export is a function that yields paths and texts, in a module of its own, and a line in
:data:`EXPORTS`.
"""

from collections.abc import Callable, Iterator

from generator.render.exports.data import data_files
from generator.render.exports.feeds import feed_files
from generator.render.exports.llms import llms_file
from generator.render.exports.opensearch import opensearch_file
from generator.render.exports.robots import robots_file
from generator.render.exports.search import search_files
from generator.render.page import RenderInput

EXPORTS: tuple[Callable[[RenderInput], Iterator[tuple[str, str]]], ...] = (
    data_files,
    search_files,
    feed_files,
    robots_file,
    opensearch_file,
    llms_file,
)
"""All exports; each yields paths below the site's root with their texts."""


def export_files(given: RenderInput) -> Iterator[tuple[str, str]]:
    """Yield path and text of every data file."""
    for export in EXPORTS:
        yield from export(given)
