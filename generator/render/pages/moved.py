"""What stands at the former address of a paper."""

from collections.abc import Iterator

from generator.render.environment import absolute_url
from generator.render.page import Page, RenderInput
from generator.render.views import paper_url


def moved_pages(given: RenderInput) -> Iterator[Page]:
    """A page for each former id, which leads to the paper's present page.

    It is HTML already, which every engine copies as it stands: no menu leads here, nothing is to be
    found here, and the way on must not depend on a theme.
    """
    catalog = given.catalog
    for id_, entry in catalog.entries.items():
        now = paper_url(id_)
        for old in entry.paper.formerly:
            context = {"title": entry.paper.title, "now": now}
            context["address"] = absolute_url(catalog.site, now)
            yield Page(f"papers/{old}/index.html", paper_url(old), "moved.html", context)
