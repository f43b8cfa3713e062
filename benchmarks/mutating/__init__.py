"""Small faults put into code, one at a time, to see whether a test notices each."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mutating import javascript, python


@dataclass(frozen=True)
class Mutant:
    """A module with one fault.

    Attributes:
        path: The module, from the root of the repository.
        line: Where the fault is, from 1.
        change: What was done, as `before → after`.
        text: The whole module with the fault.
    """

    path: Path
    line: int
    change: str
    text: str


def mutants_of(home: Path, path: Path) -> Sequence[Mutant]:
    """Return every mutant of a module, in the order of its lines."""
    kind = python if path.suffix == ".py" else javascript
    text = (home / path).read_text()
    found = [Mutant(path, line, change, changed) for line, change, changed in kind.mutate(text)]
    return sorted(found, key=lambda mutant: (mutant.line, mutant.change))
