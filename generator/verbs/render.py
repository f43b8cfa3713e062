"""``generator render``: write what the engine builds from."""

import argparse

from generator import disk
from generator.flows.build import render_build
from generator.project import Project, building
from generator.verbs import addresses
from generator.verbs.console import CLEAN, ERRORS, load_or_say, progress, show_problems, waiting


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what the verb takes."""
    addresses.configure(parser)


def run(options: argparse.Namespace) -> int:
    """Write build/ for the engine."""
    project = Project(options.root)
    loaded = load_or_say(project)
    if loaded.catalog is None:
        return ERRORS
    catalog = addresses.published(loaded.catalog, options)
    with building(project, waiting):
        problems = render_build(project, catalog, progress())
    show_problems(problems, {})
    if problems:
        return ERRORS
    print(f"build/: {len(disk.names(project.build))} files")
    return CLEAN
