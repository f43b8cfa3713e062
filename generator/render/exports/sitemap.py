"""Every page that a menu or a list leads to, for crawlers; pages of former addresses are none.

Nobody knows when a page changed last: what follows from the list changes with the list. So no day
is given, where the engine's own sitemap would say of each page that it changed with the newest.
"""

from collections.abc import Iterable, Iterator

from lxml import etree

from generator.model import Site
from generator.render.environment import absolute_url

PATH = "sitemap.xml"
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap_file(site: Site, urls: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the sitemap of a site that has an address.

    Args:
        site: The site.
        urls: Addresses of its pages from its root.
    """
    if not site.url:
        return
    root = etree.Element("urlset", nsmap={None: _NAMESPACE})
    for url in sorted(urls):
        etree.SubElement(etree.SubElement(root, "url"), "loc").text = absolute_url(site, url)
    yield PATH, etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
