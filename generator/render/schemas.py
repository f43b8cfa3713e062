"""JSON Schemas of the files that people edit, for editors."""

from pydantic import TypeAdapter

from generator.fields import Slug
from generator.json_text import json_text
from generator.model import Ignored, Paper, ReadingPath, Record, Site, Tag, Theme, schema_of

SCHEMAS: dict[str, type[Record]] = {
    "paper": Paper,
    "theme": Theme,
    "path": ReadingPath,
    "site": Site,
}
LIST_SCHEMAS: dict[str, type[Record]] = {"tags": Tag, "ignored": Ignored}


def schema_files() -> dict[str, str]:
    """Return the text of every ``site_config/schema/*.schema.json`` by file name."""
    draft = "https://json-schema.org/draft/2020-12/schema"
    found = {
        f"{name}.schema.json": json_text({"$schema": draft, **schema_of(record)})
        for name, record in SCHEMAS.items()
    }
    for name, record in LIST_SCHEMAS.items():
        whole = schema_of(record)
        definitions = whole.pop("$defs", {})
        listed = {"$schema": draft, "type": "array", "items": whole, "$defs": definitions}
        found[f"{name}.schema.json"] = json_text(listed)
    slug = TypeAdapter(Slug).json_schema()
    titles = {"type": "object", "propertyNames": slug, "additionalProperties": {"type": "string"}}
    found["register.schema.json"] = json_text({"$schema": draft, **titles})
    return found
