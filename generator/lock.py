"""Runs that would write to the same folder wait for each other."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl


@contextmanager
def locked(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Keep other runs from writing to a folder; wait for one that does so now.

    The lock is the kernel's, on the folder itself: it ends with the process that holds it, however
    that ends, so none is ever left behind. A program that a run starts may share it, and then it
    lasts until both have ended.

    Args:
        folder: A folder; it is made when it is not there.
        waiting: Is called once when there is somebody to wait for.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":  # a folder cannot be locked there; each file is whole all the same
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    os.set_inheritable(descriptor, True)
    try:
        _lock(descriptor, waiting)
        yield
    finally:
        os.close(descriptor)


if sys.platform != "win32":

    def _lock(descriptor: int, waiting: Callable[[], None]) -> None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        except OSError:
            # A file system that knows no locks, such as some in a network: then runs do not wait
            # for each other, but each file is whole all the same.
            return
