"""Outside text inside Markdown that GitHub shows: it looks as typed and does nothing.

Two programs read such a text. The first makes HTML of the Markdown; punctuation that means
something to it becomes a numeric character reference. The second looks for names and numbers in the
finished text, tells people that they were mentioned and links other issues; for it a reference is
no obstacle, so a zero-width space parts the sign from what follows.
"""

import re
from urllib.parse import urlsplit

from generator.text import INVISIBLE, collapse

_RISKY = re.compile(
    r"[#$&*<>@\[\\\]^_`{|}~]|!(?=\[)"
    r"|:(?=//)|(?<=\bwww)\."  # an address
    r"|\A[-+=]|\A\d+[.)]"  # a list or a rule, where the text begins a line
)
_CALLS = re.compile(
    r"(?<=[@#$])(?=\w)"  # a name, an issue, a formula
    r"|(?<=\bGH-)(?=\d)"  # an issue again
    r"|(?<=://)"  # an address
    r"|(?<=:)(?=[\w+-]+:)"  # a picture
    r"|(?<=\bwww)(?=\.)",
    re.IGNORECASE,
)
_NOTHING = "\u200b"
# Pages of GitHub that take note of every page that links them.
_TAKES_NOTE = re.compile(r"/(?:issues|pull|pulls|discussions|commit|compare|releases)(?:/|$)")


def text(value: str) -> str:
    """Return an outside text as Markdown that shows it as typed, on one line.

    >>> text("off-policy <i>")
    'off-policy &#60;i&#62;'
    """
    line = INVISIBLE.sub("", collapse(value))
    return _RISKY.sub(_references, _CALLS.sub(_NOTHING, line))


def _references(match: re.Match[str]) -> str:
    return "".join(char if char.isalnum() else f"&#{ord(char)};" for char in match[0])


def code(value: str) -> str:
    """Return a text as a code span.

    >>> code("a`b")
    '`` a`b ``'
    """
    line = INVISIBLE.sub("", collapse(value))
    longest = max((len(run) for run in re.findall(r"`+", line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest else ""
    return f"{fence}{pad}{line}{pad}{fence}" if line else ""


def link(words: str, address: str) -> str:
    """Return a link with plain words; a mere code span where following it would leave a trace.

    GitHub tells the people of an issue, pull request or commit that it was mentioned as soon as an
    address of it is linked somewhere.

    >>> link("code", "https://github.com/x/y")
    '[code](<https://github.com/x/y>)'
    >>> link("code", "https://github.com/x/y/issues/1")
    'code `https://github.com/x/y/issues/1`'
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    if host == "github.com" and _TAKES_NOTE.search(parts.path):
        return f"{text(words)} {code(address)}"
    if parts.scheme not in {"http", "https"} or re.search(r"[\s<>\\]", address):
        return f"{text(words)} {code(address)}"
    return f"[{text(words)}](<{address.replace('&', '&amp;')}>)"
