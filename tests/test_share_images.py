"""Images for shared links: drawn alike each time, and without boxes for missing letters."""

import doctest
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFont

from generator.render.exports import share_images
from generator.render.exports.share_images import SIZE, Words, draw, written

WORDS = Words("Representations for control", "26 papers", "A list: of papers")


def opened(words: Words) -> Image.Image:
    return Image.open(io.BytesIO(draw(words))).convert("RGB")


def changed(one: Words, other: Words) -> tuple[int, int, int, int] | None:
    """The part of the image that differs."""
    return ImageChops.difference(opened(one), opened(other)).getbbox()


def test_the_same_words_give_the_same_bytes():
    assert draw(WORDS) == draw(WORDS)
    assert opened(WORDS).size == SIZE


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_letter_is_written_that_the_font_would_draw_as_a_box(text):
    font = ImageFont.load_default(34)
    box = bytes(font.getmask("\U0010ffff"))
    for letter in written(text).replace(" ", ""):
        assert bytes(font.getmask(letter)) != box


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Łukasz Kuciński", "Lukasz Kucinski"),
        ("π₀ and λ", "pi0 and lambda"),
        ("one – two — three", "one - two - three"),
        ("字 العربية 🤖", ""),
        ("plain", "plain"),
    ],
)
def test_letters_that_the_font_lacks_are_written_otherwise_or_left_out(text, shown):
    assert written(text) == shown


def test_each_text_has_its_place():
    left, top, right, bottom = changed(WORDS, Words("Other", "26 papers", "A list: of papers"))
    assert bottom < 200
    assert left >= 80
    assert right <= SIZE[0] - 80
    _, top, _, _ = changed(WORDS, Words(WORDS.title, WORDS.line, "Other"))
    assert top > 500


def test_a_long_title_is_cut_before_the_foot():
    long = Words("word " * 100, "26 papers", "A list: of papers")
    longer = Words("word " * 200, "26 papers", "A list: of papers")
    assert changed(long, longer) is None
    _, _, _, bottom = changed(long, Words("", "", "A list: of papers"))
    assert bottom < 500


def test_a_title_of_nothing_but_missing_letters_still_gives_an_image():
    assert opened(Words("字", "1 paper", "字")).size == SIZE


def test_examples_in_the_documentation_are_true():
    assert doctest.testmod(share_images).failed == 0
