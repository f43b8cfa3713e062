"""``generator add``: put one paper on the list, asking for what is missing."""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator import disk
from generator.limits import TAGS_PER_PAPER
from generator.model import Catalog
from generator.problems import has_errors, quote
from generator.project import Project, load_project
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
from generator.verbs.dialogue import Asking, UsageError, fail, row

if TYPE_CHECKING:
    from generator.fetch import Fetcher
    from generator.flows.add import Found, Proposal
    from generator.flows.draft import Draft

_MAX_FILE = 1_000_000  # bytes of a file that holds one paper
_NEAREST_SHOWN = 5
_AUTHORS_SHOWN = 3
_NOTHING_GIVEN = (
    "nothing names a paper, and there is nobody to ask: "
    "make add ARXIV=2401.00010, make add BIB=paper.bib, or --title with --abstract-file"
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add what the verb takes."""
    parser.add_argument(
        "what",
        nargs="?",
        metavar="WHAT",
        help="arXiv id or address, DOI or its address, file with one paper, - for standard input",
    )
    paper = parser.add_argument_group("what to write")
    paper.add_argument("--title", metavar="TEXT", help="title (default: as found)")
    paper.add_argument("--abstract-file", type=Path, metavar="FILE", help="the abstract, as text")
    paper.add_argument("--theme", metavar="SLUG", help="theme (default: as proposed)")
    paper.add_argument("--tag", action="append", metavar="SLUG", help="tag; may be repeated")
    paper.add_argument("--alias", action="append", metavar="NAME", help="name; may be repeated")
    paper.add_argument("--id", metavar="SLUG", help="permanent id (default: from the title)")
    paper.add_argument(
        "--added", type=day, default=today(), metavar="DAY", help="day (default: today)"
    )
    paper.add_argument("--by", metavar="NAME", help="who adds it, for added_by:")
    parser.add_argument("--yes", action="store_true", help="ask nothing, take what is proposed")
    parser.add_argument(
        "--anyway", action="store_true", help="add it though it looks like one that is there"
    )
    parser.add_argument("--dry-run", action="store_true", help="show the entry, write nothing")
    network = parser.add_argument_group("network")
    network.add_argument("--offline", action="store_true", help="use kept answers only")
    for option, meaning in (
        ("--arxiv-api", "arXiv's API"),
        ("--crossref-api", "Crossref's API"),
        ("--doi-api", "the resolver of DOIs"),
    ):
        network.add_argument(option, metavar="URL", help=f"another address for {meaning}")


def run(options: argparse.Namespace) -> int:
    """Add one paper: from arXiv, a DOI, a file of BibTeX, or by hand."""
    from generator.fetch import FetchError  # noqa: PLC0415 - slow import, for this verb only
    from generator.flows.draft import AddError  # noqa: PLC0415

    project = Project(options.root)
    loaded = load_project(project, check=False)
    if loaded.catalog is None or has_errors(loaded.problems):
        show_problems(loaded.problems, loaded.texts, quiet=True)
        print("nothing was written: mend the errors above first", file=sys.stderr)
        return ERRORS
    try:
        return _add(project, loaded.catalog, options)
    except UsageError as fault:
        fail(str(fault))
        return USAGE
    except FetchError as fault:
        fail(str(fault), fault.hint)
    except AddError as fault:
        show_problems(fault.problems, fault.texts)
        fail(str(fault), fault.hint)
        if fault.entry:  # somebody typed that
            print(f"\n{fault.entry}")
    except EOFError:
        print("\nstopped: nothing was written", file=sys.stderr)
    return ERRORS


def _add(project: Project, catalog: Catalog, options: argparse.Namespace) -> int:
    from generator.flows import add  # noqa: PLC0415 - slow import, for this verb only
    from generator.flows import draft as drafts  # noqa: PLC0415

    asking = Asking(interactive=sys.stdin.isatty() and not options.yes)
    found = _find(project, catalog, options, asking)
    proposal = add.propose(catalog, found.title, found.abstract, found.facts)
    _show(catalog, found, proposal)
    if not _may_go_on(catalog, found, proposal, options, asking):
        if any(double.certain for double in proposal.doubles) and not options.dry_run:
            drafts.register_all(project, catalog, waiting)
        return ERRORS
    _show_reasons(proposal)
    themes = [options.theme] if options.theme else None
    best = proposal.themes[0].theme
    theme = asking.choose("theme", themes, [best], catalog.themes or [best], needed=True)
    tags = [tag.slug for tag in proposal.tags]
    draft = add.compose(
        project,
        catalog,
        found,
        theme=theme[0],
        tags=asking.choose("tags", options.tag, tags, catalog.tags, count=TAGS_PER_PAPER),
        names=asking.choose("aliases", options.alias, proposal.names),
        id_=options.id,
        added=options.added,
        added_by=options.by,
    )
    near = [f"{p.location.path}: {p.message}" for p in draft.problems if p.code == "near-title"]
    if not _agreed(near, options, asking):
        return ERRORS
    if not options.dry_run:
        drafts.write(project, catalog, draft, found.title, waiting)
    _show_draft(project, draft, dry=options.dry_run)
    return CLEAN


def _find(
    project: Project, catalog: Catalog, options: argparse.Namespace, asking: Asking
) -> "Found":
    """Return what is known of the paper; what is missing is asked for."""
    from generator.flows import add  # noqa: PLC0415

    what, content = _given(options, asking)
    title = options.title
    if not what and not title and asking.interactive:
        what, content, title = _asked(asking)
    abstract = _text_of(options.abstract_file) if options.abstract_file else None
    found = add.Found()
    if what:
        fetcher = _fetcher(project, catalog, options)
        found = add.look_up(what, content, catalog, fetcher, titled=bool(title))
    found = add.given(found, title, abstract)
    if not found.title:
        found = replace(found, title=asking.line("title"))
    if not found.abstract and asking.interactive:
        found = replace(found, abstract=asking.paragraph("abstract"))
    return add.given(found, found.title, found.abstract)


def _given(options: argparse.Namespace, asking: Asking) -> tuple[str, bytes | None]:
    """Return what names the paper, and the content of the file that it is, if it is one."""
    what = str(options.what or "").strip()
    if not what and (options.title or asking.interactive):
        return "", None
    if what == "-" or not (what or sys.stdin.isatty()):
        content = sys.stdin.buffer.read(_MAX_FILE + 1)
        if not content.strip():
            raise UsageError(_NOTHING_GIVEN)
        return "standard input", _one_paper(content, "standard input")
    if not what:
        raise UsageError(_NOTHING_GIVEN)
    return what, _file(what)


def _asked(asking: Asking) -> tuple[str, bytes | None, str | None]:
    """Ask for a paper by whatever names it; return that, its file if it is one, or the title."""
    from generator.flows.add import number_in  # noqa: PLC0415 - slow import, for this verb only

    answer = asking.line("arXiv id, DOI, file or title")
    content = _file(answer)
    number = number_in(answer)
    if content is not None or number.arxiv or number.doi:
        return answer, content, None
    return "", None, answer


def _file(name: str) -> bytes | None:
    """Return the content of a file with one paper; None when there is no such file."""
    path = Path(name).expanduser()
    try:
        if not disk.exists(path):
            return None
    except OSError:  # too long for a file's name, as titles can be
        return None
    return _one_paper(disk.read_bytes(path, _MAX_FILE + 1), name)


def _one_paper(content: bytes, name: str) -> bytes:
    if len(content) > _MAX_FILE:
        raise UsageError(f"{name} is larger than {_MAX_FILE:,} bytes: expected one paper")
    return content


def _text_of(path: Path) -> str:
    if not disk.exists(path):
        raise UsageError(f"there is no file {path}")
    try:
        return _one_paper(disk.read_bytes(path, _MAX_FILE + 1), str(path)).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UsageError(f"{path} is not UTF-8 text") from fault


def _fetcher(project: Project, catalog: Catalog, options: argparse.Namespace) -> "Fetcher":
    from generator.fetch import Fetcher, Services  # noqa: PLC0415
    from generator.flows.add import readable  # noqa: PLC0415

    usual = Services()
    site = catalog.site
    return Fetcher(
        agent=f"{site.name} ({site.repository})" if site.repository else site.name,
        cache=project.cache / "answers",
        usable=readable,
        services=Services(
            arxiv=options.arxiv_api or usual.arxiv,
            crossref=(options.crossref_api or usual.crossref).rstrip("/"),
            doi=(options.doi_api or usual.doi).rstrip("/"),
        ),
        offline=options.offline,
        progress=progress(),
    )


def _show(catalog: Catalog, found: "Found", proposal: "Proposal") -> None:
    """Show what is known of the paper, and what is near it."""
    facts = found.facts
    authors = ", ".join(facts.authors[:_AUTHORS_SHOWN])
    more = len(facts.authors) - _AUTHORS_SHOWN
    arxiv, doi = facts.arxiv and f"arXiv {facts.arxiv}", facts.doi and f"doi {facts.doi}"
    known = (authors + (f" and {more} more" if more > 0 else ""), facts.venue, facts.year)
    row("paper", found.title)
    row("", " · ".join(str(part) for part in (*known, arxiv, doi) if part))
    for remark in found.remarks:
        row("note", remark)
    counts = ", ".join(f"{count} in {theme}" for theme, count in proposal.filed[:3])
    if proposal.near:
        row("nearest", f"of the {len(proposal.near)} nearest papers {counts}")
    for near in proposal.near[:_NEAREST_SHOWN]:
        entry = catalog.entries[near.id]
        shared = ", ".join(near.terms[:3])
        row("", f"{near.score:.2f} {entry.theme}: {quote(entry.paper.title, 50)} ({shared})")


def _may_go_on(
    catalog: Catalog,
    found: "Found",
    proposal: "Proposal",
    options: argparse.Namespace,
    asking: Asking,
) -> bool:
    """Say what speaks against adding the paper, and ask whether to go on."""
    from generator.flows import add  # noqa: PLC0415 - slow import, for this verb only

    doubts = ["it was withdrawn"] if found.withdrawn else []
    for double in proposal.doubles:
        said = add.said_of(catalog, double)
        if double.certain:
            fail(said, add.EDIT_IT)
            return False
        doubts.append(said)
    return _agreed(doubts, options, asking)


def _agreed(doubts: Iterable[str], options: argparse.Namespace, asking: Asking) -> bool:
    """Show doubts, and return whether the paper is to be added all the same."""
    said = list(doubts)
    for doubt in said:
        row("doubt", doubt)
    if not said or options.anyway or asking.yes("add it all the same"):
        return True
    fail("nothing was written", "" if asking.interactive else "say --anyway to add it all the same")
    return False


def _show_reasons(proposal: "Proposal") -> None:
    """Show what is proposed, and what speaks for it."""
    best, *others = proposal.themes
    words = f", for {', '.join(best.words)}" if best.words else ""
    then = ", ".join(f"{other.theme} {other.score:.2f}" for other in others[:2])
    row("theme", f"{best.theme} {best.score:.2f}{words}" + (f"; then {then}" if then else ""))
    for tag in proposal.tags:
        reasons = [f"on {tag.neighbours} of its neighbours"] if tag.neighbours else []
        reasons += [f"named in the {tag.found_in}"] if tag.found_in else []
        row("tag", f"{tag.slug}: {' and '.join(reasons)}")
    row("aliases", ", ".join(proposal.names))


def _show_draft(project: Project, draft: "Draft", *, dry: bool) -> None:
    print(f"\n{draft.text}")
    path = project.root / draft.path
    row("would be" if dry else "wrote", str(path))
    for problem in draft.problems:
        row("to do", problem.message)
    if not dry:
        row("next", "write what is missing, then run make check")
