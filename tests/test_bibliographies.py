"""Bibliographies: nothing is lost, nothing is guessed, and no file can hurt."""

import json
import unicodedata
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.listings import FORMATS, MAX_BYTES, parse_listing
from generator.listings import facts as read
from generator.listings.bibliography import MAX_RECORD
from generator.listings.latex import plain_latex
from generator.listings.lines import LineKind, decode
from generator.listings.markup import plain_markup
from generator.text import collapse

FEED = '<feed xmlns="http://www.w3.org/2005/Atom">'


def papers(text):
    """The records of a dump, which must be read without an error."""
    parsed, problems = parse_listing("x", "x", text.encode())
    assert parsed is not None, problems
    return parsed.listing.records


def only(text):
    (record,) = papers(text)
    return record


# Where people get their bibliographies from.

SCHOLAR = """
@article{lynch2019learning,
  title={Learning latent plans from play},
  author={Lynch, Corey and Khansari, Mohi and Xiao, Ted},
  journal={arXiv preprint arXiv:1903.01973},
  year={2019}
}"""
DBLP = """
@inproceedings{DBLP:conf/icml/ZhangL24,
  author       = {Wei Zhang 0012 and
                  Fran{\\c{c}}ois L{\\'{e}}vy},
  title        = {On {RL} for {LLM}s.},
  booktitle    = {Forty-first International Conference on Machine Learning, {ICML} 2024,
                  Vienna, Austria, July 21-27, 2024},
  publisher    = {OpenReview.net},
  year         = {2024},
  url          = {https://openreview.net/forum?id=abc}
}"""
DBLP_PREPRINT = """
@article{DBLP:journals/corr/abs-2401-00010, title = {A}, journal = {CoRR},
  volume = {abs/2401.00010}, year = {2024}, eprinttype = {arXiv}, eprint = {2401.00010}}"""
CROSSREF = json.dumps(
    {
        "status": "ok",
        "message-type": "work",
        "message": {
            "DOI": "10.1109/TRO.2024.3392134",
            "type": "journal-article",
            "title": ["A Title"],
            "container-title": ["IEEE Transactions on Robotics"],
            "short-container-title": ["IEEE Trans. Robot."],
            "author": [{"given": "A.", "family": "One", "sequence": "first", "affiliation": []}],
            "published": {"date-parts": [[2024, 5]]},
        },
    }
)


def test_google_scholar_gives_the_arxiv_id_and_no_venue():
    record = only(SCHOLAR)
    assert record.facts.arxiv == "1903.01973"
    assert record.facts.venue is None
    assert record.facts.authors == ("Corey Lynch", "Mohi Khansari", "Ted Xiao")


def test_dblp_gives_names_without_numbers_and_titles_without_a_full_stop():
    record = only(DBLP)
    assert record.title == "On RL for LLMs"
    assert record.facts.authors == ("Wei Zhang", "François Lévy")
    assert record.facts.year == 2024
    assert dict(record.facts.links) == {"other": "https://openreview.net/forum?id=abc"}
    assert only(DBLP_PREPRINT).facts.arxiv == "2401.00010"


def test_crossref_answers_are_read_as_they_come():
    record = only(CROSSREF)
    assert record.title == "A Title"
    assert record.facts.model_dump(exclude_defaults=True) == {
        "authors": ("A. One",),
        "year": 2024,
        "venue": "IEEE Trans. Robot 2024",
        "doi": "10.1109/tro.2024.3392134",
    }


def test_of_a_field_given_twice_the_first_counts():
    assert only("@a{k, title={First}, title={Second}}").title == "First"


def test_the_year_is_that_of_the_first_publication():
    assert only("@a{k, title={T}, year=2024, eprint={2210.13435}}").facts.year == 2022
    assert only("@a{k, title={T}, year=2017, eprint={2210.13435}}").facts.year == 2017


@pytest.mark.parametrize(
    ("texts", "bare", "expected"),
    [
        (["https://arxiv.org/abs/1903.01973"], "", "1903.01973"),
        (["http://export.arxiv.org/pdf/1903.01973v3.pdf"], "", "1903.01973"),
        (["https://doi.org/10.48550/arXiv.2401.00010"], "", "2401.00010"),
        (["10.48550%2FARXIV.2401.00010"], "", "2401.00010"),
        (["https://huggingface.co/papers/2401.00010"], "", "2401.00010"),
        (["abs/2401.00010"], "", "2401.00010"),
        ([], "arXiv:2401.00010v2 [cs.LG]", "2401.00010"),
        ([], "hep-th/9901001", "hep-th/9901001"),
        ([], "math.gt/0309136", "math.GT/0309136"),
        (["https://example.org/2401.00010"], "", None),
        ([], "2413.00010", None),  # there is no thirteenth month
        ([], "10.1000/1903.01973", None),
        (["arXiv:2401.000101"], "", None),
        (["arxiv.org/abs/2401.00010/x"], "", None),
    ],
)
def test_arxiv_ids_are_found_where_arxiv_is_named(texts, bare, expected):
    assert read.arxiv_id(texts, bare=bare) == expected


@pytest.mark.parametrize(
    ("name", "when", "expected"),
    [
        ("ICML", 2024, "ICML 2024"),
        ("ICML 2023", 2024, "ICML 2023"),
        ("Advances in Neural Information Processing (NeurIPS 2023)", 2024, "NeurIPS 2023"),
        ("Journal of Things", None, "Journal of Things"),
        ("The 2023 Conference on X", 2023, "The 2023 Conference on X"),
        ("CoRR", 2024, None),
        ("ArXiv", 2024, None),
        ("  ", 2024, None),
    ],
)
def test_venues_carry_their_year_and_acronym(name, when, expected):
    assert read.venue(name, when) == expected


def test_a_name_in_ris_is_turned_to_the_way_people_write_it():
    names = ["Finn, Chelsea", "King, Martin, Jr.", "DeepMind Team"]
    text = "".join(f"AU  - {name}\n" for name in names)
    record = only(f"TY  - JOUR\nTI  - Kites\nAB  - Wind\n{text}ER  - \n")
    assert record.facts.authors == ("Chelsea Finn", "Martin King Jr.", "DeepMind Team")


# LaTeX and markup.


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        (r"Erd{\H o}s, \L{}ukasz, \v c, na{\"\i}ve", "Erdős, Łukasz, č, naïve"),
        (r"Dvo{\v{r}}{\'a}k", "Dvořák"),
        (r"Nguy{\~{\^e}}n, stra{\ss}e, {\AA}ke", "Nguyễn, straße, Åke"),
        (r"{{Deep}} \emph{Q}-\textbf{Learning}, \texttt{code}", "Deep Q-Learning, code"),
        (r"$\pi_0$ and $\pi_{0.5}$, $x^{2}$, $\mathrm{SE}(3)$", "π₀ and π0.5, x², SE(3)"),
        (r"$k$-means, $\sim$10\%, AT\&T, C\#", "k-means, ∼10%, AT&T, C#"),
        (r"ReST-MCTS$^*$", "ReST-MCTS*"),
        ("20% of $5 and $10, a_b^c & d # e", "20% of $5 and $10, a_b^c & d # e"),
        ("Donald~E. Knuth, ~10", "Donald E. Knuth, ~10"),
        ("at https://x.org/~me/a--b.", "at https://x.org/~me/a--b."),
        ("``quoted'' -- a --- b", "“quoted” – a — b"),
        (
            r"\href{https://y.org}{Y}, \url{https://x.org/a_b}",
            "Y (https://y.org), https://x.org/a_b",
        ),
        (r"as \citet{foo} show~\cite{bar}", "as show"),
        (r"\ours achieves \unknown{more}", r"\ours achieves more"),
    ],
)
def test_latex_becomes_what_it_stands_for(latex, plain):
    assert collapse(plain_latex(latex)) == plain


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\\{}$~`'-%")))
def test_text_without_latex_is_left_alone(text):
    assert plain_latex(text) == text


@given(st.text(alphabet="ab \\{}$%~^_'\"`-09&#", max_size=60))
def test_no_letter_outside_a_command_is_lost(text):
    """Whatever the braces, dollars and per cent signs around it."""
    words = "xyz " + text.replace("\\", "") + " zyx"
    plain = unicodedata.normalize("NFKC", plain_latex(words))
    assert [c for c in plain if c in "abxyz09%&#"] == [c for c in words if c in "abxyz09%&#"]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_escaped_markup_comes_back(text):
    assert plain_markup(f"<p>{escape(text)}</p>").strip() == text.strip()


# Every record comes back from every format.

WORDS = st.text(st.characters(categories=["L", "N"], include_characters=" :-,()"), min_size=1).map(
    collapse
)
RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            "title": WORDS.filter(lambda t: any(c.isalnum() for c in t)),
            "abstract": WORDS,
            "authors": st.lists(st.sampled_from(["Ann One", "Bo Two"]), unique=True),
            "year": st.integers(1990, 2030),
        }
    ),
    min_size=1,
    max_size=5,
)


def as_bibtex(record):
    names = " and ".join(record["authors"])
    fields = f"abstract={{{record['abstract']}}},\n author={{{names}}},\n year={record['year']}"
    return f"@misc{{k,\n title={{{record['title']}}},\n {fields}}}\n"


def as_ris(record):
    names = "".join(f"AU  - {name}\n" for name in record["authors"])
    body = f"TI  - {record['title']}\nAB  - {record['abstract']}\n{names}PY  - {record['year']}\n"
    return f"TY  - JOUR\n{body}ER  - \n"


def as_csl(record):
    people = [{"literal": name} for name in record["authors"]]
    item = {"title": record["title"], "abstract": record["abstract"], "author": people}
    return json.dumps({**item, "issued": {"date-parts": [[record["year"]]]}}, indent=1)


def as_atom(record):
    names = "".join(f"<author><name>{name}</name></author>\n" for name in record["authors"])
    return (
        f"<entry>\n<title>{escape(record['title'])}</title>\n"
        f"<summary>{escape(record['abstract'])}</summary>\n{names}"
        f"<published>{record['year']}-01-01T00:00:00Z</published>\n</entry>\n"
    )


WRITERS = {
    "bibtex": lambda records: "".join(map(as_bibtex, records)),
    "ris": lambda records: "".join(map(as_ris, records)),
    "csl-json": lambda records: "[\n" + ",\n".join(map(as_csl, records)) + "\n]\n",
    "arxiv-atom": lambda records: f"{FEED}\n{''.join(map(as_atom, records))}</feed>\n",
}


@pytest.mark.parametrize("format_", WRITERS)
@given(records=RECORDS)
@settings(max_examples=40)
def test_every_record_comes_back(format_, records):
    text = WRITERS[format_](records)
    parsed, _ = parse_listing("x", "x", text.encode())
    assert parsed.listing.format == format_
    found = parsed.listing.records
    plain = plain_latex if format_ in {"bibtex", "arxiv-atom"} else str
    expected = [collapse(plain(record["title"])).removesuffix(".") for record in records]
    assert [record.title for record in found] == expected
    for record, given_ in zip(found, records, strict=True):
        assert collapse(record.abstract) == collapse(plain(given_["abstract"]))
        assert record.facts.authors == tuple(given_["authors"])
        assert record.facts.year == given_["year"]
        assert collapse(text.split("\n")[record.line - 1]).startswith(("@", "TY", "{", "<entry"))
    assert LineKind.UNPAIRED not in parsed.kinds.values()
    assert set(parsed.kinds) == {line.number for line in decode("x", text.encode())[0] if line.text}


@pytest.mark.parametrize("format_", WRITERS)
@given(records=RECORDS, cut=st.floats(0, 1), data=st.data())
@settings(max_examples=40)
def test_damage_costs_no_crash_and_no_line(format_, records, cut, data):
    """Wherever a dump is cut off or broken, each line is accounted for or the dump refused."""
    text = WRITERS[format_](records)
    at = int(cut * len(text))
    text = text[:at] + data.draw(st.sampled_from(["", "{", "}", '"', "@", "\n", "<", "\\"]))
    if data.draw(st.booleans()):
        text += WRITERS[format_](records)[at:]
    parsed, problems = parse_listing("x", "x", text.encode())
    if parsed is None:
        assert any(problem.level == "error" for problem in problems)
        return
    filled = {line.number for line in decode("x", text.encode())[0] if line.text}
    assert set(parsed.kinds) == filled
    assert len(parsed.listing.records) <= 2 * len(records)
    unpaired = {n for n, kind in parsed.kinds.items() if kind is LineKind.UNPAIRED}
    said = {problem.location.line for problem in problems if problem.code == "listing-record"}
    assert not unpaired or said
    assert all(any(line <= number for line in said) for number in unpaired)


# Hostile files: of a size at which work that grows with the square of it would never end.


def bomb(levels=12):
    entities = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(levels)
    )
    return f"<!DOCTYPE feed [{entities}]>{FEED}<entry><title>&e{levels - 1};</title></entry></feed>"


HOSTILE = {
    "braces": "@a{k, title={" + "{" * 200_000 + "x" + "}" * 200_000 + "}}",
    "open braces": "@a{k, title=" + "{" * 400_000,
    "blocks": "@a{\n" * 100_000,
    "at signs": "@" * 400_000 + "\n@a{k, title={T}}",
    "spaces before at": "@a{k, title={T}}" + (" " * 2_000 + "@b{") * 200,
    "strings": "@string{a = a}\n@string{b = a}\n@a{k, title = b # a}",
    "joined": "@a{k, title = " + " # ".join(["{x}"] * 50_000) + "}",
    "dollars": "@a{k, title={" + "$a" * 150_000 + "}}",
    "accents": "@a{k, title={" + "\\'" * 150_000 + "}}",
    "commands": "@a{k, title={" + "\\emph{" * 50_000 + "x" + "}" * 50_000 + "}}",
    "authors": "@a{k, title={T}, author={" + " and ".join(["{A} B, c"] * 30_000) + "}}",
    "open author": "@a{k, title={T}, author={" + "a, " * 100_000 + "}}",
    "ris lines": "TY  - JOUR\nTI  - T\nAB  - x\n" + "a\n" * 150_000 + "ER  - ",
    "ris records": "TY  - JOUR\n" * 50_000,
    "json depth": "[" * 300_000,
    "json objects": '{"a":' * 100_000,
    "json number": '[{"title": ' + "9" * 300_000 + "}]",
    "json surrogate": '[{"title": "a\\ud800b", "abstract": "\\u202e\\u0000x"}]',
    "json infinity": '[{"title": "T", "issued": {"date-parts": [[NaN]]}}, Infinity]',
    "date parts": '[{"title": "T", "issued": {"date-parts": ' + "[" * 900 + "]" * 900 + "}}]",
    "xml bomb": bomb(),
    "xml file": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    + FEED
    + "<entry><title>&x;</title></entry></feed>",
    "xml entity": FEED + "<entry><title>&x;</title></entry></feed>",
    "xml depth": FEED + "<entry>" * 100_000,
    "xml attributes": FEED + "<entry " + " ".join(f"a{n}='x'" for n in range(20_000)) + "/></feed>",
    "xml not utf-8": f'<?xml version="1.0" encoding="UTF-16"?>{FEED}<entry><title>T</title></entry>'
    "</feed>",
    "tags": json.dumps([{"title": "<" * 100_000 + "i " * 50_000, "abstract": "<p a='" * 30_000}]),
    "doi": json.dumps([{"title": "T", "DOI": "10.1000/" + ")" * 100_000}]),
    "url": json.dumps([{"title": "T", "URL": "https://x.org/" + ")" * 100_000}]),
    "venue": json.dumps([{"title": "T", "container-title": "(A" * 100_000}]),
    "many on one line": json.dumps([{"title": f"T{n}"} for n in range(20_000)]),
    "too long": f"@a{{k, title={{T}}, note={{{'x' * MAX_RECORD}}}}}\n@b{{k, title={{U}}}}",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_no_file_can_hurt(name):
    content = HOSTILE[name].encode()
    parsed, problems = parse_listing("x", "x", content)
    if parsed is None:
        assert [p.level for p in problems].count("error") == 1
        assert problems[-1].location.line >= 1
    else:
        for record in parsed.listing.records:
            record.title.encode()
            record.abstract.encode()
            assert "root:" not in record.title
            assert "haha" not in record.title


@pytest.mark.parametrize("name", ["xml bomb", "xml file", "xml entity"])
def test_no_entity_is_expanded(name):
    parsed, problems = parse_listing("x", "x", HOSTILE[name].encode())
    assert parsed is None
    assert problems[-1].code == "listing-format"


def test_characters_that_escapes_bring_in_are_left_out():
    record = only(HOSTILE["json surrogate"])
    assert (record.title, record.abstract) == ("ab", "x")


def test_a_record_too_long_is_left_out_and_the_next_one_read():
    parsed, problems = parse_listing("x", "x", HOSTILE["too long"].encode())
    assert [record.title for record in parsed.listing.records] == ["U"]
    assert [problem.code for problem in problems].count("listing-record") == 1


def test_ten_megabytes_of_bibtex_are_read_whole():
    abstract = "abstract = {" + "Some words of an abstract. " * 40 + "},\n  year "
    entry = DBLP.replace("On {RL}", "Paper {%d} on {RL}").replace("year ", abstract, 1)
    count = 10_000_000 // len(entry)
    text = "\n".join(entry % number for number in range(count))
    assert MAX_BYTES > len(text) > 9_000_000
    records = papers(text)
    assert len(records) == count
    assert records[-1].line == text.count("\n", 0, text.rindex("@inproceedings")) + 1


@pytest.mark.parametrize("format_", FORMATS)
@given(content=st.binary(max_size=200))
@settings(max_examples=60)
def test_no_bytes_crash_a_format(format_, content):
    starts = {
        "bibtex": b"@a{k, title = ",
        "ris": b"TY  - JOUR\nTI  - ",
        "csl-json": b'[{"title": ',
        "arxiv-atom": FEED.encode(),
        "huggingface": b"new\nSubscribe\n",
    }
    parsed, problems = parse_listing("x", "x", starts[format_] + content)
    assert parsed is not None or any(problem.level == "error" for problem in problems)


def test_the_kind_of_a_file_is_told_by_what_it_holds():
    records = [{"title": "T", "abstract": "A", "authors": [], "year": 2020}]
    for format_, write in WRITERS.items():
        parsed, _ = parse_listing("wrong.txt", "x", write(records).encode())
        assert parsed.listing.format == format_
