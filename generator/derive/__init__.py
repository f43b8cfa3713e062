"""What follows from a catalog: pure functions over frozen records."""

from collections.abc import Callable, Mapping
from functools import partial

from generator.derive.appearances import appearances
from generator.derive.layout import layout
from generator.derive.meaning import meaning
from generator.derive.search_index import search_index
from generator.derive.statistics import statistics
from generator.derived import Derived, Kin, Layout
from generator.meaning import WordTable
from generator.model import Catalog

Kinship = tuple[Mapping[str, tuple[Kin, ...]], Layout]
Aside = Callable[[Callable[[], Kinship]], Callable[[], Kinship]]


def derive(catalog: Catalog, table: WordTable, aside: Aside = lambda work: work) -> Derived:
    """Return all that pages and data files show beside the catalog itself.

    Args:
        catalog: A catalog without errors.
        table: What English words mean.
        aside: Begins half of the work beside the other half, see :func:`generator.parallel.aside`.
    """
    kinship = aside(partial(_kinship, catalog))
    index = search_index(catalog)
    places = appearances(catalog)
    meant = meaning(catalog, index, table)
    numbers = statistics(catalog, places)
    kin, on_map = kinship()
    return Derived(
        appearances=places,
        related=kin,
        index=index,
        meaning=meant,
        statistics=numbers,
        layout=on_map,
    )


def _kinship(catalog: Catalog) -> Kinship:
    # Its library takes a tenth of a second to load, which the process beside this one spends.
    from generator.derive.related import related  # noqa: PLC0415

    kin = related(catalog)
    return kin, layout(catalog, kin)


__all__ = ["derive"]
