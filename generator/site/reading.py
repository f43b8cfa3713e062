"""Read one page of a built site: its ids, its links, and the code inside it.

Pure: takes texts, returns facts. Reading HTML is lxml's job.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

_PARSER = etree.HTMLParser(encoding="utf-8", huge_tree=True)
_LINKING = {
    "a": "href",
    "link": "href",
    "area": "href",
    "use": "href",
    "script": "src",
    "img": "src",
    "source": "src",
    "iframe": "src",
    "form": "action",
}


@dataclass
class PageFacts:
    """What one page holds, or a part of it.

    Attributes:
        ids: Every ``id``, in order.
        links: Addresses that lead to other files or places, with their lines.
        anchors: Names that a fragment may point at.
        loaded: Addresses among the links that a browser fetches with the page.
        moved: Whether the page sends its readers on to another one at once.
        inline: Element and text of each script that runs, and of each style, inside the page.
        in_attributes: Names of attributes that hold styles or scripts, with their lines.
    """

    ids: list[str] = field(default_factory=list)
    links: list[tuple[str, int]] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    loaded: set[str] = field(default_factory=set)
    moved: bool = False
    inline: set[tuple[str, str]] = field(default_factory=set)
    in_attributes: list[tuple[str, int]] = field(default_factory=list)

    def anywhere(self) -> "PageFacts":
        """Return these facts without lines, since around other words they stand in others."""
        links = [(address, 0) for address, _line in self.links]
        return replace(self, links=links, in_attributes=[(n, 0) for n, _ in self.in_attributes])

    def within(self, frame: "PageFacts") -> "PageFacts":
        """Return what a page holds whose own words hold these facts, and what is around others."""
        return PageFacts(
            [*frame.ids, *self.ids],
            [*frame.links, *self.links],
            frame.anchors | self.anchors,
            frame.loaded | self.loaded,
            frame.moved or self.moved,
            frame.inline | self.inline if self.inline else frame.inline,
            [*frame.in_attributes, *self.in_attributes],
        )


def read_page(html: bytes | str) -> PageFacts:
    """Return the ids, anchors, links and inline code of a page, or of a part of one.

    >>> facts = read_page('<h1 id="top">Title</h1><p><a href="papers/">Papers</a>')
    >>> facts.ids, facts.links
    (['top'], [('papers/', 1)])
    """
    facts = PageFacts()
    text = html.encode() if isinstance(html, str) else html
    root = etree.fromstring(text, _PARSER)
    for element in root.iter(etree.Element):
        tag, line, values = element.tag, element.sourceline, dict(element.items())
        _note(facts, tag, values, line)
        if tag == "style" or (tag == "script" and "src" not in values):
            if not values.get("type", "").lower().endswith("json"):  # those are data, never run
                facts.inline.add((tag, element.text or ""))
        elif tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            facts.moved = True
            _, _, address = values.get("content", "").partition("url=")
            facts.links.append((address, line))
    return facts


def _note(facts: PageFacts, tag: str, values: Mapping[str, str], line: int) -> None:
    """Note what the attributes of one element say."""
    for name, value in values.items():
        if name == "id" and value:
            facts.ids.append(value)
            facts.anchors.add(value)
        elif name == "name" and tag == "a" and value:
            facts.anchors.add(value)
        elif name == _LINKING.get(tag):
            facts.links.append((value, line))
            if name == "src":
                facts.loaded.add(value)
        elif name == "style" or name.startswith("on"):
            facts.in_attributes.append((name, line))
