"""Ask servers of strangers: one request at a time to a host, and all of it bounded.

Addresses come from strangers: whoever proposes an entry chooses what this program asks. So a name
is resolved once, every address it resolves to must be a public one, and the connection goes to
that very address; redirects are followed by the caller, one request each, under the same rule. Of
an answer no more is read than was asked for, and neither a silent nor a dripping server holds a
request longer than its time.
"""

import io
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, cast
from urllib.parse import SplitResult, quote, urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_PORTS = {"http": 80, "https": 443}
_CONNECTIONS = {"http": HTTPConnection, "https": HTTPSConnection}
_INSIDE_CLOUDS = frozenset({ipaddress.ip_address("168.63.129.16")})
"""A public address at which Azure, where many CI machines run, answers its machines privately."""
_SHOWN = "/?#[]@!$&'()*+,;=%:~"


class WebError(Exception):
    """No answer could be had; the message says why, in words for a report."""


class RefusedError(WebError):
    """The address must not be asked."""


@dataclass(frozen=True)
class Answer:
    """What a server said.

    Attributes:
        status: The status, e.g. ``404``.
        headers: By name in lower case.
        body: As much of it as was asked for.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


def is_public(address: Address) -> bool:
    """Whether anybody on the internet could reach that address, so that we may.

    >>> is_public(ipaddress.ip_address("169.254.169.254"))
    False
    >>> is_public(ipaddress.ip_address("::ffff:127.0.0.1"))
    False
    """
    if isinstance(address, ipaddress.IPv6Address):
        within = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in ipaddress.ip_network("64:ff9b::/96"):  # IPv4 behind a translator
            within = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if within is not None:
            return is_public(within)
    special = address.is_multicast or address.is_reserved or address in _INSIDE_CLOUDS
    return address.is_global and not special


@dataclass
class _Lane:
    """Requests to one host: one after the other, with a pause between."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0


class Web:
    """Asks servers, politely.

    Safe to share between threads: requests to one host wait for each other.
    """

    def __init__(
        self,
        agent: str,
        *,
        allowed: Callable[[Address], bool] | None = None,
        pause: Callable[[float], object] = time.sleep,
        delay: float = 1.0,
        seconds: float = 20.0,
    ) -> None:
        """Say who asks, and how patiently.

        Args:
            agent: The ``User-Agent``, with an address where we can be reached.
            allowed: Which addresses may be asked; public ones, unless a test says otherwise.
            pause: Waits that many seconds.
            delay: Seconds between two requests to one host.
            seconds: Time for one request, from the connection to the last byte.
        """
        self._agent = agent
        self._allowed = allowed or is_public
        self._delay = delay
        self._seconds = seconds
        self._lanes: dict[str, _Lane] = {}
        self._tls = ssl.create_default_context()
        self.pause = pause

    def ask(self, method: str, url: str, limit: int = 0) -> Answer:
        """Ask for an address and read at most ``limit`` bytes of what comes.

        Args:
            method: ``HEAD`` or ``GET``.
            url: An address with ``http`` or ``https``.
            limit: Bytes of the body to read; what comes after them is left.

        Raises:
            RefusedError: The address leads to where we do not ask.
            WebError: There was no answer, or none that is HTTP.
        """
        parts = _split(url)
        host = str(parts.hostname)
        lane = self._lanes.setdefault(host, _Lane())
        with lane.turn:
            wait = lane.free_at - time.monotonic()
            if wait > 0:
                self.pause(wait)
            try:
                return self._exchange(method, parts, host, limit)
            except ssl.SSLCertVerificationError as fault:
                raise WebError(f"its certificate is not valid: {fault.verify_message}") from fault
            except TimeoutError as fault:
                raise WebError(f"no answer within {self._seconds:g} seconds") from fault
            except (OSError, HTTPException, ValueError) as fault:
                raise WebError(f"no answer: {type(fault).__name__}") from fault
            finally:
                lane.free_at = time.monotonic() + self._delay

    def _exchange(self, method: str, parts: SplitResult, host: str, limit: int) -> Answer:
        port = parts.port or _PORTS[parts.scheme]
        end = time.monotonic() + self._seconds
        connected = self._connect(host, port, end)
        try:
            if parts.scheme == "https":
                connected = self._tls.wrap_socket(connected, server_hostname=host)
            connection = _CONNECTIONS[parts.scheme](host, port)
            connection.sock = cast("socket.socket", _Channel(connected, end))
            target = quote(parts.path or "/", safe=_SHOWN)
            target += "?" + quote(parts.query, safe=_SHOWN) if parts.query else ""
            headers = {"User-Agent": self._agent, "Accept": "*/*", "Accept-Encoding": "identity"}
            connection.request(method, target, headers=headers)
            response = connection.getresponse()
            body = response.read(limit) if limit else b""
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, body)
        finally:
            connected.close()

    def _connect(self, host: str, port: int, end: float) -> socket.socket:
        """Connect to an address of the host that was looked at, never to the name again.

        All its addresses together have the time that one request has.
        """
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as fault:
            raise WebError("its name is not known") from fault
        places = [str(info[4][0]) for info in found]
        if not all(self._allowed(ipaddress.ip_address(place)) for place in places):
            raise RefusedError("it leads into a private network")
        for number, place in enumerate(places[:-1]):
            try:
                share = _left(end) / (len(places) - number)
                return socket.create_connection((place, port), share)
            except OSError:
                continue  # the next address may answer
        return socket.create_connection((places[-1], port), _left(end))


def _left(end: float) -> float:
    """Return the seconds that are left, of which there must be some."""
    seconds = end - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


class _Channel:
    """A socket as :mod:`http.client` wants one, whose whole answer has to come before ``end``."""

    def __init__(self, connected: socket.socket, end: float) -> None:
        self._connected = connected
        self._end = end

    def sendall(self, data: bytes) -> None:
        self._connected.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._connected, self._end))

    def close(self) -> None:
        """Nothing: who connected closes."""


class _Reader(io.RawIOBase):
    def __init__(self, connected: socket.socket, end: float) -> None:
        super().__init__()
        self._connected = connected
        self._end = end

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._connected.settimeout(left)
        return self._connected.recv_into(buffer)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _port = parts.port  # raises when it is none
    except ValueError as fault:
        raise WebError("it is no address") from fault
    if parts.scheme not in _PORTS or not parts.hostname:
        raise RefusedError("it is no http or https address")
    if parts.username is not None or parts.password is not None:
        raise RefusedError("it carries a name or password")
    return parts
