"""The habits of the repository: workflows that may do little, forms, hooks, what editors read."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest
import yaml

from generator import disk
from generator.cli import VERBS
from generator.health.report import MARK

HOME = Path(__file__).parent.parent
GITHUB = HOME / ".github"
FOR_NEW_LISTS = HOME / "generator/skeleton/dot-github/workflows"
WORKFLOWS = sorted([*(GITHUB / "workflows").glob("*.yml"), *FOR_NEW_LISTS.glob("*.yml")])
FORMS = sorted(p for p in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if p.name != "config.yml")
TOOLS = Path(sys.executable).parent


def named(paths) -> dict:
    return {"argvalues": paths, "ids": [path.name for path in paths]}


def workflow(path: Path) -> dict:
    read = yaml.safe_load(path.read_text())
    read["on"] = read.pop(True)  # YAML takes the word for a truth
    return read


def steps() -> list[tuple[Path, dict]]:
    return [
        (path, step)
        for path in WORKFLOWS
        for job in workflow(path)["jobs"].values()
        for step in job.get("steps", [])
    ]


def run_tool(*command: object, cwd: Path = HOME) -> subprocess.CompletedProcess[str]:
    """Run a linter from beside the Python that runs the tests."""
    program, *arguments = map(str, command)
    return subprocess.run(
        [TOOLS / program, *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("path", **named(WORKFLOWS))
def test_every_action_is_pinned_by_commit_with_its_version_beside_it(path):
    for line in re.findall(r"^.*\buses:.*$", path.read_text(), re.MULTILINE):
        assert re.search(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*$", line), line


def test_an_action_has_one_pin_in_the_whole_repository():
    pins: dict[str, set[str]] = {}
    for _path, step in steps():
        if "uses" in step:
            action, pin = step["uses"].split("@")
            pins.setdefault(action, set()).add(pin)
    assert {action: pin for action, pin in pins.items() if len(pin) > 1} == {}


@pytest.mark.parametrize("path", **named(WORKFLOWS))
def test_a_workflow_may_do_nothing_and_each_job_names_what_it_may(path):
    read = workflow(path)
    assert read["permissions"] == {}
    assert "concurrency" in read
    for job in read["jobs"].values():
        assert job["timeout-minutes"] <= 60
        assert isinstance(job["permissions"], dict)


@pytest.mark.parametrize("path", **named(WORKFLOWS))
def test_what_a_pull_request_says_never_runs_with_rights(path):
    read = workflow(path)
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(read["on"])
    if "pull_request" in read["on"]:
        for job in read["jobs"].values():
            pushed = "github.event_name == 'push'" in job.get("if", "")
            assert pushed or set(job["permissions"].values()) == {"read"}
        assert "secrets." not in path.read_text()


def test_no_checkout_leaves_its_token_behind():
    for path, step in steps():
        if "actions/checkout@" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False, path


def test_no_text_of_others_is_pasted_into_a_script():
    """It goes through the environment, where a shell reads it as a value."""
    for path, step in steps():
        assert "${{" not in step.get("run", ""), path


def test_no_job_both_writes_and_runs_the_repository():
    for path in WORKFLOWS:
        for name, job in workflow(path)["jobs"].items():
            if "write" in job["permissions"].values():
                run = "\n".join(step.get("run", "") for step in job["steps"])
                assert not re.search(r"(?m)^\s*make\b|\.venv|\.ci/|-m generator", run), (path, name)


def test_secrets_live_in_an_environment_and_reach_one_step():
    for path in WORKFLOWS:
        for job in workflow(path)["jobs"].values():
            holders = [step for step in job["steps"] if "secrets." in str(step)]
            assert not holders or "environment" in job, path
            for step in holders:
                assert "uses" not in step
                assert "secrets.SMTP_PASSWORD" not in str(step) or step["name"] == "Send"


def test_zizmor_finds_nothing():
    inputs = [GITHUB / "dependabot.yml", *WORKFLOWS]
    done = run_tool("zizmor", "--offline", "--pedantic", "--no-progress", *inputs)
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_would_find_something(tmp_path):
    text = (GITHUB / "workflows/pull-request.yml").read_text()
    spoilt = text.replace('"$BASE"', '"${{ github.head_ref }}"')
    assert spoilt != text
    (tmp_path / "spoilt.yml").write_text(spoilt)
    done = run_tool("zizmor", "--offline", "--no-progress", tmp_path / "spoilt.yml")
    assert done.returncode != 0
    assert "template-injection" in done.stdout


CONFORMING = {
    "github-workflows": WORKFLOWS,
    "github-issue-forms": FORMS,
    "github-issue-config": [GITHUB / "ISSUE_TEMPLATE/config.yml"],
    "dependabot": [GITHUB / "dependabot.yml"],
    "citation-file-format": [HOME / "CITATION.cff"],
}


@pytest.mark.parametrize("schema", CONFORMING)
def test_files_that_others_read_have_the_form_they_expect(schema):
    done = run_tool("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *CONFORMING[schema])
    assert done.returncode == 0, done.stdout


def test_a_form_that_is_wrong_would_be_found(tmp_path):
    (tmp_path / "form.yml").write_text(FORMS[0].read_text().replace("type: input", "type: inputs"))
    schema = "vendor.github-issue-forms"
    done = run_tool("check-jsonschema", "--builtin-schema", schema, tmp_path / "form.yml")
    assert done.returncode != 0


def scripts() -> dict[str, str]:
    found = {
        f"{path.name}: {step.get('name')}": step["run"] for path, step in steps() if "run" in step
    }
    return found | {path.name: path.read_text() for path in (HOME / ".ci").iterdir()}


@pytest.mark.parametrize("name", scripts())
def test_shellcheck_finds_nothing(name):
    command = [TOOLS / "shellcheck", "--shell=bash", "--severity=style", "-"]
    done = subprocess.run(
        command, input=scripts()[name], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_workflows_name_only_commands_that_exist():
    text = "\n".join(path.read_text() for path in WORKFLOWS)
    makefile = (HOME / "Makefile").read_text()
    for target in set(re.findall(r"run: make ([a-z-]+)$", text, re.MULTILINE)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    assert set(re.findall(r"-m generator (?:--root \S+ )?([a-z-]+)", text)) <= set(VERBS)


OURS = {"number": 17, "body": f"{MARK}\r\n\r\nLooked at more."}
OTHER = {"number": 3, "body": "A question\n" + MARK}


@pytest.mark.parametrize(
    ("findings", "issues", "expected"),
    [
        (0, [], []),
        (2, [OTHER], ["issue create --title Health of the list --body-file report.md"]),
        (2, [OTHER, OURS], ["issue edit 17 --body-file report.md"]),
        (0, [OURS], ["issue edit 17 --body-file report.md", "issue close 17 --reason completed"]),
    ],
)
def test_the_health_issue_is_opened_renewed_and_closed(tmp_path, findings, issues, expected):
    """The script of the workflow itself, with a `gh` that writes down what it is asked."""
    gh = tmp_path / "bin/gh"
    gh.parent.mkdir()
    gh.write_text('#!/bin/sh\ncase "$2" in list) cat issues.json;; *) echo "$@" >> asked;; esac\n')
    gh.chmod(0o755)
    (tmp_path / "issues.json").write_text(json.dumps(issues))
    (tmp_path / "report.md").write_text(f"{MARK}\n\nLooked at nothing.\n")
    (tmp_path / "report.json").write_text(json.dumps({"findings": findings}))
    script = scripts()["health.yml: Open, renew or close the issue"]
    search = os.pathsep.join([str(gh.parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": search}
    command = ["bash", "-eo", "pipefail", "-c", script]  # as GitHub runs it
    subprocess.run(command, cwd=tmp_path, env=environment, check=True)
    asked = tmp_path / "asked"
    assert (asked.read_text().splitlines() if asked.exists() else []) == expected


EDITED = sorted(
    path
    for folder in ("content", "site_config")
    for path in (HOME / folder).rglob("*.yaml")
    if "overrides" not in path.parts
)


def schema_of(path: Path) -> Path:
    first = path.read_text().split("\n", 1)[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert found, f"{path} names no schema in its first line"
    return (path.parent / found[1]).resolve()


def test_every_file_that_people_edit_names_its_schema_and_keeps_to_it():
    validators = {}
    for path in EDITED:
        schema = schema_of(path)
        if schema not in validators:
            text = json.loads(schema.read_text())
            validators[schema] = jsonschema.Draft202012Validator(text)
        # The generator reads every scalar as text; a schema sees what YAML makes of it.
        data = json.loads(json.dumps(yaml.safe_load(path.read_text()), default=str))
        assert [fault.message for fault in validators[schema].iter_errors(data)] == [], path
    assert {path.name for path in validators} == {
        path.name for path in (HOME / "site_config/schema").glob("*.json")
    }


def test_the_hook_for_other_lists_runs_the_check(toy, tmp_path):
    """In a clone with its packages installed, as pre-commit keeps one."""
    clone = tmp_path / "clone"
    (clone / ".venv/bin").mkdir(parents=True)
    shutil.copytree(HOME / ".ci", clone / ".ci")
    (clone / "generator").symlink_to(HOME / "generator")
    for name in ("Makefile", "requirements.lock"):
        (clone / name).symlink_to(HOME / name)
    interpreter = clone / ".venv/bin/python"
    interpreter.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    interpreter.chmod(0o755)
    (clone / ".venv/installed-site").touch()
    hook = yaml.safe_load((HOME / ".pre-commit-hooks.yaml").read_text())[0]
    assert hook["language"] == "script"

    def run() -> subprocess.CompletedProcess[str]:
        command = [clone / hook["entry"]]
        return subprocess.run(command, cwd=toy, capture_output=True, text=True, check=False)

    done = run()
    assert (done.returncode, "12 papers" in done.stdout) == (0, True), done.stdout + done.stderr
    (toy / "content/papers/robot-learning/cad2rl.yaml").write_text("title: x\n")
    assert run().returncode == 1


def test_the_hooks_of_this_repository_are_make_targets():
    config = yaml.safe_load((HOME / ".pre-commit-config.yaml").read_text())
    makefile = (HOME / "Makefile").read_text()
    for repository in config["repos"]:
        assert repository["repo"] == "local"
        for hook in repository["hooks"]:
            assert re.search(rf"^{hook['entry'].split()[-1]}:", makefile, re.MULTILINE)


def test_dumps_keep_their_bytes_on_every_system():
    names = [f"content/listings/{name}" for name in disk.names(HOME / "content/listings")]
    command = ["git", "check-attr", "text", "--", *names]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=True)
    assert len(names) >= 5
    assert all(line.endswith(": text: unset") for line in done.stdout.splitlines())


def test_the_version_is_the_same_wherever_it_stands():
    version = tomllib.loads((HOME / "pyproject.toml").read_text())["project"]["version"]
    assert yaml.safe_load((HOME / "CITATION.cff").read_text())["version"] == version
