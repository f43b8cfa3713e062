"""Theme suggestions: good enough to propose, and able to say why."""

import io
import json

import pytest

from generator import flow
from generator.cli import main
from generator.derive.themes import paper_text, train

FOLDS = 8
# What a suggestion has to reach on our own filing, by cross-validation. An acceptable theme is the
# one a paper is filed under or one of the further themes that its entry names.
FIRST_ACCEPTABLE = 0.88
FIRST_THREE_ACCEPTABLE = 0.98


def test_suggestions_agree_with_our_own_filing(real_catalog):
    entries = sorted(real_catalog.entries.values(), key=lambda entry: (entry.theme, entry.id))
    first = three = 0
    for fold in range(FOLDS):
        held_out = entries[fold::FOLDS]
        model = train(real_catalog, [e for e in entries if e not in held_out])
        texts = [paper_text(e.paper.title, e.paper.abstract) for e in held_out]
        for entry, ranked in zip(held_out, model.rank(texts), strict=True):
            acceptable = {entry.theme, *entry.paper.also_in}
            first += ranked[0].theme in acceptable
            three += any(suggestion.theme in acceptable for suggestion in ranked[:3])
    shares = first / len(entries), three / len(entries)
    assert shares[0] >= FIRST_ACCEPTABLE, shares
    assert shares[1] >= FIRST_THREE_ACCEPTABLE, shares


@pytest.fixture(scope="module")
def suggest(real_catalog):
    return lambda text: flow.suggest(real_catalog, io.StringIO(text), 3)


def test_answers_are_ranked_scored_and_argued(suggest):
    paper = {
        "title": "Learning from logged data",
        "abstract": "We regularise an offline reinforcement learning policy towards the dataset.",
    }
    answers, faults = suggest(json.dumps(paper) + "\n\n" + json.dumps({"title": "Only a title"}))
    assert faults == []
    assert len(answers) == 2
    themes = answers[0]["themes"]
    assert themes[0]["theme"] == "offline-rl"
    assert "offline" in themes[0]["words"]
    scores = [theme["score"] for theme in themes]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_scores_of_all_themes_add_up_to_one(real_catalog):
    ranked = train(real_catalog).rank(["grasping objects with a robot arm"])[0]
    assert len(ranked) == len(real_catalog.themes)
    assert sum(suggestion.score for suggestion in ranked) == pytest.approx(1)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '"x"',
        '{"abstract": "x"}',
        "null",
        '{"title": 1}',
        '{"title": "\\ud800"}',
        "[" * 100_000,
    ],
)
def test_what_is_no_paper_is_reported_with_its_line(suggest, line):
    answers, faults = suggest('{"title": "Fine"}\n' + line)
    assert len(answers) == 1
    assert len(faults) == 1
    assert faults[0].startswith("line 2: expected")


def test_no_input_gives_no_output(suggest):
    assert suggest("\n\n") == ([], [])


def test_two_themes_are_told_apart(toy_catalog):
    kept = {"imitation-learning", "preference-alignment"}
    entries = {id_: e for id_, e in toy_catalog.entries.items() if e.theme in kept}
    plain = {
        id_: e.model_copy(update={"paper": e.paper.model_copy(update={"also_in": ()})})
        for id_, e in entries.items()
    }
    themes = {slug: theme for slug, theme in toy_catalog.themes.items() if slug in kept}
    catalog = toy_catalog.model_copy(update={"entries": plain, "themes": themes})
    ranked = train(catalog).rank(["human preferences and reward models", "play and imitation"])
    assert [suggestions[0].theme for suggestions in ranked] == [
        "preference-alignment",
        "imitation-learning",
    ]
    assert "preferences" in ranked[0][0].words


@pytest.fixture
def ask(toy, monkeypatch, capsys):
    """Run the verb over a text on standard input."""

    def run(text, *arguments):
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        status = main(["--root", str(toy), "suggest", *arguments])
        return status, *capsys.readouterr()

    return run


def test_the_verb_answers_each_line_with_one(ask):
    status, said, faults = ask('{"title": "Play"}\n{"title": "Naïve plans"}\n', "--themes", "2")
    answers = [json.loads(line) for line in said.splitlines()]
    assert (status, faults) == (0, "")
    assert [answer["title"] for answer in answers] == ["Play", "Naïve plans"]
    assert [len(answer["themes"]) for answer in answers] == [2, 2]
    assert "Naïve" in said


def test_the_verb_says_which_lines_it_cannot_read_and_answers_the_others(ask):
    status, said, faults = ask('{"title": "Play"}\n[]\n')
    assert status == 2
    assert len(said.splitlines()) == 1
    assert faults.startswith("line 2: expected")


def test_over_a_list_with_faults_nothing_is_proposed(ask, toy):
    (toy / "content/themes/robot-learning.yaml").write_text("title: [x")
    status, said, _ = ask('{"title": "Play"}\n')
    assert status == 1
    assert "robot-learning.yaml:1:8: error yaml-syntax" in said
    assert "themes" not in said.replace("content/themes", "")


def test_a_list_of_one_theme_leaves_nothing_to_choose(toy_catalog):
    themes = {"robot-learning": toy_catalog.themes["robot-learning"]}
    entries = {e.id: e for e in toy_catalog.entries.values() if e.theme in themes}
    catalog = toy_catalog.model_copy(update={"themes": themes, "entries": entries})
    answers, faults = flow.suggest(catalog, io.StringIO('{"title": "Play"}'), 3)
    assert answers == []
    assert faults == ["the list has fewer than two themes: there is nothing to choose from"]
