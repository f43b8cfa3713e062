"""The rules that keep the road one-way; read from the code itself."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).parent.parent
PACKAGE = HOME / "generator"
STAGES = {"listings", "ingest", "catalog", "derive", "render", "site", "mend", "report"}
MODULES = sorted(PACKAGE.rglob("*.py"))
SHELL = {"bootstrap.py", "disk.py", "lock.py"}  # bootstrap runs before anything is installed
TOUCHING = set(
    "open read_text write_text read_bytes write_bytes mkdir unlink rmtree rename rglob glob "
    "iterdir touch exists is_file is_dir".split()
)


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{name.name}" for name in node.names}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return found


def stage_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_stage_imports_no_other_stage(path):
    stage = stage_of(path)
    if stage not in STAGES:
        return
    others = {f"generator.{other}" for other in STAGES - {stage}}
    reached = {name for name in imports_of(path) if any(
        name == other or name.startswith(other + ".") for other in others)}  # fmt: skip
    assert reached == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_one_module_touches_the_disk(path):
    if path.name in SHELL:
        return
    touched = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            function = node.func
            name = (
                function.attr
                if isinstance(function, ast.Attribute)
                else getattr(function, "id", "")
            )
            owner = getattr(getattr(function, "value", None), "id", "")
            if name in TOUCHING and owner != "disk":
                touched.add(name)
    # The browser library is read out of the installed MkDocs package.
    assert touched <= ({"read_bytes"} if path.name == "project.py" else set())


NETWORK = set(
    "requests urllib3 http httpx aiohttp socket ssl ftplib smtplib socketserver".split()
) | {"urllib.request"}


def test_three_modules_touch_the_network():
    """And only the verbs that need them load them: no build, no check can ever ask a stranger."""
    reaching = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        for name in imports_of(path)
        if any(name == library or name.startswith(library + ".") for library in NETWORK)
    }
    assert reaching == {"fetch.py", "smtp.py", "web.py"}
    for module, verb in (("generator.fetch", "add"), ("generator.smtp", "digest")):
        users = [path for path in MODULES if module in imports_of(path)]
        assert {path.relative_to(PACKAGE).as_posix() for path in users} == {
            f"flows/{verb}.py",
            f"verbs/{verb}.py",
        }
    asking = [path for path in MODULES if "generator.web" in imports_of(path)]
    assert {path.parent.name for path in asking} == {"health", "flows", "verbs"}
    assert {path.name for path in asking if path.parent.name != "health"} == {"health.py"}


def test_nothing_but_add_loads_the_network():
    """Loading the whole command line leaves the network's libraries out."""
    code = "import sys, generator.cli; sys.exit('requests' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=HOME, check=False).returncode == 0


def test_pure_stages_ask_neither_clock_nor_environment():
    for path in MODULES:
        if stage_of(path) in STAGES - {"site"}:
            reached = imports_of(path) & {"os", "time", "random", "subprocess", "locale", "sys"}
            assert reached == set(), path


def test_few_modules_run_programs():
    programs = {"subprocess", "multiprocessing"}
    running = [path for path in MODULES if imports_of(path) & programs]
    names = {path.relative_to(PACKAGE).as_posix() for path in running}
    assert names == {"bootstrap.py", "git.py", "parallel.py", "site/engine.py"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_modules_stay_small(path):
    assert len(path.read_text().splitlines()) <= 330


def test_browser_modules_never_write_html_from_text():
    for path in (HOME / "site_config/assets/javascripts").rglob("*.js"):
        text = path.read_text()
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text
        ), path


def test_no_registry_address_and_no_foreign_code_is_committed():
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (HOME / name).read_text()
        assert "http" not in text
        assert text.count("--hash=sha256:") > 100
    assert not list((HOME / "site_config").rglob("*.min.*"))
