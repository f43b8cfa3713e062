"""The one filter that every outside string passes on its way into a page.

Punctuation that could mean something becomes a numeric character reference. Markdown knows no
markup in references, HTML shows the character that is meant, in text and in quoted attributes
alike, and YAML front matter sees plain words; so one form is right wherever it lands. Commas, full
stops after letters and hyphens inside words mean nothing to any of them and stay readable.
"""

import html
import re
from functools import lru_cache
from typing import Any

from markupsafe import Markup

# One set of characters first: texts are long, and few of their characters are looked at twice.
_RISKY = re.compile(
    r"""[!"#$&'()*+:<=>@\[\\\]^_`{|}~\x02\x03\n\r\t.-](?:(?<![.-])"""
    r"|(?<=-)(?:(?<![A-Za-z0-9]-)|(?![A-Za-z0-9]))"  # a list, a rule, the line below a heading
    r"|(?<=\.)(?<![A-Za-z]\.))"  # the number of a list item
)
# The placeholder marks of Python-Markdown are dropped; a line end would begin a new block.
_HARMLESS = {"\x02": "", "\x03": "", "\n": " ", "\r": " ", "\t": " "}
_SHOWN = {chr(code): f"&#{code};" for code in range(128)} | _HARMLESS
_REFERENCES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "~": "&#126;", "=": "&#61;", ":": "&#58;"}
_MARKDOWN = re.compile(
    r"[\\`*_#\[\]<>&]|!(?=\[)"
    r"|^[+~=-]"  # a list, a fence, a rule at the beginning of a line
    r"|(?<=\d)[.)](?=\s|$)"  # the number of a list item
    r"|(?<=\]):"  # the address of a reference: Python-Markdown sees none of the backslashes there
)


def protect(value: Any) -> Markup:
    """Return a value as text that shows as typed in Markdown, HTML and front matter.

    Template output passes through here unless it is :class:`markupsafe.Markup` already.

    >>> protect("a*b* <i>, off-policy.")
    Markup('a&#42;b&#42; &#60;i&#62;, off-policy.')
    """
    if isinstance(value, Markup):
        return value
    text = str(value)
    return _protect_short(text) if len(text) <= _SHORT else _protect_text(text)


def preformatted(value: str) -> Markup:
    """Return a text of several lines, none of them blank, for a ``<pre>`` inside a block of HTML.

    Markdown leaves such a block alone, so only what HTML itself would read is a reference.

    >>> preformatted("a*b* <i>")
    Markup('a*b* &lt;i&gt;')
    """
    text = value.replace("\x02", "").replace("\x03", "")
    return Markup(html.escape(text, quote=False))  # noqa: S704 - the escaping


def _protect_text(text: str) -> Markup:
    return Markup(_RISKY.sub(_shown, text))  # noqa: S704 - the escaping


# The short texts of a card are shown on several pages; an abstract on one.
_SHORT = 400
_protect_short = lru_cache(maxsize=50_000)(_protect_text)


def markdown_text(text: str) -> str:
    r"""Return a text on one line of a Markdown file that people read as it stands.

    :func:`protect` is safer and serves all pages; here the text should stay legible.

    >>> markdown_text("ReST-MCTS*: [LLM] <b>")
    'ReST-MCTS\\*: \\[LLM\\] &lt;b&gt;'
    """
    return _MARKDOWN.sub(_escaped, " ".join(text.split()))


def _escaped(match: re.Match[str]) -> str:
    return _REFERENCES.get(match[0]) or f"\\{match[0]}"


def front_matter_text(value: str) -> str:
    """Return a text as a quoted YAML scalar that engines may put into HTML as it is.

    >>> front_matter_text('He said "no"')
    '"He said &#34;no&#34;"'
    """
    return f'"{protect(value)}"'


def one_line(html: Markup) -> Markup:
    r"""Return HTML of several lines as a quoted YAML scalar on one line.

    >>> one_line(Markup("<title>It's</title>\n<meta>\n"))
    Markup("'<title>It''s</title><meta>'")
    """
    quoted = str(html).replace("\n", "").replace("'", "''")
    return Markup(f"'{quoted}'")  # noqa: S704 - Markup before, and no character of it is lost


def _shown(match: re.Match[str]) -> str:
    return _SHOWN[match[0]]
