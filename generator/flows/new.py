"""Making an empty list for another field.

Its texts are in ``generator/skeleton/``; whatever the generator has itself (look, templates, engine
settings, the page on curating) is used from here or copied when the list is made, so that nothing
stands in two places.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator import disk
from generator.catalog import load
from generator.flows.build import Progress
from generator.kinds import kind_of
from generator.mend import mend
from generator.places import SITE_PATH
from generator.problems import Level
from generator.reference import GUIDE, reference_files
from generator.report.github import text as markdown
from generator.yaml_source import write_yaml

_SKELETON = "generator/skeleton"
_CURATE = "content/pages/curate.md"  # says how to curate any list
_PLAIN = re.compile(r"[\w./-]+", re.ASCII)
_HIDDEN = "dot-"  # so that no tool takes the skeleton's hidden files for ours


class NewListError(Exception):
    """A list could not be made."""


@dataclass(frozen=True)
class NewList:
    """What is known of a list that is about to be made.

    Attributes:
        name: Its name.
        tagline: What it is, in one line.
        description: The same in a sentence or two.
        generator: ``owner/name`` of the generator's repository; empty where it is not known.
        place: Where the generator is, seen from the list; the Makefile names it.
    """

    name: str
    tagline: str
    description: str
    generator: str = ""
    place: str = "../generator"


def make_list(folder: Path, wanted: NewList, progress: Progress) -> list[str]:
    """Make an empty list, and return the paths of its files.

    Args:
        folder: A folder that is empty or does not exist.
        wanted: What is known of it.
        progress: Is told what goes on.

    Raises:
        NewListError: The folder holds something, or a text cannot stand in a list.
    """
    progress("writing the list")
    place = disk.way(folder, disk.HOME)
    if _PLAIN.fullmatch(place):  # make reads other names as more than one, or as something else
        wanted = replace(wanted, place=place)
    files = dict(list_files(wanted))
    problems = load({path: text.encode() for path, text in files.items()}, [])[1]
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    if errors:
        raise NewListError(f"{errors[0].location.path}: {errors[0].message}")
    contents = {path: text.encode() for path, text in files.items()}
    if not disk.create_folder(folder, contents):
        raise NewListError(f"{folder} is not empty: a new list needs a folder of its own")
    progress("")
    return sorted(files)


def list_files(wanted: NewList) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file of an empty list."""
    told = {"{name}": markdown(wanted.name), "{generator}": wanted.generator}
    told["{place}"] = wanted.place
    for path, content in disk.read_tree(disk.HOME / _SKELETON):
        parts = path.split("/")
        shown = "/".join(
            f".{part.removeprefix(_HIDDEN)}" if part.startswith(_HIDDEN) else part for part in parts
        )
        if shown != GUIDE:
            yield shown, _headed(shown, _filled(content.decode(), told))
    if disk.exists(disk.HOME / _CURATE):
        yield _CURATE, disk.read_bytes(disk.HOME / _CURATE).decode()
    site = {"name": wanted.name, "tagline": wanted.tagline, "description": wanted.description}
    yield SITE_PATH, _headed(SITE_PATH, write_yaml(site))
    guide = disk.read_bytes(disk.HOME / _SKELETON / GUIDE).decode()
    yield from reference_files(guide)


def _headed(path: str, content: str) -> str:
    """Return a YAML text with the first line that names its schema."""
    return mend(path, content).text if kind_of(path) else content


def _filled(content: str, told: Mapping[str, str]) -> str:
    for mark, value in told.items():
        content = content.replace(mark, value)
    return content
