"""``generator health``: what rots while nobody edits."""

import argparse
from pathlib import Path

from generator import disk
from generator.flows.health import health
from generator.health.archive import ARCHIVE
from generator.health.arxiv import ARXIV
from generator.health.memory import memory_text, read_memory
from generator.health.report import report_data, report_markdown
from generator.json_text import json_text
from generator.model import Site
from generator.problems import has_errors
from generator.project import Project, load_project
from generator.verbs.addresses import address
from generator.verbs.console import CLEAN, ERRORS, day, progress, show_problems, today
from generator.web import Web


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what the verb takes."""
    parser.add_argument(
        "--state",
        type=Path,
        metavar="FILE",
        help="what the last run remembered, and where this one does; without it no link is dead",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the report as JSON too")
    parser.add_argument(
        "--day", type=day, default=today(), metavar="DAY", help="day of this run (default: today)"
    )
    parser.add_argument(
        "--archive",
        type=address,
        default=ARCHIVE,
        metavar="URL",
        help=f"where to ask for archived copies (default: {ARCHIVE})",
    )
    parser.add_argument(
        "--arxiv",
        type=address,
        default=ARXIV,
        metavar="URL",
        help=f"where to ask for arXiv's records (default: {ARXIV})",
    )


def run(options: argparse.Namespace) -> int:
    """Report dead links and facts that arXiv knows better, as Markdown."""
    loaded = load_project(Project(options.root), check=False)
    if loaded.catalog is None or has_errors(loaded.problems):
        show_problems(loaded.problems, loaded.texts, quiet=True)
        return ERRORS
    report, memory = health(
        loaded.catalog,
        Web(_agent(loaded.catalog.site)),
        read_memory(_text(options.state)),
        options.day,
        archive=options.archive,
        arxiv=options.arxiv,
        progress=progress(),
    )
    if options.json:
        disk.write_if_changed(options.json, json_text(report_data(report)).encode())
    if options.state:
        disk.write_if_changed(options.state, memory_text(memory).encode())
    print(report_markdown(report), end="")
    return CLEAN


def _text(path: Path | None) -> str:
    if path is None or not disk.exists(path):
        return ""
    return disk.read_bytes(path).decode(errors="replace")


def _agent(site: Site) -> str:
    """Return who we say we are, with where a host's owner can reach us if the list has a place."""
    where = site.repository or site.url
    return f"autodidact-health (+{where})" if where else "autodidact-health"
