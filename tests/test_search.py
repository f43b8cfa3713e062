"""The index and the query layer: the same words on both sides, lunr's own scores, all operators."""

import json
import string
import unicodedata
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunr.builder import Builder

from generator.derive import derive
from generator.derive.field_words import FIELDS, read_words
from generator.derive.search_index import BOOSTS, search_index
from generator.meaning import WordTable, pack, read_table, unpack, write_table
from generator.project import read_word_table
from generator.render.exports.search import search_files
from generator.render.page import RenderInput
from generator.vocabulary import STOP_WORDS, field_texts, normalise, stems, words_of

MODULES = "assets/javascripts/search/"


@pytest.fixture
def site(toy_site, serve) -> str:
    return serve(toy_site)


def run(page, site, module, script, value=None):
    """Run a script with a module of the search as `m`."""
    page.goto(site + "about/")
    address = f"{site}{MODULES}{module}.js"
    return page.evaluate(
        f"async ([address, value]) => {{ const m = await import(address); {script} }}",
        [address, value],
    )


def lunr_index(catalog):
    """The index that lunr itself builds of the same words."""
    builder = Builder()
    builder.ref("id")
    for field in FIELDS:
        builder.field(field, boost=BOOSTS[field])
    for entry in catalog.entries.values():
        texts = field_texts(catalog, entry)
        builder.add({"id": entry.id} | {field: stems(words_of(texts[field])) for field in FIELDS})
    return builder.build()


def test_postings_hold_the_scores_that_lunr_gives(toy_catalog, page):
    """Every stem of the list, asked of lunr.js with lunr's own index, scores the same papers.

    lunr rounds each field of a paper to thousandths before it adds them up.
    """
    library = files("mkdocs") / "contrib" / "search" / "templates" / "search" / "lunr.js"
    page.goto("about:blank")
    page.add_script_tag(content=library.read_text())
    whole = lunr_index(toy_catalog)
    postings = search_index(toy_catalog, read_words(toy_catalog)).postings
    assert list(postings.terms) == sorted(whole.inverted_index)
    script = """([whole, stems]) => {
      const index = lunr.Index.load(whole);
      const ask = (stem) => index.query((query) => query.term(stem, { usePipeline: false }));
      return stems.map((stem) => ask(stem).map(({ ref, score }) => [ref, score]));
    }"""
    answers = page.evaluate(script, [whole.serialize(), postings.terms])
    ids = list(toy_catalog.entries)
    for stem, answer in zip(postings.terms, answers, strict=True):
        theirs = dict(answer)
        ours = {ids[place]: score for place, score in postings.of(stem).items()}
        assert theirs == pytest.approx(ours, abs=0.0005 * len(FIELDS)), stem


def test_odd_letters_are_folded_or_left_out(toy_catalog):
    entry = toy_catalog.entries["cad2rl"]
    paper = entry.paper.model_copy(
        update={"title": "A 🤖robot 𝔸lpha", "summary": "naïve ﬁne Schr¨odinger"}
    )
    changed = entry.model_copy(update={"paper": paper})
    catalog = toy_catalog.model_copy(update={"entries": {"cad2rl": changed}})
    words = search_index(catalog, read_words(catalog)).words
    assert list(words) == sorted(words, key=lambda word: word.encode("utf-16-be"))
    assert {"robot", "alpha", "naive", "fine", "schrodinger"} <= set(words)


def test_both_sides_read_words_alike(site, page, real_catalog):
    texts = [entry.paper.abstract or "" for entry in real_catalog.entries.values()]
    texts += ["Labelled behaviours, générisation à la Poincaré", "x-y--z (π₀) ﬁne", "a\u00a0b\tc"]
    theirs = run(
        page, site, "words", "return value.map(text => [...new Set(m.wordsOf(text))].sort())", texts
    )
    for text, words in zip(texts, theirs, strict=True):
        ours = set(words_of([text]))
        assert set(words) <= ours, set(words) - ours
        joined = ours - set(words)  # hyphenated words in one piece are the index's alone
        assert all(len(word) > 1 for word in joined)
    pairs = sorted({w for text in texts for w in words_of([text])})
    assert run(page, site, "words", "return value.map(m.normalise)", pairs) == list(
        map(normalise, pairs)
    )


def test_both_sides_read_every_letter_mark_and_sign_alike(site, page):
    """One word with a space in it would shift the stem of every word after it.

    Of a hyphenated word the index alone keeps one piece too; the lunate sigma is two small letters,
    one before folding and another after.
    """
    given = [chr(code) for code in range(0x10000) if unicodedata.category(chr(code))[0] in "LMNPSZ"]
    given = [character for character in given if character not in "-\u03f9"]
    texts = [f"ab{character}cd" for character in given]
    theirs = run(page, site, "words", "return value.map(text => m.wordsOf(text))", texts)
    assert [words_of([text]) for text in texts] == theirs
    assert not any(set(word) & set(string.whitespace) for words in theirs for word in words)


QUERIES = {
    "plain words": {"words": "plain words"},
    'a "policy gradient" b': {"words": "a policy gradient b", "phrases": [["policy", "gradient"]]},
    '"one': {"words": "one"},
    "author:Finn x": {"words": "x", "authors": ["finn"]},
    'author:"Chelsea Finn"': {"authors": ["chelsea", "finn"]},
    "robots -diffusion": {"words": "robots", "without": ["diffusion"]},
    "self-play": {"words": "self-play"},
    "Zheng et al. 2023": {"words": "Zheng 2023"},
    "Zheng ET. AL., (2023)": {"words": "Zheng (2023)"},
    "Zheng & Levine et al": {"words": "Zheng & Levine "},  # through with the name, not half-typed
    "et alia et al.x et al-x": {"words": "et alia et al.x et al-x"},
    "theme:offline-rl TAG:games": {"filters": {"theme": ["offline-rl"], "tag": ["games"]}},
    'http://x.org a:b - -- " ': {
        "words": "http://x.org a b - -",
        "unread": {"asWords": ["a:b"], "left": []},
    },
    'title:"deep nets" x': {
        "words": "title deep nets x",
        "phrases": [["deep", "nets"]],
        "unread": {"asWords": ['title:"deep nets"'], "left": []},
    },
    'a -title:b -x:"c d"': {
        "words": "a",
        "unread": {"asWords": [], "left": ["-title:b", '-x:"c d"']},
    },
    'on"deep nets"by': {"words": "on deep nets by", "phrases": [["deep", "nets"]]},
    "constructor __proto__": {"words": "constructor __proto__"},
}


def test_operators_are_read(site, page):
    nothing = {"words": "", "phrases": [], "without": [], "authors": [], "filters": {}}
    nothing["unread"] = {"asWords": [], "left": []}
    found = run(page, site, "query", "return value.map(m.read)", list(QUERIES))
    for query, got in zip(QUERIES, found, strict=True):
        assert got == nothing | QUERIES[query], query


def test_no_query_breaks_the_engine(site, page):
    """Whatever is typed is answered, and every hit is a paper of the list."""

    @given(st.lists(st.text(max_size=40), min_size=30, max_size=30))
    def ask(queries):
        queries += [f"theme:{q} year:{q}.." for q in queries[:5]] + [f'"{q}" -{q}' for q in queries]
        answers = page.evaluate(
            """async ([address, root, queries]) => {
              const { Engine } = await import(address);
              window.engine ??= new Engine(root);
              const found = [];
              for (const query of queries) found.push(await window.engine.search(query));
              return found.map(({ total, hits }) => [total, hits.map((hit) => hit.id)]);
            }""",
            [f"{site}{MODULES}engine.js", site, queries],
        )
        for total, hits in answers:
            assert len(hits) == min(total, 20)
            assert len(set(hits)) == len(hits)

    page.goto(site + "about/")
    ask()


def test_the_table_of_words_survives_being_written():
    table = read_word_table()
    assert len(table.words) == 16_000
    assert list(table.words) == sorted(table.words)
    again = read_table(write_table(table))
    assert again.words == table.words
    assert (again.nearest == table.nearest).all()
    assert (again.vectors == table.vectors).all()


@given(st.lists(st.lists(st.integers(-7, 7), min_size=4, max_size=4), min_size=1, max_size=5))
def test_packing_loses_nothing(rows):
    import numpy as np

    assert unpack(pack(np.array(rows, dtype=np.int8))).tolist() == rows


def test_words_that_mean_much_the_same_stand_near():
    table = read_word_table()

    def near(one, other):
        rows = [table.directions[table.places[word]] for word in (one, other)]
        return float(rows[0] @ rows[1])

    assert near("robot", "machine") > near("robot", "butter")
    assert near("cheap", "expensive") > near("cheap", "monkey")
    assert isinstance(table, WordTable)
    assert "the" in STOP_WORDS


def test_numbers_lead_to_places(toy_catalog):
    entries = list(toy_catalog.entries.values())
    first = entries[0].model_copy(
        update={"paper": entries[0].paper.model_copy(update={"doi": "10.1/x", "arxiv": None})}
    )
    catalog = toy_catalog.model_copy(update={"entries": toy_catalog.entries | {first.id: first}})
    given = RenderInput(catalog, derive(catalog, read_word_table()))
    found = json.loads(dict(search_files(given))["data/search/numbers.json"])
    assert found.pop("10.1/x") == 0
    assert found == {e.paper.arxiv: n for n, e in enumerate(entries) if n and e.paper.arxiv}
