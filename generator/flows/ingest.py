"""Ingesting a listing: what is new is written, what is there stays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator import disk
from generator.derive.themes import paper_text, train
from generator.fields import RESERVED_IDS
from generator.flows.build import Progress
from generator.ingest import (
    FALLBACK_THEME,
    Plan,
    facts_by_title,
    plan_ingest,
    register_text,
)
from generator.kinds import THEMES
from generator.listings import ENDINGS, FORMATS, Parsed
from generator.model import Catalog
from generator.places import REGISTER_PATH
from generator.problems import Location, Problem, error, has_errors, quote
from generator.project import Dump, Project, load_project, read_dump
from generator.text import slugify

_NAME_IT = "name it, e.g. --name self-play"
UNSORTED = (
    f"{THEMES.modeline}\n"
    "title: Unsorted\nshort: Unsorted\norder: 999\n"
    "scope: Papers that nobody has filed under a theme yet.\n"
)


@dataclass(frozen=True)
class IngestReport:
    """What ingesting did.

    Attributes:
        lines: The account, line by line.
        problems: What is doubtful or wrong.
        texts: Texts for showing source lines.
    """

    lines: Sequence[str]
    problems: Sequence[Problem]
    texts: dict[str, str]


def ingest(
    project: Project,
    source: Path,
    *,
    name: str | None,
    added: date,
    facts: Iterable[Mapping[str, Any]],
    progress: Progress,
) -> IngestReport:
    """Create entries for the papers of a dump that are not on the list, then store the dump.

    Entries come first, the dump and the register last: a run that is killed in between has written
    whole entries only, and running it again recognises them and goes on.
    """
    progress("reading the list")
    loaded = load_project(project, check=False)
    texts = dict(loaded.texts)
    if loaded.catalog is None or has_errors(loaded.problems):
        return IngestReport(
            ["nothing was written: mend the errors above first"], loaded.problems, texts
        )
    id_ = slugify(name or source.stem)
    if not id_ or id_ in RESERVED_IDS:
        message = f"{quote(name or source.stem)} gives no usable id for the listing"
        fault = error(Location(project.relative(source)), "listing-name", message, _NAME_IT)
        return IngestReport(["nothing was written"], [fault], texts)
    progress("reading the dump")
    dump = read_dump(project, source, id_)
    if dump.parsed is None:
        return IngestReport(["nothing was written"], dump.problems, texts)
    texts[project.relative(source)] = dump.content.decode("utf-8-sig")
    taken = _name_problem(project, id_, dump)
    if taken:
        return IngestReport(["nothing was written"], [*dump.problems, taken], texts)
    plan = plan_ingest(
        loaded.catalog,
        dump.parsed.listing,
        added=added,
        facts=facts_by_title(facts),
        propose=lambda papers: _propose(loaded.catalog, papers, progress),
    )
    if has_errors(plan.problems):
        return IngestReport(["nothing was written"], [*dump.problems, *plan.problems], texts)
    created = _write_plan(project, plan, loaded.catalog, progress)
    if not _stored(project, dump.content):
        disk.write_new(project.listings / f"{id_}{_ending(source, dump.parsed)}", dump.content)
    if not plan.register.keys() <= loaded.catalog.register_ids.keys():
        # Entries made by hand are registered too, so that retitling one never doubles it.
        by_hand = {id_: entry.paper.title for id_, entry in loaded.catalog.entries.items()}
        register = {**by_hand, **plan.register, **loaded.catalog.register_ids}
        disk.write_if_changed(project.root / REGISTER_PATH, register_text(register).encode())
    progress("")
    lines = _account(dump.parsed, plan, created)
    return IngestReport(lines, [*dump.problems, *plan.problems], texts)


def _propose(
    catalog: Catalog | None, papers: Sequence[tuple[str, str]], progress: Progress
) -> list[str]:
    if not papers or catalog is None:
        return []
    if len(catalog.themes) < 2:  # noqa: PLR2004 - one theme leaves no choice
        only = next(iter(catalog.themes), FALLBACK_THEME)
        return [only] * len(papers)
    progress("proposing themes")
    model = train(catalog)
    if model is None:
        return [FALLBACK_THEME] * len(papers)
    ranked = model.rank([paper_text(title, abstract) for title, abstract in papers])
    return [suggestions[0].theme for suggestions in ranked]


def _write_plan(project: Project, plan: Plan, catalog: Catalog, progress: Progress) -> list[str]:
    if plan.new and not catalog.themes:
        disk.write_new(project.root / f"content/themes/{FALLBACK_THEME}.yaml", UNSORTED.encode())
    created = []
    for number, entry in enumerate(plan.new, 1):
        progress(f"writing entry {number} of {len(plan.new)}")
        if disk.write_new(project.root / entry.path, entry.text.encode()):
            created.append(entry.path)
    return created


def _name_problem(project: Project, id_: str, dump: Dump) -> Problem | None:
    for stored in project.stored_listings():
        if stored.stem == id_ and disk.read_bytes(stored) != dump.content:
            message = f"another dump is stored as {quote(project.relative(stored))} already"
            hint = "give this one a name of its own: --name NAME"
            return error(Location(project.relative(stored)), "listing-name", message, hint)
    return None


def _ending(source: Path, parsed: Parsed) -> str:
    """Return the ending to store a dump with: its own, or that of its format."""
    own = source.suffix.lower()
    return own if own in ENDINGS else FORMATS[parsed.listing.format].ending


def _stored(project: Project, content: bytes) -> bool:
    """Whether the same bytes are among the stored listings, under whatever name."""
    return any(
        disk.size(path) == len(content) and disk.read_bytes(path) == content
        for path in project.stored_listings()
    )


def _account(parsed: Parsed, plan: Plan, created: Sequence[str]) -> list[str]:
    lines = ", ".join(f"{count} {kind}" for kind, count in parsed.counts.items())
    kept = len(plan.new) - len(created)
    records = [f"{len(plan.new)} new", f"{plan.known} known", f"{plan.ignored} ignored"]
    records += [f"{plan.removed} removed before", f"{plan.repeated} repeated"]
    listing = parsed.listing
    head = f"listing   {listing.id} ({FORMATS[listing.format].label})"
    account = [
        head,
        f"lines     {sum(parsed.counts.values())}: {lines}",
        f"records   {len(listing.records)}: {', '.join(records)}",
    ]
    account += [f"created   {path}" for path in created]
    if created:
        account.append("next      look at the proposed themes, then write what is missing")
    if kept:
        account.append(f"kept      {kept} files that stood there already")
    return account
