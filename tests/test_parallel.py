"""Work in other processes: what it returns, what it raises, and what is said when one is lost."""

import multiprocessing
import os
import select
import signal
import subprocess
import sys

import pytest

from generator import parallel


@pytest.fixture(params=[1, 3], ids=["one processor", "three"])
def processors(request, monkeypatch):
    monkeypatch.setattr(parallel, "processors", lambda: request.param)
    return request.param


def fail():
    raise LookupError("no such word")


def test_what_work_returns_comes_back(processors):
    here = os.getpid()
    result = parallel.aside(lambda: (os.getpid() == here, "x" * 1_000_000))()
    assert result == (processors == 1, "x" * 1_000_000)


def test_what_work_raises_is_raised_where_it_is_waited_for(processors):
    assert processors
    waiting = parallel.aside(fail)
    with pytest.raises(LookupError, match="no such word"):
        waiting()


def test_a_process_that_is_lost_is_said_with_its_exit_code(monkeypatch):
    monkeypatch.setattr(parallel, "processors", lambda: 2)
    waiting = parallel.aside(lambda: os._exit(7))
    with pytest.raises(ChildProcessError, match=r"without a word \(exit code 7\)"):
        waiting()


@pytest.mark.parametrize("number", [0, 1, 5, 12, 5_000])
def test_items_are_split_into_parts_that_pay(processors, number):
    parts = parallel.split(range(number), 2)
    assert sorted(item for part in parts for item in part) == list(range(number))
    assert min(map(len, parts)) >= min(number, 2)
    assert len(parts) >= min(processors, max(1, number // 2))
    assert len(parts) < 100


@pytest.mark.parametrize("number", [0, 1, 5, 300])
def test_every_item_is_worked_on_once_and_results_keep_their_order(processors, number):
    assert processors
    waiting = parallel.in_turn(lambda item: item * 1_000, range(number))
    assert waiting() == [item * 1_000 for item in range(number)]


@pytest.fixture
def in_two(monkeypatch):
    """Let work be done by two processes, of which the other says on a pipe what it takes."""
    monkeypatch.setattr(parallel, "processors", lambda: 2)
    here, (reading, writing) = os.getpid(), os.pipe()

    def taken_there() -> bool:
        there = os.getpid() != here
        if there:
            os.write(writing, b"x")
        return there

    yield taken_there, reading
    os.close(reading)
    os.close(writing)


def test_whoever_is_done_takes_the_next_item(in_two):
    """While this process is held up by one item, the other does all the rest."""
    taken_there, reading = in_two

    def work(_item):
        if taken_there():
            return "there"
        for _ in range(7):
            if not select.select([reading], [], [], 10)[0]:
                break
            os.read(reading, 1)
        return "here"

    found = parallel.in_turn(work, range(8))()
    assert found.count("here") <= 1


def test_a_process_that_is_lost_with_its_item_is_said(in_two):
    taken_there, reading = in_two

    def work(_item):
        if taken_there():
            os._exit(7)

    waiting = parallel.in_turn(work, range(8))
    os.read(reading, 1)
    with pytest.raises(ChildProcessError, match=r"without a word \(exit code 7\)"):
        waiting()


def test_what_nobody_waits_for_any_more_is_ended_without_a_word(monkeypatch, capfd):
    monkeypatch.setattr(parallel, "processors", lambda: 2)
    parallel.aside(lambda: "x" * 1_000_000)
    parallel.aside(lambda: select.select([], [], [], 60))
    parallel.give_up()
    assert multiprocessing.active_children() == []
    assert capfd.readouterr().err == ""


def test_a_child_whose_parent_was_killed_ends_without_a_word():
    program = """
import os, signal
from generator import parallel
parallel.processors = lambda: 2
parallel.aside(lambda: "x" * 1_000_000)
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL
    assert done.stderr == b""  # both have ended: the pipe was read to its end
