"""The finished site: links, hostile content, reproducibility, the second engine."""

import html
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from generator import disk
from generator.cli import main
from generator.site.engine import EngineError, run_mkdocs
from generator.site.pour import ReadyPage, own_words, poured
from generator.site.reading import read_page
from generator.site.verify import BuiltSite, problems_of, verify_site
from generator.site.ways import Ways

HERE = Path(__file__).parent
HOME = HERE.parent


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def codes(files: dict[str, bytes], base: str = "/") -> list[tuple[str, str]]:
    return [(p.code, p.location.path) for p in verify_site(files.items(), base)]


def test_a_whole_site_has_no_problem():
    files = {
        "index.html": page(
            '<a href="a/#x">a</a><a href="a/">a</a>', '<link rel="icon" href="i.png">'
        ),
        "a/index.html": page('<h1 id="x">x</h1><a href="..">up</a><a href="/">root</a>'),
        "i.png": b"",
        "s.css": b"a{background:url(i.png)} b{background:url('data:x')}",
    }
    assert codes(files) == []


BROKEN = [
    ('<a href="nowhere/">x</a>', "broken-link"),
    ('<a href="#nothing">x</a>', "broken-anchor"),
    ('<img src="no.png">', "broken-link"),
    ('<script src="no.js"></script>', "broken-link"),
    ('<a href="javascript:alert(1)">x</a>', "broken-link"),
    ('<form action="no/"></form>', "broken-link"),
    ('<p id="a"></p><p id="a"></p>', "repeated-id"),
    ('<a href="../outside">x</a>', "broken-link"),
    ('<p style="color: red">x</p>', "inline-code"),
    ('<p onclick="alert(1)">x</p>', "inline-code"),
    ("<script>alert(1)</script>", "inline-code"),
    ("<style>p {}</style>", "inline-code"),
]


@pytest.mark.parametrize(("body", "code"), BROKEN)
def test_what_is_broken_is_found(body, code):
    assert codes({"index.html": page(body)}) == [(code, "site/index.html")]


@pytest.mark.parametrize("place", ["in the frame", "in what is set into it"])
@pytest.mark.parametrize(("body", "code"), BROKEN)
def test_what_is_broken_in_a_framed_page_is_found_as_in_a_whole_one(body, code, place):
    """Only a page's own words are read: the same faults in the same lines come of it."""
    around = body if place == "in the frame" else ""
    frame = ["<!doctype html>\n<html><head>\n", f"</head>\n<body>{around}\n", "<main>\n", "</main>"]
    words = "" if around else body
    own = f"<h1>A</h1>\n\n<p>b</p>\n{words}\n"
    ready = ReadyPage("papers/a.md", "", "A", "<title>A</title>", "<ul></ul>", own)
    html = poured(ready, frame).encode()
    paths = frozenset({"index.html", "papers/a/index.html"})
    whole, framed = BuiltSite(paths), BuiltSite(paths)
    for site in (whole, framed):
        site.add("index.html", page('<a href="papers/a/">a</a>'))
    whole.add("papers/a/index.html", html)
    facts = read_page("".join(frame)).anywhere()
    framed.add_framed("papers/a/index.html", html, own_words(ready, frame), facts)
    found = problems_of(framed)
    assert [problem.code for problem in found] == [code]
    if place == "in the frame" and code == "broken-anchor":  # it has no line of its own
        assert found[0].location == replace(problems_of(whole)[0].location, line=0)
    else:
        assert found == problems_of(whole)


def test_an_id_of_the_frame_is_not_given_again():
    frame = ["<html><head>", '</head><body id="a">', "<main>", "</main>"]
    ready = ReadyPage("a.md", "", "A", "", "", '<h1 id="a">A</h1>')
    site = BuiltSite(frozenset({"index.html"}))
    facts = read_page("".join(frame)).anywhere()
    site.add_framed("index.html", poured(ready, frame).encode(), own_words(ready, frame), facts)
    assert [problem.code for problem in problems_of(site)] == ["repeated-id"]


def test_an_address_is_followed_anew_for_a_page_at_another_depth():
    ways = Ways({"a/index.html", "b/a/index.html", "index.html"})
    assert ways.follow("b/c/index.html", "../a/").target == "b/a/index.html"
    assert ways.follow("c/index.html", "../a/").target == "a/index.html"
    assert ways.follow("b/index.html", "../a/").target == "a/index.html"
    assert ways.follow("b/c/index.html", "../../a/").target == "a/index.html"
    assert ways.follow("b/c/index.html", "../../../a/").target is None


def test_an_orphaned_page_is_found():
    files = {"index.html": page(""), "lonely/index.html": page('<a href="">me</a>')}
    assert codes(files) == [("orphaned-page", "site/lonely/index.html")]


def test_a_broken_style_is_found():
    files = {"index.html": page(""), "s.css": b"\n a{background:url(no.png)}"}
    assert codes(files) == [("broken-link", "site/s.css")]


def test_a_base_path_is_taken_into_account():
    files = {"index.html": page('<a href="/toy/a/">a</a>'), "a/index.html": page("")}
    assert codes(files, "/toy/") == []
    assert codes(files, "/") != []


def test_the_engine_refuses_a_broken_link(tmp_path):
    """Strict mode works: MkDocs switches its exit code off under -q and -v."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# x\n\n[broken](nowhere.md)\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    with pytest.raises(EngineError, match=r"nowhere\.md"):
        run_mkdocs(tmp_path / "mkdocs.yml", tmp_path / "site")


def test_the_toy_site_is_whole(toy_site):
    assert verify_site(disk.read_tree(toy_site), "/toy/") == []
    assert (toy_site / "papers/rest-mcts/index.html").exists()
    assert (toy_site / "data/papers.json").exists()


def test_nothing_is_fetched_from_another_host(toy_site):
    for path in toy_site.rglob("*.html"):
        text = path.read_text()
        for mark in ('src="http', 'rel="stylesheet" href="http', "fonts.googleapis", "@import"):
            assert mark not in text, path


def test_errors_stop_the_build_before_anything_is_written(toy, capsys):
    (toy / "content/papers/robot-learning/cad2rl.yaml").write_text("title: x\n")
    assert main(["--root", str(toy), "site"]) == 1
    assert not (toy / "build").exists()
    assert not (toy / "site").exists()
    assert "nothing was written" in capsys.readouterr().err


def tree(folder: Path) -> dict[str, bytes]:
    return dict(disk.read_tree(folder))


def test_two_builds_are_equal_to_the_byte(toy_site, tmp_path):
    """Also under another locale, time zone, hash seed and folder."""
    root = tmp_path / "elsewhere" / "ünï côde"
    shutil.copytree(HERE / "toy", root)
    strange = {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"}
    environment = {**os.environ, **strange, "PYTHONHASHSEED": "12345"}
    command = [sys.executable, "-m", "generator", "--root", str(root), "site"]
    subprocess.run(command, check=True, cwd=HOME, env=environment, capture_output=True)
    one, other = tree(toy_site), tree(root / "site")
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []
    assert tree(toy_site.parent / "build") == tree(root / "build")


def test_a_second_run_writes_nothing(toy):
    def written() -> dict[str, int]:
        files = [path for name in ("build", "site") for path in (toy / name).rglob("*")]
        return {str(path): path.stat().st_mtime_ns for path in files if path.is_file()}

    assert main(["--root", str(toy), "site"]) == 0
    before = written()
    assert main(["--root", str(toy), "site"]) == 0
    assert written() == before


def test_a_removed_entry_leaves_no_page_behind(toy):
    assert main(["--root", str(toy), "render"]) == 0
    extra = toy / "content/papers/robot-learning/extra.yaml"
    extra.write_text("title: Extra\nadded: 2026-01-31\n")
    assert main(["--root", str(toy), "render"]) == 0
    assert (toy / "build/docs/papers/extra.md").exists()
    extra.unlink()
    assert main(["--root", str(toy), "render"]) == 0
    assert not (toy / "build/docs/papers/extra.md").exists()


def test_what_somebody_put_into_the_site_is_taken_out_again(toy, toy_site):
    site = Path(shutil.copytree(toy_site, toy / "site"))
    elsewhere = toy / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "own.txt").write_text("stays")
    (site / "papers/deep/er").mkdir(parents=True)
    (site / "papers/deep/er/note.txt").write_text("x")
    (site / "papers/.hidden").write_text("x")
    (site / "linked").symlink_to(elsewhere)
    (site / "linked.txt").symlink_to(elsewhere / "own.txt")
    (site / "lost").symlink_to(elsewhere / "nowhere")
    assert main(["--root", str(toy), "site"]) == 0
    kept = [site / path.relative_to(toy_site) for path in toy_site.rglob("*")]
    assert sorted(site.rglob("*")) == sorted(kept)
    assert (elsewhere / "own.txt").read_text() == "stays"


def test_the_same_build_folder_builds_under_zensical(toy_site, zensical_site):
    built, source = zensical_site, toy_site.parent / "build/docs"
    paper = html.unescape((built / "papers/rest-mcts/index.html").read_text())
    title = "ReST-MCTS*: LLM Self-Training via Process Reward Guided Tree Search"
    assert f"<title>{title} · Toy list</title>" in paper
    assert f">{title}</h1>" in paper
    assert 'action="../../search/"' in paper  # the header is ours under this engine too
    names = {path.relative_to(built).as_posix() for path in built.rglob("index.html")}
    for path in source.rglob("*.md"):
        stem = path.relative_to(source).with_suffix("").as_posix()
        assert (f"{stem}.html" if path.stem == "index" else f"{stem}/index.html") in names


def test_the_page_for_lost_readers_offers_the_way_on(toy_site):
    """Its links begin at the root of the site, since it is shown at any address."""
    text = (toy_site / "404.html").read_text()
    assert "<title>Page not found · Toy list</title>" in text
    assert 'action="/toy/search/"' in text
    for path in ("papers", "themes", "tags"):
        assert f'<a href="/toy/{path}/">' in text


def test_every_page_leads_to_the_form_for_a_new_paper(toy_site):
    """On a phone no menu names it, except beside the pages about the list."""
    for path in (
        "index.html",
        "papers/rest-mcts/index.html",
        "themes/index.html",
        "search/index.html",
    ):
        way = "../" * path.count("/")
        footer = (toy_site / path).read_text().partition("<footer")[2]
        assert f'<a href="{way}suggest/">Suggest a paper</a>' in footer


def test_the_engine_configuration_asks_for_no_plugin(toy):
    assert main(["--root", str(toy), "render"]) == 0
    settings = yaml.safe_load((toy / "build/mkdocs.yml").read_text())
    assert settings["plugins"] == []
    assert "hooks" not in settings


def test_serve_shows_the_site_and_rebuilds_when_content_changes(toy):
    port = free_port()
    command = [sys.executable, "-m", "generator", "--root", str(toy), "serve", "--port", str(port)]
    server = subprocess.Popen(
        command, cwd=HOME, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        for line in server.stdout:
            if "The site is at" in line:
                break
        address = f"http://127.0.0.1:{port}/papers/cad2rl/"
        wait_until(lambda: "CAD2RL" in fetch(address))
        assert "A reason that was not there" not in fetch(address)
        entry = toy / "content/papers/robot-learning/cad2rl.yaml"
        text = entry.read_text().split("\nwhy:")[0]
        entry.write_text(text + "\nwhy: A reason that was not there.\nadded: 2026-11-21\n")
        wait_until(lambda: "A reason that was not there" in fetch(address))
    finally:
        server.terminate()
        server.wait(timeout=10)
        server.stdout.close()


def wait_until(holds, limit: float = 60) -> None:
    """Wait, at most ``limit`` seconds, for something to come true."""
    end = time.monotonic() + limit
    while not holds():
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.2)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fetch(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.read().decode()
    except urllib.error.URLError:
        return ""


@pytest.mark.parametrize("theme", [False, True])
def test_an_empty_list_builds(tmp_path, theme):
    (tmp_path / "site_config").mkdir()
    (tmp_path / "site_config/site.yaml").write_text("name: N\ntagline: T\ndescription: D\n")
    if theme:
        (tmp_path / "content/themes").mkdir(parents=True)
        text = "title: T\nshort: T\norder: 1\nscope: All.\n"
        (tmp_path / "content/themes/t.yaml").write_text(text)
    assert main(["--root", str(tmp_path), "site"]) == 0
    assert (tmp_path / "site/index.html").exists()
