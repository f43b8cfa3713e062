"""Run MkDocs over ``build/`` as a program of its own."""

import os
import subprocess
import sys
from pathlib import Path


class EngineError(Exception):
    """The engine refused; the message is what it said."""


def run_mkdocs(config: Path, site: Path) -> None:
    """Build the website.

    Args:
        config: The written ``mkdocs.yml``.
        site: Folder to fill; what it held is deleted.

    Raises:
        EngineError: The build failed, or warned, since warnings count as failures.
    """
    # Neither -q nor -v: both switch strict mode's exit code off (mkdocs#4126, mkdocs#3991).
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--clean"]
    command += ["--config-file", str(config), "--site-dir", str(site)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "0", "PYTHONWARNINGS": "ignore"}
    # Material's notice about MkDocs 2 speaks to maintainers of sites, who pinned it already.
    environment["NO_MKDOCS_2_WARNING"] = environment["DISABLE_MKDOCS_2_WARNING"] = "true"
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise EngineError("MkDocs refused the build:\n" + (done.stdout + done.stderr).strip())
