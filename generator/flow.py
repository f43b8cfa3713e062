"""What each verb does, from reading to writing; printing is :mod:`generator.cli`'s job."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from generator import disk
from generator.derive import derive
from generator.derive.themes import paper_text, train
from generator.fields import RESERVED_IDS
from generator.ingest import FALLBACK_THEME, Plan, facts_by_title, plan_ingest, register_text
from generator.listings import FORMATS, Parsed
from generator.model import Catalog
from generator.problems import Location, Problem, error, has_errors, quote, warning
from generator.project import (
    Dump,
    Project,
    load_project,
    read_assets,
    read_dump,
    read_overrides,
    read_templates,
    read_word_table,
)
from generator.reference import GUIDE, reference_files
from generator.render import render
from generator.render.engine import engine_config
from generator.site.engine import EngineError, run_mkdocs
from generator.site.verify import verify_site
from generator.text import slugify

Progress = Callable[[str], None]
_REGISTER = "content/register.yaml"
_NAME_IT = "name it, e.g. --name self-play"
_UNSORTED = (
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
    target = project.root / "content" / "listings" / f"{id_}.txt"
    taken = _name_problem(project, target, dump)
    if taken:
        return IngestReport(["nothing was written"], [*dump.problems, taken], texts)
    plan = plan_ingest(
        loaded.catalog,
        dump.parsed.listing,
        added=added,
        facts=facts_by_title(facts),
        propose=lambda papers: _propose(loaded.catalog, papers, progress),
    )
    created = _write_plan(project, plan, loaded.catalog, progress)
    if not _stored(project, dump.content):
        disk.write_new(target, dump.content)
    if not plan.register.keys() <= loaded.catalog.register_ids.keys():
        # Entries made by hand are registered too, so that retitling one never doubles it.
        by_hand = {id_: entry.paper.title for id_, entry in loaded.catalog.entries.items()}
        register = {**by_hand, **plan.register, **loaded.catalog.register_ids}
        disk.write_if_changed(project.root / _REGISTER, register_text(register).encode())
    progress("")
    lines = _account(dump.parsed, plan, created)
    return IngestReport(lines, [*dump.problems, *plan.problems], texts)


def render_build(project: Project, catalog: Catalog, progress: Progress) -> int:
    """Write ``build/``: pages, data, assets, overrides and the engine's configuration."""

    def files() -> Iterator[tuple[str, bytes]]:
        progress("indexing and relating papers")
        derived = derive(catalog, read_word_table())
        progress("rendering pages")
        for path, content in render(catalog, derived, read_templates(project)):
            yield f"docs/{path}", content.encode() if isinstance(content, str) else content
        for path, content in read_assets(project):
            yield f"docs/{path}", content
        for path, content in read_overrides(project):
            yield f"overrides/{path}", content
        base = disk.read_bytes(project.find("mkdocs.yml")).decode()
        yield "mkdocs.yml", engine_config(base, catalog).encode()

    written = disk.mirror(project.build, files())
    progress("")
    return written


def build_site(project: Project, catalog: Catalog, progress: Progress) -> list[Problem]:
    """Build ``site/`` and follow every link in it."""
    render_build(project, catalog, progress)
    progress("building the site")
    newest = max(
        (entry.paper.added for entry in catalog.entries.values()), default=date(2000, 1, 1)
    )
    epoch = int(datetime(newest.year, newest.month, newest.day, tzinfo=UTC).timestamp())
    try:
        run_mkdocs(project.build / "mkdocs.yml", project.site.absolute(), epoch)
    except EngineError as fault:
        progress("")
        return [
            error(Location("build/mkdocs.yml"), "engine", f"MkDocs refused the build:\n{fault}")
        ]
    progress("following every link")
    base_path = urlsplit(catalog.site.url or "/").path or "/"
    problems = verify_site(disk.read_tree(project.site), base_path)
    progress("")
    return problems


def serve(project: Project, host: str, port: int, rebuild: Callable[[], bool]) -> None:
    """Serve ``site/`` and rebuild it when ``content/``, templates or configuration change."""
    from mkdocs.livereload import LiveReloadServer  # noqa: PLC0415 - only this verb needs it

    server = LiveReloadServer(
        builder=lambda: rebuild() and None, host=host, port=port, root=str(project.site)
    )
    for name in ("content", "templates", "site_config", "mkdocs.yml"):
        server.watch(str(project.find(name)))
    with server:
        print(f"The site is at {server.url} (stop with Ctrl-C)", flush=True)  # noqa: T201
        server.serve()


def suggest(
    catalog: Catalog, lines: Iterable[str], themes: int
) -> tuple[list[dict[str, Any]], list[str]]:
    """Return ranked themes for JSON lines of title and abstract, and the lines that are none."""
    papers: list[Mapping[str, Any]] = []
    faults: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            paper = json.loads(line)
            if not isinstance(paper["title"], str):
                raise TypeError("the title is no text")  # noqa: TRY301 - reported with its line
            line.encode(), paper["title"].encode(), str(paper.get("abstract", "")).encode()
            papers.append(
                {"title": str(paper["title"]), "abstract": str(paper.get("abstract", ""))}
            )
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as fault:
            faults.append(f'line {number}: expected {{"title": …, "abstract": …}}: {fault!r}')
    model = train(catalog) if papers else None
    if papers and model is None:
        faults.append("the list has fewer than two themes: there is nothing to choose from")
    if model is None:
        return [], faults
    ranked = model.rank([paper_text(p["title"], p["abstract"]) for p in papers])
    return [
        {
            "title": paper["title"],
            "themes": [
                {"theme": s.theme, "score": round(s.score, 4), "words": list(s.words)}
                for s in suggestions[:themes]
            ],
        }
        for paper, suggestions in zip(papers, ranked, strict=True)
    ], faults


def write_reference(project: Project) -> int:
    """Write the JSON Schemas and the guide's tables; return how many files changed."""
    return sum(
        disk.write_if_changed(project.root / path, text.encode())
        for path, text in reference_files(_guide(project))
    )


def stale_reference(project: Project) -> list[Problem]:
    """Return a warning for each file that is not what the code says."""
    if not disk.exists(project.root / "site_config" / "schema"):
        return []
    hint = "run: python -m generator reference"
    stale = []
    for path, text in reference_files(_guide(project)):
        held = project.root / path
        if not disk.exists(held) or disk.read_bytes(held) != text.encode():
            message = "this file is not what the code says"
            stale.append(warning(Location(path), "stale-reference", message, hint))
    return stale


def _guide(project: Project) -> str | None:
    path = project.root / GUIDE
    return disk.read_bytes(path).decode() if disk.exists(path) else None


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
        disk.write_new(project.root / f"content/themes/{FALLBACK_THEME}.yaml", _UNSORTED.encode())
    created = []
    for number, entry in enumerate(plan.new, 1):
        progress(f"writing entry {number} of {len(plan.new)}")
        if disk.write_new(project.root / entry.path, entry.text.encode()):
            created.append(entry.path)
    return created


def _name_problem(project: Project, target: Path, dump: Dump) -> Problem | None:
    if disk.exists(target) and disk.read_bytes(target) != dump.content:
        message = f"another dump is stored as {quote(project.relative(target))} already"
        hint = "give this one a name of its own: --name NAME"
        return error(Location(project.relative(target)), "listing-name", message, hint)
    return None


def _stored(project: Project, content: bytes) -> bool:
    """Whether the same bytes are among the stored listings, under whatever name."""
    return any(
        disk.size(path) == len(content) and disk.read_bytes(path) == content
        for path in disk.walk(project.root / "content" / "listings", "*.txt")
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
        account.append("next      look at the proposed themes, then write summary, why and tags")
    if kept:
        account.append(f"kept      {kept} files that stood there already")
    return account
