"""The browser of tests and benchmarks: where it is, and what keeps it quiet."""

import os
import shutil
from pathlib import Path

QUIET_CHROMIUM = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_browser() -> str | None:
    """Return an installed Chrome or Chromium, or None."""
    named = os.environ.get("CHROMIUM")
    candidates = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    installed = (shutil.which(name) for name in candidates)
    mac = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    return named or next(filter(None, installed), None) or (str(mac) if mac.exists() else None)
