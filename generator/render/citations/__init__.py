"""A paper in the forms that others cite from: BibTeX, RIS, CSL-JSON, Markdown.

:func:`work_of` says what can be cited of an entry, and a function for each form writes it; a new
form is a module with such a function, and a line in :data:`FORMATS`.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

from generator.render.citations.bibtex import to_bibtex
from generator.render.citations.csl import to_csl
from generator.render.citations.markdown import to_markdown
from generator.render.citations.ris import to_ris
from generator.render.citations.work import Work, work_of


@dataclass(frozen=True)
class Format:
    """A form of citation.

    Attributes:
        name: Its name, e.g. ``BibTeX``.
        ending: Ending of a file that holds it, e.g. ``bib``.
        write: Writes one work, as a text without blank lines.
    """

    name: str
    ending: str
    write: Callable[[Work], str]


def csl_json(work: Work) -> str:
    """Return a work as a list of one CSL-JSON item, as programs import it; a field is a line."""
    lines = (
        f' "{name}": {json.dumps(value, ensure_ascii=False)}'
        for name, value in to_csl(work).items()
    )
    return "[{\n" + ",\n".join(lines) + "\n}]"


FORMATS = (
    Format("BibTeX", "bib", to_bibtex),
    Format("RIS", "ris", to_ris),
    Format("CSL-JSON", "json", csl_json),
    Format("Markdown", "md", to_markdown),
)
"""All forms, in the order in which a paper's page shows them."""

__all__ = ["FORMATS", "Format", "Work", "to_bibtex", "to_csl", "to_markdown", "to_ris", "work_of"]
