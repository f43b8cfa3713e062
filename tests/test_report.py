"""What a reviewer is told of a change: true, readable, and harmless wherever it is shown."""

import json
import re
import shutil
import subprocess

import cmarkgfm
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from generator import git
from generator.cli import main
from generator.report.budget import Block, fit
from generator.report.github import code, link, text
from generator.report.words import word_changes
from generator.text import INVISIBLE

OPTIONS = cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE  # what it lets through, GitHub may too
# What GitHub's second program looks for in the text of a comment.
CALLS = re.compile(
    r"(?<!\w)@[a-z0-9]|(?<!\w)#\d|\bGH-\d|\w/\w+#\d|https?://\w|www\.\w|:[\w+-]+:", re.IGNORECASE
)


def shown(markdown):
    """The page that GitHub's own parser makes of a Markdown text."""
    made = cmarkgfm.github_flavored_markdown_to_html(markdown, options=OPTIONS)
    return html.fromstring(f"<div>{made}</div>")


def visible(value):
    return INVISIBLE.sub("", " ".join(value.split()))


def words_of(page):
    """What a reader sees of a page: without the spaces of no width that were put in."""
    return " ".join(page.text_content().replace("\u200b", "").split())


VISIBLE = st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=60)
HOSTILE = st.lists(
    st.sampled_from(
        "@me @a/b #1 GH-2 o/r#3 https://x.org www.x.org a@b.co <b> <script> <!-- --> ![i](u) "
        "[l](u) [^1] [ ] | --- *** ___ ~~x~~ `c` ``` $x$ :tada: &lt; &#64; \\ \\@me 1. 1) - + = "
        "=== > # ##\t <https://x.org> ftp://x xmpp:a@b mailto:a@b {x} ^ 12345678901. '".split(" ")
    )
    | VISIBLE,
    max_size=8,
).map(" ".join)


@given(HOSTILE)
@example("1. a list")
@example("- a list")
@example("=== a heading")
@example("12345678901. no list")
def test_outside_text_shows_as_typed_and_calls_nobody(value):
    for before, after in (("", ""), ("* ", ""), ("> ", ""), ("#### ", ""), ("<ins>", "</ins>")):
        page = shown(f"{before}{text(value)}{after}")
        names = {node.tag for node in page.iter()}
        assert names <= {"div", "p", "ul", "li", "blockquote", "h4", "ins"}
        assert words_of(page) == " ".join(visible(value).split())
        assert not CALLS.search(page.text_content())


@given(HOSTILE)
def test_code_shows_as_typed(value):
    page = shown(f"x {code(value)} x")
    assert words_of(page) == " ".join(f"x {visible(value)} x".split())
    assert {node.tag for node in page.iter()} <= {"div", "p", "code"}


@pytest.mark.parametrize(
    "address",
    [
        "https://github.com/a/b/issues/1",
        "https://www.github.com/a/b/pull/1#x",
        "https://github.com/a/b/commit/abc",
        "https://github.com/a/b/discussions/2",
        "javascript:alert(1)",
        "https://x.org/a b",
    ],
)
def test_an_address_that_leaves_a_trace_is_not_followed(address):
    page = shown(link("code", address))
    assert not page.xpath("//a")
    assert address in page.text_content()


def test_other_addresses_are_links():
    page = shown(link("a*b*", "https://x.org/?a=1&copy=2"))
    assert [(a.get("href"), a.text) for a in page.xpath("//a")] == [
        ("https://x.org/?a=1&copy=2", "a*b*")
    ]


SENTENCES = st.lists(st.sampled_from("a b c d e <i> @me".split()), max_size=40).map(" ".join)


@given(SENTENCES, SENTENCES)
def test_changed_words_tell_both_versions(before, after):
    page = shown("x " + word_changes(before, after))
    for gone, wanted in (("ins", before), ("del", after)):
        copy = html.fromstring(html.tostring(page, encoding="unicode"))
        for node in copy.xpath(f"//{gone}"):
            node.drop_tree()
        kept = words_of(copy)[2:]
        shorter = [part.strip() for part in kept.split("…")]
        assert all(part in wanted for part in shorter)
        assert "…" in kept or kept == wanted


# --- length --------------------------------------------------------------------------------------

BLOCKS = st.lists(
    st.builds(
        Block,
        st.sampled_from(["", "Added", "Changed"]),
        st.text("aé\n ", min_size=1, max_size=900),
        st.sampled_from(["", "* short"]),
    ),
    max_size=30,
).map(lambda blocks: sorted(blocks, key=lambda block: block.section))


@given(BLOCKS, st.integers(1200, 8000))
def test_a_report_keeps_to_its_length_and_says_what_it_left_out(blocks, limit):
    made = fit(blocks, limit)
    assert len(made.encode()) <= limit
    whole = fit(blocks, 10**9)
    cut = re.findall(r"of (\d+), (\d+) left out, (\d+) in short", made)
    assert bool(cut) == (made != whole)
    if cut:
        assert f"cut to {limit:,} bytes" in made
        assert sum(int(missing) + int(short) for _, missing, short in cut) > 0


# --- the verb, on a real repository ---------------------------------------------------------------


def run_git(root, *arguments):
    options = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    done = subprocess.run(
        ["git", *options, "-C", str(root), *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def repository(toy):
    run_git(toy, "init", "--quiet", "--initial-branch=main")
    run_git(toy, "add", ".")
    run_git(toy, "commit", "--quiet", "--message=The list as it was")
    return toy


def told(root, capsys, *arguments):
    assert main(["--root", str(root), "report", "--base", "main", *arguments]) == 0
    return capsys.readouterr().out


def edit(path, old, new):
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


NEW = """\
title: "Latent plans, @everyone: <b>play</b> #1"
authors:
- Ann Author
year: 2025
arxiv: '2501.00001'
links:
  code: https://github.com/x/y/issues/1
tags:
- learning-from-play
summary: Learns latent plans from play.
why: Goes on from play.
abstract: We learn latent plans from teleoperated play data by goal-conditioned imitation.
added: 2026-11-21
"""


def test_no_change_is_said(repository, capsys):
    assert "nothing on the list changes" in told(repository, capsys)


def test_what_was_added_is_shown_and_judged(repository, capsys):
    (repository / "content/papers/robot-learning/latent-plans.yaml").write_text(NEW)
    report = told(repository, capsys)
    page = shown(report)
    said = page.text_content()
    assert "1 paper added" in said
    assert page.xpath("//h4")[0].text_content().replace("\u200b", "") == (
        "Latent plans, @everyone: <b>play</b> #1"
    )
    assert "Ann Author" in said
    assert "Goes on from play." in page.xpath("//blockquote")[0].text_content()
    assert not page.xpath("//a[contains(@href, 'issues')]")
    assert page.xpath("//a/@href") == ["https://arxiv.org/abs/2501.00001"]
    nearest = page.xpath("//details//li")[0].text_content()
    assert "learning-latent-plans-from-play" in nearest
    assert "both: latent plans" in nearest
    assert "Of the" in said
    assert "length" in said  # what the check says of the new file
    for node in page.xpath("//code"):
        node.drop_tree()  # GitHub calls nobody whose name stands in code
    assert not CALLS.search(page.text_content())


def test_a_paper_that_is_there_already_is_pointed_out(repository, capsys):
    old = repository / "content/papers/imitation-learning/learning-latent-plans-from-play.yaml"
    copy = old.read_text().replace("title: Learning Latent", "title: On Learning Latent")
    (repository / "content/papers/robot-learning/again.yaml").write_text(copy)
    report = told(repository, capsys)
    assert "On the list already?" in report
    assert "duplicate-arxiv" in report
    assert (
        "Learning Latent Plans from Play (`learning-latent-plans-from-play`): the same ar" in report
    )


def test_every_kind_of_change_is_named(repository, capsys):
    papers = repository / "content/papers"
    moved = papers / "robot-learning/cad2rl.yaml"
    (papers / "imitation-learning/cad2rl.yaml").write_bytes(moved.read_bytes())
    moved.unlink()
    renamed = papers / "preference-alignment/maxmin-rlhf.yaml"
    (papers / "preference-alignment/maxmin.yaml").write_bytes(renamed.read_bytes())
    renamed.unlink()
    (papers / "model-based-rl/visual-foresight.yaml").unlink()
    edit(papers / "reasoning-with-rl/rest-mcts.yaml", "2024'", "2023'")
    edit(repository / "content/themes/robot-learning.yaml", "short: ", "short: All ")
    edit(repository / "site_config/site.yaml", "name: Toy list", "name: Toy")
    (papers / "self-play-and-self-improvement/spiral.yaml").write_text("title: [\n")
    report = told(repository, capsys)
    head = report.splitlines()[2]
    for said in "1 changed, 1 moved, 1 renamed, 1 removed, 2 other changes, 1 unread".split(", "):
        assert said in head, said
    assert "`year`: 2024 → 2023" in report
    assert "(`cad2rl`): from Robot learning: manipulation, locomotion, sim-to-real to Imi" in report
    assert "`maxmin-rlhf` is `maxmin` now" in report
    assert "Links to the old id break" in report
    assert "(`visual-foresight`), which was in" in report
    assert "* theme `robot-learning` changed" in report
    assert "`name`: Toy list → Toy" in report
    assert "* `content/papers/self-play-and-self-improvement/spiral.yaml`\n" in report


def test_a_former_id_makes_a_renaming_harmless(repository, capsys):
    old = repository / "content/papers/preference-alignment/maxmin-rlhf.yaml"
    new = old.with_name("maxmin.yaml")
    new.write_text(old.read_text() + "formerly: [maxmin-rlhf]\n")
    old.unlink()
    report = told(repository, capsys)
    assert "`maxmin-rlhf` is `maxmin` now" in report
    assert "break" not in report


def test_lists_and_prose_show_what_came_and_went(repository, capsys):
    path = repository / "content/papers/reasoning-with-rl/rest-mcts.yaml"
    edit(path, "abstract: >-\n  ", "abstract: >-\n  Newly ")
    edit(path, "- process-rewards", "- theory")
    report = told(repository, capsys)
    assert "`abstract`: <ins>Newly</ins> " in report
    assert "<del>process-rewards</del>" in report
    assert "<ins>theory</ins>" in report


def test_what_others_did_meanwhile_is_not_reported(repository, capsys):
    run_git(repository, "switch", "--quiet", "--create=mine")
    edit(repository / "content/themes/robot-learning.yaml", "short: ", "short: My ")
    run_git(repository, "commit", "--quiet", "--all", "--message=Mine")
    run_git(repository, "switch", "--quiet", "main")
    edit(repository / "content/themes/imitation-learning.yaml", "short: ", "short: Their ")
    run_git(repository, "commit", "--quiet", "--all", "--message=Theirs")
    run_git(repository, "switch", "--quiet", "mine")
    report = told(repository, capsys)
    assert "My" in report
    assert "Their" not in report


def test_a_list_below_the_top_of_its_repository_is_found(toy, tmp_path, capsys):
    run_git(tmp_path, "init", "--quiet", "--initial-branch=main")
    run_git(tmp_path, "add", ".")
    run_git(tmp_path, "commit", "--quiet", "--message=Below the top")
    edit(toy / "content/themes/robot-learning.yaml", "short: ", "short: My ")
    assert "* theme `robot-learning` changed" in told(toy, capsys)


def test_figures_are_compared(repository, tmp_path, capsys):
    for name, score, size in (("before", 0.5, 1000), ("after", 0.25, 5000)):
        (tmp_path / f"{name}.json").write_text(json.dumps({"typo|x": score, "all": 1}))
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text("x" * size)
        (tmp_path / name / "a.js").write_text("x")
    report = told(
        repository, capsys,
        "--relevance", str(tmp_path / "before.json"), str(tmp_path / "after.json"),
        "--base-site", str(tmp_path / "before"), "--site", str(tmp_path / "after"),
    )  # fmt: skip
    assert "0.500 | 0.250 | −0.250 |" in report
    assert "| pages | 1.0 kB in 1 | 5.0 kB in 1 | +4.0 kB (+400.0%) |" in report
    assert "| scripts | 1 B in 1 | 1 B in 1 | none |" in report
    assert "* `index.html` 4.0 kB more" in report
    rows = shown(report).xpath("//tbody/tr")
    assert [len(row) for row in rows] == [4] * len(rows)


@pytest.mark.parametrize("content", ["[]", "{", '{"a": "1"}', '{"a": true}', '{"a": NaN}'])
def test_what_are_no_scores_is_refused(repository, tmp_path, capsys, content):
    path = tmp_path / "scores.json"
    path.write_text(content)
    arguments = ["report", "--base", "main", "--relevance", str(path), str(path)]
    assert main(["--root", str(repository), *arguments]) == 1
    assert f"error: {path}: " in capsys.readouterr().err


def test_a_wrong_call_is_a_usage_error(repository, tmp_path, capsys):
    for arguments in (["--site", str(tmp_path)], ["--relevance", "no", "such"]):
        assert main(["--root", str(repository), "report", "--base", "main", *arguments]) == 2
    assert "name both folders" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["no-such-branch", "--all", "main:content", ""])
def test_an_unknown_revision_is_said(repository, capsys, name):
    assert main(["--root", str(repository), "report", f"--base={name}"]) == 1
    said = capsys.readouterr().err
    assert f"error: there is no revision '{name}' in this clone" in said
    assert "hint: git fetch" in said


def test_a_shallow_clone_is_told_how_to_go_deeper(repository, tmp_path, capsys):
    first = run_git(repository, "rev-parse", "HEAD")
    edit(repository / "content/themes/robot-learning.yaml", "short: ", "short: My ")
    run_git(repository, "commit", "--quiet", "--all", "--message=Second")
    clone = tmp_path / "clone"
    run_git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repository}", str(clone))
    assert main(["--root", str(clone), "report", "--base", first]) == 1
    said = capsys.readouterr().err
    assert "which is a shallow one" in said
    assert "fetch-depth: 0" in said
    run_git(clone, "fetch", "--quiet", "--depth=1", "origin", first)
    assert main(["--root", str(clone), "report", "--base", first]) == 0
    assert "* theme `robot-learning` changed" in capsys.readouterr().out


def test_outside_a_repository_it_is_said(toy, capsys, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(toy.parent.resolve()))
    assert main(["--root", str(toy), "report", "--base", "main"]) == 1
    assert "is in no git repository" in capsys.readouterr().err


def test_without_git_it_is_said(toy, capsys, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert main(["--root", str(toy), "report", "--base", "main"]) == 1
    assert "git is not installed" in capsys.readouterr().err


def test_a_clone_that_lacks_a_file_of_before_says_how_to_get_it(repository, capsys):
    """As in a clone that was interrupted, or whose disk lost a file."""
    path = "content/themes/robot-learning.yaml"
    blob = run_git(repository, "rev-parse", f"HEAD:{path}").strip()
    (repository / ".git/objects" / blob[:2] / blob[2:]).unlink()
    assert main(["--root", str(repository), "report", "--base", "HEAD"]) == 1
    said = capsys.readouterr().err
    assert f"the object {blob} is missing from this clone" in said
    assert "git fetch --refetch" in said


def test_what_git_itself_says_is_passed_on(repository, capsys):
    tree = run_git(repository, "rev-parse", "HEAD^{tree}").strip()
    (repository / ".git/objects" / tree[:2] / tree[2:]).unlink()
    assert main(["--root", str(repository), "report", "--base", "HEAD"]) == 1
    said = capsys.readouterr().err
    assert " failed: " in said
    assert "mend the repository and try again" in said


def test_a_git_that_hangs_is_given_up(toy, capsys, monkeypatch):
    def hang(*_arguments, **_options):
        raise subprocess.TimeoutExpired("git", 1)

    monkeypatch.setattr(git.subprocess, "run", hang)
    assert main(["--root", str(toy), "report", "--base", "main"]) == 1
    assert "gave no answer" in capsys.readouterr().err


def test_a_list_that_did_not_exist_is_all_new(toy, capsys):
    run_git(toy, "init", "--quiet", "--initial-branch=main")
    run_git(toy, "commit", "--quiet", "--allow-empty", "--message=Nothing yet")
    report = told(toy, capsys)
    assert "12 papers added" in report


def test_what_cannot_be_read_is_not_called_removed(repository, capsys):
    for name in ("content/themes/robot-learning.yaml", "content/paths/a-first-evening.yaml"):
        (repository / name).write_text("title: [\n")
    (repository / "site_config/tags.yaml").write_text("- slug: x\n")
    (repository / "content/ignored.yaml").write_text("- [\n")
    report = told(repository, capsys)
    assert "removed" not in report
    part = report.partition("### Cannot be compared, because of errors")[2].partition("###")[0]
    assert [line.split("`")[1] for line in part.splitlines() if line] == [
        "content/ignored.yaml",
        "content/paths/a-first-evening.yaml",
        "content/themes/robot-learning.yaml",
        "site_config/tags.yaml",
    ]


def test_what_could_not_be_read_before_is_not_called_new(repository, capsys):
    path = repository / "content/papers/robot-learning/cad2rl.yaml"
    good = path.read_text()
    path.write_text("title: [\n")
    run_git(repository, "commit", "--quiet", "--all", "--message=Broken")
    path.write_text(good)
    report = told(repository, capsys)
    assert "added" not in report
    assert "(`cad2rl`) could not be read before" in report


def test_a_list_that_cannot_be_read_is_said(repository, capsys):
    (repository / "site_config/site.yaml").write_text("name: [\n")
    assert main(["--root", str(repository), "report", "--base", "main"]) == 1
    assert "the list cannot be read: site_config/site.yaml" in capsys.readouterr().err


def test_a_long_report_is_cut_and_says_so(repository, capsys):
    shutil.rmtree(repository / "content/papers")
    run_git(repository, "commit", "--quiet", "--all", "--message=Emptied")
    run_git(repository, "checkout", "--quiet", "HEAD~1", "--", "content")
    report = told(repository, capsys, "--max-bytes", "6000")
    assert len(report.encode()) <= 6000
    assert "This report is cut to 6,000 bytes" in report
    assert re.search(r"\* Added: of 12, 0 left out, \d+ in short", report)
