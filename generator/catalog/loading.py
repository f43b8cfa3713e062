"""Parse the files of a list, one kind of file at a time."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import PurePosixPath
from typing import Any, TypeVar

from pydantic import ValidationError

from generator.catalog.faults import fault_to_problem
from generator.fields import RESERVED_IDS
from generator.model import (
    Catalog,
    Entry,
    Ignored,
    Listing,
    Page,
    Paper,
    ReadingPath,
    Record,
    Site,
    Tag,
    Theme,
)
from generator.parallel import Aside, at_last
from generator.places import (
    FOR_PAGES_ALONE,
    IGNORED_PATH,
    NOTICE_PATH,
    REGISTER_PATH,
    SITE_PATH,
    TAGS_PATH,
)
from generator.problems import Location, Problem, cut, error, quote
from generator.text import slugify
from generator.yaml_guard import invisible_characters
from generator.yaml_source import MAX_CHARACTERS, YamlSource, read_yaml

_FOLDERS = ("content/", "site_config/")
_ENTRIES = "content/papers"
_SOME_DAY = date(2099, 12, 31)
"""Stands in for a day that cannot be read, so that all else of the entry can be looked at."""
_READ = re.compile(
    r"content/(?:papers|themes|paths|pages)/.*|content/(?:ignored|register)\.yaml"
    r"|content/NOTICE\.md|site_config/(?:site|tags)\.yaml"
)
OWN_PAGES = frozenset(
    "assets data feeds index listings map my new offline papers paths search stats suggest tags "
    "themes".split()
)
"""Names of pages and folders that the site has anyway."""
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
R = TypeVar("R", bound=Record)


class Loader:
    """Reads files into records and keeps the problems.

    Attributes:
        problems: What is wrong with single files.
        texts: Texts of the files by path.
        in_part: Entries with faults, without the fields that have them, by id: the other fields can
            be looked at all the same.
    """

    def __init__(self, files: Mapping[str, bytes], aside: Aside = at_last) -> None:
        """Read the texts of some files.

        Args:
            files: Contents by path from the root.
            aside: Begins half of the work beside the other half.
        """
        self._aside = aside
        self.problems: list[Problem] = []
        self.texts: dict[str, str] = {}
        self.in_part: dict[str, Entry] = {}
        for path, content in sorted(files.items()):
            self._decode(path, content)

    def catalog(self, listings: Sequence[Listing]) -> Catalog | None:
        """Return all that could be read, or None without a readable site description."""
        self._say_what_is_not_read()
        # Everything is read, whatever is wrong with the rest.
        held: dict[str, Any] = {
            "themes": _in_order(self._folder("content/themes", Theme)),
            "paths": _in_order(self._folder("content/paths", ReadingPath)),
            "entries": self._entries(),
            "tags": {tag.slug: tag for tag in self._records(TAGS_PATH, Tag, "slug")},
            "ignored": tuple(self._records(IGNORED_PATH, Ignored, "title")),
            "register_ids": self._register(),
            "listings": {listing.id: listing for listing in listings},
            "pages": self._pages(),
            "notice": self._prose(NOTICE_PATH) if NOTICE_PATH in self.texts else "",
        }
        site = self._site()
        return Catalog(site=site, **held) if site else None

    def _site(self) -> Site | None:
        if SITE_PATH in self.texts:
            return self._record(SITE_PATH, Site)
        message = "expected the description of the list, found no such file"
        hint = "create it with name, tagline and description"
        self.problems.append(error(Location(SITE_PATH), "missing-file", message, hint))
        return None

    def _say_what_is_not_read(self) -> None:
        for path in self.texts:
            is_ours = path.startswith(_FOLDERS) and not path.startswith(FOR_PAGES_ALONE)
            if is_ours and not _READ.fullmatch(path):
                self._stray(path, f"expected no file here: nothing reads {quote(path)}")

    def _stray(self, path: str, message: str) -> None:
        hint = "rename it or move it to where it belongs, or delete it"
        self.problems.append(error(Location(path), "stray-file", message, hint))

    def _decode(self, path: str, content: bytes) -> None:
        try:
            self.texts[path] = content.decode("utf-8")
        except UnicodeDecodeError as fault:
            line = content.count(b"\n", 0, fault.start) + 1
            message = f"expected UTF-8 text, got the byte 0x{content[fault.start]:02x}"
            where = Location(path, line)
            self.problems.append(error(where, "encoding", message, "save the file as UTF-8"))

    def _source(self, path: str) -> YamlSource | None:
        source, problems = read_yaml(path, self.texts[path])
        self.problems.extend(problems)
        return source

    def _record(self, path: str, record: type[R]) -> R | None:
        source = self._source(path)
        if source is None:
            return None
        if not isinstance(source.data, dict):
            self._shape(source, "keys with values (key: value)")
            return None
        return self._validate(source, record, source.data, ())

    def _records(self, path: str, record: type[R], identity: str) -> list[R]:
        """Read a file that holds a list of records, each with its own identity."""
        if path not in self.texts:
            return []
        source = self._source(path)
        if source is None or source.data == {}:
            return []
        if not isinstance(source.data, list):
            self._shape(source, "a list of items, each begun by a dash")
            return []
        found: dict[str, R] = {}
        for index, item in enumerate(source.data):
            value = self._validate(source, record, item, (index,))
            if value is None:
                continue
            name = str(getattr(value, identity))
            if name in found:
                message = f"{quote(name)} stands here a second time"
                where = source.locate((index, identity))
                self.problems.append(error(where, "duplicate-item", message, "keep one of them"))
            found.setdefault(name, value)
        return list(found.values())

    def _validate(
        self, source: YamlSource, record: type[R], data: Any, keys: tuple[str | int, ...]
    ) -> R | None:
        try:
            return record.model_validate(data)
        except ValidationError as faults:
            found = faults.errors(include_url=False)
            self.problems += cut(fault_to_problem(source, record, f, keys) for f in found)
            return self._without(record, data, {f["loc"][:1] for f in found})

    def _without(self, record: type[R], data: Any, faulty: set[tuple[Any, ...]]) -> R | None:
        """Return an entry without its faulty fields, where it can do without them."""
        if record is not Paper or () in faulty:  # the whole of it is at fault
            return None
        right = {k: v for k, v in data.items() if (k,) not in faulty}
        try:
            return record.model_validate({"added": _SOME_DAY} | right)
        except ValidationError:
            return None

    def _shape(self, source: YamlSource, expected: str) -> None:
        message = f"expected {expected}, got something else"
        hint = "see how another file of this kind begins, or the fields in CONTRIBUTING.md"
        self.problems.append(error(source.locate(()), "shape", message, hint))

    def _folder(self, folder: str, record: type[R]) -> dict[str, R]:
        found = {}
        for path in self._paths(folder, ".yaml", depth=1):
            value = self._record(path, record)
            if value is not None:
                found[PurePosixPath(path).stem] = value
        return found

    def _entries(self) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        paths = self._paths(_ENTRIES, ".yaml", depth=2)
        half = self._aside(partial(self._papers, paths[1::2]))
        papers = {**self._papers(paths[::2]), **half()}
        for path in paths:
            pure = PurePosixPath(path)
            paper, faults = papers[path]
            self.problems += faults
            if pure.stem in found:
                message = f"the id {quote(pure.stem)} is taken by {found[pure.stem].path}"
                hint = "an id is unique over all themes: rename one of the files"
                self.problems.append(error(Location(path), "duplicate-id", message, hint))
            elif paper is not None:
                entry = Entry(id=pure.stem, theme=pure.parent.name, path=path, paper=paper)
                held = self.in_part if faults else found
                held[pure.stem] = entry
        return dict(sorted(found.items()))

    def _papers(self, paths: Sequence[str]) -> dict[str, tuple[Paper | None, list[Problem]]]:
        """Return what some entries say, and what is wrong with each."""
        found = {}
        for path in paths:
            before = len(self.problems)
            paper = self._record(path, Paper)
            found[path] = paper, self.problems[before:]
            del self.problems[before:]
        return found

    def _pages(self) -> dict[str, Page]:
        paths = self._paths("content/pages", ".md", depth=1)
        for path in [p for p in paths if PurePosixPath(p).stem in OWN_PAGES]:
            paths.remove(path)
            message = f"the site has a page {quote(PurePosixPath(path).stem)} of its own"
            self.problems.append(error(Location(path), "slug", message, "choose another name"))
        pages = {PurePosixPath(p).stem: p for p in paths}
        return {s: Page(slug=s, path=p, markdown=self._prose(p)) for s, p in pages.items()}

    def _prose(self, path: str) -> str:
        """Return a text in Markdown, empty where it cannot be one."""
        text = self.texts[path]
        if len(text) > MAX_CHARACTERS:
            message = f"expected at most {MAX_CHARACTERS:,} characters, got {len(text):,}"
            hint = "cut it into several pages: nobody reads one that long"
            self.problems.append(error(Location(path), "page-too-large", message, hint))
            return ""
        self.problems += invisible_characters(path, text)
        return text

    def _register(self) -> dict[str, str]:
        if REGISTER_PATH not in self.texts:
            return {}
        source = self._source(REGISTER_PATH)
        if source is None:
            return {}
        if not isinstance(source.data, dict):
            self._shape(source, "ids with titles (id: title)")
            return {}
        return {k: v for k, v in source.data.items() if isinstance(v, str)}

    def _paths(self, folder: str, ending: str, depth: int) -> list[str]:
        """Return the usable files of a folder; report the others."""
        found = []
        for path in self.texts:
            if not path.startswith(folder + "/"):
                continue
            pure = PurePosixPath(path)
            names = pure.relative_to(folder).parts
            if len(names) != depth or pure.suffix != ending:
                shape = "<theme>/<id>.yaml" if depth == 2 else f"<name>{ending}"  # noqa: PLR2004
                self._stray(path, f"expected files {folder}/{shape}, this one is not read")
                continue
            is_slug = _NAME.fullmatch(pure.stem) is not None
            if not is_slug or pure.stem in RESERVED_IDS:
                expected = "a name that the site does not use itself" if is_slug else "a slug"
                message = f"expected {expected} as file name, got {quote(pure.stem)}"
                hint = f"call it {slugify(pure.stem) or 'a-few-words'}{ending}"
                hint = "choose another" if is_slug else hint
                self.problems.append(error(Location(path), "slug", message, hint))
                if folder == _ENTRIES:
                    self._record(path, Paper)  # to say at once what else is wrong with it
                continue
            found.append(path)
        return found


def _in_order(records: Mapping[str, Any]) -> dict[str, Any]:
    by_order: Callable[[tuple[str, Any]], tuple[int, str]] = lambda pair: (pair[1].order, pair[0])  # noqa: E731
    return dict(sorted(records.items(), key=by_order))
