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

from generator.fields import RESERVED_IDS
from generator.links import classify_link, find_links
from generator.model import INGEST, Catalog, Listing, ListingRecord, Paper
from generator.problems import Location, Problem, notice, quote, warning
from generator.text import propose_id, title_key
from generator.yaml_source import write_yaml

SCHEMA_LINE = "# yaml-language-server: $schema=../../../site_config/schema/paper.schema.json\n"
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
        facts: Authors, year, venue, arXiv id and links by title key; may be empty.
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
        if key in seen:
            counts["repeated"] += 1
        elif key in catalog.ignored_keys:
            counts["ignored"] += 1
        elif key in catalog.id_by_title_key:
            counts["known"] += 1
            id_ = catalog.id_by_title_key[key]
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
        seen.add(key)
    themes = propose([(record.title, record.abstract) for _, record in fresh.values()])
    new = []
    for (id_, (key, record)), theme in zip(fresh.items(), themes, strict=True):
        known = facts.get(key, {})
        fault = _facts_fault(known)
        if fault:
            where = Location(listing.path, record.line)
            message = f"the facts given for {quote(record.title)} are left out: {fault}"
            problems.append(warning(where, "unusable-facts", message))
            known = {}
        text = entry_text(record, known, added)
        path = f"content/papers/{theme}/{id_}.yaml"
        new.append(NewEntry(id_, path, text, record.title))
    return Plan(tuple(new), register=register, problems=tuple(problems), **counts)


def entry_text(record: ListingRecord, facts: Mapping[str, Any], added: date) -> str:
    """Return the YAML text of a new entry; fields without a known value are left out."""
    links = {kind: facts[kind] for kind in ("code", "project") if facts.get(kind)}
    for address in find_links(record.abstract):
        if address.rstrip("/") not in {link.rstrip("/") for link in links.values()}:
            links.setdefault(classify_link(address), address)
    data: dict[str, Any] = {
        "title": record.title,
        "authors": list(facts.get("authors") or ()),
        "year": facts.get("year"),
        "venue": facts.get("venue"),
        "arxiv": facts.get("arxiv"),
        "links": links,
        "abstract": record.abstract,
        "added": added,
        "added_by": INGEST,
    }
    return SCHEMA_LINE + write_yaml({k: v for k, v in data.items() if v})


def register_text(register: Mapping[str, str]) -> str:
    """Return the text of ``content/register.yaml``, sorted by id."""
    head = (
        "# Every id that was ever given, with the title it was given for. `make ingest` writes\n"
        "# it; `make check` proves with it that no address of a paper is ever lost.\n"
    )
    return head + (write_yaml(dict(sorted(register.items()))) if register else "{}\n")


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


def _facts_fault(facts: Mapping[str, Any]) -> str:
    """Return why facts cannot stand in an entry; empty when they can."""
    links = {kind: facts[kind] for kind in ("code", "project") if facts.get(kind)}
    fields = {name: facts.get(name) for name in ("authors", "year", "venue", "arxiv")}
    kept = {name: value for name, value in fields.items() if value}
    try:
        Paper.model_validate({"title": "x", "added": "2026-01-31", "links": links, **kept})
    except ValidationError as fault:
        first = fault.errors(include_url=False)[0]
        return f"{'.'.join(str(step) for step in first['loc'])}: {first['msg']}"
    return ""


def _changes_upstream(
    catalog: Catalog, id_: str, listing: Listing, record: ListingRecord
) -> Iterable[Problem]:
    """Say when a known paper is listed under a form of its title that the entry does not name."""
    entry = catalog.entries[id_]
    if title_key(record.title) in entry.title_keys:
        return
    message = f"{quote(entry.paper.title)} ({id_}) is listed as {quote(record.title)}"
    where = Location(listing.path, record.line)
    yield notice(where, "retitled-paper", message, "add that form to listed_as: of the entry")
