"""``generator reference``: write what follows from the code."""

import argparse

from generator.flow import write_reference
from generator.project import Project, curating
from generator.verbs.console import CLEAN, waiting


def configure(_parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(options: argparse.Namespace) -> int:
    """Write what follows from the code: JSON Schemas and the tables of the guide."""
    project = Project(options.root)
    with curating(project, waiting):
        written = write_reference(project)
    print(f"{written} files written")
    return CLEAN
