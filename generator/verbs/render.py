"""``generator render``: write what the engine builds from."""

import argparse

from generator.flows.build import render_build
from generator.project import Project
from generator.verbs import addresses
from generator.verbs.console import CLEAN, ERRORS, load_or_say, progress, uncollected


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what the verb takes."""
    addresses.configure(parser)


@uncollected()
def run(options: argparse.Namespace) -> int:
    """Write build/ for the engine."""
    project = Project(options.root)
    loaded = load_or_say(project)
    if loaded.catalog is None:
        return ERRORS
    written = render_build(project, addresses.published(loaded.catalog, options), progress())
    print(f"build/: {written} files written")
    return CLEAN
