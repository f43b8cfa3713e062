"""What all records of the list have in common."""

from typing import Any

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen record that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


def schema_of(record: type[Record]) -> dict[str, Any]:
    """Return the JSON Schema of a record."""
    return record.model_json_schema()
