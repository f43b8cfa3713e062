"""Have the engine make the frames of the pages, unless it did so already."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version

from generator import disk
from generator.model import Catalog
from generator.problems import Location, Problem, error, quote
from generator.project import Project, read_overrides
from generator.render.engine import engine_config
from generator.site.engine import EngineError, run_mkdocs
from generator.site.headers import headers_for, sealed
from generator.site.pour import FrameError, Frames, built_path, parts_of
from generator.site.reading import PageFacts, read_page
from generator.site.verify import BuiltSite

_LOST = re.compile(r"^WARNING -  Doc file '([^']+)' contains [\w ]*link '(.+?)', (?:it was|but)")
_ENGINE = ("mkdocs", "mkdocs-material", "Markdown", "Jinja2", "PyYAML")
"""The packages whose versions may change what the engine makes of the same pages."""


@dataclass(frozen=True)
class Made:
    """What the engine made.

    Attributes:
        files: Contents by path below the site's root: whole pages, frames, what the theme brings.
        parts: The texts of each frame between its marks, by the path of the page it was made for.
        around: What those texts hold: links, anchors, scripts.
    """

    files: Mapping[str, bytes]
    parts: Mapping[str, list[str]]
    around: Mapping[str, PageFacts]


def framed(project: Project, catalog: Catalog, frames: Frames, *, seal: bool) -> Made:
    """Have the engine make frames, and take them apart.

    Args:
        project: Where the list is.
        catalog: The list.
        frames: What the engine has to build.
        seal: Write the content policy into each page.

    Raises:
        EngineError: The engine refused.
        FrameError: A frame has no place for the words of its pages.
    """
    files = _by_engine(project, frames.sources, settings_of(project, catalog).encode())
    if seal:
        files = _sealed(files)
    texts = {path: files[built_path(path)].decode() for path in frames.shared}
    parts = {path: parts_of(text, path) for path, text in texts.items()}
    around = {path: read_page("".join(some)).anywhere() for path, some in parts.items()}
    return Made(files, parts, around)


def why_refused(project: Project, fault: EngineError | FrameError) -> list[Problem]:
    """Return what stopped the engine: each link of a page that leads nowhere, or its own words."""
    lost = [(path, said) for line in str(fault).splitlines() for path, said in _LOST.findall(line)]
    pages = {path: f"content/pages/{path}" for path, _said in lost}
    if not lost or not all(disk.exists(project.root / source) for source in pages.values()):
        hint = "its pages come from templates/ and content/, its settings from mkdocs.yml"
        return [error(Location("build/mkdocs.yml"), "engine", str(fault), hint)]
    hint = "write [[id]] for a paper, [[theme:slug]] for a theme, about.md for a page beside it"
    texts = {
        path: disk.read_bytes(project.root / source).decode() for path, source in pages.items()
    }
    return [
        error(
            Location(pages[path], texts[path].partition(address)[0].count("\n") + 1),
            "broken-anchor" if address.startswith("#") else "broken-link",
            f"{quote(address)} leads nowhere on the site",
            hint,
        )
        for path, address in lost
    ]


def framed_last(project: Project) -> frozenset[str]:
    """Return the paths of the pages that the engine was given when it was last asked."""
    return frozenset(disk.names(project.engine / "docs"))


def _by_engine(project: Project, sources: Mapping[str, str], config: bytes) -> dict[str, bytes]:
    """Return what the engine makes of some pages: at once when nothing that it reads has changed.

    What it made last is kept with a digest of all that went in and of all that came out, so
    whatever was changed, damaged or deleted since is made anew.
    """
    home = project.engine
    files = {f"docs/{path}": text.encode() for path, text in sources.items()}
    files |= {f"overrides/{path}": content for path, content in read_overrides(project)}
    files["mkdocs.yml"] = config
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


def settings_of(project: Project, catalog: Catalog) -> str:
    """Return the engine's configuration for a list."""
    return engine_config(disk.read_bytes(project.find("mkdocs.yml")).decode(), catalog)


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


def _record(key: str, made: Mapping[str, bytes]) -> bytes:
    return json.dumps({"from": key, "made": _digest(made)}).encode()


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path}\0{len(files[path])}\0".encode())
        digest.update(files[path])
    return digest.hexdigest()
