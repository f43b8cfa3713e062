"""Give a browser random queries, and lists that came by file, by link and out of its own storage.

    python benchmarks/fuzz_browser.py                    600,000 inputs
    python benchmarks/fuzz_browser.py --inputs 60000 --seed 7

The inputs are made in the page, from a seed: the same seed gives the same ones. Nothing may fail
but with the fault that says so, nothing may hang, and what was on a reader's list before must be
there after whatever came in. A tenth of them is merged into lists and written out again.
"""

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path[:0] = [
    str(HOME),
    str(HOME / "tests"),
    str(HOME / "tests/hostile"),
    str(HOME / "benchmarks"),
]

from chromium import QUIET_CHROMIUM, find_browser  # noqa: E402
from payloads import PAYLOADS  # noqa: E402
from peers import served  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from generator.cli import main as generator  # noqa: E402

SCRIPT = (HOME / "benchmarks/fuzz_browser.js").read_text().strip().removesuffix(";")
SHARES = {
    "queries read": 0.4,
    "queries answered": 0.1,
    "files of a list": 0.2,
    "links with a list": 0.1,
    "stored lists": 0.1,
    "notes taken away": 0.1,
}
"""The parts of a run, with their shares of its inputs."""


def fuzz(page: Page, address: str, inputs: int, seed: int) -> dict[str, dict[str, Any]]:
    """Return what each part of a run found on a site that is served at an address.

    Of each part: `inputs`, `seconds`, `slowest` in milliseconds with the input it took them `on`,
    and `faults`, the first ones with their inputs.
    """
    page.goto(address + "about/")
    parts = {name: round(inputs * share) for name, share in SHARES.items()}
    given = {"seed": seed, "parts": parts, "payloads": PAYLOADS, "root": "/"}
    found: dict[str, dict[str, Any]] = page.evaluate(SCRIPT, given)
    return found


def main() -> int:
    """Run, print the table, and say by the exit code whether a fault was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=600_000, help="how many in all")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder) / "toy"
        shutil.copytree(HOME / "tests/toy", root)
        if generator(["--root", str(root), "site"]):
            return 1
        browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET_CHROMIUM)
        with served(root / "site") as address:
            page = browser.new_context(service_workers="block").new_page()
            found = fuzz(page, address, options.inputs, options.seed)
        browser.close()
    print(f"{'part':20}{'inputs':>10}{'seconds':>9}{'slowest ms':>12}{'faults':>8}")
    for name, told in found.items():
        row = f"{name:20}{told['inputs']:>10,}{told['seconds']:>9.0f}{told['slowest']:>12.0f}"
        print(f"{row}{len(told['faults']):>8}")
        for fault in told["faults"]:
            print("  ", json.dumps(fault))
    return 1 if any(told["faults"] for told in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
