"""Citations: other people's programs read back what we wrote."""

import doctest
import html
import json
import re
import unicodedata
from dataclasses import replace

import markdown as python_markdown
import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as citeproc_formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import assume, given
from hypothesis import strategies as st
from pybtex.database import parse_string
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from generator.render.citations import (
    FORMATS,
    bibtex,
    names,
    to_bibtex,
    to_csl,
    to_markdown,
    to_ris,
    work,
    work_of,
)
from generator.render.citations import latex as latex_module
from generator.render.citations import markdown as markdown_module
from generator.render.citations.bibtex import protected_title
from generator.render.citations.latex import latex
from generator.render.citations.names import Name, split_name
from generator.render.citations.work import Work, venue_kind

WORK = Work(
    id="cad2rl",
    kind="preprint",
    title="CAD2RL: Real Single-Image Flight without a Single Real Image",
    authors=(Name("Fereshteh", "Sadeghi"), Name("Sergey", "Levine")),
    year=2016,
    container="",
    arxiv="1611.04201",
    keywords=("Navigation", "Sim-to-real"),
    names=("CAD2RL",),
    abstract="An abstract.",
)
# A title or a name as entries can hold it: one line, no invisible characters.
LINE = (
    st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=120)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
LETTERS = st.text("aZéüñçşłøßæđþıÅőǧếỗπΩλμ₀₁⋅∞→−  ", min_size=1).map(str.strip).filter(bool)
TEX = LETTERS | st.text("ab\\{}$%&#_^~<>|\"'`-?!,.() ", min_size=1).map(str.strip).filter(bool)
PRINTED = ["Hal Daumé III", "Jefersson A. dos Santos", "Sammy Davis Jr.", "Wouter van den Berg"]
NAMES = LINE.filter(lambda name: re.search(r"\w", name)) | st.sampled_from(PRINTED)


def reader() -> LatexNodes2Text:
    """A reader of LaTeX that also knows the text commands it lacks."""
    known = get_default_latex_context_db()
    extra = {"textbraceleft": "{", "textbraceright": "}", "textless": "<", "textgreater": ">"}
    extra |= {"textbar": "|", "textasciicircum": "^"}
    macros = [MacroTextSpec(name, text) for name, text in extra.items()]
    known.add_context_category("text", prepend=True, macros=macros)
    return LatexNodes2Text(latex_context=known, math_mode="text", strict_latex_spaces=True)


READ = reader()


def read_latex(text: str) -> str:
    return same(READ.latex_to_text(text))


def same(text: str) -> str:
    """A text but for what print does not show: kinds of minus and dot, spaces, small figures."""
    folded = unicodedata.normalize("NFKC", text.translate(str.maketrans("−∗⋅", "-*·")))
    return " ".join(folded.split())


def parsed(record: str):
    return next(iter(parse_string(record, "bibtex").entries.items()))


@given(LINE | TEX)
def test_any_text_survives_latex(text):
    assert read_latex(latex(text)) == same(text)


@given(LINE | TEX)
def test_any_title_survives_bibtex(text):
    key, entry = parsed(to_bibtex(replace(WORK, title=text)))
    assert key == "cad2rl"
    assert read_latex(entry.fields["title"]) == same(text)


@given(st.lists(NAMES | LETTERS, min_size=1, max_size=4))
def test_any_authors_survive_bibtex(given_names):
    authors = tuple(map(split_name, given_names))
    _, entry = parsed(to_bibtex(replace(WORK, authors=authors)))
    assert len(entry.persons["author"]) == len(given_names)
    for name, person in zip(authors, entry.persons["author"], strict=True):
        family = person.prelast_names + person.last_names
        assert read_latex(" ".join(family)) == same(name.family)
        assert read_latex(" ".join(person.first_names + person.middle_names)) == same(name.given)
        assert read_latex(" ".join(person.lineage_names)) == same(name.suffix)


@given(LINE, st.lists(NAMES, max_size=4))
def test_any_title_and_authors_survive_ris(title, given_names):
    authors = tuple(map(split_name, given_names))
    [record] = rispy.loads(to_ris(replace(WORK, title=title, authors=authors)))
    assert record["type_of_reference"] == "UNPB"
    assert record["id"] == "cad2rl"
    assert record["title"] == title.strip()
    assert record.get("authors", []) == [name.inverted for name in authors]


@given(LINE, st.lists(NAMES, max_size=4))
def test_any_title_and_authors_survive_csl_json(title, given_names):
    cited = replace(WORK, title=title, authors=tuple(map(split_name, given_names)))
    [item] = json.loads(FORMATS[2].write(cited))
    assert item["title"] == title
    shown = [
        " ".join(a[part] for part in ("given", "family", "suffix", "literal") if part in a)
        for a in item.get("author", [])
    ]
    assert shown == [" ".join(name.split()) for name in given_names]


@given(LINE | TEX)
def test_any_title_shows_as_typed_in_markdown(title):
    assume(not re.search(r"[\x02\x03]", title))
    rendered = python_markdown.markdown(to_markdown(replace(WORK, title=title)))
    shown = re.search(r'<a href="https://arxiv.org/abs/1611.04201">(.*)</a>', rendered)
    assert html.unescape(re.sub(r"<[^>]+>", "", shown[1])) == title


@given(LINE | TEX, st.lists(NAMES, max_size=3))
def test_no_form_holds_a_blank_line(title, given_names):
    cited = replace(WORK, title=title, authors=tuple(map(split_name, given_names)))
    for form in FORMATS:
        assert "" not in form.write(cited).splitlines()
    assert len(to_markdown(cited).splitlines()) == 1


def test_a_preprint_is_cited_as_one():
    assert to_bibtex(WORK) == (
        "@misc{cad2rl,\n"
        "  title = {{CAD2RL}: Real Single-Image Flight without a Single Real Image},\n"
        "  author = {Sadeghi, Fereshteh and Levine, Sergey},\n"
        "  year = {2016},\n"
        "  eprint = {1611.04201},\n"
        "  archivePrefix = {arXiv},\n"
        "  url = {https://arxiv.org/abs/1611.04201},\n"
        "}"
    )
    assert to_csl(WORK)["type"] == "article"
    assert to_csl(WORK)["DOI"] == "10.48550/arXiv.1611.04201"


def test_a_paper_of_a_meeting_keeps_its_eprint_and_takes_the_year_of_the_meeting(toy_catalog):
    cited = work_of(toy_catalog, toy_catalog.entries["cad2rl"])
    _, entry = parsed(to_bibtex(cited))
    assert entry.type == "inproceedings"
    assert dict(entry.fields) == {
        "title": "{CAD2RL}: Real Single-Image Flight without a Single Real Image",
        "booktitle": "RSS 2017",
        "year": "2017",
        "eprint": "1611.04201",
        "archivePrefix": "arXiv",
        "url": "https://arxiv.org/abs/1611.04201",
    }
    assert "DOI" not in to_csl(cited)  # arXiv's names the preprint, not what the meeting printed
    assert to_csl(cited)["container-title"] == "RSS 2017"


def test_what_is_not_known_is_absent():
    bare = Work("x", "other", "A Title", (), None, "", "", (), (), "")
    assert to_bibtex(bare) == "@misc{x,\n  title = {A Title},\n}"
    assert to_ris(bare, abstract=True) == "TY  - GEN\nID  - x\nTI  - A Title\nER  - "
    assert to_csl(bare, abstract=True) == {"id": "x", "type": "document", "title": "A Title"}
    assert to_markdown(bare) == "*A Title*."


@pytest.mark.parametrize(
    ("venue", "kind", "container", "year"),
    [
        ("ICLR 2024", "proceedings", "ICLR 2024", 2024),
        ("Findings of EMNLP 2024", "proceedings", "Findings of EMNLP 2024", 2024),
        ("ECML PKDD 2019", "proceedings", "ECML PKDD 2019", 2019),
        ("Workshop on Robots", "proceedings", "Workshop on Robots", None),
        ("JMLR 2016", "journal", "JMLR", 2016),
        ("IEEE Transactions on Robotics 2025", "journal", "IEEE Transactions on Robotics", 2025),
        ("Symmetry 2019", "other", "Symmetry 2019", 2019),
        ("PhD thesis", "other", "PhD thesis", None),
        ("ICLR", "other", "ICLR", None),
        ("", "other", "", None),
    ],
)
def test_a_venue_is_what_its_name_shows_and_no_more(venue, kind, container, year):
    assert venue_kind(venue, ("JMLR",)) == (kind, container, year)


@pytest.mark.parametrize(
    ("printed", "given_name", "family", "suffix"),
    [
        ("Chelsea Finn", "Chelsea", "Finn", ""),
        ("Jefersson A. dos Santos", "Jefersson A.", "dos Santos", ""),
        ("Wouter van den Berg", "Wouter", "van den Berg", ""),
        ("Hal Daumé III", "Hal", "Daumé", "III"),
        ("danah boyd", "danah", "boyd", ""),
        ("Jean Sr.", "Jean", "Sr.", ""),
        ("AI4SafeChole Consortium", "", "AI4SafeChole Consortium", ""),
        ("Robots and Minds Lab", "", "Robots and Minds Lab", ""),
        ("Example, Inc.", "", "Example, Inc.", ""),
        ("Plato", "", "Plato", ""),
    ],
)
def test_names_are_taken_apart_as_bibtex_would(printed, given_name, family, suffix):
    assert split_name(printed) == Name(given_name, family, suffix)


@pytest.mark.parametrize(
    ("title", "abstract", "written"),
    [
        ("ReST-MCTS*: LLM Self-Training", "", "{ReST}-{MCTS}*: {LLM} Self-Training"),
        ("A Survey of Q-Learning in 3D", "", "A Survey of {Q}-Learning in {3D}"),
        ("DeepVideo-R1: A* and I", "", "{DeepVideo}-{R1}: {A}* and {I}"),
        ("Learning Nash Equilibria", "We find a Nash equilibrium.", "Learning {Nash} Equilibria"),
        ("Rubik's Cube", "It solves the Rubik's Cube.", "{Rubik's} Cube"),
        # A method's name in full is no proof that its words are names.
        ("Self Play Works", "We propose Self Play (SP) for it.", "Self Play Works"),
        ("Offline Data", "It uses Offline data, and offline data.", "Offline Data"),
        ("Dreamer for Games", "", "{Dreamer} for Games"),
        ("π₀: a policy", "", r"$\pi$\textsubscript{0}: a policy"),
    ],
)
def test_capitals_that_matter_are_kept(title, abstract, written):
    cited = replace(WORK, title=title, abstract=abstract, names=("Dreamer", "two words"))
    assert protected_title(cited) == written


def test_a_citation_processor_reads_every_paper_of_the_list(real_catalog, recwarn):
    works = [work_of(real_catalog, entry) for entry in real_catalog.entries.values()]
    source = CiteProcJSON([to_csl(cited, abstract=True) for cited in works])
    assert [str(warning.message) for warning in recwarn.list] == []
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, citeproc_formatter.plain)
    for cited in works:
        bibliography.register(Citation([CitationItem(cited.id)]))
    printed = [same("".join(item)) for item in bibliography.bibliography()]
    assert len(printed) == len(works)
    for cited in works:
        found = [line for line in printed if same(cited.title).lower() in line.lower()]
        assert found, cited.title
        assert any(same(name.family) in found[0] for name in cited.authors) or not cited.authors


def test_every_paper_of_the_list_is_read_back_from_bibtex(real_catalog):
    for entry in real_catalog.entries.values():
        key, read = parsed(to_bibtex(work_of(real_catalog, entry)))
        assert key == entry.id
        assert read_latex(read.fields["title"]) == same(entry.paper.title)
        assert len(read.persons.get("author", ())) == len(entry.paper.authors)
        assert ("eprint" in read.fields) == bool(entry.paper.arxiv)


def test_a_key_does_not_change_when_papers_are_added(real_catalog):
    some = dict(list(real_catalog.entries.items())[::2])
    fewer = real_catalog.model_copy(update={"entries": some})
    for id_, entry in some.items():
        assert to_bibtex(work_of(fewer, entry)) == to_bibtex(work_of(real_catalog, entry))
        assert work_of(fewer, entry).id == id_


@pytest.mark.parametrize("module", [bibtex, latex_module, markdown_module, names, work])
def test_examples_in_the_documentation_are_true(module):
    assert doctest.testmod(module).failed == 0
