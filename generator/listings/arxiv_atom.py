"""Atom feeds as arXiv's API answers them, read by lxml with everything dangerous turned off."""

from typing import Any

from generator.listings.bibliography import Bibliography, Found
from generator.listings.latex import plain_latex
from generator.listings.lines import Parsed, Source
from generator.problems import quote

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_ERRORS = "/api/errors"
_NO_ENTITIES = "save what the API answers: an Atom feed has no document type"


def recognises(source: Source) -> bool:
    """Whether the dump is XML that names Atom."""
    return source.filled[0].text.startswith("<") and _ATOM.strip("{}") in source.text


def parse(source: Source) -> Parsed:
    """Return the entries of a feed.

    Problems: ``listing-record``, ``listing-format`` when the feed cannot be read or declares
    entities, and those of every bibliography.
    """
    from lxml import etree  # noqa: PLC0415 - needed for this format only

    found = Bibliography(source, "arxiv-atom")
    if "<!DOCTYPE" in source.text:
        line = source.text.count("\n", 0, source.text.index("<!DOCTYPE")) + 1
        found.refuse(line, "expected a feed, got one with a document type", _NO_ENTITIES)
        return found.parsed()
    parser = etree.XMLParser(
        encoding="utf-8",  # the lines were decoded already, whatever the feed says
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(source.text.encode(), parser)
    except etree.XMLSyntaxError as fault:
        message = f"not readable as XML: {fault.msg.split(', line ')[0]}"
        found.refuse(fault.lineno or 1, message, "save the dump again")
        return found.parsed()
    entries = [root] if root.tag == f"{_ATOM}entry" else root.findall(f"{_ATOM}entry")
    for entry in entries:
        _take(found, entry)
    own = {entry.find(f"{_ATOM}title") for entry in entries}
    for title in root.iter(f"{_ATOM}title"):
        is_of_feed = title.getparent() is root and not _entries_before(title)
        if title not in own and not is_of_feed:
            found.left_over(title.sourceline, "".join(title.itertext()))
    return found.parsed()


def _take(found: Bibliography, entry: Any) -> None:
    first = entry.sourceline
    last = _last_line(entry)
    address = _text(entry, "id")
    if _ERRORS in address:
        found.reject(first, last, f"arXiv answered with an error: {quote(_text(entry, 'summary'))}")
        return
    remark = _text(entry, "comment", _ARXIV)
    found.add(
        Found(
            first,
            last,
            title=plain_latex(_text(entry, "title")),
            abstract=plain_latex(_text(entry, "summary")),
            authors=tuple(_text(author, "name") for author in entry.findall(f"{_ATOM}author")),
            published=_text(entry, "published"),
            venue=plain_latex(_text(entry, "journal_ref", _ARXIV)),
            mentions=(address, _text(entry, "doi", _ARXIV)),
            note=remark,
        )
    )


def _entries_before(element: Any) -> bool:
    return next(element.itersiblings(f"{_ATOM}entry", preceding=True), None) is not None


def _text(element: Any, name: str, space: str = _ATOM) -> str:
    """Return the text of a child; empty when there is none."""
    child = element.find(f"{space}{name}")
    return "".join(child.itertext()).strip() if child is not None else ""


def _last_line(entry: Any) -> int:
    """Return the line on which an entry ends: that of its last child and the lines after it."""
    if not len(entry):
        return int(entry.sourceline)
    child = entry[-1]
    return int(child.sourceline) + "".join([*child.itertext(), child.tail or ""]).count("\n")
