"""Taking in a bibliography: its facts become fields of new entries, and of new entries only."""

import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.cli import main

CASES = Path(__file__).parent / "listings"
BIB = """
@inproceedings{alpha, title = {Alpha Beats {Beta}}, author = {One, Ann and Two, Bo}, year = 2024,
  booktitle = {International Conference on Machine Learning (ICML)}, eprint = {2301.00010},
  doi = {10.1000/ALPHA}, url = {https://github.com/x/alpha},
  abstract = {We study alphas. The page is at https://alpha.example.org.}}
@misc{play, title = {Learning latent plans from PLAY}, eprint = {1903.99999}, year = 2019,
  doi = {10.1000/play}}
"""


def tree(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes()
            for p in sorted(folder.rglob("*")) if p.is_file()}  # fmt: skip


def ingest(root, listing, *more):
    return main(["--root", str(root), "ingest", str(listing), "--added", "2026-01-31", *more])


def write(path, text):
    path.write_text(text)
    return path


def entry(root, id_):
    (path,) = (root / "content/papers").rglob(f"{id_}.yaml")
    return yaml.safe_load(path.read_text())


def test_facts_become_fields(toy, tmp_path, capsys):
    assert ingest(toy, write(tmp_path / "refs.bib", BIB)) == 0
    said = capsys.readouterr().out
    assert "listing   refs (BibTeX)" in said
    assert "lines     6: 0 boilerplate, 6 record, 0 unpaired" in said
    assert "2: 1 new, 1 known, 0 ignored, 0 removed before, 0 repeated" in said
    found = entry(toy, "alpha-beats-beta")
    assert list(found) == [
        *("title", "authors", "year", "venue", "arxiv", "doi", "links", "abstract"),
        *("added", "added_by"),
    ]  # fmt: skip
    assert found["authors"] == ["Ann One", "Bo Two"]
    assert (found["year"], found["venue"]) == (2023, "ICML 2024")
    assert (found["arxiv"], found["doi"]) == ("2301.00010", "10.1000/alpha")
    assert found["links"] == {
        "code": "https://github.com/x/alpha",
        "project": "https://alpha.example.org",
    }
    assert main(["--root", str(toy), "check", "--errors-only"]) == 0


def test_an_entry_keeps_its_facts_and_what_differs_is_said(toy, tmp_path, capsys):
    known = next((toy / "content/papers").rglob("learning-latent-plans-from-play.yaml"))
    before = known.read_bytes()
    ingest(toy, write(tmp_path / "refs.bib", BIB))
    said = capsys.readouterr().out
    assert known.read_bytes() == before
    assert "says '1903.01973', the listing '1903.99999'" in said
    assert "lacks what the listing knows: doi '10.1000/play'" in said


@pytest.mark.parametrize("case", ["bibtex-mixed.bib", "ris-mixed.ris", "csl.json", "arxiv.atom"])
def test_any_bibliography_is_stored_as_it_is_and_taken_in_once(toy, case):
    assert ingest(toy, CASES / case, "--name", "refs") == 0
    stored = toy / f"content/listings/refs{Path(case).suffix}"
    assert stored.read_bytes() == (CASES / case).read_bytes()
    once = tree(toy)
    assert main(["--root", str(toy), "check", "--errors-only"]) == 0
    assert ingest(toy, CASES / case, "--name", "refs") == 0
    assert ingest(toy, stored) == 0
    assert ingest(toy, CASES / case, "--name", "another-name") == 0
    assert tree(toy) == once


@pytest.mark.parametrize(
    ("name", "stored"),
    [("a.txt", "a.txt"), ("a.BIB", "a.bib"), ("a", "a.bib"), ("a.tex", "a.bib")],
)
def test_a_listing_keeps_its_ending_or_gets_that_of_its_kind(toy, tmp_path, name, stored):
    ingest(toy, write(tmp_path / name, BIB))
    assert (toy / "content/listings" / stored).exists()
    assert main(["--root", str(toy), "check", "--errors-only"]) == 0


def test_a_paper_is_known_by_its_number_too(toy, tmp_path, capsys):
    ingest(toy, write(tmp_path / "refs.bib", BIB))
    before = tree(toy)
    capsys.readouterr()
    twin = '[{"title": "The Alpha Paper", "DOI": "10.1000/Alpha", "abstract": "A."}]'
    assert ingest(toy, write(tmp_path / "twin.json", twin)) == 0
    said = capsys.readouterr().out
    assert "1: 0 new, 1 known" in said
    assert "retitled-paper" in said
    assert {k: v for k, v in tree(toy).items() if k in before} == before
    assert main(["--root", str(toy), "check", "--errors-only"]) == 0


def test_two_records_with_one_number_are_one_paper(toy, tmp_path, capsys):
    records = [
        "@a{x, title={First}, eprint={2401.00010}}",
        "@a{y, title={B}, eprint={2401.00010v3}}",
    ]
    assert ingest(toy, write(tmp_path / "x.bib", "\n".join(records))) == 0
    assert "2: 1 new, 0 known, 0 ignored, 0 removed before, 1 repeated" in capsys.readouterr().out
    assert main(["--root", str(toy), "check", "--errors-only"]) == 0


def test_given_facts_go_before_those_of_the_listing(toy, tmp_path):
    facts = write(tmp_path / "f.json", '[{"title": "Alpha Beats Beta", "venue": "ICML 2025"}]')
    ingest(toy, write(tmp_path / "refs.bib", BIB), "--facts", str(facts))
    found = entry(toy, "alpha-beats-beta")
    assert (found["venue"], found["arxiv"]) == ("ICML 2025", "2301.00010")


def test_two_stored_listings_cannot_share_an_id(toy, capsys):
    write(toy / "content/listings/compact.bib", BIB)
    assert main(["--root", str(toy), "check"]) == 1
    said = capsys.readouterr().out
    assert "content/listings/compact.txt: error listing-name" in said


def test_what_is_no_listing_by_its_ending_is_said_and_not_read(toy, capsys):
    write(toy / "content/listings/notes.md", "not a listing")
    assert main(["--root", str(toy), "check"]) == 0
    assert "content/listings/notes.md: notice stray-file" in capsys.readouterr().out


EDITS = st.lists(st.tuples(st.sampled_from(["retitle", "delete", "facts"]), st.integers(0, 3)))


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS)
def test_whatever_a_curator_did_is_respected(tmp_path_factory, edits):
    folder = tmp_path_factory.mktemp("curator")
    root = folder / "toy"
    shutil.copytree(Path(__file__).parent / "toy", root)
    words = ["Alpha", "Beta", "Gamma", "Delta"]
    records = "\n".join(
        f"@misc{{k, title={{{word} paper}}, eprint={{2401.0001{number}}}, year=2024}}"
        for number, word in enumerate(words)
    )
    listing = write(folder / "x.bib", records)
    ingest(root, listing)
    for edit, which in edits:
        for path in (root / "content/papers").rglob(f"{words[which].lower()}-paper.yaml"):
            if edit == "delete":
                path.unlink()
            elif edit == "retitle":
                path.write_text(path.read_text().replace("title: ", "title: On "))
            else:
                path.write_text(path.read_text().replace("year: 2024", "year: 2023"))
    before = tree(root)
    ingest(root, listing)
    assert tree(root) == before
