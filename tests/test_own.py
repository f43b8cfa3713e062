"""What a list brings of its own beside its content: templates, settings, an address."""

import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from generator import disk
from generator.cli import main
from generator.render.engine import settings_problems

HOME = Path(__file__).parent.parent


@pytest.fixture
def own(toy):
    """The toy list with templates of its own."""
    shutil.copytree(HOME / "templates", toy / "templates")
    return toy


def said(capsys, root, verb="site"):
    status = main(["--root", str(root), verb])
    return status, capsys.readouterr().out


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        (b"{% if %}", "error template: Expected an expression"),
        (b"{{ nope.x }}", "error template: UndefinedError: 'nope' is undefined"),
        (b"{{ 1 / 0 }}", "error template: ZeroDivisionError"),
        (b"\xff", "error encoding: expected UTF-8 text, got the byte 0xff"),
    ],
)
def test_a_broken_template_is_told_with_its_line(own, capsys, added, expected):
    home = own / "templates/home.md"
    line = home.read_bytes().count(b"\n") + 1
    home.write_bytes(home.read_bytes() + added)
    status, out = said(capsys, own)
    assert status == 1
    assert f"templates/home.md:{line}: {expected}" in out
    assert not (own / "site").exists()


@pytest.mark.parametrize("verb", ["site", "render"])
def test_a_template_without_front_matter_or_none_at_all_is_told(own, capsys, verb):
    (own / "templates/paper.md").write_text("words")
    assert said(capsys, own, verb)[0] == 1
    (own / "templates/paper.md").unlink()
    status, out = said(capsys, own, verb)
    assert status == 1
    assert "templates/paper.md: error template: TemplateNotFound: paper.md" in out


def test_check_reads_templates_and_settings_too(own, capsys):
    (own / "templates/home.md").write_text("---\n{% if %}")
    (own / "mkdocs.yml").write_text("theme: material\n")
    status, out = said(capsys, own, "check")
    assert status == 1
    assert "templates/home.md:2: error template" in out
    assert "mkdocs.yml: error settings: theme: expected keys with values" in out


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "settings"),
        ("- a", "settings"),
        ("theme: {}", "settings"),
        ("plugins: []", "settings"),  # without a theme the engine takes another
        ("theme: {name: material}\nextra: x", "settings"),
        ("a: [", "yaml-syntax"),
        ("theme: {name: material}\nz: !ENV HOME", "yaml-syntax"),
        ("a: &a [x]\nb: *a", "yaml-feature"),
        ("a: " + "[" * 200, "yaml-syntax"),
        ("a\u200b: b", "invisible-character"),
    ],
)
def test_settings_of_another_shape_are_refused(text, code):
    found = settings_problems("mkdocs.yml", text)
    assert {p.code for p in found} == {code}
    assert all(p.location.path == "mkdocs.yml" for p in found)


def test_the_settings_of_the_project_are_right():
    assert settings_problems("mkdocs.yml", (HOME / "mkdocs.yml").read_text()) == []


@pytest.mark.parametrize(
    "url", ["https://e.org/~u/My_List", "https://e.org/v1.2/my%20list/", "https://e.org/é(1)/x/"]
)
def test_a_site_may_stand_below_any_folder(toy, url):
    assert main(["--root", str(toy), "site", "--site-url", url]) == 0
    folder = urlsplit(url).path.rstrip("/")
    assert f'src="{folder}/assets/javascripts/lost.js"' in (toy / "site/404.html").read_text()


def test_the_address_in_the_settings_may_lack_its_slash(toy, capsys):
    config = toy / "site_config/site.yaml"
    lines = [line for line in config.read_text().splitlines() if not line.startswith("url:")]
    config.write_text("\n".join([*lines, "url: https://e.org/list"]) + "\n")
    assert main(["--root", str(toy), "render"]) == 0
    assert "site_url: https://e.org/list/\n" in (toy / "build/mkdocs.yml").read_text()
    config.write_text(config.read_text().replace("e.org/list", "e.org//list"))
    assert main(["--root", str(toy), "check"]) == 1
    assert "expected an address without ?, # and empty folders" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["pages/about.md", "NOTICE.md"])
def test_pages_of_prose_hide_no_characters_and_are_no_books(toy, capsys, name):
    page = toy / "content" / name
    page.parent.mkdir(exist_ok=True)
    page.write_text("# T\n\nA\u202eB")
    status, out = said(capsys, toy, "check")
    assert status == 1
    assert f"content/{name}:3:2: error invisible-character: the character U+202E" in out
    page.write_text("# T\n\n" + "word " * 100_000)
    assert f"content/{name}: error page-too-large" in said(capsys, toy, "check")[1]


def test_a_build_that_breaks_off_leaves_no_process_to_wait_for(own, monkeypatch):
    """A server goes on after a build that failed, and the next one needs the folder's lock."""
    from generator import parallel

    monkeypatch.setattr(parallel, "processors", lambda: 3)
    home = own / "templates/home.md"
    whole = home.read_text()
    home.write_text(whole + "{{ nope.x }}")
    assert main(["--root", str(own), "site"]) == 1
    assert parallel.multiprocessing.active_children() == []
    home.write_text(whole)
    assert main(["--root", str(own), "site"]) == 0
    assert disk.exists(own / "site/index.html")
