"""What shows that a text got out of its place: scripts, dialogs, requests, refusals, elements."""

import json
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from payloads import PAYLOADS, mark

SURVEY = (Path(__file__).parent / "survey.js").read_text().strip().removesuffix(";")
TEXTS = {mark(number): payload for number, payload in enumerate(PAYLOADS)}
HARMLESS = dict.fromkeys(TEXTS, "plain words")


class Watched:
    """A page of a browser, and everything on it that should not be.

    Attributes:
        faults: What happened, in words.
    """

    def __init__(self, page, texts=None) -> None:
        self.page = page
        self.texts = TEXTS if texts is None else texts
        self.faults: list[str] = []
        page.on("dialog", self._dialog)
        page.on("console", self._console)
        page.on("pageerror", lambda fault: self.faults.append(f"error: {fault}"))
        page.on("request", self._request)
        page.add_init_script(
            "addEventListener('securitypolicyviolation',"
            " e => console.error('refused: ' + e.violatedDirective + ' ' + e.blockedURI));"
        )

    def _dialog(self, dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, message) -> None:
        if message.type == "error" and "404 (Not Found)" not in message.text:
            self.faults.append(f"console: {message.text} on {self.page.url}")

    def _request(self, request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.hostname != "127.0.0.1":
            self.faults.append(f"request: {request.url}")

    def open(self, address: str) -> dict:
        """Open an address and return what :meth:`survey` finds there."""
        self.page.goto(address)
        return self.survey()

    def survey(self, paths: list[str] | None = None) -> dict:
        """Return what the document, or those at some paths, are made of and show wrongly."""
        if self.page.evaluate("window.hurt") is not None:
            self.faults.append(f"a script ran on {self.page.url}")
        return self.page.evaluate(SURVEY, {"texts": self.texts, "paths": paths})


def kind_of(path: str) -> str:
    """Return the type of the page at a path of a site.

    >>> kind_of("papers/maml/index.html"), kind_of("themes/x/page/2/index.html")
    ('papers/*', 'themes/*')
    >>> kind_of("papers/page/2/index.html")
    'papers'
    """
    first, *rest = path.removesuffix("index.html").strip("/").split("/")
    return f"{first}/*" if rest and rest[0] != "page" else first


@cache
def pages_of(site: Path) -> dict[str, list[str]]:
    """Return the paths of a site's pages by their types."""
    found: dict[str, list[str]] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        moved = 'http-equiv="refresh"' in path.read_text()
        found.setdefault("moved" if moved else kind_of(name), []).append(name)
    return found


def told(wrong: list[dict]) -> str:
    """Say what is wrong, a line each."""
    return "\n".join(json.dumps(fault, ensure_ascii=False) for fault in wrong[:20])
