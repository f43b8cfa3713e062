"""What follows from a catalog: pure functions over frozen records."""

from functools import partial

from generator.derive.appearances import appearances
from generator.derive.field_words import read_words
from generator.derive.layout import layout
from generator.derive.meaning import meaning
from generator.derive.search_index import search_index
from generator.derive.statistics import statistics
from generator.derived import Derived, Meaning, SearchIndex
from generator.meaning import WordTable
from generator.model import Catalog
from generator.parallel import Aside, at_last


def derive(catalog: Catalog, table: WordTable, aside: Aside = at_last) -> Derived:
    """Return all that pages and data files show beside the catalog itself.

    Args:
        catalog: A catalog without errors.
        table: What English words mean.
        aside: Begins a part of the work beside the rest, see :func:`generator.parallel.aside`.
    """
    searched = aside(partial(_searched, catalog, table))
    # Its library takes a tenth of a second to load: not before the other half has begun.
    from generator.derive.related import Kinship  # noqa: PLC0415

    kinship = Kinship(catalog, aside=aside)
    laid_out = aside(partial(layout, catalog, kinship.closest))
    places = appearances(catalog)
    kin = kinship.related()
    index, meant = searched()
    return Derived(
        appearances=places,
        related=kin,
        index=index,
        meaning=meant,
        statistics=statistics(catalog, places),
        layout=laid_out(),
    )


def _searched(catalog: Catalog, table: WordTable) -> tuple[SearchIndex, Meaning]:
    words = read_words(catalog)
    index = search_index(catalog, words)
    return index, meaning(words, index, table)


__all__ = ["derive"]
