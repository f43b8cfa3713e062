"""Pages set into frames are what the engine would have made of them, byte for byte."""

import shutil
import subprocess
import sys
from pathlib import Path

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator import disk
from generator.cli import main
from generator.flows import framing
from generator.render.escape import one_line, preformatted, protect
from generator.render.ready import TITLE_ID, ready_made
from generator.site.engine import run_mkdocs
from generator.site.pour import FrameError, Frames, parts_of, poured, take_apart

HERE = Path(__file__).parent
SETTINGS = yaml.safe_load((HERE.parent / "mkdocs.yml").read_text())
# What the engine cannot know: header files, what reading offline needs, and its sitemap packed.
FOLLOWS = ("_headers", ".htaccess", ".nginx.conf", "service-worker.js", "data/offline/")
MOVED = ["papers/maml/index.html"]
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)


def page(body: str, front: str = "") -> str:
    return f"---\ntitle: \"T\"\n{front}head: '<title>T</title>'\n---\n\n{body}"


def by_engine(build_folder: Path, site: Path) -> dict[str, bytes]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += ["--config-file", str(build_folder / "mkdocs.yml"), "--site-dir", str(site)]
    subprocess.run(command, check=True, capture_output=True)
    made = {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    ready = {path: made.pop(path) for path in MOVED}  # the engine copies it
    return framing._sealed(made) | ready  # noqa: SLF001 - the policy is written in afterwards


def test_a_site_is_what_one_run_of_the_engine_over_all_pages_makes(toy_site, tmp_path):
    plain = by_engine(toy_site.parent / "build", tmp_path / "plain")
    del plain["sitemap.xml.gz"]
    files = {p.relative_to(toy_site).as_posix(): p for p in toy_site.rglob("*") if p.is_file()}
    ours = {path: p.read_bytes() for path, p in files.items() if not path.startswith(FOLLOWS)}
    assert ours.keys() == plain.keys()
    assert [path for path in plain if ours[path] != plain[path]] == []


def test_most_pages_are_set_into_a_frame_of_another(toy_site):
    """Else the comparison above would compare the engine with itself."""
    home = toy_site.parent / ".cache/engine/docs"
    built = {p.name for p in home.glob("papers/*.md")}
    assert len(built - {"index.md"}) == 1
    assert len(list((toy_site / "papers").iterdir())) > len(built) + 5


@given(st.lists(TEXT, min_size=1, max_size=4), st.lists(TEXT, max_size=3), TEXT)
def test_any_text_passes_through_markdown_as_it_stands(paragraphs, headings, code):
    parts = [f"<p>{protect(text)}</p>" for text in paragraphs]
    parts += [f"\n## {protect(text)}\n" for text in headings if text.strip()]
    lines = [line for line in preformatted(code).split("\n") if line.strip()]
    parts += ["<pre><code>" + "\n".join(lines) + "</code></pre>"]
    ready = take_apart("a.md", ready_made(page("\n".join(parts))))
    assert ready is not None
    configs = {
        name: options
        for item in SETTINGS["markdown_extensions"]
        if isinstance(item, dict)
        for name, options in item.items()
    }
    names = [next(iter(i)) if isinstance(i, dict) else i for i in SETTINGS["markdown_extensions"]]
    engine = markdown.Markdown(extensions=names, extension_configs=configs)
    assert engine.convert(ready.body) == ready.body


@given(TEXT, TEXT)
def test_what_goes_into_front_matter_comes_out_of_it(title, words):
    head = one_line(protect(title) + protect(words))
    text = ready_made(
        f'---\ntitle: "{protect(title)}"\nhead: {head}\n---\n\n## {protect(words)}x\n'
    )
    front = yaml.safe_load(text.split("---\n")[1])
    ready = take_apart("a.md", text)
    assert ready is not None
    assert (ready.head, ready.contents) == (front["head"], front["toc"])


def test_headings_become_html_with_ids_of_their_own():
    text = ready_made(page("# A & b\n\n## Same\n\n<p>x</p>\n\n## Same\n\n### Inner\n\n## π\n"))
    body = text.split("---\n")[2]
    for expected in (
        f'<h1 id="{TITLE_ID}">A & b</h1>',
        '<h2 id="same">',
        '<h2 id="same-2">',
        '<h2 id="pi">',
    ):
        assert expected in body
    assert '<h3 id="inner">' in body
    contents = yaml.safe_load(text.split("---\n")[1])["toc"]
    assert contents.count("<li") == 3
    assert "#inner" not in contents
    assert (
        yaml.safe_load(ready_made(page("## A\n", "hide:\n  - toc\n")).split("---\n")[1])["toc"]
        == ""
    )


@pytest.mark.parametrize("body", ["Words.\n", "<p>x</p>\n\n- a\n", "<p>x</p>\n\n```\nx\n```\n"])
def test_a_page_with_markdown_is_left_to_the_engine(body):
    assert ready_made(page(body)) == page(body)
    assert take_apart("a.md", page(body)) is None


def test_lines_of_code_that_begin_like_headings_are_none():
    body = "<pre><code>\n# not a heading\n</code></pre>\n"
    assert "<h1" not in ready_made(page(body))


def test_pages_share_a_frame_when_all_around_them_is_alike():
    frames = Frames({"index.md", "tags/index.md"})
    asks = "modules:\n  - x.js\n"
    for path, front in [
        ("index.md", ""), ("tags/index.md", ""), ("tags/a.md", ""), ("tags/b.md", ""),
        ("tags/a/2.md", ""), ("papers/a.md", ""), ("papers/b.md", asks),
    ]:  # fmt: skip
        frames.add(path, ready_made(page("# A\n", front)))
    frames.add("about.md", page("words"))
    expected = {
        "index.md",
        "tags/index.md",
        "tags/a.md",
        "tags/a/2.md",
        "papers/a.md",
        "papers/b.md",
    }
    assert set(frames.shared) == expected
    assert frames.sources.keys() == expected | {"about.md"}
    b = take_apart("tags/b.md", ready_made(page("# B\n")))
    assert frames.of(b) == "tags/a.md"
    parts = parts_of("1<h1>ad-mark-head</h1>2<h1>ad-mark-contents</h1>3<h1>ad-mark-body</h1>4", "")
    made = poured(b, parts)
    assert made.startswith("1<title>T</title>23<div")
    assert made.endswith("</div>4")


@pytest.mark.parametrize(
    "frame",
    ["", "<h1>ad-mark-head</h1><h1>ad-mark-body</h1>", "<h1>ad-mark-head</h1>" * 3],
)
def test_a_frame_without_a_place_for_everything_is_said_to_be(frame):
    with pytest.raises(FrameError, match=r"the engine's frame for a\.md"):
        parts_of(frame, "a.md")


@pytest.fixture
def toy(tmp_path, toy_site) -> Path:
    """The toy list with all that was built of it, to build again."""
    return Path(shutil.copytree(toy_site.parent, tmp_path / "toy"))


def tree(folder: Path) -> dict[str, bytes]:
    return dict(disk.read_tree(folder))


def engine_runs(monkeypatch) -> list[Path]:
    runs: list[Path] = []

    def counted(config, site):
        runs.append(config)
        run_mkdocs(config, site)

    monkeypatch.setattr(framing, "run_mkdocs", counted)
    return runs


def test_the_engine_is_asked_again_only_when_what_it_reads_has_changed(toy, monkeypatch):
    runs = engine_runs(monkeypatch)
    entry = next((toy / "content/papers").glob("*/rest-mcts.yaml"))
    entry.write_text(entry.read_text().replace("title: 'ReST", "title: 'The ReST"))
    assert main(["--root", str(toy), "site"]) == 0
    assert runs == []
    assert "The ReST-MCTS" in (toy / "site/papers/rest-mcts/index.html").read_text()
    config = toy / "site_config/site.yaml"
    config.write_text(config.read_text().replace("name: Toy list", "name: Other list"))
    assert main(["--root", str(toy), "site"]) == 0
    assert len(runs) == 1
    assert "Other list" in (toy / "site/papers/rest-mcts/index.html").read_text()


@pytest.mark.parametrize("damage", ["all", "record", "page", "cut", "extra"])
def test_what_the_engine_made_may_be_lost_or_damaged_without_changing_a_byte(
    toy, toy_site, damage, monkeypatch
):
    runs = engine_runs(monkeypatch)
    home = toy / ".cache/engine"
    if damage == "all":
        shutil.rmtree(toy / ".cache")
    elif damage == "record":
        (home / "made.json").unlink()
    elif damage == "page":
        (home / "site/404.html").unlink()
    elif damage == "cut":
        (home / "site/index.html").write_text("<html>")
    else:
        (home / "site/extra.html").write_text("<html>")
    assert main(["--root", str(toy), "site"]) == 0
    assert len(runs) == 1
    assert tree(toy / "site") == tree(toy_site)


def test_pages_of_one_place_may_ask_for_different_frames(toy, tmp_path, monkeypatch):
    """Paths do not tell that: the engine is asked again once the page that differs was rendered."""
    templates = toy / "templates"
    shutil.copytree(HERE.parent / "templates", templates)
    paper = templates / "paper.md"
    hidden = '["navigation", "toc"]'
    other = f'["toc"] if "MCTS" in paper.title else {hidden}'
    paper.write_text(paper.read_text().replace(hidden, other, 1))
    runs = engine_runs(monkeypatch)
    assert main(["--root", str(toy), "site"]) == 0
    assert len(runs) == 1
    plain = by_engine(toy / "build", tmp_path / "plain")
    pages = {path: html for path, html in plain.items() if path.endswith(".html")}
    assert {path: (toy / "site" / path).read_bytes() for path in pages} == pages
    frames = {p.name for p in (toy / ".cache/engine/docs/papers").iterdir()} - {"index.md"}
    assert len(frames) == 2
    assert "rest-mcts.md" in frames
    assert main(["--root", str(toy), "site"]) == 0
    assert len(runs) == 1  # what differs is known by now
