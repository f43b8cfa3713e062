"""What the verbs do, from reading to writing; printing is :mod:`generator.verbs`' job."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from generator import disk
from generator.derive.themes import paper_text, train
from generator.model import Catalog
from generator.problems import Location, Problem, warning
from generator.project import Project
from generator.reference import GUIDE, reference_files


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
