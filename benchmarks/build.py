"""Measure our whole build beside other generators over the same pages, in one run.

    make bench                          335, 5,000 and 20,000 papers
    make bench PAPERS="335 1000"        other sizes
    python benchmarks/build.py --corpus papers.jsonl.gz 5000
    python benchmarks/build.py --turns 10 335
                                        ours and plain MkDocs in turn, ten times: medians

Beyond the list itself, papers are made from a seed out of the entries' own sentences, or taken from
a file of JSON lines with ``title`` and ``abstract``. Each step runs as a process of its own; CPU
seconds and peak memory are the operating system's own account of it.
"""

import argparse
import gzip
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from rivals import hugo, plain_mkdocs, zensical  # noqa: E402

from generator.flows.build import build_site  # noqa: E402
from generator.flows.preview import Preview  # noqa: E402
from generator.project import Project, load_project  # noqa: E402
from generator.text import collapse, visible  # noqa: E402
from generator.yaml_source import write_yaml  # noqa: E402

SIZES = [335, 5_000, 20_000]
SEED = 1
# In a small process of its own: Linux counts the memory of whoever starts a program as its own.
_RUN = """
import json, os, sys, time
start, log = time.monotonic(), os.open(os.devnull, os.O_WRONLY)
quiet = [(os.POSIX_SPAWN_DUP2, log, 1), (os.POSIX_SPAWN_DUP2, log, 2)]
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
_, status, used = os.wait4(child, 0)
wall = time.monotonic() - start
print(json.dumps([status, used.ru_utime + used.ru_stime, wall, used.ru_maxrss]))
"""
LONG = 5  # words; a shorter piece is no sentence


def main() -> None:
    """Run every size and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("papers", type=int, nargs="*", default=SIZES, help="sizes of the list")
    parser.add_argument("--corpus", type=Path, help="JSON lines of {title, abstract}, may be .gz")
    parser.add_argument("--turns", type=int, help="run ours and plain MkDocs so often in turn")
    options = parser.parse_args()
    python = sys.version.split()[0]
    print(f"Python {python}, {os.cpu_count()} processors, one run; CPU is user + system seconds\n")
    head = f"{'papers':>7}  {'step':34}{'CPU s':>8}{'wall s':>8}{'peak MB':>9}"
    print(head + f"{'MB out':>8}{'files':>8}{'kB/page':>9}{'largest kB':>12}")
    with tempfile.TemporaryDirectory() as folder:
        # Whoever came first would pay for reading programs and libraries from a cold disk. Nothing
        # is deleted before the end: some file systems are slow for a while after that.
        make_list(Path(folder) / "warm", min(options.papers), options.corpus)
        run(ours_on(Path(folder) / "warm"))
        for size in options.papers:
            home = Path(folder) / str(size)
            make_list(home / "list", size, options.corpus)
            if options.turns:
                take_turns(home, size, options.turns)
            else:
                measure(home, size)


def ours_on(root: Path) -> list[str]:
    """Return the command that builds the site of a list."""
    return [sys.executable, "-m", "generator", "--root", str(root), "site"]


def take_turns(folder: Path, size: int, turns: int) -> None:
    """Print what ours takes from nothing and what plain MkDocs takes, one after the other."""
    root = folder / "list"
    ours, theirs = [], []
    for turn in range(turns):
        if turn:
            put_aside(root, folder / f"aside-{turn}")
        ours.append(run(ours_on(root)))
        theirs.append(run(plain_mkdocs(root / "build", folder / f"plain-{turn}")))
    for step, used in (("make site", ours), ("plain MkDocs", theirs)):
        cpu, wall, memory = (statistics.median(column) for column in zip(*used, strict=True))
        row(size, f"{step}, median of {turns}", (cpu, wall, memory))


def put_aside(root: Path, folder: Path) -> None:
    """Move what a build wrote, so that the next one begins with nothing; not deleted: see above."""
    folder.mkdir()
    for name in ("build", "site", ".cache"):
        (root / name).rename(folder / name)


def measure(folder: Path, size: int) -> None:
    """Print the rows of one size."""
    root = folder / "list"
    ours = ours_on(root)
    row(size, "make site", run(ours), root / "site")
    row(size, "make site, nothing changed", run(ours), root / "site")
    entry = (
        root
        / "content/papers"
        / min(
            path.relative_to(root / "content/papers")
            for path in (root / "content/papers").glob("*/*.yaml")
        )
    )
    edit(entry)
    row(size, "make site, one entry edited", run(ours), root / "site")
    row(size, "make serve, the edited page", measure_preview(root, entry))
    plain = folder / "plain"
    row(size, "plain MkDocs with Material", run(plain_mkdocs(root / "build", plain)), plain)
    other = run(zensical(root / "build", folder), may_fail=True)
    row(size, "Zensical", other, folder / "zensical/site")
    command = hugo(root, folder)
    if command:
        row(size, "Hugo", run(command), folder / "hugo/public")
    print()


def edit(entry: Path) -> None:
    """Change one word of an entry."""
    lines = entry.read_text().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("added_by:")]
    added = "somebody" if len(kept) == len(lines) else "nobody"
    entry.write_text("".join([*kept, f"added_by: {added}{len(lines)}\n"]))


def measure_preview(root: Path, entry: Path) -> tuple[float, float, float]:
    """Return what it costs `make serve` to show an edited page: CPU and wall seconds, memory."""
    project, preview = Project(root), Preview(Project(root))
    catalog = load_project(project, check=False).catalog
    if catalog is None:
        sys.exit(f"the list in {root} cannot be read")
    build_site(project, catalog, lambda _: None, preview.keep, seal=False)
    edit(entry)
    cpu, wall = time.process_time(), time.perf_counter()
    if not preview.refresh():
        sys.exit(f"the page of {entry} was not made anew")
    return time.process_time() - cpu, time.perf_counter() - wall, float("nan")


def run(
    command: list[str], *, may_fail: bool = False, also: Path | None = None
) -> tuple[float, float, float]:
    """Run a command; return its CPU seconds, wall seconds and peak memory in MB.

    Args:
        command: What to run.
        may_fail: One that may fail gives no figures when it does.
        also: A further folder of Python modules.
    """
    paths = os.pathsep.join(str(path) for path in (also, HOME) if path)
    done = subprocess.run(
        [sys.executable, "-S", "-c", _RUN, *command],
        env={**os.environ, "PYTHONPATH": paths, "CI": "true"},
        stdout=subprocess.PIPE,
        check=True,
    )
    status, cpu, wall, memory = json.loads(done.stdout)
    if status and may_fail:
        return float("nan"), float("nan"), float("nan")
    if status:
        sys.exit(f"failed: {' '.join(command)}")
    # Linux counts memory in kB, macOS in bytes.
    return cpu, wall, memory / (1e6 if sys.platform == "darwin" else 1e3)


def row(size: int, step: str, used: tuple[float, float, float], out: Path | None = None) -> None:
    """Print one line of the table."""
    cpu, wall, memory = used
    line = f"{size:>7}  {step:34}{cpu:>8.2f}{wall:>8.2f}{memory:>9.0f}"
    if out and out.exists():
        files = [path for path in out.rglob("*") if path.is_file()]
        sizes = {path.relative_to(out): path.stat().st_size for path in files}
        pages = [size for path, size in sizes.items() if path.suffix in {".html", ".md"}]
        largest = max(size for path, size in sizes.items() if _is_of_a_paper(path))
        line += f"{sum(sizes.values()) / 1e6:>8.1f}{len(files):>8}"
        line += f"{sum(pages) / len(pages) / 1e3:>9.1f}{largest / 1e3:>12.1f}"
    print(line, flush=True)


def _is_of_a_paper(path: Path) -> bool:
    first, *inside = path.parts
    return first == "papers" and path.suffix == ".html" and inside[0] not in {"index.html", "page"}


def make_list(root: Path, size: int, corpus: Path | None) -> None:
    """Write a list of ``size`` papers: ours, and as many more as it takes."""
    shutil.copytree(HOME / "site_config", root / "site_config")
    shutil.copytree(HOME / "content", root / "content")
    catalog = load_project(Project(HOME)).catalog
    if catalog is None:
        sys.exit("the list itself cannot be read: see make check")
    missing = size - len(catalog.entries)
    if missing < 0:
        sys.exit(f"the list has {len(catalog.entries)} papers already")
    source = read_corpus(corpus) if corpus else synthetic(catalog)
    themes, tags = list(catalog.themes), list(catalog.tags)
    chance = random.Random(SEED)  # noqa: S311 - the same papers in every run
    for number, paper in zip(range(missing), source, strict=False):
        entry = {
            **paper,
            "authors": ["First Author", "Second Author", "Third Author"],
            "year": chance.randint(2015, 2026),
            "arxiv": f"{number // 90000 + 1500:04}.{number % 90000 + 10000:05}",
            "tags": chance.sample(tags, 4),
            "added": "2026-01-31",
        }
        path = root / "content/papers" / chance.choice(themes) / f"synthetic-{number}.yaml"
        path.write_text(write_yaml(entry))


def synthetic(catalog: Any) -> Iterator[dict[str, str]]:
    """Yield papers put together from the entries' own titles and sentences."""
    chance = random.Random(SEED)  # noqa: S311
    papers = [entry.paper for entry in catalog.entries.values()]
    sentences = [
        s for paper in papers for s in (paper.abstract or "").split(". ") if len(s.split()) > LONG
    ]
    words = [word for paper in papers for word in paper.title.split()]
    number = 0
    while True:
        number += 1
        title = " ".join(chance.sample(words, 9))
        abstract = ". ".join(chance.sample(sentences, 8)) + "."
        yield {"title": f"{title} {number}", "abstract": abstract}


def read_corpus(path: Path) -> Iterator[dict[str, str]]:
    """Yield titles and abstracts of a file of JSON lines; a repeated title gets a number."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            paper = json.loads(line)
            title, abstract = (collapse(visible(paper[name])) for name in ("title", "abstract"))
            yield {"title": f"{title} ({number})", "abstract": abstract}


if __name__ == "__main__":
    main()
