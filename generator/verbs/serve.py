"""``generator serve``: look at the site while editing."""

import argparse

from generator.flow import serve
from generator.project import Project
from generator.verbs import addresses
from generator.verbs.console import CLEAN, ERRORS
from generator.verbs.site import build_failed


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what the verb takes."""
    addresses.configure(parser)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")


def run(options: argparse.Namespace) -> int:
    """Build, serve and rebuild on change."""
    project = Project(options.root)
    if build_failed(options):
        return ERRORS
    serve(project, options.host, options.port, lambda: build_failed(options))
    return CLEAN
