"""``generator check``: prove that the list is right."""

import argparse

from generator.flow import stale_reference
from generator.problems import has_errors
from generator.project import Project, load_project
from generator.verbs.console import CLEAN, ERRORS, show_problems


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what the verb takes."""
    parser.add_argument("--errors-only", action="store_true", help="leave out warnings and notices")


def run(options: argparse.Namespace) -> int:
    """Prove that the list is right."""
    project = Project(options.root)
    loaded = load_project(project)
    problems = [*loaded.problems, *stale_reference(project)]
    show_problems(problems, loaded.texts, quiet=options.errors_only)
    if loaded.catalog is not None and not has_errors(problems):
        papers, themes = len(loaded.catalog.entries), len(loaded.catalog.themes)
        listed = sum(len(listing.records) for listing in loaded.catalog.listings.values())
        print(
            f"{papers} papers in {themes} themes are right; "
            f"all {listed} records of {len(loaded.catalog.listings)} listings are kept"
        )
    return ERRORS if has_errors(problems) else CLEAN
