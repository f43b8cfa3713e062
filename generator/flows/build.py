"""Build the website: write ``build/``, have the engine make the frames, set the pages into them."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import version
from urllib.parse import urlsplit

from generator import disk
from generator.derive import derive
from generator.model import Catalog
from generator.problems import Location, Problem, error
from generator.project import (
    Project,
    read_assets,
    read_overrides,
    read_templates,
    read_word_table,
)
from generator.render import render
from generator.render.engine import engine_config, pages_in_menus
from generator.site.engine import EngineError, run_mkdocs
from generator.site.headers import header_files, headers_for
from generator.site.offline import WORKER_SOURCE, FileFact, noted, offline_files
from generator.site.pour import FrameError, Frames, built_path, parts_of, poured, take_apart
from generator.site.verify import BuiltSite, problems_of, read_into

Progress = Callable[[str], None]
_ENGINE = ("mkdocs", "mkdocs-material", "Markdown", "Jinja2", "PyYAML")
"""The packages whose versions may change what the engine makes of the same pages."""

_OF_FRAMES_ALONE = {"sitemap.xml", "sitemap.xml.gz"}
"""What the engine says of the pages that it was given, and not of the site."""


def render_build(
    project: Project, catalog: Catalog, progress: Progress, frames: Frames | None = None
) -> int:
    """Write ``build/``: pages, data, assets, overrides and the engine's configuration.

    Args:
        project: Where the list is.
        catalog: The list.
        progress: Told what is being done.
        frames: Takes note of every page that is written.

    Returns:
        How many files were written.
    """

    def files() -> Iterator[tuple[str, bytes]]:
        progress("indexing and relating papers")
        derived = derive(catalog, read_word_table())
        progress("rendering pages")
        for path, content in render(catalog, derived, read_templates(project)):
            if frames and path.endswith(".md"):
                frames.add(path, str(content))
            yield f"docs/{path}", content.encode() if isinstance(content, str) else content
        for path, content in read_assets(project):
            yield f"docs/{path}", content
        for path, content in read_overrides(project):
            yield f"overrides/{path}", content
        yield "mkdocs.yml", engine_config(_settings(project), catalog).encode()

    written = disk.mirror(project.build, files())
    progress("")
    return written


def build_site(project: Project, catalog: Catalog, progress: Progress) -> list[Problem]:
    """Build ``site/``, follow every link in it, and write the header files of its hosts."""
    frames = Frames(pages_in_menus(catalog))
    render_build(project, catalog, progress, frames)
    progress("building the frames of the pages")
    try:
        made = _made_by_engine(project, catalog, frames)
        texts = {path: made[built_path(path)].decode() for path in frames.shared}
        parts = {path: parts_of(text, path) for path, text in texts.items()}
    except (EngineError, FrameError) as fault:
        progress("")
        hint = (
            "a page that it names is made from templates/ and content/, a setting from mkdocs.yml"
        )
        return [error(Location("build/mkdocs.yml"), "engine", str(fault), hint)]
    progress("setting pages and following every link")
    base_path = urlsplit(catalog.site.url or "/").path or "/"
    built = BuiltSite()
    files = _pages_and_files(project, frames, parts, made)
    disk.mirror(project.site, _with_what_follows(files, built, base_path))
    problems = problems_of(built, base_path)
    progress("")
    return problems


def _made_by_engine(project: Project, catalog: Catalog, frames: Frames) -> dict[str, bytes]:
    """Return what the engine makes of the frames: at once when nothing that it reads has changed.

    What it made last is kept with a digest of all that went in and of all that came out, so
    whatever was changed, damaged or deleted since is made anew.
    """
    home = project.cache / "engine"
    overrides = "../../build/overrides"
    files = {f"docs/{path}": text.encode() for path, text in frames.sources.items()}
    files["mkdocs.yml"] = engine_config(_settings(project), catalog, overrides).encode()
    went_in = {**files, **dict(read_overrides(project))}
    went_in["versions"] = " ".join(map(version, _ENGINE)).encode()
    record = home / "made.json"
    key = _digest(went_in)
    made = dict(disk.read_tree(home / "site"))
    if disk.exists(record) and disk.read_bytes(record) == _record(key, made):
        return made
    disk.remove_tree(home)
    disk.mirror(home, files.items())
    run_mkdocs(home / "mkdocs.yml", (home / "site").absolute())
    made = dict(disk.read_tree(home / "site"))
    disk.write_if_changed(record, _record(key, made))
    return made


def _pages_and_files(
    project: Project,
    frames: Frames,
    parts: Mapping[str, list[str]],
    made: Mapping[str, bytes],
) -> Iterator[tuple[str, bytes]]:
    """Yield every page, every file that stands beside them, and what the theme brings."""
    given = set()
    for path, content in disk.read_tree(project.build / "docs"):
        if not path.endswith(".md"):
            given.add(path)
            yield path, content
            continue
        target = built_path(path)
        given.add(target)
        page = take_apart(path, content.decode())
        yield target, poured(page, parts, frames.of(page)).encode() if page else made[target]
    for path, content in made.items():
        if path not in given and path not in _OF_FRAMES_ALONE:
            yield path, content


def _with_what_follows(
    files: Iterator[tuple[str, bytes]], built: BuiltSite, base_path: str
) -> Iterator[tuple[str, bytes]]:
    """Pass files on, read them, and yield what can only be made when all are known."""
    facts: dict[str, FileFact] = {}
    worker = None
    for path, content in noted(files, facts):
        read_into(built, path, content)
        worker = content if path == WORKER_SOURCE else worker
        yield path, content
    for path, text in header_files(headers_for(built, base_path)).items():
        yield path, text.encode()
    if worker is not None:  # a list with scripts of its own may do without
        yield from offline_files(facts, worker).items()


def _settings(project: Project) -> str:
    return disk.read_bytes(project.find("mkdocs.yml")).decode()


def _record(key: str, made: Mapping[str, bytes]) -> bytes:
    return json.dumps({"from": key, "made": _digest(made)}).encode()


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path}\0{len(files[path])}\0".encode())
        digest.update(files[path])
    return digest.hexdigest()
