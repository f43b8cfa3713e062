"""Reporting what a change does to the list: both states are read, compared and judged."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from generator import disk
from generator.catalog import read
from generator.derive.doubles import doubles
from generator.derive.proposals import VOTERS, tags_for
from generator.derive.similar import NEAREST, neighbourhood, themes_of
from generator.git import Revision, read_revision
from generator.model import Catalog, Entry, Facts
from generator.places import IGNORED_PATH, SITE_PATH, TAGS_PATH
from generator.problems import Level, Problem
from generator.project import Loaded, Project, load_project
from generator.report.changes import Changes, compare
from generator.report.markdown import Findings, Neighbours, report
from generator.report.measures import Weight

_SINGLE = re.compile(r"content/(?:papers/[^/]+|themes|paths)/[^/]+\.yaml")
_FOLDERS = ("content", "site_config")


@dataclass(frozen=True)
class Measured:
    """Files and folders with figures of both states; None where nothing was measured.

    Attributes:
        relevance: Two JSON files of search scores by kind of query, before and after.
        sites: Two folders with the built site, before and after.
    """

    relevance: tuple[Path, Path] | None = None
    sites: tuple[Path, Path] | None = None


def report_changes(project: Project, base: str, measured: Measured, limit: int) -> str:
    """Return what the list in ``project`` changes against an earlier revision, as Markdown.

    Args:
        project: The list as it is, on disk.
        base: Revision to compare with, e.g. ``origin/main``.
        measured: Figures to compare beside.
        limit: Bytes that the report may have.

    Raises:
        GitError: The revision cannot be read.
        ValueError: A file of search scores is none, or the list has no readable description.
    """
    revision = read_revision(project.root, base, _FOLDERS)
    with disk.temporary_folder() as folder:
        disk.mirror(folder, revision.files.items())
        before = load_project(Project(folder))
    after = load_project(project)
    if after.catalog is None:
        said = "; ".join(f"{p.location}: {p.message}" for p in after.problems[:3])
        raise ValueError(f"the list cannot be read: {said}")
    earlier = before.catalog or _empty(after.catalog)
    changes = compare(
        earlier,
        after.catalog,
        unread_before=_unread(before),
        unread_after=_unread(after),
    )
    findings = Findings(
        revision=revision.commit,
        catalog=after.catalog,
        changes=changes,
        neighbours=_neighbours(earlier, after.catalog, changes),
        problems=_problems_of_changes(revision, before, after),
        relevance=_scores(measured.relevance),
        weight=_weights(measured.sites),
    )
    return report(findings, limit)


def _empty(catalog: Catalog) -> Catalog:
    """Return a list without anything in it, for when there was none."""
    empty, _, _ = read({SITE_PATH: b"name: x\ntagline: x\ndescription: x\n"}, [])
    return (empty or catalog).model_copy(update={"site": catalog.site})


def _unread(loaded: Loaded) -> set[str]:
    """Return the paths of files that could not be read, or not all of them."""
    catalog = loaded.catalog
    if catalog is None:
        return set()
    known = {entry.path for entry in catalog.entries.values()}
    known |= {f"content/themes/{slug}.yaml" for slug in catalog.themes}
    known |= {f"content/paths/{slug}.yaml" for slug in catalog.paths}
    single = [path for path in loaded.texts if _SINGLE.fullmatch(path) and path not in known]
    errors = {p.location.path for p in loaded.problems if p.level is Level.ERROR}
    return {*single, *errors.intersection({TAGS_PATH, IGNORED_PATH})}


def _neighbours(before: Catalog, after: Catalog, changes: Changes) -> dict[str, Neighbours]:
    """Return what is near the papers whose place is to be judged."""
    entries: list[Entry] = [*changes.added, *(pair.after for pair in changes.moved)]
    if not entries:
        return {}
    papers = neighbourhood(after)
    new = {entry.id for entry in changes.added}
    found = {}
    for entry in entries:
        paper = entry.paper
        near = papers.of_entry(entry, count=VOTERS)
        tags = tags_for(after, paper.title, paper.abstract or "", near)
        known = Facts(arxiv=paper.arxiv, doi=paper.doi)
        there = doubles(before, paper.title, known, near, has_abstract=bool(paper.abstract))
        found[entry.id] = Neighbours(
            near=near[:NEAREST],
            themes=themes_of(near[:NEAREST], after),
            tags=[(tag.slug, tag.neighbours) for tag in tags if tag.slug not in paper.tags],
            doubles=[(d.id, d.reason) for d in there if d.id != entry.id and entry.id in new],
        )
    return found


def _problems_of_changes(revision: Revision, before: Loaded, after: Loaded) -> list[Problem]:
    """Return the problems of files that differ, and those of others that were not there before."""
    said = {(p.location.path, p.code, p.message) for p in before.problems}
    same = {p for p, text in after.texts.items() if revision.files.get(p) == text.encode()}
    return [
        problem
        for problem in after.problems
        if problem.location.path not in same
        or (problem.location.path, problem.code, problem.message) not in said
    ]


def _scores(
    paths: tuple[Path, Path] | None,
) -> tuple[Mapping[str, float], Mapping[str, float]] | None:
    return (_scores_of(paths[0]), _scores_of(paths[1])) if paths else None


def _scores_of(path: Path) -> Mapping[str, float]:
    try:
        found = json.loads(disk.read_bytes(path))
    except ValueError as fault:
        raise ValueError(f"{path}: {fault}") from fault
    if not isinstance(found, dict) or not all(_is_score(value) for value in found.values()):
        raise ValueError(f'{path}: expected scores by kind of query, such as {{"typo": 0.99}}')
    return found


def _is_score(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _weights(sites: tuple[Path, Path] | None) -> tuple[Weight, Weight] | None:
    return (_weight(sites[0]), _weight(sites[1])) if sites else None


def _weight(site: Path) -> Weight:
    return Weight({name: disk.size(site / name) for name in disk.names(site)})
