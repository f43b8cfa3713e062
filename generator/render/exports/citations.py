r"""The list and each theme for bibliographies and spreadsheets: BibTeX, RIS, CSL-JSON, CSV.

A script can cut any selection out of these files without a parser of its own, and what it cuts is
a valid file again. In every file the papers stand in the order of their ids, and a paper's id is
its key. The rules, which tests keep:

- ``data/papers.bib``: one blank line between two records, none inside. A record begins
  ``@type{id,``.
- ``data/papers.ris``: the same. The second line of a record is ``ID  - id``, the last ``ER  - ``
  with the blank at its end.
- ``data/papers.csl.json``: a line ``[``, one item a line with a comma at its end but for the last,
  a line ``]``. An item begins with its ``id``.
- ``data/papers.csv``: a line of names, then one line a paper; what comes before a line's first
  comma is the id. Lines end with a line feed.

So of ``.bib`` and ``.ris``: drop the file's last line end, split at blank lines, choose, join with
blank lines, end with a line end. ``data/themes/<slug>.bib`` and so on hold the papers filed under
one theme in the same form.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from generator.json_text import compact_json
from generator.model import Entry
from generator.render.citations import to_bibtex, to_csl, to_ris
from generator.render.page import RenderInput
from generator.render.views import paper_url

_FORMULA = ("=", "+", "-", "@")


def citation_files(given: RenderInput) -> Iterator[tuple[str, str]]:
    """Yield the bibliographies of the whole list and of each theme."""
    works = given.works.values()
    endings: Mapping[str, tuple[Callable[[Iterable[str]], str], Iterable[str]]] = {
        "bib": (blocks, map(to_bibtex, works)),
        "ris": (blocks, map(partial(to_ris, abstract=True), works)),
        "csl.json": (items, (compact_json(to_csl(work, abstract=True)) for work in works)),
        "csv": (table, map(row, given.catalog.entries.values())),
    }
    for ending, (join, written) in endings.items():
        records = dict(zip(given.works, written, strict=True))
        yield f"data/papers.{ending}", join(records.values())
        for slug, entries in given.catalog.entries_by_theme.items():
            yield f"data/themes/{slug}.{ending}", join(records[entry.id] for entry in entries)


def blocks(records: Iterable[str]) -> str:
    """Return records of several lines, one blank line between each two."""
    text = "\n\n".join(records)
    return f"{text}\n" if text else ""


def items(records: Iterable[str]) -> str:
    """Return a JSON list with one item a line."""
    return "[\n" + ",\n".join(records) + "\n]\n"


def table(lines: Iterable[str]) -> str:
    """Return lines of CSV under the names of their columns."""
    return "".join([csv_line(COLUMNS), *lines])


COLUMNS = (
    "id", "title", "authors", "year", "venue", "arxiv", "theme", "also_in", "tags", "aliases",
    "code", "project", "summary", "why", "needs", "abstract", "added", "page",
)  # fmt: skip
"""Columns of the CSV files. Several values in one cell are separated by ``; ``."""


def row(entry: Entry) -> str:
    """Return a paper as one line of CSV."""
    paper = entry.paper
    lists = (paper.also_in, paper.tags, paper.aliases)
    return csv_line(
        (
            entry.id,
            paper.title,
            "; ".join(paper.authors),
            str(paper.year or ""),
            paper.venue or "",
            paper.arxiv or "",
            entry.theme,
            *map("; ".join, lists),
            paper.links.get("code", ""),
            paper.links.get("project", ""),
            paper.summary or "",
            paper.why or "",
            "; ".join(paper.needs),
            paper.abstract or "",
            paper.added.isoformat(),
            paper_url(entry.id),
        )
    )


def csv_line(cells: Iterable[str]) -> str:
    r"""Return cells as one line of CSV, whatever they hold.

    A cell that a spreadsheet would take for a formula begins with an apostrophe: titles come from
    strangers, and a formula can send what it reads elsewhere.

    >>> csv_line(["a", "b,c", "=1+1"])
    'a,"b,c",\'=1+1\n'
    """
    line = io.StringIO()
    plain = (" ".join(cell.split()) for cell in cells)
    safe = (f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in plain)
    csv.writer(line, lineterminator="\n").writerow(safe)
    return line.getvalue()
