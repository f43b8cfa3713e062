"""Lines of text dumps: what counts as a title, which reading is the likeliest, what is doubted."""

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.listings import huggingface
from generator.listings.lines import LineKind, Source, TextLine, join_broken_lines
from generator.listings.pairing import ABSTRACT, TITLE, label_lines, title_score

TITLED, PROSE = "Gentle Hands Fold Laundry", "We teach a robot to fold. " * 12
LONG = PROSE.strip()


def numbered(*blocks: list[str]) -> list[TextLine]:
    """Lines of blocks, a blank one between every two."""
    texts = [text for block in blocks for text in ["", *block]][1:]
    return [TextLine(number, text) for number, text in enumerate(texts, 1)]


def source(*texts: str) -> Source:
    lines = [TextLine(number, text) for number, text in enumerate(texts, 1)]
    return Source("dump.txt", "dump", lines)


def doubts(*texts: str) -> list[tuple[int, str]]:
    """Line and code of each problem of a dump."""
    problems = huggingface.parse(source(*texts)).problems
    return [(problem.location.line, problem.code) for problem in problems]


def records(*texts: str) -> list[tuple[str, str]]:
    found = huggingface.parse(source(*texts)).listing.records
    return [(record.title, record.abstract) for record in found]


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("1" * 150, 2.0),
        ("1" * 151, 0.0),
        ("1" * 299, 0.0),
        ("1" * 300, -4.0),
        ("1.", 0.0),  # a full stop at the end
        ("1. A", 0.0),  # the break between two sentences
        ("1! A", 0.0),
        ("(https://1", 0.0),  # an address, and a word in small letters
        ("x1", 1.0),  # a small letter at the beginning
        ("Aaaa bbb", 3.0),  # a word of three letters says nothing
        ("Aaaa bbbb", 1.5),  # less than three words of five begin with a capital
        ("Aaaa Bbbb Cccc dddd eeee", 3.0),
        ("Aaaa " + "1" * 295 + " bbbb cccc", -3.0),  # only the beginning is looked at
    ],
)
def test_how_much_a_line_looks_like_a_title(text, score):
    assert title_score(text) == score


def cost(labels, lines, spaced) -> float:
    """What a reading costs, reckoned anew."""
    total = 3.0 if labels[0] == ABSTRACT else 0.0
    total += 1.5 if labels[-1] == TITLE else 0.0
    for label, line in zip(labels, lines, strict=True):
        score = title_score(line.text)
        total += max(0.0, -score if label == TITLE else score)
    steps = zip(pairwise(labels), pairwise(lines), strict=True)
    for (before, after), (above, line) in steps:
        together = spaced and line.number == above.number + 1
        if before != after:
            total += 1.0 if together else 0.0
        elif after == TITLE:
            total += 3.0
        else:
            total += 0.5 if together else 2.5
    return total


SCORED = ["1" * 150, "1" * 151, "1" * 300, "1.", "x1", "x1.", "1. A.", TITLED, "Aaaa bbbb", LONG]


@given(st.lists(st.tuples(st.sampled_from(SCORED), st.integers(1, 2)), min_size=1), st.booleans())
def test_no_reading_is_likelier_than_the_one_that_is_chosen(drawn, spaced):
    drawn = drawn[:8]
    number, lines = 0, []
    for text, gap in drawn:
        number += gap
        lines.append(TextLine(number, text))
    labels = label_lines(lines, spaced=spaced)
    readings = product([TITLE, ABSTRACT], repeat=len(lines))
    assert cost(labels, lines, spaced) == min(cost(r, lines, spaced) for r in readings)


def test_no_lines_have_no_labels():
    assert label_lines([], spaced=True) == []


WIDE = "w" * 40


@pytest.mark.parametrize(
    "blocks",
    [
        [[WIDE, WIDE, "end"], [WIDE, WIDE, "end"]],
        [["A title"], [WIDE, WIDE, WIDE, "end"], ["A title"], ["w" * 200, WIDE, "end"]],
    ],
)
def test_paragraphs_that_were_broken_into_lines_are_joined(blocks):
    joined = join_broken_lines(numbered(*blocks))
    assert [line.text for line in joined] == [" ".join(block) for block in blocks]
    numbers = [number for line in joined for number in (line.number, *line.more)]
    assert numbers == [line.number for line in numbered(*blocks) if line.text]


@pytest.mark.parametrize(
    "blocks",
    [
        [],
        [[WIDE, WIDE, "end"]],  # one such paragraph may be anything
        [[WIDE, WIDE, "end"], [WIDE, "end"]],  # nor do two lines make one
        [[WIDE, WIDE, "end"], ["w" * 39, WIDE, "end"]],  # broken long before its margin
        [[WIDE, WIDE, "end"], [WIDE, WIDE, "w" * 201]],  # a dump with a longer line is not wrapped
    ],
)
def test_lines_that_nobody_broke_are_left_alone(blocks):
    lines = numbered(*blocks)
    assert join_broken_lines(lines) is lines


def test_short_lines_among_broken_paragraphs_stay_lines():
    blocks = [[WIDE, WIDE, "end"], ["by Ann", "and Ben"], [WIDE, WIDE, "end"]]
    verse = [WIDE, WIDE, "short", "end"]  # what was not broken at a margin is no paragraph
    joined = join_broken_lines(numbered(*blocks, verse))
    assert [line.text for line in joined[-4:]] == verse
    joined = join_broken_lines(numbered(*blocks))
    assert [(line.number, line.text, line.more) for line in joined[1:3]] == [
        (5, "by Ann", ()),
        (6, "and Ben", ()),
    ]


PAIR = [TITLED, LONG]


def recognised(*texts: str) -> bool:
    return huggingface.recognises(source(*texts))


def test_without_a_header_a_third_of_the_lines_has_to_begin_a_pair():
    assert recognised(*PAIR, LONG)
    assert not recognised(*PAIR, LONG, LONG)
    assert recognised("Subscribe", *PAIR, LONG, LONG)
    assert not recognised("Subscribe", TITLED)


def test_without_a_header_abstracts_have_to_be_as_long_as_abstracts_are():
    short, long_enough = "w" * 299 + ".", "w" * 300 + "."
    assert title_score("w" * 298 + ".") < 0
    assert recognised(TITLED, long_enough[1:])
    assert not recognised(TITLED, short[1:])
    assert recognised("Subscribe", TITLED, short[1:])
    assert recognised(TITLED, short[1:], TITLED, long_enough)  # the median counts


def test_another_format_is_not_taken_for_a_dump():
    for first in ["<!DOCTYPE html>", "<html>", "<?xml version='1.0'?>", "%PDF-1.7", "{", '[{"a":']:
        assert not recognised(first, "Subscribe", *PAIR)
    assert recognised("Subscribe", *PAIR, "{")


def test_a_title_that_reads_as_prose_is_doubted():
    assert title_score("from play.") == -1.5
    assert doubts("Subscribe", *PAIR, "from play.", LONG) == [(4, "listing-doubtful")]
    assert title_score("x1.") == -1.0
    assert doubts("Subscribe", *PAIR, "x1.", LONG) == []


def test_an_abstract_that_reads_as_a_title_is_doubted():
    assert title_score("Aaaa bbbb") == 1.5
    found = doubts("Subscribe", TITLED, "Aaaa bbbb", TITLED + "s", LONG)
    assert (3, "listing-doubtful") in found
    assert title_score("x1") == 1.0
    found = doubts("Subscribe", TITLED, "x1", TITLED + "s", LONG)
    assert found == []


def test_the_first_date_of_a_header_is_the_day_of_the_listing():
    parsed = huggingface.parse(source("Subscribe", "Mar 20", "21 Apr 2025", *PAIR))
    assert parsed.listing.dated == "Mar 20"
    assert huggingface.parse(source("Subscribe", *PAIR)).listing.dated == ""


@pytest.mark.parametrize("end", ["fold", "fold,", "see x.org"])
def test_an_abstract_that_stops_in_a_sentence_may_be_cut_off(end):
    cut = f"{LONG} They {end}"
    assert doubts("Subscribe", TITLED, cut) == [(3, "listing-cut-off")]
    assert doubts("Subscribe", TITLED, cut, TITLED + "s", LONG) == []  # only the last can be
    # A title that lost its abstract is said to have; the one before it was not the last.
    assert doubts("Subscribe", TITLED, cut, TITLED + "s") == [(4, "listing-no-abstract")]


@pytest.mark.parametrize("end", ["fold.", "fold!", "fold?”", 'fold.")', "at https://x.org/a", "…"])
def test_an_abstract_that_ends_is_not_cut_off(end):
    assert doubts("Subscribe", TITLED, f"{LONG} They {end}") == []


def test_a_paper_that_stands_twice_is_said_to():
    assert doubts("Subscribe", *PAIR, "Another Title Here", LONG, *PAIR) == [(6, "listing-repeats")]


def test_an_abstract_before_any_title_is_left_out_and_said_to_be():
    texts = ["Subscribe", LONG, LONG.upper(), *PAIR]
    assert records(*texts)[-1] == tuple(PAIR)
    assert (2, "listing-orphan") in doubts(*texts)


INVITED = "Get trending papers in your email inbox. It is free. Subscribe below."


def test_a_long_line_of_the_header_does_not_end_it():
    """It reads as prose, as the first abstract does, but is known."""
    assert title_score(INVITED) < -1
    texts = [INVITED, "A line that nobody knows", "Subscribe", *PAIR]
    assert records(*texts) == [tuple(PAIR)]
    assert doubts(*texts) == [(2, "listing-header")]


def test_a_title_glued_to_the_header_is_a_title():
    assert records(f"Subscribe{TITLED}", LONG) == [tuple(PAIR)]
    assert records("new", f"Subscribe{TITLED}", LONG) == [tuple(PAIR)]
    # Words that begin so are words of a title, and so is a glued one far from any header.
    for title in ["Subscribers Fold Laundry", "Subscribed Hands Fold"]:
        assert records("new", title, LONG) == [(title, LONG)]
    texts = ["new", *PAIR, "SubscribeTo Gentle Hands", LONG]
    assert records(*texts)[1][0] == "SubscribeTo Gentle Hands"
    texts = ["new", *PAIR, "new", f"Subscribe{TITLED} Again", LONG]
    assert records(*texts)[1][0] == f"{TITLED} Again"


def test_signs_alone_on_a_line_are_no_text():
    parsed = huggingface.parse(source("Subscribe", *PAIR, "-----", "Another Title Here", LONG))
    assert len(parsed.listing.records) == 2
    assert parsed.kinds[4] is LineKind.UNPAIRED


def test_blank_lines_between_most_lines_tell_paragraphs_from_papers():
    """A further paragraph stands right below the first; without blank lines it is doubted more."""
    second = "It also irons them. " * 16
    spaced = ["Subscribe", "", TITLED, "", LONG, second.strip(), "", "Another Title", "", LONG]
    assert records(*spaced)[0] == (TITLED, f"{LONG}\n\n{second.strip()}")
    assert doubts(*spaced) == [(6, "listing-paragraph")]


def test_a_dump_is_spaced_when_it_has_half_as_many_blank_lines_as_others():
    """Then lines that follow each other belong together."""
    assert len(records(TITLED, "", "", LONG, "from play.", LONG)) == 1
    assert len(records(TITLED, "", LONG, "from play.", LONG)) == 2
