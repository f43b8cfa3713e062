"""Follow every link, anchor and asset of a built site.

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
_NOT_REACHED = ("404.html",)


@dataclass
class PageFacts:
    """What one page holds.

    Attributes:
        path: Path below the site's root.
        ids: Every ``id``, in order.
        links: Addresses that lead to other files or places, with their lines.
        anchors: Names that a fragment may point at.
        moved: Whether the page sends its readers on to another one at once.
    """

    path: str
    ids: list[str] = field(default_factory=list)
    links: list[tuple[str, int]] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    moved: bool = False


def read_page(path: str, html: bytes) -> PageFacts:
    """Return the ids, anchors and links of one page."""
    facts = PageFacts(path)
    root = etree.fromstring(html, etree.HTMLParser(encoding="utf-8", huge_tree=True))
    for element in root.xpath("//*[@id or @href or @src or @action or @name]"):
        values = element.attrib
        if values.get("id"):
            facts.ids.append(values["id"])
            facts.anchors.add(values["id"])
        if element.tag == "a" and values.get("name"):
            facts.anchors.add(values["name"])
        attribute = _LINKING.get(element.tag)
        if attribute and attribute in values:
            facts.links.append((values[attribute], element.sourceline))
    for element in root.xpath("//meta[@http-equiv='refresh']"):
        facts.moved = True
        _, _, address = element.get("content", "").partition("url=")
        facts.links.append((address, element.sourceline))
    return facts


def verify_site(files: Iterable[tuple[str, bytes]], base_path: str = "/") -> list[Problem]:
    """Return everything that is broken in a built site.

    Args:
        files: Path below the site's root and content of every file.
        base_path: Path under which the site is served, e.g. ``/autodidact/``.

    Returns:
        Problems ``broken-link``, ``broken-anchor``, ``repeated-id``, ``orphaned-page``.
    """
    pages: dict[str, PageFacts] = {}
    paths: set[str] = set()
    styles: list[tuple[str, str]] = []
    for path, content in files:
        paths.add(path)
        if path.endswith(".html"):
            pages[path] = read_page(path, content)
        elif path.endswith(".css"):
            styles.append((path, content.decode()))
    problems: list[Problem] = []
    reached: set[str] = {"index.html"}
    for page in pages.values():
        problems += _repeated_ids(page)
        for address, line in page.links:
            target, problem = _follow(page, address, line, paths, pages, base_path)
            problems += problem
            if target and target != page.path and not page.moved:
                reached.add(target)
    problems += _style_problems(styles, paths)
    for path, page in sorted(pages.items()):
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
        if parts.scheme in {"http", "https", "mailto", "data", ""}:
            return None, []
        message = f"the address {quote(address)} is not allowed"
        return None, [error(where, "broken-link", message, "begin it with https:// or mailto:")]
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
