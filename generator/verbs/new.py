"""``generator new``: an empty list for another field."""

import argparse
import re
import shlex
import sys
from pathlib import Path

from generator.flows.new import NewList, NewListError, make_list
from generator.text import INVISIBLE, collapse
from generator.verbs.console import CLEAN, USAGE, progress

_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what the verb takes."""
    parser.add_argument("folder", type=Path, help="a folder that is empty or not there yet")
    parser.add_argument(
        "--name", type=_line, required=True, help="name of the list, e.g. 'Protein folding'"
    )
    parser.add_argument(
        "--tagline", type=_line, default="A reading list", help="what it is, in one line"
    )
    parser.add_argument(
        "--description",
        type=_line,
        default="A curated reading list: papers that people chose, each with the reason.",
        help="the same in a sentence or two, for search engines",
    )
    parser.add_argument(
        "--generator",
        type=_repository,
        metavar="OWNER/NAME",
        help="the generator's repository on GitHub, for the list's checks there",
    )


def run(options: argparse.Namespace) -> int:
    """Make an empty list for another field, which checks and builds at once."""
    wanted = NewList(options.name, options.tagline, options.description, options.generator or "")
    try:
        files = make_list(options.folder, wanted, progress())
    except NewListError as fault:
        print(f"error: {fault}", file=sys.stderr)
        return USAGE
    print(f"{options.folder}: {len(files)} files written")
    there = shlex.quote(str(options.folder))
    print(f"next: make -C {there} serve; README.md there says how to go on")
    return CLEAN


def _line(text: str) -> str:
    line = collapse(text)
    if not line or INVISIBLE.search(line):
        raise argparse.ArgumentTypeError(f"expected some text, got {text!r}")
    return line


def _repository(text: str) -> str:
    if not _REPOSITORY.fullmatch(text):
        raise argparse.ArgumentTypeError(f"expected owner/name, got {text!r}")
    return text
