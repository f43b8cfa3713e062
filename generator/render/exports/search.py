"""What the search page shows of each paper."""

from collections.abc import Iterator

from generator.json_text import compact_json
from generator.model import Entry
from generator.render.page import RenderInput


def search_files(given: RenderInput) -> Iterator[tuple[str, str]]:
    """Yield what the search page shows of each paper, by id."""
    yield (
        "data/search-cards.json",
        compact_json({id_: _search_card(given, e) for id_, e in given.catalog.entries.items()}),
    )


def _search_card(given: RenderInput, entry: Entry) -> dict[str, str]:
    shown = given.cards[entry.id]
    fields = {
        "title": shown.title,
        "authors": shown.authors,
        "year": shown.year,
        "venue": shown.venue,
        "theme": shown.theme_title,
        "text": shown.why or shown.text,
        "names": " ".join(entry.paper.aliases),
    }
    return {name: value for name, value in fields.items() if value}
