"""Render the catalog into the files that the engine builds: Markdown pages and data.

Pure: the same input gives the same bytes, one file at a time.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from jinja2 import Environment
from markupsafe import Markup

from generator.derived import Derived
from generator.model import Catalog, Site
from generator.problems import Location, error
from generator.render.environment import absolute_url, environment, relative_url
from generator.render.exports import export_files
from generator.render.exports.sitemap import sitemap_file
from generator.render.metadata import image_address
from generator.render.page import Content, Page, RenderInput
from generator.render.pages import PAGES
from generator.render.ready import has_front_matter, ready_made
from generator.render.templates import FOLDER, BrokenTemplateError, render_template
from generator.render.views import prose_targets


def render(
    catalog: Catalog,
    derived: Derived,
    templates: Mapping[str, str],
) -> Iterator[tuple[str, Content]]:
    """Yield path below ``docs/`` and content of every page and data file.

    Args:
        catalog: A catalog without errors.
        derived: What follows from it.
        templates: Template texts by name.
    """
    given = RenderInput(catalog, derived)
    env = environment_of(catalog, templates)
    pages = list(pages_of(given))
    for page in pages:
        yield page.path, page_text(env, page, catalog.site)
    yield from chain.from_iterable(files_beside(given, pages))


def pages_of(given: RenderInput) -> Iterator[Page]:
    """Yield every page, yet to be rendered."""
    for page_type in PAGES:
        yield from page_type(given)


def page_text(env: Environment, page: Page, site: Site) -> str:
    """Return what the file of a page holds."""
    text = render_page(env, page, site)
    if not page.path.endswith(".md"):
        return text
    if not has_front_matter(text):
        hint = "begin it as templates/paper.md begins, with the macro head"
        message = "expected front matter between two lines of three hyphens, got none"
        raise BrokenTemplateError(
            error(Location(FOLDER + page.template), "template", message, hint)
        )
    return ready_made(text)


def files_beside(given: RenderInput, pages: Iterable[Page]) -> list[Iterator[tuple[str, Content]]]:
    """Return what yields paths and contents of the data files, each kind by itself."""
    urls = [page.url for page in pages if page.path.endswith(".md")]
    return [sitemap_file(given.catalog.site, urls), *export_files(given)]


def environment_of(catalog: Catalog, templates: Mapping[str, str]) -> Environment:
    """Return the environment in which the pages of a list are rendered."""
    env = environment(templates, prose_targets(catalog))
    env.globals["site"] = catalog.site
    env.globals["share_image"] = image_address(catalog)
    return env


def render_page(env: Environment, page: Page, site: Site) -> str:
    """Return a rendered template.

    Raises:
        BrokenTemplateError: See :func:`~generator.render.templates.render_template`.
    """

    def link(target: str) -> Markup:
        # Addresses inside the site are made of slugs; only `&` between facets is escaped.
        return Markup.escape(relative_url(target, page.url))

    canonical = Markup.escape(absolute_url(site, page.url))
    own = {"page_url": page.url, "link": link, "canonical": canonical}
    return render_template(env, page.template, {**page.context, **own})


__all__ = [
    "RenderInput",
    "environment_of",
    "files_beside",
    "page_text",
    "pages_of",
    "render",
    "render_page",
]
