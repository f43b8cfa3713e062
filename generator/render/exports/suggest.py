"""What the page for suggesting a paper knows of the list, and the schema it checks entries by."""

from collections.abc import Iterator
from typing import Any

from generator import limits
from generator.entry_file import ENTRIES, SCHEMA_LINE
from generator.fields import RESERVED_IDS
from generator.json_text import compact_json
from generator.model import Catalog, Entry
from generator.render.forge import new_file
from generator.render.page import RenderInput
from generator.render.schemas import schema_files
from generator.text import title_key


def suggest_files(given: RenderInput) -> Iterator[tuple[str, str]]:
    """Yield the list as the page reads it, and the very schema that editors use."""
    yield "data/suggest.json", compact_json(_list_data(given.catalog))
    yield "data/paper.schema.json", schema_files()["paper.schema.json"]


def _list_data(catalog: Catalog) -> dict[str, Any]:
    taken = {*catalog.register_ids, *catalog.current_id, *RESERVED_IDS}
    registered = {now: catalog.register_ids.get(now, "") for now in catalog.entries}
    return {
        "head": SCHEMA_LINE,
        "folder": ENTRIES,
        "new_file": new_file(catalog.site, ENTRIES),
        "limits": {
            "summary": limits.SUMMARY_WORDS,
            "why": limits.WHY_WORDS,
            "needs": limits.NEEDS_PER_PAPER,
            "need": limits.NEED_WORDS,
            "tags": limits.TAGS_PER_PAPER,
            "borrowed": limits.BORROWED_RUN,
            "near_title": limits.NEAR_TITLE,
        },
        "themes": [
            {"slug": slug, "title": theme.title, "scope": theme.scope}
            for slug, theme in catalog.themes.items()
        ],
        "tags": [
            {"slug": t.slug, "label": t.label, "meaning": t.meaning, "aliases": t.aliases}
            for t in catalog.tags.values()
        ],
        "papers": [_paper(entry, registered[id_]) for id_, entry in catalog.entries.items()],
        "taken": sorted(taken - {*registered}),
        "ignored": [{"title": line.title, "reason": line.reason} for line in catalog.ignored],
    }


def _paper(entry: Entry, registered: str) -> dict[str, Any]:
    """Return what tells one paper from a new one; what is empty is left out.

    Args:
        entry: The paper.
        registered: The title for which its id was given; empty when it is not registered.
    """
    paper = entry.paper
    further = [registered] if title_key(registered) not in {"", *entry.title_keys} else []
    forms = [*paper.listed_as, *further]
    fields = {
        "id": entry.id,
        "title": paper.title,
        "forms": forms,
        "names": paper.aliases,
        "arxiv": paper.arxiv,
        "doi": paper.doi,
        "theme": entry.theme,
        "also": paper.also_in,
        "tags": paper.tags,
    }
    return {name: value for name, value in fields.items() if value}
