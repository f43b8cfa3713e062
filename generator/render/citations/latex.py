r"""Text as LaTeX and BibTeX read it.

Letters with accents become commands, since BibTeX itself counts bytes: it would cut an ``É`` in
half when it abbreviates a name. Greek letters and signs that LaTeX knows in formulas alone become
formulas. What LaTeX reads as it is (dashes, quotation marks, other scripts) stays.
"""

import re
import unicodedata

_COMMANDS = {
    "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}", "^": r"{\textasciicircum}", "<": r"{\textless}",
    ">": r"{\textgreater}", "|": r"{\textbar}",
    "#": r"\#", "$": r"\$", "%": r"\%", "&": r"\&", "_": r"\_",
    "ß": r"{\ss}", "æ": r"{\ae}", "Æ": r"{\AE}", "œ": r"{\oe}", "Œ": r"{\OE}",
    "ø": r"{\o}", "Ø": r"{\O}", "ł": r"{\l}", "Ł": r"{\L}", "đ": r"{\dj}", "Đ": r"{\DJ}",
    "ð": r"{\dh}", "Ð": r"{\DH}", "þ": r"{\th}", "Þ": r"{\TH}", "ı": r"{\i}",
}  # fmt: skip
_ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0308": '"', "\u0304": "=",
    "\u0307": ".", "\u0306": "u", "\u030c": "v", "\u030b": "H", "\u030a": "r", "\u0327": "c",
    "\u0328": "k", "\u0323": "d",
}  # fmt: skip
_FORMULAS = {
    "⋅": r"\cdot", "∞": r"\infty", "≤": r"\leq", "≥": r"\geq", "≠": r"\neq", "≈": r"\approx",
    "→": r"\rightarrow", "←": r"\leftarrow", "↔": r"\leftrightarrow", "∈": r"\in",
    "∀": r"\forall", "∃": r"\exists", "∇": r"\nabla", "∂": r"\partial", "∑": r"\sum",
    "∏": r"\prod", "√": r"\surd", "∗": r"\ast", "−": "-",
}  # fmt: skip
# What two neighbours mean together in TeX's fonts; a pair of braces keeps them apart.
_LIGATURES = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)|(?<=[?!])(?=`)|(?<=,)(?=,)")
_PLAIN = re.compile(r"[A-Za-z0-9 .,;:()/+*=@!?'`\[\]-]*")


def latex(text: str) -> str:
    r"""Return a text so that LaTeX prints it as it is.

    >>> latex("Schölkopf & Łukasz on π₀")
    'Sch{\\"o}lkopf \\& {\\L}ukasz on $\\pi$\\textsubscript{0}'
    """
    if _PLAIN.fullmatch(text):
        return _LIGATURES.sub("{}", text)
    parts = _LIGATURES.split(unicodedata.normalize("NFC", text))
    return "{}".join("".join(map(_letter, part)) for part in parts)


def _letter(letter: str) -> str:
    if letter in _COMMANDS:
        return _COMMANDS[letter]
    if letter in _FORMULAS:
        return f"${_FORMULAS[letter]}$"
    if letter.isascii():
        return letter
    return _accented(letter) or _greek(letter) or _lowered(letter) or letter


def _accented(letter: str) -> str:
    r"""Return a letter with its accents as commands, the inner one innermost: ``{\'{\^e}}``."""
    parts = unicodedata.normalize("NFD", letter)
    base, accents = parts[0], parts[1:]
    if not accents or not (base.isascii() and base.isalpha()):
        return ""
    if any(accent not in _ACCENTS for accent in accents):
        return ""
    held = base
    for accent in accents:
        command = _ACCENTS[accent]
        space = " " if command.isalpha() and not held.startswith("{") else ""
        held = f"{{\\{command}{space}{held}}}"
    return held


def _greek(letter: str) -> str:
    """Return a Greek letter as a formula; capitals that look Latin have no command in TeX."""
    kind, _, name = unicodedata.name(letter, "").partition(" LETTER ")
    command = _GREEK_NAMES.get(name, "")
    if not command or kind not in {"GREEK SMALL", "GREEK CAPITAL"}:
        return ""
    if kind == "GREEK SMALL":
        return f"$\\{command}$"
    return f"$\\{command.capitalize()}$" if command in _CAPITALS else ""


def _lowered(letter: str) -> str:
    """Return a subscript digit as one."""
    decomposition = unicodedata.decomposition(letter)
    if not decomposition.startswith("<sub> "):
        return ""
    digit = chr(int(decomposition.removeprefix("<sub> "), 16))
    return f"\\textsubscript{{{digit}}}" if digit.isdecimal() else ""


_GREEK_NAMES = {name.upper(): name for name in (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa mu nu xi pi rho sigma tau upsilon "
    "phi chi psi omega"
).split()} | {"LAMDA": "lambda"}  # fmt: skip
_CAPITALS = set("gamma delta theta lambda xi pi sigma upsilon phi psi omega".split())
