"""Every data file beside the pages.

An export is a function that yields paths and contents, in a module of its own, and a line in
:data:`EXPORTS`.
"""

from collections.abc import Callable, Iterator

from generator.render.exports.app import app_files
from generator.render.exports.citations import citation_files
from generator.render.exports.data import data_files
from generator.render.exports.database import database_files
from generator.render.exports.feeds import feed_files
from generator.render.exports.llms import llms_file
from generator.render.exports.map import map_file
from generator.render.exports.my import my_files
from generator.render.exports.opensearch import opensearch_file
from generator.render.exports.robots import robots_file
from generator.render.exports.search import search_files
from generator.render.exports.share_images import share_image_files
from generator.render.exports.suggest import suggest_files
from generator.render.page import Content, RenderInput

EXPORTS: tuple[Callable[[RenderInput], Iterator[tuple[str, Content]]], ...] = (
    citation_files,
    data_files,
    search_files,
    feed_files,
    database_files,
    share_image_files,
    app_files,
    suggest_files,
    map_file,
    my_files,
    llms_file,
    opensearch_file,
    robots_file,
)
"""All exports; each yields paths below the site's root with their contents.

Those that take long come first, see :func:`generator.parallel.in_turn`.
"""


def export_files(given: RenderInput) -> list[Iterator[tuple[str, Content]]]:
    """Return what yields paths and contents of the data files, each export by itself."""
    return [export(given) for export in EXPORTS]
