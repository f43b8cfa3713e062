"""What is wrong with a template, and where: its author is told, and not shown our own code."""

import traceback

from jinja2 import TemplateSyntaxError

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


def template_error(fault: Exception, page: str) -> BrokenTemplateError:
    """Return what went wrong in a template, said for whoever wrote it.

    Args:
        fault: What was raised while it was read or rendered.
        page: Name of the template that was asked for.
    """
    where = Location(FOLDER + page)
    if isinstance(fault, TemplateSyntaxError):
        where = Location(FOLDER + (fault.name or page), fault.lineno)
    else:
        # A template shows in the traceback like any other file.
        frames = [
            f for f in traceback.extract_tb(fault.__traceback__) if f.filename.startswith(FOLDER)
        ]
        if frames:
            where = Location(frames[-1].filename, frames[-1].lineno or 0)
    said = str(fault) or type(fault).__name__
    name = "" if isinstance(fault, TemplateSyntaxError) else f"{type(fault).__name__}: "
    return BrokenTemplateError(error(where, "template", f"{name}{said}", _HINT))
