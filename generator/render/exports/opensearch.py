"""How a browser asks the search page, so that the list can be searched from its own bar."""

from collections.abc import Iterator

from lxml import etree

from generator.render.environment import absolute_url
from generator.render.page import RenderInput
from generator.render.xml import add, document

_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
_SHORT_NAME, _LONG_NAME, _DESCRIPTION = 16, 48, 1024  # characters that the format allows


def opensearch_file(given: RenderInput) -> Iterator[tuple[str, str]]:
    """Yield ``opensearch.xml``; it holds absolute addresses, so a site without one has none."""
    site = given.catalog.site
    if not site.url:
        return
    root = etree.Element(etree.QName(_NAMESPACE, "OpenSearchDescription"), nsmap={None: _NAMESPACE})
    add(root, "ShortName", site.name[:_SHORT_NAME].strip())
    add(root, "LongName", site.name[:_LONG_NAME].strip())
    add(root, "Description", site.tagline[:_DESCRIPTION])
    add(root, "InputEncoding", "UTF-8")
    query = absolute_url(site, "search/?q={searchTerms}")
    add(root, "Url", type="text/html", template=query)
    here = absolute_url(site, "opensearch.xml")
    add(root, "Url", type="application/opensearchdescription+xml", rel="self", template=here)
    yield "opensearch.xml", document(root)
