"""`check --fix`: what is mended is mended for good, and nothing else is touched."""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from generator import disk
from generator.cli import main
from generator.codes import CODES, FIXES
from generator.entry_file import SCHEMA_LINE
from generator.kinds import KINDS, kind_of
from generator.mend import STEPS, mend
from generator.mend.document import Document, same_meaning
from generator.model import Paper
from generator.project import Project, load_project
from generator.render.schemas import schema_files
from generator.yaml_source import read_yaml

HOME = Path(__file__).parent.parent
PAPER = "content/papers/offline-rl/x.yaml"
HEAD = SCHEMA_LINE

# What stands there, what is to stand there, and the lines and codes that are reported.
CASES = {
    "spaces at the end of lines": (
        "title: A  \nwhy: >-\n  one \n  two\t\nadded: 2026-01-31\n",
        "title: A\nwhy: >-\n  one\n  two\nadded: 2026-01-31\n",
        [(2, "white-space"), (4, "white-space"), (5, "white-space")],
    ),
    "an escaped space before the line end stays": (
        'title: "A\\   \n  B"\nadded: 2026-01-31\n',
        'title: "A\\   \n  B"\nadded: 2026-01-31\n',
        [],
    ),
    "no line end at the end": ("title: A", "title: A\n", [(2, "white-space")]),
    "blank lines": (
        "\n\ntitle: A\n\n\nyear: 2020\nabstract: >-\n  a\n\n\n  b\n\n\nadded: 2026-01-31\n\n\n",
        "\ntitle: A\n\nyear: 2020\nabstract: >-\n  a\n\n\n  b\n\nadded: 2026-01-31\n",
        [(3, "white-space"), (6, "white-space"), (14, "white-space"),
         (16, "white-space"), (17, "white-space")],
    ),
    "line ends of Windows": (
        "title: A\r\nwhy: >-\r\n  b\r\n",
        "title: A\nwhy: >-\n  b\n",
        [(2, "white-space")],
    ),
    "order, with the comments above": (
        "year: 2020 # seen\n# the title\n# as printed\ntitle: A\n\n# about the end\n",
        "# the title\n# as printed\ntitle: A\nyear: 2020 # seen\n\n# about the end\n",
        [(5, "key-order")],
    ),
    "an unknown field stays behind the one before it": (
        "year: 2020\nyeer: 2021\ntitle: A\n",
        "title: A\nyear: 2020\nyeer: 2021\n",
        [(4, "key-order")],
    ),
    "a comment that is set off stays where it is": (
        "# head\n\nyear: 2020\n# after the year\n\ntitle: A\n",
        "# head\n\ntitle: A\nyear: 2020\n# after the year\n",
        [(7, "key-order"), (6, "white-space")],
    ),
    "a quoted text that looks like a comment": (
        'year: 2020\nwhy: "a\n# no comment\n  b" # one\ntitle: A\n',
        'title: A\nyear: 2020\nwhy: "a\n# no comment\n  b" # one\n',
        [(6, "key-order")],
    ),
    "an arXiv address": (
        "arxiv: https://arxiv.org/pdf/2401.00010v2.pdf # seen\n",
        "arxiv: '2401.00010' # seen\n",
        [(2, "arxiv-id")],
    ),
    "an arXiv prefix and version": (
        'arxiv: "arXiv: 2401.00010v12"\n',
        'arxiv: "2401.00010"\n',
        [(2, "arxiv-id")],
    ),
    "an old arXiv id": ("arxiv: cs/0112017v1\n", "arxiv: 'cs/0112017'\n", [(2, "arxiv-id")]),
    "an old arXiv id that is right": ("arxiv: cs/0112017\n", "arxiv: cs/0112017\n", []),
    "an arXiv id without quotes": (
        "arxiv: 2401.00010\n",
        "arxiv: '2401.00010'\n",
        [(2, "unquoted-number")],
    ),
    "no arXiv id at all": ("arxiv: arXiv:24x\n", "arxiv: arXiv:24x\n", []),
    "a DOI": (
        "doi: https://doi.org/10.1109/TRO.2024.1 # seen\n",
        "doi: 10.1109/tro.2024.1 # seen\n",
        [(2, "doi")],
    ),
    "no DOI": ("doi: 'doi:11.1/x'\n", "doi: 'doi:11.1/x'\n", []),
    "addresses": (
        "links:\n  code: <https://x.o/y> # c\n  data: https://x.o/a).\n  video: 'https://x.o '\n",
        "links:\n  code: https://x.o/y # c\n  data: https://x.o/a\n  video: 'https://x.o'\n",
        [(3, "url"), (4, "url"), (5, "white-space")],
    ),
    "addresses that a person has to look at": (
        "links:\n  demo: javascript:x.\n  other: https://x.org/a_\n  code: https://x y.\n",
        "links:\n  demo: javascript:x.\n  other: https://x.org/a_\n  code: https://x y.\n",
        [],
    ),
    "white space in quotes": (
        "title: ' A '\ntags: [\" b\t\", '  ']\n",
        "title: 'A'\ntags: [\"b\", '  ']\n",
        [(2, "white-space"), (3, "white-space")],
    ),
    "tags twice, below one another": (
        "tags:\n- a\n- b\n- a\n- b # why again\n- 'b'\n",
        "tags:\n- a\n- b\n- b # why again\n",
        [(5, "repeated-word"), (7, "repeated-word")],
    ),
    "tags twice, in brackets": (
        "tags: [a, b, 'a', a, c] # c\n",
        "tags: [a, b, c] # c\n",
        [(2, "repeated-word"), (2, "repeated-word")],
    ),
    "relations are left to a person": (
        "relates:\n- {id: a, kind: uses}\n- {id: a, kind: uses}\n",
        "relates:\n- {id: a, kind: uses}\n- {id: a, kind: uses}\n",
        [],
    ),
    "what cannot be read": ("year: 2020 \ntitle: a: b\n", "year: 2020 \ntitle: a: b\n", []),
    "fields in braces": ("{year: 2020, title: A}\n", "{year: 2020, title: A}\n", []),
    "marks of a document": ("---\nyear: 2020\ntitle: A\n", "---\nyear: 2020\ntitle: A\n", []),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_case(case):
    before, after, reported = CASES[case]
    result = mend(PAPER, HEAD + before)
    assert result.text == HEAD + after
    assert [(m.line, m.code) for m in result.mended] == sorted(reported)
    again = mend(PAPER, result.text)
    assert (again.text, again.mended) == (result.text, ())


def test_a_byte_order_mark_goes_and_other_invisible_characters_stay():
    result = mend(PAPER, "\ufeff" + HEAD + "title: A\n")
    assert result.text == HEAD + "title: A\n"
    assert [m.code for m in result.mended] == ["invisible-character"]
    assert mend(PAPER, HEAD + "title: A\u200bB \n").mended == ()


def test_the_schema_is_named_where_there_are_schemas():
    assert mend(PAPER, "title: A\n").text == HEAD + "title: A\n"
    assert mend(PAPER, "title: A\n", modelines=False).mended == ()
    assert mend("content/register.yaml", "a: A\n").mended == ()
    held = set(schema_files())
    for kind in KINDS:
        assert kind.schema in held
        path = Path(kind.pattern.replace("*", "x"))
        named = HOME / path.parent / kind.modeline.partition("$schema=")[2]
        assert named.resolve() == HOME / "site_config/schema" / kind.schema


def test_every_step_reports_a_code_that_the_guide_says_it_mends():
    reported = {code for _, _, found in CASES.values() for _, code in found}
    assert reported | {"modeline", "invisible-character"} == set(FIXES) <= set(CODES)


# --- any entry, in any style ---------------------------------------------------------------------

WORDS = st.sampled_from(
    ["a", "policy", "x-y", "#hash", "it's", 'say "so"', "é𝔸", "1:30", "no: yes"]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
PLAIN = TEXTS.filter(lambda t: not re.search(r"""[:'"#]""", t) and not t.startswith("1"))
ARXIV = st.sampled_from(
    ["2401.00010", "arXiv:2401.00010", "https://arxiv.org/abs/2401.00010v3", "cs/0112017", "24"]
)
URLS = st.sampled_from(["https://x.org/a", "https://x.org/a.", "<https://x.org/b_(c)>)", "ftp://x"])
ENDS = st.sampled_from(["", "", "", " ", "\t", "  "])


@st.composite
def scalars(draw, texts=TEXTS):
    """A value behind its key, in one of YAML's five styles."""
    text = draw(texts)
    style = draw(st.sampled_from(["'", '"', ">-", "|", "plain"]))
    pad = draw(st.sampled_from(["", "", " "]))
    if style in {">-", "|"}:
        lines = text.split(" ")
        joined = "\n".join(f"  {line}{draw(ENDS)}" for line in lines)
        return f"{style}\n{joined}"
    if style == "'":
        return "'" + pad + text.replace("'", "''") + pad + "'"
    if style == "plain" and not re.search(r"""[:'"#]""", text.replace("://", "")):
        return text if text[0] != "<" else f"'{text}'"
    return (
        '"' + pad + text.replace("\\", "\\\\").replace('"', '\\"').replace(" ", "\n  ") + pad + '"'
    )


@st.composite
def lists(draw):
    items = draw(
        st.lists(st.sampled_from(["a", "b", "c-d", "'a'", '"b "']), min_size=1, max_size=5)
    )
    if draw(st.booleans()):
        return f"[{', '.join(items)}]"
    indent = draw(st.sampled_from(["", "  "]))
    return "\n" + "\n".join(f"{indent}- {item}{draw(ENDS)}" for item in items)


FIELDS = {
    "title": scalars(),
    "aliases": lists(),
    "year": st.sampled_from(["2020", "'2020 '"]),
    "arxiv": scalars(ARXIV),
    "links": URLS.map(lambda url: f"\n  code: {url}\n  demo: '{url} '"),
    "tags": lists(),
    "summary": scalars(),
    "why": scalars(PLAIN),
    "relates": st.just("\n- id: a\n  kind: uses\n-   id: b\n    kind: rival"),
    "added": st.just("2026-01-31"),
    "yeer": st.just("2020"),
}


@st.composite
def entries(draw):
    """An entry with its comments: ``(text, comments)``."""
    names = draw(st.permutations(list(FIELDS)))
    comments: list[str] = []

    def comment() -> str:
        comments.append(f"# note {len(comments)}: 'x")
        return comments[-1]

    lines = draw(st.sampled_from([[], [HEAD.rstrip()], ["", HEAD.rstrip(), ""]]))[:]
    for name in names[: draw(st.integers(1, len(names)))]:
        lines += [draw(ENDS) for _ in range(draw(st.integers(0, 2)))]
        for _ in range(draw(st.integers(0, 2))):
            lines.append(draw(st.sampled_from(["", "", " "])) + comment())
        value = draw(FIELDS[name])
        if "\n" not in value and value[0] not in "|>" and draw(st.booleans()):
            value += f" {comment()}"
        lines += f"{name}: {value}{draw(ENDS)}".split("\n")
    if draw(st.booleans()):
        lines += ["", comment()]
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return end.join(lines) + draw(st.sampled_from(["", end, end * 3])), comments


@given(entries())
def test_mending_keeps_the_data_and_every_comment_and_is_done_once(entry):
    text, comments = entry
    source, _ = read_yaml(PAPER, text)
    assume(source is not None)
    result = mend(PAPER, text)
    after, problems = read_yaml(PAPER, result.text)
    assert problems == []
    assert without_the_mended(source.data) == without_the_mended(after.data)
    assert sorted(Document.of(PAPER, result.text).comments) == sorted([*comments, HEAD.rstrip()])
    assert all(result.text.count(comment) == 1 for comment in comments)
    again = mend(PAPER, result.text)
    assert (again.text, again.mended) == (result.text, ())
    assert list(after.data) == in_order(after.data)
    assert not re.search(r"[ \t\r]$|\n\n\Z|[^\n]\Z", result.text, re.MULTILINE)


def without_the_mended(data):
    """What is left of an entry when that is set aside which mending is there to change."""
    kept = {k: v for k, v in data.items() if k not in {"arxiv", "links"}}
    if "tags" in kept:
        kept["tags"] = sorted({tag.strip() for tag in kept["tags"]})
    return {
        k: [" ".join(item.split()) if isinstance(item, str) else item for item in v]
        if isinstance(v, list)
        else " ".join(v.split())
        for k, v in kept.items()
    }


def in_order(data):
    known = [name for name in Paper.model_fields if name in data]
    if "yeer" not in data:
        return known
    before = list(data)[: list(data).index("yeer")]
    return [*known[: len(before)], "yeer", *known[len(before) :]]


PIECES = st.sampled_from(
    "title: |why: |abstract: >-|  x|\n|\n|\n|\n\n|- a|- |  |\t|# c|'|\"|year: 1|: |tags:|[a, a]|"
    "{|}|&|*|!|---|...|\\|arxiv: 2401.00010|  # d|\r\n|\r|\ufeff|%|? |,|links:|  code: https://x.".split(
        "|"
    )
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_text_is_mended_into_another_meaning(text):
    before = Document.of(PAPER, text.removeprefix("\ufeff"))
    result = mend(PAPER, text)
    if before.source is None:
        assert result.text == text
        return
    after = Document.of(PAPER, result.text)
    assert after.source is not None
    if not {m.code for m in result.mended} & {"arxiv-id", "url", "repeated-word"}:
        assert same_meaning(before.source.data, after.source.data)
    assert set(before.comments) <= set(after.comments)
    assert mend(PAPER, result.text).text == result.text


@given(entries())
def test_untouched_lines_keep_their_bytes(entry):
    text, _ = entry
    assume("\r" not in text)
    result = mend(PAPER, text)
    touched = {m.line for m in result.mended if m.code not in {"key-order", "modeline"}}
    kept = [line for n, line in enumerate(text.splitlines(keepends=True), 1) if n not in touched]
    held = result.text.splitlines(keepends=True)
    assert Counter(kept) - Counter(held) == Counter()
    added = [] if HEAD in text or not result.mended else [HEAD]
    assert len(Counter(held) - Counter(kept) - Counter(added)) <= len(touched)
    if not any(m.code == "key-order" for m in result.mended):
        remaining = iter(held)
        assert all(line in remaining for line in kept)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_a_step_that_breaks_something_is_dropped(step, monkeypatch):
    from generator import mend as module
    from generator.mend.document import Line
    from generator.mend.step import Mended, Step

    def breaking(document):
        lines = [Line(line.number, line.text.replace("A", "B")) for line in document.lines]
        return Step(document.having(lines), [Mended(1, "white-space", "x", "y")])

    def forgetting(document):
        lines = [line for line in document.lines if "note" not in line.text]
        return Step(document.having(lines), [Mended(1, "white-space", "x", "y")])

    text = HEAD + "title: A\n# note\n"
    for fault in (breaking, forgetting):
        monkeypatch.setattr(module, "STEPS", tuple(fault if s is step else s for s in STEPS))
        assert mend(PAPER, text).mended == ()


# --- the verb ------------------------------------------------------------------------------------


def test_fix_says_what_it_did_and_check_says_what_it_would_do(toy, capsys):
    path = toy / "content/papers/robot-learning/cad2rl.yaml"
    kept = [line for line in path.read_text().splitlines() if not line.startswith("arxiv:")]
    path.write_text(
        "\n".join(kept).replace("\nadded:", " \nadded:") + "\narxiv: arXiv:1611.04201v4\n"
    )
    assert main(["--root", str(toy), "check"]) == 1
    said = capsys.readouterr()
    assert "notice white-space: the line ends in white space" in said.out
    assert "notice key-order: the field 'arxiv' stands too late" in said.out
    assert "error arxiv-id" in said.out
    assert said.err.endswith("3 can be mended by: make fix\n")
    broken = toy / "content/papers/robot-learning/broken.yaml"
    broken.write_bytes(b"\xff\n")
    assert main(["--root", str(toy), "check", "--fix"]) == 1
    said = capsys.readouterr().out
    assert "cad2rl.yaml:" in said.splitlines()[0]
    assert "mended arxiv-id: arxiv: 'arXiv:1611.04201v4' is more than the id" in said
    assert "error encoding" in said
    broken.unlink()
    capsys.readouterr()
    assert main(["--root", str(toy), "check", "--fix", "--errors-only"]) == 0
    assert "mended" not in capsys.readouterr().out
    assert yaml.safe_load(path.read_text())["arxiv"] == "1611.04201"


def test_a_run_that_is_killed_leaves_the_old_file(toy, monkeypatch):
    path = toy / "content/papers/robot-learning/cad2rl.yaml"
    path.write_bytes(path.read_bytes() + b"\n\n\n")
    before = path.read_bytes()
    monkeypatch.setattr(disk.os, "fsync", lambda _file: (_ for _ in ()).throw(KeyboardInterrupt))
    assert main(["--root", str(toy), "check", "--fix"]) == 1
    assert path.read_bytes() == before
    assert not list(path.parent.glob(".*"))


def test_nothing_of_the_list_itself_needs_mending():
    loaded = load_project(Project(HOME), check=False)
    for path, text in loaded.texts.items():
        if path.endswith(".yaml"):
            assert mend(path, text).mended == (), path


def test_kinds_are_told_by_their_path():
    assert kind_of("content/papers/x.yaml") is None
    assert kind_of("content/papers/a/b/x.yaml") is None
    assert kind_of(PAPER).modeline + "\n" == SCHEMA_LINE
