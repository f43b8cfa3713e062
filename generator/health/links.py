"""Is a link alive? Only a lasting 404 or 410 says no; whatever else goes wrong may pass."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

from generator.web import Answer, Web, WebError

HOSTS_AT_ONCE = 8
MOST_REDIRECTS = 5
LONGEST_WAIT = 60  # seconds that a busy server may ask us to wait
_PERMANENT = frozenset({301, 308})
_REDIRECTS = _PERMANENT | {302, 303, 307}
_GONE = frozenset({404, 410})
_BUSY = frozenset({429, 503})


class State(StrEnum):
    """What one look at a link says."""

    ALIVE = "alive"
    GONE = "gone"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Verdict:
    """What one look at a link found.

    Attributes:
        state: Whether it is there.
        why: The status or what went wrong, in words, e.g. ``answers 404``.
        moved_to: Where it lives now, when every redirect on the way said that it moved for good.
    """

    state: State
    why: str = ""
    moved_to: str = ""


def look_at_all(urls: Iterable[str], web: Web) -> dict[str, Verdict]:
    """Look at links, several hosts at once and each host one link after the other.

    Returns:
        The verdicts by address, in the order of the addresses.
    """
    by_host: defaultdict[str, list[str]] = defaultdict(list)
    ordered = sorted(set(urls))
    for url in ordered:
        by_host[urlsplit(url).netloc].append(url)
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as workers:
        found = workers.map(lambda links: _look_at_host(links, web), by_host.values())
        verdicts = {url: verdict for part in found for url, verdict in part.items()}
    return {url: verdicts[url] for url in ordered}


def look_at(url: str, web: Web) -> Verdict:
    """Look at one link: ask for its head, and for the page itself where the head is refused."""
    here, seen, for_good = url, {url}, True
    for _ in range(MOST_REDIRECTS + 1):
        try:
            answer = _ask(here, web)
        except WebError as fault:
            return Verdict(State.UNSURE, str(fault))
        if answer.status not in _REDIRECTS or "location" not in answer.headers:
            return _judge(answer, here if for_good and here != url else "")
        for_good = for_good and answer.status in _PERMANENT
        try:
            here = urljoin(here, answer.headers["location"])
        except ValueError:
            return Verdict(State.UNSURE, "redirects to what is no address")
        if here in seen:
            return Verdict(State.UNSURE, "redirects in a circle")
        seen.add(here)
    return Verdict(State.UNSURE, f"redirects more than {MOST_REDIRECTS} times")


def _look_at_host(urls: Iterable[str], web: Web) -> Mapping[str, Verdict]:
    """Look at the links of one host, until it asks to be left alone."""
    verdicts = {}
    resting = False
    for url in urls:
        verdict = Verdict(State.UNSURE, "not asked: its host is busy") if resting else None
        verdicts[url] = verdict or look_at(url, web)
        resting = resting or verdicts[url].why == "answers 429"
    return verdicts


def _ask(url: str, web: Web) -> Answer:
    answer = web.ask("HEAD", url)
    if answer.status in _BUSY:
        wait = answer.headers.get("retry-after", "")
        if not wait.isdigit() or int(wait) > LONGEST_WAIT:
            return answer
        web.pause(int(wait))
        answer = web.ask("HEAD", url)
    # Servers that know no HEAD answer it with anything from 403 to 501, also with a 404.
    failed = answer.status >= 400 and answer.status not in _BUSY  # noqa: PLR2004 - HTTP's border
    return web.ask("GET", url) if failed else answer


def _judge(answer: Answer, moved_to: str) -> Verdict:
    if answer.status in _GONE:
        return Verdict(State.GONE, f"answers {answer.status}")
    if 200 <= answer.status < 300:  # noqa: PLR2004 - HTTP's own borders
        return Verdict(State.ALIVE, moved_to=moved_to)
    return Verdict(State.UNSURE, f"answers {answer.status}")
