"""The list as data: what scripts and spreadsheets cut out of the files is right."""

import csv
import doctest
import io
import json
import re
import sqlite3
from contextlib import closing
from itertools import chain
from pathlib import Path

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from generator.derive import derive
from generator.model import Catalog
from generator.project import read_word_table
from generator.render.exports import citations, export_files
from generator.render.exports.citations import COLUMNS, csv_line
from generator.render.page import RenderInput

HERE = Path(__file__).parent
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def exported(catalog) -> dict:
    records = RenderInput(catalog, derive(catalog, read_word_table()))
    return dict(chain.from_iterable(export_files(records)))


@pytest.fixture(scope="module")
def files(toy_catalog) -> dict:
    return exported(toy_catalog)


@pytest.fixture(scope="module")
def real_files(real_catalog) -> dict:
    return exported(real_catalog)


def blocks(text: str) -> list[str]:
    """Cut a file as its rules say."""
    return text.removesuffix("\n").split("\n\n")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def ids(name: str, text: str) -> list[str]:
    """The ids in a file, read as a script would that has no parser."""
    if name.endswith(".bib"):
        return [re.match(r"@\w+\{([^,]+),\n", record)[1] for record in blocks(text)]
    if name.endswith(".ris"):
        return [record.split("\n")[1].removeprefix("ID  - ") for record in blocks(text)]
    if name.endswith(".csv"):
        return [line.partition(",")[0] for line in text.splitlines()[1:]]
    if name.endswith(".csl.json"):
        return [json.loads(line.rstrip(","))["id"] for line in text.splitlines()[1:-1]]
    return [paper["id"] for paper in json.loads(text)["papers"]]


ENDINGS = ["bib", "ris", "csl.json", "csv", "json"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_file_holds_every_paper_in_the_order_of_ids(real_files, real_catalog, ending):
    name = f"data/papers.{ending}"
    assert ids(name, real_files[name]) == sorted(real_catalog.entries)


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_files_of_the_themes_part_the_list(files, toy_catalog, ending):
    found = []
    for slug, entries in toy_catalog.entries_by_theme.items():
        held = ids(f"x.{ending}", files[f"data/themes/{slug}.{ending}"])
        assert held == [entry.id for entry in entries]
        found += held
    assert sorted(found) == sorted(toy_catalog.entries)


def test_a_selection_cut_out_of_a_file_is_a_file_again(real_files):
    chosen = slice(10, 200, 7)
    bib = "\n\n".join(blocks(real_files["data/papers.bib"])[chosen]) + "\n"
    ris = "\n\n".join(blocks(real_files["data/papers.ris"])[chosen]) + "\n"
    head, *lines = real_files["data/papers.csv"].splitlines(keepends=True)
    expected = [row["id"] for row in rows(head + "".join(lines[chosen]))]
    assert len(expected) == 28
    assert list(parse_string(bib, "bibtex").entries) == expected
    assert [record["id"] for record in rispy.loads(ris)] == expected


def test_a_record_ends_where_the_rules_say(real_files):
    for record in blocks(real_files["data/papers.bib"]):
        assert record.endswith("\n}")
    for record in blocks(real_files["data/papers.ris"]):
        assert record.startswith("TY  - ")
        assert record.endswith("\nER  - ")
    for item in real_files["data/papers.csl.json"].splitlines()[1:-1]:
        assert item.startswith('{"id":"')


def test_a_row_of_the_table_is_the_entry(files, toy_catalog):
    found = {row["id"]: row for row in rows(files["data/papers.csv"])}
    row, entry = found["cad2rl"], toy_catalog.entries["cad2rl"]
    assert tuple(row) == COLUMNS
    assert row["title"] == entry.paper.title
    assert row["authors"] == "Fereshteh Sadeghi; Sergey Levine"
    assert row["arxiv"] == "1611.04201"
    assert row["abstract"] == entry.paper.abstract
    assert row["page"] == "papers/cad2rl/"
    assert found["visual-foresight"]["year"] == ""


@given(st.lists(TEXT, min_size=1))
def test_any_cells_are_one_line_and_are_read_back(cells):
    line = csv_line(cells)
    assert line.count("\n") == 1
    assert "\r" not in line
    [read] = csv.reader([line])
    plain = [" ".join(cell.split()) for cell in cells]
    assert [cell.removeprefix("'") for cell in read] == [cell.removeprefix("'") for cell in plain]


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", " =1"])
def test_no_cell_is_a_formula(cell):
    [[read]] = csv.reader([csv_line([cell])])
    assert read == f"'{cell.strip()}"


def test_the_schema_describes_the_files_of_themes_too(files):
    whole = json.loads(files["data/papers.json"])
    part = json.loads(files["data/themes/robot-learning.json"])
    assert whole["theme"] is None
    assert part["theme"] == "robot-learning"
    assert part["papers"] == [p for p in whole["papers"] if p["theme"] == "robot-learning"]
    assert part["count"] == len(part["papers"])


@pytest.fixture
def database(files):
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(files["data/papers.sqlite"])
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection


def test_the_database_is_sound_and_every_reference_leads_somewhere(database):
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_database_holds_what_the_entries_hold(database, toy_catalog):
    def column(query: str, *values: str) -> list:
        return [row[0] for row in database.execute(query, values)]

    assert column("SELECT id FROM papers ORDER BY number") == sorted(toy_catalog.entries)
    for id_, entry in toy_catalog.entries.items():
        paper = entry.paper
        names = column("SELECT name FROM authors WHERE paper = ? ORDER BY place", id_)
        tags = column("SELECT tag FROM paper_tags WHERE paper = ? ORDER BY place", id_)
        needs = column("SELECT need FROM needs WHERE paper = ? ORDER BY place", id_)
        links = database.execute("SELECT kind, url FROM links WHERE paper = ?", [id_])
        assert (names, tags, needs) == (list(paper.authors), list(paper.tags), list(paper.needs))
        assert dict(links) == dict(paper.links)
    assert column("SELECT year FROM papers WHERE id = 'visual-foresight'") == [None]
    steps = [step.id for step in toy_catalog.paths["a-first-evening"].steps]
    assert column("SELECT paper FROM steps ORDER BY place") == steps


def test_the_database_answers_a_search(database):
    query = "SELECT id FROM papers_fts JOIN papers ON number = papers_fts.rowid"
    found = database.execute(f"{query} WHERE papers_fts MATCH 'quadrotors flying' ORDER BY rank")
    assert found.fetchall() == [("cad2rl",)]


def test_the_same_list_gives_the_same_database(toy_catalog, files):
    assert exported(toy_catalog)["data/papers.sqlite"] == files["data/papers.sqlite"]


def test_an_empty_list_gives_valid_files(toy_catalog):
    fields = {name: getattr(toy_catalog, name) for name in Catalog.model_fields}
    nothing = exported(Catalog(**fields | {"entries": {}, "themes": {}}))
    assert nothing["data/papers.bib"] == ""
    assert nothing["data/papers.ris"] == ""
    assert json.loads(nothing["data/papers.csl.json"]) == []
    assert rows(nothing["data/papers.csv"]) == []


def test_examples_in_the_documentation_are_true():
    assert doctest.testmod(citations).failed == 0
