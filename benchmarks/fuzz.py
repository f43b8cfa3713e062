"""Feed the parsers with a million damaged inputs: no crash, no hang, no line lost.

    python benchmarks/fuzz.py                       a million inputs
    python benchmarks/fuzz.py --inputs 10000 --seed 2
    python benchmarks/fuzz.py --show bibtex 1234    what input 1234 is, and what it does

The inputs follow from the seed alone. Right listings and entries of every format are made or taken
from the list, then cut, doubled, shuffled and strewn with pieces of the format's own grammar and
with odd characters (``benchmarks/fuzzing/inputs.py``); what has to hold of each answer stands in
``benchmarks/fuzzing/targets.py``.
"""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HOME), str(HOME / "benchmarks")]

from fuzzing import Run, chance_of, run  # noqa: E402
from fuzzing.inputs import made  # noqa: E402
from fuzzing.targets import TARGETS  # noqa: E402

CHUNK = 2_000
SHOWN = 5  # faults of one target


def main() -> int:
    """Run all targets and print the table; return 1 when there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=1_000_000, help="over all targets")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--target", choices=TARGETS, action="append", help="only this; repeatable")
    parser.add_argument("--show", nargs=2, metavar=("TARGET", "NUMBER"))
    options = parser.parse_args()
    if options.show:
        return show(options.show[0], options.seed, int(options.show[1]))
    targets = options.target or list(TARGETS)
    each = -(-options.inputs // len(targets))
    found = {target: Run(target) for target in targets}
    jobs = [
        (target, range(start, min(start + CHUNK, each)))
        for start in range(0, each, CHUNK)
        for target in targets
    ]
    with ProcessPoolExecutor(options.processes) as pool:
        futures = [pool.submit(run, target, options.seed, numbers) for target, numbers in jobs]
        for future in futures:
            done = future.result()  # a process that crashed ends the run here
            found[done.target].add(done)
    print(f"Python {sys.version.split()[0]}, seed {options.seed}\n")
    print("| target | inputs | CPU s | slowest input, CPU ms | faults |")
    print("| --- | --: | --: | --: | --: |")
    for each_run in found.values():
        print(row(each_run.target, each_run))
    total = Run("all")
    for each_run in found.values():
        total.add(each_run)
    print(row("all", total))
    for each_run in found.values():
        for number, fault in sorted(each_run.faults)[:SHOWN]:
            print(f"--show {each_run.target!r} {number}: {fault}", file=sys.stderr)
    return 1 if total.faults else 0


def row(name: str, found: Run) -> str:
    """Return one line of the table."""
    times = f"{found.seconds:,.0f} | {found.slowest * 1e3:,.0f}"
    return f"| {name} | {found.inputs:,} | {times} | {len(found.faults):,} |"


def show(target: str, seed: int, number: int) -> int:
    """Print one input, and let it do what it does."""
    if target not in TARGETS:
        sys.exit(f"no such target: {target}; known: {', '.join(TARGETS)}")
    kind = "yaml" if target in {"YAML", "check --fix", "entries"} else target
    if kind != "ingest":
        print(made(kind, chance_of(target, seed, number)))
    TARGETS[target](chance_of(target, seed, number))
    return 0


if __name__ == "__main__":
    sys.exit(main())
