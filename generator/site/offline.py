"""What reading offline needs to know of the finished site: its files, their sizes, its version.

Written after the engine ran, since only then the names of the theme's files are known. Pure: takes
digests, returns files.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

WORKER_SOURCE = "assets/javascripts/offline/worker.js"
"""Path of the worker's text below the site's root."""
WORKER = "service-worker.js"
"""Path of the worker: at the root, since a worker sees no request above its own folder."""
OFFLINE_PAGE = "offline/index.html"

# What nobody reads on the site: files to take away, what programs read, and parts of the theme that
# no page loads. Everything else is kept, so that whatever comes to the site later works offline.
_LEFT_OUT = (
    *("*.map", "*.xml", "*.opml", "*.txt", "*.bib", "*.ris", "*.csv", "*.csl.json", "*.sqlite"),
    *("feeds/*.json", "data/papers.*", "data/themes/*", "data/offline/*", "assets/share/*"),
    *("assets/javascripts/lunr/*", "assets/javascripts/workers/*"),
    *(WORKER, WORKER_SOURCE, "404.html"),
)
_DIGITS = 16  # of a digest: enough to tell the versions of one site apart


@dataclass(frozen=True)
class FileFact:
    """What is known of a file.

    Attributes:
        size: Its bytes.
        digest: First digits of the SHA-256 of its content.
    """

    size: int
    digest: str


def noted(
    files: Iterable[tuple[str, bytes]], facts: dict[str, FileFact]
) -> Iterator[tuple[str, bytes]]:
    """Pass files on and note what is known of each, so that one reading serves two purposes."""
    for path, content in files:
        facts[path] = FileFact(len(content), _digest(content))
        yield path, content


def offline_files(facts: Mapping[str, FileFact], source: bytes) -> dict[str, bytes]:
    """Return the worker and the lists that it reads, by path.

    The same files give the same version, whenever and wherever they were built.

    Args:
        facts: Every file of the site, by its path.
        source: The worker's text.

    Example:
        >>> files = offline_files({"a/index.html": FileFact(7, "90b1")}, b"/* worker */")
        >>> json.loads(files["data/offline/files.json"])["files"]
        {'a/': '90b1'}
    """
    kept = {path: facts[path] for path in sorted(facts) if _is_kept(path)}
    digests = {_address(path): fact.digest for path, fact in kept.items()}
    version = _digest(_json(digests) + source)
    total = sum(fact.size for fact in kept.values())
    shell = [_address(path) for path in kept if _is_shell(path)]
    constants = f"const VERSION = {json.dumps(version)};\nconst SHELL = {json.dumps(shell)};\n"
    return {
        WORKER: constants.encode() + source,
        "data/offline/version.json": _json(
            {"version": version, "files": len(kept), "bytes": total}
        ),
        "data/offline/files.json": _json({"version": version, "files": digests}),
    }


def _is_kept(path: str) -> bool:
    return not any(fnmatchcase(path, pattern) for pattern in _LEFT_OUT)


def _is_shell(path: str) -> bool:
    """Whether a file is needed wherever a reader goes: the look, the scripts, the offline page."""
    asset = path.startswith("assets/") and path.endswith((".css", ".js", ".svg"))
    return asset or path == OFFLINE_PAGE


def _address(path: str) -> str:
    """Return the address of a file as links have it."""
    return path.removesuffix("index.html") if f"/{path}".endswith("/index.html") else path


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_DIGITS]


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()
