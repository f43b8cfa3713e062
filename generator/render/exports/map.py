"""What the map draws: a column for each fact, in the order of the ids."""

from collections.abc import Iterator

from generator.json_text import compact_json
from generator.render.page import RenderInput

SIDE = 2_000
"""Places along each side of the map; more would tell no dot from another."""


def map_file(given: RenderInput) -> Iterator[tuple[str, str]]:
    """Yield the places and facts of all papers, and of the themes that have some."""
    catalog = given.catalog
    layout = given.derived.layout
    number = {slug: place for place, slug in enumerate(layout.themes)}
    places = [layout.papers[id_] for id_ in catalog.entries]
    drawn = {
        "side": SIDE,
        "themes": [
            [slug, catalog.themes[slug].short, *map(_step, place)]
            for slug, place in layout.themes.items()
        ],
        "id": list(catalog.entries),
        "title": [entry.paper.title for entry in catalog.entries.values()],
        "x": [_step(x) for x, _ in places],
        "y": [_step(y) for _, y in places],
        "theme": [number[entry.theme] for entry in catalog.entries.values()],
        "year": [entry.paper.year or 0 for entry in catalog.entries.values()],
    }
    yield "data/map.json", compact_json(drawn)


def _step(share: float) -> int:
    return round(share * SIDE)
