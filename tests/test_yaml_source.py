"""YAML as text with places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ingest import register_text
from generator.problems import MOST
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


def test_emoji_keep_what_they_are_made_of():
    source, problems = read_yaml("x.yaml", "a: \u2764\ufe0f\u200d\U0001f525\n")
    assert problems == []
    assert source.data == {"a": "\u2764\ufe0f\u200d\U0001f525"}


def test_a_field_left_blank_is_absent():
    assert read_yaml("x.yaml", "a:\nb: ~\nc: x\n")[0].data == {"c": "x"}
    assert read_yaml("x.yaml", "a: 'null'\nb: \"~\"\n")[0].data == {"a": "null", "b": "~"}


MANY = 100_000
BAD = {
    "a key twice": ("a: 1\nb: 2\na: 3\n", [("duplicate-key", 3, 1)]),
    "a key twice in a map in a list": ("- {a: 1,\n  a: 2}\n", [("duplicate-key", 2, 3)]),
    "an anchor": ("why: &c something\n", [("yaml-feature", 1, 6)]),
    "an alias": ("a: &x 1\nb: *x\n", [("yaml-feature", 1, 4), ("yaml-feature", 2, 4)]),
    "an alias of itself": ("a: &x [*x]\n", [("yaml-feature", 1, 4), ("yaml-feature", 1, 8)]),
    "an alias of nothing": ("a: *x\n", [("yaml-feature", 1, 4)]),
    "a tag": ("a: !!python/object:os.system x\n", [("yaml-feature", 1, 4)]),
    "a tag of one's own": ("%TAG ! tag:x,2000:\n---\na: !b 1\n", [("yaml-feature", 3, 4)]),
    "bytes": ("a: !!binary aGk=\n", [("yaml-feature", 1, 4)]),
    "a list as key": ("[a, b]: c\n", [("yaml-feature", 1, 1)]),
    "a map as key": ("? {a: b}\n: c\n", [("yaml-feature", 1, 3)]),
    "two colons": ("a: b: c\n", [("yaml-syntax", 1, 5)]),
    "two documents": ("a: 1\n---\nb: 2\n", [("yaml-syntax", 2, 1)]),
    "another YAML": ("%YAML 9.9\n---\na: 1\n", [("yaml-syntax", 1, 1)]),
    "a tab to indent": ("a:\n\t- x\n", [("yaml-syntax", 2, 1)]),
    "a tab behind a space": ("a:\n \tb: x\n", [("yaml-syntax", 2, 2)]),
    "an open bracket": ("a: [x\nb: y\n", [("yaml-syntax", 1, 4)]),
    "an open quote": ('a: "x\nb: y\n', [("yaml-syntax", 1, 4)]),
    "an override of direction": ("a: x\u202ey\n", [("invisible-character", 1, 5)]),
    "an isolate of direction": ("a: 1\nb: x\u2067y\n", [("invisible-character", 2, 5)]),
    "an Arabic mark of direction": ("a: x\u061cy\n", [("invisible-character", 1, 5)]),
    "a zero-width space": ("a: x\u200by\n", [("invisible-character", 1, 5)]),
    "a soft hyphen": ("a: x\u00ady\n", [("invisible-character", 1, 5)]),
    "a blank letter": ("a: \u3164\n", [("invisible-character", 1, 4)]),
    "a blank of Braille": ("a: \u2800\n", [("invisible-character", 1, 4)]),
    "a selector that hides a byte": ("a: x\U000e0131y\n", [("invisible-character", 1, 5)]),
    "a letter of a tag": ("a: x\U000e0041\n", [("invisible-character", 1, 5)]),
    "a line separator": ("a: x\u2028y\n", [("invisible-character", 1, 5)]),
    "a byte order mark": ("\ufeffa: x\n", [("invisible-character", 1, 1)]),
    "NUL": ("a: 1\nb: x\x00y\n", [("invisible-character", 2, 5)]),
    "no character": ("a: x\uffff\n", [("invisible-character", 1, 5)]),
    "half a character": ("a: x\ud800\n", [("invisible-character", 1, 5)]),
    "an override, spelled out": ('a: "x\\u202ey"\n', [("invisible-character", 1, 4)]),
    "NUL, spelled out": ('a: "x\\0y"\n', [("invisible-character", 1, 4)]),
    "half a character, spelled out": ('a: "\\ud800"\n', [("yaml-syntax", 1, 7)]),
    "two halves, spelled out": ('a: "\\ud83d\\ude00"\n', [("yaml-syntax", 1, 7)]),
    "deep brackets": ("a: " + "[" * MANY, [("yaml-syntax", 1, 51)]),
    "deep braces": ("{a: " * MANY, [("yaml-syntax", 1, 193)]),
    "deep dashes": ("- " * MANY + "x", [("yaml-syntax", 1, 97)]),
    "deep question marks": ("? " * MANY + "x", [("yaml-syntax", 1, 97)]),
    "deep keys": ("".join(f"{' ' * n}a:\n" for n in range(800)), [("yaml-syntax", 49, 49)]),
    "deep lists": ("".join(f"{' ' * n}-\n" for n in range(800)), [("yaml-syntax", 49, 49)]),
    "deep, ends of Macintosh": ("".join(f"{' ' * n}a:\r" for n in range(99)),
                                [("yaml-syntax", 49, 49)]),
    "too large": ("a: " + "x" * 500_000, [("yaml-too-large", 0, 0)]),
    "a long key": ("k" * 2_000 + ": x\n", [("yaml-syntax", 1, 2001)]),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_allowed_is_named_with_its_place(name):
    text, expected = BAD[name]
    _, problems = read_yaml("x.yaml", text)
    found = [(p.code, p.location.line, p.location.column) for p in problems]
    assert found == expected
    assert all(problem.hint and problem.message for problem in problems)


HINTS = {
    "a: b: c\n": "quote a text that holds ': '",
    "a: @x\n": "quote a text that begins with @",
    "a: `x`\n": "quote a text that begins with @",
    "a: 1\nword\nb: 2\n": "each line here needs 'key: value'",
    "a: 1\n---\nb: 2\n": "remove the line '---'",
    'a: "\\qed"\n': "in single quotes",
    'a: "\\ud800"\n': "in single quotes",
    'a: "\\xgg"\n': "in single quotes",
    "a: [x\nb: 2\n": "close the bracket that begins here",
    "a: {x: y\nb: 2\n": "close the brace that begins here",
    "a: 'x\nb: 2\n": "close the quote that begins here",
    'a: "x\nb: 2\n': "close the quote that begins here",
    "a: 'it's'\n": "inside quotes write a quote twice",
    "a:\n  b: 1\n c: 2\n": "begin this line where its neighbours begin",
    "a:\n- b\n-c\nd: 1\n": "write '- ' before an item",
    "- a\nb: 1\n": "indent lines of one kind alike",
    "\ufeffa: x\n": "without a byte order mark",
    "a: \ufeffx\n": "it cannot be seen in a review",
    "\u200ba: x\n": "it cannot be seen in a review",
}


@pytest.mark.parametrize("text", HINTS)
def test_the_hint_is_for_what_curators_mostly_meant(text):
    (problem,) = read_yaml("x.yaml", text)[1]
    assert HINTS[text] in problem.hint


def test_what_is_missing_at_the_end_is_missing_from_the_last_line():
    assert problems_of("%YAML 1.1\n\n\n") == [("yaml-syntax", 1, 10)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: 1\nb: [x\n\n\n", (2, 4)),
        ("a: 1\nb: {x: y\nc: 3\n", (2, 4)),
        ("a: 1\nb: 'x\nc: 3\nd: 4\n", (2, 4)),
        ("a: 1\nvenue ICML\nc: 3\n", (2, 1)),
        ("a: 1\nb:2\nc: 3\n", (2, 1)),
    ],
)
def test_what_does_not_end_is_told_where_it_begins(text, place):
    assert problems_of(text) == [("yaml-syntax", *place)]


def test_an_item_that_would_go_on_with_the_one_before_is_told():
    """YAML reads one author, "Ada - Grace"."""
    assert problems_of("authors:\n- Ada\n - Grace\n- Joan\n") == [("yaml-syntax", 3, 0)]
    assert problems_of("authors:\n- Ada\n\n\n  - Grace\n") == [("yaml-syntax", 5, 0)]
    assert problems_of("title: Trial - and\n  error\n") == []
    assert problems_of("title: >-\n  Trial\n  - and error\n") == []
    assert problems_of("authors:\n- 'Ada\n   - Grace'\n") == []


def test_of_invisible_characters_the_first_five_are_shown():
    found = problems_of("\n\u200ba: x\nb: " + "\u200b" * 6 + "\n")
    assert found == [("invisible-character", 2, 1)] + [
        ("invisible-character", 3, column) for column in range(4, 8)
    ]


def test_many_lists_are_not_deep_ones():
    many = "[" + "[x], " * 60 + "x]"
    assert read_yaml("x.yaml", f"a: {many}\n")[1] == []
    assert problems_of(f"a: {many}\nb: " + "[" * 60) == [("yaml-syntax", 2, 51)]


def test_the_longest_file_there_may_be():
    for path, most in (("x.yaml", 400_000), ("content/register.yaml", 4_000_000)):
        text = "a: x\n#" + "x" * (most - 6)
        assert read_yaml(path, text)[1] == []
        assert [p.code for p in read_yaml(path, text + "x")[1]] == ["yaml-too-large"]


def laughs(of: str) -> str:
    """Nine lists of nine aliases each: a tree of half a thousand million."""
    lines = [f"a0: &a0 [{', '.join([of] * 9)}]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    return "\n".join(lines)


MANY_FAULTS = {
    "laughs": laughs("ha"),
    "merged laughs": laughs("{<<: {a: b}}"),
    "aliases": "a: &a x\nb: [" + "*a, " * 90_000 + "]",
    "anchors": "".join(f"- &a{n} x\n" for n in range(30_000)),
    "tags": "- !x y\n" * 50_000,
    "keys": "a: 1\n" * 70_000,
    "keys in braces": "{" + "a, " * 100_000 + "}",
}


@pytest.mark.parametrize("name", MANY_FAULTS)
def test_a_file_that_is_wrong_all_over_is_said_to_be_and_not_listed(name):
    source, problems = read_yaml("x.yaml", MANY_FAULTS[name])
    assert source is None
    assert len(problems) == MOST + 1
    assert problems[-1].message == "this file has more problems: the first 20 are shown"


LARGE = {
    "brackets in prose": ("a: >-\n  " + "[0, 1) " * 5_000, 34_999),
    "quotes": ("a: " + "'" * 300_000, 149_999),
    "a text of one word": ("a: " + "x" * 399_000, 399_000),
    "a text of many lines": ("a:\n" + " b\n" * 130_000, 259_999),
    "a text deep in the line": ("a: |2\n" + " " * 90 + "- - [[[[\n", 96),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_text_may_hold_what_it_likes(name):
    text, length = LARGE[name]
    source, problems = read_yaml("x.yaml", text)
    assert problems == []
    assert len(source.data["a"].rstrip()) == length


def test_only_files_that_grow_with_the_list_may_be_large():
    text = "".join(f"paper-{n}: The title of paper number {n}\n" for n in range(20_000))
    assert len(read_yaml("content/register.yaml", text)[0].data) == 20_000
    assert [p.code for p in read_yaml("content/themes/x.yaml", text)[1]] == ["yaml-too-large"]


def test_the_register_of_a_large_list_can_be_written():
    register = {f"paper-{n}": f"The title of paper number {n}" for n in range(20_000)}
    assert read_yaml("content/register.yaml", register_text(register))[0].data == register


def test_letters_that_join_others_are_letters():
    text = "a: 👩\u200d💻 نمی\u200cخواهم\n"
    assert read_yaml("x.yaml", text)[1] == []


@pytest.mark.parametrize("text", ["", "\n\n", "# a remark\n", "---\n\n ", "~\n"])
def test_a_file_that_says_nothing_is_empty(text):
    source, problems = read_yaml("x.yaml", text)
    assert (source.data, problems, str(source.locate(()))) == ({}, [], "x.yaml")


def test_all_faults_of_a_file_are_reported_at_once():
    assert [code for code, *_ in problems_of("a: 1\na: 2\nb: !x 3\nc: 1\nc: 2\n")] == [
        "duplicate-key",
        "yaml-feature",
        "duplicate-key",
    ]


def test_what_follows_a_key_that_is_none_is_read_too():
    assert problems_of("? [a]\n: x\nb: 1\nb: 2\n") == [
        ("yaml-feature", 1, 3),
        ("duplicate-key", 4, 1),
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


def test_only_a_long_or_divided_text_is_folded():
    assert write_yaml({"title": "Short", "year": 2020}) == "title: Short\nyear: 2020\n"
    assert write_yaml({"a": ["w" * 80]}) == f"a:\n- {'w' * 80}\n"
    assert write_yaml({"a": ["w" * 81]}).startswith("a:\n- >-\n")
    assert write_yaml({"a": "one\n\ntwo"}).startswith("a: >-\n")


def test_a_blank_line_in_a_folded_block_separates_paragraphs():
    text = "a: >-\n  one\n  line\n\n  another\n\n\n  third\n"
    assert read_yaml("x.yaml", text)[0].data == {"a": "one line\n\nanother\n\nthird"}


def test_what_would_not_read_back_is_refused():
    with pytest.raises(ValueError, match=r"does not read back: .* U\+200B"):
        write_yaml({"a": "x\u200by"})
    with pytest.raises(ValueError, match="does not read back: the values differ"):
        write_yaml({"a": ""})


@given(st.text(st.characters(), max_size=400) | st.text("-?: []{}\n\t&*!a'\"#|>%@`", max_size=400))
def test_no_text_crashes_the_reader(text):
    source, problems = read_yaml("x.yaml", text)
    assert (source is None) == bool(problems)
