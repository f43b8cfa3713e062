"""Turn what pydantic found into problems that a curator understands."""

from typing import Any

from generator.codes import CODES
from generator.model import Record
from generator.problems import Problem, did_you_mean, error, quote
from generator.yaml_source import Keys, YamlSource

_EXPECTED = {
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_parsing_size": "a whole number",
    "greater_than_equal": "a whole number from 1 on",
    "string_type": "a text",
    "date_type": "a day such as 2026-01-31",
    "tuple_type": "a list, each item begun by a dash",
    "mapping_type": "keys with values (key: value)",
    "dict_type": "keys with values (key: value)",
    "model_type": "keys with values (key: value)",
    "model_attributes_type": "keys with values (key: value)",
}


def fault_to_problem(
    source: YamlSource, record: type[Record], fault: Any, prefix: Keys = ()
) -> Problem:
    """Return one fault of a record as a problem at its place in the file.

    Args:
        source: The file.
        record: The record that was expected.
        fault: One item of ``ValidationError.errors()``.
        prefix: Keys that lead to the record inside the file.

    Returns:
        A problem with one of the codes ``missing-field``, ``unknown-field``, ``unknown-word``,
        ``shape``, or the code of the field's own check, e.g. ``url``, ``arxiv-id``, ``date``.
    """
    kind = str(fault["type"])
    location = tuple(step for step in fault["loc"] if step != "[key]")
    keys = (*prefix, *location)
    names = [step for step in location if isinstance(step, str)]
    name = names[-1] if names else "the file"
    if kind == "missing":
        known = _field_doc(record, location)
        where = source.locate(keys[:-1])
        return error(where, "missing-field", f"the field {quote(name)} is missing", known)
    if kind == "extra_forbidden":
        hint = did_you_mean(name, _fields(record, location))
        where = source.locate(keys, key=True)
        return error(where, "unknown-field", f"there is no field {quote(name)}", hint)
    got = fault.get("input")
    shown = quote(got) if isinstance(got, str | int) else f"a {_shape_of(got)}"
    if kind == "literal_error":
        expected = str(fault["ctx"]["expected"])
        hint = did_you_mean(str(got), expected.replace("'", "").replace(" or ", ", ").split(", "))
        message = f"expected {expected}, got {shown}"
        return error(
            source.locate(keys, key="[key]" in fault["loc"]), "unknown-word", message, hint
        )
    if kind in _EXPECTED:
        message = f"{name}: expected {_EXPECTED[kind]}, got {shown}"
        return error(source.locate(keys), "shape", message, _field_doc(record, location))
    hint = str(fault.get("ctx", {}).get("hint", "")) or _field_doc(record, location)
    code = kind if kind in CODES else "shape"
    return error(source.locate(keys), code, f"{name}: {fault['msg']}", hint)


def _shape_of(value: object) -> str:
    return "list" if isinstance(value, list) else "map" if isinstance(value, dict) else "value"


def _owner(record: type[Record], location: Keys) -> type[Record] | None:
    """Return the record that owns the last key of ``location``."""
    owner: Any = record
    for step in location[:-1]:
        if isinstance(step, int):
            continue
        info = owner.model_fields.get(step)
        if info is None:
            return None
        inner = [a for a in getattr(info.annotation, "__args__", ()) if isinstance(a, type)]
        owner = next((a for a in inner if issubclass(a, Record)), None)
        if owner is None:
            return None
    result: type[Record] = owner
    return result


def _fields(record: type[Record], location: Keys) -> list[str]:
    owner = _owner(record, location)
    return list(owner.model_fields) if owner else []


def _field_doc(record: type[Record], location: Keys) -> str:
    named = location
    while named and not isinstance(named[-1], str):
        named = named[:-1]
    owner = _owner(record, named)
    info = owner.model_fields.get(str(named[-1])) if owner and named else None
    return str(info.description) if info else "see the table of its fields in CONTRIBUTING.md"
