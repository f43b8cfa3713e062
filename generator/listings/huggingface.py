"""Text dumps of Hugging Face "Daily Papers" pages.

Two layouts occur. *Compact*: one line after the other, the first title glued to the word
``Subscribe``. *Spaced*: blank lines between all lines, under a header of ``new``, ``Subscribe``,
``byAK and the research community`` and a date such as ``Mar 20``. Both are a header and then titles
and abstracts in turn, so one parser reads both.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generator.listings.lines import LineKind, Parsed, Source, TextLine, join_broken_lines
from generator.listings.pairing import ABSTRACT, TITLE, label_lines, title_score
from generator.model import Listing, ListingRecord
from generator.problems import Location, Problem, notice, quote, warning
from generator.text import collapse, title_key

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    rf"{_MONTH} \d{{1,2}}(?:,? \d{{4}})?|\d{{1,2}} {_MONTH}(?: \d{{4}})?", re.IGNORECASE
)
_BOILERPLATE = re.compile(
    r"new|subscribe|(?:daily|trending|weekly|monthly) papers?|hugging ?face"
    r"|(?:by\s*)?@?_?ak(?:hallq)? and the research community"
    r"|(?:get )?trending papers in your (?:e-?mail )?inbox.*",
    re.IGNORECASE,
)
_GLUED = re.compile(r"[Ss]ubscribe(?![drs]\b|rs\b)(\S.*)")
_SEPARATOR = re.compile(r"[-–—*_=~.•#\s]+")
_SENTENCE_END = re.compile(r"[.!?…][)\]\"'”’]*$|https?://\S+$")
_HEADER = "if it is the title of a paper, its abstract has to stand on the next line"
_LOOK = "look at the entry; if it is wrong, put the lines right in a corrected dump"
_DOUBTFUL = 1.0  # of title_score, against the reading that was chosen
_LEAST_ABSTRACT = 300  # characters, the median of a listing without header


def recognises(source: Source) -> bool:
    """Whether most lines read as titles and abstracts in turn."""
    lines = join_broken_lines(source.lines)
    filled = [line for line in lines if line.text]
    if filled[0].text.lower().startswith(("<!doctype", "<html", "<?xml", "%pdf", "{", "[{")):
        return False
    head, rest = _split_header(filled)
    labels = label_lines(rest, spaced=_is_spaced(lines))
    pairs = sum(a == TITLE and b == ABSTRACT for a, b in pairwise(labels))
    lengths = sorted(len(line.text) for line, label in zip(rest, labels, strict=True) if label)
    if not pairs:
        return False
    if any(kind is LineKind.BOILERPLATE for _, kind in head):
        return True
    return 3 * pairs >= len(rest) and lengths[len(lengths) // 2] >= _LEAST_ABSTRACT


def parse(source: Source) -> Parsed:
    """Return the records of a dump and the kind of each of its lines.

    Problems: ``listing-header``, ``listing-no-abstract``, ``listing-paragraph``,
    ``listing-orphan``, ``listing-doubtful``, ``listing-cut-off``, ``listing-repeats``.
    """
    lines = join_broken_lines(source.lines)
    head, rest = _split_header([line for line in lines if line.text])
    reading = _Reading(source.path)
    for line, kind in head:
        reading.note(line, kind)
        if kind is LineKind.UNPAIRED:
            message = "no title, abstract or known header: this line is left out"
            reading.doubt(line, "listing-header", message, _HEADER)
    for line, label in zip(rest, label_lines(rest, spaced=_is_spaced(lines)), strict=True):
        reading.take(line, label)
    reading.finish()
    dates = [line.text for line, _ in head if _DATE.fullmatch(line.text)]
    listing = Listing(
        id=source.id,
        path=source.path,
        format="huggingface",
        dated=dates[0] if dates else "",
        records=tuple(
            ListingRecord(
                rank=rank, title=collapse(title.text), abstract="\n\n".join(text), line=title.number
            )
            for rank, (title, text) in enumerate(reading.records, 1)
        ),
    )
    return Parsed(listing, reading.kinds, tuple(reading.problems))


@dataclass
class _Reading:
    """Goes through labelled lines, pairing them and noting every doubt."""

    path: str
    records: list[tuple[TextLine, list[str]]] = field(default_factory=list)
    kinds: dict[int, LineKind] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _last_abstract: TextLine | None = None

    def take(self, line: TextLine, label: int) -> None:
        score = title_score(line.text)
        if label == TITLE:
            self._check_record_before()
            self.records.append((line, []))
            self.note(line, LineKind.TITLE)
            if score < -_DOUBTFUL:
                message = "read as a title, though it looks like prose"
                self.doubt(line, "listing-doubtful", message, _LOOK)
            return
        if not self.records:
            self.note(line, LineKind.UNPAIRED)
            message = "expected a title first, got what reads as an abstract"
            hint = "put its title on the line above in a corrected dump"
            self.doubt(line, "listing-orphan", message, hint)
            return
        title, text = self.records[-1]
        self.note(line, LineKind.ABSTRACT)
        if text:
            self.doubt(
                line,
                "listing-paragraph",
                f"read as a further paragraph of {quote(title.text)} (line {title.number})",
                "if it belongs to another paper, that paper's title is missing from the dump",
            )
        elif score > _DOUBTFUL:
            message = f"read as the abstract of line {title.number}, though it looks like a title"
            self.doubt(line, "listing-doubtful", message, _LOOK)
        text.append(collapse(line.text))
        self._last_abstract = line

    def note(self, line: TextLine, kind: LineKind) -> None:
        for number in (line.number, *line.more):
            self.kinds[number] = kind

    def finish(self) -> None:
        self._check_record_before()
        last = self._last_abstract
        ends = last is None or _SENTENCE_END.search(last.text.split()[-1])
        if last and self.records[-1][1] and not ends:
            message = "the last abstract ends without a full stop: the dump may be cut off"
            hint = "say so in listing_note: of the entry, or save the dump again"
            where = Location(self.path, last.number)
            self.problems.append(notice(where, "listing-cut-off", message, hint))
        first: dict[str, int] = {}
        for title, _ in self.records:
            before = first.setdefault(title_key(title.text), title.number)
            if before != title.number:
                message = f"{quote(title.text)} stands on line {before} already"
                where = Location(self.path, title.number)
                hint = "nothing to do: the paper gets one entry"
                self.problems.append(notice(where, "listing-repeats", message, hint))

    def doubt(self, line: TextLine, code: str, message: str, hint: str) -> None:
        shown = f"{message}: {quote(line.text)}"
        self.problems.append(warning(Location(self.path, line.number), code, shown, hint))

    def _check_record_before(self) -> None:
        if self.records and not self.records[-1][1]:
            message = "read as a title without an abstract"
            hint = "if it is a part of the next title, join the two lines in a corrected dump"
            self.doubt(self.records[-1][0], "listing-no-abstract", message, hint)


def _split_header(
    filled: Sequence[TextLine],
) -> tuple[list[tuple[TextLine, LineKind]], list[TextLine]]:
    """Split boilerplate from titles and abstracts.

    Known boilerplate counts wherever it stands alone on a line; unknown lines are part of the
    header only when known ones follow before the first abstract.
    """
    zone = next(
        (
            i
            for i, line in enumerate(filled)
            if title_score(line.text) < -_DOUBTFUL and not _is_boilerplate(line.text)
        ),
        len(filled),
    )
    end = 0
    glued: tuple[TextLine, TextLine] | None = None
    for index, line in enumerate(filled[:zone]):
        match = _GLUED.fullmatch(line.text)
        if match:
            glued = line, TextLine(line.number, match[1].strip())
            end = index + 1
            break
        if _is_boilerplate(line.text):
            end = index + 1
    head = [
        (line, LineKind.BOILERPLATE if _is_boilerplate(line.text) else LineKind.UNPAIRED)
        for line in filled[:end]
        if not glued or line is not glued[0]
    ]
    rest = [glued[1]] if glued else []
    after_boilerplate = False
    for line in filled[end:]:
        match = _GLUED.fullmatch(line.text)
        if _is_boilerplate(line.text):
            head.append((line, LineKind.BOILERPLATE))
        elif _SEPARATOR.fullmatch(line.text):
            head.append((line, LineKind.UNPAIRED))
        elif match and after_boilerplate:  # dumps that were pasted one after the other
            rest.append(TextLine(line.number, match[1].strip()))
        else:
            rest.append(line)
        after_boilerplate = _is_boilerplate(line.text)
    return head, rest


def _is_boilerplate(text: str) -> bool:
    return bool(_BOILERPLATE.fullmatch(text) or _DATE.fullmatch(text))


def _is_spaced(lines: Sequence[TextLine]) -> bool:
    """Whether blank lines stand between most of the filled ones."""
    filled = sum(bool(line.text) for line in lines)
    blank = len(lines) - filled
    return 2 * blank >= filled
