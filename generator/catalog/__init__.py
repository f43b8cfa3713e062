"""Read ``content/`` and ``site_config/`` into a :class:`~generator.model.Catalog`.

:func:`read` parses every file and types every field; the rules then look at the list as a whole
(:func:`load`). Nothing stops at the first fault.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from generator.catalog.curation import CURATION_RULES
from generator.catalog.loading import Loader
from generator.catalog.rules import REFERENCE_RULES
from generator.catalog.titles import TITLE_RULES
from generator.catalog.view import Rule, View
from generator.model import Catalog, Listing
from generator.parallel import Aside, at_last
from generator.problems import Level, Problem


def read(
    files: Mapping[str, bytes], listings: Sequence[Listing], aside: Aside = at_last
) -> tuple[Catalog | None, list[Problem], dict[str, str]]:
    """Return the catalog, what is wrong with single files, and the texts by path.

    Args:
        files: Contents by path from the root: ``site_config/*.yaml``, ``content/**``.
        listings: The parsed listings.
        aside: Begins half of the work beside the other half, see :func:`generator.parallel.aside`.

    Returns:
        The catalog is None when ``site_config/site.yaml`` itself cannot be read. It holds what
        could be read, so it must not be rendered when there are errors.
    """
    loader = Loader(files, aside)
    return loader.catalog(listings), loader.problems, loader.texts


def load(
    files: Mapping[str, bytes], listings: Sequence[Listing], aside: Aside = at_last
) -> tuple[Catalog | None, list[Problem], dict[str, str]]:
    """Return what :func:`read` does, with the problems of the list as a whole."""
    loader = Loader(files, aside)
    catalog, problems = loader.catalog(listings), loader.problems
    if catalog is not None:
        unread = frozenset(p.location.path for p in problems if p.level is Level.ERROR)
        entries = dict(sorted({**catalog.entries, **loader.in_part}.items()))
        view = View(catalog.model_copy(update={"entries": entries}), loader.texts, unread)
        half = aside(partial(_found, (*REFERENCE_RULES, *TITLE_RULES), view))
        found = [*_found(CURATION_RULES, view), *half()]
        # What an entry lacks may be what cannot be read of it.
        problems += [p for p in found if p.code != "unfinished" or p.location.path not in unread]
    return catalog, problems, loader.texts


def _found(rules: Iterable[Rule], view: View) -> list[Problem]:
    return [problem for rule in rules for problem in rule(view)]


__all__ = ["load", "read"]
