"""``generator report``: what a change does to the list, for the people who review it."""

import argparse
import sys
from pathlib import Path

from generator import disk
from generator.flows.report import Measured, report_changes
from generator.git import GitError
from generator.project import Project
from generator.report.markdown import COMMENT
from generator.verbs.console import CLEAN, ERRORS, USAGE, count


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what the verb takes."""
    parser.add_argument(
        "--base",
        required=True,
        metavar="REV",
        help="branch, tag or commit to compare with, e.g. origin/main",
    )
    parser.add_argument(
        "--max-bytes",
        type=count,
        default=COMMENT,
        metavar="N",
        help=f"length of the report: {COMMENT} for a comment (default), 1048576 for a job summary",
    )
    parser.add_argument(
        "--relevance",
        nargs=2,
        type=Path,
        metavar=("BEFORE", "AFTER"),
        help="two JSON files of search scores by kind of query",
    )
    parser.add_argument(
        "--base-site", type=Path, metavar="DIR", help="the site as built from REV, for its weight"
    )
    parser.add_argument("--site", type=Path, metavar="DIR", help="the site as built now")


def run(options: argparse.Namespace) -> int:
    """Say in Markdown what the list changes against an earlier revision, on standard output."""
    if (options.site is None) != (options.base_site is None):
        return _refuse("name both folders, --base-site and --site, or none", USAGE)
    sites = (options.base_site, options.site) if options.site else None
    for path in [*(options.relevance or ()), *(sites or ())]:
        if not disk.exists(path):
            return _refuse(f"there is no {path}", USAGE)
    measured = Measured(tuple(options.relevance) if options.relevance else None, sites)
    try:
        text = report_changes(Project(options.root), options.base, measured, options.max_bytes)
    except GitError as fault:
        return _refuse(f"{fault}\n    hint: {fault.hint}", ERRORS)
    except ValueError as fault:
        return _refuse(str(fault), ERRORS)
    print(text, end="")
    return CLEAN


def _refuse(message: str, status: int) -> int:
    print(f"error: {message}", file=sys.stderr)
    return status
