"""``generator ingest``: add the papers of a listing."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from generator import disk
from generator.flows.ingest import ingest
from generator.problems import has_errors
from generator.project import Project, curating
from generator.verbs.console import (
    CLEAN,
    ERRORS,
    USAGE,
    day,
    progress,
    show_problems,
    today,
    waiting,
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what the verb takes."""
    parser.add_argument("listing", type=Path, help="the dump, as saved; it is copied byte for byte")
    parser.add_argument("--name", help="id of the listing (default: from the file's name)")
    parser.add_argument(
        "--added",
        type=day,
        default=today(),
        metavar="DAY",
        help="day to write into new entries (default: today)",
    )
    parser.add_argument(
        "--facts",
        type=Path,
        metavar="FILE",
        help="JSON list of {title, authors, year, venue, arxiv, doi, code, project}",
    )


def run(options: argparse.Namespace) -> int:
    """Add the papers of a listing."""
    if not disk.is_file(options.listing):
        name = options.listing.name  # empty where make was given no LISTING
        said = f"there is no file {options.listing}" if name else "no file was named"
        print(f"error: {said}; name a dump: make ingest LISTING=dump.txt", file=sys.stderr)
        return USAGE
    try:
        facts = _read_facts(options.facts) if options.facts else []
    except ValueError as fault:
        print(f"error: {options.facts}: {fault}", file=sys.stderr)
        return USAGE
    project = Project(options.root)
    with curating(project, waiting):
        report = ingest(
            project,
            options.listing,
            name=options.name,
            added=options.added,
            facts=facts,
            progress=progress(),
        )
    show_problems(report.problems, report.texts)
    for line in report.lines:
        print(line)
    return ERRORS if has_errors(report.problems) else CLEAN


def _read_facts(path: Path) -> list[dict[str, Any]]:
    facts = json.loads(disk.read_bytes(path))
    if not isinstance(facts, list) or not all(isinstance(item, dict) for item in facts):
        raise ValueError("expected a JSON list of objects, each with a title")
    return facts
