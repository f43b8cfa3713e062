"""No damage to a listing or an entry crashes, hangs or loses a line: `benchmarks/fuzz.py` in short.

And what the long runs found, kept as cases of their own.
"""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
from fuzzing import chance_of, run
from fuzzing import targets as fuzz_targets
from fuzzing.inputs import GRAMMAR, MARK, made
from fuzzing.targets import TARGETS

from generator.listings import FORMATS, parse_listing
from generator.listings.lines import LineKind, Parsed
from generator.yaml_source import read_yaml

INPUTS = 400  # of each target


@pytest.mark.parametrize("target", TARGETS)
def test_no_damage_crashes_hangs_or_loses_a_line(target):
    assert run(target, 1, range(INPUTS)).faults == []


def test_every_format_is_fuzzed():
    assert set(GRAMMAR) == {*FORMATS, "yaml"}


@pytest.mark.parametrize("kind", GRAMMAR)
def test_inputs_follow_from_the_seed_and_reach_the_parsers(kind):
    inputs = [made(kind, chance_of(kind, 1, number)) for number in range(INPUTS)]
    assert inputs == [made(kind, chance_of(kind, 1, number)) for number in range(INPUTS)]
    assert len(set(inputs)) > 0.9 * INPUTS
    assert sum(bool(MARK.search(content.decode("utf-8", "ignore"))) for content in inputs) > 200
    if kind == "yaml":
        read = [read_yaml("x", c.decode("utf-8", "ignore"))[0] for c in inputs]
        assert 100 < sum(source is not None for source in read) < 380
    else:
        parsed = [parse_listing("x", "x", content)[0] for content in inputs]
        assert 100 < sum(p is not None and p.listing.format == kind for p in parsed) < 380


def test_a_parser_that_loses_a_line_is_found(monkeypatch):
    def forgetful(path, id_, content):
        parsed, problems = parse_listing(path, id_, content)
        if parsed and len(parsed.kinds) > 3:
            kinds = dict(sorted(parsed.kinds.items())[:-1])
            parsed = Parsed(parsed.listing, kinds, parsed.problems)
        return parsed, problems

    monkeypatch.setattr(fuzz_targets, "parse_listing", forgetful)
    faults = run("bibtex", 1, range(50)).faults
    assert any("a line is not accounted for" in fault for _, fault in faults)


def test_a_parser_that_hangs_is_found(monkeypatch):
    def endless(_chance):
        while True:
            pass

    monkeypatch.setattr("fuzzing.PATIENCE", 0.05)
    monkeypatch.setitem(TARGETS, "endless", endless)
    [(number, fault)] = run("endless", 1, [7]).faults
    assert (number, fault.partition(":")[0]) == (7, "HangError")


FEED = '<feed xmlns="http://www.w3.org/2005/Atom">\n'
LOST = {
    "bibtex: a second title": (
        "@a{k, title = {One},\nyear = 2020,\ntitle = {Two}}\n",
        ["One"],
        {3: "'Two' is a title beside that of a record: it is left out"},
    ),
    "bibtex: an entry without its beginning": (
        "@a{k, title = {One}}\n Two},\n  abstract = {Words},\n  year = 2020}\n",
        ["One"],
        {2: "this belongs to no entry: it is left out"},
    ),
    "bibtex: a string that swallowed an entry": (
        "@string{a = {One,\n title = {Two}}}\n@a{k, title = {Three}}\n",
        ["Three"],
        {1: "this holds fields of an entry: it is left out"},
    ),
    "bibtex: a preamble that swallowed an entry": (
        "@preamble{{k,\nauthor = {One}}}\n@a{k, title = {Two}}\n",
        ["Two"],
        {1: "this holds fields of an entry: it is left out"},
    ),
    "bibtex: a preamble": ('@preamble{"\\newcommand{\\x}{=}"}\n@a{k, title = {One}}', ["One"], {}),
    "arxiv-atom: the title of the feed": (
        f"{FEED}<title>Papers</title><entry><title>One</title></entry></feed>",
        ["One"],
        {},
    ),
    "bibtex: lines that end in a backslash": (
        "@a{k, title = {One}, note = {a \\\\\nb \\\\\nc}}\n@a{k, title = {Two}}\n",
        ["One", "Two"],
        {},
    ),
    "ris: a second title": (
        "TY  - JOUR\nTI  - One\nTI  - Two\nER  - \n",
        ["One"],
        {3: "'Two' is a title beside that of a record: it is left out"},
    ),
    "ris: one title under two tags": (
        "TY  - JOUR\nTI  - One: two\nT1  - One - two\nER  - \n",
        ["One: two"],
        {},
    ),
    "ris: a record without its beginning": (
        "TY  - JOUR\nTI  - One\nER  - \n\nTwo\nAU  - A\nER  - \n",
        ["One"],
        {
            5: "this line stands outside a record: it is left out",
            6: "the tag AU stands outside a record: it is left out",
            7: "the tag ER stands outside a record: it is left out",
        },
    ),
    "csl-json: a second title": (
        '[{"title": "One",\n "year": 1,\n "title": "Two"}]',
        ["One"],
        {1: "'Two' is a title beside that of a record: it is left out"},
    ),
    "csl-json: a field with an odd name": ('[{"title": "One", "\\u0000titles": 1}]', ["One"], {}),
    "arxiv-atom: a second title": (
        f"{FEED}<entry><title>One</title>\n<title>Two</title></entry></feed>",
        ["One"],
        {3: "'Two' is a title beside that of a record: it is left out"},
    ),
    "arxiv-atom: an entry in an entry": (
        f"{FEED}<entry><title>One</title>\n<entry><title>Two</title></entry></entry></feed>",
        ["One"],
        {3: "'Two' is a title beside that of a record: it is left out"},
    ),
    "arxiv-atom: a title between entries": (
        f"{FEED}<entry><title>One</title></entry>\n<title>Two</title></feed>",
        ["One"],
        {3: "'Two' is a title beside that of a record: it is left out"},
    ),
    "huggingface: white space in a title": (
        "new\nSubscribe\nOne  and\tTwo\n" + "We show that it works well. " * 20 + "\n",
        ["One and Two"],
        {},
    ),
}


@pytest.mark.parametrize("case", LOST)
def test_what_was_lost_once_is_told_now(case):
    content, titles, told = LOST[case]
    parsed, problems = parse_listing("x", "x", content.encode())
    assert parsed.listing.format == case.partition(":")[0]
    assert [record.title for record in parsed.listing.records] == titles
    said = {p.location.line: p.message for p in problems if p.code == "listing-record"}
    assert said == told


def test_lines_keep_their_numbers_behind_a_backslash():
    content = LOST["bibtex: lines that end in a backslash"][0]
    parsed, _ = parse_listing("x", "x", content.encode())
    assert [record.line for record in parsed.listing.records] == [1, 4]
    assert set(parsed.kinds.values()) == {LineKind.RECORD}


@pytest.mark.parametrize(
    "header",
    [
        "% Encoding: UTF-8\n",
        "This file was created with JabRef 2.9.\nEncoding: UTF-8\n",
        "Automatically generated by a program; any changes to it will be lost.\n",
    ],
)
def test_headers_of_programs_are_no_loss(header):
    _, problems = parse_listing("x", "x", f"{header}\n@a{{k, title = {{One}}}}\n".encode())
    assert [p.code for p in problems] == ["listing-no-abstract"]
