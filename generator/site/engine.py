"""Run MkDocs over ``build/`` as a program of its own."""

import os
import subprocess
import sys
from pathlib import Path

PATIENCE = 300
"""Seconds; the engine builds a page of each kind and those of prose, which takes one or two."""


class EngineError(Exception):
    """The engine refused; the message is what it said."""


def run_mkdocs(config: Path, site: Path) -> None:
    """Build the website.

    Args:
        config: The written ``mkdocs.yml``.
        site: Folder to fill; what it held is deleted.

    Raises:
        EngineError: The build failed, or warned, since warnings count as failures; or it did not
            end, as Markdown with thousands of open brackets takes hours.
    """
    # Neither -q nor -v: both switch strict mode's exit code off (mkdocs#4126, mkdocs#3991).
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--clean"]
    command += ["--config-file", str(config), "--site-dir", str(site)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "0", "PYTHONWARNINGS": "ignore"}
    # Material's notice about MkDocs 2 speaks to maintainers of sites, who pinned it already.
    environment["NO_MKDOCS_2_WARNING"] = environment["DISABLE_MKDOCS_2_WARNING"] = "true"
    try:
        done = subprocess.run(
            command,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
            # The engine shares the build's lock: should we be killed, the next run waits for it.
            close_fds=False,
        )
    except subprocess.TimeoutExpired:
        cause = "a page of content/pages/ with thousands of open brackets does that"
        raise EngineError(f"MkDocs had not ended after {PATIENCE} seconds: {cause}") from None
    if done.returncode != 0:
        said = (done.stdout + done.stderr).strip()
        # Where it broke off by itself only the last line speaks of the cause: a full disk, say.
        cause = said.splitlines()[-1] if "Traceback (most recent" in said else said
        raise EngineError(f"MkDocs refused the build:\n{cause}")
