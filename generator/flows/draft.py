"""An entry that was composed: looking at the list as if it were there, and writing it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generator import disk
from generator.ingest import register_text
from generator.model import Catalog
from generator.places import REGISTER_PATH
from generator.problems import Level, Problem, has_errors
from generator.project import Project, curating, load_project

_AGAIN = "nothing was written: run it again"
Waiting = Callable[[], None]


class AddError(Exception):
    """A paper cannot be added.

    Attributes:
        hint: What can be done; may be empty.
        problems: What is wrong with what was read.
        texts: Texts of files by path, for showing source lines.
        entry: What the entry would have held, so that it can be mended by hand; may be empty.
    """

    def __init__(
        self,
        message: str,
        hint: str = "",
        problems: Sequence[Problem] = (),
        texts: Mapping[str, str] | None = None,
        entry: str = "",
    ) -> None:
        super().__init__(message)
        self.hint = hint
        self.problems = problems
        self.texts = dict(texts or {})
        self.entry = entry


@dataclass(frozen=True)
class Draft:
    """An entry that can be written.

    Attributes:
        id: Its id.
        path: Path of its file from the root.
        text: What the file will hold.
        problems: What remains for a person to do.
        beside: Further files to write, by path.
    """

    id: str
    path: str
    text: str
    problems: tuple[Problem, ...]
    beside: Mapping[str, str]


def write(project: Project, catalog: Catalog, draft: Draft, title: str, waiting: Waiting) -> None:
    """Write an entry and register its id; each file is written whole or not at all.

    Args:
        project: The list.
        catalog: The list as it was when the entry was composed.
        draft: The entry.
        title: Title to register its id for.
        waiting: Is called when another run is writing to the list.

    Raises:
        AddError: The list changed in between, and would not be right with the entry any more.
    """
    with curating(project, waiting):
        now = load_project(project, check=False).catalog
        if now is None or now.entries.keys() != catalog.entries.keys():
            problems = what_it_brings(project, {**draft.beside, draft.path: draft.text})
            if now is None or has_errors(problems):
                message = "the list changed while you were at it: with this entry it is not right"
                raise AddError(message, _AGAIN, problems, {draft.path: draft.text}, draft.text)
        for path, text in draft.beside.items():
            disk.write_new(project.root / path, text.encode())
        if not disk.write_new(project.root / draft.path, draft.text.encode()):
            raise AddError(f"{draft.path} is there already", _AGAIN)
        _register(project, now, {draft.id: title})


def register_all(project: Project, catalog: Catalog, waiting: Waiting) -> bool:
    """Register every entry that is not, and return whether there was one.

    It came by hand or from an issue, or a killed run left it that had just written it.
    """
    if catalog.entries.keys() <= catalog.register_ids.keys():
        return False
    with curating(project, waiting):
        now = load_project(project, check=False).catalog
        if now is not None:
            _register(project, now, {})
    return True


def _register(project: Project, catalog: Catalog, new: Mapping[str, str]) -> None:
    by_hand = {id_: entry.paper.title for id_, entry in catalog.entries.items()}
    register = {**by_hand, **new, **catalog.register_ids}
    disk.write_if_changed(project.root / REGISTER_PATH, register_text(register).encode())


def what_it_brings(project: Project, files: Mapping[str, str]) -> list[Problem]:
    """Return the problems that a list would have with further files, and has not without them.

    That a new id is not registered yet is left out: whoever writes the files sees to it.

    Args:
        project: The list.
        files: Texts by path, as if they were there.
    """

    def key(problem: Problem) -> tuple[str, str, str]:
        return problem.location.path, problem.code, problem.message

    before = {key(problem) for problem in load_project(project).problems}
    beside = {path: text.encode() for path, text in files.items()}
    after = load_project(project, beside=beside).problems
    new = [p for p in after if key(p) not in before and p.level is not Level.NOTICE]
    return [p for p in new if p.code != "unregistered-id"]
