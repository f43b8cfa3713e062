"""Where the files of a list are, and reading them: the shell around the pure stages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from generator import disk
from generator.catalog import load, read
from generator.fields import RESERVED_IDS
from generator.listings import ENDINGS, MAX_BYTES, Parsed, parse_listing
from generator.lock import locked
from generator.meaning import WordTable, read_table
from generator.model import Catalog, Listing
from generator.parallel import aside, at_last, give_up
from generator.places import FOR_PAGES_ALONE
from generator.problems import Level, Location, Problem, error, in_order, notice, quote
from generator.text import slugify


@dataclass(frozen=True)
class Project:
    """A list on disk.

    Attributes:
        root: The folder with ``content/`` and ``site_config/``.
    """

    root: Path

    @property
    def build(self) -> Path:
        """The folder that the engine builds from."""
        return self.root / "build"

    @property
    def cache(self) -> Path:
        """The folder of what can be made or asked again; it may be deleted at any time."""
        return self.root / ".cache"

    @property
    def engine(self) -> Path:
        """The folder of the frames' sources and of what the engine made of them."""
        return self.cache / "engine"

    @property
    def listings(self) -> Path:
        """The folder with the received dumps."""
        return self.root / "content" / "listings"

    @property
    def site(self) -> Path:
        """The folder with the finished website."""
        return self.root / "site"

    def files_of(self, folder: str) -> list[str]:
        """Return the paths of the files below a folder of the list, none where that is a link."""
        place = self.root / folder
        return [] if disk.is_link(place) else [f"{folder}/{name}" for name in disk.names(place)]

    def stored_listings(self) -> list[Path]:
        """Return the received dumps, and whatever else stands beside them."""
        names = self.files_of("content/listings")
        return [self.root / name for name in names if name.count("/") == 2]  # noqa: PLR2004

    def find(self, name: str) -> Path:
        """Return a file or folder of the list, or the project's own where the list has none.

        Nor does a list have what is a link: a stranger may propose one that leads anywhere.
        """
        own = self.root / name
        return own if disk.exists(own) and not disk.is_link(own) else disk.HOME / name

    def relative(self, path: Path) -> str:
        """Return a path as shown in messages: from the root where it is below it."""
        if path.is_relative_to(self.root):
            return path.relative_to(self.root).as_posix()
        place, root = path.resolve(), self.root.resolve()
        return place.relative_to(root).as_posix() if place.is_relative_to(root) else str(path)


@contextmanager
def curating(project: Project, waiting: Callable[[], None]) -> Iterator[None]:
    """Keep other runs from writing to a list while this one does; sweep up what killed ones left.

    Args:
        project: The list.
        waiting: Is called once when there is another run to wait for.
    """
    with locked(project.root, waiting):
        disk.sweep(project.root, below=False)
        for name in ("content", "site_config"):
            disk.sweep(project.root / name)
        yield


@contextmanager
def building(project: Project, waiting: Callable[[], None]) -> Iterator[None]:
    """Keep other runs from building while this one does; see :func:`curating`."""
    with locked(project.build, waiting):
        disk.sweep(project.engine, below=False)  # build/ and site/ are swept by filling
        try:
            yield
        finally:
            give_up()  # a process that goes on would hold the lock, and a server for ever


@dataclass(frozen=True)
class Loaded:
    """A list that was read.

    Attributes:
        catalog: What it says; None when its description cannot be read.
        problems: What is wrong with it.
        texts: Texts of its files by path, for showing source lines.
    """

    catalog: Catalog | None
    problems: list[Problem]
    texts: dict[str, str]


def load_project(
    project: Project, *, check: bool = True, beside: Mapping[str, bytes] | None = None
) -> Loaded:
    """Read a list.

    Args:
        project: Where it is.
        check: Look at the list as a whole too; without it only files are read.
        beside: Files by path that are taken as if they were there too, to see what they would do.
    """
    contents = {}
    for name in (*project.files_of("content"), *project.files_of("site_config")):
        if not name.startswith(_NOT_LOADED):
            is_text = name.endswith((".yaml", ".yml", ".md"))
            contents[name] = disk.read_bytes(project.root / name) if is_text else b""
    contents |= beside or {}
    listings, problems = _listings(project)
    begin = aside if len(contents) > _WORTH_A_PROCESS else at_last
    catalog, found, texts = (load if check else read)(contents, listings, begin)
    return Loaded(catalog, in_order([*_links(project), *problems, *found]), texts)


_WORTH_A_PROCESS = 1_000  # files
_NOT_LOADED = ("content/listings/", *FOR_PAGES_ALONE)


def _links(project: Project) -> list[Problem]:
    """Return what is wrong with links: whatever one leads to would be published."""
    paths = [
        f"{name}/{inside}".rstrip("/")
        for name in ("content", "site_config", "templates", "mkdocs.yml")
        for inside in disk.links(project.root / name)
    ]
    message = "expected a file or a folder, got a link or a device, which is not followed"
    hint = "put the file itself here: what a link leads to on another machine may be no part of it"
    return [error(Location(path), "link", message, hint) for path in paths]


@dataclass(frozen=True)
class Dump:
    """A dump that was read.

    Attributes:
        content: Its bytes; empty when it is too large.
        parsed: What the parser found; None when it is no listing.
        problems: What the parser said.
    """

    content: bytes
    parsed: Parsed | None
    problems: list[Problem]


def read_dump(project: Project, path: Path, id_: str) -> Dump:
    """Read and parse one dump.

    Args:
        project: The list it is for.
        path: The file.
        id_: Id of the listing.

    Raises:
        OSError: The file cannot be read.
    """
    shown = project.relative(path)
    size = disk.size(path)
    if size > MAX_BYTES:
        message = f"expected a dump of at most {MAX_BYTES:,} bytes, got {size:,}"
        hint = "split it: a dump is committed, and hosts refuse files of that size"
        problem = error(Location(shown), "listing-too-large", message, hint)
        return Dump(b"", None, [problem])
    content = disk.read_bytes(path)
    parsed, problems = parse_listing(shown, id_, content)
    return Dump(content, parsed, problems)


def read_templates(project: Project) -> dict[str, str]:
    """Return template texts by name, the list's own before the project's."""
    folder = project.find("templates")
    return {name: content.decode() for name, content in disk.read_tree(folder)}


def read_assets(project: Project) -> list[tuple[str, bytes]]:
    """Return stylesheets and scripts by path below the documents folder."""
    return [(f"assets/{n}", c) for n, c in disk.read_tree(project.find("site_config/assets"))]


def read_word_table() -> WordTable:
    """Return what English words mean, as it comes with the generator."""
    return read_table((files("generator.meaning") / "words.npz").read_bytes())


def read_overrides(project: Project) -> list[tuple[str, bytes]]:
    """Return the theme overrides by path below ``overrides/``."""
    return list(disk.read_tree(project.find("site_config/overrides")))


def _listings(project: Project) -> tuple[Sequence[Listing], list[Problem]]:
    found: dict[str, Listing] = {}
    problems: list[Problem] = []
    for path in project.stored_listings():
        fault = _listing_name_fault(project, path, found)
        if fault:
            problems.append(fault)
            continue
        dump = read_dump(project, path, path.stem)
        # What the parser doubts was said when the dump was ingested; errors stand.
        problems += [p for p in dump.problems if p.level is Level.ERROR]
        if dump.parsed is not None:
            found[path.stem] = dump.parsed.listing
    return list(found.values()), problems


def _listing_name_fault(
    project: Project, path: Path, known: Mapping[str, Listing]
) -> Problem | None:
    """Return why a file in the folder of listings cannot be one by its name."""
    where = Location(project.relative(path))
    if path.suffix not in ENDINGS:
        endings = ", ".join(sorted(ENDINGS))
        message = f"expected a listing that ends in one of {endings}; this file is not read"
        return notice(where, "stray-file", message, "move it, or take it in with make ingest")
    if slugify(path.stem) != path.stem or path.stem in RESERVED_IDS:
        message = f"expected a slug as file name, got {quote(path.stem)}"
        hint = "rename it with lower-case letters, digits and single hyphens"
        return error(where, "listing-name", message, hint)
    if path.stem in known:
        message = f"the id {quote(path.stem)} is that of {known[path.stem].path} already"
        return error(where, "listing-name", message, "rename one of the two")
    return None
