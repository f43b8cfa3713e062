"""Build the website: write ``build/``, have the engine make the frames, set the pages into them."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from urllib.parse import urlsplit

from jinja2 import Environment

from generator import disk
from generator.derive import derive
from generator.model import Catalog
from generator.parallel import aside, begun_in_parts, in_parts
from generator.problems import Location, Problem, error
from generator.project import (
    Project,
    read_assets,
    read_overrides,
    read_templates,
    read_word_table,
)
from generator.render import RenderInput, environment_of, files_beside, page_text, pages_of
from generator.render.engine import engine_config, pages_in_menus
from generator.render.page import Content, Page
from generator.site.engine import EngineError, run_mkdocs
from generator.site.headers import header_files, headers_for, sealed
from generator.site.offline import WORKER_SOURCE, FileFact, noted, offline_files
from generator.site.pour import (
    FrameError,
    Frames,
    built_path,
    own_words,
    parts_of,
    poured,
    take_apart,
)
from generator.site.reading import read_page
from generator.site.verify import BuiltSite, SeenPages, Styles, problems_of

Progress = Callable[[str], None]
_ENGINE = ("mkdocs", "mkdocs-material", "Markdown", "Jinja2", "PyYAML")
"""The packages whose versions may change what the engine makes of the same pages."""

_WORTH_A_PROCESS = 150  # pages
_OF_FRAMES_ALONE = {"sitemap.xml", "sitemap.xml.gz"}
"""What the engine says of the pages that it was given, and not of the site."""


@dataclass(frozen=True)
class Rendered:
    """What pages were rendered from, so that one of them can be rendered again.

    Attributes:
        given: The list and what follows from it.
        env: The templates.
        frames: Which of the pages the engine has to build, and which share their frames.
    """

    given: RenderInput
    env: Environment
    frames: Frames


def render_build(project: Project, catalog: Catalog, progress: Progress) -> None:
    """Write ``build/``: pages, data, assets, overrides and the engine's configuration."""
    _, finish = _render(project, catalog, progress)
    finish()
    progress("")


def _render(
    project: Project, catalog: Catalog, progress: Progress
) -> tuple[Rendered, Callable[[], None]]:
    """Write the pages; return what they were rendered from, and what waits for the other files.

    Those are written by processes beside this one, which may go on to what the engine does.
    """
    progress("indexing and relating papers")
    given = RenderInput(catalog, derive(catalog, read_word_table(), aside))
    pages = list(pages_of(given))
    progress("rendering pages")
    env = environment_of(catalog, read_templates(project))
    menus = pages_in_menus(catalog)
    _ = given.works, given.cards  # made once, before the work is shared out
    written = begun_in_parts(partial(_fill, project), _beside(project, given, pages))

    def write_pages(part: Sequence[Page]) -> Frames:
        frames = Frames(menus)
        for page in part:
            text = page_text(env, page, catalog.site)
            disk.put(project.build / "docs" / page.path, text.encode())
            if page.path.endswith(".md"):
                frames.add(page.path, text)
        return frames

    frames = Frames(menus)
    for some in in_parts(write_pages, pages, _WORTH_A_PROCESS):
        frames.add_all(some)
    names = {f"docs/{page.path}" for page in pages}

    def finish() -> None:
        disk.keep_only(project.build, names.union(*written()))

    return Rendered(given, env, frames), finish


Files = Iterator[tuple[str, Content]]


def _beside(project: Project, given: RenderInput, pages: Sequence[Page]) -> list[Files]:
    """Return what yields the files of ``build/`` that are no pages."""
    data = [_below("docs", files) for files in files_beside(given, pages)]
    return [*data, _settings_and_theme(project, given.catalog)]


def _settings_and_theme(project: Project, catalog: Catalog) -> Files:
    yield from _below("docs", read_assets(project))
    yield from _below("overrides", read_overrides(project))
    yield "mkdocs.yml", engine_config(_settings(project), catalog)


def _below(folder: str, files: Iterable[tuple[str, Content]]) -> Files:
    for path, content in files:
        yield f"{folder}/{path}", content


def _fill(project: Project, parts: Iterable[Files]) -> set[str]:
    """Write files into ``build/`` and return their paths below it."""
    files = ((p, c.encode() if isinstance(c, str) else c) for part in parts for p, c in part)
    return disk.fill(project.build, files)


Keep = Callable[[Rendered, Mapping[str, list[str]]], None]
"""Is given what a single page could be made from once more: see :mod:`generator.flows.preview`."""


def keep_nothing(_rendered: Rendered, _parts: Mapping[str, list[str]]) -> None:
    """Let go of what only an editor at work needs."""


def build_site(
    project: Project,
    catalog: Catalog,
    progress: Progress,
    keep: Keep = keep_nothing,
    *,
    seal: bool = True,
) -> list[Problem]:
    """Build ``site/``, follow every link in it, and write the header files of its hosts.

    Args:
        project: Where the list is.
        catalog: The list, without errors.
        progress: Told what is being done.
        keep: Is called once all pages are rendered and have their frames.
        seal: Write the content policy into each page. It would refuse the script by which a server
            on the editor's own machine tells the browser of a new build.
    """
    rendered, finish = _render(project, catalog, progress)
    frames = rendered.frames
    progress("building the frames of the pages")
    try:
        try:
            made = _made_by_engine(project, catalog, frames)
        finally:
            finish()
        if seal:
            made = _sealed(made)
        texts = {path: made[built_path(path)].decode() for path in frames.shared}
        parts = {path: parts_of(text, path) for path, text in texts.items()}
    except (EngineError, FrameError) as fault:
        progress("")
        hint = (
            "a page that it names is made from templates/ and content/, a setting from mkdocs.yml"
        )
        return [error(Location("build/mkdocs.yml"), "engine", str(fault), hint)]
    keep(rendered, parts)
    progress("setting pages and following every link")
    base_path = urlsplit(catalog.site.url or "/").path or "/"
    built = _set_pages(project, frames, parts, made, base_path)
    problems = problems_of(built)
    progress("")
    return problems


def _made_by_engine(project: Project, catalog: Catalog, frames: Frames) -> dict[str, bytes]:
    """Return what the engine makes of the frames: at once when nothing that it reads has changed.

    What it made last is kept with a digest of all that went in and of all that came out, so
    whatever was changed, damaged or deleted since is made anew.
    """
    home = project.cache / "engine"
    files = {f"docs/{path}": text.encode() for path, text in frames.sources.items()}
    files |= {f"overrides/{path}": content for path, content in read_overrides(project)}
    files["mkdocs.yml"] = engine_config(_settings(project), catalog).encode()
    record = home / "made.json"
    key = _digest({**files, "versions": " ".join(map(version, _ENGINE)).encode()})
    made = dict(disk.read_tree(home / "site"))
    if disk.exists(record) and disk.read_bytes(record) == _record(key, made):
        return made
    disk.remove_tree(home)
    disk.mirror(home, files.items())
    run_mkdocs(home / "mkdocs.yml", (home / "site").absolute())
    made = dict(disk.read_tree(home / "site"))
    disk.write_if_changed(record, _record(key, made))
    return made


def _sealed(made: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return what the engine made, with the content policy written into each page.

    All scripts of the theme are in the frames, so the policy is known before any page is set.
    """
    built = BuiltSite(made.keys())
    for path, content in made.items():
        built.add(path, content)
    policy = headers_for(built).policy
    return {
        path: sealed(content.decode(), policy).encode() if path.endswith(".html") else content
        for path, content in made.items()
    }


def _set_pages(
    project: Project,
    frames: Frames,
    parts: Mapping[str, list[str]],
    made: Mapping[str, bytes],
    base_path: str,
) -> BuiltSite:
    """Fill ``site/``: every page, every file beside them, what the theme brings, what follows."""
    docs = project.build / "docs"
    sources = {
        built_path(path) if path.endswith(".md") else path: path for path in disk.names(docs)
    }
    paths = {*sources, *(path for path in made if path not in _OF_FRAMES_ALONE)}
    built = BuiltSite(frozenset(paths), base_path)

    around = {path: read_page("".join(texts)).anywhere() for path, texts in parts.items()}

    def set_page(path: str, seen: BuiltSite) -> bytes:
        source = sources.get(path)
        text = disk.read_bytes(docs / source) if source else made[path]
        page = take_apart(source, text.decode()) if source and source != path else None
        if page:
            frame = frames.of(page)
            html = poured(page, parts[frame]).encode()
            seen.add_framed(path, html, own_words(page, parts[frame]), around[frame])
            return html
        content = text if source == path else made[path]
        seen.add(path, content)
        return content

    def set_part(part: Sequence[str]) -> tuple[SeenPages, Styles, dict[str, FileFact]]:
        seen = BuiltSite(built.paths, base_path)
        facts: dict[str, FileFact] = {}
        for path, content in noted(((path, set_page(path, seen)) for path in part), facts):
            disk.put(project.site / path, content)
        return seen.pages, seen.styles, facts

    facts: dict[str, FileFact] = {}
    for pages, styles, some in in_parts(set_part, sorted(paths), _WORTH_A_PROCESS):
        built.pages |= pages
        built.styles += styles
        facts |= some
    worker = disk.read_bytes(docs / WORKER_SOURCE) if WORKER_SOURCE in sources else None
    paths |= disk.fill(project.site, _what_follows(built, facts, worker))
    disk.keep_only(project.site, paths)
    return built


def _what_follows(
    built: BuiltSite, facts: Mapping[str, FileFact], worker: bytes | None
) -> Iterator[tuple[str, bytes]]:
    """Yield what can only be made when all other files are known."""
    for path, text in header_files(headers_for(built)).items():
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
