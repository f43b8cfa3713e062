"""Read a built site, and follow every link, anchor and asset of it.

Pure: takes the files, returns problems. Reading HTML is lxml's job.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from lxml import etree

from generator.problems import Location, Problem, error, quote

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
_CSS_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)")
_MADE_FROM = "mend it in content/ or in the template that writes this page"
_BARE = "404.html"
_NOT_REACHED = (_BARE,)
_SCOPE = re.compile(r'new URL\("[./]*(?:[a-z0-9-]+/)*",location\)')
_ELEMENTS = etree.XPath("//*[@id or @href or @src or @action or @name]")
_INLINE = etree.XPath("//script[not(@src)] | //style")
_IN_ATTRIBUTES = etree.XPath("//@style | //@*[starts-with(name(), 'on')]")


@dataclass
class PageFacts:
    """What one page holds.

    Attributes:
        path: Path below the site's root.
        ids: Every ``id``, in order.
        links: Addresses that lead to other files or places, with their lines.
        anchors: Names that a fragment may point at.
        loaded: Those of them that a browser fetches with the page.
        moved: Whether the page sends its readers on to another one at once.
        inline: Element and text of each script that runs, and of each style, inside the page.
        in_attributes: Names of attributes that hold styles or scripts, with their lines.
    """

    path: str
    ids: list[str] = field(default_factory=list)
    links: list[tuple[str, int]] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    loaded: set[str] = field(default_factory=set)
    moved: bool = False
    inline: list[tuple[str, str]] = field(default_factory=list)
    in_attributes: list[tuple[str, int]] = field(default_factory=list)


@dataclass
class BuiltSite:
    """What a built site holds.

    Attributes:
        pages: Its pages by path below the site's root.
        paths: Paths of all its files.
        styles: Path and text of each stylesheet.
    """

    pages: dict[str, PageFacts] = field(default_factory=dict)
    paths: set[str] = field(default_factory=set)
    styles: list[tuple[str, str]] = field(default_factory=list)

    @property
    def inline(self) -> set[tuple[str, str]]:
        """Every different script and style inside a page that is the theme's own."""
        own = self.themes_own
        found = {code for page in self.pages.values() for code in page.inline}
        return {(element, text) for element, text in found if _anywhere(text) in own}

    @property
    def themes_own(self) -> set[str]:
        """Texts that the theme puts into pages, read off the one page that shows no content."""
        bare = self.pages.get(_BARE)
        return {_anywhere(text) for _element, text in bare.inline} if bare else set()


def read_site(files: Iterable[tuple[str, bytes]]) -> BuiltSite:
    """Read the files of a built site, given as paths below its root with their contents."""
    site = BuiltSite()
    for path, content in files:
        read_into(site, path, content)
    return site


def read_into(site: BuiltSite, path: str, content: bytes) -> None:
    """Add what one file holds to what is known of a site."""
    site.paths.add(path)
    if path.endswith(".html"):
        site.pages[path] = read_page(path, content)
    elif path.endswith(".css"):
        site.styles.append((path, content.decode()))


def read_page(path: str, html: bytes) -> PageFacts:
    """Return the ids, anchors, links and inline code of one page."""
    facts = PageFacts(path)
    root = etree.fromstring(html, etree.HTMLParser(encoding="utf-8", huge_tree=True))
    for element in _INLINE(root):
        if not element.get("type", "").lower().endswith("json"):  # those are data and never run
            facts.inline.append((element.tag, element.text or ""))
    for value in _IN_ATTRIBUTES(root):
        facts.in_attributes.append((value.attrname, value.getparent().sourceline))
    for element in _ELEMENTS(root):
        values = element.attrib
        if values.get("id"):
            facts.ids.append(values["id"])
            facts.anchors.add(values["id"])
        if element.tag == "a" and values.get("name"):
            facts.anchors.add(values["name"])
        attribute = _LINKING.get(element.tag)
        if attribute and attribute in values:
            facts.links.append((values[attribute], element.sourceline))
            if attribute == "src":
                facts.loaded.add(values[attribute])
    for element in root.xpath("//meta[@http-equiv='refresh']"):
        facts.moved = True
        _, _, address = element.get("content", "").partition("url=")
        facts.links.append((address, element.sourceline))
    return facts


def verify_site(files: Iterable[tuple[str, bytes]], base_path: str = "/") -> list[Problem]:
    """Return everything that is broken in a built site, given as :func:`read_site` takes it."""
    return problems_of(read_site(files), base_path)


def problems_of(site: BuiltSite, base_path: str = "/") -> list[Problem]:
    """Return everything that is broken in a site that was read.

    Args:
        site: What was read of it.
        base_path: Path under which the site is served, e.g. ``/autodidact/``.

    Returns:
        Problems ``broken-link``, ``broken-anchor``, ``repeated-id``, ``orphaned-page``,
        ``inline-code``.
    """
    problems: list[Problem] = []
    reached: set[str] = {"index.html"}
    themes_own = site.themes_own
    for page in site.pages.values():
        problems += _repeated_ids(page)
        problems += _inline_code(page, themes_own)
        for address, line in page.links:
            target, problem = _follow(page, address, line, site.paths, site.pages, base_path)
            problems += problem
            if target and target != page.path and not page.moved:
                reached.add(target)
    problems += _style_problems(site.styles, site.paths)
    for path, page in sorted(site.pages.items()):
        # Only links from outside lead to a former address.
        if path not in reached and path not in _NOT_REACHED and not page.moved:
            message = "no other page links to this one"
            hint = "link it from a page of content/pages/ or from a template"
            problems.append(error(Location(f"site/{path}"), "orphaned-page", message, hint))
    return sorted(problems)


def _follow(
    page: PageFacts,
    address: str,
    line: int,
    paths: set[str],
    pages: Mapping[str, PageFacts],
    base_path: str,
) -> tuple[str | None, list[Problem]]:
    """Return the file that an address leads to, and what is wrong with it."""
    where = Location(f"site/{page.path}", line)
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        message = f"the address {quote(address)} is not allowed"
        hint = "begin it with https:// or mailto:"
        if parts.netloc and address in page.loaded:
            message = f"{quote(address)} would be fetched from another host"
            hint = "link it instead: reading the list tells no other host"
        elif parts.scheme in {"http", "https", "mailto", "data", ""}:
            return None, []
        return None, [error(where, "broken-link", message, hint)]
    target = _resolve(page.path, unquote(parts.path), paths, base_path)
    if target is None:
        return None, [error(where, "broken-link", f"{quote(address)} leads nowhere", _MADE_FROM)]
    fragment = unquote(parts.fragment)
    if fragment and target in pages and fragment not in pages[target].anchors:
        if fragment == "__skip" or page.path in _NOT_REACHED:
            return target, []
        message = f"{quote(address)} names no place there"
        return target, [error(where, "broken-anchor", message, _MADE_FROM)]
    return target, []


def _resolve(page: str, path: str, paths: set[str], base_path: str) -> str | None:
    if not path:
        return page
    if path.startswith("/"):
        if not path.startswith(base_path):
            return None
        joined = path[len(base_path) :]
    else:
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    joined = "" if joined == "." else joined.strip("/")
    for candidate in (joined, f"{joined}/index.html".lstrip("/")):
        if candidate in paths:
            return candidate
    return None


def _repeated_ids(page: PageFacts) -> Iterator[Problem]:
    seen: set[str] = set()
    for id_ in page.ids:
        if id_ in seen:
            message = f"the id {quote(id_)} stands here more than once"
            yield error(Location(f"site/{page.path}"), "repeated-id", message, _MADE_FROM)
        seen.add(id_)


def _inline_code(page: PageFacts, themes_own: set[str]) -> Iterator[Problem]:
    """Yield what the content policy would refuse, so that the build says it and not the browser."""
    hint = "use a class and a stylesheet, or a module below assets/javascripts"
    for name, line in page.in_attributes:
        message = f"the attribute {quote(name)} holds code, which the content policy refuses"
        yield error(Location(f"site/{page.path}", line), "inline-code", message, hint)
    for element, text in page.inline:
        if _anywhere(text) not in themes_own:
            message = f"this {element} stands inside the page and is not the theme's: {quote(text)}"
            yield error(Location(f"site/{page.path}"), "inline-code", message, hint)


def _anywhere(text: str) -> str:
    """Return a script of the theme without the way to the root, which differs by page."""
    return _SCOPE.sub("", text)


def _style_problems(styles: Iterable[tuple[str, str]], paths: set[str]) -> Iterator[Problem]:
    for path, text in styles:
        for match in _CSS_URL.finditer(text):
            address = match[1]
            if address.startswith(("data:", "#")):
                continue
            if _resolve(path, urlsplit(address).path, paths, "/") is None:
                line = text.count("\n", 0, match.start()) + 1
                message = f"{quote(address)} leads nowhere"
                hint = "mend it in site_config/assets/stylesheets/"
                yield error(Location(f"site/{path}", line), "broken-link", message, hint)
