"""Work on every processor, for lists of thousands of papers.

A child process is forked, so it has all that this one has read and nothing is copied to it; only
what it returns is. It shares with others at most a pipe of numbers that was filled before it began:
should this process be killed, a child finishes its work, finds nobody to tell, and ends. Where a
process cannot be forked safely (on macOS and Windows), and where there is one processor, everything
is done here, with the same result.
"""

import multiprocessing
import os
import sys
import warnings
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from operator import itemgetter
from typing import Any, Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_PARTS_EACH = 8
_NUMBER_BYTES = 2  # a pipe holds thousands of such numbers, and gives each to one reader as a whole


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


def split(items: Sequence[Item], least: int) -> list[Sequence[Item]]:
    """Return items in parts of at least some number, so many that all processors end together.

    >>> [len(part) for part in split(range(10), 20)]
    [10]
    """
    count = max(1, min(_PARTS_EACH * processors(), len(items) // least))
    return [items[start::count] for start in range(count)]


def in_turn(work: Callable[[Item], Result], items: Sequence[Item]) -> Callable[[], list[Result]]:
    """Begin to work on items on the other processors; call what is returned to help them.

    Whoever is done with one item takes the next, so it is best to name those that take long first.

    Args:
        work: Takes an item; what comes of it can be pickled, see :func:`aside`.
        items: A few hundred at most, such as :func:`split` makes of many.

    Returns:
        A function that works on what is left until there is nothing, waits for the others, and
        returns what came of each item, in their order. Call it once.

    Example:
        >>> in_turn(len, ["to", "a", "tie"])()
        [2, 1, 3]
    """
    left, numbers = os.pipe()
    os.write(numbers, b"".join(place.to_bytes(_NUMBER_BYTES) for place in range(len(items))))
    os.close(numbers)

    def take() -> list[tuple[int, Result]]:
        done = []
        while number := os.read(left, _NUMBER_BYTES):  # nothing, once all are taken
            place = int.from_bytes(number)
            done.append((place, work(items[place])))
        return done

    others = [aside(take) for _ in range(min(processors(), len(items)) - 1)]

    def end() -> list[Result]:
        done = take()
        for other in others:
            done += other()
        return [result for _place, result in sorted(done, key=itemgetter(0))]

    weakref.finalize(end, os.close, left)  # nobody may ever call it, since something else failed
    return end


def give_up() -> None:
    """End what was begun and that nobody will ask for, since something else went wrong."""
    for child in multiprocessing.active_children():
        child.terminate()
        child.join()


def _tell(work: Callable[[], object], sending: Connection, receiving: Connection) -> None:
    receiving.close()  # else this process would keep its own pipe open, and write for ever
    try:
        told: tuple[bool, object] = (True, work())
    except BaseException as fault:  # noqa: BLE001 - it is raised again by whoever waits
        told = (False, fault)
    with suppress(BrokenPipeError):  # nobody waits any more
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
