"""Every file that programs read: it parses, by parsers of others, and gives each payload back."""

import csv
import email
import json
import re
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from email import policy
from pathlib import Path

import cmarkgfm
import feedparser
import html5lib
import pytest
import rispy
from conftest import COUNT, Maker
from lxml import etree
from payloads import begin, end
from pybtex.database import parse_string
from watch import TEXTS

from generator.cli import main

MARK = re.compile(r"q([a-j]{3})z|y([a-j]{3})k")
UNSEEN = "\u200b"  # what breaks a call to somebody in a report


def wrong(text: str) -> Iterator[tuple[str, str]]:
    """Yield each payload that stands in a text otherwise than typed, with what is there."""
    text = re.sub("[ \n\r\t\f]+", " ", text)
    for match in MARK.finditer(text):
        payload = TEXTS[match[1] or match[2]]
        if match[1]:
            got = text[max(0, match.start() - len(payload)) : match.start()]
        else:
            got = text[match.end() : match.end() + len(payload)]
            cut = re.match("(.*?)[,;:]* ?…", got + text[match.end() + len(payload) :][:9])
            if cut and payload.startswith(cut[1]):
                continue
        if got != payload:
            yield payload, got


def strings(value: object) -> Iterator[str]:
    """Yield every text in data, but names of people: those are split into parts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)
    elif isinstance(value, dict):
        yield from value
        for name, part in value.items():
            if name == "content_html":
                yield shown(part)
            elif name != "author":
                yield from strings(part)


def shown(markup: str) -> str:
    return "".join(html5lib.parseFragment(markup).itertext())


def marks_of(texts) -> int:
    """How many payloads there are in some texts, all of them as typed."""
    found = set()
    for text in texts:
        assert list(wrong(text)) == [], text[:300]
        found.update(match[0] for match in MARK.finditer(text))
    return len(found)


def test_json_files_give_the_texts_back(hostile_site):
    held = {}
    for path in [*hostile_site.rglob("*.json"), hostile_site / "manifest.webmanifest"]:
        data = json.loads(path.read_text())
        if path.parent.name == "search" and not path.name.startswith("cards"):
            continue  # single words and stems
        texts = list(strings(data))
        held[path.relative_to(hostile_site).as_posix()] = marks_of(texts)
    assert held["data/papers.json"] == 2 * COUNT
    assert held["data/papers.csl.json"] == 2 * COUNT
    assert held["data/map.json"] == COUNT
    assert held["data/my-cards.json"] > COUNT
    assert held["feeds/all.json"] > COUNT / 4


def test_feeds_are_read_by_a_feed_reader(hostile_site):
    for path in (hostile_site / "feeds").glob("*.xml"):
        read = feedparser.parse(path.read_bytes())
        assert not read.bozo
        tree = etree.parse(path)
        texts = []
        for element in tree.iter(etree.Element):
            text = element.text or ""
            texts.append(shown(text) if element.get("type") == "html" else text)
            texts += element.attrib.values()
        assert marks_of(texts)
        assert len(read.entries) == len(tree.findall("{*}entry"))


@pytest.mark.parametrize("name", ["feeds/feeds.opml", "opensearch.xml", "sitemap.xml"])
def test_other_xml_gives_the_texts_back(hostile_site, name):
    texts = []
    for element in etree.parse(hostile_site / name).iter(etree.Element):
        short = element.tag.endswith("ShortName")  # holds 16 characters, says its standard
        texts += ["" if short else element.text or "", *element.attrib.values()]
    assert marks_of(texts) or name == "sitemap.xml"


def test_tables_give_the_texts_back_and_hold_no_formula(hostile_site):
    rows = list(csv.DictReader((hostile_site / "data/papers.csv").read_text().splitlines()))
    assert len(rows) == len(list((hostile_site / "papers").glob("hostile-*"))) + 12
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    # What would be a formula has a mark before it; a payload may begin with that mark itself.
    marked = [cell for cell in cells if cell[:2] in {"'=", "'+", "'-", "'@"}]
    typed = [cell.removeprefix("'") if list(wrong(cell)) else cell for cell in marked]
    assert marks_of(typed + [cell for cell in cells if cell not in marked]) == 2 * COUNT


def test_the_database_gives_the_texts_back(hostile_site):
    with closing(sqlite3.connect(hostile_site / "data/papers.sqlite")) as database:
        names = [
            row[0] for row in database.execute("SELECT name FROM sqlite_schema WHERE type='table'")
        ]
        assert "papers" in names
        tables = [
            database.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 - our own names
            for name in names
            if "_" not in name
        ]
    cells = (cell for table in tables for row in table for cell in row if isinstance(cell, str))
    assert marks_of(cells) == 2 * COUNT


def test_citations_are_read_and_none_breaks_out_of_its_record(hostile_site):
    ids = {path.parent.name for path in (hostile_site / "papers").glob("*/index.html")} - {"page"}
    records = rispy.loads((hostile_site / "data/papers.ris").read_text())
    read = {record["id"]: record for record in records}
    works = parse_string((hostile_site / "data/papers.bib").read_text(), "bibtex").entries
    assert len(records) == len(works)
    assert set(read) == set(works) <= ids
    for number in range(0, COUNT, 2):
        assert read[f"hostile-{number}"]["title"] == f"{end(number)} {begin(number + 1)}"
        allowed = {"title", "year", "journal", "booktitle", "howpublished", "url", "note", "doi"}
        assert set(works[f"hostile-{number}"].fields) <= allowed | {
            "eprint",
            "eprinttype",
            "archiveprefix",
        }


def test_the_file_for_language_models_shows_texts_as_typed(hostile_site):
    made = cmarkgfm.markdown_to_html((hostile_site / "llms.txt").read_text())
    tree = html5lib.parse(made, namespaceHTMLElements=False)
    kinds = {e.tag for e in tree.iter()}
    assert kinds <= {"html", "head", "body", "h1", "h2", "p", "ul", "li", "a", "blockquote"}
    assert marks_of(["".join(tree.itertext())]) > 100


@pytest.fixture
def list_(toy) -> Path:
    """A list in git, and payloads that were added to it."""
    ways = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    for words in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "as it was"]):
        subprocess.run(["git", *ways, *words], cwd=toy, check=True)
    Maker(toy, end, begin).fill(30)
    (toy / "content/pages/about.md").write_text("# About\n\nWords.\n")
    return toy


def test_a_mail_shows_texts_as_typed(list_, monkeypatch):
    monkeypatch.chdir(list_)
    arguments = ["digest", "--since", "2026-11-20", "--until", "2026-11-22"]
    assert main(["--root", str(list_), *arguments]) == 0
    [file] = list_.rglob("*.eml")
    message = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    assert {name.lower() for name in message} <= set(
        "subject from to date message-id mime-version content-type list-id list-unsubscribe".split()
    ) | {"list-unsubscribe-post", "auto-submitted", "content-transfer-encoding", "x-unsent"}
    tree = html5lib.parse(message.get_body(("html",)).get_content(), namespaceHTMLElements=False)
    assert not {e.tag for e in tree.iter() if isinstance(e.tag, str)} & set(
        "script img svg math iframe object embed form input video audio base link".split()
    )
    assert marks_of(["".join(tree.find("body").itertext())]) > 100
    assert message.get_body(("plain",)).get_content()


def test_a_report_shows_texts_as_typed(list_, capsys):
    whole = ["--max-bytes", "1000000"]  # a payload is a problem in itself, and those come first
    assert main(["--root", str(list_), "report", "--base", "main", *whole]) == 0
    made = cmarkgfm.github_flavored_markdown_to_html(capsys.readouterr().out)
    tree = html5lib.parse(made, namespaceHTMLElements=False)
    assert not {e.tag for e in tree.iter() if isinstance(e.tag, str)} & set(
        "script img svg math iframe object embed form input video audio base link style".split()
    )
    for link in tree.iter("a"):
        assert link.get("href").startswith(
            ("#", "https://example.org/", "https://arxiv.org/", "https://doi.org/")
        )
    text = " ".join("".join(tree.itertext()).replace(UNSEEN, "").split())
    for number in range(0, 60, 2):
        assert f"{end(number)} {begin(number + 1)}" in text
