"""Work on every processor, for lists of thousands of papers.

A child process is forked, so it has all that this one has read and nothing is copied to it; only
what it returns is. It shares no pipe or queue with others: should this process be killed, a child
finishes its work, finds nobody to tell, and ends. Where a process cannot be forked safely (on macOS
and Windows), and where there is one processor, everything is done here, with the same result.
"""

import multiprocessing
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing.connection import Connection
from typing import Any, Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Aside(Protocol):
    """Begins some work, now or later, and returns what gives its result: see :func:`aside`."""

    def __call__(self, work: Callable[[], Result], /) -> Callable[[], Result]:
        """Begin some work; call what is returned once, to get at what came of it."""


def at_last(work: Callable[[], Result]) -> Callable[[], Result]:
    """Work when the result is asked for, where :func:`aside` would begin at once."""
    return work


def processors() -> int:
    """Return how many processes may work at once."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def aside(work: Callable[[], Result]) -> Callable[[], Result]:
    """Begin some work beside what this process goes on to do; call what is returned to get at it.

    Args:
        work: A function whose result can be pickled. What it changes in memory stays in the child.

    Returns:
        A function that waits for the result, or raises what the work raised. Call it once.

    Example:
        >>> total = aside(lambda: sum(range(10)))
        >>> total()
        45
    """
    if processors() == 1:
        return at_last(work)
    fork = multiprocessing.get_context("fork")
    receiving, sending = fork.Pipe(duplex=False)
    child = fork.Process(target=_tell, args=(work, sending, receiving), daemon=True)
    with warnings.catch_warnings():
        # Numerical libraries hold threads of their own, which a child does without.
        warnings.simplefilter("ignore", DeprecationWarning)
        child.start()
    sending.close()
    return partial(_wait, child, receiving)


def in_parts(
    work: Callable[[Sequence[Item]], Result], items: Sequence[Item], least: int
) -> list[Result]:
    """Work on many items in several processes at once; return what came of each part.

    Args:
        work: Takes a part of the items, spread evenly over them; see :func:`aside`.
        items: What is to be worked on, in any order.
        least: Of how many items it pays to start a process.
    """
    count = max(1, min(processors(), len(items) // least))
    parts = [items[start::count] for start in range(count)]
    others = [aside(partial(work, part)) for part in parts[1:]]
    return [work(parts[0]), *(other() for other in others)]


def begun_in_parts(
    work: Callable[[Sequence[Item]], Result], items: Sequence[Item]
) -> Callable[[], list[Result]]:
    """Begin to work on items beside this process, a part of them on each processor.

    Returns:
        A function that waits for what came of each part; see :func:`aside`.
    """
    count = max(1, min(processors(), len(items)))
    others = [aside(partial(work, items[start::count])) for start in range(count)]
    return lambda: [other() for other in others]


def _tell(work: Callable[[], object], sending: Connection, receiving: Connection) -> None:
    receiving.close()  # else this process would keep its own pipe open, and write for ever
    try:
        told: tuple[bool, object] = (True, work())
    except BaseException as fault:  # noqa: BLE001 - it is raised again by whoever waits
        told = (False, fault)
    sending.send(told)


def _wait(child: multiprocessing.process.BaseProcess, receiving: Connection) -> Any:
    try:
        good, told = receiving.recv()
    except EOFError:
        child.join()
        message = f"a process that helped ended without a word (exit code {child.exitcode})"
        raise ChildProcessError(message) from None
    finally:
        receiving.close()
    child.join()
    if not good:
        raise told
    return told
