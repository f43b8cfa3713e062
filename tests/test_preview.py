"""Looking at the site while editing: the edited page at once, all that follows after it."""

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from generator import disk
from generator.cli import main
from generator.flows.build import build_site
from generator.flows.preview import Preview
from generator.project import Project, load_project

HOME = Path(__file__).parent.parent
ENTRY = "content/papers/reasoning-with-rl/rest-mcts.yaml"
PAGE = "site/papers/rest-mcts/index.html"


@pytest.fixture
def toy(tmp_path, toy_site) -> Path:
    return Path(shutil.copytree(toy_site.parent, tmp_path / "toy"))


@pytest.fixture
def preview(toy) -> Preview:
    """A preview after the first build of the toy list."""
    project = Project(toy)
    made = Preview(project)
    catalog = load_project(project).catalog
    assert catalog is not None
    assert build_site(project, catalog, lambda _: None, made.keep) == []
    return made


@pytest.fixture
def entry(toy) -> Path:
    (found,) = (toy / "content/papers").glob("*/rest-mcts.yaml")
    return found


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def tree(folder: Path) -> dict[str, bytes]:
    return dict(disk.read_tree(folder))


def test_the_page_of_an_edited_paper_is_what_the_whole_build_makes_of_it(toy, preview, entry):
    before = tree(toy / "site")
    edit(entry, "venue: ", "venue: New ")
    assert preview.refresh() == ["rest-mcts"]
    at_once = (toy / PAGE).read_text()
    assert "<span>New " in at_once
    now = tree(toy / "site")
    assert [name for name in now if now[name] != before[name]] == ["papers/rest-mcts/index.html"]
    assert main(["--root", str(toy), "site"]) == 0
    assert (toy / PAGE).read_text() == at_once


def test_what_was_shown_once_is_left_to_the_whole_build(preview, entry):
    edit(entry, "venue: ", "venue: New ")
    assert preview.refresh() == ["rest-mcts"]
    assert preview.refresh() == []


def test_nothing_changed_gives_nothing_to_show(preview):
    assert preview.refresh() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("added:", "adden:"),
        ("venue: ", "venue: ["),
        ("tags:\n", "tags:\n  - no-such-tag\n"),
        ("also_in:\n", "also_in:\n  - no-such-theme\n"),
        ("added:", "relates: [{id: no-such-paper, kind: uses}]\nadded:"),
    ],
)
def test_an_entry_with_a_fault_is_left_to_the_whole_build_which_says_so(
    toy, preview, entry, old, new
):
    page = (toy / PAGE).read_bytes()
    edit(entry, old, new)
    assert preview.refresh() == []
    assert (toy / PAGE).read_bytes() == page
    assert main(["--root", str(toy), "site"]) == 1


def test_a_template_that_fails_is_left_to_the_whole_build(toy, entry):
    shutil.copytree(HOME / "templates", toy / "templates")
    paper = toy / "templates/paper.md"
    paper.write_text(paper.read_text() + "{{ 1 // (paper.venue != 'Nowhere') }}")
    project, made = Project(toy), Preview(Project(toy))
    assert build_site(project, load_project(project).catalog, lambda _: None, made.keep) == []
    page = (toy / PAGE).read_bytes()
    text = entry.read_text()
    entry.write_text(re.sub("(?m)^venue: .*", "venue: Nowhere", text))
    assert made.refresh() == []
    assert (toy / PAGE).read_bytes() == page


def test_what_touches_other_pages_is_left_to_the_whole_build(toy, preview, entry):
    entry.rename(entry.with_name("another.yaml"))
    assert preview.refresh() == []
    entry.with_name("another.yaml").rename(entry)
    theme = next((toy / "content/themes").glob("*.yaml"))
    theme.write_text(theme.read_text() + "\n")
    assert preview.refresh() == []


def test_before_the_first_build_there_is_nothing_to_show(toy):
    assert Preview(Project(toy)).refresh() == []


def test_the_site_is_served_and_an_edit_shows_while_it_is(toy, entry):
    """The verb as a curator runs it: until it is interrupted."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "generator", "--root", str(toy), "serve", "--port", str(port)]
    running = subprocess.Popen(command, cwd=HOME, stdout=subprocess.PIPE, text=True)
    try:
        said = iter(running.stdout.readline, "")
        assert any(line.startswith(f"The site is at http://127.0.0.1:{port}/") for line in said)
        address = f"http://127.0.0.1:{port}/papers/rest-mcts/"
        shown = b""
        for _ in range(100):  # an edit is seen from when the server has begun to watch
            edit(entry, "venue: ", "venue: New ")
            time.sleep(0.2)
            with suppress(urllib.error.URLError), urllib.request.urlopen(address) as answer:
                shown = answer.read()
            if b"<span>New " in shown:
                break
        assert b"<span>New " in shown
        assert "seen: rest-mcts; what follows from it is being built\n" in said
    finally:
        running.send_signal(signal.SIGINT)
        running.communicate()


def test_a_list_that_is_not_right_is_not_served(toy, capsys):
    (toy / "content/themes/robot-learning.yaml").write_text("title: [x")
    assert main(["--root", str(toy), "serve", "--port", "1"]) == 1
    said = capsys.readouterr()
    assert "robot-learning.yaml:1:8: error yaml-syntax" in said.out + said.err
    assert "The site is at" not in said.out


def test_a_list_that_is_not_right_is_not_rendered(toy, capsys):
    (toy / "content/themes/robot-learning.yaml").write_text("title: [x")
    shutil.rmtree(toy / "build", ignore_errors=True)
    assert main(["--root", str(toy), "render"]) == 1
    said = capsys.readouterr()
    assert "robot-learning.yaml:1:8: error yaml-syntax" in said.out + said.err
    assert not (toy / "build").exists()
