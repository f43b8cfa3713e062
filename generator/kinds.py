"""The kinds of YAML files a list has: which record each holds, and which schema describes it."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from generator.model import Ignored, Paper, ReadingPath, Record, Site, Tag, Theme
from generator.places import IGNORED_PATH, SITE_PATH, TAGS_PATH

MODELINE = "# yaml-language-server:"
"""How a first line begins that names the schema, which editors complete and check fields by."""


@dataclass(frozen=True)
class Kind:
    """One kind of file.

    Attributes:
        pattern: Its paths from the root; a star stands for any name.
        schema: Its file in ``site_config/schema/``.
        record: What the file holds.
        listed: Whether it holds a list of such records.
    """

    pattern: str
    schema: str
    record: type[Record]
    listed: bool = False

    @property
    def modeline(self) -> str:
        """The first line of such a file, without its end."""
        up = self.pattern.count("/")
        inside = self.pattern.startswith("site_config/")
        to_schema = "../" * (up - 1) if inside else "../" * up + "site_config/"
        return f"{MODELINE} $schema={to_schema}schema/{self.schema}"


PAPERS = Kind("content/papers/*/*.yaml", "paper.schema.json", Paper)
THEMES = Kind("content/themes/*.yaml", "theme.schema.json", Theme)
KINDS = (
    PAPERS,
    THEMES,
    Kind("content/paths/*.yaml", "path.schema.json", ReadingPath),
    Kind(IGNORED_PATH, "ignored.schema.json", Ignored, listed=True),
    Kind(SITE_PATH, "site.schema.json", Site),
    Kind(TAGS_PATH, "tags.schema.json", Tag, listed=True),
)


def kind_of(path: str) -> Kind | None:
    """Return the kind of a file, or None for one that holds no record.

    >>> kind_of("content/papers/offline-rl/odice.yaml").modeline
    '# yaml-language-server: $schema=../../../site_config/schema/paper.schema.json'
    >>> kind_of("content/register.yaml") is None
    True
    """
    for kind in KINDS:
        same_depth = path.count("/") == kind.pattern.count("/")
        if same_depth and fnmatchcase(path, kind.pattern):
            return kind
    return None
