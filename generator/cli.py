"""The command line: puts the stages in order and prints what they found.

Exit status: 0 clean, 1 errors in the list or the build, 2 wrong usage.
"""

import argparse
import gc
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from generator import disk, flow
from generator.problems import Level, Problem, format_github, format_plain, has_errors
from generator.project import Loaded, Project, load_project

CLEAN, ERRORS, USAGE = 0, 1, 2

_DESCRIPTION = """\
Turn curated YAML about papers into a reading-list website.

A list is a folder with content/ (papers, themes, paths, listings) and site_config/ (its name, its
tags, its look). Most of the time you want:

  generator check     is everything in content/ right?
  generator serve     look at the site while you edit
  generator ingest F  add the papers of a listing that are not on the list yet
"""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Leave cyclic garbage alone: a build makes next to none, and looking for it costs a tenth."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if not disk.exists(options.root):
        parser.error(f"the folder {options.root} does not exist")
    verb: Callable[[argparse.Namespace], int] = options.run
    try:
        return verb(options)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return ERRORS
    except OSError as fault:
        print(f"error: {fault.strerror or fault}: {fault.filename or ''}", file=sys.stderr)
        return ERRORS


def run_ingest(options: argparse.Namespace) -> int:
    """Add the papers of a listing."""
    if not disk.exists(options.listing):
        print(
            f"error: there is no file {options.listing}; name a dump: make ingest LISTING=dump.txt",
            file=sys.stderr,
        )
        return USAGE
    project = Project(options.root)
    try:
        facts = _read_facts(options.facts) if options.facts else []
    except ValueError as fault:
        print(f"error: {options.facts}: {fault}", file=sys.stderr)
        return USAGE
    report = flow.ingest(
        project,
        options.listing,
        name=options.name,
        added=options.added,
        facts=facts,
        progress=_progress(),
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


def run_check(options: argparse.Namespace) -> int:
    """Prove that the list is right."""
    loaded = load_project(Project(options.root))
    problems = [*loaded.problems, *flow.stale_reference(Project(options.root))]
    show_problems(problems, loaded.texts, quiet=options.errors_only)
    if loaded.catalog is not None and not has_errors(problems):
        papers, themes = len(loaded.catalog.entries), len(loaded.catalog.themes)
        listed = sum(len(listing.records) for listing in loaded.catalog.listings.values())
        print(
            f"{papers} papers in {themes} themes are right; "
            f"all {listed} records of {len(loaded.catalog.listings)} listings are kept"
        )
    return ERRORS if has_errors(problems) else CLEAN


@_uncollected()
def run_render(options: argparse.Namespace) -> int:
    """Write build/ for the engine."""
    project = Project(options.root)
    loaded = _load_or_say(project)
    if loaded.catalog is None:
        return ERRORS
    written = flow.render_build(project, loaded.catalog, _progress())
    print(f"build/: {written} files written")
    return CLEAN


def run_site(options: argparse.Namespace) -> int:
    """Build the whole website."""
    return ERRORS if _build(Project(options.root)) else CLEAN


def run_serve(options: argparse.Namespace) -> int:
    """Build, serve and rebuild on change."""
    project = Project(options.root)
    if _build(project):
        return ERRORS
    flow.serve(project, options.host, options.port, lambda: bool(_build(project)))
    return CLEAN


def run_suggest(options: argparse.Namespace) -> int:
    """Propose themes for papers on standard input."""
    loaded = load_project(Project(options.root), check=False)
    if loaded.catalog is None or has_errors(loaded.problems):
        show_problems(loaded.problems, loaded.texts, quiet=True)
        return ERRORS
    answers, faults = flow.suggest(loaded.catalog, sys.stdin, options.themes)
    for answer in answers:
        print(json.dumps(answer, ensure_ascii=False))
    for fault in faults:
        print(fault, file=sys.stderr)
    return USAGE if faults else CLEAN


def run_reference(options: argparse.Namespace) -> int:
    """Write what follows from the code: JSON Schemas and the tables of the guide."""
    written = flow.write_reference(Project(options.root))
    print(f"{written} files written")
    return CLEAN


def show_problems(
    problems: Iterable[Problem], texts: dict[str, str], *, quiet: bool = False
) -> None:
    """Print problems, all of them, in file order, in the form that suits the place."""
    annotate = os.environ.get("GITHUB_ACTIONS") == "true"
    shown = [p for p in sorted(set(problems)) if not quiet or p.level is Level.ERROR]
    for problem in shown:
        print(format_github(problem) if annotate else format_plain(problem, texts))
    for level in (Level.ERROR, Level.WARNING):
        count = sum(problem.level is level for problem in shown)
        if count:
            print(f"{count} {level}{'s' if count != 1 else ''}", file=sys.stderr)


@_uncollected()
def _build(project: Project) -> bool:
    """Build the website; return whether that failed."""
    loaded = _load_or_say(project)
    if loaded.catalog is None:
        return True
    problems = flow.build_site(project, loaded.catalog, _progress())
    show_problems(problems, {})
    if not has_errors(problems):
        pages = len(disk.walk(project.site, "**/*.html"))
        print(f"site/: {pages} pages, every link and anchor followed")
    return has_errors(problems)


def _load_or_say(project: Project) -> Loaded:
    """Read and check a list; show what is wrong, and give no catalog when there are errors."""
    loaded = load_project(project)
    if has_errors(loaded.problems):
        show_problems(loaded.problems, loaded.texts, quiet=True)
        print("nothing was written: mend the errors above, or see `make check`", file=sys.stderr)
        return Loaded(None, loaded.problems, loaded.texts)
    return loaded


def _progress() -> Callable[[str], None]:
    """Return a function that shows what is going on: on a terminal only."""
    if not sys.stderr.isatty() or os.environ.get("CI"):
        return lambda _step: None
    return lambda step: print(f"\r\x1b[K{step}", end="", file=sys.stderr, flush=True)


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a number from 1 on, got {text!r}")
    return int(text)


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the curator's own day; no build asks for it


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(
            f"expected a day such as 2026-01-31, got {text!r}"
        ) from fault


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="generator",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--root",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="folder with content/ and site_config/ (default: here)",
    )
    verbs = parser.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, run: Callable[[Any], int]) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=run.__doc__, description=run.__doc__)
        added.set_defaults(run=run)
        return added

    ingest = verb("ingest", run_ingest)
    ingest.add_argument("listing", type=Path, help="the dump, as saved; it is copied byte for byte")
    ingest.add_argument("--name", help="id of the listing (default: from the file's name)")
    ingest.add_argument(
        "--added",
        type=_day,
        default=_today(),
        metavar="DAY",
        help="day to write into new entries (default: today)",
    )
    ingest.add_argument(
        "--facts",
        type=Path,
        metavar="FILE",
        help="JSON list of {title, authors, year, venue, arxiv, code, project}",
    )
    check = verb("check", run_check)
    check.add_argument("--errors-only", action="store_true", help="leave out warnings and notices")
    verb("render", run_render)
    verb("site", run_site)
    serve = verb("serve", run_serve)
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on")
    serve.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
    suggest = verb("suggest", run_suggest)
    suggest.add_argument(
        "--themes",
        type=_count,
        default=3,
        metavar="N",
        help="how many themes to print for each paper (default: 3)",
    )
    verb("reference", run_reference)
    return parser
