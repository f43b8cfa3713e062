"""What a list brings beside its content: templates, assets and settings of the engine."""

from collections.abc import Iterable, Iterator

from jinja2 import Environment, TemplateSyntaxError

from generator import disk
from generator.problems import Location, Problem, error
from generator.project import Project
from generator.render.engine import settings_problems
from generator.render.templates import FOLDER, template_error

_SETTINGS = "mkdocs.yml"


def own_problems(project: Project) -> list[Problem]:
    """Return what is wrong with what a list brings of its own, before it is used."""
    settings = project.find(_SETTINGS)
    text, problems = _text(_SETTINGS, disk.read_bytes(settings))
    problems += settings_problems(_SETTINGS, text) if not problems else []
    if project.find("templates").resolve() != disk.HOME / "templates":  # tests read those
        problems += _of_templates(project)
    problems += _pages_among(project.files_of("site_config/assets"))
    return problems


def _of_templates(project: Project) -> Iterator[Problem]:
    env = Environment(autoescape=True)
    for name, content in disk.read_tree(project.find("templates")):
        text, problems = _text(FOLDER + name, content)
        yield from problems
        try:
            env.parse(text, name)
        except (TemplateSyntaxError, RecursionError) as fault:
            yield template_error(fault, name).problem


def _pages_among(assets: Iterable[str]) -> Iterator[Problem]:
    for path in assets:
        if path.endswith(".md"):
            message = "expected no page here: what is below assets/ is copied as it is"
            yield error(Location(path), "stray-file", message, "move it to content/pages/")


def _text(path: str, content: bytes) -> tuple[str, list[Problem]]:
    try:
        return content.decode(), []
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        message = f"expected UTF-8 text, got the byte 0x{content[fault.start]:02x}"
        return "", [error(Location(path, line), "encoding", message, "save the file as UTF-8")]
