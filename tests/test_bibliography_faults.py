"""Damaged bibliographies: what is said, on which line, and which papers are kept all the same."""

import json

import pytest

from generator.listings import parse_listing
from generator.listings.bibliography import MAX_RECORD
from generator.listings.lines import LineKind

FEED = '<feed xmlns="http://www.w3.org/2005/Atom">\n<title>arXiv Query</title>\n'
KITES = "<entry>\n<title>Kites</title>\n<summary>Wind.\nMore wind.</summary>\n</entry>\n"
HANDS = "<entry>\n<title>Hands</title>\n<summary>Grip.</summary>\n</entry>\n"


def said(text):
    """The titles that are kept, with their lines, and what is said as `line level: message`."""
    parsed, problems = parse_listing("x", "x", text.encode())
    kept = [(r.line, r.title) for r in parsed.listing.records] if parsed else None
    return kept, [f"{p.location.line} {p.level}: {p.message}" for p in problems]


LEFT_OUT = "{} warning: 'Lost' is a title beside that of a record: it is left out"
CASES = {
    "a feed": (FEED + KITES + HANDS + "</feed>", [(3, "Kites"), (8, "Hands")], []),
    "a feed that breaks off": (
        FEED + KITES + "<entry>\n<title>Ha",
        None,
        ["9 error: not readable as XML: Premature end of data in tag title line 9"],
    ),
    "a feed of nothing but its first letter": (
        "<" + "\n\n<!-- http://www.w3.org/2005/Atom",
        None,
        ["1 error: not readable as XML: StartTag: invalid element name"],
    ),
    "a title after the papers": (
        FEED + KITES + "<title>Lost</title>\n</feed>",
        [(3, "Kites")],
        [LEFT_OUT.format(8)],
    ),
    "a title between papers": (
        FEED + KITES + "<x>\n<title>Lost</title>\n</x>" + HANDS + "</feed>",
        [(3, "Kites"), (10, "Hands")],
        [LEFT_OUT.format(9)],
    ),
    "a second title of a paper": (
        FEED + HANDS.replace("<summary>", "<title>Lost</title>\n<summary>") + "</feed>",
        [(3, "Hands")],
        [LEFT_OUT.format(5)],
    ),
    "an empty title beside the papers": (
        FEED + HANDS + "<title> </title></feed>",
        [(3, "Hands")],
        [],
    ),
    "a feed with a document type": (
        f'<?xml version="1.0"?>\n\n<!DOCTYPE feed>\n{FEED}{HANDS}</feed>',
        None,
        ["3 error: expected a feed, got one with a document type"],
    ),
    "an answer of arXiv that is an error": (
        FEED + HANDS + "<entry>\n<id>http://arxiv.org/api/errors#1</id>\n<title>Error</title>\n"
        "<summary>incorrect id</summary>\n</entry></feed>",
        [(3, "Hands")],
        [
            "7 warning: arXiv answered with an error: 'incorrect id': it is left out",
        ],
    ),
    "lines outside RIS records": (
        (
            "Exported today\nTY  - JOUR\nTI  - Kites\nAB  - Wind\nER  - \nAB  - Lost\n\nand more\n"
            "TY  - JOUR\nTI  - Hands\nAB  - Grip\nER  - \n"
        ),
        [(2, "Kites"), (9, "Hands")],
        [
            "6 warning: the tag AB stands outside a record: it is left out",
            "8 warning: this line stands outside a record: it is left out",
        ],
    ),
    "a RIS record without its end": (
        "TY  - JOUR\nTI  - Kites\nAB  - Wind\nTY  - JOUR\nTI  - Hands\nAB  - Grip\nsoft\n",
        [(1, "Kites"), (4, "Hands")],
        [
            "3 warning: the record ends without ER: the dump may be cut off",
            "7 warning: the record ends without ER: the dump may be cut off",
        ],
    ),
    "two titles in a RIS record": (
        "TY  - JOUR\nTI  - Kites\nT1  - kites\nTI  - Lost\nAB  - Wind\nER  - \n",
        [(1, "Kites")],
        [LEFT_OUT.format(4)],
    ),
    "a list of JSON with other things": (
        '[{"title": "Kites", "abstract": "Wind"},\n3,\n{"title": "Hands",\n"abstract": "Grip"}\n]',
        [(1, "Kites"), (3, "Hands")],
        ["2 warning: expected an item with a title, got something else: it is left out"],
    ),
    "a list of JSON without a comma": (
        '[{"title": "Kites", "abstract": "Wind"}\n{"title": "Hands"}]',
        None,
        ["2 error: not readable as JSON: expected ',' or ']' after an item"],
    ),
    "a list of JSON that goes on": (
        '[{"title": "Kites", "abstract": "Wind"}]\n\n{"title": "Hands"}',
        None,
        ["3 error: not readable as JSON: expected nothing after the list"],
    ),
    "a list of JSON with a letter behind it": (
        '[{"title": "Kites", "abstract": "Wind"}]3',
        None,
        ["1 error: not readable as JSON: expected nothing after the list"],
    ),
    "an item of JSON that goes on": (
        '{"title": "Kites", "abstract": "Wind"}\n{"title": "Hands"}',
        None,
        ["2 error: not readable as JSON: expected nothing after the list"],
    ),
    "JSON nested too deeply from the start": (
        "\n[" * 100_000,
        None,
        ["1 error: not readable as JSON: it is nested too deeply or a number is too long"],
    ),
    "JSON nested too deeply": (
        '[{"title": "Kites", "abstract": "Wind"},\n\n' + "[" * 100_000,
        None,
        [
            "1 error: not readable as JSON: it is nested too deeply or a number is too long",
        ],
    ),
    "a journal": (
        '[{"title": "Kites", "abstract": "Wind"},\n{"type": "journal", "title": "Lost"}]',
        [(1, "Kites")],
        ["2 warning: an item of type journal is no paper: it is left out"],
    ),
    "an item that was corrected": (
        (
            '[{"title": "Kites", "abstract": "Wind",'
            ' "updated-by": [3, {"type": "correction"}, {"type": []}]}]'
        ),
        [(1, "Kites")],
        [],
    ),
    "an item that was taken back": (
        '[{"title": "Kites", "abstract": "Wind", "updated-by": [{"type": "retraction"}]}]',
        [(1, "Kites")],
        ["1 warning: 'Kites' was withdrawn, its record says"],
    ),
    "two titles of one item": (
        '[\n{"title": "Kites", "abstract": "Wind", "title": "Lost"}]',
        [(2, "Kites")],
        [LEFT_OUT.format(2)],
    ),
    "what is left of an entry of BibTeX": (
        (
            "@misc{a, title = {Kites}, abstract = {Wind}}\n\ntitle = {Lost},\n}\n"
            "@misc{b, title = {Hands}, abstract = {Grip}}"
        ),
        [(1, "Kites"), (5, "Hands")],
        ["3 warning: this belongs to no entry: it is left out"],
    ),
    "what is left of an entry of BibTeX behind a remark": (
        (
            "@misc{a, title = {Kites}, abstract = {Wind}}\n"
            "% a remark = none\n  Author = {Lost},\n}\n"
            "@misc{b, title = {Hands}, abstract = {Grip}}"
        ),
        [(1, "Kites"), (5, "Hands")],
        ["2 warning: this belongs to no entry: it is left out"],
    ),
    "a remark between entries of BibTeX": (
        "@misc{a, title = {Kites}, abstract = {Wind}}\n% a remark = none\n",
        [(1, "Kites")],
        [],
    ),
    "a string of BibTeX that is given twice": (
        '@string{w = "Wind"}\n@string{w = "Rain"}\n@misc{a, title = {Kites}, abstract = w}',
        [(3, "Kites")],
        [],
    ),
    "a sign that joins, in braces": (
        "@misc{a, title = {Kites # Hands}, abstract = {Wind}}",
        [(1, "Kites # Hands")],
        [],
    ),
    "parts that cannot be joined": (
        '@misc{a, title = "Ki" # {t{e}s}, abstract = {Wind}}',
        [(1, '"Ki" # tes')],
        [],
    ),
    "a string of BibTeX that swallowed an entry": (
        (
            "@misc{a, title = {Kites}, abstract = {Wind}}\n"
            "@string{x = {\n  title = {Lost}, author = {One}}}"
        ),
        [(1, "Kites")],
        ["2 warning: this holds fields of an entry: it is left out"],
    ),
    "an entry of BibTeX that names the feed's language": (
        "@misc{a, title = {Kites}, abstract = {Wind},\n  note = {http://www.w3.org/2005/Atom}}",
        [(1, "Kites")],
        [],
    ),
    "two titles of one entry": (
        "@misc{a, title = {Kites},\n  abstract = {Wind},\n  title = {Lost}}",
        [(1, "Kites")],
        [LEFT_OUT.format(3)],
    ),
    "a record without a title": (
        "TY  - JOUR\nTI  - Kites\nAB  - Wind\nER  - \nTY  - JOUR\nAB  - Lost\nER  - \n",
        [(1, "Kites")],
        ["5 warning: this record has no title: it is left out"],
    ),
    "a paper twice": (
        FEED + HANDS + HANDS + "</feed>",
        [(3, "Hands"), (7, "Hands")],
        ["7 notice: 'Hands' stands on line 3 already"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_damaged_is_said_with_its_line_and_the_rest_is_kept(name):
    text, kept, problems = CASES[name]
    assert said(text) == (kept, problems)


def of_length(format_, length):
    """Two papers, the first with a record that counts so many characters."""
    if format_ == "ris":
        lines = ["TY  - JOUR", "TI  - Long", "AB  - "]
        long = "\n".join(lines) + "x" * (length - sum(map(len, lines))) + "\nER  - \n"
        return long + "TY  - JOUR\nTI  - Hands\nAB  - Grip\nER  - \n"
    if format_ == "bibtex":
        before, after = "@misc{a, title = {Long}, abstract = {", "}}"
        filled = "x" * (length - len(before) - len(after))
        return f"{before}{filled}{after}\n@misc{{b, title = {{Hands}}, abstract = {{Grip}}}}"
    before, after = '{"title": "Long", "abstract": "', '"}'
    filled = "x" * (length - len(before) - len(after))
    return f"[{before}{filled}{after},\n" + json.dumps({"title": "Hands", "abstract": "Grip"}) + "]"


@pytest.mark.parametrize("format_", ["ris", "bibtex", "csl-json"])
def test_a_record_of_the_longest_length_is_read_and_a_longer_one_is_left_out(format_):
    parsed, problems = parse_listing("x", "x", of_length(format_, MAX_RECORD).encode())
    assert parsed.listing.format == format_
    assert [record.title for record in parsed.listing.records] == ["Long", "Hands"]
    assert not problems
    kept, problems = said(of_length(format_, MAX_RECORD + 1))
    assert [title for _, title in kept] == ["Hands"]
    (problem,) = problems
    assert problem.startswith("1 warning: expected a")
    assert problem.endswith(f"characters, got one of {MAX_RECORD + 1:,}: it is left out")


def test_the_lines_of_a_paper_are_those_from_its_first_to_its_last():
    parsed, _ = parse_listing("x", "x", (FEED + KITES + "\n" + HANDS + "</feed>\n").encode())
    of_records = [number for number, kind in parsed.kinds.items() if kind is LineKind.RECORD]
    assert of_records == [*range(3, 8), *range(9, 13)]
    assert {parsed.kinds[number] for number in (1, 2, 13)} == {LineKind.BOILERPLATE}
