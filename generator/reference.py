"""What is written from the code: JSON Schemas, and the tables in CONTRIBUTING.md."""

from collections.abc import Iterator
from typing import Literal, get_args, get_origin

from generator.codes import CODES, FIXES
from generator.model import Paper, ReadingPath, Record, Site, Tag, Theme
from generator.render.schemas import schema_files

GUIDE = "CONTRIBUTING.md"
_TABLES: dict[str, type[Record]] = {
    "paper": Paper,
    "theme": Theme,
    "path": ReadingPath,
    "tag": Tag,
    "site": Site,
}


def reference_files(guide: str | None) -> Iterator[tuple[str, str]]:
    """Yield path from the root and text of everything that follows from the code.

    Args:
        guide: The text of CONTRIBUTING.md as it is; None for a list that has none.
    """
    for name, text in schema_files().items():
        yield f"site_config/schema/{name}", text
    if guide is not None:
        yield GUIDE, fill_regions(guide)


def fill_regions(text: str) -> str:
    """Return a text with the tables between its ``<!-- begin: NAME -->`` marks written anew."""
    regions = {"problems": _problems_table()}
    regions |= {f"fields: {name}": _field_table(record) for name, record in _TABLES.items()}
    for name, table in regions.items():
        begin, end = f"<!-- begin: {name} -->", f"<!-- end: {name} -->"
        before, found, rest = text.partition(begin)
        _old, closed, after = rest.partition(end)
        if found and closed:
            text = f"{before}{begin}\n{table}\n{end}{after}"
    return text


def _field_table(record: type[Record]) -> str:
    return "\n".join(["| field | meaning |", "| --- | --- |", *_field_rows(record)])


def _field_rows(record: type[Record], within: str = "") -> Iterator[str]:
    """Yield a row for each field, and behind it those of the records that it holds."""
    for name, info in record.model_fields.items():
        needed = " (needed)" if info.is_required() else ""
        meaning = (info.description or "").replace("|", "\\|").replace("\n", " ")
        parts = list(_parts(info.annotation))
        words = [word for part in parts if get_origin(part) is Literal for word in get_args(part)]
        if words:
            meaning += f" Known: {', '.join(f'`{word}`' for word in words)}."
        yield f"| `{name}`{within}{needed} | {meaning} |"
        for part in parts:
            if isinstance(part, type) and issubclass(part, Record):
                yield from _field_rows(part, f" of `{name}`")


def _parts(annotation: object) -> Iterator[object]:
    """Yield a type and all that it is made of."""
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def _problems_table() -> str:
    return "\n\n".join(f"#### {code}\n\n{_explained(code)}" for code in CODES)


def _explained(code: str) -> str:
    fix = FIXES.get(code)
    return f"{CODES[code]} `make fix` {fix}." if fix else CODES[code]
