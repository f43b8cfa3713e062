"""Links inside hand-written prose.

``[[id]]`` and ``[[id|words]]`` name a paper, ``[[theme:slug]]`` and ``[[path:slug]]`` the others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINK = re.compile(r"\[\[(?:(theme|path):)?([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")


@dataclass(frozen=True)
class ProseLink:
    """A link as written.

    Attributes:
        kind: ``paper``, ``theme`` or ``path``.
        target: Id or slug.
        words: What is shown; empty for the target's own title.
    """

    kind: str
    target: str
    words: str


def split_prose(text: str) -> Iterator[str | ProseLink]:
    """Yield the plain pieces and the links of a text, in order.

    >>> list(split_prose("see [[maml|MAML]]."))
    ['see ', ProseLink(kind='paper', target='maml', words='MAML'), '.']
    """
    end = 0
    for match in _LINK.finditer(text):
        if match.start() > end:
            yield text[end : match.start()]
        yield ProseLink(match[1] or "paper", match[2].strip(), (match[3] or "").strip())
        end = match.end()
    if end < len(text):
        yield text[end:]


def links_of(text: str | None) -> list[ProseLink]:
    """Return the links of a text."""
    return [part for part in split_prose(text or "") if isinstance(part, ProseLink)]
