"""``generator site``: build the whole website."""

import argparse

from generator import disk
from generator.flows.build import Keep, build_site, keep_nothing
from generator.problems import has_errors
from generator.project import Project, building
from generator.verbs import addresses
from generator.verbs.console import (
    CLEAN,
    ERRORS,
    load_or_say,
    progress,
    show_problems,
    waiting,
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what the verb takes."""
    addresses.configure(parser)


def run(options: argparse.Namespace) -> int:
    """Build the whole website."""
    return ERRORS if build_failed(options) else CLEAN


def build_failed(
    options: argparse.Namespace, keep: Keep = keep_nothing, *, seal: bool = True
) -> bool:
    """Build the website, say what came of it, and return whether that failed."""
    project = Project(options.root)
    loaded = load_or_say(project)
    if loaded.catalog is None:
        return True
    catalog = addresses.published(loaded.catalog, options)
    with building(project, waiting):
        problems = build_site(project, catalog, progress(), keep, seal=seal)
    show_problems(problems, {})
    if not has_errors(problems):
        pages = sum(name.endswith(".html") for name in disk.names(project.site))
        print(f"site/: {pages} pages, every link and anchor followed")
    return has_errors(problems)
