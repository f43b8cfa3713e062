"""``generator check``: prove that the list is right."""

import argparse
import sys

from generator.flow import stale_reference
from generator.flows.mend import mend_project, mendable
from generator.flows.own import own_problems
from generator.model import Catalog
from generator.places import REGISTER_PATH
from generator.problems import has_errors
from generator.project import Project, curating, load_project
from generator.verbs.console import CLEAN, ERRORS, counted, show_problems, waiting


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
    if options.fix and loaded.catalog is not None and not has_errors(loaded.problems):
        from generator.flows.draft import register_all  # noqa: PLC0415 - slow import

        if register_all(project, loaded.catalog, waiting):
            print(f"{REGISTER_PATH}: mended unregistered-id: every id of an entry stands here now")
            loaded = load_project(project)
    tidy, count = mendable(project, loaded.texts)
    problems = [*loaded.problems, *own_problems(project), *stale_reference(project), *tidy]
    show_problems(problems, loaded.texts, quiet=options.errors_only)
    if count and not options.errors_only:
        print(f"{count} can be mended by: make fix", file=sys.stderr)
    if loaded.catalog is not None and not has_errors(problems):
        print(_what_is_right(loaded.catalog))
    return ERRORS if has_errors(problems) else CLEAN


def _what_is_right(catalog: Catalog) -> str:
    papers = counted(len(catalog.entries), "paper")
    themes = counted(len(catalog.themes), "theme")
    records = counted(sum(len(one.records) for one in catalog.listings.values()), "record")
    listings = counted(len(catalog.listings), "listing")
    return f"right: {papers} in {themes}; kept: {records} of {listings}"
