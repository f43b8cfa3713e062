"""Mutants of JavaScript by its tokens, in code that the house style keeps plain.

Comments, strings and regular expressions are left alone. Operators stand between spaces, which
tells a division from a regular expression and a comparison from an arrow.
"""

import re
from collections.abc import Iterator

Change = tuple[int, str, str]

_LEFT_ALONE = re.compile(
    r"/\*.*?\*/|//[^\n]*"  # comments
    r"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`"
    r"|(?<=[(=,:!&|?] )/[^/\n]+/[a-z]*|(?<=\()/[^/\n]+/[a-z]*"
    r"|^(?:import|export \{)[^;]*;",
    re.DOTALL | re.MULTILINE,
)
SWAPPED = {
    " === ": (" !== ",), " !== ": (" === ",), " < ": (" <= ", " > "), " > ": (" >= ", " < "),
    " <= ": (" < ", " >= "), " >= ": (" > ", " <= "), " && ": (" || ",), " || ": (" && ",),
    " ?? ": (" && ",), " + ": (" - ",), " - ": (" + ",), " * ": (" / ",), " / ": (" * ",),
    " ** ": (" * ",), " += ": (" -= ", " = "), " *= ": (" /= ", " = "), " /= ": (" *= ", " = "),
    "Math.max(": ("Math.min(",), "Math.min(": ("Math.max(",), "true": ("false",),
    "false": ("true",), "break;": ("continue;",), "continue;": ("break;", ";"),
}  # fmt: skip
_SWAPPED = re.compile("|".join(map(re.escape, SWAPPED)))
_NUMBER = re.compile(r"(?<![\w.])\d[\d_]*(?:\.\d+)?(?:e-?\d+)?(?![\w.])")
_NOT = re.compile(r"!(?=[\w(])")
_RETURN = re.compile(r"\breturn (?!null;)[^;{]+;")
_CONDITION = re.compile(r"\bif \(")
_STATEMENT = re.compile(
    r"(?:(?<=[;{}\n])[ \n]*|(?<=\) ))\b(?!(?:const|let|return|for|if|else|import|export|throw)\b)"
    r"[\w.]+(?:\[[^\]]*\])*(?:\(| [-+*/?]*= )[^;{}]*;"
)


def mutate(text: str) -> Iterator[Change]:
    """Yield the line, the change and the whole changed text of each mutant of a module."""
    code = _LEFT_ALONE.sub(lambda match: re.sub(r"[^\n]", "\0", match[0]), text)
    seen = {text}
    for start, end, other in _changes(code, text):
        changed = text[:start] + other + text[end:]
        if changed in seen:
            continue
        seen.add(changed)
        line = text.count("\n", 0, start) + 1
        begin, until = text.rfind("\n", 0, start) + 1, text.find("\n", start)
        before = text[begin:until].strip()
        after = text[begin:start] + other + text[end : max(end, until)]
        yield line, f"{_shown(before)} → {_shown(after)}", changed


def _shown(code: str) -> str:
    return " ".join(code.partition(" // ")[0].split())


def _changes(code: str, text: str) -> Iterator[tuple[int, int, str]]:
    for match in _SWAPPED.finditer(code):
        for other in SWAPPED[match[0]]:
            yield match.start(), match.end(), other
    for match in _NUMBER.finditer(code):
        value = float(match[0].replace("_", ""))
        for other in (value + 1, value - 1):
            yield match.start(), match.end(), f"({other:g})"
    for match in _NOT.finditer(code):
        yield match.start(), match.end(), ""
    for match in _CONDITION.finditer(code):
        end = _closing(code, match.end() - 1)
        yield match.end(), end, f"!({text[match.end() : end]})"
    for match in _RETURN.finditer(code):
        yield match.start(), match.end(), "return null;"
    for match in _STATEMENT.finditer(code):
        yield match.start(), match.end(), ";"


def _closing(code: str, opening: int) -> int:
    """Return where the bracket that opens at a place is closed."""
    depth = 0
    for place in range(opening, len(code)):
        depth += (code[place] == "(") - (code[place] == ")")
        if not depth:
            return place
    raise ValueError(f"no closing bracket for the one at {opening}")
