"""Related papers: what counts how much, reckoned by hand on lists of a few papers."""

from collections.abc import Mapping
from math import log, sqrt

import pytest

from generator import parallel
from generator.derive import related as module
from generator.derive.related import CLOSE, SHOWN, Kinship, Weights
from generator.model import Catalog, Entry, Paper

WORDS_ALONE = Weights(tags=0.0, theme=0.0, relation=0.0)
APART = ["robot-learning", "imitation-learning", "model-based-rl", "policy-optimization"]


@pytest.fixture
def kin(toy_catalog):
    """Return related papers of entries that are given as fields, by id; each in another theme."""

    def of(papers: Mapping[str, dict], weights=WORDS_ALONE):
        entries = {}
        for place, (id_, fields) in enumerate(papers.items()):
            theme = fields.pop("theme", APART[place % len(APART)])
            paper = Paper.model_validate({"title": id_, "added": "2026-01-31"} | fields)
            path = f"content/papers/{theme}/{id_}.yaml"
            entries[id_] = Entry(id=id_, theme=theme, path=path, paper=paper)
        fields = {name: getattr(toy_catalog, name) for name in Catalog.model_fields}
        return Kinship(Catalog(**(fields | {"entries": entries})), weights).related()

    return of


def others(number: int) -> dict[str, dict]:
    """Papers that share nothing with any other."""
    return {f"z{n}": {"title": f"Zebra{chr(97 + n)}"} for n in range(number)}


def scores(found, id_):
    return {one.id: one.score for one in found[id_]}


def test_several_processes_find_what_one_finds(real_catalog, monkeypatch):
    alone = Kinship(real_catalog).related()
    assert sum(map(len, alone.values())) > 1_000
    begun = []

    def aside(work):
        begun.append(work)
        return parallel.aside(work)

    monkeypatch.setattr(module, "_WORTH_A_PROCESS", 100)
    monkeypatch.setattr(module, "_BLOCK", 16)
    monkeypatch.setattr(parallel, "processors", lambda: 2)
    assert Kinship(real_catalog, aside=aside).related() == alone
    assert len(begun) == 1


def test_an_empty_list_has_none(toy_catalog):
    assert Kinship(toy_catalog.model_copy(update={"entries": {}})).related() == {}


def test_closeness_is_the_cosine_of_weighed_words(kin):
    """A word counts thrice in the title, twice in the summary, once in the abstract."""
    found = kin(
        {
            "a": {"title": "Kites. Robots", "summary": "Wind. Kites", "abstract": "Wind. Kites"},
            "b": {"title": "Wind", "summary": "Kites", "abstract": "Hands"},
            "c": {"title": "Robots", "abstract": "Hands. Wind"},
            **others(5),
        }
    )
    papers = 8
    kite, wind = log((papers + 1) / 2.5), log((papers + 1) / 3.5)  # in two papers, in three
    robot = hand = kite
    a = [(1 + log(6)) * kite, (1 + log(3)) * robot, (1 + log(3)) * wind, 0.0]
    b = [(1 + log(2)) * kite, 0.0, (1 + log(3)) * wind, hand]
    c = [0.0, (1 + log(3)) * robot, wind, hand]

    def cosine(one, other):
        dot = sum(x * y for x, y in zip(one, other, strict=True))
        return round(dot / sqrt(sum(x * x for x in one) * sum(y * y for y in other)), 3)

    assert scores(found, "a") == {"b": cosine(a, b), "c": cosine(a, c)}
    assert scores(found, "b") == {"a": cosine(a, b), "c": cosine(b, c)}
    assert scores(found, "c") == {"a": cosine(a, c), "b": cosine(b, c)}
    assert not any(found[f"z{n}"] for n in range(5))


def test_a_word_of_one_paper_or_of_more_than_half_says_nothing(kin):
    in_four = {name: {"title": f"Kites. {name}lone"} for name in "abcd"}
    assert scores(kin({**in_four, **others(4)}), "a") == {"b": 1.0, "c": 1.0, "d": 1.0}
    assert scores(kin({**in_four, **others(3)}), "a") == {}
    assert scores(kin({"a": {"title": "Kites"}, "b": {"title": "Kites"}}), "a") == {"b": 1.0}


@pytest.mark.parametrize("one", ["Wind kites", "Wind-kites", "The wind kites", "Ah? Wind kites"])
def test_two_words_side_by_side_count_as_a_pair(kin, one):
    texts = [f"{one}. {one}", "Wind kites. Wind kites"]
    first, second = (
        {"title": name, "abstract": text} for name, text in zip("ab", texts, strict=True)
    )
    assert "wind kites" in reasons(kin, first, second)


@pytest.mark.parametrize("apart", ["Wind. Kites", "Wind, kites", "Wind of kites", "Wind  kites"])
def test_words_with_anything_between_them_are_no_pair(kin, apart):
    found = kin({"a": {"title": "Wind kites. Hands"}, "b": {"title": apart}, **others(4)})
    # The pair and "hands" stand in one of the two alone, so they count for neither.
    assert (found["a"][0].score, found["a"][0].terms) == (1.0, ("kites", "wind"))
    found = kin({"a": {"title": "Wind kites"}, "b": {"title": "Kites. Wind"}, **others(4)})
    assert found["a"][0].score == 1.0


def test_tags_count_by_their_rarity(kin):
    shared = {"a": ["planning", "world-models"], "b": ["planning"], "c": ["world-models"]}
    papers = {id_: {"title": f"{id_}lone", "tags": tags} for id_, tags in shared.items()}
    papers["d"] = {"title": "dlone", "tags": ["world-models"]}
    found = kin(papers | others(4), Weights(tags=1.0, theme=0.0, relation=0.0))
    rare, common = log(9 / 2.5), log(9 / 3.5)
    length = sqrt(rare**2 + common**2)
    assert scores(found, "a") == {
        "b": round(rare / length, 3),
        "c": round(common / length, 3),
        "d": round(common / length, 3),
    }
    assert scores(found, "c") == {"d": 1.0, "a": round(common / length, 3)}
    assert [one.tags for one in found["a"]] == [("planning",), ("world-models",), ("world-models",)]


def test_a_tag_that_the_vocabulary_lacks_counts_for_nothing(kin):
    papers = {id_: {"title": f"{id_}lone", "tags": ["no-such-tag"]} for id_ in "ab"}
    assert kin(papers, Weights(tags=9.0)) == {"a": (), "b": ()}


def test_the_theme_and_a_stated_relation_add_their_weights(kin):
    papers = {
        "a": {"theme": APART[0], "relates": [{"id": "c", "kind": "extends"}]},
        "b": {"theme": APART[0]},
        "c": {"theme": APART[1]},
        "d": {"theme": APART[1]},
    }
    found = kin(papers, Weights(tags=0.0, theme=0.25, relation=0.5))
    assert scores(found, "a") == {"c": 0.5, "b": 0.25}
    assert scores(found, "c") == {"a": 0.5, "d": 0.25}  # whichever of the two states it
    assert [one.related for one in found["a"]] == [True, False]
    assert [one.related for one in found["c"]] == [True, False]


def test_by_default_a_stated_relation_is_enough_and_a_theme_is_not(kin):
    papers = {"a": {"relates": [{"id": "b", "kind": "uses"}]}, "b": {}, "c": {"theme": APART[0]}}
    found = kin(papers, None)
    assert {id_: scores(found, id_) for id_ in "abc"} == {"a": {"b": 0.2}, "b": {"a": 0.2}, "c": {}}


def test_by_default_the_same_tags_count_a_fifth_and_the_same_theme_a_twentieth(kin):
    shared = {"tags": ["planning"], "theme": APART[0]}
    papers = {"a": dict(shared), "b": dict(shared), "c": {"tags": ["planning"], "theme": APART[1]}}
    assert scores(kin(papers | others(4), None), "a") == {"b": 0.25, "c": 0.2}


def test_a_relation_to_a_former_id_counts_for_the_paper_of_today(kin):
    papers = {"a": {"relates": [{"id": "old", "kind": "uses"}]}, "b": {"formerly": ["old"]}}
    assert scores(kin(papers, Weights()), "b") == {"a": 0.2}


def test_only_close_papers_are_shown_ten_at_most_and_of_equals_the_first(kin):
    ids = [f"p{n:02}" for n in range(14)]
    papers = {id_: {"title": f"{id_}lone", "theme": APART[0]} for id_ in ids}
    found = kin(dict(papers), Weights(theme=CLOSE))
    assert [one.id for one in found["p03"]] == [id_ for id_ in ids if id_ != "p03"][:SHOWN]
    assert SHOWN == 10
    assert kin(dict(papers), Weights(theme=CLOSE - 0.001))["p03"] == ()


def test_a_paper_far_down_a_long_list_is_compared_with_all_others(kin):
    """Lists are compared in blocks: neither end of a block may be lost, and no row be shifted."""
    papers: dict[str, dict] = {f"p{n:04}": {"title": f"Kite{n % 300:04x}"} for n in range(600)}
    words = "Kites land; robots fly; hands grasp; eyes look".split("; ")
    for n, text in zip([0, 255, 256, 299], words, strict=True):
        papers[f"p{n:04}"]["title"] = papers[f"p{n + 300:04}"]["title"] = text
    found = kin(papers)
    for n in [0, 255, 256, 299]:
        assert scores(found, f"p{n:04}") == {f"p{n + 300:04}": 1.0}
        assert scores(found, f"p{n + 300:04}") == {f"p{n:04}": 1.0}


def reasons(kin, one: dict, other: dict) -> tuple[str, ...]:
    """The words that are shown between two papers of a list of six."""
    found = kin({"a": dict(one), "b": dict(other), **others(4)})
    assert found["a"][0].terms == found["b"][0].terms
    return found["a"][0].terms


def test_only_what_both_papers_dwell_on_is_a_reason(kin):
    """A word three times, of which a title counts for three and a summary for two; a pair twice."""
    title = {"title": "Kites"}
    assert reasons(kin, title, {"title": "b", "abstract": "Kites. Kites. Kites"}) == ("kites",)
    assert reasons(kin, title, {"title": "b", "abstract": "Kites. Kites"}) == ()
    assert reasons(kin, title, {"title": "b", "summary": "Kites"}) == ()
    assert reasons(kin, title, {"title": "b", "summary": "Kites", "abstract": "Kites"}) == (
        "kites",
    )
    pair = {"title": "b", "summary": "Wind kites"}
    assert reasons(kin, {"title": "Wind kites"}, pair) == ("wind kites",)
    pair = {"title": "b", "abstract": "Wind kites"}
    assert reasons(kin, {"title": "Wind kites"}, pair) == ()


def test_no_more_than_three_reasons_none_a_number_and_none_twice(kin):
    title = {"title": "Kites. Hands. Eyes. Ears. Gpt3"}
    assert reasons(kin, title, title) == ("ears", "eyes", "hands")
    title = {"title": "Wind kites. Kites land. Gpt3"}
    assert reasons(kin, title, title) == ("kites", "land", "wind")


def test_the_reason_that_weighs_most_comes_first(kin):
    one = {"title": "Kites. Hands", "abstract": "Hands. Hands. Hands"}
    assert reasons(kin, one, one) == ("hands", "kites")
    # Of two words the rarer weighs more.
    papers = {"a": {"title": "Kites. Hands"}, "b": {"title": "Kites. Hands"}}
    papers["c"] = {"title": "Hands"}
    found = kin(papers | others(5))
    assert found["a"][0].terms == ("kites", "hands")


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (["Kites", "Kite"], "kite"),  # as often: the first by the alphabet
        (["Kites. Kites. Kites. Kite"], "kites"),
        (["KITES", "Kites"], "KITES"),
        (["ImageNet"], "ImageNet"),
        (["Fine-tuning"], "fine-tuning"),
        (["X-ray-based"], "x-ray-based"),
    ],
)
def test_a_reason_is_written_as_the_papers_write_it(kin, texts, shown):
    texts = texts * 2 if len(texts) == 1 else texts
    found = kin({"a": {"title": texts[0]}, "b": {"title": texts[1]}, **others(4)})
    assert shown in found["a"][0].terms


def test_the_end_of_one_text_and_the_beginning_of_the_next_are_no_pair(kin):
    paper = {"title": "Wind", "summary": "-Kites"}
    winds = {f"w{n}": {"title": "Wind. Hands"} for n in range(3)}  # so that a pair would weigh more
    found = kin({"a": dict(paper), "b": dict(paper), **others(9), **winds})
    assert {k.id: k.terms for k in found["a"]}["b"] == ("wind",)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("(A-kites)", ("a-kites",)),  # a word that says nothing, but is tied
        ("(Kites-a)", ("kites-a",)),
        ("On re-kites-a.", ("re-kites-a",)),  # two words in one compound
        ("On re-kites-a", ("re-kites-a",)),
        ("On re-kites a.", ("re-kites",)),
        ("-Kites-", ("kites",)),
        ("-Kites", ("kites",)),
        ("!-kites-!", ("kites",)),
        ("A kites a", ("kites",)),
        ("Kites - hands", ("hands", "kites")),
    ],
)
def test_a_reason_has_what_hyphens_tie_to_it(kin, text, shown):
    assert reasons(kin, {"title": text}, {"title": text}) == shown


@pytest.mark.parametrize(
    ("mine", "theirs", "shown"),
    [
        ("Kite-hand", "Kite-eyed", ()),  # a piece of two compounds is no word of its own
        ("Kite-hand", "Kites", ("kites",)),
        ("Kite-hands", "Kite-hand", ("kite-hand",)),
        ("T-kites", "X-kites", ()),
        ("T-kites. Kites", "X-kites. Kites", ("kites",)),
        ("Kite-eyed. Kite-hand", "Kite-hand. Kites", ("kite-hand",)),
        ("Kite-hand. Kites", "Kite-hand. Kites. Kites", ("kite-hand", "kites")),
    ],
)
def test_a_reason_is_a_compound_only_where_both_papers_write_it(kin, mine, theirs, shown):
    compound_of_others = {f"z{n}": {"title": "Kite-surfers"} for n in range(3)}
    found = kin({"a": {"title": mine}, "b": {"title": theirs}} | others(9) | compound_of_others)
    terms = {k.id: k.terms for k in found["a"]}
    assert set(terms["b"]) == set(shown)


def test_reasons_that_fall_away_make_room_for_others(kin):
    """Three weigh most, and none of them is a word of its own in both."""
    mine, theirs = (
        " ".join(f"{word}{end}. " * 5 for word in ("Hands", "Eyes", "Ears")) + "Kites. Kites"
        for end in ("-on", "-off")
    )
    assert reasons(kin, {"title": mine}, {"title": theirs}) == ("kites",)


def test_of_two_compounds_the_one_that_both_dwell_on_is_the_reason(kin):
    mine = {"title": "a", "abstract": "Kite-eyed. " * 5 + "Kite-hand. Kite-hand"}
    theirs = {"title": "b", "abstract": "Kite-eyed. Kite-hand. Kite-hand"}
    assert reasons(kin, mine, theirs) == ("kite-hand",)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Better. Kites", ("kites",)),  # any abstract dwells on such words
        ("Two large data sets", ()),
        ("Kites via hands", ("hands", "kites")),  # neither "kites via" nor "via hands"
        ("Large kites", ("kites",)),
    ],
)
def test_words_of_any_abstract_are_no_reason(kin, text, shown):
    assert reasons(kin, {"title": text}, {"title": text}) == shown


def test_words_of_any_abstract_count_for_closeness_all_the_same(kin):
    found = kin({"a": {"title": "Better kites"}, "b": {"title": "Better hands"}} | others(6))
    assert scores(found, "a") == {"b": 1.0}  # no other word is in two papers
    assert found["a"][0].terms == ()
