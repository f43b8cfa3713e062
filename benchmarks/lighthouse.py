"""Measure the built site with Lighthouse, as a phone of the middle range sees it.

Needs Node 18 or newer, whose ``npx`` fetches Lighthouse, and Chrome or Chromium; neither is part of
the project, so no test depends on this. The site is served compressed, as hosts do.

    python benchmarks/lighthouse.py [SITE] [PAGE …]
"""

import argparse
import functools
import gzip
import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

VERSION = "12"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TEXT = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".webmanifest"}
TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json"}
FLAGS = "--headless=new --no-sandbox --disable-gpu"
USUAL = ["", "themes/", "search/?q=self-play", "map/", "stats/", "my/"]


class Host(http.server.SimpleHTTPRequestHandler):
    """A host that compresses text and lets browsers keep files for ten minutes."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with a file, or the page for lost readers."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        status = 200 if path.is_file() else 404
        path = path if status == 200 else Path(self.directory) / "404.html"  # noqa: PLR2004
        content = path.read_bytes()
        self.send_response(status)
        kind = TYPES.get(path.suffix) or self.guess_type(path)
        if path.suffix in TEXT:
            content = gzip.compress(content, 6)
            kind += "; charset=utf-8"
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(content)


def measured(address: str, runs: int) -> dict[str, float]:
    """Return the median of each category, and what cost points, of a page."""
    scores: dict[str, list[float]] = {name: [] for name in CATEGORIES}
    for _ in range(runs):
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            command = ["npx", "--yes", f"lighthouse@{VERSION}", address, "--quiet"]
            command += [f"--chrome-flags={FLAGS}", "--output=json", f"--output-path={file.name}"]
            subprocess.run(command, check=True, capture_output=True)
            report = json.loads(Path(file.name).read_text())
        for name, category in report["categories"].items():
            if name in scores:
                scores[name].append(category["score"] * 100)
                for part in category["auditRefs"]:
                    audit = report["audits"][part["id"]]
                    if part["weight"] and audit["score"] is not None and audit["score"] < 0.9:  # noqa: PLR2004
                        words = f"{name}: {audit['title']} {audit.get('displayValue', '')}"
                        print(f"  {words}", file=sys.stderr)
    return {name: statistics.median(found) for name, found in scores.items()}


def main() -> int:
    """Print a table of the pages and their scores."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", nargs="?", type=Path, default=Path("site"))
    parser.add_argument("pages", nargs="*", help="addresses below the site's root")
    parser.add_argument("--runs", type=int, default=1, help="of each page; the median counts")
    options = parser.parse_args()
    if shutil.which("npx") is None:
        parser.error("this needs Node 18 or newer, which brings npx: see nodejs.org")
    for name in ("chromium", "google-chrome"):
        if shutil.which(name):
            os.environ.setdefault("CHROME_PATH", shutil.which(name) or "")
    folder = options.site.resolve()
    some = sorted(path.name for path in (folder / "papers").iterdir() if path.is_dir())
    theme = sorted(path.name for path in (folder / "themes").iterdir() if path.is_dir())
    usual = [
        *USUAL,
        *(f"themes/{name}/" for name in theme[:1]),
        *(f"papers/{name}/" for name in some[:1]),
    ]
    handler = functools.partial(Host, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"| page | {' | '.join(CATEGORIES)} |\n| --- |{' --: |' * len(CATEGORIES)}")
        for page in options.pages or usual:
            if not (folder / page.partition("?")[0] / "index.html").exists():
                continue
            scores = measured(f"http://127.0.0.1:{server.server_port}/{page}", options.runs)
            shown = " | ".join(f"{score:.0f}" for score in scores.values())
            print(f"| {page or 'home'} | {shown} |", flush=True)
        server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
