"""Merging, files and links: the modules themselves, run in a browser on made-up lists."""

import base64
import json
import zlib

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

BETWEEN = "\n\n---\n\n"
FIELDS = ["status", "note", "saved", "decided", "noted"]
MOMENTS = [f"2026-0{month}-01T08:00:00Z" for month in (1, 2, 3)]
NOW = "2026-11-21T00:00:00Z"
IDS = ["spiral", "act-jepa", "constructor", "2048", "prototype", "a-paper-that-left"]

parts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1)
parts = parts.filter(lambda text: text.strip() and "---" not in text)
notes = st.lists(parts, max_size=3).map(BETWEEN.join)
entries = st.fixed_dictionaries(
    {
        "title": st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
        "status": st.sampled_from(["", "to-read", "reading", "read"]),
        "note": notes,
        "saved": st.sampled_from(MOMENTS),
        "decided": st.sampled_from(MOMENTS),
        "noted": st.sampled_from(["", *MOMENTS]),
    }
).filter(lambda entry: entry["status"] or entry["note"])
lists = st.dictionaries(st.sampled_from(IDS), entries)


@pytest.fixture(scope="module")
def run(toy_site, serve, browser):
    """Run a function of the list's modules in a page of the site."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(serve(toy_site) + "about/")

    def call(module, code, *values):
        load = f"import('/assets/javascripts/my/{module}.js')"
        return page.evaluate(
            f"async values => {{ const m = await {load}; return ({code})(...values) }}",
            list(values),
        )

    yield call
    context.close()


@pytest.fixture(scope="module")
def merge(run):
    return lambda one, other: run("merge", "(a, b) => m.mergeEntries(a, b)", one, other)


def said(entry):
    return {name: entry[name] for name in FIELDS}


@given(one=entries, other=entries)
def test_merging_keeps_everything_in_whatever_order(merge, one, other):
    both = merge(one, other)
    assert said(both) == said(merge(other, one))
    assert said(merge(both, one)) == said(both)
    assert said(merge(both, other)) == said(both)
    held = both["note"].split(BETWEEN)
    for entry in (one, other):
        assert set(filter(None, entry["note"].split(BETWEEN))) <= set(held)
    assert both["decided"] == max(one["decided"], other["decided"])
    assert both["status"] in {e["status"] for e in (one, other) if e["decided"] == both["decided"]}
    assert both["saved"] == min(one["saved"], other["saved"])


@given(entry=entries)
def test_merging_with_itself_or_nothing_changes_nothing(merge, entry):
    assert merge(entry, entry) == entry
    assert merge(entry, None) == entry
    assert merge(None, entry) == entry


@given(saved=lists)
def test_a_list_comes_back_from_a_file_as_it_went(run, toy_site, saved):
    code = """list => {
      const text = m.toFile(new Map(Object.entries(list)), "Toy list");
      return [text, [...m.fromFile(text, "9999")]];
    }"""
    text, back = run("file", code, saved)
    assert dict(back) == saved
    schema = json.loads((toy_site / "data/my-list.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(json.loads(text))


@given(saved=lists)
def test_a_list_comes_back_from_a_link_as_it_went(run, saved):
    code = """async (list, now) => {
      const which = { notes: true, named: () => true };
      const fragment = await m.toFragment(new Map(Object.entries(list)), which);
      return [fragment, [...await m.fromFragment(fragment, now)]];
    }"""
    fragment, back = run("link", code, saved, NOW)
    assert fragment.startswith("#list=1.")
    expected = {id_: e | ({} if e["note"] else {"noted": ""}) for id_, e in saved.items()}
    assert dict(back) == expected


@given(saved=lists)
def test_a_link_without_notes_carries_none(run, saved):
    code = """async (list, now) => {
      const which = { notes: false, named: () => false };
      const fragment = await m.toFragment(new Map(Object.entries(list)), which);
      return [...await m.fromFragment(fragment, now)];
    }"""
    back = dict(run("link", code, saved, NOW))
    assert {id_: e["status"] for id_, e in back.items()} == {
        id_: e["status"] for id_, e in saved.items() if e["status"]
    }
    assert {e["note"] + e["title"] for e in back.values()} <= {""}


def packed(value) -> str:
    """The fragment of a link that holds a value, or bytes."""
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    raw = squeeze.compress(data) + squeeze.flush()
    return "#list=1." + base64.urlsafe_b64encode(raw).decode().rstrip("=")


def read_link(run, fragment):
    code = """async (fragment, now) => {
      try { return [...await m.fromFragment(fragment, now)]; }
      catch (fault) { return `${fault.constructor.name}: ${fault.message}`; }
    }"""
    return run("link", code, fragment, NOW)


HOSTILE = {
    "nothing": ("#list=", "damaged"),
    "no version": ("#list=abc", "damaged"),
    "a newer version": (packed([]).replace("=1.", "=2."), "expected version 1 of such links"),
    "strange characters": ("#list=1.%3Cscript%3E", "damaged"),
    "no deflate": ("#list=1.AAAA", "damaged"),
    "cut off": (packed([["spiral", 1]] * 50)[:-8], "damaged"),
    "a bomb": (packed(b"0" * 50_000_000), "at most 2000000 bytes when unpacked"),
    "too long": ("#list=1." + "A" * 200_001, "at most 200000 characters"),
    "no text": (packed(b"\xff\xfe[]"), "damaged"),
    "no JSON": (packed(b"[[["), "damaged"),
    "nested deeply": (packed(b"[" * 100_000 + b"]" * 100_000), ""),
    "no list": (packed({"spiral": 1}), "no list of papers"),
    "an object for a paper": (packed([{"id": "spiral", "status": "read"}]), "no paper"),
    "too many papers": (packed([[f"p{n}", 1] for n in range(5001)]), "at most 5000 papers"),
    "__proto__": (packed([["__proto__", 1]]), "expected an id, got “__proto__”"),
    "a number as id": (packed([[7, 1]]), "expected an id, got 7"),
    "an empty id": (packed([["", 1]]), "expected an id"),
    "a path as id": (packed([["../x", 1]]), "expected an id"),
    "twice": (packed([["spiral", 1], ["spiral", 2]]), "each id once"),
    "a strange status": (packed([["spiral", 9]]), "a status of to-read, reading, read, got 9"),
    "length as status": (packed([["spiral", "length"]]), "a status of"),
    "map as status": (packed([["spiral", "map"]]), "a status of"),
    "no status": (packed([["spiral"]]), "a status or a note"),
    "a note of numbers": (packed([["spiral", 1, 0, 0, 0, [1]]]), "a note of text"),
    "a strange time": (packed([["spiral", 1, -5]]), 'as "saved"'),
    "a time of text": (packed([["spiral", 1, "x"]]), 'as "saved"'),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_link_gets_a_clear_answer(run, name):
    fragment, message = HOSTILE[name]
    answer = read_link(run, fragment)
    assert isinstance(answer, str)
    assert answer.startswith("FormatFault: ")
    assert message in answer
    assert len(answer) < 300
    assert run("link", "() => ({}).status === undefined && [].note === undefined")


@given(noise=st.binary(max_size=200))
def test_noise_is_refused_and_nothing_else(run, noise):
    raw = base64.urlsafe_b64encode(noise).decode().rstrip("=")
    answer = read_link(run, f"#list=1.{raw}")
    assert answer == [] or answer.startswith("FormatFault: ")


def read_file(run, text):
    code = """(text, now) => {
      try { return [...m.fromFile(text, now)]; }
      catch (fault) { return `${fault.constructor.name}: ${fault.message}`; }
    }"""
    return run("file", code, text, NOW)


def listed(*papers) -> str:
    return json.dumps({"format": "reading-list", "version": 1, "papers": papers})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected a list in JSON, got “”"),
        ("<html>", "expected a list in JSON, got “<html>”"),
        ("[]", 'expected JSON with "format": "reading-list", got []'),
        ("null", 'expected JSON with "format": "reading-list", got null'),
        ('{"format":"reading-list","version":2}', "expected version 1 of the format, got 2"),
        ('{"format":"reading-list","version":1}', 'expected "papers" to be an array, got nothing'),
        ("[" * 100_000 + "]" * 100_000, "got [[["),
        (listed(5), "paper 1: expected an id, got 5"),
        (listed(None), "paper 1: expected an id, got null"),
        (listed({"id": "x", "status": "done"}), "a status of to-read, reading, read, got “done”"),
        (listed({"id": "x", "status": "toString"}), "a status of to-read, reading, read"),
        (listed({"id": "x", "status": "read", "decided": "today"}), "got “today”"),
        (listed({"id": "x", "note": "  "}), "a status or a note"),
        (listed({"id": "x", "status": "read"}, {"id": "X"}), "paper 2: expected an id, got “X”"),
    ],
)
def test_a_bad_file_gets_a_clear_answer(run, text, message):
    answer = read_file(run, text)
    assert answer.startswith("FormatFault: ")
    assert message in answer


def test_a_wrong_clock_wins_no_conflict(run):
    text = listed({"id": "x", "status": "read", "decided": "9999-01-01T00:00:00Z"})
    [[_, entry]] = read_file(run, text)
    assert entry["decided"] == NOW


def test_a_plan_names_what_is_new_changed_in_conflict_and_unknown(run):
    def entry(status, note="", decided=MOMENTS[0]):
        given = {"title": "T", "status": status, "note": note, "saved": MOMENTS[0]}
        return given | {"decided": decided, "noted": MOMENTS[0] if note else ""}

    mine = {
        "a": entry("read"),
        "b": entry("to-read", "mine"),
        "c": entry("read"),
        "g": entry("read"),
    }
    theirs = {
        "a": entry("read"),
        "b": entry("reading", "theirs", MOMENTS[1]),
        "c": entry("to-read", decided=""),
        "d": entry("read"),
        "e": entry("read"),
    }
    code = """(mine, theirs) => {
      const map = o => new Map(Object.entries(o));
      const found = m.plan(map(mine), map(theirs), id => id !== "e");
      return { ...found, merged: [...found.merged] };
    }"""
    found = run("merge", code, mine, theirs)
    assert found["added"] == ["d", "e"]
    assert found["changed"] == ["b"]
    assert found["same"] == ["a", "c"]
    assert found["unknown"] == ["e"]
    assert found["conflicts"] == [
        {"id": "b", "statuses": ["reading", "to-read"], "notes": True},
        {"id": "c", "statuses": ["read", "to-read"], "notes": False},
    ]
    assert dict(found["merged"])["b"]["note"].split(BETWEEN) == ["mine", "theirs"]
    assert [id_ for id_, _ in found["merged"]] == ["b", "d", "e"]
