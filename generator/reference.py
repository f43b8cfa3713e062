"""What is written from the code: JSON Schemas, and the tables in CONTRIBUTING.md."""

from collections.abc import Iterator

from generator.codes import CODES, FIXES
from generator.model import Paper, ReadingPath, Record, Site, Step, Tag, Theme
from generator.render.schemas import schema_files

GUIDE = "CONTRIBUTING.md"
_TABLES: dict[str, tuple[type[Record], str]] = {
    "paper": (Paper, "content/papers/<theme>/<id>.yaml"),
    "theme": (Theme, "content/themes/<theme>.yaml"),
    "path": (ReadingPath, "content/paths/<path>.yaml"),
    "step": (Step, "an item of `steps`"),
    "tag": (Tag, "an item of site_config/tags.yaml"),
    "site": (Site, "site_config/site.yaml"),
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
    regions |= {f"fields: {name}": _field_table(record) for name, (record, _) in _TABLES.items()}
    for name, table in regions.items():
        begin, end = f"<!-- begin: {name} -->", f"<!-- end: {name} -->"
        before, found, rest = text.partition(begin)
        _old, closed, after = rest.partition(end)
        if found and closed:
            text = f"{before}{begin}\n{table}\n{end}{after}"
    return text


def _field_table(record: type[Record]) -> str:
    rows = ["| field | meaning |", "| --- | --- |"]
    for name, info in record.model_fields.items():
        needed = " (needed)" if info.is_required() else ""
        meaning = (info.description or "").replace("|", "\\|").replace("\n", " ")
        rows.append(f"| `{name}`{needed} | {meaning} |")
    return "\n".join(rows)


def _problems_table() -> str:
    return "\n\n".join(f"#### {code}\n\n{_explained(code)}" for code in CODES)


def _explained(code: str) -> str:
    fix = FIXES.get(code)
    return f"{CODES[code]} `make fix` {fix}." if fix else CODES[code]
