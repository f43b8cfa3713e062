"""What ``benchmarks/fuzz.py`` and ``tests/test_fuzz.py`` feed the parsers with, and ask of them."""

import random
import signal
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import process_time
from types import FrameType

from fuzzing.targets import TARGETS

PATIENCE = 10  # seconds of processor time after which an input counts as hanging


class HangError(Exception):
    """An input took too long."""


@dataclass
class Run:
    """What came of some inputs of one target.

    Attributes:
        target: A key of :data:`TARGETS`.
        inputs: How many there were.
        seconds: Processor time they took.
        slowest: The longest that one took, in seconds of processor time.
        faults: Number of the input and what went wrong.
    """

    target: str
    inputs: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    faults: list[tuple[int, str]] = field(default_factory=list)

    def add(self, other: "Run") -> None:
        """Take in what came of further inputs."""
        self.inputs += other.inputs
        self.seconds += other.seconds
        self.slowest = max(self.slowest, other.slowest)
        self.faults += other.faults


def chance_of(target: str, seed: int, number: int) -> random.Random:
    """Return the randomness of one input, whatever ran before it."""
    return random.Random(f"{seed}/{target}/{number}")  # noqa: S311 - the same inputs every time


def run(target: str, seed: int, numbers: Iterable[int]) -> Run:
    """Feed a target with the inputs of these numbers."""
    found = Run(target)
    for number in numbers:
        start = process_time()
        try:
            with _patience():
                TARGETS[target](chance_of(target, seed, number))
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is a finding
            place = traceback.extract_tb(fault.__traceback__)[-1]
            where = f"{place.filename.rpartition('/')[2]}:{place.lineno}"
            found.faults.append((number, f"{type(fault).__name__}: {fault} ({where})"))
        spent = process_time() - start
        found.inputs += 1
        found.seconds += spent
        found.slowest = max(found.slowest, spent)
    return found


@contextmanager
def _patience() -> Iterator[None]:
    """End what takes more than :data:`PATIENCE`."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        raise HangError(f"more than {PATIENCE} seconds")

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
