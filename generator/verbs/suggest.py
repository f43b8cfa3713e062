"""``generator suggest``: propose themes for papers on standard input."""

import argparse
import json
import sys

from generator.flow import suggest
from generator.problems import has_errors
from generator.project import Project, load_project
from generator.verbs.console import CLEAN, ERRORS, USAGE, count, show_problems


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what the verb takes."""
    parser.add_argument(
        "--themes",
        type=count,
        default=3,
        metavar="N",
        help="how many themes to print for each paper (default: 3)",
    )


def run(options: argparse.Namespace) -> int:
    """Propose themes for papers on standard input."""
    loaded = load_project(Project(options.root), check=False)
    if loaded.catalog is None or has_errors(loaded.problems):
        show_problems(loaded.problems, loaded.texts, quiet=True)
        return ERRORS
    answers, faults = suggest(loaded.catalog, sys.stdin, options.themes)
    for answer in answers:
        print(json.dumps(answer, ensure_ascii=False))
    for fault in faults:
        print(fault, file=sys.stderr)
    return USAGE if faults else CLEAN
