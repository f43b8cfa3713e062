r"""LaTeX as bibliographies use it, turned into plain text.

Titles and abstracts in BibTeX, and on arXiv, are prose with pieces of LaTeX in it: accents, a
formula, a command for italics. Only these pieces are looked at, each by itself and with the tables
of pylatexenc; every other character passes through as it is, so that no text can be lost to a stray
``%``, ``$`` or brace, and hostile nesting has nothing to recurse into.
"""

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile(r"[\\{}$~]|``|''|--")
_ADDRESS = r"https?://[^\s{}\\]+"
# As in Pandoc: a formula begins and ends with something that is no space, and no digit follows one
# without a command in it, so that "$5 and $10" stays an amount of money.
_FORMULA = re.compile(
    r"(?<!\\)\$(?=\S)(?:([^$\\]{1,400})(?<=\S)\$(?!\d)"
    r"|(?=[^$]{0,400}\\)((?:[^$\\]|\\.){1,400})(?<=\S)\$)",
    re.DOTALL,
)
_LETTER = r"(?:\\[ij](?![A-Za-z])|[^\W\d_])"
_ACCENT = re.compile(
    r"\\(?:[\"'`^~=.]\s*|[cvuHkrbdt](?:\s*(?=\{)|\s+))"
    rf"(?:\{{\s*{_LETTER}{{1,2}}\s*\}}|{_LETTER})"
)
_ACCENTS_ON_ONE_LETTER = 3
_PIECE = re.compile(
    rf"(?P<address>{_ADDRESS})"
    r"|(?P<command>\\[A-Za-z]+)(?P<rest>\*?(?:[ \t]*\{\}|[ \t]+(?=\S)|[ \t]*(?P<group>\{)|))"
    r"|(?P<break>\\\\)|\\(?P<literal>[^A-Za-z\s])|(?P<tie>(?<=\S)~(?=\S))"
    r"|(?P<quote>``|'')|(?P<dash>---?)|(?P<brace>[{}])"
)
_LINK = re.compile(r"\\href\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_CITATION = re.compile(r"~?\\(?:cite[a-z]*|ref|label|eqref|footnotemark)\*?\s*\{[^{}]*\}")
# Commands that only say how their text looks.
_LOOKS = re.compile(
    r"\\(?:emph|url|mbox|hbox|underline|uline|textsc|text[a-z]{2}|text|mathrm|mathit|mathsf|mathbf"
    r"|mathtt|textnormal|textsuperscript|textsubscript|operatorname|ensuremath|enquote|nolinkurl"
    r"|boldsymbol|bm|em|it|itshape|bf|bfseries|tt|ttfamily|sc|scshape|rm|sf|sl|small|large"
    r"|left|right|big|Big|protect|relax|xspace|displaystyle|limits|nolimits)(?![A-Za-z])\*?[ \t]*"
)
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SPECIAL = re.compile(r"(?<!\\)[%&#]")
_SIGNS = {"``": "“", "''": "”", "--": "–", "---": "—"}


def plain_latex(text: str) -> str:
    r"""Return a text with its LaTeX as the characters it stands for.

    >>> plain_latex(r"{\"U}ber $\epsilon$-greedy {RL}, 20\% of $10^{-3}$")
    'Über ϵ-greedy RL, 20% of 10⁻³'
    >>> plain_latex("costs $5 and $10, ~20% more")
    'costs $5 and $10, ~20% more'
    """
    if not _MARKS.search(text):
        return text
    text = _LINK.sub(r"\2 (\1)", _CITATION.sub("", text))
    pieces: list[str] = []
    end = 0
    for formula in _FORMULA.finditer(text):
        pieces += [_prose(text[end : formula.start()]), _formula(formula[1] or formula[2])]
        end = formula.end()
    return "".join([*pieces, _prose(text[end:])])


def _prose(text: str) -> str:
    for _ in range(_ACCENTS_ON_ONE_LETTER):
        accented = _ACCENT.sub(lambda match: _decode(match[0]) or match[0], text)
        if accented == text:
            break
        text = accented
    return _PIECE.sub(_piece, _LOOKS.sub("", text))


def _piece(match: re.Match[str]) -> str:
    kind = match.lastgroup
    found = match[0]
    if kind == "address":
        return found
    if match["command"]:
        if match["group"]:  # of a command that is not known only the text it is given is shown
            return ""
        # A space after a command ends its name and is not shown, as in LaTeX. A command that is
        # not known, such as an author's own, stays: `check` points at it.
        return _decode(match["command"]) or found.replace("{}", "")
    if kind in {"quote", "dash"}:
        return _SIGNS[found]
    return match[kind] if kind == "literal" else " " if kind in {"tie", "break"} else ""


@lru_cache(maxsize=4096)
def _formula(source: str) -> str:
    """Return the inside of a formula as Unicode; raised and lowered digits become their own."""
    source = _LOOKS.sub("", source)
    source = re.sub(r"\^\{([+-]?\d+)\}|\^(\d)", lambda m: _shift(m, _RAISED), source)
    source = re.sub(r"_\{(\d+)\}|_(\d)(?!\d*\.\d)", lambda m: _shift(m, _LOWERED), source)
    source = re.sub(r"_\{(\d+\.\d+)\}", r"\1", source)
    source = re.sub(r"\^\{?(?:\*|\\ast|\\star)\}?", "*", source)
    return _decode(source) or source


def _shift(match: re.Match[str], table: dict[int, int]) -> str:
    return (match[1] or match[2]).translate(table)


@lru_cache(maxsize=4096)
def _decode(source: str) -> str:
    """Return what pylatexenc makes of one piece; empty when it knows nothing about it."""
    from pylatexenc.latex2text import LatexNodes2Text  # noqa: PLC0415 - slow import, rarely needed

    converter = LatexNodes2Text(math_mode="text", strict_latex_spaces=True)
    try:
        found = str(converter.latex_to_text(_SPECIAL.sub(r"\\\g<0>", source)))
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        return ""
    return unicodedata.normalize("NFC", " ".join(found.split()))
