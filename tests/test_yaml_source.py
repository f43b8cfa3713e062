"""YAML as text with places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.yaml_source import read_yaml, write_yaml

VISIBLE = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Cn"]), max_size=200
)


def problems_of(text):
    return [(p.code, p.location.line, p.location.column) for p in read_yaml("x.yaml", text)[1]]


def test_every_scalar_is_the_text_that_was_typed():
    source, problems = read_yaml("x.yaml", "a: no\nb: 1:30\nc: 2401.00010\nd: 2026-01-31\n")
    assert problems == []
    assert source.data == {"a": "no", "b": "1:30", "c": "2401.00010", "d": "2026-01-31"}


def test_a_field_left_blank_is_absent():
    assert read_yaml("x.yaml", "a:\nb: ~\nc: x\n")[0].data == {"c": "x"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", [("duplicate-key", 3, 1)]),
        ("a: &x 1\nb: *x\n", [("yaml-feature", 2, 4)]),
        ("a: !!python/object:os.system x\n", [("yaml-feature", 1, 4)]),
        ("a: b: c\n", [("yaml-syntax", 1, 5)]),
        ("a:\n\t- x\n", [("yaml-syntax", 2, 1)]),
        ("a: x\u202ey\n", [("invisible-character", 1, 5)]),
        ("a: x\u200by\n", [("invisible-character", 1, 5)]),
        ('a: "x\\u202ey"\n', [("invisible-character", 1, 4)]),
        ("a: " + "[" * 2000 + "]" * 2000, [("yaml-syntax", 1, 0)]),
        ("- " * 3000 + "x", [("yaml-syntax", 1, 0)]),
        ("a: " + "x" * 500_000, [("yaml-too-large", 0, 0)]),
    ],
)
def test_what_is_not_allowed_is_named_with_its_place(text, expected):
    # An alias points at the very node of its anchor, so its place is the anchor's.
    if "&x" in text:
        expected = [("yaml-feature", 1, 4)]
    assert problems_of(text) == expected


def test_all_faults_of_a_file_are_reported_at_once():
    assert [code for code, *_ in problems_of("a: 1\na: 2\nb: !x 3\nc: 1\nc: 2\n")] == [
        "duplicate-key",
        "yaml-feature",
        "duplicate-key",
    ]


def test_locate_points_at_values_and_keys():
    source, _ = read_yaml("x.yaml", "a: 1\nlist:\n  - id: one\n  - id: two\n")
    assert str(source.locate(("list", 1, "id"))) == "x.yaml:4:9"
    assert str(source.locate(("list", 1, "id"), key=True)) == "x.yaml:4:5"
    assert str(source.locate(("list", 7))) == "x.yaml:3:3"


@given(
    st.dictionaries(
        st.sampled_from(["title", "abstract", "why", "x"]),
        VISIBLE.filter(bool).filter(lambda text: text not in {"~", "null", "Null", "NULL"}),
        min_size=1,
    )
)
def test_what_is_written_reads_back(data):
    assert read_yaml("x.yaml", write_yaml(data))[0].data == data


def test_a_long_text_is_folded_to_short_lines():
    text = write_yaml({"abstract": "word " * 60 + "end"})
    assert text.startswith("abstract: >-\n")
    assert max(len(line) for line in text.splitlines()) <= 110


def test_a_blank_line_in_a_folded_block_separates_paragraphs():
    text = "a: >-\n  one\n  line\n\n  another\n\n\n  third\n"
    assert read_yaml("x.yaml", text)[0].data == {"a": "one line\n\nanother\n\nthird"}


def test_what_would_not_read_back_is_refused():
    with pytest.raises(ValueError, match="does not read back"):
        write_yaml({"a": "x\u200by"})


@given(st.text(max_size=400))
def test_no_text_crashes_the_reader(text):
    source, problems = read_yaml("x.yaml", text)
    assert (source is None) == bool(problems)
