"""Papers of a list that a new one may be, before it is added a second time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.derive.similar import Near
from generator.model import Catalog, Facts
from generator.text import title_core, title_key

NEARLY_THE_SAME = 0.5
"""Likeness of title and abstract from which two papers are taken for one: on the list itself no two
papers come near it, and a paper with a third of its abstract cut off stays far above it."""


@dataclass(frozen=True)
class Double:
    """A reason to think that a paper is on the list.

    Attributes:
        id: The entry that it may be; the former id of a paper that was taken off.
        reason: Why, e.g. ``the same arXiv id``.
        certain: Whether there is no doubt: the paper cannot be added.
    """

    id: str
    reason: str
    certain: bool


def doubles(
    catalog: Catalog, title: str, facts: Facts, near: Sequence[Near], *, has_abstract: bool
) -> list[Double]:
    """Return the papers that a new one may be, certain ones first, each once.

    Args:
        catalog: The list.
        title: Title of the new paper.
        facts: What is known of it.
        near: The papers nearest to its title and abstract.
        has_abstract: Whether it has one; a title alone is too short to be compared by its words.
    """
    found = [*_same(catalog, title, facts), *_almost(catalog, title)]
    for neighbour in near:
        if has_abstract and neighbour.score >= NEARLY_THE_SAME:
            reason = f"title and abstract are alike to {neighbour.score:.2f}"
            found.append(Double(neighbour.id, reason, certain=False))
    kept: dict[str, Double] = {}
    for double in sorted(found, key=lambda d: not d.certain):
        kept.setdefault(double.id, double)
    return list(kept.values())


def _same(catalog: Catalog, title: str, facts: Facts) -> Iterator[Double]:
    """Yield the entries with the same number, or the same title but for case and punctuation."""
    for number, name in ((facts.arxiv, "arXiv id"), (facts.doi, "DOI")):
        if number and number in catalog.id_by_number:
            yield Double(catalog.id_by_number[number], f"the same {name}", certain=True)
    id_ = catalog.id_by_title_key.get(title_key(title))
    if id_:
        yield Double(id_, "the same title", certain=True)


def _almost(catalog: Catalog, title: str) -> Iterator[Double]:
    """Yield what has the same title but for articles, or is called so, and what was taken off."""
    core, key = title_core(title), title_key(title)
    for entry in catalog.entries.values():
        if any(title_core(form) == core for form in (entry.paper.title, *entry.paper.listed_as)):
            yield Double(entry.id, "the same title but for small words", certain=False)
        elif any(title_key(name) == key for name in (entry.id, *entry.paper.aliases)):
            yield Double(entry.id, "the same name", certain=False)
    for id_, was in catalog.register_ids.items():
        if id_ not in catalog.current_id and title_core(was) == core:
            yield Double(id_, "it was on the list and was taken off", certain=False)
    for line in catalog.ignored:
        if title_core(line.title) == core:
            reason = f"it is left out on purpose ({line.reason})"
            yield Double(line.id or "content/ignored.yaml", reason, certain=False)
