"""The file of an entry: where it stands, and how a new one is written."""

from typing import Any

from generator.kinds import PAPERS
from generator.model import Paper
from generator.yaml_source import write_yaml

ENTRIES = "content/papers"
SCHEMA_LINE = f"{PAPERS.modeline}\n"
"""The first line of an entry: editors complete its fields from the schema it names."""


def entry_path(theme: str, id_: str) -> str:
    """Return the path of an entry from the root of the list.

    >>> entry_path("offline-rl", "conservative-q-learning")
    'content/papers/offline-rl/conservative-q-learning.yaml'
    """
    return f"{ENTRIES}/{theme}/{id_}.yaml"


def entry_text(paper: Paper) -> str:
    """Return the YAML text of a new entry, its fields in order; what is not known is left out.

    The page that makes entries in the browser writes the same, in suggest/yaml.js.

    Raises:
        ValueError: A text would not read back as it is, e.g. one with an invisible character.

    >>> entry_text(Paper(title="No", year=2024, added="2026-01-31")).splitlines()[1:]
    ["title: 'No'", 'year: 2024', 'added: 2026-01-31']
    """
    data = paper.model_dump(exclude_none=True)
    return SCHEMA_LINE + write_yaml({name: _plain(value) for name, value in data.items() if value})


def _plain(value: Any) -> Any:
    """Return a field's value as YAML takes it."""
    return list(value) if isinstance(value, tuple) else value
