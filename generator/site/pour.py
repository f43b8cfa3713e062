"""Set ready-made pages into the frames that the engine builds.

What the engine puts around a page (menus, header, scripts) depends on the page's place and on what
its front matter asks for, and not on what the page says. So the engine builds one page of each kind
with marks where a page's own words go, and the words are set in here. The result is what the engine
would have written itself, byte for byte; a test compares the two over a whole list.

Pure: takes texts, returns texts. Ready-made pages come from :mod:`generator.render.ready`.
"""

import re
from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass, field

_FENCE = "---\n"
_OWN = {"title": "title", "head": "head", "toc": "contents"}
_MARK = "<h1>ad-mark-{}</h1>"  # the theme gives a page without such a heading one of its own
_MARKS = re.compile("<h1>ad-mark-([a-z]+)</h1>")
_PLACES = ("head", "contents", "body")
_READY = '\n<div class="ad-page">'


class FrameError(Exception):
    """A frame has no place for what belongs into it; the message says which and what."""


@dataclass(frozen=True)
class ReadyPage:
    """A page whose Markdown is ready-made HTML, taken apart.

    Attributes:
        path: Its path below the documents' folder, e.g. ``papers/maml.md``.
        asks: The lines of front matter that say what stands around it: sidebars, scripts, styles.
        title: Its title as front matter has it, for the menus.
        head: HTML for the head of the document.
        contents: HTML of its table of contents.
        body: HTML of the page itself.
    """

    path: str
    asks: str
    title: str
    head: str
    contents: str
    body: str


def take_apart(path: str, text: str) -> ReadyPage | None:
    """Return a page in its parts; None for one that only the engine can read."""
    _empty, front, body = text.split(_FENCE, 2)
    if not body.startswith(_READY):
        return None
    own = {"title": "", "head": "", "contents": ""}
    asks = []
    for line in front.splitlines(keepends=True):
        name, _, value = line.partition(": ")
        if name in _OWN:
            own[_OWN[name]] = value.rstrip("\n")
        else:
            asks.append(line)
    head, contents = (own[name][1:-1].replace("''", "'") for name in ("head", "contents"))
    return ReadyPage(path, "".join(asks), own["title"], head, contents, body.strip())


def built_path(path: str) -> str:
    """Return where the page of a Markdown file stands on the site.

    >>> built_path("papers/maml.md"), built_path("themes/index.md"), built_path("index.md")
    ('papers/maml/index.html', 'themes/index.html', 'index.html')
    """
    stem = path.removesuffix(".md")
    return f"{stem}.html" if f"/{stem}".endswith("/index") else f"{stem}/index.html"


Place = tuple[str, int]
"""Where a page is: the section of the menu, and how far from the root."""
Kind = tuple[Place, str]
"""What a frame depends on: where the page is, and what it asks for."""


@dataclass
class Frames:
    """Which pages the engine has to build, and which others share their frames.

    Attributes:
        in_menus: Paths of the pages that a menu names; each has a frame of its own, since the menu
            says where one is.
    """

    in_menus: Container[str]
    _whole: dict[str, str] = field(default_factory=dict)
    _marked: dict[Kind, tuple[str, str]] = field(default_factory=dict)

    def add(self, path: str, text: str) -> None:
        """Take note of a page; the first of its kind by path gives the frame to all."""
        page = take_apart(path, text)
        if page is None:
            self._whole[path] = text
        else:
            self._offer(self._kind(page), (path, _marked(page)))

    def add_all(self, other: "Frames") -> None:
        """Take note of all pages that were noted elsewhere."""
        self._whole |= other._whole  # noqa: SLF001 - of the same class
        for kind, source in other._marked.items():  # noqa: SLF001
            self._offer(kind, source)

    @property
    def sources(self) -> dict[str, str]:
        """What the engine is to build: Markdown by path."""
        return self._whole | dict(self._marked.values())

    @property
    def shared(self) -> Collection[str]:
        """Paths of the pages that are given to the engine with marks for the words of others."""
        return [path for path, _text in self._marked.values()]

    def of(self, page: ReadyPage) -> str:
        """Return the path of the page whose frame a page is set into."""
        return self._marked[self._kind(page)][0]

    def _offer(self, kind: Kind, source: tuple[str, str]) -> None:
        self._marked[kind] = min(source, self._marked.get(kind, source))

    def _kind(self, page: ReadyPage) -> Kind:
        return _place(page.path, self.in_menus), page.asks


def one_of_each(paths: Iterable[str], in_menus: Container[str]) -> frozenset[str]:
    """Return the pages that the engine has to build, as far as paths tell.

    Pages of one place may still ask for different things around them: :attr:`Frames.sources` says
    once all are rendered.

    >>> sorted(one_of_each(["index.md", "papers/maml.md", "papers/bert.md"], ["index.md"]))
    ['index.md', 'papers/bert.md']
    """
    first: dict[Place, str] = {}
    for path in paths:
        place = _place(path, in_menus)
        first[place] = min(path, first.get(place, path))
    return frozenset(first.values())


def _place(path: str, in_menus: Container[str]) -> Place:
    if path in in_menus:
        return path, 0
    built = built_path(path)
    return built.partition("/")[0] + "/", built.count("/")


def _marked(page: ReadyPage) -> str:
    head, contents, body = map(_MARK.format, _PLACES)
    asks = f"title: {page.title}\n{page.asks}head: '{head}'\ntoc: '{contents}'\n"
    return f"{_FENCE}{asks}{_FENCE}\n{body}\n"


def parts_of(frame: str, path: str) -> list[str]:
    """Return the text of a frame between its marks.

    Raises:
        FrameError: A mark is missing, stands there twice, or in another order.
    """
    parts = _MARKS.split(frame)
    if parts[1::2] != list(_PLACES):
        message = (
            f"the engine's frame for {path} should show head, contents and body of a page once "
            f"each, in this order, and shows: {', '.join(parts[1::2]) or 'none of them'}"
        )
        raise FrameError(message)
    return parts[::2]


def poured(page: ReadyPage, frame: Sequence[str]) -> str:
    """Return the HTML of a page, given its frame as :func:`parts_of` returns it."""
    before, top, side, after = frame
    return f"{before}{page.head}{top}{page.contents}{side}{page.body}{after}"


def own_words(page: ReadyPage, frame: Sequence[str]) -> str:
    """Return a page's own words, each in the line where it stands in the whole page."""
    before, top, side, _after = ("\n" * part.count("\n") for part in frame)
    return f"{before}{page.head}{top}{page.contents}{side}{page.body}"
