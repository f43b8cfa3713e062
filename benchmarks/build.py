"""Measure our whole build beside a plain MkDocs build of the same Markdown, in one run.

    make bench                          335, 5,000 and 20,000 papers
    make bench PAPERS="335 1000"        other sizes
    python benchmarks/build.py --corpus papers.jsonl.gz 5000

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
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from generator.project import Project, load_project  # noqa: E402
from generator.text import collapse, visible  # noqa: E402
from generator.yaml_source import write_yaml  # noqa: E402

SIZES = [335, 5_000, 20_000]
SEED = 1
LONG = 5  # words; a shorter piece is no sentence


def main() -> None:
    """Run every size and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("papers", type=int, nargs="*", default=SIZES, help="sizes of the list")
    parser.add_argument("--corpus", type=Path, help="JSON lines of {title, abstract}, may be .gz")
    options = parser.parse_args()
    python = sys.version.split()[0]
    print(f"Python {python}, {os.cpu_count()} processors, one run; CPU is user + system seconds\n")
    head = f"{'papers':>7}  {'step':34}{'CPU s':>8}{'wall s':>8}{'peak MB':>9}"
    print(head + f"{'MB out':>8}{'kB/page':>9}{'largest kB':>12}")
    for size in options.papers:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), size, options.corpus)


def measure(folder: Path, size: int, corpus: Path | None) -> None:
    """Print the rows of one size."""
    root = folder / "list"
    make_list(root, size, corpus)
    generator = [sys.executable, "-m", "generator", "--root", str(root)]
    row(size, "check", run([*generator, "check", "--errors-only"]))
    row(size, "render (check, pages, index)", run([*generator, "render"]), root / "build")
    plain = folder / "plain"
    engine = run(plain_mkdocs(root / "build", plain))
    row(size, "plain mkdocs build of those pages", engine, plain)
    whole = run([*generator, "site"])
    row(size, "site (all, links followed)", whole, root / "site")
    own = whole[0] - engine[0]
    ratio = whole[0] / engine[0]
    print(f"{size:>7}  our own share {own:.2f} CPU s; whole build {ratio:.2f} times plain MkDocs\n")


def plain_mkdocs(build: Path, site: Path) -> list[str]:
    """Return the command of the engine alone, over the Markdown that we rendered."""
    config = str(build / "mkdocs.yml")
    return [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--config-file",
        config,
        "--site-dir",
        str(site),
    ]


def run(command: list[str]) -> tuple[float, float, float]:
    """Run a command; return its CPU seconds, wall seconds and peak memory in MB."""
    start = os.times().elapsed
    log = os.open(os.devnull, os.O_WRONLY)
    child = os.posix_spawn(
        command[0],
        command,
        {**os.environ, "PYTHONPATH": str(HOME), "CI": "true"},
        file_actions=[(os.POSIX_SPAWN_DUP2, log, 1), (os.POSIX_SPAWN_DUP2, log, 2)],
    )
    _, status, usage = os.wait4(child, 0)
    os.close(log)
    if status:
        sys.exit(f"failed: {' '.join(command)}")
    # Linux counts memory in kB, macOS in bytes.
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return usage.ru_utime + usage.ru_stime, os.times().elapsed - start, usage.ru_maxrss / unit


def row(size: int, step: str, used: tuple[float, float, float], out: Path | None = None) -> None:
    """Print one line of the table."""
    cpu, wall, memory = used
    line = f"{size:>7}  {step:34}{cpu:>8.2f}{wall:>8.2f}{memory:>9.0f}"
    if out:
        files = [path for path in out.rglob("*") if path.is_file()]
        pages = [path.stat().st_size for path in files if path.suffix in {".html", ".md"}]
        total = sum(path.stat().st_size for path in files) / 1e6
        paper_pages = [p for p in files if p.suffix == ".html" and "papers" in p.parts]
        largest = max(
            (
                p.stat().st_size
                for p in paper_pages
                if p.parent.name != "papers" and "page" not in p.parts
            ),
            default=0,
        )
        line += f"{total:>8.1f}{sum(pages) / len(pages) / 1e3:>9.1f}{largest / 1e3:>12.1f}"
    print(line, flush=True)


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
