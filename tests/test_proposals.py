"""What is proposed for a new paper, measured on the papers that curators filed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.derive.doubles import NEARLY_THE_SAME, doubles
from generator.derive.proposals import FEWEST_TAGS, MOST_TAGS, VOTERS, names_in, tags_for
from generator.derive.similar import Near, neighbourhood
from generator.model import Facts
from generator.text import title_core, title_key

# Shares that must hold on our own list: of the proposed tags those that curators chose, and of the
# chosen ones those that are proposed; of the proposed names those that the entry has.
TAGS_RIGHT, TAGS_FOUND = 0.62, 0.6
NAMES_RIGHT, PAPERS_WITH_A_NAME_FOUND = 0.77, 0.55


@pytest.fixture(scope="module")
def papers(real_catalog):
    return neighbourhood(real_catalog)


def without(catalog, id_):
    entries = {other: entry for other, entry in catalog.entries.items() if other != id_}
    return catalog.model_copy(update={"entries": entries})


def test_proposed_tags_are_mostly_those_of_curators(real_catalog, papers):
    both = proposed = chosen = 0
    for entry in real_catalog.entries.values():
        paper = entry.paper
        near = papers.of_text(paper.title, paper.abstract, count=VOTERS, without={entry.id})
        tags = {tag.slug for tag in tags_for(real_catalog, paper.title, paper.abstract, near)}
        assert len(tags) <= MOST_TAGS
        both += len(tags & set(paper.tags))
        proposed += len(tags)
        chosen += len(paper.tags)
    assert both / proposed >= TAGS_RIGHT, both / proposed
    assert both / chosen >= TAGS_FOUND, both / chosen


def test_proposed_names_are_mostly_those_of_curators(real_catalog):
    right = wrong = papers_found = papers_named = 0
    for entry in real_catalog.entries.values():
        known = {title_key(name) for name in entry.paper.aliases}
        if not known:
            continue
        others = without(real_catalog, entry.id)
        names = [
            title_key(name) for name in names_in(others, entry.paper.title, entry.paper.abstract)
        ]
        hits = sum(name in known or name.removesuffix("s") in known for name in names)
        right, wrong = right + hits, wrong + len(names) - hits
        papers_found, papers_named = papers_found + bool(hits), papers_named + 1
    assert right / (right + wrong) >= NAMES_RIGHT, right / (right + wrong)
    assert papers_found / papers_named >= PAPERS_WITH_A_NAME_FOUND, papers_found / papers_named


def test_a_tag_says_what_speaks_for_it(real_catalog, papers):
    title = "World models from offline data"
    abstract = "We learn a world model from logged data by contrastive learning."
    near = papers.of_text(title, abstract, count=VOTERS)
    found = {tag.slug: tag for tag in tags_for(real_catalog, title, abstract, near)}
    assert found["world-models"].found_in == "title"
    assert found["world-models"].neighbours == sum(
        "world-models" in real_catalog.entries[n.id].paper.tags for n in near
    )
    assert found["contrastive-learning"].found_in == "abstract"
    assert len(found) >= FEWEST_TAGS


def test_no_neighbours_and_no_words_give_no_tags(toy_catalog):
    assert tags_for(toy_catalog, "?", "", []) == []


@pytest.mark.parametrize(
    ("title", "abstract", "names"),
    [
        ("ODP: Offline Diffusion Play", "", ["ODP"]),
        ("Learning to Fly: A Study", "", []),
        ("A Study", "We propose Offline Diffusion Play (ODP). ODP is fast.", ["ODP"]),
        ("A Study", "We propose Offline Diffusion Play (ODP).", []),  # never used again
        ("A Study", "We use reinforcement learning (RL). RL is slow.", []),
        ("A Study", "Our method, dubbed Act3D-X, works. Act3D-X is fast.", ["Act3D-X"]),
        (": A Study", "", []),
    ],
)
def test_names_are_those_that_a_paper_introduces(real_catalog, title, abstract, names):
    assert names_in(real_catalog, title, abstract) == names


def test_no_two_papers_of_the_list_are_taken_for_one(real_catalog, papers):
    for entry in real_catalog.entries.values():
        near = papers.of_text(entry.paper.title, entry.paper.abstract, without={entry.id})
        assert not [n for n in near if n.score >= NEARLY_THE_SAME]


def test_a_paper_is_recognised_without_a_third_of_its_abstract(real_catalog, papers):
    for entry in real_catalog.entries.values():
        words = entry.paper.abstract.split()
        near = papers.of_text("A new title", " ".join(words[len(words) // 3 :]))
        found = doubles(real_catalog, "A new title", Facts(), near, has_abstract=True)
        assert [double.id for double in found] == [entry.id]


@pytest.mark.parametrize(
    ("title", "certain"),
    [
        ("LEARNING LATENT PLANS — FROM PLAY!", True),
        ("Learning the Latent Plans from a Play", False),
        ("Learning Latent Plans", None),
    ],
)
def test_titles_are_compared_as_people_mistype_them(toy_catalog, title, certain):
    found = doubles(toy_catalog, title, Facts(), [], has_abstract=False)
    assert [double.certain for double in found] == ([] if certain is None else [certain])


def test_greek_letters_are_their_names():
    assert title_core("π0 and the β-VAE") == title_core("pi0 and beta VAE")


def test_a_title_alone_is_not_compared_by_its_words(toy_catalog):
    near = [Near(id="cad2rl", score=0.9, terms=())]
    assert doubles(toy_catalog, "X", Facts(), near, has_abstract=False) == []
    assert len(doubles(toy_catalog, "X", Facts(), near, has_abstract=True)) == 1


def test_a_number_says_the_same_paper(toy_catalog):
    found = doubles(toy_catalog, "Anything", Facts(arxiv="1903.01973"), [], has_abstract=False)
    assert [(d.id, d.certain) for d in found] == [("learning-latent-plans-from-play", True)]


@given(st.text(max_size=80), st.text(max_size=200))
def test_any_text_can_be_looked_at(toy_catalog, title, abstract):
    names_in(toy_catalog, title, abstract)
    tags_for(toy_catalog, title, abstract, [])
    doubles(toy_catalog, title, Facts(), [], has_abstract=bool(abstract))
