"""The one filter that every outside string passes on its way into a page.

Each ASCII punctuation mark becomes a numeric character reference. Markdown knows no markup in
references, HTML shows the character that is meant, in text and in quoted attributes alike, and
YAML front matter sees plain words; so one form is right wherever it lands.
"""

import string
from typing import Any

from markupsafe import Markup

_PLAIN = frozenset(", ")
_REFERENCES: dict[int, str] = str.maketrans(
    {c: f"&#{ord(c)};" for c in string.punctuation if c not in _PLAIN}
)
# The placeholder marks of Python-Markdown, and line ends, which would begin a new block.
_REFERENCES |= str.maketrans({"\x02": "", "\x03": "", "\n": " ", "\r": " ", "\t": " "})


def protect(value: Any) -> Markup:
    """Return a value as text that shows as typed in Markdown, HTML and front matter.

    Template output passes through here unless it is :class:`markupsafe.Markup` already.

    >>> protect("a*b* <i>")
    Markup('a&#42;b&#42; &#60;i&#62;')
    """
    if isinstance(value, Markup):
        return value
    return Markup(str(value).translate(_REFERENCES))  # noqa: S704 - this is the escaping


def front_matter_text(value: str) -> str:
    """Return a text as a quoted YAML scalar that engines may put into HTML as it is.

    >>> front_matter_text('He said "no"')
    '"He said &#34;no&#34;"'
    """
    return f'"{protect(value)}"'
