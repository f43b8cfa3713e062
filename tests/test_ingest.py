"""Taking in a listing: it creates, and touches nothing that is there."""

import contextlib
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import disk
from generator.cli import main
from generator.flows import ingest as ingesting
from generator.project import Project

ABSTRACT = "We study a problem that has long been open. We find an answer that holds widely. " * 4


def dump(path: Path, *titles: str) -> Path:
    """Write a compact dump of papers with the given titles."""
    lines = [text for title in titles for text in (title, f"{title}. {ABSTRACT}")]
    lines[0] = "Subscribe" + lines[0]
    path.write_text("Get trending papers in your email inbox!\n" + "\n".join(lines) + "\n")
    return path


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes()
            for p in sorted(folder.rglob("*")) if p.is_file()}  # fmt: skip


def ingest(root: Path, listing: Path, *more: str) -> int:
    command = ["--root", str(root), "ingest", str(listing), "--added", "2026-01-31", *more]
    return main(command)


def test_new_papers_get_entries_and_the_dump_is_stored_byte_for_byte(toy, tmp_path, capsys):
    listing = dump(
        tmp_path / "New Finds.txt", "Alpha Beats Beta", "cad²rl real single image flight"
    )
    assert ingest(toy, listing) == 0
    assert (toy / "content/listings/new-finds.txt").read_bytes() == listing.read_bytes()
    said = capsys.readouterr().out
    assert "lines     5: 1 boilerplate, 2 title, 2 abstract, 0 unpaired" in said
    assert "records   2: 2 new, 0 known, 0 ignored, 0 removed before, 0 repeated" in said
    entry = next((toy / "content/papers").rglob("alpha-beats-beta.yaml"))
    data = yaml.safe_load(entry.read_text())
    assert data["title"] == "Alpha Beats Beta"
    assert data["abstract"] == f"Alpha Beats Beta. {ABSTRACT}".strip()
    assert str(data["added"]) == "2026-01-31"
    assert "summary" not in data


def test_known_and_ignored_papers_are_counted_and_left(toy, tmp_path, capsys):
    titles = ["learning latent-plans from PLAY", "A paper that was withdrawn", "Gamma"]
    before = tree(toy)
    assert ingest(toy, dump(tmp_path / "x.txt", *titles, "GAMMA!")) == 0
    assert "4: 1 new, 1 known, 1 ignored, 0 removed before, 1 repeated" in capsys.readouterr().out
    after = tree(toy)
    assert {k: after[k] for k in before if "register" not in k} == {
        k: v for k, v in before.items() if "register" not in k
    }


def test_ingesting_twice_changes_nothing(toy, tmp_path):
    listing = dump(tmp_path / "x.txt", "Alpha", "Beta", "Gamma")
    ingest(toy, listing)
    once = tree(toy)
    assert ingest(toy, listing) == 0
    assert tree(toy) == once
    assert ingest(toy, toy / "content/listings/x.txt") == 0
    assert tree(toy) == once


def test_a_deleted_entry_stays_deleted_and_is_reported(toy, tmp_path, capsys):
    listing = dump(tmp_path / "x.txt", "Alpha", "Beta")
    ingest(toy, listing)
    next((toy / "content/papers").rglob("alpha.yaml")).unlink()
    capsys.readouterr()
    assert ingest(toy, listing) == 0
    said = capsys.readouterr().out
    assert "0 new, 1 known, 0 ignored, 1 removed before" in said
    assert "removed-paper" in said
    assert not list((toy / "content/papers").rglob("alpha.yaml"))


def test_a_retitled_entry_is_recognised(toy, tmp_path, capsys):
    listing = dump(tmp_path / "x.txt", "Alpha", "Beta")
    ingest(toy, listing)
    entry = next((toy / "content/papers").rglob("alpha.yaml"))
    entry.write_text(entry.read_text().replace("title: Alpha", "title: Something Else Entirely"))
    before = tree(toy)
    assert ingest(toy, listing) == 0
    assert tree(toy) == before
    assert "retitled-paper" in capsys.readouterr().out


EDITS = ["retitle", "move", "edit", "delete", "rename", "ignore"]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 5)), max_size=8))
def test_whatever_a_curator_did_is_respected(tmp_path_factory, edits):
    """After any edits, another run changes no file and brings nothing back."""
    folder = tmp_path_factory.mktemp("curator")
    root = folder / "toy"
    shutil.copytree(Path(__file__).parent / "toy", root)
    listing = dump(folder / "x.txt", *(f"Paper Number {word}" for word in "ABCDEF"))
    ingest(root, listing)
    ids = sorted(p.stem for p in (root / "content/papers").rglob("paper-number-*.yaml"))
    for edit, which in edits:
        _do(root, edit, ids[which])
    before = tree(root)
    ingest(root, listing)
    assert tree(root) == before


def _do(root: Path, edit: str, id_: str) -> None:
    found = list((root / "content/papers").rglob(f"{id_}.yaml"))
    if not found:
        return
    path = found[0]
    text = path.read_text()
    if edit == "retitle":
        path.write_text(text.replace("title: Paper Number", "title: Quite Another"))
    elif edit == "move":
        target = root / "content/papers/robot-learning" / path.name
        if target != path:
            path.rename(target)
    elif edit == "edit":
        path.write_text(text + "why: A reason of the curator's own.\n")
    elif edit == "rename":
        path.write_text(text + f"formerly:\n- {id_}\n")
        path.rename(path.with_name("renamed-" + path.name))
    else:
        path.unlink()
    if edit == "ignore":
        ignored = root / "content/ignored.yaml"
        title = id_.replace("-", " ")
        ignored.write_text(ignored.read_text() + f"- title: {title}\n  reason: off topic\n")


@pytest.mark.parametrize("stop_after", [0, 1, 2, 3, 4, 5])
def test_a_killed_run_leaves_whole_files_and_the_next_completes_it(
    toy, tmp_path, monkeypatch, stop_after
):
    listing = dump(tmp_path / "x.txt", "Alpha", "Beta", "Gamma")
    undisturbed = tmp_path / "undisturbed"
    shutil.copytree(toy, undisturbed)
    ingest(undisturbed, listing)

    class KilledError(Exception):
        pass

    left = [stop_after]
    write, replace = disk.write_new, disk.write_if_changed

    def dying(function):
        def call(path, content):
            if left[0] == 0:
                raise KilledError
            left[0] -= 1
            return function(path, content)

        return call

    with monkeypatch.context() as patch:
        patch.setattr(disk, "write_new", dying(write))
        patch.setattr(disk, "write_if_changed", dying(replace))
        with contextlib.suppress(KilledError):
            ingest(toy, listing)
    for path in (toy / "content/papers").rglob("*.yaml"):
        assert yaml.safe_load(path.read_text())["added"]
    assert ingest(toy, listing) == 0
    assert tree(toy) == tree(undisturbed)


def test_a_write_that_dies_leaves_no_half_file(tmp_path, monkeypatch):
    target = tmp_path / "entry.yaml"

    def die(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk.os, "fsync", die)
    with pytest.raises(OSError, match="No space"):
        disk.write_new(target, b"half")
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_never_overwritten(tmp_path):
    target = tmp_path / "entry.yaml"
    target.write_bytes(b"a person's")
    assert disk.write_new(target, b"ours") is False
    assert target.read_bytes() == b"a person's"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "listing-empty"),
        (b"\xff\xfe\x00", "listing-encoding"),
        (b"just a note to myself\n", "listing-format"),
    ],
)
def test_what_is_no_listing_is_refused_and_nothing_written(toy, tmp_path, capsys, content, code):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(content)
    before = tree(toy)
    assert ingest(toy, bad) == 1
    assert code in capsys.readouterr().out
    assert tree(toy) == before


def test_a_dump_of_a_hundred_megabytes_is_refused_unread(toy, tmp_path, capsys):
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(100_000_000)
    assert ingest(toy, huge) == 1
    assert "listing-too-large" in capsys.readouterr().out


def test_another_dump_of_the_same_name_is_refused_with_the_way_out(toy, tmp_path, capsys):
    ingest(toy, dump(tmp_path / "x.txt", "Alpha"))
    before = tree(toy)
    assert ingest(toy, dump(tmp_path / "x.txt", "Alpha", "Beta")) == 1
    assert "--name" in capsys.readouterr().out
    assert tree(toy) == before
    assert ingest(toy, tmp_path / "x.txt", "--name", "second") == 0


def test_a_missing_file_is_a_usage_error(toy, tmp_path, capsys):
    assert ingest(toy, tmp_path / "nowhere.txt") == 2
    assert "there is no file" in capsys.readouterr().err
    assert ingest(toy, tmp_path) == 2
    assert f"there is no file {tmp_path}" in capsys.readouterr().err
    assert ingest(toy, "") == 2
    assert "no file was named; name a dump" in capsys.readouterr().err


def test_nothing_is_written_while_an_entry_cannot_be_read(toy, tmp_path, capsys):
    broken = next((toy / "content/papers").rglob("cad2rl.yaml"))
    broken.write_text("title: [\n")
    before = tree(toy)
    assert ingest(toy, dump(tmp_path / "x.txt", "Alpha")) == 1
    assert "yaml-syntax" in capsys.readouterr().out
    assert tree(toy) == before


def test_facts_fill_what_they_know_and_nothing_else(toy, tmp_path):
    facts = tmp_path / "facts.json"
    facts.write_text(
        '[{"title": "Alpha", "authors": ["A. One"], "year": 2024, "venue": null,'
        ' "arxiv": "2401.00010", "confidence": "high"},'
        ' {"title": "Beta", "year": 1999, "confidence": "medium"}]'
    )
    ingest(toy, dump(tmp_path / "x.txt", "Alpha", "Beta"), "--facts", str(facts))
    alpha = yaml.safe_load(next((toy / "content/papers").rglob("alpha.yaml")).read_text())
    beta = yaml.safe_load(next((toy / "content/papers").rglob("beta.yaml")).read_text())
    assert (alpha["authors"], alpha["year"], alpha["arxiv"]) == (["A. One"], 2024, "2401.00010")
    assert "venue" not in alpha
    assert "year" not in beta


def test_a_list_without_themes_gets_one_to_file_under(tmp_path):
    root = tmp_path / "empty"
    (root / "site_config").mkdir(parents=True)
    (root / "site_config/site.yaml").write_text("name: N\ntagline: T\ndescription: D\n")
    assert ingest(root, dump(tmp_path / "x.txt", "Alpha", "Beta")) == 0
    assert main(["--root", str(root), "check", "--errors-only"]) == 0
    assert (root / "content/papers/unsorted/alpha.yaml").exists()


def test_the_list_itself_holds_all_five_listings(real_catalog):
    plan_lines = []
    for listing in real_catalog.listings.values():
        report = ingesting.ingest(
            Project(Path(__file__).parent.parent),
            Path(__file__).parent.parent / listing.path,
            name=None,
            added=real_catalog.entries["act-jepa"].paper.added,
            facts=[],
            progress=lambda _step: None,
        )
        plan_lines.append(report.lines[2])
    assert all(" 0 new" in line and " 0 removed" in line for line in plan_lines)


def test_titles_that_are_names_of_the_site_get_other_ids(toy, tmp_path):
    assert ingest(toy, dump(tmp_path / "x.txt", "Index", "Page")) == 0
    assert main(["--root", str(toy), "check", "--errors-only"]) == 0
    assert {p.stem for p in (toy / "content/papers").rglob("*-2.yaml")} == {"index-2", "page-2"}


@pytest.mark.parametrize("name", ["index", "page", "???"])
def test_a_listing_without_a_usable_name_is_refused(toy, tmp_path, capsys, name):
    listing = dump(tmp_path / "x.txt", "Alpha")
    assert ingest(toy, listing, "--name", name) == 1
    assert "listing-name" in capsys.readouterr().out


def test_a_stored_listing_with_a_bad_name_is_an_error_and_no_crash(toy, capsys):
    dump(toy / "content/listings/My Listing.txt", "Alpha")
    assert main(["--root", str(toy), "check"]) == 1
    assert "content/listings/My Listing.txt: error listing-name" in capsys.readouterr().out


def test_an_entry_made_by_hand_is_registered_with_the_next_listing(toy, tmp_path):
    entry = toy / "content/papers/robot-learning/by-hand.yaml"
    entry.write_text("title: Made by Hand\nadded: 2026-01-31\n")
    ingest(toy, dump(tmp_path / "x.txt", "Alpha"))
    entry.write_text("title: Retitled since Then\nadded: 2026-01-31\n")
    before = len(list((toy / "content/papers").rglob("*.yaml")))
    ingest(toy, dump(tmp_path / "y.txt", "Alpha", "Made by Hand"))
    assert len(list((toy / "content/papers").rglob("*.yaml"))) == before


@pytest.mark.parametrize("text", ["{", "[1]", '{"title": "a"}', "null"])
def test_facts_of_the_wrong_shape_are_a_usage_error(toy, tmp_path, capsys, text):
    facts = tmp_path / "facts.json"
    facts.write_text(text)
    assert ingest(toy, dump(tmp_path / "x.txt", "Alpha"), "--facts", str(facts)) == 2
    assert "facts.json" in capsys.readouterr().err


def test_facts_that_do_not_fit_are_left_out_with_a_warning(toy, tmp_path, capsys):
    facts = tmp_path / "facts.json"
    facts.write_text('[{"title": "Alpha", "authors": "Bob", "code": "javascript:x"}]')
    assert ingest(toy, dump(tmp_path / "x.txt", "Alpha"), "--facts", str(facts)) == 0
    assert "unusable-facts" in capsys.readouterr().out
    assert main(["--root", str(toy), "check", "--errors-only"]) == 0


def test_a_dump_with_a_paper_of_which_no_entry_can_be_made_is_refused(toy, tmp_path, capsys):
    listing = tmp_path / "z.bib"
    whole = "@misc{a, title = {Kites Land Alone in the Wind}}\n"
    listing.write_text(whole + "@misc{k, title = {x" + "~\\cite" * 60_000 + "}}\n")
    before = tree(toy)
    assert ingest(toy, listing) == 1
    assert "z.bib:2: error unusable-record: no entry can be made of" in capsys.readouterr().out
    assert tree(toy) == before
