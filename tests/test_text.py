"""Comparing, slugging and naming titles."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.fields import RESERVED_IDS
from generator.links import find_links, trim_address
from generator.text import propose_id, slugify, title_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Self-Play Fine-Tuning", "self play finetuning"),
        ("π0: A Policy", "pi0 – a policy"),
        ("Naïve Bayes", "Naive Bayes"),
        ("ReST-MCTS*", "ReST MCTS"),
        ("ﬁne tuning", "fine-tuning"),
    ],
)
def test_titles_that_differ_in_form_only_have_one_key(one, other):
    assert title_key(one) == title_key(other)


def test_different_titles_have_different_keys():
    assert title_key("GROOT") != title_key("GROOT-2")


def test_an_id_is_the_name_before_the_colon():
    assert propose_id("Crossway Diffusion: Improving Policies", set()) == "crossway-diffusion"


def test_a_taken_name_falls_back_to_the_whole_title():
    title = "PEARL: Zero-shot Preference Alignment"
    assert propose_id(title, {"pearl"}) == "pearl-zero-shot-preference-alignment"


def test_an_id_is_cut_at_a_whole_word():
    id_ = propose_id(
        "A Very Long Title of Many Words about Self-Supervised Learning for Robots", set()
    )
    assert id_ == "very-long-title-of-many-words-about-self-supervised"


@given(st.text(max_size=300), st.sets(st.sampled_from(["paper", "a", "page", "index"])))
def test_any_title_gives_a_free_slug(title, taken):
    id_ = propose_id(title, taken | RESERVED_IDS)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_)
    assert id_ not in taken | RESERVED_IDS


@given(st.text())
def test_slugify_is_stable(text):
    assert slugify(slugify(text)) == slugify(text)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Code is at https://github.com/x/y.", ["https://github.com/x/y"]),
        ("(https://x.org/a)", ["https://x.org/a"]),
        ("see https://x.org/a_(b), and", ["https://x.org/a_(b)"]),
        ("https://x.org/a;https://x.org/b", ["https://x.org/a;https://x.org/b"]),
        ("http://x and httpx://y", []),
        ("twice https://x.org https://x.org", ["https://x.org"]),
        ("see {https://x.org/p}", ["https://x.org/p"]),
    ],
)
def test_links_end_where_the_address_ends(text, links):
    assert find_links(text) == links


@given(st.text("a.()[],*", max_size=12))
def test_an_address_is_trimmed_as_one_character_after_another_would_be(address):
    expected = address
    while expected and (
        expected[-1] in ".,;:!?*_"
        or (
            expected[-1] in ")]"
            and expected.count(expected[-1]) > expected.count("(["[")]".index(expected[-1])])
        )
    ):
        expected = expected[:-1]
    assert trim_address(address) == expected


def test_an_address_of_brackets_alone_takes_no_time():
    assert trim_address("https://x.org/" + ")" * 300_000) == "https://x.org/"
