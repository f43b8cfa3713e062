"""What a rule gets to see: the catalog, and where each value stands."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.model import Catalog
from generator.problems import Location, Problem
from generator.yaml_source import Keys, YamlSource, read_yaml


@dataclass(frozen=True)
class View:
    """A catalog with the texts it was read from.

    Attributes:
        catalog: What was read.
        texts: Text of each file by path.
    """

    catalog: Catalog
    texts: Mapping[str, str]
    _sources: dict[str, YamlSource | None] = field(default_factory=dict, repr=False)

    def locate(self, path: str, *keys: str | int, key: bool = False) -> Location:
        """Return where a value stands; the file is read again only when a rule asks."""
        if path not in self._sources:
            self._sources[path] = read_yaml(path, self.texts.get(path, ""))[0]
        source = self._sources[path]
        steps: Keys = keys
        return source.locate(steps, key=key) if source else Location(path)


Rule: TypeAlias = Callable[[View], Iterable[Problem]]
