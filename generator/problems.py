"""Faults as values: what is wrong, where, and how to mend it.

A stage never prints and never stops at the first fault. It returns :class:`Problem` objects beside
its result; :func:`format_plain` and :func:`format_github` turn them into text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from itertools import islice

from generator.codes import CODES

MOST = 20
"""Problems of one file that are shown at once."""


class Level(StrEnum):
    """How bad a problem is. An error stops the build; the others are for reading."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True)
class Location:
    """A place in a file, as editors count it.

    Attributes:
        path: Path from the root of the list, with forward slashes, e.g. ``content/ignored.yaml``.
        line: Line from 1; 0 when the problem is the file as a whole.
        column: Column from 1; 0 when the problem is the whole line.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        r"""``path:line:column``, leaving out what is not known.

        >>> str(Location("content/a\nb.yaml", 3))
        'content/a\\x0ab.yaml:3'
        """
        parts = [_printable(self.path)]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


@dataclass(frozen=True)
class Problem:
    """One fault.

    Attributes:
        location: Where it is.
        level: How bad it is.
        code: Its kind, a key of :data:`generator.codes.CODES`, e.g. ``unknown-theme``.
        message: What was expected and what came, in one sentence.
        hint: How to mend it; empty when the message says so already.
    """

    location: Location
    level: Level
    code: str
    message: str
    hint: str = ""

    def __post_init__(self) -> None:
        """Refuse a kind that the guide does not explain.

        Raises:
            ValueError: The code is not in the table: a fault of the program, not of the list.
        """
        if self.code not in CODES:
            raise ValueError(f"the code {self.code!r} is missing from generator.codes.CODES")


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return some problems by file and place, each once."""
    # As tuples, since a list of thousands has tens of thousands: comparing them is in C then.
    by_place = {
        (p.location.path, p.location.line, p.location.column, p.level, p.code, p.message, p.hint): p
        for p in problems
    }
    return [problem for _, problem in sorted(by_place.items())]


def error(location: Location, code: str, message: str, hint: str = "") -> Problem:
    """Return a problem that stops the build."""
    return Problem(location, Level.ERROR, code, message, hint)


def warning(location: Location, code: str, message: str, hint: str = "") -> Problem:
    """Return a problem that somebody should look at, and that stops nothing."""
    return Problem(location, Level.WARNING, code, message, hint)


def notice(location: Location, code: str, message: str, hint: str = "") -> Problem:
    """Return something worth knowing that nobody has to mend."""
    return Problem(location, Level.NOTICE, code, message, hint)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems stops the build."""
    return any(problem.level is Level.ERROR for problem in problems)


def cut(problems: Iterable[Problem], most: int = MOST) -> list[Problem]:
    """Return the first problems of one file, and one more that says so when there are others.

    A file that is wrong all over is mended piece by piece; a hundred thousand lines help nobody.
    """
    found = iter(problems)
    shown = list(islice(found, most))
    for further in found:
        message = f"this file has more problems: the first {most} are shown"
        shown.append(replace(further, message=message, hint="mend those, then check again"))
        break
    return shown


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint for a word outside a closed vocabulary.

    >>> did_you_mean("offline_rl", ["offline-rl", "model-based-rl"])
    "did you mean 'offline-rl'?"
    >>> did_you_mean("?", ["a", "b"])
    'known: a, b'
    """
    words = sorted(known)
    if not words:
        return "there is none yet"
    close = get_close_matches(word, words, n=1, cutoff=0.6)
    if close:
        return f"did you mean '{close[0]}'?"
    shown = ", ".join(words[:12])
    return f"known: {shown}{', …' if len(words) > 12 else ''}"  # noqa: PLR2004


def quote(value: object, limit: int = 60) -> str:
    """Show a value in a message, cut to ``limit`` characters, on one line."""
    text = " ".join(str(value).split())
    shown = text if len(text) <= limit else text[: limit - 1] + "…"
    return f"'{_printable(shown)}'"


def _printable(text: str) -> str:
    """Return a text without what would command a terminal, or what no output can hold."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def format_plain(problem: Problem, sources: Mapping[str, str]) -> str:
    """Return ``path:line:column: level code: message`` with the source line and the hint below.

    Args:
        problem: What to show.
        sources: Texts of the files by path; a file that is not there shows no source line.
    """
    lines = [f"{problem.location}: {problem.level} {problem.code}: {problem.message}"]
    source = _source_line(problem.location, sources)
    if source:
        lines.append(f"    {source}")
    if problem.hint:
        lines.append(f"    hint: {problem.hint}")
    return "\n".join(lines)


def format_github(problem: Problem) -> str:
    """Return the problem as an annotation that GitHub shows beside the line."""
    where = f"file={_property(problem.location.path)}"
    if problem.location.line:
        where += f",line={problem.location.line}"
    if problem.location.column:
        where += f",col={problem.location.column}"
    text = problem.message + (f"\nhint: {problem.hint}" if problem.hint else "")
    return f"::{problem.level} {where},title={_property(problem.code)}::{_data(text)}"


def _source_line(location: Location, sources: Mapping[str, str]) -> str:
    if not location.line or location.path not in sources:
        return ""
    lines = _lines_of(sources[location.path])
    if location.line > len(lines):
        return ""
    text = lines[location.line - 1].strip()
    return text if len(text) <= 100 else text[:99] + "…"  # noqa: PLR2004


@lru_cache(maxsize=1)
def _lines_of(text: str) -> list[str]:
    """Return the lines of a file; problems come file by file."""
    return text.split("\n")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
