"""How the search reads a query: its module alone, in a browser, over a handful of words."""

from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parent.parent / "site_config" / "assets" / "javascripts"
WORDS = (
    "control controller kite offpolicy planned planner planning "
    "play policy robot robots self selfplay theory"
)
STEMS = {"robots": "robot", "planned": "plan", "planning": "plan"}
MEANT = {"banana": [], "abc": [], "robot": [["machin", 0.75], ["robot", 1]], "theory": []}


@pytest.fixture
def understand(page, serve):
    """Read a query; return its terms with stems as dictionaries."""
    address = serve(SCRIPTS)
    page.goto(address + "search/understand.js")
    words = sorted(WORDS.split())
    dropped = [len(w) - len(STEMS.get(w, w)) for w in words]
    core = {"words": " ".join(words), "stemmed": list(range(len(words))), "stopWords": "the off a",
            "changes": [[number, ""] for number in dropped], "title": ["Theory"]}  # fmt: skip

    def ask(query, exact=None, like=False):
        script = """async ([core, meant, query, options, like]) => {
          const m = await import("./understand.js");
          const { Vocabulary } = await import("./vocabulary.js");
          const meaning = async (word) => (meant[word] ? { near: meant[word] } : null);
          const people = async (word) => (word === "kite" ? [0] : []);
          const postings = async ([stem]) => new Map([[stem, { places: [0] }]]);
          const vocabulary = new Vocabulary(core);
          const store = { core: Promise.resolve({ vocabulary }), meaning, people, postings };
          let terms = await m.understand(query, store, ...options);
          if (like) terms = await m.inOtherWords(terms, store);
          const plain = (map) => map && Object.fromEntries(map);
          return terms.map((t) => ({ ...t, stems: plain(t.stems), like: plain(t.like),
            longer: plain(t.longer) }));
        }"""
        options = [] if exact is None else [{"exact": exact}]
        return page.evaluate(script, [core, MEANT, query, options, like])

    return ask


def stems(terms):
    return {term["word"]: term["stems"] for term in terms}


def test_a_word_of_the_list_is_read_as_it_is(understand):
    (term,) = understand("Robots ")
    assert {key: value for key, value in term.items() if value is not None} == {
        "word": "robots", "shown": "robots", "stems": {"robot": 1}, "foreign": False, "longer": {},
    }  # fmt: skip


def test_the_last_word_may_be_half_typed(understand):
    assert stems(understand("plann")) == {"plann": {"plan": 0.7, "planner": 0.7}}
    assert stems(understand("robot")) == {"robot": {"robot": 1}}  # "robots" has the same stem
    assert stems(understand("planner")) == {"planner": {"planner": 1}}
    assert stems(understand("policy robot"))["policy"] == {"policy": 1}
    assert stems(understand("plann robots"))["plann"] != {"plan": 0.7, "planner": 0.7}
    # Whoever typed a space is through with the word.
    assert stems(understand("the ")) == {}
    assert stems(understand("plann. ", exact=True)) == {"plann": {}}


def test_what_completes_a_word_of_the_list_stands_apart(understand):
    (term,) = understand("control")
    assert (term["stems"], term["longer"]) == ({"control": 1}, {"controller": 0.35})
    (term,) = understand("control ")
    assert (term["stems"], term["longer"]) == ({"control": 1}, {})
    assert understand("robot")[0]["longer"] == {}  # "robots" has the same stem
    assert stems(understand("off", exact=True)) == {"off": {"offpolicy": 0.7}}


def test_stop_words_are_left_out_but_for_one_that_begins_a_word(understand):
    assert stems(understand("the robot ")) == {"robot": {"robot": 1}}
    assert stems(understand("robot the")) == {"robot": {"robot": 1}, "the": {"theory": 0.7}}
    assert stems(understand("robot a")) == {"robot": {"robot": 1}}


def test_another_form_of_a_word_is_the_word(understand):
    (term,) = understand("kites ")
    assert (term["stems"], term["shown"], term["foreign"]) == ({"kite": 1}, "kites", False)


def test_a_mistyped_word_is_corrected_and_says_so(understand):
    (term,) = understand("polcy ")
    assert (term["stems"], term["shown"], term["foreign"]) == ({"policy": 0.85}, "policy", False)
    (term,) = understand("contrroler ")
    assert (term["stems"], term["shown"]) == ({"controller": pytest.approx(0.85**2)}, "controller")


def test_beside_a_word_that_the_list_lacks_no_name_is_put_for_another(understand):
    """Of the words in this list "kite" alone is a name."""
    assert stems(understand("kitte ")) == {"kitte": {"kite": 0.85}}
    assert stems(understand("kitte robot ")) == {"kitte": {"kite": 0.85}, "robot": {"robot": 1}}
    assert stems(understand("kitte xyzzyx ")) == {"kitte": {}, "xyzzyx": {}}
    assert stems(understand("kitte banana ")) == {"kitte": {}, "banana": {}}
    assert stems(understand("polcy xyzzyx ")) == {"polcy": {"policy": 0.85}, "xyzzyx": {}}
    assert understand("kitte xyzzyx ")[0]["shown"] == "kitte"


def test_an_english_word_is_not_taken_for_a_slip(understand):
    (term,) = understand("banana ")
    assert (term["stems"], term["shown"], term["foreign"]) == ({}, "banana", True)
    (term,) = understand("abc ")  # short words are rather acronyms
    assert (term["stems"], term["foreign"]) == ({}, False)
    (term,) = understand("xyzzyx ")
    assert (term["stems"], term["shown"], term["foreign"]) == ({}, "xyzzyx", False)


@pytest.mark.parametrize("query", ["polcy ", "kites ", "banana "])
def test_to_the_letter_nothing_is_corrected(understand, query):
    (term,) = understand(query, exact=True)
    assert (term["stems"], term["foreign"], term["shown"]) == ({}, False, query.strip())
    assert stems(understand("robots ", exact=True)) == {"robots": {"robot": 1}}


def test_two_words_side_by_side_are_also_one(understand):
    both = {"self": {"self": 1, "selfplay": 1}, "play": {"play": 1, "selfplay": 1}}
    assert stems(understand("self play ")) == both
    assert stems(understand("self-play ")) == both
    assert stems(understand("self robot play ")) == {w: {w: 1} for w in ["self", "robot", "play"]}
    assert stems(understand("play self ")) == {"play": {"play": 1}, "self": {"self": 1}}


def test_words_that_mean_the_same_stand_beside(understand):
    (robot, planner) = understand("robot planner ", like=True)
    assert robot["like"] == {"machin": 0.75}  # not what the word itself finds
    assert planner["like"] == {}
    assert robot["stems"] == {"robot": 1}
    assert robot["word"] == "robot"
