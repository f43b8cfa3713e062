"""JSON as files hold it: the same value gives the same bytes."""

import json
from typing import Any


def json_text(value: Any) -> str:
    """Return readable JSON."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def compact_json(value: Any) -> str:
    """Return small JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
