"""``generator reference``: write what follows from the code."""

import argparse

from generator.flow import write_reference
from generator.project import Project
from generator.verbs.console import CLEAN


def configure(_parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(options: argparse.Namespace) -> int:
    """Write what follows from the code: JSON Schemas and the tables of the guide."""
    written = write_reference(Project(options.root))
    print(f"{written} files written")
    return CLEAN
