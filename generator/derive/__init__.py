"""What follows from a catalog: pure functions over frozen records."""

from generator.derive.appearances import appearances
from generator.derive.layout import layout
from generator.derive.meaning import meaning
from generator.derive.related import related
from generator.derive.search_index import search_index
from generator.derive.statistics import statistics
from generator.derived import Derived
from generator.meaning import WordTable
from generator.model import Catalog


def derive(catalog: Catalog, table: WordTable) -> Derived:
    """Return all that pages and data files show beside the catalog itself.

    Args:
        catalog: A catalog without errors.
        table: What English words mean.
    """
    index = search_index(catalog)
    places = appearances(catalog)
    kin = related(catalog)
    return Derived(
        appearances=places,
        related=kin,
        index=index,
        meaning=meaning(catalog, index, table),
        statistics=statistics(catalog, places),
        layout=layout(catalog, kin),
    )


__all__ = ["derive"]
