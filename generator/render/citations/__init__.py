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
        media_type: What a browser is told that it is.
        write: Writes one work, as a text without blank lines.
    """

    name: str
    ending: str
    media_type: str
    write: Callable[[Work], str]


def csl_json(work: Work) -> str:
    """Return a work as a list of one CSL-JSON item, as programs import it."""
    return json.dumps([to_csl(work)], ensure_ascii=False, indent=1)


FORMATS = (
    Format("BibTeX", "bib", "application/x-bibtex", to_bibtex),
    Format("RIS", "ris", "application/x-research-info-systems", to_ris),
    Format("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl_json),
    Format("Markdown", "md", "text/markdown", to_markdown),
)
"""All forms, in the order in which a paper's page shows them."""

__all__ = ["FORMATS", "Format", "Work", "to_bibtex", "to_csl", "to_markdown", "to_ris", "work_of"]
