"""``generator serve``: look at the site while editing."""

import argparse
import gc

from generator.flows.build import Keep
from generator.flows.preview import ServeError, serve
from generator.project import Project
from generator.verbs import addresses
from generator.verbs.console import CLEAN, ERRORS, port, waiting
from generator.verbs.site import build_failed


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what the verb takes."""
    addresses.configure(parser)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=port, default=8000, help="port to listen on (default: 8000)")


def run(options: argparse.Namespace) -> int:
    """Build, serve and rebuild on change."""

    def say(words: str) -> None:
        print(words, flush=True)

    def build(keep: Keep) -> bool:
        failed = build_failed(options, keep, seal=False)
        gc.collect()  # other verbs end after one run, this one goes on
        return failed

    project, address = Project(options.root), (options.host, options.port)
    try:
        serve(project, address, build, say, waiting)
    except ServeError:
        return ERRORS
    return CLEAN
