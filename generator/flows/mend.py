"""Mending the files of a list, and saying what could be mended."""

from collections.abc import Iterator, Mapping

from generator import disk
from generator.mend import Mended, mend
from generator.problems import Location, Problem, notice
from generator.project import Project

_HINT = "`make fix` mends it"
# What the check itself reports, with a better place and hint, where it is an error.
_REPORTED_ANYWAY = frozenset({"arxiv-id", "doi", "url", "repeated-word", "invisible-character"})


def mend_project(project: Project) -> list[tuple[str, Mended]]:
    """Mend every YAML file of a list, and return what was done, by path.

    A file is replaced as a whole or not at all; one without a fault is not touched.
    """
    done: list[tuple[str, Mended]] = []
    for folder in ("content", "site_config"):
        for name in project.files_of(folder):
            path = project.root / name
            if not name.endswith(".yaml"):
                continue
            try:
                text = disk.read_bytes(path).decode()
            except UnicodeDecodeError:
                continue  # the check says so
            result = mend(name, text, modelines=_has_schemas(project))
            if result.mended:
                disk.write_if_changed(path, result.text.encode())
                done += [(name, mended) for mended in result.mended]
    return done


def mendable(project: Project, texts: Mapping[str, str]) -> tuple[list[Problem], int]:
    """Return what :func:`mend_project` would mend and nothing else reports, and the whole number.

    Args:
        project: The list.
        texts: Texts of its files by path.
    """
    found = list(_all_mended(project, texts))
    problems = [
        notice(Location(path, mended.line), mended.code, mended.fault, _HINT)
        for path, mended in found
        if mended.code not in _REPORTED_ANYWAY
    ]
    return problems, len(found)


def _all_mended(project: Project, texts: Mapping[str, str]) -> Iterator[tuple[str, Mended]]:
    modelines = _has_schemas(project)
    for path, text in texts.items():
        if path.endswith(".yaml"):
            for mended in mend(path, text, modelines=modelines).mended:
                yield path, mended


def _has_schemas(project: Project) -> bool:
    return disk.exists(project.root / "site_config" / "schema")
