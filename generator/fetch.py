"""Ask arXiv and Crossref about one paper.

Only ``generator add`` calls it, with what a person typed. The services ask for little: a name to
reach the caller by, and from arXiv no more than one question in three seconds; both are kept, over
several runs too. Answers are kept on disk for a day, so that trying again costs nobody anything.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import quote, urlencode

import requests
import urllib3

from generator import disk
from generator.problems import quote as quote_text

TRIES = 4
LONGEST_WAIT = 60.0
"""Seconds that a service may ask to wait; beyond that the caller is told instead."""
MAX_ANSWER = 5_000_000
"""Bytes of the largest answer that is read: one paper takes some kilobytes."""
KEPT_FOR = 24 * 3600.0
"""Seconds for which an answer is used again."""
PAUSE = {"arXiv": 3.0}
"""Seconds between two questions to a service that asks for them."""

_CONNECT, _READ, _WHOLE = 10.0, 30.0, 90.0  # seconds
_BACK_OFF = 3.0  # seconds before the second try; doubled before each further one
_CHUNK = 4096
_BUSY = frozenset({429, 500, 502, 503, 504})
_CSL = "application/vnd.citationstyles.csl+json"
_BY_HAND = "give the title with --title and the abstract with --abstract-file"
_LATER = f"try again later, or {_BY_HAND}"


class FetchError(Exception):
    """A question was not answered.

    Attributes:
        hint: What can be done.
        unknown: Whether the service answered that there is no such paper.
    """

    def __init__(self, message: str, hint: str = _BY_HAND, *, unknown: bool = False) -> None:
        super().__init__(message)
        self.hint = hint
        self.unknown = unknown


class _BusyError(Exception):
    """A service may answer when it is asked again."""

    def __init__(self, message: str, wait: float = 0.0) -> None:
        super().__init__(message)
        self.wait = wait


@dataclass(frozen=True)
class Services:
    """Where the services are.

    Attributes:
        arxiv: arXiv's API, answers Atom.
        crossref: Crossref's API, answers JSON.
        doi: The resolver of DOIs, answers CSL-JSON for those that Crossref does not know.
    """

    arxiv: str = "https://export.arxiv.org/api/query"
    crossref: str = "https://api.crossref.org"
    doi: str = "https://doi.org"


@dataclass
class Fetcher:
    """Asks questions and keeps the answers.

    Attributes:
        agent: How the caller is named to the services, e.g. ``Autodidact (https://…)``.
        cache: Folder for answers.
        usable: Whether an answer can be read; only then it is kept.
        services: Where the services are.
        offline: Answer from the kept answers alone, however old.
        progress: Told what is going on.
        sleep: Waits for a number of seconds.
    """

    agent: str
    cache: Path
    usable: Callable[[bytes], bool]
    services: Services = field(default_factory=Services)
    offline: bool = False
    progress: Callable[[str], None] = lambda _step: None
    sleep: Callable[[float], None] = field(default_factory=lambda: sleep)

    def arxiv(self, id_: str) -> bytes:
        """Return arXiv's answer about an id: an Atom feed, without entries when there is none.

        Raises:
            FetchError: There is no answer.
        """
        query = urlencode({"id_list": id_, "max_results": 1})
        return self._answer("arXiv", f"{self.services.arxiv}?{query}", "application/atom+xml")

    def doi(self, doi: str) -> bytes:
        """Return what Crossref, or else the registrar of a DOI, answers about it: JSON.

        Raises:
            FetchError: There is no answer, or no such DOI.
        """
        name = quote(doi, safe="")
        try:
            address = f"{self.services.crossref}/works/{name}"
            return self._answer("Crossref", address, "application/json")
        except FetchError as fault:
            if not fault.unknown:
                raise
        return self._answer("doi.org", f"{self.services.doi}/{quote(doi, safe='/')}", _CSL)

    def _answer(self, service: str, address: str, accept: str) -> bytes:
        name = hashlib.sha256(f"{accept} {address}".encode()).hexdigest()[:32]
        kept = self.cache / name
        age = disk.age(kept)
        if age is not None and (self.offline or age < KEPT_FOR):
            return disk.read_bytes(kept)
        if self.offline:
            raise FetchError(f"there is no kept answer of {service}, and --offline allows no other")
        content = self._ask_patiently(service, address, accept)
        self.progress("")
        if self.usable(content):
            disk.write_new(self.cache / ".gitignore", b"*\n")
            disk.write_if_changed(kept, content)
        return content

    def _ask_patiently(self, service: str, address: str, accept: str) -> bytes:
        said = ""
        for attempt in range(TRIES):
            self._wait_for_turn(service)
            self.progress(f"asking {service}" + (f" again: {said}" if said else ""))
            try:
                return self._ask(service, address, accept)
            except _BusyError as busy:
                said = str(busy)
                if busy.wait > LONGEST_WAIT:
                    message = f"{service} asks to wait {busy.wait:.0f} seconds: {said}"
                    raise FetchError(message, _LATER) from busy
                if attempt + 1 < TRIES:
                    self.sleep(max(_BACK_OFF * 2**attempt, busy.wait))
        raise FetchError(f"{service} did not answer after {TRIES} tries: {said}", _LATER)

    def _ask(self, service: str, address: str, accept: str) -> bytes:
        """Ask once; a service that may answer later raises :class:`_BusyError`."""
        headers = {"User-Agent": self.agent, "Accept": accept}
        try:
            with requests.Session() as session:
                session.max_redirects = 5
                with session.get(
                    address, headers=headers, timeout=(_CONNECT, _READ), stream=True
                ) as answer:
                    _expect_answer(service, answer)
                    return _content(service, answer)
        except requests.exceptions.SSLError as fault:
            raise FetchError(f"{service} cannot be reached safely: {_said(fault)}") from fault
        except requests.Timeout as fault:
            raise _BusyError("no answer in time") from fault
        except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError) as fault:
            raise _BusyError("no connection, or one that broke") from fault
        except requests.RequestException as fault:
            raise FetchError(f"{service} did not answer: {_said(fault)}") from fault

    def _wait_for_turn(self, service: str) -> None:
        """Wait until the service may be asked again, also after another run asked it."""
        pause = PAUSE.get(service, 0.0)
        if pause:
            stamp = self.cache / f"{service}.asked"
            age = disk.age(stamp)
            if age is not None and age < pause:
                self.sleep(pause - max(age, 0.0))
            disk.touch(stamp)


def _expect_answer(service: str, answer: requests.Response) -> None:
    """Refuse whatever is no answer to the question."""
    status = answer.status_code
    if status == requests.codes.ok:
        return
    if status in {requests.codes.not_found, requests.codes.gone}:
        raise FetchError(f"{service} knows no such paper", unknown=True)
    said = quote_text(f"{status} {answer.reason or ''}")
    if status in _BUSY:
        raise _BusyError(said, _retry_after(answer))
    raise FetchError(f"{service} answered {said}")


def _content(service: str, answer: requests.Response) -> bytes:
    """Return the body of an answer, as long as it is of a sensible size and speed."""
    began = monotonic()
    parts: list[bytes] = []
    size = 0
    for part in answer.iter_content(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > MAX_ANSWER:
            raise FetchError(f"the answer of {service} is larger than {MAX_ANSWER:,} bytes")
        if monotonic() - began > _WHOLE:
            raise requests.Timeout
    return b"".join(parts)


def _retry_after(answer: requests.Response) -> float:
    """Return for how many seconds a service asks to wait; 0 when it does not say."""
    asked = answer.headers.get("Retry-After", "0")
    try:
        return urllib3.Retry().parse_retry_after(asked)
    except (urllib3.exceptions.InvalidHeader, ValueError):
        return 0.0


def _said(fault: Exception) -> str:
    return quote_text(str(fault) or type(fault).__name__, 200)
