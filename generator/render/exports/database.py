"""The list as one SQLite file, for questions that a table cannot answer.

The tables are those of the entries, taken apart: what an entry holds several of has a table of its
own with the paper's id and a place from 1. ``papers_fts`` searches titles, texts and abstracts.
The same list gives the same bytes under one version of SQLite.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing

from generator.model import Catalog, Entry
from generator.render.page import RenderInput
from generator.render.parts import listing_title
from generator.render.views import paper_url

SCHEMA = """
CREATE TABLE list (name TEXT NOT NULL, tagline TEXT NOT NULL, url TEXT);
CREATE TABLE themes (slug TEXT PRIMARY KEY, place INTEGER NOT NULL, title TEXT NOT NULL,
  short TEXT NOT NULL, scope TEXT NOT NULL, introduction TEXT) WITHOUT ROWID;
CREATE TABLE tags (slug TEXT PRIMARY KEY, label TEXT NOT NULL, "group" TEXT NOT NULL,
  meaning TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE listings (id TEXT PRIMARY KEY, title TEXT NOT NULL, dated TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE paths (slug TEXT PRIMARY KEY, place INTEGER NOT NULL, title TEXT NOT NULL,
  reader TEXT NOT NULL, purpose TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE papers (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
  theme TEXT NOT NULL REFERENCES themes, year INTEGER, venue TEXT, arxiv TEXT, summary TEXT,
  why TEXT, abstract TEXT, added TEXT NOT NULL, page TEXT NOT NULL);
CREATE TABLE authors (paper TEXT REFERENCES papers(id), place INTEGER, name TEXT NOT NULL,
  PRIMARY KEY (paper, place)) WITHOUT ROWID;
CREATE TABLE aliases (paper TEXT REFERENCES papers(id), place INTEGER, name TEXT NOT NULL,
  PRIMARY KEY (paper, place)) WITHOUT ROWID;
CREATE TABLE listed_titles (paper TEXT REFERENCES papers(id), place INTEGER, title TEXT NOT NULL,
  PRIMARY KEY (paper, place)) WITHOUT ROWID;
CREATE TABLE needs (paper TEXT REFERENCES papers(id), place INTEGER, need TEXT NOT NULL,
  PRIMARY KEY (paper, place)) WITHOUT ROWID;
CREATE TABLE also_in (paper TEXT REFERENCES papers(id), place INTEGER,
  theme TEXT NOT NULL REFERENCES themes, PRIMARY KEY (paper, place)) WITHOUT ROWID;
CREATE TABLE paper_tags (paper TEXT REFERENCES papers(id), place INTEGER,
  tag TEXT NOT NULL REFERENCES tags, PRIMARY KEY (paper, place)) WITHOUT ROWID;
CREATE TABLE links (paper TEXT REFERENCES papers(id), kind TEXT, url TEXT NOT NULL,
  PRIMARY KEY (paper, kind)) WITHOUT ROWID;
CREATE TABLE relations (paper TEXT REFERENCES papers(id), other TEXT REFERENCES papers(id),
  kind TEXT, PRIMARY KEY (paper, other, kind)) WITHOUT ROWID;
CREATE TABLE appearances (paper TEXT REFERENCES papers(id), listing TEXT REFERENCES listings,
  rank INTEGER NOT NULL, PRIMARY KEY (paper, listing)) WITHOUT ROWID;
CREATE TABLE steps (path TEXT REFERENCES paths, place INTEGER,
  paper TEXT NOT NULL REFERENCES papers(id), take TEXT NOT NULL, leads_to TEXT NOT NULL,
  PRIMARY KEY (path, place)) WITHOUT ROWID;
CREATE INDEX papers_by_theme ON papers (theme);
CREATE INDEX papers_by_tag ON paper_tags (tag);
CREATE INDEX papers_by_author ON authors (name);
"""
_SEARCH = """
CREATE VIRTUAL TABLE papers_fts USING fts5 (title, summary, why, abstract, content='papers',
  content_rowid='number', tokenize='porter unicode61');
INSERT INTO papers_fts (papers_fts) VALUES ('rebuild');
"""
Row = Sequence[str | int | None]


def database_files(given: RenderInput) -> Iterator[tuple[str, bytes]]:
    """Yield the whole list as a database."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(SCHEMA)
        for table, rows in _tables(given):
            _fill(database, table, rows)
        database.executescript(_SEARCH)
        database.commit()
        yield "data/papers.sqlite", database.serialize()


def _fill(database: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    held = list(rows)
    if held:
        places = ", ".join("?" * len(held[0]))
        database.executemany(f"INSERT INTO {table} VALUES ({places})", held)  # noqa: S608 - ours


def _tables(given: RenderInput) -> Iterator[tuple[str, Iterable[Row]]]:
    catalog = given.catalog
    entries = catalog.entries.values()
    yield "list", [(catalog.site.name, catalog.site.tagline, catalog.site.url)]
    yield from _vocabularies(catalog)
    yield "papers", (_paper(number, entry) for number, entry in enumerate(entries, 1))
    for table, field in _SEVERAL.items():
        yield (
            table,
            (
                (entry.id, place, value)
                for entry in entries
                for place, value in enumerate(getattr(entry.paper, field), 1)
            ),
        )
    yield "links", ((e.id, kind, url) for e in entries for kind, url in e.paper.links.items())
    yield "relations", ((e.id, r.id, r.kind) for e in entries for r in e.paper.relates)
    yield (
        "appearances",
        (
            (id_, a.listing, a.rank)
            for id_, places in given.derived.appearances.items()
            for a in places
        ),
    )


_SEVERAL = {
    "authors": "authors",
    "aliases": "aliases",
    "listed_titles": "listed_as",
    "needs": "needs",
    "also_in": "also_in",
    "paper_tags": "tags",
}
"""Tables of what an entry holds several of, with the field that they hold."""


def _vocabularies(catalog: Catalog) -> Iterator[tuple[str, Iterable[Row]]]:
    yield (
        "themes",
        (
            (slug, place, theme.title, theme.short, theme.scope, theme.introduction)
            for place, (slug, theme) in enumerate(catalog.themes.items(), 1)
        ),
    )
    yield "tags", ((t.slug, t.label, t.group, t.meaning) for t in catalog.tags.values())
    yield (
        "listings",
        ((id_, listing_title(catalog, held), held.dated) for id_, held in catalog.listings.items()),
    )
    yield (
        "paths",
        (
            (slug, place, path.title, path.reader, path.purpose)
            for place, (slug, path) in enumerate(catalog.paths.items(), 1)
        ),
    )
    yield (
        "steps",
        (
            (slug, place, step.id, step.take, step.leads_to)
            for slug, path in catalog.paths.items()
            for place, step in enumerate(path.steps, 1)
        ),
    )


def _paper(number: int, entry: Entry) -> Row:
    paper = entry.paper
    facts = (paper.title, entry.theme, paper.year, paper.venue, paper.arxiv)
    texts = (paper.summary, paper.why, paper.abstract)
    return (number, entry.id, *facts, *texts, paper.added.isoformat(), paper_url(entry.id))
