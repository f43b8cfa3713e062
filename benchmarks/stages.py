"""Say where the time of a build goes, by stage, over all its processes.

    python benchmarks/stages.py             335 and 5,000 papers
    python benchmarks/stages.py 20000       other sizes

Every process of a build, the engine's too, is looked at every few milliseconds of processor time,
see `benchmarks/sampling/`. A look counts for the innermost stage that it finds. Beside ours stands
plain MkDocs over the same pages, which shows what there was to save.
"""

import argparse
import os
import tempfile
from collections import Counter
from pathlib import Path

from rivals import plain_mkdocs

from build import HOME, make_list, ours_on, put_aside, run

SIZES = [335, 5_000]
LOADING = "Python and its libraries: starting, loading, ending"
SEARCH = "search: words and what they mean"
EXPORTS = "feeds, data, citations, indexes"
READING = "reading and checking the list"
OURS = {  # the first that fits
    "/generator/disk.py": "reading and writing files",
    "/generator/derive/layout.py": "the map",
    "/generator/derive/repulsion.py": "the map",
    "/generator/derive/search_index.py": SEARCH,
    "/generator/derive/meaning.py": SEARCH,
    "/generator/derive/field_words.py": SEARCH,
    "/generator/derive/": "kinship and statistics",
    "/generator/render/feeds/": EXPORTS,
    "/generator/render/citations/": EXPORTS,
    "/generator/render/exports/": EXPORTS,
    "/generator/render/": "pages",
    "/generator/site/pour.py": "setting pages into frames",
    "/generator/site/": "following links, policy, offline",
    "/generator/catalog/": READING,
    "/generator/yaml_source.py": READING,
    "/generator/project.py": READING,
}
THEIRS = {
    "/markdown/": "Markdown to HTML",
    "/jinja2/": "templates",
    "template": "templates",
    "/mkdocs/": "all else of MkDocs",
}
ENGINE = "/mkdocs/__main__.py:"


def main() -> None:
    """Build every size under watch and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("papers", type=int, nargs="*", default=SIZES, help="sizes of the list")
    parser.add_argument("--corpus", type=Path, help="JSON lines of {title, abstract}, may be .gz")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for size in options.papers:
            home = Path(folder) / str(size)
            root = home / "list"
            make_list(root, size, options.corpus)
            run(ours_on(root))  # else whoever comes first pays for a cold disk
            put_aside(root, home / "aside")
            show(f"{size:,} papers, make site from nothing", watched(ours_on(root)))
            plain = plain_mkdocs(root / "build", home / "plain")
            show(f"{size:,} papers, plain MkDocs", watched(plain))


def watched(command: list[str]) -> Counter[str]:
    """Run a command; return the seconds of processor time that each stage took."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SAMPLES"] = folder
        try:
            run(command, also=HOME / "benchmarks/sampling")
        finally:
            del os.environ["SAMPLES"]
        spent: Counter[str] = Counter()
        for path in Path(folder).iterdir():
            for line in path.read_text().splitlines():
                stack, _, microseconds = line.rpartition(" ")
                spent[stage_of(stack.split(";"), alone="mkdocs" in command)] += int(microseconds)
    return Counter({stage: time / 1e6 for stage, time in spent.items()})


def stage_of(calls: list[str], *, alone: bool) -> str:
    """Return the stage of a stack of calls, outermost first.

    Args:
        calls: Each as ``file:function``.
        alone: Whether the engine's own stages count, or it is one stage of ours.
    """
    if not alone and any(ENGINE in call for call in calls):
        return "the engine"
    for call in reversed(calls):
        if call.endswith(":<module>") or call.startswith("<frozen importlib"):
            return LOADING
        for part, stage in (THEIRS if alone else OURS).items():
            if part in call:
                return stage
    return "all else"


def show(title: str, spent: Counter[str]) -> None:
    """Print the stages, those that take longest first."""
    total = sum(spent.values())
    print(f"{title}: {total:.1f} CPU s")
    for stage, seconds in spent.most_common():
        print(f"{seconds:>9.2f}{seconds / total:>6.0%}  {stage}")
    print(flush=True)


if __name__ == "__main__":
    main()
