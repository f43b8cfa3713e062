"""What the verbs share: exit statuses, kinds of arguments, and saying what was found."""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from generator.problems import Level, Problem, format_github, format_plain, has_errors
from generator.project import Loaded, Project, load_project

CLEAN, ERRORS, USAGE = 0, 1, 2


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave cyclic garbage alone: a build makes next to none, and looking for it costs a tenth."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def show_problems(
    problems: Iterable[Problem], texts: dict[str, str], *, quiet: bool = False
) -> None:
    """Print problems, all of them, in file order, in the form that suits the place."""
    annotate = os.environ.get("GITHUB_ACTIONS") == "true"
    shown = [p for p in sorted(set(problems)) if not quiet or p.level is Level.ERROR]
    for problem in shown:
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
