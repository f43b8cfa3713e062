"""Which listings a paper stands in, and at which rank."""

from collections import defaultdict
from collections.abc import Mapping

from generator.model import Appearance, Catalog


def appearances(catalog: Catalog) -> Mapping[str, tuple[Appearance, ...]]:
    """Return the appearances of every entry, in the order of the listings' ids."""
    found: dict[str, list[Appearance]] = defaultdict(list)
    for listing in catalog.listings.values():
        for record in listing.records:
            id_ = catalog.id_of(record)
            if id_ is not None and all(a.listing != listing.id for a in found[id_]):
                found[id_].append(Appearance(listing=listing.id, rank=record.rank))
    return {id_: tuple(places) for id_, places in found.items()}
