"""Reading dumps: each case is a file in listings/, with what is expected beside it.

``pytest --update-golden`` writes the expectations anew; review them as a diff.
"""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.listings import parse_listing
from generator.listings.lines import LineKind, decode
from generator.model import Facts
from generator.text import title_key

CASES = Path(__file__).parent / "listings"
REAL = Path(__file__).parent.parent / "content" / "listings"


def account(parsed, problems):
    """What a case is expected to give, short enough to read."""
    said = [f"{p.location.line}: {p.level} {p.code}: {p.message}" for p in problems]
    if parsed is None:
        return {"problems": said}
    kinds = {kind.value: count for kind, count in parsed.counts.items() if count}
    records = [f"{r.line}: {r.title} | {r.abstract[:20]}…{r.abstract[-20:]}"
               for r in parsed.listing.records]  # fmt: skip
    facts = {r.line: r.facts.model_dump(mode="json", exclude_defaults=True)
             for r in parsed.listing.records if r.facts != Facts()}  # fmt: skip
    return {
        "dated": parsed.listing.dated, "lines": kinds, "records": records, "problems": said,
    } | ({"facts": facts} if facts else {})  # fmt: skip


@pytest.mark.parametrize(
    "case", sorted(p for p in CASES.iterdir() if p.suffix != ".yaml"), ids=lambda path: path.name
)
def test_case(case, request):
    content = case.read_bytes()
    result = account(*parse_listing("dump.txt", "dump", content))
    expected = case.with_suffix(".expected.yaml")
    if request.config.getoption("--update-golden"):
        expected.write_text(yaml.safe_dump(result, sort_keys=False, allow_unicode=True, width=120))
    assert result == yaml.safe_load(expected.read_text())


@pytest.mark.parametrize(
    ("name", "records", "dated"),
    [
        ("self-supervised-policies", 119, ""),
        ("policy-learning-mar-20", 62, "Mar 20"),
        ("self-play-and-self-supervision", 119, ""),
        ("policy-gradients-aug-28", 54, "Aug 28"),
        ("policy-learning-jul-2", 70, "Jul 2"),
    ],
)
def test_the_five_listings_are_read_whole_and_without_doubt(name, records, dated):
    path = REAL / f"{name}.txt"
    parsed, problems = parse_listing(path.name, name, path.read_bytes())
    assert problems == []
    assert (len(parsed.listing.records), parsed.listing.dated) == (records, dated)
    assert parsed.counts[LineKind.TITLE] == parsed.counts[LineKind.ABSTRACT] == records
    assert parsed.counts[LineKind.UNPAIRED] == 0


def test_the_five_listings_name_335_papers():
    keys = set()
    for path in REAL.glob("*.txt"):
        parsed, _ = parse_listing(path.name, path.stem, path.read_bytes())
        keys |= {title_key(record.title) for record in parsed.listing.records}
    assert len(keys) == 335


@pytest.fixture(scope="module")
def real_pairs():
    content = (REAL / "policy-learning-jul-2.txt").read_bytes()
    parsed, _ = parse_listing("x", "x", content)
    return [(record.title, record.abstract) for record in parsed.listing.records]


@settings(max_examples=60, deadline=None)
@given(lost=st.integers(0, 2 * 70 - 1), spaced=st.booleans())
def test_one_lost_line_costs_its_own_record_only(real_pairs, lost, spaced):
    """Whichever line is lost, no other paper gets a wrong abstract, and the loss is reported."""
    lines = [text for pair in real_pairs for text in pair]
    del lines[lost]
    header = ["new", "Subscribe", "byAK and the research community", "Jul 2"]
    text = ("\n\n" if spaced else "\n").join(header + lines)
    parsed, problems = parse_listing("x", "x", text.encode())
    expected = dict(real_pairs)
    hurt = real_pairs[lost // 2][0]
    before = real_pairs[lost // 2 - 1][0] if lost else ""
    wrong = {r.title for r in parsed.listing.records if r.abstract != expected.get(r.title, "")}
    assert wrong <= {hurt, before}
    assert problems


LINE = st.one_of(
    st.sampled_from(["", "  ", "new", "Subscribe", "Mar 20", "Daily Papers", "A Title Here"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=500),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(LINE, max_size=30), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_no_line_is_lost(lines, end):
    """Every non-blank line is boilerplate, title, abstract or reported as unpaired."""
    text = end.join(lines)
    parsed, problems = parse_listing("x", "x", text.encode())
    if parsed is None:
        assert any(problem.level == "error" for problem in problems)
        return
    kept = [r.title for r in parsed.listing.records]
    kept += [p for r in parsed.listing.records for p in r.abstract.split("\n\n") if p]
    filled = {line.number for line in decode("x", text.encode())[0] if line.text}
    assert set(parsed.kinds) == filled
    assert all(parsed.kinds[r.line] is LineKind.TITLE for r in parsed.listing.records)
    words = {word for text in kept for word in text.split()}
    for line in decode("x", text.encode())[0]:
        if parsed.kinds.get(line.number) in {LineKind.TITLE, LineKind.ABSTRACT}:
            # The first title may have been glued to a word of the header.
            assert all(any(word.endswith(w) for w in words) for word in line.text.split())
    doubted = {problem.location.line for problem in problems}
    for number, kind in parsed.kinds.items():
        if kind is LineKind.UNPAIRED:
            # A paragraph in broken lines is reported at its first.
            assert any(line <= number for line in doubted)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_crash_the_parser(content):
    parsed, problems = parse_listing("x", "x", content)
    assert parsed is not None or any(problem.level == "error" for problem in problems)
