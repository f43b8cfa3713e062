"""Pages whose Markdown is ready-made HTML: one block that every engine takes over as it stands.

Templates are written as Markdown because its headings read well, and beside headings most of them
hold HTML alone. Turning those headings into HTML here spares the engine more than half of its work.
It also leaves the page to depend on its own text only, so that :mod:`generator.site.pour` can set
it into a frame without asking the engine again. A page with other Markdown stays as it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from generator.text import slugify

FENCE = "---\n"
"""What stands before and after the front matter."""
TITLE_ID = "ad-heading"
"""The id of the title, to which the link leads that skips the menus."""
_NO_CONTENTS = "\n  - toc\n"  # the page hides them
_HEADING = re.compile(r"^(#{1,3}) +(.+?) *$")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Heading:
    """A heading of a page.

    Attributes:
        level: From 1 to 3.
        id: Where links to it lead; no other heading of the page has it.
        html: Its words.
    """

    level: int
    id: str
    html: str


def has_front_matter(text: str) -> bool:
    """Whether a page begins with front matter, as every page has to."""
    return text.startswith(FENCE) and text.count(FENCE) > 1


def ready_made(text: str) -> str:
    r"""Return a page with its headings as HTML and its contents listed in the front matter.

    Args:
        text: Front matter and body. Headings are lines after a blank one that begin with ``#``.

    Example:
        >>> print(ready_made("---\ntitle: A\n---\n\n# A\n\n<p>b</p>\n"))
        ---
        title: A
        toc: ''
        ---
        <BLANKLINE>
        <div class="ad-page">
        <h1 id="ad-heading">A</h1>
        <p>b</p>
        </div>
        <BLANKLINE>
    """
    _empty, front, body = text.split(FENCE, 2)
    lines: list[str] = []
    headings: list[Heading] = []
    after_blank = True
    for line in body.split("\n"):
        if not line.strip():
            after_blank = True
            continue
        found = _HEADING.match(line) if after_blank else None
        if found:
            level = len(found[1])
            id_ = TITLE_ID if level == 1 else _new_id(found[2], headings)
            heading = Heading(level, id_, found[2])
            headings.append(heading)
            lines.append(_heading_html(heading))
        elif after_blank and not line.startswith("<"):
            return text
        else:
            lines.append(line)
        after_blank = bool(found)
    contents = "" if _NO_CONTENTS in front else "".join(_contents(headings)).replace("'", "''")
    content = "\n".join(lines)
    return f"{FENCE}{front}toc: '{contents}'\n{FENCE}\n<div class=\"ad-page\">\n{content}\n</div>\n"


def _new_id(html: str, before: Sequence[Heading]) -> str:
    stem = slugify(unescape(_TAG.sub("", html))) or "section"
    taken = {heading.id for heading in before}
    numbered = (f"{stem}-{number}" for number in range(2, len(before) + 3))
    return next(id_ for id_ in (stem, *numbered) if id_ not in taken)


def _heading_html(heading: Heading) -> str:
    level, id_ = heading.level, heading.id
    link = f'<a class="headerlink" href="#{id_}" title="Link to this section">&para;</a>'
    link = "" if level == 1 else link  # the page itself is what the title would link to
    return f'<h{level} id="{id_}">{heading.html}{link}</h{level}>'


def _contents(headings: Sequence[Heading]) -> Iterator[str]:
    """The sections below the title, as the theme writes them, without those inside sections."""
    sections = [heading for heading in headings if heading.level == 2]  # noqa: PLR2004
    if not sections:
        return
    yield '<p class="md-nav__title ad-toc__title">Table of contents</p>'
    yield '<ul class="md-nav__list" data-md-component="toc" data-md-scrollfix>'
    for heading in sections:
        words = _TAG.sub("", heading.html)
        yield f'<li class="md-nav__item"><a href="#{heading.id}" class="md-nav__link">'
        yield f'<span class="md-ellipsis">{words}</span></a></li>'
    yield "</ul>"
