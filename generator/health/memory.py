"""What one run remembers for the next: a link counts as dead when a later day finds it gone again.

Pure. The file between the runs is JSON; one that cannot be read is as good as none, since losing it
costs no more than one run.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from generator.health.links import State, Verdict
from generator.json_text import json_text

_FORM = 1


@dataclass(frozen=True)
class Memory:
    """Links that were gone.

    Attributes:
        gone_since: The first day that found it gone, by address, with none since that found it
            alive.
    """

    gone_since: Mapping[str, date] = field(default_factory=dict)


def read_memory(text: str) -> Memory:
    """Read what the last run wrote; whatever else stands there means nothing remembered.

    >>> read_memory('{"form": 1, "gone_since": {"https://x.org/": "2026-11-21"}}')
    Memory(gone_since={'https://x.org/': datetime.date(2026, 11, 21)})
    >>> read_memory("<html>")
    Memory(gone_since={})
    """
    try:
        read: Any = json.loads(text)
        if read["form"] != _FORM:
            return Memory()
        return Memory({str(u): date.fromisoformat(d) for u, d in read["gone_since"].items()})
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Memory()


def memory_text(memory: Memory) -> str:
    """Return the file for the next run."""
    gone = {url: day.isoformat() for url, day in sorted(memory.gone_since.items())}
    return json_text({"form": _FORM, "gone_since": gone})


def remember(memory: Memory, verdicts: Mapping[str, Verdict], today: date) -> Memory:
    """Return what to remember after a run.

    An unsure look neither confirms nor clears. A link that nobody names any more is forgotten.
    """
    gone = {}
    for url, verdict in verdicts.items():
        before = memory.gone_since.get(url)
        if verdict.state is State.GONE:
            gone[url] = before or today
        elif verdict.state is State.UNSURE and before:
            gone[url] = before
    return Memory(gone)


def lasting(memory: Memory, verdicts: Mapping[str, Verdict], today: date) -> dict[str, date]:
    """Return the links that are gone and were gone on an earlier day, with the first such day."""
    return {
        url: memory.gone_since[url]
        for url, verdict in verdicts.items()
        if verdict.state is State.GONE and memory.gone_since.get(url, today) < today
    }
