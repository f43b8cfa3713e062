"""What arXiv says of the papers by now, and where it differs from the entries."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from lxml import etree

from generator.listings.latex import plain_latex
from generator.model import Entry
from generator.text import collapse, title_key
from generator.web import Web, WebError

ARXIV = "https://export.arxiv.org/api/query"
IDS_AT_ONCE = 50
PAUSE = 3  # seconds that arXiv wants between two questions
_MOST_BYTES = 4 * 1024 * 1024
_NAMES = {"a": "http://www.w3.org/2005/Atom", "x": "http://arxiv.org/schemas/atom"}
_ID = re.compile(r"/abs/(.{1,60}?)(?:v\d{1,9})?$")
_WITHDRAWN = re.compile(
    r"\b(?:paper|article|submission|manuscript|work) (?:has been|is|was) withdrawn\b", re.IGNORECASE
)
_WITHDRAWN_COMMENT = re.compile(r"\bwithdrawn\b", re.IGNORECASE)


@dataclass(frozen=True)
class ArxivRecord:
    """What arXiv says of one paper.

    Attributes:
        title: On one line.
        authors: In its order.
        withdrawn: Whether its authors or arXiv took it back.
    """

    title: str
    authors: tuple[str, ...]
    withdrawn: bool


@dataclass(frozen=True, order=True)
class Drift:
    """A field of an entry that is not what arXiv says.

    Attributes:
        paper: Id of the paper.
        field: ``title``, ``authors``, ``withdrawn`` or ``arxiv``.
        here: What the entry says.
        there: What arXiv says.
    """

    paper: str
    field: str
    here: str
    there: str


def ask_arxiv(
    ids: Iterable[str], web: Web, arxiv: str = ARXIV
) -> tuple[dict[str, ArxivRecord], list[str]]:
    """Return what arXiv says of each paper it knows, by id, and the ids of which it said nothing.

    Ids of a request that failed are in neither: nothing is known of them today.
    """
    records: dict[str, ArxivRecord] = {}
    unknown: list[str] = []
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), IDS_AT_ONCE):
        batch = ordered[start : start + IDS_AT_ONCE]
        if start:
            web.pause(PAUSE)
        query = urlencode({"id_list": ",".join(batch), "max_results": len(batch)})
        try:
            answer = web.ask("GET", f"{arxiv}?{query}", _MOST_BYTES)
        except WebError:
            continue
        found = read_records(answer.body) if answer.status == 200 else {}  # noqa: PLR2004
        records |= found
        if found:  # an answer that knows none of fifty is a fault of arXiv's
            unknown += [id_ for id_ in batch if id_ not in found]
    return records, unknown


def read_records(body: bytes) -> dict[str, ArxivRecord]:
    """Read an answer of arXiv; one that is no Atom feed holds no records."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        feed = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        return {}
    return dict(_records(feed))


def differences(
    entries: Iterable[Entry], records: Mapping[str, ArxivRecord], unknown: Sequence[str]
) -> list[Drift]:
    """Return where entries differ from arXiv.

    A title counts as the same when it is one of the entry's forms but for case and punctuation;
    authors do when their family names agree.
    """
    found = []
    for entry in entries:
        paper = entry.paper
        if paper.arxiv in unknown:
            found.append(Drift(entry.id, "arxiv", str(paper.arxiv), "no such paper"))
        record = records.get(paper.arxiv or "")
        if record is None:
            continue
        if record.withdrawn:
            found.append(Drift(entry.id, "withdrawn", "", "withdrawn"))
        if _key(record.title) not in {_key(title) for title in _titles(entry)}:
            found.append(Drift(entry.id, "title", paper.title, record.title))
        if paper.authors and _families(paper.authors) != _families(record.authors):
            here, there = ", ".join(paper.authors), ", ".join(record.authors)
            found.append(Drift(entry.id, "authors", here, there))
    return sorted(found)


def _records(feed: etree._Element) -> Iterator[tuple[str, ArxivRecord]]:
    for entry in feed.iterfind("a:entry", _NAMES):
        match = _ID.search(entry.findtext("a:id", "", _NAMES))
        title = collapse(entry.findtext("a:title", "", _NAMES))
        if not match or not title:
            continue
        names = [collapse(e.text or "") for e in entry.iterfind("a:author/a:name", _NAMES)]
        comment = entry.findtext("x:comment", "", _NAMES)
        summary = entry.findtext("a:summary", "", _NAMES)
        withdrawn = _WITHDRAWN_COMMENT.search(comment) or _WITHDRAWN.search(collapse(summary))
        yield match[1], ArxivRecord(title, tuple(filter(None, names)), bool(withdrawn))


def _titles(entry: Entry) -> Iterator[str]:
    yield entry.paper.title
    yield from entry.paper.listed_as


def _key(title: str) -> str:
    return title_key(plain_latex(title))


def _families(names: Iterable[str]) -> list[str]:
    """Return the family names, so that `Chelsea Finn` is `C. Finn`; in any order."""
    families = []
    for name in names:
        last = re.sub(r"(?:,? (?:Jr\.?|Sr\.?|I{2,3}|IV))$", "", name).split()
        plain = unicodedata.normalize("NFKD", last[-1] if last else "").casefold()
        families.append("".join(c for c in plain if c.isalnum()))
    return sorted(families)
