"""RIS, for reference managers: a tag, a value, a line."""

from collections.abc import Iterator

from generator.render.citations.work import Kind, Work

_TYPES: dict[Kind, str] = {
    "proceedings": "CPAPER",
    "journal": "JOUR",
    "preprint": "UNPB",
    "other": "GEN",
}


def to_ris(work: Work, *, abstract: bool = False) -> str:
    """Return a work as a RIS record of several lines, none of them blank.

    Args:
        work: What to cite.
        abstract: Whether to give the authors' abstract too.
    """
    lines = [f"TY  - {_TYPES[work.kind]}"]
    lines += [f"{tag}  - {value}" for tag, value in _fields(work) if value]
    if abstract and work.abstract:
        lines.append(f"AB  - {work.abstract}")
    return "\n".join([*lines, "ER  - "])


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    yield "ID", work.id
    yield "TI", work.title
    for name in work.authors:
        yield "AU", name.inverted
    yield "T2", work.container
    yield "PB", "arXiv" if work.kind == "preprint" else ""
    yield "PY", str(work.year or "")
    yield "AN", f"arXiv:{work.arxiv}" if work.arxiv else ""
    yield "DO", work.doi
    yield "UR", work.url
    for keyword in work.keywords:
        yield "KW", keyword
