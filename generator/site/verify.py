"""Follow every link, anchor and asset of a built site, and say what is broken.

Pure: takes the files, returns problems.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from generator.problems import Location, Problem, error, in_order, quote
from generator.site.reading import PageFacts, read_page
from generator.site.ways import MADE_FROM, Ways

_CSS_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)")
_BARE = "404.html"
_NOT_REACHED = (_BARE,)
_SCOPE = re.compile(r'new URL\("[^"\\]*",location\)')


@dataclass
class SeenPage:
    """What the rest of the site needs to know of one page that was looked at.

    Attributes:
        path: Path below the site's root.
        anchors: Names that a fragment may point at.
        leads_to: Pages and files of the site that it leads to.
        places: Places in other pages that it points at: page, name, address as written, line.
        inline: Element and text of each script that runs, and of each style, inside the page.
        moved: Whether it sends its readers on to another page at once.
        problems: What is wrong with it by itself.
    """

    path: str
    anchors: frozenset[str]
    leads_to: frozenset[str]
    places: Sequence[tuple[str, str, str, int]]
    inline: AbstractSet[tuple[str, str]]
    moved: bool
    problems: Sequence[Problem]


SeenPages = dict[str, SeenPage]
"""Pages that were looked at, by path below the site's root."""
Styles = list[tuple[str, str]]
"""Path and text of each stylesheet."""


@dataclass
class BuiltSite:
    """What a built site holds.

    Attributes:
        paths: Paths of all its files.
        base_path: Path under which the site is served, e.g. ``/autodidact/``.
        pages: Its pages by path below the site's root.
        styles: Path and text of each stylesheet.
    """

    paths: AbstractSet[str] = frozenset()
    base_path: str = "/"
    pages: SeenPages = field(default_factory=dict)
    styles: Styles = field(default_factory=list)

    @cached_property
    def _ways(self) -> Ways:
        return Ways(self.paths, self.base_path)

    def add(self, path: str, content: bytes) -> None:
        """Look at one of its files."""
        if path.endswith(".html"):
            self.pages[path] = look_at(path, read_page(content), self._ways)
        elif path.endswith(".css"):
            self.styles.append((path, content.decode()))

    def add_framed(self, path: str, content: bytes, own: str, frame: PageFacts) -> None:
        """Look at a page of which all but its own words is known.

        Args:
            path: Its path below the site's root.
            content: The whole of it.
            own: Its own words, each in the line where they stand in the whole.
            frame: What is around them holds.
        """
        seen = look_at(path, read_page(own).within(frame), self._ways)
        if seen.problems:  # then also what is around them shall be named with its line
            self.add(path, content)
        else:
            self.pages[path] = seen

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


def read_site(files: Iterable[tuple[str, bytes]], base_path: str = "/") -> BuiltSite:
    """Read the files of a built site, given as paths below its root with their contents."""
    held = dict(files)
    site = BuiltSite(held.keys(), base_path)
    for path, content in held.items():
        site.add(path, content)
    return site


def look_at(path: str, page: PageFacts, ways: Ways) -> SeenPage:
    """Return what the rest of the site needs to know of a page, and what is wrong with it.

    Args:
        path: Its path below the site's root.
        page: What it holds.
        ways: Where addresses lead.
    """
    problems = list(_repeated_ids(path, page))
    problems += _code_in_attributes(path, page)
    leads_to = set()
    places = []
    for address, line in page.links:
        way = ways.follow(path, address, loaded=address in page.loaded)
        if way.fault:
            where = Location(f"site/{path}", line)
            problems.append(error(where, "broken-link", way.fault, way.hint))
        elif way.target:
            leads_to.add(way.target)
            if way.place:
                places.append((way.target, way.place, address, line))
    return SeenPage(
        path,
        frozenset(page.anchors),
        frozenset(leads_to),
        places,
        page.inline,
        page.moved,
        problems,
    )


def verify_site(files: Iterable[tuple[str, bytes]], base_path: str = "/") -> list[Problem]:
    """Return everything that is broken in a built site, given as :func:`read_site` takes it."""
    return problems_of(read_site(files, base_path))


def problems_of(site: BuiltSite) -> list[Problem]:
    """Return everything that is broken in a site that was looked at.

    Returns:
        Problems ``broken-link``, ``broken-anchor``, ``repeated-id``, ``orphaned-page``,
        ``inline-code``.
    """
    themes_own = site.themes_own
    problems: list[Problem] = []
    reached: set[str] = {"index.html"}
    for page in site.pages.values():
        problems += page.problems
        problems += _inline_code(page, themes_own)
        problems += _missing_places(page, site.pages)
        if not page.moved:
            reached |= page.leads_to - {page.path}
    problems += _style_problems(site.styles, site.paths)
    for path, page in site.pages.items():
        # Only links from outside lead to a former address.
        if path not in reached and path not in _NOT_REACHED and not page.moved:
            message = "no other page links to this one"
            hint = "link it from a page of content/pages/ or from a template"
            problems.append(error(Location(f"site/{path}"), "orphaned-page", message, hint))
    return in_order(problems)


def _missing_places(page: SeenPage, pages: Mapping[str, SeenPage]) -> Iterator[Problem]:
    for target, fragment, address, line in page.places:
        known = target not in pages or fragment in pages[target].anchors
        if not known and fragment != "__skip" and page.path not in _NOT_REACHED:
            message = f"{quote(address)} names no place there"
            where = Location(f"site/{page.path}", line)
            yield error(where, "broken-anchor", message, MADE_FROM)


def _repeated_ids(path: str, page: PageFacts) -> Iterator[Problem]:
    seen: set[str] = set()
    for id_ in page.ids:
        if id_ in seen:
            message = f"the id {quote(id_)} stands here more than once"
            yield error(Location(f"site/{path}"), "repeated-id", message, MADE_FROM)
        seen.add(id_)


_REFUSED = "use a class and a stylesheet, or a module below assets/javascripts"


def _code_in_attributes(path: str, page: PageFacts) -> Iterator[Problem]:
    """Yield what the content policy would refuse, so that the build says it and not the browser."""
    for name, line in page.in_attributes:
        message = f"the attribute {quote(name)} holds code, which the content policy refuses"
        yield error(Location(f"site/{path}", line), "inline-code", message, _REFUSED)


def _inline_code(page: SeenPage, themes_own: set[str]) -> Iterator[Problem]:
    for element, text in sorted(page.inline):
        if _anywhere(text) not in themes_own:
            message = f"this {element} stands inside the page and is not the theme's: {quote(text)}"
            yield error(Location(f"site/{page.path}"), "inline-code", message, _REFUSED)


def _anywhere(text: str) -> str:
    """Return a script of the theme without the way to the root, which differs by page."""
    return _SCOPE.sub("", text)


def _style_problems(
    styles: Iterable[tuple[str, str]], paths: AbstractSet[str]
) -> Iterator[Problem]:
    ways = Ways(paths)
    for path, text in styles:
        for match in _CSS_URL.finditer(text):
            address = match[1]
            if address.startswith(("data:", "#")):
                continue
            if ways.find(path, urlsplit(address).path) is None:
                line = text.count("\n", 0, match.start()) + 1
                message = f"{quote(address)} leads nowhere"
                hint = "mend it in site_config/assets/stylesheets/"
                yield error(Location(f"site/{path}", line), "broken-link", message, hint)
