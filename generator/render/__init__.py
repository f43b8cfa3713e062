"""Render the catalog into the files that the engine builds: Markdown pages and data.

Pure: the same input gives the same bytes, one file at a time.
"""

from collections.abc import Iterator, Mapping

from jinja2 import Environment
from markupsafe import Markup

from generator.derived import Derived
from generator.model import Catalog, Site
from generator.render.environment import (
    absolute_url,
    environment,
    relative_url,
    render_template,
)
from generator.render.exports import export_files
from generator.render.exports.sitemap import sitemap_file
from generator.render.metadata import image_address
from generator.render.page import Content, Page, RenderInput
from generator.render.pages import PAGES
from generator.render.ready import ready_made
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
    urls: list[str] = []
    for page_type in PAGES:
        for page in page_type(given):
            text = render_page(env, page, catalog.site)
            if page.path.endswith(".md"):
                urls.append(page.url)
                text = ready_made(text)
            yield page.path, text
    yield from sitemap_file(catalog.site, urls)
    yield from export_files(given)


def environment_of(catalog: Catalog, templates: Mapping[str, str]) -> Environment:
    """Return the environment in which the pages of a list are rendered."""
    env = environment(templates, prose_targets(catalog))
    env.globals["site"] = catalog.site
    env.globals["share_image"] = image_address(catalog)
    return env


def render_page(env: Environment, page: Page, site: Site) -> str:
    """Return the text of one page."""

    def link(target: str) -> Markup:
        # Addresses inside the site are made of slugs; only `&` between facets is escaped.
        return Markup.escape(relative_url(target, page.url))

    canonical = Markup.escape(absolute_url(site, page.url))
    own = {"page_url": page.url, "link": link, "canonical": canonical}
    return render_template(env, page.template, {**page.context, **own})


__all__ = ["environment_of", "render", "render_page"]
