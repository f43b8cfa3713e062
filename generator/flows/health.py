"""What ``generator health`` does: look at links and at arXiv, and say what changed."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date

from generator.health.archive import ARCHIVE, archived_copy
from generator.health.arxiv import ARXIV, ask_arxiv, differences
from generator.health.links import State, look_at_all
from generator.health.memory import Memory, lasting, remember
from generator.health.report import Found, Report
from generator.links import find_links
from generator.model import Catalog
from generator.web import Web


def health(
    catalog: Catalog,
    web: Web,
    memory: Memory,
    today: date,
    *,
    archive: str = ARCHIVE,
    arxiv: str = ARXIV,
    progress: Callable[[str], None] = lambda _step: None,
) -> tuple[Report, Memory]:
    """Look at everything outside that the list points at.

    Args:
        catalog: The list.
        web: Who asks.
        memory: What the last run remembered.
        today: The day of this run.
        archive: Where archived copies are asked for.
        arxiv: Where arXiv's records are asked for.
        progress: Told of each step.

    Returns:
        What was found, and what to remember for the next run.
    """
    places = places_of_links(catalog)
    progress(f"looking at {len(places)} links")
    verdicts = look_at_all(places, web)
    progress("asking arXiv")
    entries = catalog.entries.values()
    asked = [entry.paper.arxiv for entry in entries if entry.paper.arxiv]
    records, unknown = ask_arxiv(asked, web, arxiv)
    progress("asking for archived copies")
    gone = lasting(memory, verdicts, today)
    report = Report(
        day=today,
        links=len(places),
        records=len(records),
        dead=[
            Found(
                url,
                places[url],
                verdicts[url].why,
                since.isoformat(),
                archived_copy(url, web, archive),
            )
            for url, since in gone.items()
        ],
        moved=[
            Found(url, places[url], instead=verdict.moved_to)
            for url, verdict in verdicts.items()
            if verdict.moved_to
        ],
        unsure=[
            Found(url, places[url], verdict.why)
            for url, verdict in verdicts.items()
            if url not in gone and verdict.state is not State.ALIVE
        ],
        drift=differences(entries, records, unknown),
        without_code=[entry.id for entry in entries if "code" not in entry.paper.links],
    )
    progress("")
    return report, remember(memory, verdicts, today)


def places_of_links(catalog: Catalog) -> Mapping[str, tuple[str, ...]]:
    """Return every address outside that the list names, with where it stands."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for entry in catalog.entries.values():
        for url in entry.paper.links.values():
            found[str(url)].append(entry.id)
    for page in catalog.pages.values():
        for url in find_links(page.markdown):
            found[url].append(page.path)
    return {url: tuple(dict.fromkeys(where)) for url, where in sorted(found.items())}
