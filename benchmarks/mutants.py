"""Put small faults into the code, one at a time, and count those that no test notices.

    python benchmarks/mutants.py                                    the parser, loader and ranker
    python benchmarks/mutants.py generator/listings/huggingface.py  one module, all its mutants
    python benchmarks/mutants.py --sample 60 --seed 2               sixty of each, drawn by a seed

A mutant is a module with one comparison, operator, condition or number changed, or one statement
left out (``benchmarks/mutating/``). It is put into a copy of the repository, and the tests of that
module run until one fails. A mutant that passes them all *survived*: either a test is missing, or
it does the same as the code. One that does not end in time counts as killed, and is also counted
on its own. Survivors are named on standard error, with their lines.
"""

import argparse
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME / "benchmarks"))

from mutating import Mutant, mutants_of  # noqa: E402

SEARCH = "site_config/assets/javascripts/search"
# The tests of each module, the quickest first; the first line that a path begins with counts.
TESTS = {
    "generator/listings/huggingface.py": "listing_lines listings",
    "generator/listings/pairing.py": "listing_lines listings",
    "generator/listings/lines.py": "listing_lines listings",
    "generator/listings/": "bibliography_faults bibliographies listings",
    "generator/yaml_": "yaml_source catalog",
    "generator/catalog/": "catalog",
    "generator/derive/related.py": "related",
    "generator/derive/terms.py": "related",
    f"{SEARCH}/rank.js": "rank",
    f"{SEARCH}/understand.js": "understand",
}
PARSER = "huggingface pairing lines arxiv_atom ris csl_json bibtex"
MODULES = [
    *(f"generator/listings/{name}.py" for name in PARSER.split()),
    "generator/yaml_source.py",
    "generator/yaml_guard.py",
    "generator/catalog/loading.py",
    "generator/catalog/rules.py",
    "generator/derive/related.py",
    "generator/derive/terms.py",
    f"{SEARCH}/rank.js",
    f"{SEARCH}/understand.js",
]
# What tests import from elsewhere, once for all mutants: a fork has it already.
LIBRARIES = "hypothesis jinja2 lxml.etree numpy pydantic pytest requests scipy.sparse yaml"
MEMORY = 4 << 30  # bytes; a fault may collect without end
LONGEST = 10  # times as long as the tests of the right code take, and as many seconds more
KILLED, SURVIVED, LATE = "killed", "survived", "timed out"


def main() -> int:
    """Try every mutant, print the table and the survivors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", type=Path, nargs="*", default=[Path(m) for m in MODULES])
    parser.add_argument("--sample", type=int, help="at most so many of each module")
    parser.add_argument("--seed", type=int, default=1, help="draws the sample")
    parser.add_argument("--line", type=int, help="only the mutants of this line")
    options = parser.parse_args()
    for library in LIBRARIES.split():
        __import__(library)
    os.environ |= {"CI": "1", "PYTHONDONTWRITEBYTECODE": "1"}  # the same cases for each mutant
    sys.dont_write_bytecode = True
    print("| module | mutants | killed | of these timed out | survived |")
    print("| --- | --: | --: | --: | --: |", flush=True)
    with tempfile.TemporaryDirectory() as name:
        copy = copied(Path(name))
        for path in _modules(options.modules):
            mutants = mutants_of(HOME, path)
            if options.line:
                mutants = [mutant for mutant in mutants if mutant.line == options.line]
            if options.sample and options.sample < len(mutants):
                chance = random.Random(f"{options.seed}/{path}")  # noqa: S311 - drawn by a seed
                mutants = sorted(chance.sample(mutants, options.sample), key=lambda m: m.line)
            count = Counter[str]()
            limit = LONGEST * (1 + right(copy, path))
            for mutant in mutants:
                outcome = tried(copy, mutant, limit)
                count[outcome] += 1
                if outcome == SURVIVED:
                    print(f"{path}:{mutant.line}: {mutant.change}", file=sys.stderr, flush=True)
            killed = count[KILLED] + count[LATE]
            numbers = [len(mutants), killed, count[LATE], count[SURVIVED]]
            print(f"| {path} | {' | '.join(map(str, numbers))} |", flush=True)
    return 0


def _modules(named: Sequence[Path]) -> Iterator[Path]:
    for path in named:
        inside = (HOME / path).rglob("*.py") if (HOME / path).is_dir() else [HOME / path]
        yield from sorted(one.resolve().relative_to(HOME) for one in inside)


def copied(folder: Path) -> Path:
    """Return a copy of all files that git keeps or would keep, with nothing compiled in it."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=HOME, check=True, capture_output=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        if (HOME / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(HOME / name, folder / name)
    return folder.resolve()


def tests_of(path: Path) -> list[str]:
    """Return the arguments of pytest that run a module's tests.

    Raises:
        SystemExit: No line of the table says which they are.
    """
    begun = [tests for start, tests in TESTS.items() if path.as_posix().startswith(start)]
    if not begun:
        sys.exit(f"{path}: TESTS in benchmarks/mutants.py says nothing of its tests")
    named = [name.partition("::") for name in begun[0].split()]
    return [f"tests/test_{file}.py{colons}{test}" for file, colons, test in named]


def right(copy: Path, path: Path) -> float:
    """Return how many seconds the tests take over the code as it is.

    Raises:
        SystemExit: They do not pass.
    """
    start = time.monotonic()
    if run(copy, path, limit=3600, quiet=False) != 0:
        sys.exit(f"{path}: its tests do not pass without a fault either")
    return time.monotonic() - start


def tried(copy: Path, mutant: Mutant, limit: float) -> str:
    """Return what became of one mutant."""
    path = copy / mutant.path
    before = path.read_text()
    path.write_text(mutant.text)
    try:
        status = run(copy, mutant.path, limit)
    finally:
        path.write_text(before)
    return LATE if status is None else SURVIVED if status == 0 else KILLED


def run(copy: Path, path: Path, limit: float, *, quiet: bool = True) -> int | None:
    """Run a module's tests in a process that has the libraries already; return how it ended."""
    bounded = path.suffix == ".py"  # a browser takes more memory, of which it uses little
    child = os.fork()
    if not child:
        _become_pytest(copy, tests_of(path), bounded=bounded, quiet=quiet)
    end = time.monotonic() + limit
    while time.monotonic() < end:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    with suppress(ProcessLookupError):  # it may have ended just now
        os.killpg(child, signal.SIGKILL)  # its browser and its processes too
    os.waitpid(child, 0)
    return None


def _become_pytest(copy: Path, tests: Sequence[str], *, bounded: bool, quiet: bool) -> None:
    os.setsid()
    os.chdir(copy)
    if bounded:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    status = 1
    try:
        if quiet:
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, 1)
            os.dup2(nothing, 2)
        sys.path[:] = [str(copy), *(place for place in sys.path if Path(place) != HOME)]
        import pytest  # noqa: PLC0415 - the parent has it, and needs nothing of it

        early = "ignore::pytest.PytestAssertRewriteWarning"  # the libraries are there already
        options = ["-x", "-q", "-p", "no:cacheprovider", "-n", "0", "-W", early]
        status = int(pytest.main([*options, *tests]))
    except BaseException:  # noqa: BLE001 - this process must not go on as its parent
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(status)


if __name__ == "__main__":
    sys.exit(main())
