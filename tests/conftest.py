"""What the tests share: the toy list, a site built from it, and a browser."""

import functools
import http.server
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import QUIET_CHROMIUM, find_browser
from host import Host
from hypothesis import settings
from strange import pauses, server, web  # noqa: F401 - fixtures

from generator.cli import main
from generator.project import Project, load_project

HOME = Path(__file__).resolve().parent.parent
TOY = HOME / "tests" / "toy"


# No test asserts a time. CI runs the same cases every time; new ones are looked for at home.
settings.register_profile("home", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "home")


@pytest.fixture(scope="session", autouse=True)
def interruptible():
    """Let programs be interrupted that are started here, although this run itself may not be.

    A shell begins what runs in its background with interrupts ignored, and children inherit that.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="write golden files anew")


@pytest.fixture
def toy(tmp_path) -> Path:
    """A copy of the toy list that a test may change."""
    root = tmp_path / "toy"
    shutil.copytree(TOY, root)
    return root


@pytest.fixture(scope="session")
def toy_catalog():
    loaded = load_project(Project(TOY))
    assert loaded.problems == [] or not any(p.level == "error" for p in loaded.problems)
    return loaded.catalog


@pytest.fixture(scope="session")
def real_catalog():
    """The list itself, with whatever is wrong with it."""
    return load_project(Project(HOME)).catalog


@pytest.fixture(scope="session")
def toy_site(tmp_path_factory) -> Path:
    """The toy list with its finished site."""
    root = tmp_path_factory.mktemp("built") / "toy"
    shutil.copytree(TOY, root)
    assert main(["--root", str(root), "site"]) == 0
    return root / "site"


@pytest.fixture(scope="session")
def zensical_site(toy_site) -> Path:
    """The toy list built by the second engine, from the very folder that the first one read."""
    build = toy_site.parent / "build"
    command = [sys.executable, "-m", "zensical", "build", "--clean"]
    command += ["--config-file", str(build / "mkdocs.yml")]
    done = subprocess.run(command, cwd=build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    site = build.parent / "zensical"
    (build / "site").rename(site)
    return site


@pytest.fixture(scope="session")
def serve() -> Iterator:
    """Serve a folder on loopback as a host does, under a path if wanted; return its address."""
    servers = []

    def start(folder: Path, base: str = "/") -> str:
        handler = functools.partial(Host, directory=folder, base=base)
        running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=running.serve_forever, daemon=True).start()
        servers.append(running)
        return f"http://127.0.0.1:{running.server_port}{base}"

    yield start
    for running in servers:
        running.shutdown()
        running.server_close()


def pytest_report_header():
    """Say which browser the tests are going to use."""
    return f"browser: {find_browser() or 'none is installed: fetching Chromium by Playwright'}"


@pytest.fixture(scope="session")
def browser() -> Iterator:
    """A headless browser: one that is installed, or Playwright's own, fetched once."""
    from playwright.sync_api import Page, sync_playwright

    Page.wait_for_function = _until
    path = find_browser()
    if path is None:
        command = [sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"]
        subprocess.run(command, check=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET_CHROMIUM)
        yield browser
        browser.close()


def _until(page, expression, *, timeout=30_000):
    """Wait until an expression holds. Playwright's own way evaluates a string in the page, which
    the content policy forbids there as everywhere else."""
    for _ in range(timeout // 50):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {expression}")


def _note_failure(request, faults):
    if request.failure != "net::ERR_ABORTED":  # a reader who leaves a page ends its requests
        faults.append(f"failed: {request.url}")


@pytest.fixture
def page(browser) -> Iterator:
    """A page that fails the test when a script on it fails, or the content policy refuses one."""
    # Without a worker, which would fetch beside every test; tests/test_offline.py is about it.
    context = browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("requestfailed", lambda request: _note_failure(request, faults))
    yield page
    context.close()
    assert faults == []
