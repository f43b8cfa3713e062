"""From a filled-in issue form to an entry, or to what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from generator.entry_file import SCHEMA_LINE, entry_path, entry_text
from generator.fields import RESERVED_IDS
from generator.flows.add import propose
from generator.flows.draft import what_it_brings
from generator.issue_form import entry_fields, fenced, read_answers, theme_of
from generator.model import Catalog, Facts, Paper
from generator.problems import Problem, format_plain, has_errors, in_order
from generator.project import Project
from generator.text import propose_id
from generator.yaml_source import write_yaml

_NO_FORM = """\
This issue holds no answers to the form for a paper, so no entry can be made of it. \
Please open it anew with the form *Paper*."""
_NOT_YET = """\
This is no entry yet. Edit the answers above; a curator then sets the label again."""
_PROPOSED = """\
The theme is a proposal, made from title and abstract: move the file where another fits better."""


@dataclass(frozen=True)
class Submission:
    """What became of an issue.

    Attributes:
        path: Path of the entry from the root; empty when there is none.
        text: What its file holds.
        comment: What to tell its author, as Markdown.
    """

    path: str
    text: str
    comment: str


def entry_of_issue(
    project: Project, catalog: Catalog, body: str, *, added: date, added_by: str | None
) -> Submission:
    """Return the entry that the answers of an issue make, after looking at the list with it.

    Args:
        project: The list.
        catalog: The list, read.
        body: The text of the issue; it may be anything.
        added: Day to write into the entry.
        added_by: Who opened the issue.
    """
    answers = read_answers(body)
    if not answers:
        return Submission("", "", _NO_FORM)
    fields = entry_fields(answers, catalog) | {"added": added.isoformat(), "added_by": added_by}
    title = fields.get("title", "")
    taken = {*catalog.entries, *catalog.register_ids, *catalog.current_id, *RESERVED_IDS}
    named = theme_of(answers, catalog)
    theme = named or propose(catalog, title, fields.get("abstract", ""), Facts()).themes[0].theme
    path = entry_path(theme, propose_id(title, taken))
    try:
        text = _text(fields)
    except ValueError as fault:
        return Submission("", "", f"{_NOT_YET}\n\n{fenced(str(fault))}\n")
    problems = what_it_brings(project, {path: text})
    if has_errors(problems):
        comment = f"{_NOT_YET}\n\n{_listed(problems, path, text)}\n\n{fenced(text, 'yaml')}\n"
        return Submission("", "", comment)
    parts = [f"`{path}`:", fenced(text, "yaml")]
    parts += [] if named else [_PROPOSED]
    parts += ["What remains:", _listed(problems, path, text)] if problems else []
    return Submission(path, text, "\n\n".join(parts) + "\n")


def _text(fields: Mapping[str, Any]) -> str:
    """Return the file of an entry; one that is not right too, so that `check` can say what is not.

    Raises:
        ValueError: The answers cannot be written as YAML at all.
    """
    kept = {name: fields[name] for name in Paper.model_fields if fields.get(name)}
    try:
        return entry_text(Paper.model_validate(kept))
    except ValidationError:
        return SCHEMA_LINE + write_yaml(kept)


def _listed(problems: Sequence[Problem], path: str, text: str) -> str:
    return fenced("\n".join(format_plain(p, {path: text}) for p in in_order(problems)))
