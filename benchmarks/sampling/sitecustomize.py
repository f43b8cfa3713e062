"""Look every few milliseconds at what a Python program does, in each of its processes.

With this folder on ``PYTHONPATH``, each process, forked or begun anew, writes a file of its own
into the folder that ``SAMPLES`` names. A line of it is a stack of calls, outermost first, and how
many microseconds of processor time went by since the one before::

    generator/__main__.py:<module>;generator/cli.py:main 2013
"""

import atexit
import os
import signal
import sys
import time
from collections import Counter
from functools import cache
from types import FrameType

INTERVAL = 0.002  # seconds of processor time; the kernel may look less often

_stacks: Counter[str] = Counter()
_seen = 0.0


def _begin() -> None:
    global _seen  # noqa: PLW0603 - one account for each process
    _stacks.clear()
    _seen = 0.0
    signal.signal(signal.SIGPROF, _look)
    signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)


def _look(_signal: int, frame: FrameType | None) -> None:
    global _seen  # noqa: PLW0603
    now = time.process_time()
    calls = []
    while frame:
        calls.append(f"{frame.f_code.co_filename}:{frame.f_code.co_name}")
        frame = frame.f_back
    # Not one for each look: while a library computes, several looks are only one.
    _stacks[";".join(reversed(calls))] += round((now - _seen) * 1e6)
    _seen = now


def _write() -> None:
    signal.setitimer(signal.ITIMER_PROF, 0)
    _look(signal.SIGPROF, sys._getframe())  # noqa: SLF001
    with open(f"{os.environ['SAMPLES']}/{os.getpid()}", "w") as file:  # noqa: PTH123 - loads least
        file.writelines(f"{stack} {spent}\n" for stack, spent in _stacks.items())


@cache
def _follow_helpers() -> None:
    """Have the processes that multiprocessing forks look too, and write before they end."""
    from multiprocessing import util  # noqa: PLC0415 - only where it is there already

    util.register_after_fork(_begin, lambda begin: begin())
    util.register_after_fork(_write, lambda write: util.Finalize(None, write, exitpriority=0))


if "SAMPLES" in os.environ:
    _begin()
    atexit.register(_write)
    os.register_at_fork(before=_follow_helpers)
