"""Follow the addresses of a built site: where each leads, or why it leads nowhere. Pure."""

import posixpath
from collections.abc import Set as AbstractSet
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from generator.problems import quote

MADE_FROM = "mend it in content/ or in the template that writes this page"
"""How to mend what is wrong in a page."""
_ELSEWHERE = {"http", "https", "mailto", "data", ""}


class Way(NamedTuple):
    """Where an address leads.

    Attributes:
        target: A file of the site; None for another host's, and for none at all.
        place: The place in that file, when the address names one.
        fault: What is wrong with the address, if anything.
        hint: How to mend it.
    """

    target: str | None = None
    place: str = ""
    fault: str = ""
    hint: str = MADE_FROM


class Ways:
    """Follows addresses, each only once for all pages that are as deep in the site as each other.

    Most links of a page lead to the same places as its neighbours' do, so a list of twenty thousand
    papers has a million links and a few thousand ways.

    Args:
        paths: Paths of all files of the site.
        base_path: Path under which the site is served, e.g. ``/autodidact/``.

    Example:
        >>> ways = Ways({"index.html", "papers/maml/index.html"})
        >>> ways.follow("index.html", "papers/maml/#abstract").target
        'papers/maml/index.html'
        >>> ways.follow("papers/maml/index.html", "../wall/").fault
        "'../wall/' leads nowhere"
    """

    def __init__(self, paths: AbstractSet[str], base_path: str = "/") -> None:
        self.paths = paths
        self._base_path = unquote(base_path)
        self._known: dict[tuple[int, str], Way] = {}

    def follow(self, page: str, address: str, *, loaded: bool = False) -> Way:
        """Return where an address leads from a page.

        Args:
            page: The page's path below the site's root.
            address: The address as written there.
            loaded: Whether a browser fetches it with the page.
        """
        depth = page.count("/")
        if not depth or not address.startswith("../" * depth):
            return self._follow(page, address, loaded=loaded)
        way = self._known.get((depth, address))
        if way is None:
            way = self._known[depth, address] = self._follow(page, address, loaded=loaded)
        return way

    def _follow(self, page: str, address: str, *, loaded: bool) -> Way:
        parts = urlsplit(address)
        if parts.netloc and loaded:
            fault = f"{quote(address)} would be fetched from another host"
            return Way(fault=fault, hint="link it instead: reading the list tells no other host")
        if parts.scheme or parts.netloc:
            if parts.scheme in _ELSEWHERE:
                return Way()
            fault = f"the address {quote(address)} is not allowed"
            return Way(fault=fault, hint="begin it with https:// or mailto:")
        target = self.find(page, unquote(parts.path))
        if target is None:
            return Way(fault=f"{quote(address)} leads nowhere")
        return Way(target, unquote(parts.fragment))

    def find(self, page: str, path: str) -> str | None:
        """Return the file that a path leads to from a page or stylesheet; None for none."""
        if not path:
            return page
        if path.startswith("/"):
            if not path.startswith(self._base_path):
                return None
            joined = path[len(self._base_path) :]
        else:
            joined = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
        joined = "" if joined == "." else joined.strip("/")
        for candidate in (joined, f"{joined}/index.html".lstrip("/")):
            if candidate in self.paths:
                return candidate
        return None
