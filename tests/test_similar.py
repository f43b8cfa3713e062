"""Nearest papers: near for reasons that a person can see."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.derive.similar import Neighbourhood, neighbourhood, themes_of

# Of the pairs that curators relate, the share that must be among the ten nearest.
RELATED_FOUND = 0.7


@pytest.fixture(scope="module")
def papers(real_catalog):
    return neighbourhood(real_catalog)


def test_related_papers_are_near(real_catalog, papers):
    entries = real_catalog.entries
    related = {(e.id, r.id) for e in entries.values() for r in e.paper.relates}
    related |= {(b, a) for a, b in related}
    found = {(e.id, near.id) for e in entries.values() for near in papers.of_entry(e)}
    assert len(related & found) / len(related) >= RELATED_FOUND


def test_a_text_is_near_what_it_speaks_of_and_says_why(real_catalog, papers):
    near = papers.of_text(
        "Robots that learn from play",
        "We collect teleoperated play data, embed latent plans and learn goal-conditioned policies "
        "by imitation learning.",
    )
    found = {n.id: n for n in near[:3]}
    assert "play" in " ".join(found["learning-latent-plans-from-play"].terms)
    assert [n.score for n in near] == sorted((n.score for n in near), reverse=True)
    assert all(0 < n.score <= 1.0001 for n in near)
    assert len(near) == 10
    assert sum(count for _, count in themes_of(near, real_catalog)) == 10


def test_no_shared_term_repeats_another(papers, real_catalog):
    for entry in list(real_catalog.entries.values())[:40]:
        for near in papers.of_entry(entry):
            words = [set(term.split()) for term in near.terms]
            assert not any(a < b for a in words for b in words)


def test_a_paper_is_not_its_own_neighbour(toy_catalog):
    papers = neighbourhood(toy_catalog)
    for entry in toy_catalog.entries.values():
        assert entry.id not in {near.id for near in papers.of_entry(entry, count=50)}
    assert papers.of_text("MaxMin-RLHF", "", without={"maxmin-rlhf"}) == [
        near for near in papers.of_text("MaxMin-RLHF", "") if near.id != "maxmin-rlhf"
    ]


def test_a_list_without_words_has_no_neighbours(toy_catalog):
    assert Neighbourhood([], {}).of_text("anything", "at all") == []
    entry = next(iter(toy_catalog.entries.values()))
    wordless = entry.model_copy(
        update={"paper": entry.paper.model_validate({"title": "?", "added": "2026-01-31"})}
    )
    assert Neighbourhood([wordless], {}).of_text("anything", "") == []


@settings(max_examples=30)
@given(st.text(max_size=80), st.text(max_size=200))
def test_any_text_has_an_answer(toy_catalog, title, abstract):
    papers = neighbourhood(toy_catalog)
    assert papers.of_text(title, abstract) == papers.of_text(title, abstract)
