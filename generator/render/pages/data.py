"""The page that explains the list as data."""

from collections.abc import Iterator

from generator.render.metadata import dataset_metadata
from generator.render.page import Page, RenderInput
from generator.render.parts import FILE_KINDS, files_of
from generator.render.prose_markdown import tidy_markdown
from generator.render.views import theme_url

_DATABASE = ("data/papers.sqlite", "application/vnd.sqlite3")


def data_page(given: RenderInput) -> Iterator[Page]:
    """The page that explains what can be taken away, in which forms and under which licence."""
    catalog = given.catalog
    kinds = [kind for _ending, kind in FILE_KINDS.values()]
    paths = [path for _name, path in files_of()]
    _heading, notice = tidy_markdown(catalog.notice, "")
    context = {
        "total": len(catalog.entries),
        "files": dict(files_of()),
        "themes": [
            (theme.title, theme_url(slug), files_of(slug)) for slug, theme in catalog.themes.items()
        ],
        "example": next(iter(catalog.site.start_here), next(iter(catalog.entries), "")),
        "notice": notice,
        "metadata": dataset_metadata(catalog, [*zip(paths, kinds, strict=True), _DATABASE]),
    }
    yield Page("data/index.md", "data/", "data.md", context)
