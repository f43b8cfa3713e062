"""A list for another field: it checks, takes papers and builds from its first minute."""

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import disk
from generator.cli import main
from generator.flows.new import NewList, list_files
from generator.mend import mend
from generator.project import Project, load_project

HOME = Path(__file__).parent.parent
ABSTRACT = "We study how proteins fold. We find that they fold in the way that costs least. " * 4


@pytest.fixture
def new(tmp_path) -> Path:
    folder = tmp_path / "lists" / "folding"
    assert main(["new", str(folder), "--name", "Protein folding"]) == 0
    return folder


def test_it_says_what_it_made_and_what_comes_next(tmp_path, capsys):
    folder = tmp_path / "folding"
    assert main(["new", str(folder), "--name", "Protein folding"]) == 0
    count = sum(path.is_file() for path in folder.rglob("*"))
    said = capsys.readouterr().out
    assert said.splitlines() == [
        f"{folder}: {count} files written",
        f"next: make -C {folder} serve; README.md there says how to go on",
    ]


def test_a_new_list_checks_without_a_word(new, capsys):
    capsys.readouterr()
    assert main(["--root", str(new), "check"]) == 0
    said = capsys.readouterr()
    right = "right: 0 papers in 0 themes; kept: 0 records of 0 listings\n"
    assert (said.out, said.err) == (right, "")
    assert main(["--root", str(new), "reference"]) == 0
    assert capsys.readouterr().out == "0 files written\n"


def test_it_takes_a_listing_and_builds(new, tmp_path, capsys):
    assert main(["--root", str(new), "site"]) == 0
    assert "Protein folding" in (new / "site/index.html").read_text()
    dump = tmp_path / "dump.txt"
    titles = ["Chaperones at Work", "Funnels and Landscapes"]
    dump.write_text("Subscribe" + "\n".join(f"{t}\n{t}. {ABSTRACT}" for t in titles) + "\n")
    assert main(["--root", str(new), "ingest", str(dump), "--added", "2026-11-21"]) == 0
    assert main(["--root", str(new), "site"]) == 0
    assert "Chaperones at Work" in (new / "site/papers/chaperones-at-work/index.html").read_text()
    capsys.readouterr()
    assert main(["--root", str(new), "check", "--errors-only"]) == 0
    assert capsys.readouterr().out.startswith("right: 2 papers in 1 theme; ")


def test_it_takes_bibtex(new, tmp_path):
    bib = tmp_path / "folding.bib"
    bib.write_text(
        "@article{a, title={Chaperones at Work}, author={Author, Ann}, year={2024}, "
        f"abstract={{{ABSTRACT}}}}}\n"
    )
    assert main(["--root", str(new), "ingest", str(bib), "--added", "2026-11-21"]) == 0
    assert main(["--root", str(new), "check", "--errors-only"]) == 0
    assert main(["--root", str(new), "render"]) == 0
    entry = next((new / "content/papers").rglob("chaperones-at-work.yaml"))
    assert yaml.safe_load(entry.read_text())["authors"] == ["Ann Author"]
    assert mend(entry.relative_to(new).as_posix(), entry.read_text()).mended == ()


def test_it_holds_nothing_that_the_generator_has(new):
    ours = {
        path.read_bytes()
        for folder in ("templates", "site_config/assets", "site_config/overrides")
        for path in (HOME / folder).rglob("*")
        if path.is_file()
    }
    made = [path for path in new.rglob("*") if path.is_file()]
    assert not [path for path in made if path.read_bytes() in ours]
    assert not (new / "mkdocs.yml").exists()
    assert (new / "content/pages/curate.md").read_bytes() == (
        HOME / "content/pages/curate.md"
    ).read_bytes()


def test_nobody_and_nothing_is_made_up(new):
    rules = (new / ".github/CODEOWNERS").read_text().splitlines()
    assert all(line.startswith("#") and "@" not in line for line in rules)
    for path in new.rglob("*"):
        if path.is_file():
            text = path.read_text()
            generated = path.suffix == ".json" or path.name == "CONTRIBUTING.md"
            assert "Autodidact" not in text or generated, path
            assert not re.search(r"\{(name|generator|place)\}", text), path
    assert load_project(Project(new)).catalog.site.url is None


def test_its_files_need_no_mending(new):
    for path in new.rglob("*.yaml"):
        name = path.relative_to(new).as_posix()
        assert mend(name, path.read_text()).mended == (), name


def test_its_workflow_is_sound(new, tmp_path):
    workflow = yaml.safe_load((new / ".github/workflows/list.yml").read_text())
    assert workflow["permissions"] == {}
    assert workflow["env"]["GENERATOR"] == ""
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    used = [step["uses"] for step in steps if "uses" in step]
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action) for action in used)
    run = "\n".join(step["run"] for step in steps if "run" in step)
    assert "${{" not in run  # what others write reaches a shell only by a variable
    named = tmp_path / "named"
    assert main(["new", str(named), "--name", "x", "--generator", "someone/a.generator"]) == 0
    again = yaml.safe_load((named / ".github/workflows/list.yml").read_text())
    assert again["env"]["GENERATOR"] == "someone/a.generator"


def test_its_make_hands_every_command_to_the_generator(new):
    command = ["make", "-n", f"GENERATOR={HOME}"]
    for target, expected in (
        (["check"], f'-m generator --root "{new}" check'),
        (["fix"], f'-m generator --root "{new}" check --fix'),
        (["ingest", "LISTING=x/dump.txt"], f'--root "{new}" ingest "{new}/x/dump.txt"'),
        (["add", "BIB=my.bib"], f'--root "{new}" add  "{new}/my.bib"'),
        (["report", "BASE=v1"], f'--root "{new}" report --base "v1"'),
        (["health"], f'--root "{new}" health --state "{new}/.cache/health.json"'),
        (["clean"], f'rm -rf "{new}/build" "{new}/site" "{new}/.cache"'),
        ([], f'-m generator --root "{new}" check'),
    ):
        done = subprocess.run(
            [*command, *target], cwd=new, capture_output=True, text=True, check=True
        )
        assert expected in done.stdout
        assert ".venv " not in done.stdout  # what is installed is the generator's
    done = subprocess.run(
        ["make", "-n", "check"], cwd=new, capture_output=True, text=True, check=True
    )
    assert f'-m generator --root "{new}" check' in done.stdout
    command = ["make", "GENERATOR=../nowhere", "check"]
    done = subprocess.run(command, cwd=new, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "There is no generator at ../nowhere" in done.stderr


@pytest.mark.parametrize("held", ["file.txt", ".git/config", "content/papers/x/y.yaml"])
def test_a_folder_that_holds_something_is_left_alone(tmp_path, capsys, held):
    path = tmp_path / "folder" / held
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    before = sorted(str(p) for p in tmp_path.rglob("*"))
    assert main(["new", str(tmp_path / "folder"), "--name", "x"]) == 2
    assert "is not empty: a new list needs a folder of its own" in capsys.readouterr().err
    assert sorted(str(p) for p in tmp_path.rglob("*")) == before
    assert path.read_text() == "mine"


def test_a_file_of_that_name_is_left_alone(tmp_path):
    path = tmp_path / "file"
    path.write_text("mine")
    assert main(["new", str(path), "--name", "x"]) == 2
    assert path.read_text() == "mine"


@pytest.mark.parametrize("named", [".", "{}", "{}/"])
def test_an_empty_folder_is_filled(tmp_path, monkeypatch, named):
    monkeypatch.chdir(tmp_path)
    assert main(["new", named.format(tmp_path), "--name", "x"]) == 0
    assert (Path() / "content").is_dir()
    assert not list(tmp_path.glob(".writing-*"))


def test_a_run_that_is_killed_leaves_nothing(tmp_path, monkeypatch):
    real = Path.replace

    def stop(path, target):
        if target.name == "tags.yaml":
            raise KeyboardInterrupt
        return real(path, target)

    monkeypatch.setattr(disk.Path, "replace", stop)
    for folder in (tmp_path, tmp_path / "folding"):
        assert main(["new", str(folder), "--name", "x"]) == 1
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--name", ""],
        ["--name", " \n"],
        ["--name", "a\u200bb"],
        ["--name", "x", "--generator", "https://example.org/x"],
        ["--name", "x", "--generator", 'a/b"'],
    ],
)
def test_a_wrong_call_is_a_usage_error(tmp_path, arguments):
    with pytest.raises(SystemExit) as end:
        main(["new", str(tmp_path / "x"), *arguments])
    assert end.value.code == 2
    assert not (tmp_path / "x").exists()


NAMES = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Cn"]), min_size=1, max_size=40
).filter(str.strip)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES, tagline=NAMES, description=NAMES)
def test_any_name_can_be_one(tmp_path_factory, name, tagline, description):
    folder = tmp_path_factory.mktemp("lists") / "x"
    words = [f"--name={name}", f"--tagline={tagline}", f"--description={description}"]
    assert main(["new", str(folder), *words]) == 0
    site = load_project(Project(folder)).catalog.site
    assert site.name == " ".join(name.split())
    assert site.tagline == " ".join(tagline.split())


def test_the_same_words_give_the_same_files():
    wanted = NewList("x", "y", "z")
    assert list(list_files(wanted)) == list(list_files(wanted))


def test_no_skeleton_file_is_hidden_from_our_own_tools():
    hidden = [
        path for path in (HOME / "generator/skeleton").rglob("*") if path.name.startswith(".")
    ]
    assert hidden == []
    assert os.access(HOME / "generator/skeleton/dot-github/CODEOWNERS", os.R_OK)
