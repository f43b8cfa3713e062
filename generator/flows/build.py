"""Build the website: write ``build/``, have the engine make the frames, set the pages into them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from jinja2 import Environment

from generator import disk
from generator.derive import derive
from generator.flows.framing import Made, framed, framed_last, settings_of, why_refused
from generator.flows.own import own_problems
from generator.model import Catalog
from generator.parallel import aside, in_turn, split
from generator.problems import Problem
from generator.project import (
    Project,
    read_assets,
    read_overrides,
    read_templates,
    read_word_table,
)
from generator.render import RenderInput, environment_of, files_beside, page_text, pages_of
from generator.render.engine import pages_in_menus
from generator.render.page import Content, Page
from generator.render.templates import BrokenTemplateError
from generator.site.engine import EngineError
from generator.site.headers import header_files, headers_for
from generator.site.offline import WORKER_SOURCE, FileFact, noted, offline_files
from generator.site.pour import (
    FrameError,
    Frames,
    built_path,
    one_of_each,
    own_words,
    poured,
    take_apart,
)
from generator.site.verify import BuiltSite, SeenPages, Styles, problems_of

Progress = Callable[[str], None]
_WORTH_A_TURN = 40  # pages
_PAGES = "docs/"
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


def render_build(project: Project, catalog: Catalog, progress: Progress) -> list[Problem]:
    """Write ``build/``: pages, data, assets, overrides and the engine's configuration."""
    problems = own_problems(project)
    if problems:
        return problems
    try:
        _, finish = _render(project, catalog, progress)
        finish()
    except BrokenTemplateError as fault:
        return [fault.problem]
    finally:
        progress("")
    return []


def _render(
    project: Project, catalog: Catalog, progress: Progress
) -> tuple[Rendered, Callable[[], None]]:
    """Write a page of each kind; return what it was rendered from, and what writes all else.

    Other processes begin with that at once, while this one may go on to the frames of the pages.
    """
    progress("indexing and relating papers")
    given = RenderInput(catalog, derive(catalog, read_word_table(), aside))
    pages = list(pages_of(given))
    progress("rendering pages")
    env = environment_of(catalog, read_templates(project))
    menus = pages_in_menus(catalog)
    _ = given.works, given.cards  # made once, before the work is shared out

    def write(files: Files) -> tuple[set[str], Frames]:
        names, frames = set(), Frames(menus)
        for path, content in files:
            names.add(path)
            whole = content.encode() if isinstance(content, str) else content
            disk.put(project.build / path, whole)
            if path.startswith(_PAGES) and path.endswith(".md"):
                frames.add(path.removeprefix(_PAGES), str(content))
        return names, frames

    def texts(some: Iterable[Page]) -> Files:
        return _below("docs", ((p.path, page_text(env, p, catalog.site)) for p in some))

    paths = [page.path for page in pages]
    first = one_of_each(paths, menus) | framed_last(project).intersection(paths)
    others = split([page for page in pages if page.path not in first], _WORTH_A_TURN)
    rest = in_turn(write, [*_beside(project, given, pages), *map(texts, others)])
    written, frames = write(texts(page for page in pages if page.path in first))

    def finish() -> None:
        for names, more in rest():
            written.update(names)
            frames.add_all(more)
        disk.keep_only(project.build, written)

    return Rendered(given, env, frames), finish


Files = Iterator[tuple[str, Content]]


def _beside(project: Project, given: RenderInput, pages: Sequence[Page]) -> list[Files]:
    """Return what yields the files of ``build/`` that are no pages."""
    data = [_below("docs", files) for files in files_beside(given, pages)]
    return [*data, _settings_and_theme(project, given.catalog)]


def _settings_and_theme(project: Project, catalog: Catalog) -> Files:
    yield from _below("docs", read_assets(project))
    yield from _below("overrides", read_overrides(project))
    yield "mkdocs.yml", settings_of(project, catalog)


def _below(folder: str, files: Iterable[tuple[str, Content]]) -> Files:
    for path, content in files:
        yield f"{folder}/{path}", content


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
    problems = own_problems(project)
    if problems:
        return problems
    try:
        rendered, finish = _render(project, catalog, progress)
        frames = rendered.frames
        sources = frames.sources
        try:
            made = framed(project, catalog, frames, seal=seal)
        except EngineError:
            finish()  # its author may want to look at what the engine refused
            raise
        finish()
        if frames.sources != sources:  # pages of one place asked for different frames
            made = framed(project, catalog, frames, seal=seal)
    except BrokenTemplateError as fault:
        progress("")
        return [fault.problem]
    except (EngineError, FrameError) as fault:
        progress("")
        return why_refused(project, fault)
    keep(rendered, made.parts)
    progress("setting pages and following every link")
    base_path = urlsplit(catalog.site.url or "/").path or "/"
    built = _set_pages(project, frames, made, base_path)
    problems = problems_of(built)
    progress("")
    return problems


def _set_pages(project: Project, frames: Frames, made: Made, base_path: str) -> BuiltSite:
    """Fill ``site/``: every page, every file beside them, what the theme brings, what follows."""
    docs = project.build / "docs"
    sources = {
        built_path(path) if path.endswith(".md") else path: path for path in disk.names(docs)
    }
    paths = {*sources, *(path for path in made.files if path not in _OF_FRAMES_ALONE)}
    built = BuiltSite(frozenset(paths), base_path)

    def set_page(path: str, seen: BuiltSite) -> bytes:
        source = sources.get(path)
        text = disk.read_bytes(docs / source) if source else made.files[path]
        page = take_apart(source, text.decode()) if source and source != path else None
        if page:
            frame = frames.of(page)
            html = poured(page, made.parts[frame]).encode()
            seen.add_framed(path, html, own_words(page, made.parts[frame]), made.around[frame])
            return html
        content = text if source == path else made.files[path]
        seen.add(path, content)
        return content

    def set_part(part: Sequence[str]) -> tuple[SeenPages, Styles, dict[str, FileFact]]:
        seen = BuiltSite(built.paths, base_path)
        facts: dict[str, FileFact] = {}
        for path, content in noted(((path, set_page(path, seen)) for path in part), facts):
            disk.put(project.site / path, content)
        return seen.pages, seen.styles, facts

    facts: dict[str, FileFact] = {}
    for pages, styles, some in in_turn(set_part, split(sorted(paths), _WORTH_A_TURN))():
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
