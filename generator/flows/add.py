"""Adding one paper: from an id, an address or a file to an entry that is right."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pydantic import ValidationError

from generator.derive.doubles import Double, doubles
from generator.derive.proposals import VOTERS, TagProposal, names_in, tags_for
from generator.derive.similar import NEAREST, Near, neighbourhood, themes_of
from generator.derive.themes import Suggestion, paper_text, train
from generator.entry_file import entry_path, entry_text
from generator.fetch import Fetcher, FetchError
from generator.fields import RESERVED_IDS
from generator.flows.draft import AddError, Draft, what_it_brings
from generator.flows.ingest import UNSORTED
from generator.ingest import FALLBACK_THEME, paper_of
from generator.listings import facts, parse_listing
from generator.model import Catalog, Facts, ListingRecord, Paper
from generator.problems import has_errors, quote
from generator.project import Project
from generator.text import collapse, propose_id, slugify, visible

_EXAMPLES = "give an arXiv id or address, a DOI or doi.org address, or a file of BibTeX"
EDIT_IT = "edit that entry instead"
_FILES = (".bib", ".ris", ".json", ".xml", ".atom", ".txt")
_QUIET = frozenset({"listing-no-abstract", "listing-withdrawn"})


@dataclass(frozen=True)
class Found:
    """What is known of a paper before anybody was asked.

    Attributes:
        title: Its title; empty when it is not known.
        abstract: Its abstract; empty when it is not known.
        facts: What else is known.
        remarks: What somebody should know, a sentence each.
        withdrawn: Whether it was withdrawn.
    """

    title: str = ""
    abstract: str = ""
    facts: Facts = field(default_factory=Facts)
    remarks: tuple[str, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True)
class Proposal:
    """What the list itself says of a paper that may come to it.

    Attributes:
        near: The nearest papers.
        filed: Themes of the ten nearest with their number, the most common first.
        themes: Themes, the likeliest first, with the words that spoke for them.
        tags: Tags, the likeliest first.
        names: Names that the paper gives itself.
        doubles: Papers that it may be.
    """

    near: tuple[Near, ...]
    filed: tuple[tuple[str, int], ...]
    themes: tuple[Suggestion, ...]
    tags: tuple[TagProposal, ...]
    names: tuple[str, ...]
    doubles: tuple[Double, ...]


def number_in(what: str) -> Facts:
    """Return the arXiv id or DOI that a text is or links to; nothing for any other text.

    >>> number_in("https://arxiv.org/pdf/2401.00010v2").arxiv
    '2401.00010'
    >>> number_in("Playing with 10.1000/182 and More") == Facts()
    True
    """
    if " " in what:
        return Facts()
    arxiv = facts.arxiv_id([what], bare=what)
    return Facts(arxiv=arxiv, doi=None if arxiv else facts.doi([what]))


def look_up(
    what: str, content: bytes | None, catalog: Catalog, fetcher: Fetcher, *, titled: bool = False
) -> Found:
    """Find out what is known of a paper.

    Args:
        what: An arXiv id or address, a DOI or its address, or the name of ``content``.
        content: A file with one paper, where there is one.
        catalog: The list: nobody is asked about a paper that it has.
        fetcher: Asks arXiv and Crossref.
        titled: Whether the title is given, so that a service which does not answer can be spared.

    Raises:
        AddError: It is none of these, is on the list, or holds no paper or several.
        FetchError: A service did not answer.
    """
    if content is not None:
        return _with_abstract(_only(what, content), fetcher)
    number = number_in(what)
    _expect_new(catalog, number)
    try:
        if number.arxiv:
            return _of_arxiv(number.arxiv, fetcher)
        if number.doi:
            return _with_abstract(_only(f"doi {number.doi}", fetcher.doi(number.doi)), fetcher)
    except FetchError as fault:
        if fault.unknown or not titled:
            raise
        return Found(facts=number, remarks=(f"only what you gave is written: {fault}",))
    if "://" not in what and what.lower().endswith(_FILES):
        raise AddError(f"there is no file {quote(what)}", _EXAMPLES)
    raise AddError(f"{quote(what)} names no paper", _EXAMPLES)


def _expect_new(catalog: Catalog, number: Facts) -> None:
    """Refuse the number of a paper that is on the list."""
    for double in doubles(catalog, "", number, (), has_abstract=False):
        if double.certain:
            raise AddError(said_of(catalog, double), EDIT_IT)


def said_of(catalog: Catalog, double: Double) -> str:
    """Say which paper of the list a new one is, or may be."""
    entry = catalog.entries.get(double.id)
    where = f"{entry.path}, {quote(entry.paper.title)}" if entry else quote(double.id)
    return f"it {'is' if double.certain else 'may be'} on the list: {double.reason} as {where}"


def readable(content: bytes) -> bool:
    """Whether an answer holds a paper."""
    return parse_listing("answer", "answer", content)[0] is not None


def propose(catalog: Catalog, title: str, abstract: str, known: Facts) -> Proposal:
    """Return what the list says of a paper: where it belongs, and what it may be already."""
    near = neighbourhood(catalog).of_text(title, abstract, count=VOTERS)
    nearest = near[:NEAREST]
    model = train(catalog)
    themes = model.rank([paper_text(title, abstract)])[0] if model else []
    if not themes:
        themes = [Suggestion(next(iter(catalog.themes), FALLBACK_THEME), 1.0, ())]
    return Proposal(
        near=tuple(nearest),
        filed=tuple(themes_of(nearest, catalog)),
        themes=tuple(themes),
        tags=tuple(tags_for(catalog, title, abstract, near)),
        names=tuple(names_in(catalog, title, abstract)),
        doubles=tuple(doubles(catalog, title, known, nearest, has_abstract=bool(abstract))),
    )


def compose(
    project: Project,
    catalog: Catalog,
    found: Found,
    *,
    theme: str,
    tags: Sequence[str],
    names: Sequence[str],
    id_: str | None,
    added: date,
    added_by: str | None,
) -> Draft:
    """Return the entry of a paper, after looking at the whole list as if it were there.

    Raises:
        AddError: The list would not be right with it.
    """
    taken = {*catalog.entries, *catalog.register_ids, *catalog.current_id, *RESERVED_IDS}
    if id_ is not None and (id_ in taken or slugify(id_) != id_ or not id_):
        raise AddError(f"the id {quote(id_)} is taken or no slug", "leave --id out, or use another")
    id_ = id_ or propose_id(found.title, taken)
    record = ListingRecord(
        rank=1, title=found.title, abstract=found.abstract, line=1, facts=found.facts
    )
    extra = {"tags": tuple(tags), "aliases": tuple(names), "added_by": added_by}
    try:
        listed = paper_of(record, found.facts, added)
        paper = Paper.model_validate({**dict(listed), **extra})
        text = entry_text(paper)
    except (ValidationError, ValueError) as fault:
        raise AddError(f"this does not fit an entry: {_first(fault)}") from fault
    path = entry_path(theme, id_)
    unsorted = not catalog.themes and theme == FALLBACK_THEME
    beside = {f"content/themes/{theme}.yaml": UNSORTED} if unsorted else {}
    problems = what_it_brings(project, {**beside, path: text})
    if has_errors(problems):
        message = "with this entry the list would not be right"
        raise AddError(message, problems=problems, texts={path: text}, entry=text)
    return Draft(id_, path, text, tuple(problems), beside)


def given(found: Found, title: str | None, abstract: str | None) -> Found:
    """Return what is known, with what a person says put first."""
    return replace(
        found,
        title=collapse(visible(title)) if title else found.title,
        abstract=visible(abstract).strip() if abstract is not None else found.abstract,
    )


def _of_arxiv(id_: str, fetcher: Fetcher) -> Found:
    content = fetcher.arxiv(id_)
    if not readable(content) and b"<feed" in content and b"<entry" not in content:
        raise AddError(f"arXiv knows no paper {id_}", "look at the id again")
    return _only(f"arXiv {id_}", content)


def _with_abstract(found: Found, fetcher: Fetcher) -> Found:
    """Return what is known, completed from arXiv when an arXiv id is known and no abstract."""
    if found.abstract or not found.facts.arxiv:
        return found
    try:
        there = _of_arxiv(found.facts.arxiv, fetcher)
    except (FetchError, AddError) as fault:
        remark = f"the abstract could not be fetched: {fault}"
        return replace(found, remarks=(*found.remarks, remark))
    return replace(
        found,
        abstract=there.abstract,
        facts=found.facts.or_else(there.facts),
        remarks=(*found.remarks, *there.remarks),
        withdrawn=found.withdrawn or there.withdrawn,
    )


def _only(name: str, content: bytes) -> Found:
    """Return the one paper that a file or an answer holds."""
    parsed, problems = parse_listing(name, "new", content)
    texts = {name: content.decode("utf-8-sig", "replace")}
    if parsed is None:
        raise AddError(f"{name} holds no paper that can be read", _EXAMPLES, problems, texts)
    records = parsed.listing.records
    if len(records) != 1:
        hint = f"take it in as a listing: make ingest LISTING={name}"
        raise AddError(f"{name} holds {len(records)} papers, one was expected", hint, problems)
    said = tuple(p.message for p in problems if p.code not in _QUIET)
    withdrawn = any(p.code == "listing-withdrawn" for p in problems)
    return Found(records[0].title, records[0].abstract, records[0].facts, said, withdrawn)


def _first(fault: Exception) -> str:
    if isinstance(fault, ValidationError):
        first = fault.errors(include_url=False)[0]
        return f"{'.'.join(str(step) for step in first['loc'])}: {first['msg']}"
    return str(fault)
