"""Is there an archived copy of what is gone? The Wayback Machine is asked, or its like."""

import json
import re
from typing import Any
from urllib.parse import quote

from generator.web import Web, WebError

ARCHIVE = "https://archive.org/wayback/available"
_MOST_BYTES = 64 * 1024
_COPY = re.compile(r"https?://[A-Za-z0-9.:-]+/[!#-;=?-Z\[\]_a-z~]+")  # without < > \ ^ ` { | }


def archived_copy(url: str, web: Web, archive: str = ARCHIVE) -> str:
    """Return the address of the newest copy of a page; empty when none is known.

    Args:
        url: The page that is gone.
        web: Who asks.
        archive: Where to ask.
    """
    try:
        answer = web.ask("GET", f"{archive}?url={quote(url, safe='')}", _MOST_BYTES)
    except WebError:
        return ""
    return read_copy(answer.body)


def read_copy(body: bytes) -> str:
    """Read what the archive answers.

    >>> read_copy(b'{"archived_snapshots": {"closest": {"url": "http://web.archive.org/web/1/x"}}}')
    'http://web.archive.org/web/1/x'
    >>> read_copy(b'{"archived_snapshots": {}}')
    ''
    """
    try:
        read: Any = json.loads(body)
        copy = read["archived_snapshots"]["closest"]["url"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""
    return copy if isinstance(copy, str) and _COPY.fullmatch(copy) else ""
