"""Kill what writes at random moments: nothing is lost, nothing is half, the next run completes it.

    python benchmarks/kills.py                      a hundred moments each
    python benchmarks/kills.py --moments 20 --verb ingest --seed 2

Each moment lies between a run's first write and its last. The process gets SIGKILL, which no
program can see coming. Then every file that people keep has to hold what it held before or what it
was to hold; and the next run has to leave what an undisturbed one leaves, to the byte.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from generator.disk import TEMPORARY_PREFIX  # noqa: E402

TOY = HOME / "tests" / "toy"
KEPT = ("content", "site_config")
ABSTRACT = "We study a problem that has long been open. We find an answer that holds widely. " * 4
PAPER = (
    "@misc{k, title = {Kites Learn to Land in the Wind}, author = {One, Ann}, year = {2024},\n"
    f"  abstract = {{{ABSTRACT}}}}}\n"
)
PATIENCE = 10  # runs for each that is to be killed
Tree = Mapping[str, bytes]


def prepare_ingest(root: Path) -> list[str]:
    """Put a dump of thirty papers beside a list."""
    lines = [f"Paper Number {n:02}\nThe {n}th. {ABSTRACT}\n" for n in range(30)]
    dump = root.parent / "dump.txt"
    dump.write_text("new\nSubscribe\nMar 20\n" + "".join(lines))
    return ["ingest", str(dump), "--added", "2026-01-31"]


def prepare_add(root: Path) -> list[str]:
    """Put a paper in BibTeX beside a list."""
    paper = root.parent / "paper.bib"
    paper.write_text(PAPER)
    return ["add", str(paper), "--yes", "--anyway", "--offline", "--added", "2026-01-31"]


def prepare_fix(root: Path) -> list[str]:
    """Give every entry of a list faults that can be mended."""
    for path in (root / "content/papers").rglob("*.yaml"):
        path.write_text(path.read_text().replace("\n", " \r\n") + "\n\n\n")
    return ["check", "--fix", "--errors-only"]


def prepare_site(_root: Path) -> list[str]:
    """Change nothing: the site is built from nothing."""
    return ["site"]


VERBS: dict[str, Callable[[Path], list[str]]] = {
    "ingest": prepare_ingest,
    "add": prepare_add,
    "check --fix": prepare_fix,
    "site": prepare_site,
}


@dataclass
class Undisturbed:
    """A run that nobody killed.

    Attributes:
        before: What was there.
        after: What it left.
        writing: Seconds between its first write and its last.
    """

    before: Tree
    after: Tree
    writing: float


@dataclass(frozen=True)
class Moment:
    """What became of one run that was killed.

    Attributes:
        killed: Whether the kill came before its end.
        unfinished: Whether it had written something, and not everything.
        temporary: Whether it left a temporary file.
        faults: What was wrong afterwards.
    """

    killed: bool
    unfinished: bool
    temporary: bool
    faults: list[str]


def command(root: Path, arguments: list[str]) -> list[str]:
    """Return the command line of a verb."""
    return [sys.executable, "-m", "generator", "--root", str(root), *arguments]


def environment() -> dict[str, str]:
    """Return the environment of a run; killed, what counts branches would leave half a file."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    return {**own, "PYTHONPATH": str(HOME), "CI": "true"}


def start(root: Path, arguments: list[str], name: str = "said") -> subprocess.Popen[bytes]:
    """Start a verb; what it says goes to a file of that name beside the list."""
    with (root.parent / name).open("wb") as said:
        return subprocess.Popen(
            command(root, arguments),
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )


def tree(root: Path) -> Tree:
    """Return every file of a list, built ones too; some may vanish while we look."""
    found = {}
    for path in files(root):
        with suppress(FileNotFoundError):
            found[path.relative_to(root).as_posix()] = path.read_bytes()
    return found


def files(root: Path) -> Iterator[Path]:
    """Yield the path of every file below a folder."""
    for folder, _, names in os.walk(root):
        yield from (Path(folder, name) for name in names)


def fresh(folder: Path, verb: str) -> tuple[Path, list[str]]:
    """Return a copy of the toy list, and how to run a verb on it."""
    root = folder / "toy"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(TOY, root)
    return root, VERBS[verb](root)


def undisturbed(folder: Path, verb: str) -> Undisturbed:
    """Run a verb to its end, and see when it writes."""
    root, arguments = fresh(folder, verb)
    before = tree(root)
    newest = _newest(root)
    running = start(root, arguments)
    first = last = 0.0
    while running.poll() is None:
        if _newest(root) != newest:
            newest, last = _newest(root), time.monotonic()
            first = first or last
        time.sleep(0.001)
    if running.returncode != 0:
        sys.exit(f"the undisturbed run failed: {(folder / 'said').read_text()}")
    return Undisturbed(before, tree(root), last - first)


def _newest(root: Path) -> int:
    """Return when something below a folder was last written."""
    newest = 0
    for folder, _, names in os.walk(root):
        for name in ("", *names):
            with suppress(FileNotFoundError):
                newest = max(newest, Path(folder, name).stat().st_mtime_ns)
    return newest


def kill_once(folder: Path, verb: str, whole: Undisturbed, chance: random.Random) -> Moment:
    """Run a verb, kill it, look at what it left, and run it again."""
    root, arguments = fresh(folder, verb)
    newest = _newest(root)
    running = start(root, arguments)
    while _newest(root) == newest and running.poll() is None:
        time.sleep(0.001)
    time.sleep(chance.uniform(0, whole.writing))
    running.kill()
    running.wait()
    killed = running.returncode == -signal.SIGKILL
    left = {name: content for name, content in tree(root).items() if name.startswith(KEPT)}
    kept = [name for name in whole.before if name.startswith(KEPT)]
    faults = [f"{name} is lost" for name in kept if name not in left]
    for name, content in left.items():
        if Path(name).name.startswith(TEMPORARY_PREFIX):
            continue
        if content not in (whole.before.get(name), whole.after.get(name)):
            faults.append(f"{name} is half")
    everything = tree(root)
    again = start(root, arguments)
    again.wait()
    said = (folder / "said").read_text()
    after = tree(root)
    if again.returncode != 0 and not (verb == "add" and "it is on the list" in said):
        faults.append(f"the next run failed: {said}")
    names = {*after, *whole.after}
    differ = sorted(name for name in names if after.get(name) != whole.after.get(name))
    faults += [f"{name} is not as an undisturbed run leaves it" for name in differ]
    return Moment(
        killed,
        killed and everything not in (whole.before, whole.after),
        any(Path(name).name.startswith(TEMPORARY_PREFIX) for name in everything),
        faults,
    )


def moments_of(folder: Path, verb: str, number: int, chance: random.Random) -> list[Moment]:
    """Kill a verb until so many runs met it; on a busy machine some have ended by then."""
    whole = undisturbed(folder, verb)
    moments: list[Moment] = []
    while sum(moment.killed for moment in moments) < number and len(moments) < PATIENCE * number:
        moments.append(kill_once(folder, verb, whole, chance))
    return moments


def main() -> int:
    """Kill each verb, print the table; return 1 when something was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--moments", type=int, default=100)
    parser.add_argument("--verb", choices=VERBS, action="append", help="only this; repeatable")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print("| verb | killed | in the middle of writing | left a temporary file | faults |")
    print("| --- | --: | --: | --: | --: |")
    failed = False
    for verb in options.verb or VERBS:
        chance = random.Random(f"{options.seed}/{verb}")  # noqa: S311 - moments of a seed
        with tempfile.TemporaryDirectory() as name:
            moments = moments_of(Path(name), verb, options.moments, chance)
        counts = [
            sum(moment.killed for moment in moments),
            sum(moment.unfinished for moment in moments),
            sum(moment.temporary for moment in moments),
            sum(bool(moment.faults) for moment in moments),
        ]
        print(f"| {verb} | {' | '.join(map(str, counts))} |", flush=True)
        for fault in sorted({fault for moment in moments for fault in moment.faults})[:5]:
            print(f"{verb}: {fault}", file=sys.stderr)
        failed = failed or counts[-1] > 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
