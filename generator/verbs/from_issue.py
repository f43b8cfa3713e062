"""``generator from-issue``: make an entry of a filled-in issue form."""

import argparse
import sys
from contextlib import redirect_stdout
from pathlib import Path

from generator import disk
from generator.problems import has_errors
from generator.project import Project, curating, load_project
from generator.verbs.console import CLEAN, ERRORS, day, show_problems, today, waiting

_MOST = 200_000  # bytes of an issue that are read; GitHub takes 65,536 characters


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what the verb takes."""
    parser.add_argument(
        "issue", metavar="FILE", help="the text of the issue, as Markdown; - for standard input"
    )
    parser.add_argument(
        "--added", type=day, default=today(), metavar="DAY", help="day (default: today)"
    )
    parser.add_argument("--by", metavar="NAME", help="who opened the issue, for added_by:")


def run(options: argparse.Namespace) -> int:
    """Make an entry of a filled-in issue form, and say as Markdown what came of it."""
    from generator.flows.from_issue import entry_of_issue  # noqa: PLC0415 - slow import

    project = Project(options.root)
    if options.issue == "-":
        content = sys.stdin.buffer.read(_MOST)
    else:
        content = disk.read_bytes(Path(options.issue), _MOST)
    loaded = load_project(project, check=False)
    if loaded.catalog is None or has_errors(loaded.problems):
        with redirect_stdout(sys.stderr):  # what is printed to the other becomes a public comment
            show_problems(loaded.problems, loaded.texts, quiet=True)
        print("nothing was written: mend the errors above first", file=sys.stderr)
        return ERRORS
    made = entry_of_issue(
        project,
        loaded.catalog,
        content.decode("utf-8", "replace"),
        added=options.added,
        added_by=options.by,
    )
    print(made.comment, end="")
    if not made.path:
        return ERRORS
    with curating(project, waiting):
        disk.write_new(project.root / made.path, made.text.encode())
    return CLEAN
