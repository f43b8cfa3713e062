"""A static host as there are many: a site under a path, 404.html at any address else, headers."""

import contextlib
import http.server
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import urlsplit

Rules = list[tuple[str, dict[str, str]]]


def header_rules(text: str) -> Rules:
    """Read a `_headers` file as its hosts do."""
    rules: Rules = []
    for line in text.splitlines():
        if line.startswith("/"):
            rules.append((line, {}))
        elif line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            rules[-1][1][name] = value
    return rules


class Host(http.server.SimpleHTTPRequestHandler):
    """Serves a folder below `base`, and sends what the folder's `_headers` file says."""

    def __init__(self, *arguments, directory: Path, base: str):
        file = directory / "_headers"
        self.rules = header_rules(file.read_text()) if file.exists() else []
        self.base = base
        super().__init__(*arguments, directory=str(directory))

    def translate_path(self, path: str) -> str:
        inside = path.startswith(self.base)
        return super().translate_path(path[len(self.base) - 1 :] if inside else "/nothing-here")

    def send_header(self, keyword, value):
        given = {name for _, sent in self.sent() for name in sent}
        if keyword not in given:
            super().send_header(keyword, value)

    def end_headers(self):
        for _, sent in self.sent():
            for name, value in sent.items():
                super().send_header(name, value)
        super().end_headers()

    def sent(self) -> Rules:
        place = "/" + urlsplit(self.path).path.removeprefix(self.base)
        return [rule for rule in self.rules if fnmatchcase(place, rule[0])]

    def send_error(self, code, *words):
        lost = Path(self.directory) / "404.html"
        if not lost.exists():
            super().send_error(code, *words)
            return
        body = lost.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def copyfile(self, source, outputfile):
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the reader went on
            super().copyfile(source, outputfile)

    def log_message(self, *_arguments):
        pass
