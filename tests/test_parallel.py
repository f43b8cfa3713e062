"""Work in other processes: what it returns, what it raises, and what is said when one is lost."""

import os

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


@pytest.mark.parametrize("number", [0, 1, 5, 12])
def test_every_item_is_worked_on_once(processors, number):
    parts = parallel.in_parts(list, list(range(number)), 2)
    assert len(parts) == max(1, min(processors, number // 2))
    assert sorted(item for part in parts for item in part) == list(range(number))


@pytest.mark.parametrize("number", [0, 1, 5])
def test_work_that_was_begun_takes_every_item_once(processors, number):
    waiting = parallel.begun_in_parts(list, list(range(number)))
    parts = waiting()
    assert len(parts) == max(1, min(processors, number))
    assert sorted(item for part in parts for item in part) == list(range(number))
