"""Documentation that fails here when it stops being true."""

import doctest
import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

import generator
from generator import cli
from generator.cli import main
from generator.codes import CODES
from generator.model import LinkKind, Paper, Relation, RelationKind
from generator.reference import fill_regions, reference_files

HOME = Path(__file__).parent.parent
GUIDE = (HOME / "CONTRIBUTING.md").read_text()
VERBS = list(cli.VERBS)


def test_what_follows_from_the_code_is_fresh():
    stale = [path for path, text in reference_files(GUIDE) if (HOME / path).read_text() != text]
    assert stale == []


def test_the_guide_has_a_section_for_every_problem_and_no_other():
    assert re.findall(r"^#### ([a-z-]+)$", GUIDE, re.MULTILINE) == list(CODES)


def test_the_guide_has_a_row_for_every_field_of_a_paper():
    table = GUIDE.split("<!-- begin: fields: paper -->")[1].split("<!-- end")[0]
    rows = re.findall(r"^\| `(\w+)`(?: of `(\w+)`)?", table, re.MULTILINE)
    assert [name for name, within in rows if not within] == list(Paper.model_fields)
    assert [name for name, within in rows if within == "relates"] == list(Relation.model_fields)
    for kind in (*get_args(RelationKind), *get_args(LinkKind)):
        assert f"`{kind}`" in table


def test_every_example_in_a_docstring_is_true():
    shown = 0
    for module in pkgutil.walk_packages(generator.__path__, "generator."):
        if not module.name.endswith("__main__"):
            result = doctest.testmod(importlib.import_module(module.name))
            assert result.failed == 0, module.name
            shown += result.attempted
    assert shown > 20


def test_regions_are_filled_once_and_stay():
    assert fill_regions(GUIDE) == GUIDE


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb, capsys):
    with pytest.raises(SystemExit) as end:
        main([verb, "--help"])
    assert end.value.code == 0
    assert len(capsys.readouterr().out.splitlines()) >= 4


def test_help_names_every_verb(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    assert [verb for verb in VERBS if not re.search(rf"^    {verb}\b", said, re.MULTILINE)] == []


def test_a_wrong_call_is_a_usage_error():
    for arguments in (["nonsense"], ["ingest"], ["--root", "/no/such/folder", "check"]):
        with pytest.raises(SystemExit) as end:
            main(arguments)
        assert end.value.code == 2


def test_a_call_of_nothing_is_helped(capsys):
    assert main([]) == 2
    assert "put a paper on the list" in capsys.readouterr().err


def test_a_python_without_the_libraries_is_told_what_to_do():
    call = "import runpy, sys; sys.modules['pydantic'] = None; runpy.run_module('generator')"
    command = [sys.executable, "-c", call]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "`make check` installs all it needs" in done.stderr
    assert "Traceback" not in done.stderr


def test_make_help_lists_every_public_target():
    done = subprocess.run(["make"], cwd=HOME, capture_output=True, text=True, check=True)
    listed = set(re.findall(r"^  make (\w+)", done.stdout, re.MULTILINE))
    assert {"site", "serve", "test", "check", "ingest", "bench", "lint", "clean"} <= listed


def test_the_readme_names_commands_that_exist():
    readme = (HOME / "README.md").read_text()
    makefile = (HOME / "Makefile").read_text()
    for target in set(re.findall(r"(?:`|^)make (\w+)", readme, re.MULTILINE)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for verb in set(re.findall(r"generator --root DIR (\w+)", readme)):
        assert verb in VERBS


def test_links_between_documents_lead_somewhere():
    for name in ("README.md", "CONTRIBUTING.md"):
        text = (HOME / name).read_text()
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            assert (HOME / target).exists(), target


def test_a_missing_python_is_said_in_one_sentence(tmp_path):
    for name in ("Makefile", "requirements.lock"):
        (tmp_path / name).write_bytes((HOME / name).read_bytes())
    (tmp_path / "generator").mkdir()
    (tmp_path / "generator/bootstrap.py").write_text("")
    command = ["make", "site", "PYTHON=no-such-python"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "needs Python 3.11 or newer" in done.stderr


def test_an_old_python_is_said_in_one_sentence(monkeypatch, capsys):
    from generator import bootstrap

    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda _name: None)
    with pytest.raises(SystemExit) as end:
        bootstrap.use_new_enough_python()
    assert end.value.code == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["serve", "--port", "99999"], "expected a port up to 65535, got '99999'"),
        (["serve", "--port", "-1"], "--port"),
        (["--root", "README.md", "check"], "there is no folder README.md"),
        (["--root", "nowhere", "check"], "there is no folder nowhere"),
        (["--root", "site", "bogus"], "invalid choice: 'bogus'"),
    ],
)
def test_wrong_use_is_said_at_once(arguments, said, capsys, monkeypatch):
    monkeypatch.chdir(HOME)
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert said in told
    if "bogus" in arguments:
        assert all(f"'{verb}'" in told for verb in VERBS)
