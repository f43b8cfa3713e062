"""What writes may be killed at any moment, run twice at once, or find the disk full."""

import errno
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
from kills import PAPER, VERBS, command, environment, fresh, moments_of, start, tree, undisturbed

from generator import disk
from generator.cli import main
from generator.lock import locked
from generator.project import Project, load_project

HOME = Path(__file__).parent.parent
MOMENTS = {"ingest": 6, "add": 6, "check --fix": 6, "site": 3}  # benchmarks/kills.py takes more


@pytest.mark.parametrize("verb", VERBS)
def test_a_killed_run_loses_nothing_and_the_next_completes_it(verb, tmp_path):
    chance = random.Random(verb)  # noqa: S311 - the same moments every time
    moments = moments_of(tmp_path, verb, MOMENTS[verb], chance)
    assert [fault for moment in moments for fault in moment.faults] == []
    assert sum(moment.killed for moment in moments) == MOMENTS[verb]


def ended(*running: subprocess.Popen) -> list[int]:
    return [process.wait() for process in running]


def until_waiting(running: subprocess.Popen, said: Path) -> None:
    """Wait until a run says that it waits."""
    while "waiting for another run to end" not in said.read_text():
        assert running.poll() is None
        time.sleep(0.01)


def test_runs_at_once_write_all_that_each_brings(tmp_path):
    root, ingest = fresh(tmp_path, "ingest")
    papers = len(list((root / "content/papers").rglob("*.yaml")))
    other = tmp_path / "other.bib"
    other.write_text("@misc{k, title = {Another Paper}}\n@misc{k, title = {A Third Paper}}\n")
    paper = tmp_path / "paper.bib"
    paper.write_text(PAPER)
    add = ["add", str(paper), "--yes", "--anyway", "--offline", "--added", "2026-01-31"]
    runs = [ingest, ["ingest", str(other), "--added", "2026-01-31"], ingest, add]
    assert ended(*(start(root, arguments) for arguments in runs)) == [0, 0, 0, 0]
    found = load_project(Project(root))
    assert [p for p in found.problems if p.level == "error"] == []
    assert len(found.catalog.entries) == papers + 30 + 2 + 1
    assert found.catalog.entries.keys() <= found.catalog.register_ids.keys()
    assert not [name for name in tree(root) if disk.TEMPORARY_PREFIX in name]


def test_a_paper_that_is_added_twice_at_once_is_added_once(tmp_path):
    """Even under two ids, when neither run could know of the other as it looked."""
    root, add = fresh(tmp_path, "add")
    names = ["kites-one", "kites-two"]
    with locked(root, lambda: None):
        runs = [start(root, [*add, "--id", name], name) for name in names]
        for running, name in zip(runs, names, strict=True):
            until_waiting(running, tmp_path / name)
    assert sorted(ended(*runs)) == [0, 1]
    assert len(list(root.rglob("kites-*.yaml"))) == 1
    assert main(["--root", str(root), "check", "--errors-only"]) == 0


def test_an_entry_that_a_killed_run_did_not_register_is_registered(tmp_path, capsys):
    root, add = fresh(tmp_path, "add")
    register = (root / "content/register.yaml").read_bytes()
    assert main(["--root", str(root), *add]) == 0
    after = tree(root)
    (root / "content/register.yaml").write_bytes(register)
    assert main(["--root", str(root), *add, "--dry-run"]) == 1
    assert (root / "content/register.yaml").read_bytes() == register
    assert main(["--root", str(root), *add]) == 1
    assert "it is on the list" in capsys.readouterr().err
    assert tree(root) == after


def test_two_builds_at_once_leave_what_one_leaves(tmp_path):
    root, site = fresh(tmp_path, "site")
    whole = undisturbed(tmp_path, "site").after
    root, site = fresh(tmp_path, "site")
    assert ended(start(root, site), start(root, site)) == [0, 0]
    assert tree(root) == whole


def test_who_waits_says_so_and_goes_on_when_the_other_ends(tmp_path):
    root, ingest = fresh(tmp_path, "ingest")
    with locked(root, lambda: pytest.fail("nobody is there")):
        running = start(root, ingest)
        until_waiting(running, tmp_path / "said")
        assert not (root / "content/listings/dump.txt").exists()
    assert running.wait() == 0
    assert (root / "content/listings/dump.txt").exists()


HOLD = """
import subprocess, sys
from pathlib import Path
from generator.lock import locked
with locked(Path(sys.argv[1]), lambda: None):
    code = "import sys; print('held', flush=True); sys.stdin.read()"
    subprocess.run([sys.executable, "-c", code], close_fds=sys.argv[2] == "alone", check=False)
"""


@pytest.mark.parametrize("child", ["alone", "shared"])
def test_a_lock_ends_with_its_processes(tmp_path, child):
    """A killed run holds up nobody; an engine that it started is waited for."""
    holding = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path), child],
        cwd=HOME,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holding.stdout.readline() == b"held\n"
    holding.send_signal(signal.SIGKILL)
    holding.wait()
    waited = []

    def waiting():
        waited.append(True)
        holding.stdin.close()  # and the engine ends

    with locked(tmp_path, waiting):
        assert waited == ([True] if child == "shared" else [])
    if child == "alone":
        holding.stdin.close()
    holding.stdout.close()


def test_what_a_killed_run_left_is_swept_up(tmp_path):
    root, ingest = fresh(tmp_path, "ingest")
    places = ["content/papers/robot-learning", "content", "site_config", "."]
    left = [root / place / f"{disk.TEMPORARY_PREFIX}x1" for place in places]
    for path in left:
        path.write_bytes(b"title: Ha")
    assert main(["--root", str(root), "check", "--errors-only"]) == 0
    assert main(["--root", str(root), *ingest]) == 0
    assert not any(path.exists() for path in left)


def limited(root: Path, arguments: list[str], largest: int) -> subprocess.CompletedProcess:
    """Run a verb on a disk that takes no file above a size."""

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    return subprocess.run(
        command(root, arguments),
        env=environment(),
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("verb", VERBS)
def test_a_full_disk_is_said_and_costs_nothing(verb, tmp_path):
    root, arguments = fresh(tmp_path, verb)
    before = tree(root)
    done = limited(root, arguments, 700)
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert "Traceback" not in said
    assert "file too large" in said
    assert "hint: make room, then run it again" in said
    assert not [name for name in tree(root) if disk.TEMPORARY_PREFIX in name]
    kept = {name: content for name, content in tree(root).items() if name in before}
    whole = undisturbed(tmp_path, verb)
    for name, content in kept.items():
        assert content in {before[name], whole.after[name]}, name


FAULTS = {
    errno.ENOSPC: ("no space left on device", "make room, then run it again"),
    errno.EROFS: ("read-only file system", "look who may read and write there"),
    errno.EACCES: ("permission denied", "look who may read and write there"),
}


@pytest.mark.parametrize("verb", ["ingest", "add", "check --fix"])
@pytest.mark.parametrize("number", FAULTS)
def test_what_the_disk_refuses_is_said_with_its_place(tmp_path, monkeypatch, capsys, verb, number):
    root, arguments = fresh(tmp_path, verb)
    before = tree(root)

    def refuse(*_arguments, **_options):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(disk.tempfile, "mkstemp", refuse)
        assert main(["--root", str(root), *arguments]) == 1
    said = capsys.readouterr().err
    message, hint = FAULTS[number]
    assert f"error: {root}/content/" in said
    assert f".yaml: {message}\n    hint: {hint}" in said
    assert tree(root) == before


def test_a_file_in_the_place_of_the_listings_is_said_before_anything_is_written(tmp_path, capsys):
    root, arguments = fresh(tmp_path, "ingest")
    path = root / "content/listings"
    path.rename(tmp_path / "aside")
    path.write_text("in the way")
    before = tree(root)
    assert main(["--root", str(root), *arguments]) == 1
    assert "content/listings: error stray-file: expected no file here" in capsys.readouterr().out
    assert tree(root) == before


@pytest.mark.parametrize(("verb", "name"), [("site", "build"), ("site", "build/docs")])
def test_a_file_in_the_place_of_a_folder_is_said(tmp_path, capsys, verb, name):
    root, arguments = fresh(tmp_path, verb)
    path = root / name
    if path.exists():
        path.rename(tmp_path / "aside")
    path.parent.mkdir(exist_ok=True)
    path.write_text("in the way")
    assert main(["--root", str(root), *arguments]) == 1
    said = capsys.readouterr().err
    assert f"error: {path}" in said
    assert "hint: something else stands there or above it: move that away" in said
    assert path.read_text() == "in the way"
