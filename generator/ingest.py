"""Find out what a listing brings that the list does not have, and write entries for it.

Ingest only ever creates. What a curator retitled, moved, edited, merged or deleted is recognised
and left as it is: by title, by the forms in ``listed_as``, by ``content/ignored.yaml``, and by
``content/register.yaml``, which keeps every id that was ever given with the title it was given for.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from generator.entry_file import entry_path, entry_text
from generator.fields import RESERVED_IDS, is_url
from generator.links import classify_link, find_links
from generator.model import INGEST, Catalog, Entry, Facts, Listing, ListingRecord, Paper
from generator.places import REGISTER_PATH
from generator.problems import Location, Problem, error, notice, quote, warning
from generator.text import propose_id, title_key
from generator.yaml_source import write_yaml

FALLBACK_THEME = "unsorted"

Propose = Callable[[Sequence[tuple[str, str]]], Sequence[str]]
"""From titles and abstracts to one theme each."""


@dataclass(frozen=True)
class NewEntry:
    """An entry that is about to be created.

    Attributes:
        id: Its id.
        path: Path of its file from the root.
        text: What the file will hold.
        title: Title as listed.
    """

    id: str
    path: str
    text: str
    title: str


@dataclass(frozen=True)
class Plan:
    """What ingesting a listing would do.

    Attributes:
        new: Entries to create, in listing order.
        known: How many records are on the list already.
        ignored: How many records are left out on purpose.
        removed: How many records were on the list before and are not any more.
        repeated: How many records repeat an earlier one of the same listing.
        register: The ids of this listing's papers, for ``content/register.yaml``.
        problems: What somebody should know.
    """

    new: tuple[NewEntry, ...]
    known: int
    ignored: int
    removed: int
    repeated: int
    register: Mapping[str, str]
    problems: tuple[Problem, ...]


def plan_ingest(
    catalog: Catalog,
    listing: Listing,
    *,
    added: date,
    facts: Mapping[str, Mapping[str, Any]],
    propose: Propose,
) -> Plan:
    """Return what is to be created for a listing.

    Args:
        catalog: The list as it is.
        listing: The parsed dump.
        added: Day to write into new entries.
        facts: Authors, year, venue, arXiv id and links by title key; may be empty. What is given
            here goes before what the listing says itself.
        propose: Proposes a theme for each new paper.
    """
    taken = {*catalog.entries, *catalog.register_ids, *catalog.current_id, *RESERVED_IDS}
    registered = {title_key(title): id_ for id_, title in catalog.register_ids.items()}
    fresh: dict[str, tuple[str, ListingRecord]] = {}
    register: dict[str, str] = {}
    seen: set[str] = set()
    counts = {"known": 0, "ignored": 0, "removed": 0, "repeated": 0}
    problems: list[Problem] = []
    for record in listing.records:
        key = title_key(record.title)
        numbers = {n for n in (record.facts.arxiv, record.facts.doi) if n}
        id_ = catalog.id_of(record)
        if key in seen or numbers & seen:
            counts["repeated"] += 1
        elif key in catalog.ignored_keys:
            counts["ignored"] += 1
        elif id_ is not None:
            counts["known"] += 1
            if key not in registered:
                register[id_] = record.title
            problems.extend(_changes_upstream(catalog, id_, listing, record))
        elif key in registered:
            counts["removed"] += 1
            where = Location(listing.path, record.line)
            message = f"{quote(record.title)} was on the list as {quote(registered[key])} before"
            hint = "it stays off; add it to content/ignored.yaml with a reason"
            problems.append(notice(where, "removed-paper", message, hint))
        else:
            id_ = propose_id(record.title, taken)
            taken.add(id_)
            fresh[id_] = key, record
            register[id_] = record.title
        seen |= {key, *numbers}
    themes = propose([(record.title, record.abstract) for _, record in fresh.values()])
    new = []
    for (id_, (key, record)), theme in zip(fresh.items(), themes, strict=True):
        try:
            known = _given_facts(facts.get(key, {})).or_else(record.facts)
        except ValidationError as fault:
            where = Location(listing.path, record.line)
            message = f"the facts given for {quote(record.title)} are left out: {_first(fault)}"
            hint = "mend the file of facts and ingest again, or write them into the entry"
            problems.append(warning(where, "unusable-facts", message, hint))
            known = record.facts
        try:
            text = entry_text(paper_of(record, known, added))
        except ValueError as fault:  # also pydantic's: what it holds is no entry
            problems.append(_no_entry(listing, record, fault))
            continue
        new.append(NewEntry(id_, entry_path(theme, id_), text, record.title))
    return Plan(tuple(new), register=register, problems=tuple(problems), **counts)


def _no_entry(listing: Listing, record: ListingRecord, fault: ValueError) -> Problem:
    where = Location(listing.path, record.line)
    message = f"no entry can be made of {quote(record.title)}: {quote(fault, 200)}"
    hint = "shorten it in the dump or take it out there, then ingest the dump again"
    return error(where, "unusable-record", message, hint)


def paper_of(record: ListingRecord, facts: Facts, added: date) -> Paper:
    """Return a listed paper as an entry holds it, with the links that its abstract names."""
    links: dict[str, str] = {str(kind): address for kind, address in facts.links.items()}
    for address in find_links(record.abstract):
        there = {link.rstrip("/") for link in links.values()}
        if is_url(address) and address.rstrip("/") not in there:
            links.setdefault(classify_link(address), address)
    return Paper.model_validate(
        {
            **dict(facts),
            "title": record.title,
            "links": links,
            "abstract": record.abstract or None,
            "added": added,
            "added_by": INGEST,
        }
    )


def register_text(register: Mapping[str, str]) -> str:
    """Return the text of ``content/register.yaml``, sorted by id."""
    head = (
        "# yaml-language-server: $schema=../site_config/schema/register.schema.json\n"
        "# Every id that was ever given, with the title it was given for. `make ingest` writes\n"
        "# it; `make check` proves with it that no address of a paper is ever lost.\n"
    )
    if not register:
        return head + "{}\n"
    return head + write_yaml(dict(sorted(register.items())), path=REGISTER_PATH)


def facts_by_title(items: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Return the trustworthy facts of a bibliography by title key.

    Args:
        items: Objects with ``title``, ``authors``, ``year``, ``venue``, ``arxiv``, ``code``,
            ``project``; those with a ``confidence`` other than ``high`` are left out.
    """
    return {
        title_key(str(item["title"])): item
        for item in items
        if isinstance(item.get("title"), str) and item.get("confidence", "high") == "high"
    }


def _given_facts(item: Mapping[str, Any]) -> Facts:
    """Return what a file of facts says of one paper.

    Raises:
        ValidationError: It does not fit the fields of an entry.
    """
    links = {kind: item[kind] for kind in ("code", "project") if item.get(kind)}
    names = ("authors", "year", "venue", "arxiv", "doi")
    fields = {name: item[name] for name in names if item.get(name)}
    return Facts.model_validate({**fields, "links": links})


def _first(fault: ValidationError) -> str:
    first = fault.errors(include_url=False)[0]
    return f"{'.'.join(str(step) for step in first['loc'])}: {first['msg']}"


def _changes_upstream(
    catalog: Catalog, id_: str, listing: Listing, record: ListingRecord
) -> Iterable[Problem]:
    """Say where a listing differs from the entry of a known paper; the entry stays as it is."""
    entry = catalog.entries[id_]
    where = Location(listing.path, record.line)
    if title_key(record.title) not in entry.title_keys:
        message = f"{quote(entry.paper.title)} ({id_}) is listed as {quote(record.title)}"
        yield notice(where, "retitled-paper", message, "add that form to listed_as: of the entry")
    lacks, differs = _compare(entry, record.facts)
    if lacks:
        message = f"the entry {id_} lacks what the listing knows: {', '.join(lacks)}"
        yield notice(where, "upstream-fact", message, "add what is right to the entry")
    for name, ours, theirs in differs:
        message = f"{name}: the entry {id_} says {quote(ours)}, the listing {quote(theirs)}"
        yield warning(where, "upstream-fact", message, "look which is right; the entry stays")


def _compare(entry: Entry, facts: Facts) -> tuple[list[str], list[tuple[str, str, str]]]:
    """Return the facts that an entry lacks, and the numbers that it states otherwise."""
    lacks, differs = [], []
    for name, theirs in facts:
        ours = getattr(entry.paper, name)
        if name == "links" or not theirs:
            continue
        shown = ", ".join(theirs) if isinstance(theirs, tuple) else str(theirs)
        if not ours:
            lacks.append(f"{name} {quote(shown)}")
        elif name in {"arxiv", "doi"} and ours != theirs:
            differs.append((name, ours, theirs))
    return lacks, differs
