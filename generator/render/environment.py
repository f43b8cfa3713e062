"""The Jinja environment that all pages share: strict, and escaping by default."""

from collections.abc import Mapping

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from generator.model import Site
from generator.prose import ProseLink, split_prose
from generator.render.escape import front_matter_text, one_line, preformatted, protect
from generator.render.templates import loader_of
from generator.render.views import Targets


def environment(templates: Mapping[str, str], targets: Targets) -> Environment:
    """Return the environment for a set of templates.

    Every ``{{ value }}`` is passed through :func:`~generator.render.escape.protect`; an unknown
    name is an error.

    Args:
        templates: Template texts by name.
        targets: What prose links lead to.
    """
    env = Environment(
        loader=loader_of(templates),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=protect,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters["front_matter"] = lambda text: Markup(front_matter_text(text))  # noqa: S704
    env.filters["one_line"] = one_line
    env.filters["preformatted"] = preformatted
    env.filters["noun"] = lambda count, word: word if count == 1 else f"{word}s"
    env.filters["paragraphs"] = lambda text: (text or "").split("\n\n")
    env.filters["prose"] = lambda text, page_url: _prose(text or "", page_url, targets)
    env.filters["markdown_prose"] = lambda text, page_url: _markdown(text, page_url, targets)
    return env


def relative_url(target: str, page_url: str) -> str:
    """Return the address of a page or file as seen from a page.

    Relative addresses work on any host, under any path, and from a folder on disk.

    Args:
        target: From the root of the site, e.g. ``themes/offline-rl/`` or ``data/papers.json``.
        page_url: The page that links, e.g. ``papers/``; the home page is empty.

    >>> relative_url("themes/offline-rl/", "papers/maml/")
    '../../themes/offline-rl/'
    >>> relative_url("", "")
    './'
    """
    return "../" * page_url.count("/") + target or "./"


def absolute_url(site: Site, target: str) -> str:
    """Return the address of a page or file as seen from anywhere; empty on a site without address.

    >>> absolute_url(Site(name="N", tagline="T", description="D", url="https://a.org/list"), "new/")
    'https://a.org/list/new/'
    """
    return f"{site.url}{target}" if site.url else ""


def _markdown(text: str, page_url: str, targets: Targets) -> Markup:
    """Return hand-written Markdown, already tidied, with its prose links as HTML."""
    parts = (
        Markup(part) if isinstance(part, str) else _anchor(part, page_url, targets)  # noqa: S704
        for part in split_prose(text)
    )
    return Markup("").join(parts)


def _anchor(link: ProseLink, page_url: str, targets: Targets) -> Markup:
    title, url = targets[link.kind, link.target]
    words = protect(link.words or title)
    return Markup('<a href="{}">{}</a>').format(relative_url(url, page_url), words)


def _prose(text: str, page_url: str, targets: Targets) -> Markup:
    """Return one paragraph of prose as HTML with its links."""
    parts = (
        protect(part) if isinstance(part, str) else _anchor(part, page_url, targets)
        for part in split_prose(text)
    )
    return Markup("").join(parts)
