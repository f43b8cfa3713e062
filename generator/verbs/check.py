"""``generator check``: prove that the list is right."""

import argparse
import sys

from generator.flow import stale_reference
from generator.flows.mend import mend_project, mendable
from generator.problems import has_errors
from generator.project import Project, curating, load_project
from generator.verbs.console import CLEAN, ERRORS, show_problems, waiting


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what the verb takes."""
    parser.add_argument("--errors-only", action="store_true", help="leave out warnings and notices")
    parser.add_argument(
        "--fix",
        action="store_true",
        help="first mend what is safe to mend, line by line, and say what was done",
    )


def run(options: argparse.Namespace) -> int:
    """Prove that the list is right."""
    project = Project(options.root)
    if options.fix:
        with curating(project, waiting):
            done = mend_project(project)
        for path, mended in done:
            print(f"{path}:{mended.line}: mended {mended.code}: {mended.fault}: {mended.done}")
    loaded = load_project(project)
    tidy, count = mendable(project, loaded.texts)
    problems = [*loaded.problems, *stale_reference(project), *tidy]
    show_problems(problems, loaded.texts, quiet=options.errors_only)
    if count and not options.errors_only:
        print(f"{count} can be mended by: generator check --fix", file=sys.stderr)
    if loaded.catalog is not None and not has_errors(problems):
        papers, themes = len(loaded.catalog.entries), len(loaded.catalog.themes)
        listed = sum(len(listing.records) for listing in loaded.catalog.listings.values())
        print(
            f"{papers} papers in {themes} themes are right; "
            f"all {listed} records of {len(loaded.catalog.listings)} listings are kept"
        )
    return ERRORS if has_errors(problems) else CLEAN
