"""Titles and abstracts with HTML or JATS tags in them, as CSL-JSON and Crossref carry them."""

import html
import re

# Only tags that these formats use count as tags: "a<b and c>d" is mathematics and stays.
_TAG = re.compile(
    r"<(/?)(?:jats:|mml:)?(p|title|sec|list|list-item|break|br|div|"
    r"i|b|em|strong|u|italic|bold|sub|sup|sc|scp|tt|span|small|underline|monospace|styled-content|"
    r"inline-formula|disp-formula|alternatives|tex-math|ext-link|xref|a|"
    r"math|mrow|mi|mo|mn|ms|mtext|msub|msup|msubsup|mfrac|msqrt|mover|munder|mstyle|mspace|semantics)"
    r"(?:\s+[\w:-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*')){0,9}\s*/?>",
    re.IGNORECASE,
)
_BLOCKS = frozenset({"p", "sec", "list-item", "div"})
_HEADING = re.compile(
    r"<(?:jats:)?title>\s*(?:abstract|summary)\s*</(?:jats:)?title>", re.IGNORECASE
)


def plain_markup(text: str) -> str:
    """Return a text without its tags; a paragraph's end becomes a blank line.

    >>> plain_markup("<jats:title>Abstract</jats:title><jats:p>We use &lt;S,A&gt;.</jats:p>")
    'We use <S,A>.'
    >>> plain_markup("H<sub>2</sub>O where a<b and c>d")
    'H2O where a<b and c>d'
    """
    if "<" in text:
        text = _TAG.sub(_replacement, _HEADING.sub("", text)).strip()
    return html.unescape(text) if "&" in text else text


def _replacement(tag: re.Match[str]) -> str:
    name = tag[2].lower()
    if name in _BLOCKS:
        return "\n\n" if tag[1] else ""
    return ": " if name == "title" and tag[1] else " " if name in {"br", "break"} else ""
