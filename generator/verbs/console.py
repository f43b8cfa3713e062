"""What the verbs share: exit statuses, kinds of arguments, and saying what was found."""

import argparse
import errno
import os
import sys
from collections.abc import Callable, Iterable
from datetime import date
from itertools import groupby

from generator.problems import (
    Level,
    Problem,
    cut,
    format_github,
    format_plain,
    has_errors,
    in_order,
)
from generator.project import Loaded, Project, load_project

CLEAN, ERRORS, USAGE = 0, 1, 2

_LAST_PORT = 65_535
_MOST_SHOWN = 200  # problems of one file

_SPACE = "make room, then run it again: every file that was written is whole"
_RIGHTS = "look who may read and write there, or work in a copy of your own; then run it again"
_ELSE = "something else stands there or above it: move that away, then run it again"
_DISK_HINTS = {
    errno.ENOSPC: _SPACE,
    errno.EDQUOT: _SPACE,
    errno.EFBIG: _SPACE,
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EROFS: _RIGHTS,
    errno.EEXIST: _ELSE,
    errno.ENOTDIR: _ELSE,
    errno.EISDIR: _ELSE,
    errno.ENOTEMPTY: _ELSE,
}


def show_problems(
    problems: Iterable[Problem], texts: dict[str, str], *, quiet: bool = False
) -> None:
    """Print problems in file order, in the form that suits the place; of one file the first."""
    annotate = os.environ.get("GITHUB_ACTIONS") == "true"
    shown = [p for p in in_order(problems) if not quiet or p.level is Level.ERROR]
    for _, found in groupby(shown, key=lambda problem: problem.location.path):
        of_file = list(found)
        if len(of_file) > _MOST_SHOWN:  # no error is cut off behind warnings
            of_file.sort(key=lambda problem: problem.level is not Level.ERROR)
        for problem in cut(of_file, _MOST_SHOWN):
            print(format_github(problem) if annotate else format_plain(problem, texts))
    for level in (Level.ERROR, Level.WARNING):
        count = sum(problem.level is level for problem in shown)
        if count:
            print(counted(count, level), file=sys.stderr)


def load_or_say(project: Project) -> Loaded:
    """Read and check a list; show what is wrong, and give no catalog when there are errors."""
    loaded = load_project(project)
    if has_errors(loaded.problems):
        show_problems(loaded.problems, loaded.texts, quiet=True)
        print("nothing was written: mend the errors above, or see `make check`", file=sys.stderr)
        return Loaded(None, loaded.problems, loaded.texts)
    return loaded


def disk_fault(fault: OSError) -> str:
    """Return what the system said of a file, and what can be done about it."""
    if isinstance(fault, ChildProcessError):
        return f"error: {fault}\n    hint: run it again; it may have been ended for want of memory"
    said = (fault.strerror or str(fault)).lower()
    name = f"{fault.filename}: " if fault.filename else ""
    hint = _DISK_HINTS.get(fault.errno or 0, "look at that file, then run it again")
    return f"error: {name}{said}\n    hint: {hint}"


def waiting() -> None:
    """Say that another run is to end first."""
    print("waiting for another run to end: it writes to the same folder", file=sys.stderr)


def progress() -> Callable[[str], None]:
    """Return a function that shows what is going on: on a terminal only."""
    if not sys.stderr.isatty() or os.environ.get("CI"):
        return lambda _step: None
    return lambda step: print(f"\r\x1b[K{step}", end="", file=sys.stderr, flush=True)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "theme"), counted(0, "theme")
    ('1 theme', '0 themes')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def count(text: str) -> int:
    """Read an argument that is a number from 1 on."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a number from 1 on, got {text!r}")
    return int(text)


def port(text: str) -> int:
    """Read an argument that is a port."""
    if not text.isdigit() or int(text) > _LAST_PORT:
        raise argparse.ArgumentTypeError(f"expected a port up to {_LAST_PORT}, got {text!r}")
    return int(text)


def today() -> date:
    """Return the day that stands in for one that was not given."""
    return date.today()  # noqa: DTZ011 - the curator's own day; no build asks for it


def day(text: str) -> date:
    """Read an argument that is a day."""
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(
            f"expected a day such as 2026-01-31, got {text!r}"
        ) from fault
