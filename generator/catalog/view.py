"""What a rule gets to see: the catalog, and where each value stands."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import TypeAlias

from generator.model import Catalog
from generator.problems import Location, Problem
from generator.text import collapse
from generator.yaml_source import Keys, YamlSource, read_yaml

_ENTRIES = "content/papers/"
_THEMES = "content/themes/"
_LISTINGS = "content/listings/"


@dataclass(frozen=True)
class View:
    """A catalog with the texts it was read from.

    Attributes:
        catalog: What was read.
        texts: Text of each file by path.
        unread: Paths of files that could not be read. What they say is not known, so nothing that
            depends on them is reported: the cause is, once.
    """

    catalog: Catalog
    texts: Mapping[str, str]
    unread: frozenset[str] = frozenset()
    _sources: dict[str, YamlSource | None] = field(default_factory=dict, repr=False)

    @cached_property
    def unread_ids(self) -> frozenset[str]:
        """Ids of entries that could not be read."""
        names = (PurePosixPath(p).name for p in self.unread if p.startswith(_ENTRIES))
        return frozenset(name.partition(".")[0] for name in names)

    @cached_property
    def unread_listings(self) -> frozenset[str]:
        """Ids of listings that could not be read."""
        return frozenset(PurePosixPath(p).stem for p in self.unread if p.startswith(_LISTINGS))

    @cached_property
    def theme_slugs(self) -> frozenset[str]:
        """Slugs of all themes, those that could not be read too."""
        unread = (PurePosixPath(p).stem for p in self.unread if p.startswith(_THEMES))
        return frozenset({*self.catalog.themes, *unread})

    def locate(self, path: str, *keys: str | int, key: bool = False) -> Location:
        """Return where a value stands; the file is read again only when a rule asks."""
        source = self._source(path)
        steps: Keys = keys
        return source.locate(steps, key=key) if source else Location(path)

    def locate_item(self, path: str, identity: str, name: str, *keys: str | int) -> Location:
        """Return where a value stands in the item of a list that is called so.

        The catalog does not say at which place an item stood, since those before it may be broken;
        and a name in it has no white space to spare.
        """
        source = self._source(path)
        items = source.data if source and isinstance(source.data, list) else []
        for index, item in enumerate(items):
            if isinstance(item, dict) and collapse(str(item.get(identity))) == name:
                return self.locate(path, index, *keys)
        return Location(path)

    def comment_behind(self, path: str, keys: Keys) -> tuple[Location, str] | None:
        """Return what YAML takes for a comment right behind a text without quotes, if anything."""
        source = self._source(path)
        return source.comment_behind(keys, self.texts[path]) if source else None

    def _source(self, path: str) -> YamlSource | None:
        if path not in self._sources:
            self._sources[path] = read_yaml(path, self.texts.get(path, ""))[0]
        return self._sources[path]


Rule: TypeAlias = Callable[[View], Iterable[Problem]]
