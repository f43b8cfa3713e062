"""BibTeX and BibLaTeX, read by bibtexparser."""

import logging
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from generator.listings.bibliography import MAX_RECORD, Bibliography, Found
from generator.listings.latex import plain_latex
from generator.listings.lines import Parsed, Source

if TYPE_CHECKING:
    from bibtexparser.model import Block, Entry

_BLOCK = re.compile(r"^@[ \t]*[A-Za-z]+[ \t]*[{(]", re.MULTILINE)
_FIELD = re.compile(r"\b(?:title|author|abstract)\s*=", re.IGNORECASE)
# What an entry leaves when its beginning is lost; headers of programs hold none of it.
_REMNANT = re.compile(r'\btitle\s*=|^(?![ \t]*%).*[{}"=]', re.IGNORECASE | re.MULTILINE)
_VOLUMES = frozenset({"proceedings", "mvproceedings", "periodical", "set", "xdata", "control"})
_OTHERS = re.compile(r"(?<!\s)\s++and\s++others\s*$", re.IGNORECASE)
_NAMESAKE = re.compile(r"(?<!\s)\s++\d{4}$")  # dblp numbers people of one name
_PART = re.compile(r'\s*(?:"([^"]*)"|\{([^{}]*)\}|([^\s#"{}]+))\s*(#|$)')
_ADDRESSES = ("url", "code", "github", "website", "howpublished")
_REMARKS = ("note", "comment", "annote", "addendum", "pubstate")
_MENTIONS = ("doi", "url", "howpublished", "journal", "volume", "number", "note", "eprint", "ee")

# The parser logs each fault beside returning it; the returned one is shown, with its line.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())


def recognises(source: Source) -> bool:
    """Whether a line begins as an entry of BibTeX does."""
    return bool(_BLOCK.search(source.text))


def parse(source: Source) -> Parsed:
    """Return the entries of a BibTeX file; volumes that papers refer to are none.

    Problems: ``listing-record`` and those of every bibliography.
    """
    found = Bibliography(source, "bibtex")
    entries = list(_entries(source, found))
    volumes = {entry.key.lower(): fields for entry, fields in entries}
    for entry, fields in entries:
        first, last = _place(entry)
        size = len(entry.raw or "")
        if size > MAX_RECORD:
            message = f"expected an entry of at most {MAX_RECORD:,} characters, got one of {size:,}"
            found.reject(first, last, message)
        elif entry.entry_type not in _VOLUMES:
            found.add(_record(first, last, _with_volume(fields, volumes)))
    return found.parsed()


def _entries(source: Source, found: Bibliography) -> Iterator[tuple["Entry", Mapping[str, str]]]:
    """Yield each entry with its fields by lower-case name, without their braces or quotes."""
    from bibtexparser.entrypoint import parse_string  # noqa: PLC0415 - needed for this format only
    from bibtexparser.library import Library  # noqa: PLC0415
    from bibtexparser.middlewares.parsestack import default_parse_stack  # noqa: PLC0415
    from bibtexparser.model import Entry, String  # noqa: PLC0415

    library = Library()
    entries: list[Entry] = []
    # The parser does not count a line that ends in a backslash.
    for block in parse_string(source.text.replace("\\\n", "\\ \n"), parse_stack=[]).blocks:
        whole = getattr(block, "ignore_error_block", None) or block
        fault = _fault(whole)
        if fault:
            _reject(found, whole, fault)
        if isinstance(whole, Entry):
            entries.append(whole)
        elif isinstance(whole, String):
            library.add(whole, fail_on_duplicate_key=False)
    keys = [entry.key for entry in entries]
    for number, entry in enumerate(entries):
        entry.key = str(number)  # the parser drops an entry whose key was used before
    library.add([*entries])
    for middleware in default_parse_stack():
        library = middleware.transform(library)
    strings = {key.lower(): string.value for key, string in library.strings_dict.items()}
    for key, entry in zip(keys, library.entries, strict=True):
        entry.key = key
        _look_at_titles(entry, found)
        # Of a field that is given twice the first counts, as in BibTeX.
        yield entry, {f.key.lower(): _joined(f, strings) for f in reversed(entry.fields)}


def _fault(block: "Block") -> str:
    """Return why a block may be what is left of an entry; empty when it is not."""
    from bibtexparser.model import ImplicitComment, Preamble, String  # noqa: PLC0415

    if isinstance(block, ImplicitComment):
        return "this belongs to no entry" if _REMNANT.search(block.comment) else ""
    if isinstance(block, String | Preamble):
        return "this holds fields of an entry" if _FIELD.search(block.raw or "") else ""
    return f"not readable as BibTeX: {_reason(block.error)}" if hasattr(block, "error") else ""


def _look_at_titles(entry: "Entry", found: Bibliography) -> None:
    """Say it when an entry has a second title: it may have swallowed another."""
    for second in [field for field in entry.fields if field.key.lower() == "title"][1:]:
        found.left_over((second.start_line or 0) + 1, str(second.value))


def _reject(found: Bibliography, block: "Block", message: str) -> None:
    found.reject(*_place(block), message, "mend it in the dump, or add the paper by hand")


def _place(block: "Block") -> tuple[int, int]:
    """Return the first and the last line of a block."""
    first = (block.start_line or 0) + 1
    return first, first + (block.raw or "").rstrip().count("\n")


def _reason(fault: Exception) -> str:
    return str(getattr(fault, "abort_reason", fault)).strip().rstrip(".").replace("`", "'")


def _joined(field: Any, strings: Mapping[str, str]) -> str:
    """Return a field's value; parts that ``#`` joins are put together."""
    value = str(field.value)
    if field.enclosing != "no-enclosing" or "#" not in value:
        return value
    parts: list[str] = []
    end = 0
    while match := _PART.match(value, end):
        text, group, name, sign = match.groups()
        parts.append(text or group or (strings.get(name.lower(), name) if name else ""))
        end = match.end()
        if not sign:
            return "".join(parts)
    return value


def _with_volume(
    fields: Mapping[str, str], volumes: Mapping[str, Mapping[str, str]]
) -> Mapping[str, str]:
    """Return an entry's fields, with what its ``crossref`` says where it says nothing itself."""
    volume = volumes.get(fields.get("crossref", "").strip().lower())
    if volume is None:
        return fields
    given = {name: volume[name] for name in ("year", "date") if name in volume}
    name = volume.get("booktitle") or volume.get("title")
    return {**given, **({"booktitle": name} if name else {}), **fields}


def _record(first: int, last: int, fields: Mapping[str, str]) -> Found:
    def plain(*names: str) -> str:
        return next((plain_latex(fields[name]) for name in names if fields.get(name)), "")

    title, subtitle = plain("title"), plain("subtitle")
    names = fields.get("author", "")
    kind = fields.get("archiveprefix") or fields.get("eprinttype") or "arxiv"
    return Found(
        first,
        last,
        title=f"{title}: {subtitle}" if subtitle else title,
        abstract=plain("abstract"),
        authors=tuple(_authors(_OTHERS.sub("", names))),
        and_others=bool(_OTHERS.search(names)),
        published=plain("year", "date"),
        venue=plain("journal", "journaltitle", "booktitle"),
        arxiv=fields.get("eprint", "") if kind.strip().lower() == "arxiv" else "",
        mentions=tuple(plain(name) for name in _MENTIONS),
        addresses=tuple(plain(name) for name in _ADDRESSES),
        note=" ".join(plain(name) for name in _REMARKS),
    )


def _authors(names: str) -> Iterator[str]:
    """Yield names with the given name first, as people write them."""
    from bibtexparser.middlewares.names import (  # noqa: PLC0415 - needed for this format only
        parse_single_name_into_parts,
        split_multiple_persons_names,
    )

    for name in split_multiple_persons_names(" ".join(names.split())):
        parts = parse_single_name_into_parts(name, strict=False)
        yield _NAMESAKE.sub("", plain_latex(parts.merge_first_name_first))
