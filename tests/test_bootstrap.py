"""Filling .venv: what goes wrong on the way is said in a sentence, and nothing half is left."""

import pytest

from generator import bootstrap


@pytest.fixture
def calls(monkeypatch, tmp_path):
    """Every program that would have been run, each with what it is to answer: 0 at first."""
    monkeypatch.chdir(tmp_path)
    noted, answers = [], []

    def call(command):
        noted.append(command)
        if "venv" in command:
            (tmp_path / ".venv" / "bin").mkdir(parents=True)
            (tmp_path / ".venv" / "bin" / "python").touch()
        return answers.pop(0) if answers else 0

    monkeypatch.setattr(bootstrap.subprocess, "call", call)
    monkeypatch.setattr(bootstrap.subprocess, "check_call", call)
    noted.append(answers)
    return noted


def run(monkeypatch, *verb):
    monkeypatch.setattr(bootstrap.sys, "argv", ["bootstrap.py", *verb])
    bootstrap.main()


def stamps(folder):
    return sorted(path.name for path in (folder / ".venv").glob("installed-*"))


def test_what_was_installed_is_noted(calls, monkeypatch, tmp_path):
    run(monkeypatch, "site")
    assert stamps(tmp_path) == ["installed-site"]
    run(monkeypatch, "dev")
    assert stamps(tmp_path) == ["installed-dev", "installed-site"]
    _, made, *installed = calls
    assert made[1:] == ["-m", "venv", ".venv"]
    assert [command[-1] for command in installed[-1:]] == ["requirements-dev.lock"]
    assert all("--require-hashes" in command for command in installed if "install" in command)


def test_an_environment_that_cannot_be_made_is_taken_away(calls, monkeypatch, tmp_path, capsys):
    calls[0].append(1)
    with pytest.raises(SystemExit) as end:
        run(monkeypatch, "site")
    assert end.value.code == 1
    assert "install the package python3-venv, then run make again" in capsys.readouterr().err
    assert not (tmp_path / ".venv").exists()


def test_packages_that_cannot_be_installed_are_not_noted(calls, monkeypatch, tmp_path, capsys):
    calls[0].extend([0, 1])
    with pytest.raises(SystemExit) as end:
        run(monkeypatch, "site")
    assert end.value.code == 1
    assert "pip could not install requirements.lock" in capsys.readouterr().err
    assert stamps(tmp_path) == []


def test_both_locks_are_written_and_the_second_keeps_to_the_first(calls, monkeypatch):
    run(monkeypatch, "lock")
    _, _uv, site, dev = calls
    assert site[-3:] == ["pyproject.toml", "-o", "requirements.lock"]
    assert dev[-4:] == ["-c", "requirements.lock", "-o", "requirements-dev.lock"]
    assert "--generate-hashes" in site
    assert "--generate-hashes" in dev


@pytest.mark.parametrize("verb", [(), ("sit",), ("site", "dev")])
def test_another_verb_is_answered_with_those_there_are(calls, monkeypatch, capsys, verb):
    with pytest.raises(SystemExit):
        run(monkeypatch, *verb)
    assert capsys.readouterr().err == "usage: bootstrap.py site|dev|lock\n"
    assert len(calls) == 1


def test_an_old_python_hands_over_to_a_newer_one(monkeypatch):
    started = []
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(bootstrap.sys, "argv", ["bootstrap.py", "site"])
    there = {"python3.12": "/usr/bin/python3.12", "python3.11": "/usr/bin/python3.11"}
    monkeypatch.setattr(bootstrap.shutil, "which", there.get)

    def become(path, arguments):
        started.append((path, arguments))
        raise SystemExit

    monkeypatch.setattr(bootstrap.os, "execv", become)
    with pytest.raises(SystemExit):
        bootstrap.use_new_enough_python()
    assert started == [("/usr/bin/python3.12", ["/usr/bin/python3.12", "bootstrap.py", "site"])]
