"""The command line: a table of verbs, each a module of :mod:`generator.verbs`.

Exit status: 0 clean, 1 errors in the list or the build, 2 wrong usage.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from generator import disk
from generator.verbs.console import ERRORS, USAGE, disk_fault

_DESCRIPTION = """\
Turn curated YAML about papers into a reading-list website.

A list is a folder with content/ (papers, themes, paths, listings) and site_config/ (its name, its
tags, its look). Most of the time you want:

  add 2401.00010   put a paper on the list
  check            is everything in content/ right?
  serve            look at the site while you edit
  ingest FILE      add the papers of a listing that are not on the list yet
"""


class Verb(Protocol):
    """What a module of :mod:`generator.verbs` offers."""

    def configure(self, _parser: argparse.ArgumentParser, /) -> None:
        """Add what the verb takes."""

    def run(self, options: argparse.Namespace, /) -> int:
        """Do it, say what came of it, and return the exit status; its docstring is the help."""


VERBS = (
    "add from-issue ingest check render site serve suggest report digest new health reference"
).split()
"""Names of all verbs, in the order of the help; each is a module of :mod:`generator.verbs`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    parser = _parser(_meant(given))
    if not given:
        parser.print_help(sys.stderr)
        return USAGE
    options = parser.parse_args(given)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        if not disk.is_folder(options.root):
            parser.error(f"there is no folder {options.root}")
        return run(options)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return ERRORS
    except OSError as fault:
        print(disk_fault(fault), file=sys.stderr)
        return ERRORS


def _meant(given: Sequence[str]) -> Sequence[str]:
    """Return the verb that is meant, or all: a verb brings the libraries that it works with."""
    named = [word for before, word in pairwise(["", *given]) if before != "--root"]
    verb = next((word for word in named if not word.startswith("-")), "")
    return [verb] if verb in VERBS else VERBS


def _parser(names: Iterable[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m generator",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--root",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="folder with content/ and site_config/ (default: here)",
    )
    parsers = parser.add_subparsers(required=True, metavar="VERB")
    for name in names:
        verb: Verb = import_module(f"generator.verbs.{name.replace('-', '_')}")
        added = parsers.add_parser(name, help=verb.run.__doc__, description=verb.run.__doc__)
        verb.configure(added)
        added.set_defaults(run=verb.run)
    return parser
