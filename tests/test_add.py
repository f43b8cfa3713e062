"""Adding one paper: asks for what is missing, argues from neighbours, writes what is right."""

import builtins
import io
import os
import pty
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from services import ABSTRACT, FEED, TITLE, Answer, feed, running, work

from generator import disk, fetch
from generator.cli import main

HOME = Path(__file__).parent.parent
BIB = f"@misc{{k, title = {{{TITLE}}}, author = {{One, Ann}}, abstract = {{{ABSTRACT}}}}}"
PLAY = "Learning Latent Plans from Play"
DAY = ["--added", "2026-01-31"]


@pytest.fixture
def services(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(fetch, "sleep", lambda _seconds: None)
    with running() as found:
        found.answers["/arxiv?id_list=2401.00010"] = [Answer(feed())]
        yield found


@pytest.fixture
def add(toy, services, monkeypatch):
    """Run the verb on the toy list, with nobody there to ask unless answers are given."""

    def run(*arguments, answers=None, stdin=b""):
        left = iter(answers or ())
        stream = io.TextIOWrapper(io.BytesIO(stdin))
        stream.isatty = lambda: answers is not None
        monkeypatch.setattr(sys, "stdin", stream)
        monkeypatch.setattr(builtins, "input", lambda _question="": next_of(left))
        more = [] if answers is not None else ["--yes"]
        return main(["--root", str(toy), "add", *arguments, *DAY, *more, *services.options])

    return run


def next_of(answers):
    answer = next(answers)
    if isinstance(answer, type):
        raise answer
    return answer


def tree(folder):
    files = [p for p in sorted(folder.rglob("*")) if p.is_file() and ".cache" not in p.parts]
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


def entries(root, id_):
    return list((root / "content/papers").rglob(f"{id_}.yaml"))


def entry(root, id_):
    (path,) = entries(root, id_)
    return yaml.safe_load(path.read_text())


ID = "grasp-imitation-by-tactile-play"


@pytest.mark.parametrize(
    "what",
    [
        "2401.00010",
        "arXiv:2401.00010v2",
        "https://arxiv.org/abs/2401.00010",
        "https://arxiv.org/pdf/2401.00010v3.pdf",
        "https://huggingface.co/papers/2401.00010",
        "https://doi.org/10.48550/arXiv.2401.00010",
    ],
)
def test_a_paper_comes_from_arxiv_by_any_of_its_names(toy, add, capsys, what):
    before = tree(toy)
    assert add(what) == 0
    found = entry(toy, ID)
    assert found["title"] == TITLE
    assert found["authors"] == ["Ann One", "Bo Two"]
    assert (found["year"], found["arxiv"]) == (2024, "2401.00010")
    assert found["aliases"] == ["GITP"]
    assert found["abstract"] == ABSTRACT
    assert "added_by" not in found
    assert tree(toy).keys() - before.keys() == {entries(toy, ID)[0].relative_to(toy).as_posix()}
    assert f"{ID}: {TITLE}" in (toy / "content/register.yaml").read_text()
    said = capsys.readouterr().out
    assert f"wrote     {entries(toy, ID)[0]}" in said
    assert "to do     still to be written: summary, why" in said
    assert main(["--root", str(toy), "check", "--errors-only"]) == 0


def test_it_argues_from_neighbours(add, capsys):
    add("2401.00010")
    said = capsys.readouterr().out
    assert "nearest   of the 10 nearest papers" in said
    assert " in imitation-learning" in said
    assert f"imitation-learning: '{PLAY}'" in said
    assert "theme     imitation-learning 0." in said
    assert "aliases   GITP" in said


def test_a_paper_comes_from_crossref_with_its_abstract_from_arxiv(toy, add, services):
    relation = {"has-preprint": [{"id-type": "doi", "id": "10.48550/arXiv.2401.00010"}]}
    services.answers["/crossref"] = [Answer(work(relation=relation))]
    assert add("https://doi.org/10.1109/TRO.2024.1") == 0
    found = entry(toy, "dexterous-hands-that-learn-by-themselves")
    assert found["doi"] == "10.1109/tro.2024.1"
    assert found["arxiv"] == "2401.00010"
    assert found["venue"] == "IEEE Transactions on Robotics 2024"
    assert found["authors"] == ["Ann One"]
    assert found["abstract"] == ABSTRACT


def test_a_missing_abstract_is_a_remark(toy, add, services, capsys):
    services.answers["/arxiv"] = [Answer(status=503)]
    bib = b"@misc{k, title = {Alpha}, eprint = {2401.00099}}"
    assert add("-", stdin=bib) == 0
    assert "abstract" not in entry(toy, "alpha")
    assert "note      the abstract could not be fetched: arXiv did not answer" in (
        capsys.readouterr().out
    )


@pytest.mark.parametrize("how", ["file", "dash", "pipe"])
def test_a_paper_comes_from_bibtex(toy, add, tmp_path, services, how):
    path = tmp_path / "paper.bib"
    path.write_text(BIB)
    arguments = {"file": [str(path)], "dash": ["-"], "pipe": []}[how]
    assert add(*arguments, stdin=BIB.encode()) == 0
    assert entry(toy, ID)["authors"] == ["Ann One"]
    assert services.asked == []


@pytest.mark.parametrize("how", [["--offline"], []])
def test_a_title_stands_in_for_a_service_that_does_not_answer(toy, add, services, capsys, how):
    services.answers["/arxiv?id_list=2401.00010"] = [Answer(status=503)]
    assert add("2401.00010", "--title", TITLE, *how) == 0
    assert entry(toy, ID) == {
        "title": TITLE,
        "arxiv": "2401.00010",
        "tags": entry(toy, ID)["tags"],
        "added": entry(toy, ID)["added"],
    }
    assert "note      only what you gave is written: " in capsys.readouterr().out


def test_a_paper_comes_by_hand(toy, add, tmp_path):
    abstract = tmp_path / "abstract.txt"
    abstract.write_text(f"\ufeff{ABSTRACT}\n\nA second paragraph,\nover two lines.\n")
    assert add("--title", f"  {TITLE}\n", "--abstract-file", str(abstract), "--by", "ann") == 0
    found = entry(toy, ID)
    assert found["abstract"] == f"{ABSTRACT}\n\nA second paragraph, over two lines."
    assert found["added_by"] == "ann"


def test_what_is_given_goes_before_what_is_proposed(toy, add):
    tags = ["contrastive-learning", "theory", "benchmark"]
    known = [t["slug"] for t in yaml.safe_load((toy / "site_config/tags.yaml").read_text())]
    tags = known[:3] if not set(tags) <= set(known) else tags
    given = [part for tag in tags for part in ("--tag", tag)]
    assert (
        add("2401.00010", "--theme", "robot-learning", "--alias", "Gitpy", "--id", "gitp", *given)
        == 0
    )
    found = entry(toy, "gitp")
    assert entries(toy, "gitp")[0].parent.name == "robot-learning"
    assert found["tags"] == tags
    assert found["aliases"] == ["Gitpy"]


def test_only_what_the_new_entry_lacks_is_said(toy, add, capsys):
    other = next((toy / "content/papers").rglob("cad2rl.yaml"))
    lines = other.read_text().splitlines(keepends=True)
    other.write_text("".join(line for line in lines if not line.startswith("why: ")))
    assert add("2401.00010") == 0
    assert capsys.readouterr().out.count("still to be written") == 1


def test_a_dry_run_writes_nothing(toy, add, capsys):
    before = tree(toy)
    assert add("2401.00010", "--dry-run") == 0
    assert tree(toy) == before
    said = capsys.readouterr().out
    assert f"title: {TITLE}" in said
    assert "would be  " in said


# With a person there.


def test_everything_can_be_asked(toy, add, capsys):
    answers = [TITLE, ABSTRACT, "And more.", "", "nowhere", "robot-learning", "-", "A, B b"]
    assert add(answers=answers) == 0
    found = entry(toy, ID)
    assert entries(toy, ID)[0].parent.name == "robot-learning"
    assert found["abstract"] == f"{ABSTRACT} And more."
    assert found["aliases"] == ["A", "B b"]
    assert "tags" not in found
    assert "theme: 'nowhere' is not known; " in capsys.readouterr().out


def test_empty_answers_take_the_proposals(toy, add):
    assert add("2401.00010", answers=["", "", ""]) == 0
    found = entry(toy, ID)
    assert entries(toy, ID)[0].parent.name == "imitation-learning"
    assert found["aliases"] == ["GITP"]


def test_too_few_tags_are_asked_for_again_and_never_proposed(toy, add, capsys):
    slug = yaml.safe_load((toy / "site_config/tags.yaml").read_text())[0]["slug"]
    assert add(answers=["Kites", "", "robot-learning", slug, "", "-"]) == 0
    said = capsys.readouterr().out
    assert "tags: expected 3 to 7, got 1" in said
    assert "tags" not in yaml.safe_load(
        next((toy / "content/papers").rglob("kites.yaml")).read_text()
    )


def test_too_few_tags_in_the_call_are_refused(toy, add, capsys):
    before = tree(toy)
    slug = yaml.safe_load((toy / "site_config/tags.yaml").read_text())[0]["slug"]
    assert add("2401.00010", "--tag", slug) == 2
    assert "tags: expected 3 to 7, got 1" in capsys.readouterr().err
    assert tree(toy) == before


@pytest.mark.parametrize("fault", [EOFError, KeyboardInterrupt])
@pytest.mark.parametrize("after", range(6))
def test_whoever_stops_leaves_nothing_behind(toy, add, capsys, fault, after):
    before = tree(toy)
    answers = [TITLE, ABSTRACT, "", "", "", ""]
    assert add(answers=[*answers[:after], fault]) == 1
    assert tree(toy) == before
    assert "stopped" in capsys.readouterr().err


def test_on_a_real_terminal(toy, services):
    """Through a pseudo-terminal: Ctrl-C at the first question, then a whole dialogue."""
    command = [sys.executable, "-m", "generator", "--root", str(toy), "add", "2401.00010", *DAY]
    before = tree(toy)
    said, status = on_terminal([*command, *services.options], [b"\x03"])
    assert status == 1
    assert "stopped" in said
    assert tree(toy) == before
    said, status = on_terminal([*command, *services.options], [b"\n", b"\n", b"\n"])
    assert status == 0, said
    assert "aliases [GITP]" in said
    assert entry(toy, ID)["aliases"] == ["GITP"]


OWN_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "os.execv(sys.argv[1], sys.argv[1:])"
)


def on_terminal(command, answers):
    """Answer each question that ends in a colon; return what was said and the status."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", OWN_TERMINAL, *command],
        cwd=HOME, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    said, sent, left, patience = b"", b"", list(answers), 40
    while True:
        while not select.select([ours], [], [], 5)[0]:
            patience -= 1
            if not patience:
                process.kill()
            elif sent == b"\x03":
                # Between the prompt and readline's own waiting it wakes nobody: press again.
                os.write(ours, sent)
        try:
            part = os.read(ours, 4096)
        except OSError:  # the other side is closed
            break
        if not part:
            break
        said += part
        if left and said.endswith(b"): "):
            sent = left.pop(0)
            os.write(ours, sent)
    os.close(ours)
    return said.decode(), process.wait()


@pytest.mark.parametrize("what", ["2401.00010", "https://arxiv.org/abs/2401.00010", TITLE])
def test_the_first_question_takes_whatever_names_a_paper(toy, add, what):
    rest = [ABSTRACT, ""] if what == TITLE else []
    assert add(answers=[what, *rest, "", "", ""]) == 0
    assert entry(toy, ID)["abstract"] == ABSTRACT
    assert entry(toy, ID).get("arxiv") == (None if what == TITLE else "2401.00010")


def test_a_file_can_be_the_first_answer(toy, add, tmp_path):
    path = tmp_path / "one.bib"
    path.write_text(BIB)
    assert add(answers=[str(path), "", "", ""]) == 0
    assert entry(toy, ID)["authors"] == ["Ann One"]


def test_a_theme_is_needed(toy, add):
    assert add("2401.00010", answers=["-", "", ""]) == 0
    assert entries(toy, ID)[0].parent.name == "imitation-learning"


# What speaks against it.


def test_nobody_is_asked_about_a_paper_that_is_there(toy, add, services, capsys):
    path = toy / "content/papers/imitation-learning/learning-latent-plans-from-play.yaml"
    number = yaml.safe_load(path.read_text())["arxiv"]
    assert add(f"https://arxiv.org/abs/{number}v3") == 1
    said = capsys.readouterr().err
    assert "it is on the list: the same arXiv id as content/papers/imitation-learning/" in said
    assert services.asked == []


@pytest.mark.parametrize(
    ("title", "eprint", "reason"),
    [
        ("Something Else", "1903.01973", "the same arXiv id"),
        ("learning latent-plans from PLAY!", "2401.00099", "the same title"),
    ],
)
def test_what_is_there_is_not_added_again(toy, add, capsys, title, eprint, reason):
    before = tree(toy)
    bib = f"@a{{k, title={{{title}}}, eprint={{{eprint}}}, abstract={{A.}}}}".encode()
    assert add("-", "--anyway", stdin=bib) == 1
    said = capsys.readouterr().err
    assert reason in said
    assert "learning-latent-plans-from-play.yaml" in said
    assert tree(toy) == before


def test_what_looks_like_one_that_is_there_needs_a_word(toy, add, capsys):
    known = yaml.safe_load(next((toy / "content/papers").rglob("cad2rl.yaml")).read_text())
    text = " ".join(known["abstract"].split()[10:])
    bib = f"@a{{k, title={{Flying without a real image}}, abstract={{{text}}}}}".encode()
    before = tree(toy)
    assert add("-", stdin=bib) == 1
    said = capsys.readouterr()
    assert "title and abstract are alike to 0." in said.out
    assert "cad2rl" in said.out
    assert "--anyway" in said.err
    assert tree(toy) == before
    assert add("-", "--anyway", stdin=bib) == 0


@pytest.mark.parametrize("name", ["CAD2RL", "cad2rl", "Play LMP"])
def test_the_name_of_one_that_is_there_is_doubted(add, capsys, name):
    assert add("--title", name) == 1
    assert "it may be on the list: the same name as content/papers/" in capsys.readouterr().out


@pytest.mark.parametrize(
    "title", ["The Learning of Latent Plans from a Play", "A Paper That Was Withdrawn"]
)
def test_small_words_and_left_out_papers_are_doubted(add, capsys, title):
    title = title.replace("The Learning of", "The Learning")
    assert add("--title", title) == 1
    said = capsys.readouterr().out
    assert "doubt     it may be on the list" in said


def test_a_title_with_most_words_of_another_is_doubted(toy, add, capsys):
    before = tree(toy)
    assert add("--title", "Learning Latent Plan from Plays, Revisited") == 1
    assert "this title is close to that of" in capsys.readouterr().out
    assert tree(toy) == before


def test_a_removed_paper_is_doubted(toy, add, capsys):
    assert add("2401.00010") == 0
    entries(toy, ID)[0].unlink()
    assert add("2401.00010") == 1
    assert "it was on the list and was taken off" in capsys.readouterr().out


def test_a_withdrawn_paper_is_doubted(toy, add, services, capsys):
    answer = feed(comment="This paper has been withdrawn by the author")
    services.answers["/arxiv?id_list=2401.00010"] = [Answer(answer)]
    before = tree(toy)
    assert add("2401.00010") == 1
    assert "doubt     it was withdrawn" in capsys.readouterr().out
    assert tree(toy) == before
    assert add("2401.00010", answers=["y", "", "", ""]) == 0


# What goes wrong.


@pytest.mark.parametrize(
    ("arguments", "stdin", "status", "said"),
    [
        (["2402.99999"], b"", 1, "arXiv knows no paper 2402.99999"),
        (["10.1000/none"], b"", 1, "doi.org knows no such paper"),
        (["2403.00010"], b"", 1, "holds no paper that can be read"),
        (["2404.00010"], b"", 1, "holds no paper that can be read"),
        (["2405.00010"], b"", 1, "arXiv answered '400 Bad Request'"),
        (["2406.00010"], b"", 1, "did not answer after 4 tries"),
        (["no-such-thing"], b"", 1, "'no-such-thing' names no paper"),
        (["https://openreview.net/forum?id=x"], b"", 1, "names no paper"),
        (["folder/refs.bib"], b"", 1, "there is no file 'folder/refs.bib'"),
        (["-"], b"", 2, "nothing names a paper"),
        ([], b" \n", 2, "nothing names a paper"),
        (["-"], b"@a{k, title={A}}\n@a{l, title={B}}", 1, "make ingest LISTING=standard input"),
        (["-"], b"@a{k, author={A}}", 1, "holds no paper"),
        (["-"], b"x" * 1_000_001, 2, "larger than 1,000,000 bytes"),
        (["2401.00010", "--theme", "nowhere"], b"", 2, "theme: 'nowhere' is not known"),
        (["2401.00010", "--tag", "nothing"], b"", 2, "tags: 'nothing' is not known"),
        (["2401.00010", "--id", "Not A Slug"], b"", 1, "is taken or no slug"),
        (["2401.00010", "--id", "cad2rl"], b"", 1, "is taken or no slug"),
        (["2401.00010", "--abstract-file", "/no/such/file"], b"", 2, "there is no file"),
        (["2401.00010", "--title", "\u202e\x00"], b"", 2, "the title is not known"),
        (["--offline", "2401.00010"], b"", 1, "--offline allows no other"),
        (["--title", TITLE, "10.1000/none"], b"", 1, "doi.org knows no such paper"),
    ],
)
def test_what_goes_wrong_is_said_and_nothing_is_written(
    toy, add, services, capsys, arguments, stdin, status, said
):
    services.answers |= {
        "/arxiv?id_list=2402": [Answer((FEED % "").encode())],
        "/arxiv?id_list=2403": [Answer(b"\x00\xff\xfe nonsense")],
        "/arxiv?id_list=2404": [Answer(b"<html><body>Down for maintenance</body></html>")],
        "/arxiv?id_list=2405": [Answer(status=400)],
        "/arxiv?id_list=2406": [Answer(status=503)],
    }  # fmt: skip
    before = tree(toy)
    assert add(*arguments, stdin=stdin) == status
    assert said in capsys.readouterr().err
    assert tree(toy) == before


def test_a_broken_list_is_left_alone(toy, add, services, capsys):
    next((toy / "content/papers").rglob("cad2rl.yaml")).write_text("title: [\n")
    before = tree(toy)
    assert add("2401.00010") == 1
    assert "yaml-syntax" in capsys.readouterr().out
    assert tree(toy) == before
    assert services.asked == []


def test_an_entry_that_would_break_the_list_is_not_written(toy, add, capsys):
    before = tree(toy)
    slug = yaml.safe_load((toy / "site_config/tags.yaml").read_text())[0]["slug"]
    assert add("2401.00010", *["--tag", slug] * 3) == 1
    said = capsys.readouterr()
    assert f"error repeated-word: the tag '{slug}' stands here twice" in said.out
    assert f"\ntitle: {TITLE}\n" in said.out  # all that was typed is there to be mended by hand
    assert "with this entry the list would not be right" in said.err
    assert tree(toy) == before


def test_fetched_text_is_data_and_nothing_else(toy, add, services):
    hostile = "x: <script>alert(1)</script> # & *anchor !tag | > %TAG \x07\u202e"
    services.answers["/arxiv?id_list=2401.00010"] = [
        Answer(feed(title=f"'{hostile}", abstract=f"- {hostile}"))
    ]
    assert add("2401.00010", "--id", "hostile") == 0
    found = entry(toy, "hostile")
    shown = hostile.removesuffix(" \x07\u202e")
    assert found["title"] == f"'{shown}"
    assert found["abstract"] == f"- {shown}"
    assert main(["--root", str(toy), "check", "--errors-only"]) == 0


@pytest.mark.parametrize("stop_after", range(4))
def test_a_killed_run_leaves_whole_files_and_the_next_goes_on(
    toy, add, tmp_path, monkeypatch, stop_after
):
    undisturbed = tmp_path / "undisturbed"
    shutil.copytree(toy, undisturbed)
    left = [stop_after]

    def dying(function):
        def call(*arguments):
            if left[0] == 0:
                raise KeyboardInterrupt
            left[0] -= 1
            return function(*arguments)

        return call

    with monkeypatch.context() as patch:
        for name in ("write_new", "write_if_changed"):
            patch.setattr(disk, name, dying(getattr(disk, name)))
        add("2401.00010")
    assert not list(toy.rglob(f"{disk.TEMPORARY_PREFIX}*"))
    if not entries(toy, ID):
        assert add("2401.00010") == 0
    assert entry(toy, ID)["title"] == TITLE
    assert main(["--root", str(toy), "check", "--errors-only"]) == 0


def test_a_list_without_themes_gets_one_to_file_under(tmp_path, services):
    root = tmp_path / "empty"
    (root / "site_config").mkdir(parents=True)
    (root / "site_config/site.yaml").write_text("name: N\ntagline: T\ndescription: D\n")
    assert main(["--root", str(root), "add", "2401.00010", "--yes", *services.options]) == 0
    assert main(["--root", str(root), "check", "--errors-only"]) == 0
    assert entries(root, ID)[0].parent.name == "unsorted"


def test_the_services_are_told_where_the_list_is(toy, add, services):
    site = toy / "site_config/site.yaml"
    repository = yaml.safe_load(site.read_text())["repository"]
    add("2401.00010")
    assert services.asked[0][1]["User-Agent"].endswith(f" ({repository})")


def test_a_paper_is_fetched_once(toy, add, services):
    assert add("2401.00010", "--dry-run") == 0
    assert add("2401.00010", "--offline") == 0
    assert len(services.asked) == 1
    assert (toy / ".cache/answers/.gitignore").exists()
