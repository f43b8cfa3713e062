"""Look at the site while editing: the page of an edited paper first, then all that follows.

Whoever saves an entry wants to see its page at once. Its page depends on its own words, and on the
others by their titles and reasons alone; that the closest papers may have changed too can wait for
a second. So a save sets the pages of the edited papers anew into the frames that are there, and the
whole build comes after it. Should the entry have a fault, only that is made, and says so.
"""

from collections.abc import Callable, Mapping

from generator import disk
from generator.catalog import read
from generator.flows.build import Keep, Rendered
from generator.model import Catalog, Entry
from generator.places import SITE_PATH
from generator.problems import has_errors
from generator.project import Project, building
from generator.render import RenderInput, page_text
from generator.render.pages.papers import papers
from generator.render.templates import BrokenTemplateError
from generator.site.pour import built_path, poured, take_apart

_PAPERS = "content/papers"
_MOST = 20  # edited papers; with more of them somebody does something else than editing


class ServeError(Exception):
    """The first build failed, and said why."""


class Preview:
    """The last build of a list, of which single pages can be made again."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._last: tuple[Rendered, Mapping[str, list[str]]] | None = None
        self._seen: dict[str, tuple[int, int]] = {}

    def keep(self, rendered: Rendered, parts: Mapping[str, list[str]]) -> None:
        """Remember a build, and what the entries looked like."""
        self._last = (rendered, parts)
        self._seen = self._stamps()

    def refresh(self) -> list[str]:
        """Make the pages of the papers that were edited since the last build.

        Returns:
            The ids of those papers; none when anything else than entries' texts has changed.
        """
        if self._last is None:
            return []
        now = self._stamps()
        edited = [path for path, stamp in now.items() if self._seen.get(path) != stamp]
        if not 0 < len(edited) <= _MOST or now.keys() != self._seen.keys():
            return []
        rendered, parts = self._last
        catalog = self._with(rendered.given.catalog, edited)
        if catalog is None:
            return []
        given = RenderInput(catalog, rendered.given.derived)
        self._seen = now
        wanted = {_id_of(path) for path in edited}
        for page in papers(given):
            if _id_of(page.path) in wanted:
                try:
                    text = page_text(rendered.env, page, catalog.site)
                except BrokenTemplateError:  # the whole build says of what
                    return []
                disk.put(self._project.build / "docs" / page.path, text.encode())
                ready = take_apart(page.path, text)
                if ready is not None:
                    html = poured(ready, parts[rendered.frames.of(ready)])
                    disk.put(self._project.site / built_path(page.path), html.encode())
        return sorted(wanted)

    def _with(self, before: Catalog, edited: list[str]) -> Catalog | None:
        """Return the list with some entries read again; None when one has a fault."""
        files = {path: disk.read_bytes(self._project.root / path) for path in edited}
        files[SITE_PATH] = disk.read_bytes(self._project.root / SITE_PATH)
        read_again, problems, _texts = read(files, [])
        if read_again is None or has_errors(problems):
            return None
        if not all(_is_at_home(entry, before) for entry in read_again.entries.values()):
            return None
        fields = {name: getattr(before, name) for name in Catalog.model_fields}
        fields["entries"] = {**before.entries, **read_again.entries}
        return Catalog.model_construct(**fields)

    def _stamps(self) -> dict[str, tuple[int, int]]:
        root = self._project.root
        return {f"{_PAPERS}/{name}": stamp for name, stamp in disk.stamps(root / _PAPERS).items()}


def serve(
    project: Project,
    address: tuple[str, int],
    build: Callable[[Keep], bool],
    say: Callable[[str], None],
    waiting: Callable[[], None],
) -> None:
    """Serve ``site/`` and build it anew when ``content/``, templates or configuration change.

    Args:
        project: Where the list is.
        address: Host and port.
        build: Makes the whole site, and passes on what :meth:`Preview.keep` takes.
        say: Is told what there is to look at.
        waiting: Is called when another run is building.
    """
    from mkdocs.livereload import LiveReloadServer  # noqa: PLC0415 - only this verb needs it

    preview = Preview(project)
    if build(preview.keep):
        raise ServeError
    follow = project.cache / "edited"  # touched when the whole build is to follow
    disk.touch(follow)

    def on_change() -> None:
        with building(project, waiting):
            edited = preview.refresh()
        if edited:
            say(f"seen: {', '.join(edited)}; what follows from it is being built")
            disk.touch(follow)
        else:
            build(preview.keep)

    host, port = address
    server = LiveReloadServer(builder=on_change, host=host, port=port, root=str(project.site))
    for name in ("content", "templates", "site_config", "mkdocs.yml"):
        server.watch(str(project.find(name)))
    server.watch(str(follow))
    say(f"The site is at {server.url} (stop with Ctrl-C)")
    try:
        server.serve()
    finally:
        server.shutdown()  # its thread would go on for ever, and a second Ctrl-C be needed


def _is_at_home(entry: Entry, catalog: Catalog) -> bool:
    """Whether all that an entry names is there; if not, the whole build says so."""
    paper = entry.paper
    return (
        entry.id in catalog.entries
        and entry.theme == catalog.entries[entry.id].theme
        and catalog.tags.keys() >= set(paper.tags)
        and catalog.themes.keys() >= set(paper.also_in)
        and catalog.entries.keys() >= {relation.id for relation in paper.relates}
    )


def _id_of(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]
