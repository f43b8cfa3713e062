"""CSL-JSON, which citation processors such as citeproc and Pandoc read."""

from typing import Any

from generator.render.citations.names import Name
from generator.render.citations.work import Kind, Work

_TYPES: dict[Kind, str] = {
    "proceedings": "paper-conference",
    "journal": "article-journal",
    "preprint": "article",
    "other": "document",
}


def to_csl(work: Work, *, abstract: bool = False) -> dict[str, Any]:
    """Return a work as one item of CSL-JSON; what is not known is absent.

    Args:
        work: What to cite.
        abstract: Whether to give the authors' abstract too.
    """
    preprint = work.kind == "preprint"
    item = {
        "id": work.id,
        "type": _TYPES[work.kind],
        "title": work.title,
        "author": [_author(name) for name in work.authors],
        "issued": {"date-parts": [[work.year]]} if work.year else None,
        "container-title": work.container,
        "publisher": "arXiv" if preprint else None,
        "number": f"arXiv:{work.arxiv}" if preprint else None,
        "DOI": work.doi,
        "URL": work.url,
        "abstract": work.abstract if abstract else None,
    }
    return {name: value for name, value in item.items() if value}


def _author(name: Name) -> dict[str, str]:
    if name.whole:
        return {"literal": name.family}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {key: value for key, value in parts.items() if value}
