"""Rendering templates: what is wrong with one is told its author, without our own code."""

import traceback
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, FunctionLoader, TemplateSyntaxError

from generator.problems import Location, Problem, error

FOLDER = "templates/"
_HINT = "mend the template, or delete it where the project's own will do"


class BrokenTemplateError(Exception):
    """A template cannot be read, or did what it cannot.

    Attributes:
        problem: Which template, in which line, and what the engine of templates says.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def loader_of(templates: Mapping[str, str]) -> FunctionLoader:
    """Return what finds templates by name, and tells faults in them by the names of their files."""
    return FunctionLoader(
        lambda name: (templates[name], FOLDER + name, None) if name in templates else None
    )


def render_template(env: Environment, name: str, context: Mapping[str, Any]) -> str:
    """Return one rendered template.

    Raises:
        BrokenTemplateError: The template cannot be read, or did what it cannot.
    """
    try:
        return env.get_template(name).render(context)
    except Exception as fault:
        raise template_error(fault, name) from fault


def template_error(fault: Exception, name: str) -> BrokenTemplateError:
    """Return what went wrong in a template, said for whoever wrote it.

    Args:
        fault: What was raised while it was read or rendered.
        name: The template that was asked for.
    """
    where = Location(FOLDER + name)
    if isinstance(fault, TemplateSyntaxError):
        where = Location(FOLDER + (fault.name or name), fault.lineno)
    else:
        # A template shows in the traceback like any other file.
        frames = [
            f for f in traceback.extract_tb(fault.__traceback__) if f.filename.startswith(FOLDER)
        ]
        if frames:
            where = Location(frames[-1].filename, frames[-1].lineno or 0)
    said = str(fault) or type(fault).__name__
    kind = "" if isinstance(fault, TemplateSyntaxError) else f"{type(fault).__name__}: "
    return BrokenTemplateError(error(where, "template", f"{kind}{said}", _HINT))
