"""Meanings of words and papers, reckoned by hand over a table of four words."""

from math import log

import numpy as np
import pytest

from generator.derive.field_words import read_words
from generator.derive.meaning import NEAREST, meaning
from generator.derive.search_index import search_index
from generator.meaning import WordTable
from generator.model import Catalog, Entry, Paper

TABLE = WordTable(
    ("hands", "kites", "robot", "robots", "sky"),
    np.array([[7, 0], [0, 7], [6, 1], [7, 1], [1, 6]], dtype=np.int8),
    np.array([[3, 2], [4, 0], [3, 0], [2, 0], [1, 2]], dtype=np.uint16),
)


@pytest.fixture
def meant(toy_catalog):
    """Return the meanings of a list of papers that are given as fields."""

    def of(*papers: dict, table=TABLE):
        entries = {}
        for number, fields in enumerate(papers):
            paper = Paper.model_validate({"title": "Zebra", "added": "2026-01-31"} | fields)
            path = f"content/papers/robot-learning/p{number}.yaml"
            id_ = f"p{number}"
            entries[id_] = Entry(id=id_, theme="robot-learning", path=path, paper=paper)
        fields = {name: getattr(toy_catalog, name) for name in Catalog.model_fields}
        catalog = Catalog(**(fields | {"entries": entries}))
        read = read_words(catalog)
        return meaning(read, search_index(catalog, read), table)

    return of


def test_a_word_counts_the_more_the_fewer_papers_have_it(meant):
    found = meant(
        {"title": "Kites and kites"},
        {"summary": "Kites", "authors": ["Sky Hands"]},  # names are no words of a text
        {"needs": ["fly kites by hands"]},
        {"abstract": "Robots"},
    )
    weights = dict(zip(found.words, found.weights, strict=True))
    assert weights["hands"] == weights["robots"] == round(log(5 / 1.5), 2)
    assert weights["kites"] == round(log(5 / 3.5), 2)
    assert weights["sky"] == round(log(5 / 0.5), 2)


def test_no_word_counts_more_than_a_fixed_weight_or_less_than_nothing(meant):
    found = meant(*[{"title": "Kites"}] * 100)
    weights = dict(zip(found.words, found.weights, strict=True))
    assert (weights["kites"], weights["sky"]) == (0.0, 4.0)


def test_a_paper_stands_between_what_it_is_needed_for_and_what_it_says(meant):
    found = meant(
        {"title": "Hands", "needs": ["kites"]},
        {"title": "Hands. Hands. Hands"},
        {"needs": ["kites and kites"]},
        {"title": "Zebra"},
    )
    assert found.papers.tolist() == [[7, 7], [7, 0], [0, 7], [0, 0]]


def test_a_paper_says_what_its_summary_says_and_its_abstract_only_without_one(meant):
    kites = {"abstract": "Kites"}
    found = meant(kites | {"summary": "Hands"}, kites, {"summary": "Zebra", "abstract": "Kites"})
    assert found.papers.tolist() == [[7, 0], [0, 7], [0, 0]]


def test_words_of_a_paper_weigh_by_their_rarity(meant):
    found = meant({"title": "Hands. Kites"}, {"title": "Kites"}, {"title": "Kites"})
    [sideways, down] = found.papers[0].tolist()
    assert sideways == 7
    assert 0 < down < 7


def test_a_word_leads_to_words_of_the_list_that_mean_much_the_same(meant):
    found = meant({"title": "Robots. Kites"})
    near = dict(zip(found.words, found.near, strict=True))
    close = (7 * 7) / (7 * (7 * 7 + 1) ** 0.5)  # the cosine of hands and robots
    assert near["hands"] == [("robot", round(close**3, 2))]
    assert near["sky"] == [("kite", round((36 / (37**0.5 * 6)) ** 3, 2))]  # robots are too far
    assert near["robot"] == near["robots"] == []  # its own form, and hands are not on the list
    assert near["kites"] == []  # neither is the sky


def test_a_word_leads_to_no_more_than_a_few(meant):
    words = tuple(sorted(f"w{chr(97 + n)}x" for n in range(NEAREST + 3)))
    table = WordTable(
        words,
        np.full((len(words), 2), 7, dtype=np.int8),
        np.array([[n for n in range(len(words)) if n != row] for row in range(len(words))], "u2"),
    )
    found = meant({"title": " ".join(words)}, table=table)
    assert [len(near) for near in found.near] == [NEAREST] * len(words)
    assert [stem for stem, _ in found.near[0]] == list(words[1 : NEAREST + 1])


def test_an_empty_list_has_meanings_of_words_alone(meant):
    found = meant()
    assert found.words == ["hands", "kites", "robot", "robots", "sky"]
    assert found.papers.shape == (0, 2)
    assert found.near == [[], [], [], [], []]
