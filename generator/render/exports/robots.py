"""What crawlers may read, and where the pages are listed."""

from collections.abc import Iterator

from generator.render.environment import absolute_url
from generator.render.feeds import ALL
from generator.render.page import RenderInput


def robots_file(given: RenderInput) -> Iterator[tuple[str, str]]:
    """Yield ``robots.txt``: everyone may read everything.

    Where the site has an address, the file names the sitemap and the Atom feed of everything, which
    crawlers read as a list of the newest pages with their days.
    """
    site = given.catalog.site
    maps = ["sitemap.xml", given.feeds[ALL].atom] if site.url else []
    lines = ["User-agent: *", "Allow: /", *(f"Sitemap: {absolute_url(site, m)}" for m in maps)]
    yield "robots.txt", "\n".join(lines) + "\n"
