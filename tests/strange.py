"""A server of every kind that a link may lead to, and somebody who may ask it."""

import http.server
import json
import threading
from collections import Counter
from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.web import Web


def only_here(place) -> bool:
    """Allow 127.0.0.1 alone, of all addresses of this machine."""
    return str(place) == "127.0.0.1"


FEED = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
<entry><id>http://arxiv.org/abs/1903.01973v2</id><title>Learning Latent
  Plans from  Play</title><summary>We.</summary><author><name>Corey Lynch</name></author>
  <arxiv:comment>Withdrawn by the authors</arxiv:comment></entry>
<entry><id>http://arxiv.org/abs/1606.03476v1</id><title>Another title @all</title>
  <summary>We.</summary><author><name>Jonathan Ho</name></author>
  <author><name>Stefano Ermon</name></author></entry>
</feed>"""


class Strange(http.server.BaseHTTPRequestHandler):
    """Each path names what the server does, e.g. `/slow`; a number is answered as a status."""

    protocol_version = "HTTP/1.1"
    asked: ClassVar[Counter[tuple[str, str]]] = Counter()
    held: ClassVar = threading.Event()
    answers: ClassVar[dict[str, list[int]]] = {}

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        path = urlsplit(self.path).path
        Strange.asked[self.command, path] += 1
        kind = path.strip("/").split("/")[0]
        getattr(self, f"on_{kind}", self.on_status)(kind)

    def say(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def on_status(self, kind: str) -> None:
        self.say(int(kind))

    def on_moved(self, _kind: str) -> None:
        self.say(301, Location="/200/new")

    def on_found(self, _kind: str) -> None:
        self.say(302, Location="/200/login")

    def on_lost(self, _kind: str) -> None:
        self.say(301, Location="/404/there")

    def on_headless(self, _kind: str) -> None:
        self.say(404 if self.command == "HEAD" else 200)

    def on_circle(self, _kind: str) -> None:
        self.say(302, Location="/circle/again" if self.path == "/circle" else "/circle")

    def on_far(self, _kind: str) -> None:
        self.say(302, Location=self.path + "/on")

    def on_private(self, _kind: str) -> None:
        self.say(302, Location="http://127.0.0.2:1/admin")

    def on_file(self, _kind: str) -> None:
        self.say(302, Location="file:///etc/passwd")

    def on_broken(self, _kind: str) -> None:
        self.say(302, Location="http://[")

    def on_busy(self, _kind: str) -> None:
        again = Strange.asked[self.command, "/busy"] > 1
        self.say(200 if again else 429, Retry_After="7")

    def on_swamped(self, _kind: str) -> None:
        self.say(429, Retry_After="86400")

    def on_later(self, _kind: str) -> None:
        self.say(Strange.answers["later"].pop(0))

    def on_slow(self, _kind: str) -> None:
        Strange.held.wait()

    def on_drip(self, _kind: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        while not Strange.held.wait(0.05):
            try:
                self.wfile.write(b"x")
            except OSError:
                return

    def on_endless(self, _kind: str) -> None:
        self.send_response(404 if self.command == "HEAD" else 200)
        self.end_headers()
        self.close_connection = True
        while self.command == "GET":
            try:
                self.wfile.write(b"x" * 65536)
            except OSError:
                return

    def on_garbage(self, _kind: str) -> None:
        self.wfile.write(b"\x00\xff not HTTP at all\r\n\r\n")
        self.close_connection = True

    def on_arxiv(self, _kind: str) -> None:
        self.say(200, FEED.encode())

    def on_archive(self, _kind: str) -> None:
        url = parse_qs(urlsplit(self.path).query)["url"][0]
        copy = {"closest": {"url": f"https://web.archive.org/web/2020/{url}"}}
        self.say(200, json.dumps({"archived_snapshots": copy}).encode())

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of the strange server, without a slash at the end."""
    Strange.held.clear()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Strange)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    Strange.held.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def pauses() -> list[float]:
    """How long somebody would have waited, each time."""
    return []


@pytest.fixture
def web(pauses) -> Web:
    """Somebody who may ask 127.0.0.1, and nobody else."""
    Strange.asked.clear()
    return Web("test", allowed=only_here, pause=pauses.append, delay=0, seconds=0.5)
