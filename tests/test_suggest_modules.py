"""The browser's side of suggesting a paper says what the generator says: letter for letter."""

import json
import re
import unicodedata
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from generator.catalog import load
from generator.entry_file import SCHEMA_LINE, entry_text
from generator.listings import facts
from generator.model import Paper
from generator.project import Project, load_project
from generator.render.exports.suggest import suggest_files
from generator.render.page import RenderInput
from generator.text import INVISIBLE, propose_id, slugify, title_key
from generator.yaml_source import read_yaml

TOY = Path(__file__).parent / "toy"
SCHEMA = json.loads((TOY.parents[1] / "site_config/schema/paper.schema.json").read_text())

ASSIGNED = st.characters(exclude_categories=["Cs", "Cn", "Cc"])
VISIBLE = st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Cn"])
CHEROKEE = re.compile("[\u13a0-\u13ff\uab70-\uabbf]")  # the one script that `fold` folds otherwise
HOSTILE = st.sampled_from(
    [
        *"no yes on OFF True null ~ = << 1:30 2401.00010 0x1f 010 1e+3 .5 .inf 2026-01-31".split(),
        *"1_0 --- ... - -- ? : # & * ! | > ' '' \" % @ ` { } [ ] , a: :a a:b #a a# {} []".split(),
        *"-a &a *a !a |a >a 'a' \"a\" %a \\ \\n \\u202e 🤖 👩\u200d💻 é e\u0301 العربية 字".split(),
        *"\uffff <script> </pre> ${x} {{x}} a'b a\"b ½ ²".split(),
        *["2001-01-01 01:01:01", "word " * 30, "x" * 100],
    ]
)
WORDS = st.lists(st.one_of(HOSTILE, st.text(VISIBLE, max_size=8)), min_size=1, max_size=40)
LINE = st.one_of(HOSTILE, WORDS.map(" ".join), st.text(VISIBLE, max_size=120)).map(
    lambda s: " ".join(s.split())
)
LINE = LINE.filter(lambda s: s and not INVISIBLE.search(s))
PROSE = st.lists(LINE, min_size=1, max_size=4).map("\n\n".join)
SLUG = st.from_regex("[a-z0-9]{1,12}(-[a-z0-9]{1,12}){0,9}", fullmatch=True)
URL = st.builds("https://example.org/{}".format, st.text("abc/?=&%:#~-_", max_size=120)).filter(
    lambda url: not url.endswith(tuple(".,;)]"))
)


def some(strategy, **sizes):
    return st.lists(strategy, min_size=1, max_size=4, **sizes)


ENTRIES = st.fixed_dictionaries(
    {"title": LINE, "added": st.dates(date(1990, 1, 1), date(2099, 12, 31)).map(str)},
    optional={
        "listed_as": some(LINE),
        "aliases": some(LINE),
        "authors": some(LINE),
        "year": st.integers(1940, 2100),
        "venue": LINE,
        "arxiv": st.from_regex(r"[0-9]{4}\.[0-9]{4,5}|[a-z-]+/[0-9]{7}", fullmatch=True),
        "doi": st.from_regex(r"10\.[0-9]{4,9}/[a-z0-9().:#'-]{1,30}", fullmatch=True),
        "links": st.dictionaries(st.sampled_from(["code", "project", "other"]), URL, min_size=1),
        "tags": some(SLUG),
        "also_in": some(SLUG),
        "summary": PROSE,
        "why": LINE,
        "needs": some(LINE),
        "abstract": PROSE,
        "relates": some(st.fixed_dictionaries({"id": SLUG, "kind": st.just("extends")})),
        "added_by": LINE,
    },
)
# Each example is a batch, so that the browser is asked seldom; a message names the one that fails,
# and shrinking a whole batch would take minutes to say the same.
QUIET = settings(
    suppress_health_check=list(HealthCheck),
    max_examples=60,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@pytest.fixture(scope="module")
def ask(toy_site, serve, browser):
    """Call a function of the browser's modules: ``ask("text", "titleKey", [argument, …])``."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(serve(toy_site) + "about/")
    script = """async ([module, name, all]) => {
      const found = await import(`../assets/javascripts/suggest/${module}.js`);
      const real = (value) => (value?.SET ? new Set(value.SET) : value);
      return all.map((given) => found[name](...given.map(real)));
    }"""
    yield lambda module, name, *all_: page.evaluate(script, [module, name, list(all_)])
    context.close()


def in_order(entry):
    """The entry with its fields as the form gives them."""
    ordered = {name: entry[name] for name in Paper.model_fields if name in entry}
    relates = [{"id": one["id"], "kind": one["kind"]} for one in entry.get("relates", ())]
    return {**ordered, "relates": relates} if relates else ordered


@QUIET
@given(st.lists(ENTRIES, min_size=5, max_size=15))
def test_what_the_browser_writes_is_what_the_generator_writes(ask, entries):
    ordered = [in_order(entry) for entry in entries]
    written = ask("yaml", "writeYaml", *([entry, SCHEMA_LINE] for entry in ordered))
    for entry, text in zip(ordered, written, strict=True):
        assert text == entry_text(Paper.model_validate(entry))
        assert read_yaml("x", text)[1] == []


def test_the_same_characters_are_invisible(toy_site, serve, page):
    page.goto(serve(toy_site) + "about/")
    hidden = page.evaluate(
        """async () => {
          const { INVISIBLE } = await import("../assets/javascripts/suggest/text.js");
          const all = Array.from({ length: 0x110000 }, (_, number) => number);
          return all.filter((number) => INVISIBLE.test(String.fromCodePoint(number)));
        }"""
    )
    assert hidden == [number for number in range(0x110000) if INVISIBLE.search(chr(number))]


@QUIET
@given(st.lists(st.text(ASSIGNED, max_size=60), min_size=20, max_size=60))
def test_keys_slugs_and_ids_are_the_generators(ask, texts):
    texts = [text for text in texts if not CHEROKEE.search(unicodedata.normalize("NFKD", text))]
    taken = {slugify(text) for text in texts[::3]}
    titles = [" ".join(text.split()) for text in texts if text.split()]
    assert ask("text", "titleKey", *([t] for t in titles)) == [title_key(t) for t in titles]
    assert ask("text", "slugify", *([t] for t in texts)) == [slugify(t) for t in texts]
    free = ask("text", "proposeId", *([t, {"SET": sorted(taken)}] for t in titles))
    assert free == [propose_id(t, taken) for t in titles]


NUMBERS = [
    "2401.00010",
    " 2401.00010v2 ",
    "https://arxiv.org/abs/2401.00010v3",
    "http://arxiv.org/pdf/2401.00010v2.pdf",
    "arXiv:2401.00010v1 [cs.LG] 5 Jan 2024",
    "https://doi.org/10.48550/arXiv.2401.00010",
    "https://huggingface.co/papers/2401.00010",
]


def arxiv_id(text):
    return facts.arxiv_id([text], bare=text) or ""


@pytest.mark.parametrize("text", NUMBERS)
def test_an_arxiv_number_is_found_wherever_it_stands(ask, text):
    assert ask("text", "arxivId", [text]) == ["2401.00010"] == [arxiv_id(text)]


PIECES = st.sampled_from(
    [
        *"2401.00010 2413.00010 cs/0112017 math.gt/0309136 v2 v .pdf arXiv:".split(),
        *"arxiv.org/abs/ abs/ https://doi.org/ 10.1038/ nature14236 10.48550/arXiv.".split(),
        *") ( ] [cs.LG] . , ; ' a Z 9 / - %2F".split(),
        " ",
    ]
)


@QUIET
@given(st.lists(st.lists(PIECES, max_size=7).map("".join), min_size=40, max_size=80))
def test_numbers_and_dois_are_read_alike(ask, texts):
    assert ask("text", "arxivId", *([t] for t in texts)) == [arxiv_id(t) for t in texts]
    assert ask("text", "doi", *([t] for t in texts)) == [facts.doi([t]) or "" for t in texts]


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 3000),
    st.floats(0, 3000, allow_nan=False),
    st.text(ASSIGNED, max_size=20),
    st.lists(st.text(max_size=3), max_size=2),
    st.dictionaries(st.sampled_from("code cod id kind".split()), st.text(max_size=12), max_size=3),
    st.sampled_from(
        'https://x.org/. http://ab" ftp://x.org 2026-02-30 1989-01-01 2100-01-01 2026-1-1 index '
        "a--b Äb 24.1 ٢٤٠١.٠٠٠١٠ cs/123".split()
    ),
    st.just("   "),
)


@st.composite
def broken(draw):
    """An entry of which one to three fields are anything at all."""
    entry = dict(draw(ENTRIES))
    for _ in range(draw(st.integers(0, 3))):
        name = draw(st.sampled_from([*Paper.model_fields, "titel"]))
        if draw(st.booleans()):
            entry[name] = draw(JUNK)
        elif isinstance(entry.get(name), list):
            entry[name] = [*entry[name], draw(JUNK)]
        else:
            entry.pop(name, None)
    return entry


def strings_in(value):
    if isinstance(value, dict):
        return [text for pair in value.items() for part in pair for text in strings_in(part)]
    if isinstance(value, list):
        return [text for part in value for text in strings_in(part)]
    return [value] if isinstance(value, str) else []


CHECKER = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker(["date"]))
EDGES = {
    "added": "2026-02-28 2026-02-29 2024-02-29 2026-13-01 1989-12-31 1990-01-01 2100-01-01".split(),
    "year": [1939, 1940, 2100, 2101, 2019.0, 2019.5, None],
    "arxiv": "2401.0001 2401.000100 2401.00010v1 cs/0112017 CS/0112017 ٢٤٠١.٠٠٠١٠".split(),
    "doi": "10.1038/a 10.103/a 10.1038/A 10.1038/ 10.1038/a\u00a0b".split(" "),
    "title": ["", " ", "\u00a0", "\n", "x"],
    "venue": ["", "\u3000", None, 1],
    "formerly": [
        ["index"],
        ["page"],
        ["pages"],
        ["a-b"],
        ["a--b"],
        ["-a"],
        ["a-"],
        ["A"],
        [""],
        [1],
    ],
    "links": [{"code": url} for url in ("http://x", "https://x.", "https://x/a)", "https://x/(a)b")]
    + [{"cod": "http://x"}, {"code": "ftp://x"}, {"code": "http://x/a b"}, {}, [], None],
    "relates": [[{"id": "a"}], [{"id": "a", "kind": "uses"}], [{"id": "a", "kind": "use"}], ["a"]],
    "titel": ["x"],
}


@pytest.mark.parametrize("field", EDGES)
def test_borders_of_a_field_are_the_same_for_all(ask, field):
    base = {"title": "x", "added": "2026-01-31"}
    same_everywhere(ask, [base | {field: value} for value in EDGES[field]])


@QUIET
@given(st.lists(broken(), min_size=3, max_size=8))
def test_browser_jsonschema_and_records_accept_the_same_entries(ask, entries):
    same_everywhere(ask, entries)


def same_everywhere(ask, entries):
    found = ask("schema", "faults", *([SCHEMA, entry] for entry in entries))
    for entry, faults in zip(entries, found, strict=True):
        texts = strings_in(entry)
        if any(text.endswith("\n") and text.strip() for text in texts):
            continue  # where a pattern asks for the end, Python allows for a line end
        assert CHECKER.is_valid(entry) == (faults == []), (entry, faults)
        year = entry.get("year")
        typed = isinstance(entry.get("added", ""), str) and (year is None or type(year) is int)
        if typed and not any(INVISIBLE.search(text) for text in texts):
            assert accepted(entry) == (faults == []), (entry, faults)


def accepted(entry) -> bool:
    try:
        Paper.model_validate(entry)
    except ValidationError:
        return False
    return True


def test_the_browser_knows_every_keyword_of_the_schema(ask):
    used = keywords_in(SCHEMA)
    assert {"pattern", "not", "anyOf", "$ref"} <= used
    assert used <= set(ask("schema", "keywords", [])[0])


def keywords_in(schema, *, names=False) -> set[str]:
    """The keywords that a schema uses; below ``properties`` and ``$defs`` stand names instead."""
    if not isinstance(schema, dict):
        return set()
    found = set() if names else set(schema)
    for key, value in schema.items():
        named = not names and key in {"properties", "$defs"}
        if key not in {"default", "enum"} or names:
            parts = value if isinstance(value, list) else [value]
            found |= set().union(*(keywords_in(part, names=named) for part in parts))
    return found


def test_a_keyword_that_is_not_known_is_no_small_matter(ask):
    with pytest.raises(Exception, match="multipleOf"):
        ask("schema", "faults", [{"multipleOf": 2}, 1])


PHRASES = st.lists(
    st.sampled_from(
        "we study offline learning from play with 3 robots and 12,5 percent more data than others "
        "1.5 Straße ΣΑΣ 2× ε⁻²·⁵ 2.5 \\alpha $x^2$ 22times <b> {x} tilde A ``q'' _x_{ naïve".split()
    ),
    min_size=1,
    max_size=24,
).map(" ".join)
SENTENCES = st.one_of(PHRASES, st.tuples(PHRASES, PHRASES, PHRASES, PHRASES).map(" ".join))
HIDDEN = st.sampled_from(
    ["x\u200by", "\u202edrawkcab", "a\u2060", "\ufeffa", "nul\x00", "\x85a\x1c"]
)


TOY_FILES = {
    path.relative_to(TOY).as_posix(): path.read_bytes()
    for path in sorted(TOY.rglob("*"))
    if path.suffix in {".yaml", ".md"}
}
TOY_LIST = json.loads(
    dict(suggest_files(RenderInput(load_project(Project(TOY)).catalog, None)))["data/suggest.json"]
)


@st.composite
def drafts(draw):
    """A new entry with its place, in which anything that `check` looks at may be wrong."""
    papers = TOY_LIST["papers"]
    titles = [form for paper in papers for form in (paper["title"], *paper.get("forms", ()))]
    title = st.sampled_from([*titles, *(line["title"] for line in TOY_LIST["ignored"])])
    spelt = title.map(lambda text: text.upper().replace("-", " "))
    near = title.map(lambda text: f"{text} of the Robot")
    tags = st.sampled_from([*(tag["slug"] for tag in TOY_LIST["tags"]), "no-such-tag"])
    themes = st.sampled_from([*(theme["slug"] for theme in TOY_LIST["themes"]), "no-such-theme"])
    ids = st.sampled_from([*(paper["id"] for paper in papers), "no-such-paper"])
    relations = st.fixed_dictionaries({"id": ids, "kind": st.just("uses")})
    arxiv = st.sampled_from(
        [*(p["arxiv"] for p in papers if "arxiv" in p), "2912.00001", "arXiv:1"]
    )
    optional = {
        "authors": some(st.one_of(LINE, HIDDEN)),
        "year": st.sampled_from([2024, 1500]),
        "arxiv": arxiv,
        "doi": st.sampled_from(["10.1000/new", "doi:10.1"]),
        "links": st.fixed_dictionaries(
            {"code": st.sampled_from(["https://x.org/", "x.org", "http://x.org."])}
        ),
        "tags": st.lists(tags, min_size=1, max_size=9),
        "also_in": st.lists(themes, min_size=1, max_size=2),
        "summary": SENTENCES,
        "why": PHRASES,
        "needs": some(PHRASES),
        "abstract": SENTENCES,
        "relates": st.lists(relations, min_size=1, max_size=3),
        "added_by": st.one_of(LINE, HIDDEN),
    }
    chosen = draw(st.sets(st.sampled_from(sorted(optional)), max_size=6))
    entry = {"title": draw(st.one_of(PHRASES, title, spelt, near, LINE))}
    entry |= {name: draw(optional[name]) for name in sorted(chosen)} | {"added": "2026-11-21"}
    return {"id": "zz-new-paper", "theme": draw(themes), "entry": in_order(entry)}


@settings(QUIET, max_examples=120)
@given(st.lists(drafts(), min_size=1, max_size=4))
def test_the_browser_finds_what_check_finds(ask, batch):
    same_as_check(ask, batch)


EIGHT = "one two three four five six seven eight"
NAMES = [
    "Two, Ann",
    "Ann Two, Jr.",
    "Ann Two, IV",
    "Two, Ivan",
    "et al.",
    "Ann Two et al",
    "Al Metal",
]
NAMES += ["Others", "and others", "And Bo", "Andrea Bo", "Sandra Others", "Ann, MD,", "ET AL et"]
SPECIAL = [
    {"abstract": "A rate of ε⁻²·⁵ is met.", "why": "Meets a rate of 2.5."},
    {"abstract": "A rate of ε⁻²·⁵ is met.", "why": "Meets a rate of 3.5."},
    {"abstract": f"Then {EIGHT.upper()} and on.", "why": EIGHT},
    {"abstract": f"Then {EIGHT.replace(' ', '-')}.", "why": EIGHT.replace("eight", "nine")},
    {"abstract": "STRASSE " + EIGHT[:34], "why": "Straße " + EIGHT[:34]},
    {"why": "word " * 20},
    {"why": "word " * 21},
    {"summary": "word " * 34},
    {"summary": "word " * 35},
    {"summary": "word " * 70 + "\n\n" + "word"},
    {"why": "[[spiral|two words]] of a link"},
    {"needs": ["one two three", "one two three four"]},
    {"needs": ["one two three four"]},
    {"title": "Generative Adversarial Imitation of Learning Agents"},
    {"title": "Generative Adversarial Imitation of Learning Agents Now"},
    {"title": "π0 and the " + "[" * 50},
    {"title": "22times as good as 2^x"},
    {"needs": ["see how \\alpha is chosen"], "venue": "<b>ICML</b> 2024", "authors": ["Ada {\\L}"]},
    {"aliases": ["B^2-DiffuRL"]},
    {"year": 2027},
    {"year": 2028},
    {"tags": ["planning", "planning", "games"]},
    *({"authors": ["Bo One", name]} for name in NAMES),
]


@pytest.mark.parametrize("fields", SPECIAL, ids=str)
def test_a_case_at_a_border_is_judged_as_check_does(ask, fields):
    tidy = {
        name: "\n\n".join(" ".join(part.split()) for part in value.split("\n\n"))
        if isinstance(value, str)
        else value
        for name, value in fields.items()
    }
    entry = in_order({"title": "A title of its own", "added": "2026-11-21"} | tidy)
    same_as_check(ask, [{"id": "zz-new-paper", "theme": "robot-learning", "entry": entry}])


def same_as_check(ask, batch):
    judged = ask("rules", "judge", *([draft, TOY_LIST, SCHEMA] for draft in batch))
    written = ask("yaml", "writeYaml", *([draft["entry"]] for draft in batch))
    for draft, found, text in zip(batch, judged, written, strict=True):
        path = f"content/papers/{draft['theme']}/{draft['id']}.yaml"
        _, problems, _ = load({**TOY_FILES, path: text.encode()}, [])
        # Registering an id is up to those who take the entry in.
        here = {p.code for p in problems if p.location.path == path} - {"unregistered-id"}
        here |= {p.code for p in problems if p.code == "ignored-with-entry"}
        mine = {fault["code"] for fault in found}
        unreadable = here & {"invisible-character", "yaml-syntax"}
        unfit = here & {"arxiv-id", "doi", "year", "url"}
        if unreadable or unfit:  # what cannot be read is not looked at any further
            assert (unreadable or unfit) <= mine, (draft, problems, found)
        else:
            assert mine == here, (draft, problems, found)


def test_a_proposal_is_a_link_with_the_text_where_the_host_takes_it(ask):
    page = {"address": "https://x.org/new", "name": "filename", "text": "value"}
    texts = ["a: b & c\n", "word " * 500, "word " * 1100]
    found = ask("output", "proposalAddress", *([page, "t", "p.yaml", text] for text in texts))
    assert [one["pasted"] for one in found] == [False, False, True]
    assert found[0]["address"] == "https://x.org/new/t?filename=p.yaml&value=a%3A%20b%20%26%20c%0A"
    assert found[2]["address"] == "https://x.org/new/t?filename=p.yaml"
    assert all(len(one["address"]) < 8191 for one in found)
    bare = {**page, "name": "file_name", "text": ""}
    assert ask("output", "proposalAddress", [bare, "t", "p.yaml", "a"]) == [
        {"address": "https://x.org/new/t?file_name=p.yaml", "pasted": True}
    ]
