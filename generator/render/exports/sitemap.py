"""Every page that a menu or a list leads to, for crawlers; pages of former addresses are none.

Nobody knows when a page changed last: what follows from the list changes with the list. So no day
is given, where the engine's own sitemap would say of each page that it changed with the newest.
"""

from collections.abc import Iterable, Iterator
from html import escape

from generator.model import Site
from generator.render.environment import absolute_url

PATH = "sitemap.xml"
_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">"""


def sitemap_file(site: Site, urls: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the sitemap of a site that has an address.

    Args:
        site: The site.
        urls: Addresses of its pages from its root.
    """
    if not site.url:
        return
    addresses = (escape(absolute_url(site, url)) for url in sorted(urls))
    lines = [f"<url><loc>{address}</loc></url>" for address in addresses]
    yield PATH, "\n".join([_HEAD, *lines, "</urlset>"])
