"""The issue form for a paper: its answers become an entry, whatever strangers write into it."""

import base64
import os
import re
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import cmarkgfm
import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.cli import main
from generator.flows.from_issue import entry_of_issue
from generator.issue_form import QUESTIONS, fenced, read_answers
from generator.project import Project, load_project

HOME = Path(__file__).parent.parent
FORM = HOME / ".github/ISSUE_TEMPLATE/paper.yml"
WORKFLOW = HOME / ".github/workflows/issue-to-pr.yml"
DAY = date(2026, 12, 24)
ANSWERS = {
    "arXiv number or address": "https://arxiv.org/abs/2912.00001v2",
    "Title": "Gentle Hands: Learning to Fold  Laundry from Play",
    "Abstract": "We teach a robot to fold\nfrom play data.\n\nIt folds 3 kinds of shirts.",
    "Theme": "robot learning",
    "Tags": "- Learning from play\n- sim-to-real, World models",
    "Authors": "1. Ada Example\n2. Ben Example",
    "Year of first publication": "2025",
    "Venue": "CoRL 2025",
    "DOI": "https://doi.org/10.1000/Xyz.1",
    "Names": "Gentle Hands",
    "Links": "code: https://github.com/a/b\nhttps://example.org/page\nVideo: https://example.org/v",
    "Why it is on this list": "Shows play at work on cloth.",
    "Summary": "word " * 36,
    "Read it when you want to": "fold shirts with a robot\nlearn without a single label",
}


def filled_in(answers) -> str:
    """The form's answers as GitHub writes them."""
    parts = [f"### {label}\r\n\r\n{answers.get(label, '_No response_')}" for label in QUESTIONS]
    return "\r\n\r\n".join(parts)


@pytest.fixture(scope="module")
def toy_project(tmp_path_factory):
    import shutil

    root = tmp_path_factory.mktemp("issues") / "toy"
    shutil.copytree(HOME / "tests/toy", root)
    return Project(root)


@pytest.fixture(scope="module")
def submit(toy_project):
    catalog = load_project(toy_project).catalog
    return lambda body: entry_of_issue(toy_project, catalog, body, added=DAY, added_by="ada")


def test_the_form_asks_what_is_read():
    form = yaml.safe_load(FORM.read_text())
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    assert [field["attributes"]["label"] for field in fields] == list(QUESTIONS)
    assert len({field["id"] for field in fields}) == len(fields)


def test_all_answers_make_a_complete_entry(submit):
    made = submit(filled_in(ANSWERS))
    assert made.path == "content/papers/robot-learning/gentle-hands.yaml"
    assert yaml.safe_load(made.text) == {
        "title": "Gentle Hands: Learning to Fold Laundry from Play",
        "aliases": ["Gentle Hands"],
        "authors": ["Ada Example", "Ben Example"],
        "year": 2025,
        "venue": "CoRL 2025",
        "arxiv": "2912.00001",
        "doi": "10.1000/xyz.1",
        "links": {
            "code": "https://github.com/a/b",
            "project": "https://example.org/page",
            "video": "https://example.org/v",
        },
        "tags": ["learning-from-play", "sim-to-real", "world-models"],
        "summary": " ".join(["word"] * 36),
        "why": "Shows play at work on cloth.",
        "needs": ["fold shirts with a robot", "learn without a single label"],
        "abstract": yaml.safe_load(made.text)["abstract"],
        "added": DAY,
        "added_by": "ada",
    }
    assert "What remains" not in made.comment
    assert "proposal" not in made.comment


def test_a_title_and_an_abstract_are_enough(submit):
    made = submit(filled_in({name: ANSWERS[name] for name in ("Title", "Abstract")}))
    assert made.path.endswith("/gentle-hands.yaml")
    assert "The theme is a proposal" in made.comment
    assert "still to be written: summary, why, needs, tags" in made.comment


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"Year of first publication": "soon"}, "year: expected a whole number, got 'soon'"),
        ({"Tags": "sim to reel"}, "did you mean 'sim-to-real'?"),
        ({"Theme": "Robots lerning"}, "did you mean 'robot-learning'?"),
        ({"arXiv number or address": "1903.01973"}, "is the arXiv id of"),
        ({"Title": "learning latent plans from play"}, "this title is that of"),
        ({"Title": "_No response_"}, "the field 'title' is missing"),
        ({"Links": "see our page"}, "expected an address that begins with http"),
        ({"Summary": "Too short."}, "expected 35 to 70 words, got 2"),
        ({"Title": "x" * 400_001}, "does not read back"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_made(submit, wrong, says):
    made = submit(filled_in(ANSWERS | wrong))
    assert made.path == made.text == ""
    assert made.comment.startswith("This is no entry yet.")
    assert says in made.comment


def test_an_issue_that_is_no_form_is_told_so(submit):
    for body in ("", "Please add my paper!", "### Something\n\nelse", "\x00" * 100):
        made = submit(body)
        assert made.path == ""
        assert "holds no answers to the form" in made.comment


def test_a_heading_inside_an_answer_is_read_in_the_order_of_the_form_only():
    body = filled_in(ANSWERS | {"Abstract": "One.\n### Title\nTwo.\n### Unknown\nThree."})
    answers = read_answers(body)
    assert answers["title"].startswith("Gentle Hands")
    assert answers["abstract"] == "One.\n### Title\nTwo.\n### Unknown\nThree."


def inert(comment: str) -> str:
    """What GitHub's Markdown makes of a comment, outside of blocks of code."""
    html = cmarkgfm.github_flavored_markdown_to_html(comment)
    return re.sub(r"<pre.*?</pre>", "", html, flags=re.DOTALL)


HOSTILE = [
    "@octocat #1 https://evil.example",
    "```\n</code></pre><img src=x onerror=alert(1)>\n```",
    "~~~\n`````\n# Heading",
    "$(touch hurt) `touch hurt` ; touch hurt\nEOF",
    "::set-output name=path::../../x\n::error::x",
    "../../../etc/passwd",
    "!!python/object:os.system x\n&a [*a, *a]",
    "\u202eevil\u200b\x1b[31m",
    "<!-- -->",
]


@pytest.mark.parametrize("payload", HOSTILE)
def test_what_strangers_write_is_told_back_as_plain_text(submit, payload):
    everywhere = dict.fromkeys(QUESTIONS, payload)
    in_good_fields = ANSWERS | {"Title": payload.replace("\n", " "), "Abstract": payload}
    for answers in (everywhere, in_good_fields):
        made = submit(filled_in(answers))
        shown = inert(made.comment).replace(f"<code>{made.path}</code>", "")
        assert not re.search(r"octocat|evil|<img|touch|passwd|python|Heading|\x1b", shown), shown
        assert re.fullmatch(r"(content/papers/[a-z0-9-]+/[a-z0-9-]+\.yaml)?", made.path)


@settings(suppress_health_check=list(HealthCheck), max_examples=40)
@given(
    st.dictionaries(
        st.sampled_from(list(QUESTIONS)), st.one_of(st.text(max_size=80), st.sampled_from(HOSTILE))
    )
)
def test_no_answer_crashes_the_reader_or_leaves_the_folder(submit, answers):
    made = submit(filled_in(answers))
    assert made.comment
    assert re.fullmatch(r"(content/papers/[a-z0-9-]+/[a-z0-9-]+\.yaml)?", made.path)


@example("a\n```\nb")
@example("````")
@given(st.text(st.sampled_from("`~a\n "), max_size=40))
def test_a_fence_is_longer_than_any_in_the_text(text):
    html = cmarkgfm.github_flavored_markdown_to_html(fenced(text) + "\n\nafter")
    assert html.endswith("<p>after</p>\n")


def test_the_verb_writes_the_entry_and_says_so(toy, tmp_path, capsys):
    issue = tmp_path / "issue.md"
    issue.write_text(filled_in(ANSWERS), newline="")
    call = ["--root", str(toy), "from-issue", str(issue), "--added", "2026-12-24", "--by", "ada"]
    assert main(call) == 0
    path = "content/papers/robot-learning/gentle-hands.yaml"
    assert f"`{path}`" in capsys.readouterr().out
    assert main(["--root", str(toy), "check", "--errors-only"]) == 0
    assert main(call) == 1  # it is there already
    assert "this title is that of 'gentle-hands' too" in capsys.readouterr().out
    assert len(list((toy / path).parent.glob("gentle-hands*"))) == 1


def test_what_is_wrong_with_the_list_itself_is_no_comment(toy, tmp_path, capsys, monkeypatch):
    """The workflow posts what is printed, and GitHub would take such lines for commands."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    issue = tmp_path / "issue.md"
    issue.write_text(filled_in(ANSWERS), newline="")
    (toy / "site_config/tags.yaml").write_text("- slug: [\n")
    assert main(["--root", str(toy), "from-issue", str(issue)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "::error file=site_config/tags.yaml" in said.err


def script(job: str, name: str) -> str:
    steps = yaml.safe_load(WORKFLOW.read_text())["jobs"][job]["steps"]
    return next(step["run"] for step in steps if step.get("name") == name)


def run(code: str, folder: Path, **variables) -> subprocess.CompletedProcess:
    env = {**os.environ, "RUNNER_TEMP": str(folder.parent), "PYTHONPATH": str(HOME), **variables}
    command = ["bash", "-e", "-o", "pipefail", "-c", code]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def executable(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def checkout(toy):
    executable(toy / ".venv/bin/python", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (toy / ".gitignore").write_text(".venv/\n")
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *command], cwd=toy, check=True)
    return toy


@pytest.mark.parametrize(
    ("answers", "path"),
    [
        (ANSWERS, "content/papers/robot-learning/gentle-hands.yaml"),
        (ANSWERS | {"Year of first publication": "$(touch hurt)"}, None),
    ],
)
def test_the_workflow_hands_on_what_the_verb_made(checkout, tmp_path, answers, path):
    output = tmp_path / "output"
    done = run(
        script("read", "Read the form"),
        checkout,
        BODY=filled_in(answers),
        AUTHOR="ada",
        GITHUB_OUTPUT=str(output),
    )
    assert done.returncode == 0, done.stderr
    given = dict(line.split("=", 1) for line in output.read_text().splitlines())
    comment = base64.b64decode(given["comment"]).decode()
    assert given.get("path") == path
    if path:
        entry = base64.b64decode(given["entry"]).decode()
        assert entry == (checkout / path).read_text()
        assert f"`{path}`" in comment
    else:
        assert "This is no entry yet" in comment
    assert not (checkout / "hurt").exists()


GH = """#!/bin/sh
printf '%s\\n' "$*" >> "$GH_LOG"
case "$*" in *git/ref/heads/*) echo abc ;; *state=open*) printf '%s' "$GH_OPEN" ;; esac
"""


@pytest.mark.parametrize("open_request", ["", "12"])
def test_the_workflow_opens_or_renews_one_pull_request(tmp_path, open_request):
    executable(tmp_path / "bin/gh", GH)
    (tmp_path / "work").mkdir()
    given = {
        "PATH": f"{tmp_path}/bin:{os.environ['PATH']}",
        "GH_LOG": str(tmp_path / "log"),
        "GH_OPEN": open_request,
        "GH_REPO": "o/r",
        "ISSUE": "7",
        "MAIN": "main",
        "ENTRY": base64.b64encode(b"title: x\n").decode(),
        "ENTRY_PATH": "content/papers/robot-learning/gentle-hands.yaml",
        "COMMENT": base64.b64encode(b"The entry.\n").decode(),
    }
    code = script("tell", "Open the pull request")
    assert run(code, tmp_path / "work", **given).returncode == 0
    log = (tmp_path / "log").read_text()
    assert "-f ref=refs/heads/paper-from-issue-7 -f sha=abc" in log
    assert "PUT repos/o/r/contents/content/papers/robot-learning/gentle-hands.yaml" in log
    last = log.splitlines()[-1]
    assert last.startswith(
        "api --method PATCH repos/o/r/pulls/12" if open_request else "api repos/"
    )
    assert (tmp_path / "work/body.md").read_text().startswith("Closes #7.\n\nThe entry.\n")
    (tmp_path / "log").unlink()
    for path in (
        "content/papers/x.yaml",
        "content/papers/a/../../b.yaml",
        "x\ncontent/papers/a/b.yaml",
    ):
        assert run(code, tmp_path / "work", **given | {"ENTRY_PATH": path}).returncode == 1
    assert not (tmp_path / "log").exists()
