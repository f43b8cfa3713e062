"""The report itself: what changed, said so that a reviewer can decide without opening files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from generator.model import Catalog, Entry
from generator.near import Near
from generator.problems import Level, Problem
from generator.report.budget import Block, fit
from generator.report.changes import Changes, FieldChange, OtherChange, Pair
from generator.report.github import code, link, text
from generator.report.measures import Weight, relevance_table, weight_table
from generator.report.words import word_changes

COMMENT = 65_536
"""Bytes that fit into a comment on GitHub."""
SUMMARY = 1_048_576
"""Bytes that fit into the summary of a job."""

_PROSE = 60  # characters from which on a text is compared word by word
_MANY = 12  # authors or items that are named before "and n more"
_THEMES = 3  # themes of neighbours that are named
_TAGS = 5  # tags of neighbours that are named
_HINT = 240  # characters of a hint
_LINE = 160  # characters of a title in a short line


@dataclass(frozen=True)
class Neighbours:
    """What is near a paper.

    Attributes:
        near: The nearest papers, nearest first.
        themes: Where they are filed, with their number, the most common first.
        tags: Tags that it may lack, with the number of near papers that carry each.
        doubles: Ids of papers that it may be, each with the reason.
    """

    near: Sequence[Near]
    themes: Sequence[tuple[str, int]]
    tags: Sequence[tuple[str, int]] = ()
    doubles: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Findings:
    """Everything that a report is written from.

    Attributes:
        revision: Commit that is compared with.
        catalog: The list as it is.
        changes: What differs.
        neighbours: What is near papers that are new or moved, by id.
        problems: What the check says of changed files, and what it did not say before.
        relevance: Search scores before and after, by kind of query; None when not measured.
        weight: Sizes of the built site before and after; None when not built.
    """

    revision: str
    catalog: Catalog
    changes: Changes
    neighbours: Mapping[str, Neighbours] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    relevance: tuple[Mapping[str, float], Mapping[str, float]] | None = None
    weight: tuple[Weight, Weight] | None = None


def report(facts: Findings, limit: int) -> str:
    """Return the report as GitHub's Markdown, at most ``limit`` bytes long."""
    return fit([Block("", _head(facts)), *_blocks(facts)], limit)


def _head(facts: Findings) -> str:
    changes = facts.changes
    counts = [
        _count(len(changes.added), "paper added", "papers added"),
        _count(len(changes.changed), "changed", "changed"),
        _count(len(changes.moved), "moved", "moved"),
        _count(len(changes.renamed), "renamed", "renamed"),
        _count(len(changes.removed), "removed", "removed"),
        _count(len(changes.others), "other change", "other changes"),
        _count(len(changes.unreadable), "unreadable", "unreadable"),
        _count(len(facts.problems), "problem", "problems"),
    ]
    said = ", ".join(count for count in counts if count)
    if changes.nothing and not facts.problems:
        said = "nothing on the list changes"
    return f"## What this changes on the list\n\nCompared with {code(facts.revision[:12])}: {said}."


def _blocks(facts: Findings) -> Iterator[Block]:
    for problem in facts.problems:
        yield Block("Problems", _problem(problem), _problem(problem, with_hint=False))
    yield from _departures(facts)
    if facts.relevance:
        yield Block("Search", relevance_table(*facts.relevance))
    if facts.weight:
        yield Block("Weight of the site", weight_table(*facts.weight))
    for entry in facts.changes.added:
        yield Block("Added", _added(facts, entry), f"* {_named(entry)}")
    for pair in facts.changes.changed:
        names = ", ".join(code(change.name) for change in pair.fields)
        yield Block("Changed", _changed(pair), f"* {_named(pair.after)}: {names}")
    for id_ in facts.changes.readable_again:
        yield Block("Changed", f"* {_named(facts.catalog.entries[id_])} could not be read before")
    for other in facts.changes.others:
        yield Block("Themes, paths, tags and settings", _other(other), _other_line(other))


def _departures(facts: Findings) -> Iterator[Block]:
    """Yield what is not where it was."""
    for path in facts.changes.unreadable:
        yield Block("Cannot be compared, because of errors", f"* {code(path)}")
    for entry in facts.changes.removed:
        yield Block("Removed", f"* {_named(entry)}, which was in {_theme(facts, entry.theme)}")
    for pair in facts.changes.renamed:
        yield Block("Renamed", _renamed(pair))
    for pair in facts.changes.moved:
        yield Block("Moved", _moved(facts, pair), f"* {_named(pair.after)}")


def _problem(problem: Problem, *, with_hint: bool = True) -> str:
    said = with_hint and problem.hint
    hint = f". *{text(_cut(problem.hint, _HINT))}*" if said else ""
    level = f"**{problem.level}**" if problem.level is Level.ERROR else str(problem.level)
    message = f"{text(problem.message)}{hint}"
    return f"* {code(str(problem.location))} {level} {code(problem.code)}: {message}"


def _added(facts: Findings, entry: Entry) -> str:
    paper = entry.paper
    place = [
        f"*{_theme(facts, entry.theme)}*",
        text(str(paper.year or "")),
        text(paper.venue or ""),
    ]
    lines = [
        f"#### {text(paper.title)}",
        " · ".join([*filter(None, place), code(entry.path)]),
        text(_some(paper.authors)),
        f"> {text(paper.why)}" if paper.why else "",
        text(paper.summary or ""),
        text(f"Read it when you want to {_some(paper.needs)}.") if paper.needs else "",
        _tags_and_links(facts, entry),
        *_judgement(facts, entry),
    ]
    return "\n\n".join(line for line in lines if line)


def _tags_and_links(facts: Findings, entry: Entry) -> str:
    paper = entry.paper
    labels = facts.catalog.tags
    tags = ", ".join(text(labels[t].label if t in labels else t) for t in paper.tags)
    links = [link(kind, address) for kind, address in paper.links.items()]
    if paper.doi:
        links.insert(0, link(f"DOI {paper.doi}", f"https://doi.org/{quote(paper.doi, safe='/')}"))
    if paper.arxiv:
        links.insert(0, link(f"arXiv {paper.arxiv}", f"https://arxiv.org/abs/{paper.arxiv}"))
    parts = [f"Tags: {tags}" if tags else "No tags", ", ".join(links) or "No links"]
    return ". ".join(parts) + "."


def _judgement(facts: Findings, entry: Entry) -> Iterator[str]:
    """Yield what helps to judge where a paper belongs, and whether it is on the list already."""
    found = facts.neighbours.get(entry.id)
    near = found.near if found else ()
    lines = [_double(facts, id_, reason) for id_, reason in (found.doubles if found else ())]
    if found and near:
        lines.append(_filing(facts, entry, found))
    if found and found.tags:
        votes = found.tags[:_TAGS]
        tags = ", ".join(f"{code(slug)} ({count or 'its words'})" for slug, count in votes)
        lines.append(f"* Tags that it may lack, and how many near papers carry each: {tags}")
    yield "\n".join(lines)
    if near:
        rows = [
            f"1. {n.score:.2f} {_named(facts.catalog.entries[n.id])}, in "
            f"{_theme(facts, facts.catalog.entries[n.id].theme)}; both: {text(', '.join(n.terms))}"
            for n in near
        ]
        summary = f"<details><summary>The {len(near)} nearest papers</summary>"
        yield "\n\n".join([summary, "\n".join(rows), "</details>"])


def _double(facts: Findings, id_: str, reason: str) -> str:
    entry = facts.catalog.entries.get(id_)
    return f"* **On the list already?** {_named(entry) if entry else code(id_)}: {text(reason)}"


def _filing(facts: Findings, entry: Entry, found: Neighbours) -> str:
    """Return where the nearest papers are filed, the paper's own theme among them."""
    own = _theme(facts, entry.theme)
    places = [
        f"{count} in {_theme(facts, slug)}"
        for slug, count in found.themes[:_THEMES]
        if slug != entry.theme
    ]
    here = dict(found.themes).get(entry.theme, 0)
    said = f"* Of the {len(found.near)} nearest papers {here or 'none'} {_are(here)} in {own}"
    return f"{said}, where it is filed; {', '.join(places)}" if places else said


def _renamed(pair: Pair) -> str:
    line = f"* {code(pair.before.id)} is {code(pair.after.id)} now: {text(pair.after.paper.title)}"
    if pair.before.id in pair.after.paper.formerly:
        return line
    return f"{line}. **Links to the old id break:** name it in `formerly:`"


def _moved(facts: Findings, pair: Pair) -> str:
    before, after = _theme(facts, pair.before.theme), _theme(facts, pair.after.theme)
    line = f"* {_named(pair.after)}: from {before} to {after}"
    found = facts.neighbours.get(pair.after.id)
    return f"{line}\n  {_filing(facts, pair.after, found)}" if found and found.near else line


def _changed(pair: Pair) -> str:
    lines = [f"#### {text(pair.after.paper.title)}", code(pair.after.path)]
    lines.append("\n".join(_field(change) for change in pair.fields))
    return "\n\n".join(lines)


def _field(change: FieldChange) -> str:
    return f"* {code(change.name)}: {_difference(change)}"


def _difference(change: FieldChange) -> str:
    before, after = change.before, change.after
    if before is None or after is None:
        word, value = ("removed", before) if after is None else ("added", after)
        return f"{word} {_value(value)}"
    if isinstance(before, str) and isinstance(after, str):
        if len(before) > _PROSE or len(after) > _PROSE:
            return word_changes(before, after)
        return f"{text(before)} → {text(after)}"
    old, new = tuple(before), tuple(after)
    gone = [f"<del>{text(item)}</del>" for item in old if item not in new]
    come = [f"<ins>{text(item)}</ins>" for item in new if item not in old]
    return ", ".join([*gone, *come]) or f"in another order: {text(_some(new))}"


def _value(value: str | tuple[str, ...] | None) -> str:
    return text(value) if isinstance(value, str) else text(_some(value or ()))


def _other(change: OtherChange) -> str:
    lines = [_other_line(change), *(f"  {_field(field_)}" for field_ in change.fields)]
    return "\n".join(lines)


def _other_line(change: OtherChange) -> str:
    return f"* {change.kind} {code(change.name)} {change.what}"


def _named(entry: Entry) -> str:
    return f"{text(_cut(entry.paper.title, _LINE))} ({code(entry.id)})"


def _cut(value: str, length: int) -> str:
    return value if len(value) <= length else value[: length - 1] + "…"


def _theme(facts: Findings, slug: str) -> str:
    themes = facts.catalog.themes
    return text(themes[slug].title) if slug in themes else code(slug)


def _some(items: Sequence[str]) -> str:
    mark = "; " if any("," in item for item in items) else ", "
    shown = mark.join(items[:_MANY])
    return f"{shown} and {len(items) - _MANY} more" if len(items) > _MANY else shown


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""
