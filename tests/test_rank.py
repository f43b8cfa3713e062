"""The ranking of the search, reckoned by hand: its module alone, in a browser."""

from math import hypot, log, sqrt
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parent.parent / "site_config" / "assets" / "javascripts"


@pytest.fixture
def rank(page, serve):
    """Run a script with the module as `m` and what is given as `given`."""
    address = serve(SCRIPTS)
    page.goto(address + "search/rank.js")

    def run(script, given=None):
        return page.evaluate(
            f"async (given) => {{ const m = await import('./rank.js'); {script} }}", given
        )

    return run


def by_words(rank, papers, terms, postings):
    """Score terms, each a pair of alternatives and likenesses by weight; by place, and what met."""
    script = """
      const terms = given.terms.map(([stems, like, longer]) => ({
        stems: new Map(stems), like: like && new Map(like), longer: new Map(longer ?? []) }));
      const postings = new Map(given.postings.map(
        ([stem, places, scores]) => [stem, { places, scores }]));
      const { hits, met } = m.byWords(terms, postings, { id: Array(given.papers) });
      return [[...hits].map(([at, { place, score, share }]) => [at, place, score, share]), met];"""
    given = {"papers": papers, "terms": terms, "postings": postings}
    rows, met = rank(script, given)
    assert all(at == place for at, place, _, _ in rows)
    return {at: (score, share) for at, _, score, share in rows}, met


POSTINGS = [
    ["kite", [0, 1], [2, 1]],
    ["kites", [1, 2], [4, 3]],
    ["hand", [0], [1]],
    ["grip", [0, 3, 4], [8, 4, 6]],
]


def test_a_word_counts_by_its_best_alternative(rank):
    found, met = by_words(rank, 5, [[[["kite", 1], ["kites", 0.5]], None]], POSTINGS)
    assert found == {0: (2, 1), 1: (2, 1), 2: (1.5, 1)}
    assert met == 1
    # Of a further alternative only what is better counts.
    found, _ = by_words(rank, 5, [[[["kites", 0.25], ["kite", 1]], None]], POSTINGS)
    assert found == {0: (2, 1), 1: (1, 1), 2: (0.75, 1)}


def test_a_paper_that_meets_the_whole_query_is_preferred(rank):
    """The score shrinks with the square of the share that is met; rare words are more of it."""
    terms = [[[["kite", 1]], None], [[["hand", 1]], None]]
    found, met = by_words(rank, 5, terms, POSTINGS)
    kite, hand = log(1 + 5 / 3), log(1 + 5 / 2)
    share = kite / (kite + hand)
    assert found == {0: (3, 1), 1: pytest.approx((share**2, share))}
    assert met == 1


def test_words_that_mean_much_the_same_count_less_as_met(rank):
    """A paper with another word for it meets by the root of its likeness, and not exactly."""
    terms = [[[["kite", 1]], []], [[["hand", 1]], [["grip", 0.25]]]]
    found, met = by_words(rank, 5, terms, POSTINGS)
    kite, hand = log(1 + 5 / 3), log(1 + 5 / 2)  # as rare as the word itself
    half = hand * sqrt(0.25) / (kite + hand)
    kited = kite / (kite + hand)
    assert found == {
        0: (2 + 2, 1),  # the likeness scores more than the word itself
        1: pytest.approx((kited**2, kited)),
        3: pytest.approx((half**2, half)),
        4: pytest.approx((1.5 * half**2, half)),
    }
    assert met == 1
    found, met = by_words(rank, 5, [[[["kite", 1]], []], [[], [["grip", 0.25]]]], POSTINGS)
    grip = log(1 + 5 / 4)  # no paper has the word: its likeness says how rare it is
    assert met == pytest.approx(kite / (kite + grip))
    assert found[3][1] == pytest.approx(grip * 0.5 / (kite + grip))


def test_the_word_itself_is_not_worsened_by_its_likeness(rank):
    found, _ = by_words(rank, 5, [[[["hand", 8]], [["grip", 0.25]]]], POSTINGS)
    assert found[0] == (8, 1)


def test_a_longer_word_counts_only_where_the_word_itself_is_missing(rank):
    """And little even there: by its weight once more for the share, which counts squared."""
    found, met = by_words(rank, 5, [[[["kite", 1]], None, [["kites", 0.5]]]], POSTINGS)
    assert found == {0: (2, 1), 1: (1, 1), 2: (3 * 0.5 * 0.5**2, 0.5)}
    assert met == 1
    found, met = by_words(rank, 5, [[[["none", 1]], None, [["hand", 0.5]]]], POSTINGS)
    assert (found, met) == ({0: (0.5, 1)}, 0)


def test_a_word_that_is_rarer_than_what_it_begins_is_rather_half_typed(rank):
    found, met = by_words(rank, 5, [[[["hand", 1]], None, [["grip", 0.5]]]], POSTINGS)
    assert found == {0: (1, 1), 3: (4 * 0.5, 1), 4: (6 * 0.5, 1)}
    assert met == 1


def test_words_of_no_paper_are_no_hits(rank):
    assert by_words(rank, 5, [[[["none", 1]], [["nothing", 1]]]], POSTINGS) == ({}, 0)


TITLES = """
  const core = { title: given.titles, vocabulary: { stemOf: (word) => word.replace(/s$/, "") } };
  const terms = given.words.map((words) => ({ stems: new Map(words.map((word) => [word, 1])) }));
  const ranked = given.titles.map((_, place) => ({ place, score: given.scores?.[place] ?? 1 }));
  const done = m.byTitles(ranked, terms, core);
"""


def test_words_side_by_side_in_a_title_raise_a_paper(rank):
    titles = ["Kites in wind", "Wind kites", "The strong wind kites", "Strong wind. Kites", "Wind"]
    script = TITLES + "return [done === ranked, done.map(({ place, score }) => [place, score])];"
    given = {"titles": titles, "words": [["strong"], ["wind", "gale"], ["kite"]]}
    assert rank(script, given) == [True, [[2, 2], [3, 2], [1, 1.5], [0, 1], [4, 1]]]
    given["scores"] = [8, 1, 2, 0, 0]
    assert rank(script, given) == [True, [[0, 8], [2, 4], [1, 1.5], [3, 0], [4, 0]]]
    assert rank(script, given | {"words": [["wind"]]})[1][2] == [2, 2]  # one word is no pair


def test_a_title_is_read_once(rank):
    script = (
        TITLES
        + """
      let asked = 0;
      core.vocabulary.stemOf = () => { asked += 1; return "x"; };
      m.byTitles(ranked, terms, core);
      return asked;"""
    )
    assert rank(script, {"titles": ["Wind kites"], "words": [["wind"], ["kite"]]}) == 0


def test_only_so_many_titles_are_looked_at(rank):
    script = TITLES + "return ranked.filter(({ score }) => score > 1).length;"
    given = {"titles": ["Wind kites"] * 302, "words": [["wind"], ["kite"]]}
    assert rank(script, given) == 300


MEANING = """
  const rows = given.rows.map((row) => Float32Array.from(row));
  const ranked = given.ranked.map(([place, score]) => ({ place, score, share: 0.25, exact: 0.25 }));
  const direction = given.direction && Float32Array.from(given.direction);
  const done = m.byMeaning(ranked, direction, rows, given.met);
  return [done === ranked, done.map(({ place, score, share, exact }) => [place, score, share, exact])];
"""  # noqa: E501


def test_likeness_of_meaning_counts_the_more_the_less_words_meet(rank):
    given = {"rows": [[1, 0], [0, 1], [-1, 0], [0.5, 0.25]], "ranked": [[1, 8], [2, 4]]}
    given |= {"direction": [1, 0], "met": 0.75}
    assert rank(MEANING, given) == [
        False,
        [[0, 1, 0, 0], [1, 1, 0.25, 0.25], [2, 0.5, 0.25, 0.25], [3, 0.5, 0, 0]],
    ]
    assert rank(MEANING, given | {"met": 1})[1] == [
        [1, 1, 0.25, 0.25], [2, 0.5, 0.25, 0.25], [0, 0, 0, 0], [3, 0, 0, 0],
    ]  # fmt: skip
    half = rank(MEANING, given | {"rows": [[0.5, 0], [0, 0], [0, 0], [0.25, 0]], "ranked": []})
    assert half == [False, [[0, 1, 0, 0], [3, 0.5, 0, 0], [1, 0, 0, 0], [2, 0, 0, 0]]]


def test_without_a_direction_the_order_stays(rank):
    given = {"rows": [[1, 0]], "ranked": [[0, 1]], "direction": None, "met": 0}
    assert rank(MEANING, given) == [True, [[0, 1, 0.25, 0.25]]]


def test_where_nothing_is_alike_nothing_changes(rank):
    given = {"rows": [[0, 1], [0, -1]], "ranked": [[1, 2]], "direction": [1, 0], "met": 0}
    assert rank(MEANING, given)[1] == [[1, 1, 0.25, 0.25], [0, 0, 0, 0]]
    assert rank(MEANING, given | {"ranked": [[1, 0]]})[1] == [[0, 0, 0, 0], [1, 0, 0.25, 0.25]]


def test_only_the_nearest_are_found_by_meaning_alone(rank):
    rows = [[place + 1, 0] for place in range(40)]
    given = {"rows": rows, "ranked": [[0, 1]], "direction": [1, 0], "met": 0}
    assert sorted(place for place, *_ in rank(MEANING, given)[1]) == [0, *range(10, 40)]


def test_the_direction_of_a_query_is_that_of_its_words_by_their_weights(rank):
    script = """const made = given.map((meaning) => meaning && { ...meaning,
        vector: Int8Array.from(meaning.vector) });
      const found = m.directionOf(made);
      return found && [...found];"""
    words = [None, {"weight": 2, "vector": [3, 1]}, {"weight": 0.5, "vector": [-4, 4]}]
    length = hypot(4, 4)
    assert rank(script, words) == pytest.approx([4 / length, 4 / length])
    assert rank(script, [{"weight": 1, "vector": [3, 4]}, None]) == pytest.approx([0.6, 0.8])
    assert rank(script, [None, {"weight": 0, "vector": [3, 4]}]) is None
    assert rank(script, []) is None
    opposite = [{"weight": 1, "vector": [1, 2]}, {"weight": 1, "vector": [-1, -2]}]
    assert rank(script, opposite) == [0, 0]


def test_the_tail_of_papers_that_meet_little_is_left_out(rank):
    script = "return m.withoutTail(given.map((share) => ({ share }))).map(({ share }) => share);"
    ten = [0.8, *[0.01] * 9]
    assert rank(script, [*ten, 0.4, 0.39, 0.8]) == [*ten, 0.4, 0.8]
    assert rank(script, []) == []
    assert rank(script, [0] * 12) == [0] * 12  # found by meaning alone


def test_the_best_comes_first_and_of_equals_the_first_of_the_list(rank):
    script = "return given.map(([score, place]) => ({ score, place })).sort(m.best);"
    found = rank(script, [[1, 2], [3, 5], [1, 1], [3, 4]])
    assert [(hit["score"], hit["place"]) for hit in found] == [(3, 4), (3, 5), (1, 1), (1, 2)]
