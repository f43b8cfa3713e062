"""What differs between two states of a list, field by field."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, TypeAlias

from generator.model import Catalog, Entry, Record
from generator.places import IGNORED_PATH, SITE_PATH, TAGS_PATH

Plain: TypeAlias = str | tuple[str, ...] | None
"""A field as a reader sees it: a text, a list of texts, or nothing."""


_FILES = {
    "theme": "content/themes/{}.yaml",
    "path": "content/paths/{}.yaml",
    "tag": TAGS_PATH,
    "ignored paper": IGNORED_PATH,
}
"""Where each kind of change is written; the others cannot be unreadable."""


@dataclass(frozen=True)
class FieldChange:
    """One field of a file that says something else now.

    Attributes:
        name: The field.
        before: What it said.
        after: What it says.
    """

    name: str
    before: Plain
    after: Plain


@dataclass(frozen=True)
class Pair:
    """A paper before and after.

    Attributes:
        before: As it was.
        after: As it is.
        fields: What differs in its file.
    """

    before: Entry
    after: Entry
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class OtherChange:
    """A change of anything but a paper.

    Attributes:
        kind: What it is, e.g. ``theme``.
        name: Which one, e.g. ``offline-rl``.
        what: ``added``, ``removed`` or ``changed``.
        fields: What differs, when it was changed.
    """

    kind: str
    name: str
    what: str
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class Changes:
    """All that differs between two states of a list.

    Attributes:
        added: Papers that are new.
        removed: Papers that are gone.
        renamed: Papers with another id, which lead on from the old one or have its very title.
        moved: Papers that are filed under another theme.
        changed: Papers whose file says something else, renamed and moved ones too.
        others: Changes of themes, paths, tags, listings, pages and settings.
        unreadable: Paths of files that cannot be read now; nothing else is said of them.
        readable_again: Ids of papers that could not be read before.
    """

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    renamed: tuple[Pair, ...]
    moved: tuple[Pair, ...]
    changed: tuple[Pair, ...]
    others: tuple[OtherChange, ...]
    unreadable: tuple[str, ...]
    readable_again: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether the two states say the same."""
        return not any(vars(self).values())


def compare(
    before: Catalog,
    after: Catalog,
    *,
    unread_before: Collection[str] = (),
    unread_after: Collection[str] = (),
) -> Changes:
    """Return what differs between two states of a list.

    Args:
        before: The list as it was.
        after: The list as it is.
        unread_before: Paths of files that could not be read then.
        unread_after: Paths of files that cannot be read now.
    """
    broken = dict.fromkeys(_ids(unread_after))
    mended = [id_ for id_ in _ids(unread_before) if id_ in after.entries]
    gone = {id_: e for id_, e in before.entries.items() if id_ not in {**after.entries, **broken}}
    new = {i: e for i, e in after.entries.items() if i not in before.entries and i not in mended}
    renamed = [_pair(gone[old], new[now]) for old, now in _renamed(gone, new)]
    for pair in renamed:
        del gone[pair.before.id], new[pair.after.id]
    stayed = [_pair(e, after.entries[i]) for i, e in before.entries.items() if i in after.entries]
    pairs = [*stayed, *renamed]
    return Changes(
        added=tuple(new.values()),
        removed=tuple(gone.values()),
        renamed=tuple(renamed),
        moved=tuple(pair for pair in pairs if pair.before.theme != pair.after.theme),
        changed=tuple(pair for pair in pairs if pair.fields),
        others=tuple(o for o in _others(before, after) if not _is_unread(o, unread_after)),
        unreadable=tuple(sorted(unread_after)),
        readable_again=tuple(mended),
    )


def _ids(paths: Collection[str]) -> list[str]:
    return [PurePosixPath(path).stem for path in paths if path.startswith("content/papers/")]


def _is_unread(change: OtherChange, unread: Collection[str]) -> bool:
    """Whether a change only seems to be one, because its file cannot be read."""
    path = _FILES.get(change.kind, "").format(change.name)
    return path in unread


def _renamed(gone: Mapping[str, Entry], new: Mapping[str, Entry]) -> list[tuple[str, str]]:
    """Return pairs of an old id and the new one that took its place."""
    by_title = {entry.title_keys[0]: id_ for id_, entry in gone.items()}
    pairs: dict[str, str] = {}
    for id_, entry in new.items():
        named = [old for old in entry.paper.formerly if old in gone]
        old = named[0] if named else by_title.get(entry.title_keys[0])
        if old is not None and old not in pairs:
            pairs[old] = id_
    return list(pairs.items())


def _pair(before: Entry, after: Entry) -> Pair:
    return Pair(before, after, tuple(_fields(before.paper, after.paper)))


def _fields(before: Record, after: Record) -> Iterator[FieldChange]:
    for name in type(after).model_fields:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield FieldChange(name, _plain(old), _plain(new))


def _others(before: Catalog, after: Catalog) -> Iterator[OtherChange]:
    yield from _compared("theme", before.themes, after.themes)
    yield from _compared("path", before.paths, after.paths)
    yield from _compared("tag", before.tags, after.tags)
    yield from _compared("page", before.pages, after.pages)
    for kind, old, new in (
        ("listing", set(before.listings), set(after.listings)),
        ("ignored paper", _titles(before), _titles(after)),
    ):
        yield from (OtherChange(kind, name, "added") for name in sorted(new - old))
        yield from (OtherChange(kind, name, "removed") for name in sorted(old - new))
    settings = tuple(_fields(before.site, after.site))
    if settings:
        yield OtherChange("settings", SITE_PATH, "changed", settings)


def _titles(catalog: Catalog) -> set[str]:
    return {line.title for line in catalog.ignored}


def _compared(
    kind: str, before: Mapping[str, Record], after: Mapping[str, Record]
) -> Iterator[OtherChange]:
    for name, record in after.items():
        if name not in before:
            yield OtherChange(kind, name, "added")
        elif before[name] != record:
            yield OtherChange(kind, name, "changed", tuple(_fields(before[name], record)))
    for name in before:
        if name not in after:
            yield OtherChange(kind, name, "removed")


def _plain(value: Any) -> Plain:
    """Return a field's value as a reader sees it."""
    if value is None or value in ((), {}):
        return None
    if isinstance(value, Mapping):
        return tuple(f"{key}: {_line(item)}" for key, item in value.items())
    if isinstance(value, tuple | list):
        return tuple(_line(item) for item in value)
    return str(value)


def _line(value: Any) -> str:
    if isinstance(value, Record):
        return ": ".join(_line(item) for _name, item in _present(value))
    return str(value)


def _present(record: Record) -> Iterable[tuple[str, Any]]:
    return ((name, value) for name, value in record if value is not None)
