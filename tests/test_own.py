"""What a list brings of its own beside its content: templates, settings, an address."""

import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from generator import disk, parallel
from generator.cli import main
from generator.flows import build
from generator.problems import Location
from generator.render.engine import settings_problems
from generator.render.environment import environment
from generator.render.templates import BrokenTemplateError, render_template
from generator.site import engine

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


@pytest.mark.parametrize(
    ("added", "expected"), [("{% if %}", "Expected an expr"), ("{{ nope.x }}", "UndefinedError")]
)
def test_a_fault_is_told_in_the_template_in_which_it_stands(own, added, expected):
    """And not in the page's template, which uses that one."""
    cards = own / "templates/partials/cards.md"
    line = cards.read_text().count("\n") + 1
    cards.write_text(cards.read_text() + added)
    texts = {name: content.decode() for name, content in disk.read_tree(own / "templates")}
    with pytest.raises(BrokenTemplateError) as broken:
        render_template(environment(texts, {}), "home.md", {})
    assert broken.value.problem.location == Location("templates/partials/cards.md", line)
    assert expected in broken.value.problem.message


def test_templates_that_nest_without_end_are_refused(own, capsys):
    (own / "templates/home.md").write_text("---\n{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}")
    status, out = said(capsys, own, "check")
    assert status == 1
    assert "templates/home.md: error template: RecursionError" in out


def test_a_broken_template_sends_no_mail(own, capsys):
    since = ["digest", "--since", "2020-01-01", "--eml", str(own / "mail.eml")]
    mail = own / "templates/mail/digest.html"
    for text, expected in [(b"\n{{ nope }}", "2: error template"), (b"\xff", "1: error encoding")]:
        mail.write_bytes(text)
        assert main(["--root", str(own), *since]) == 1
        assert f"templates/mail/digest.html:{expected}" in capsys.readouterr().out
    assert not (own / "mail.eml").exists()


def test_notes_beside_the_theme_are_no_pages_and_among_assets_there_are_none(toy, capsys):
    overrides = toy / "site_config/overrides"
    shutil.copytree(HOME / "site_config/overrides", overrides)
    (overrides / "README.md").write_text("# Of the theme\n")
    assert said(capsys, toy)[0] == 0
    assets = toy / "site_config/assets"
    shutil.copytree(HOME / "site_config/assets", assets)
    (assets / "README.md").write_text("# Of the scripts\n")
    status, out = said(capsys, toy, "check")
    assert status == 1
    assert "site_config/assets/README.md: error stray-file: expected no page here" in out


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
        ("extra: {day: 2026-99-99}", "settings"),  # YAML lets its reader find out
        ("extra: {number: 0b_}", "settings"),
        ("a: 1\n" * 100_000, "yaml-too-large"),
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
    for wrong in ("e.org//list", "e.org?x=1", "e.org#x", "e.org/a?x=1"):
        config.write_text("\n".join([*lines, f"url: https://{wrong}"]) + "\n")
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


def test_links_of_a_page_that_lead_nowhere_are_told_with_their_lines(toy, capsys):
    page = toy / "content/pages/about.md"
    line = page.read_text().count("\n") + 2
    page.write_text(page.read_text() + "\n[a](themes/nope/) ![b](pic.png)\n\n[c](#nowhere)\n")
    status, out = said(capsys, toy)
    assert status == 1
    for place, code, address in [
        (line, "broken-link", "themes/nope/"),
        (line, "broken-link", "pic.png"),
        (line + 2, "broken-anchor", "#nowhere"),
    ]:
        told = f"content/pages/about.md:{place}: error {code}: '{address}' leads nowhere"
        assert told in out


def test_what_else_the_engine_says_is_told_as_it_says_it(toy, capsys):
    settings = (HOME / "mkdocs.yml").read_text()
    (toy / "mkdocs.yml").write_text(settings + "no_such_setting: 1\n")
    status, out = said(capsys, toy)
    assert status == 1
    assert "build/mkdocs.yml: error engine: MkDocs refused the build:" in out
    assert "no_such_setting" in out
    pages = {path.stem for path in (toy / "build/docs/papers").glob("*.md")}
    assert pages >= {path.stem for path in (toy / "content/papers").rglob("*.yaml")}  # to look at


def test_an_engine_that_does_not_end_is_ended(toy, capsys, monkeypatch):
    page = toy / "content/pages/about.md"
    page.write_text("# About\n\n" + "[" * 200_000)  # Markdown looks for the end of each: for hours
    monkeypatch.setattr(engine, "PATIENCE", 3)
    status, out = said(capsys, toy)
    assert status == 1
    assert "build/mkdocs.yml: error engine: MkDocs had not ended after 3 seconds: a page of" in out


def open_files() -> int:
    """How many files this process holds open, where the system tells."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.exists() else 0


@pytest.mark.parametrize("verb", ["site", "render"])
def test_a_build_that_breaks_off_leaves_no_process_to_wait_for(own, monkeypatch, verb):
    """A server goes on after a build that failed, and the next one needs the folder's lock."""
    monkeypatch.setattr(parallel, "processors", lambda: 3)
    home = own / "templates/home.md"
    whole = home.read_text()
    home.write_text(whole + "{{ nope.x }}")
    before = open_files()
    assert main(["--root", str(own), verb]) == 1
    assert open_files() == before
    assert parallel.multiprocessing.active_children() == []
    home.write_text(whole)
    assert main(["--root", str(own), verb]) == 0
    assert disk.exists(own / "build/docs/index.md")


def test_who_stops_a_build_waits_for_nothing_else(toy, monkeypatch):
    def stopped(*_given, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(parallel, "processors", lambda: 1)
    monkeypatch.setattr(build, "framed", stopped)
    assert main(["--root", str(toy), "site"]) == 1
    rendered = {path.stem for path in (toy / "build/docs/papers").glob("*.md")}
    assert len(rendered) == 2  # of each kind one: the papers' own page, and that of all papers
