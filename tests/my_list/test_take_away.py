"""The files that the reader takes away, and the cutter that makes some of them."""

import csv
import io
import json
import re

import pytest
from playwright.sync_api import expect
from waiting import until

BIB = """@misc{act-jepa,
  title = {{ACT-JEPA}, a {B}},
}

@inproceedings{spiral,
  title = {SPIRAL},
  note = {@misc{fake,}},
}

@article{visual-foresight,
  title = {Visual},
}
"""
RIS = """TY  - GEN
ID  - act-jepa
TI  - ACT-JEPA
ER  -\x20

TY  - UNPB
ID  - spiral
TI  - SPIRAL
N1  - ID  - act-jepa
ER  -\x20
"""
CSL = '[\n{"id":"act-jepa","title":"A\\n,"},\n{"id":"spiral","title":"SPIRAL"}\n]\n'
CSV = 'id,title\nact-jepa,"ACT, ""JEPA"""\nspiral,SPIRAL\nvisual-foresight,Visual\n'
WHOLE = {"bib": BIB, "ris": RIS, "csv": CSV, "csl.json": CSL}


@pytest.fixture
def cut(page, site):
    page.goto(site + "about/")

    def run(form, ids, whole=None):
        load = "import('/assets/javascripts/take-away.js')"
        call = f"async ([whole, form, ids]) => (await {load}).cut(whole, form, ids)"
        return page.evaluate(call, [WHOLE[form] if whole is None else whole, form, ids])

    return run


@pytest.mark.parametrize("form", WHOLE)
def test_everything_cut_is_the_whole(cut, form):
    ids = ["act-jepa", "spiral", "visual-foresight"][: 3 if form in {"bib", "csv"} else 2]
    assert cut(form, ids) == {"text": WHOLE[form], "count": len(ids)}


def test_records_come_in_the_order_wanted(cut):
    first, second, third = BIB.rstrip("\n").split("\n\n")
    found = cut("bib", ["visual-foresight", "act-jepa"])
    assert found == {"text": f"{third}\n\n{first}\n", "count": 2}
    assert cut("bib", ["spiral"])["text"] == f"{second}\n"
    assert cut("ris", ["spiral"])["text"] == RIS.split("\n\n")[1]
    assert (
        cut("csv", ["spiral", "act-jepa"])["text"]
        == 'id,title\nspiral,SPIRAL\nact-jepa,"ACT, ""JEPA"""\n'
    )


@pytest.mark.parametrize(
    ("form", "nothing"),
    [("bib", "\n"), ("ris", "\n"), ("csv", "id,title\n"), ("csl.json", "[\n\n]\n")],
)
def test_what_is_not_there_is_left_out(cut, form, nothing):
    assert cut(form, ["fake", "constructor", "__proto__"]) == {"text": nothing, "count": 0}
    assert cut(form, ["fake"], whole="")["count"] == 0


@pytest.mark.parametrize("form", WHOLE)
def test_everything_cut_from_what_the_build_wrote_is_that_file(cut, toy_site, toy_catalog, form):
    whole = (toy_site / f"data/papers.{form}").read_text()
    assert cut(form, list(toy_catalog.entries), whole) == {"text": whole, "count": 12}
    for id_ in toy_catalog.entries:
        found = cut(form, [id_], whole)
        assert found["count"] == 1
        assert id_ in found["text"]


@pytest.fixture
def taken(page, site, shelf, paper):
    """Open the page with a list, and return a function that downloads it in a form."""
    note = 'Say "why",\nthen *how*: <b>\n1. first'
    shelf.put(
        {
            "spiral": paper("read", note, saved="2026-01-03T08:00:00Z"),
            "act-jepa": paper("to-read", saved="2026-01-02T08:00:00Z"),
            "gone": paper("reading", "=1+1", title="Gone [since]", saved="2026-01-01T08:00:00Z"),
        }
    )
    page.goto(site + "my/")
    page.locator("#ad-my-papers li").first.wait_for()

    def take(words) -> str:
        with page.expect_download() as waited:
            page.get_by_role("button", name=f"Download as {words}", exact=True).click()
        return waited.value.path().read_text()

    return take


def said(page):
    return page.locator("#ad-my-away-said").inner_text()


def test_json_holds_everything(taken, shelf, page):
    whole = json.loads(taken("JSON"))
    assert whole["list"] == "Toy list"
    stored = shelf.papers()
    for saved in whole["papers"]:
        id_ = saved.pop("id")
        assert saved == {name: value for name, value in stored.pop(id_).items() if value}
    assert stored == {}
    assert said(page) == "my-list.json holds 3 papers."


def test_records_are_cut_and_what_is_gone_is_named(taken, page):
    assert re.findall(r"^@\w+\{(.+),$", taken("BibTeX"), re.MULTILINE) == ["spiral", "act-jepa"]
    left_out = "holds 2 papers; 1 paper no longer on the reading list left out: Gone [since]."
    assert said(page) == f"my-list.bib {left_out}"
    assert re.findall(r"^ID  - (.+)$", taken("RIS"), re.MULTILINE) == ["spiral", "act-jepa"]
    assert said(page) == f"my-list.ris {left_out}"
    assert [work["id"] for work in json.loads(taken("CSL-JSON"))] == ["spiral", "act-jepa"]


def test_csv_has_status_and_note_as_they_were_written(taken):
    text = taken("CSV")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    mine = [(row["id"], row["my_status"], row["my_note"]) for row in rows]
    assert mine == [
        ("spiral", "read", 'Say "why",\nthen *how*: <b>\n1. first'),
        ("act-jepa", "to-read", ""),
    ]
    assert rows[0]["title"].startswith("SPIRAL: ")


@pytest.mark.parametrize(
    ("note", "cell"),
    [
        ("=A1", "'=A1"),
        ("one\r\ntwo\rthree", '"one\ntwo\nthree"'),
        ("see\n =A1", '"see\n\' =A1"'),  # a row of its own where semicolons part cells
        ("\u00a0@A1\n", "'@A1"),
        ("a\u2028\u2029 -1", '"a\n\n\' -1"'),  # lines to some readers
        ("a - b = c", "a - b = c"),
    ],
)
def test_no_line_of_a_note_is_a_formula(page, site, note, cell):
    page.goto(site + "about/")
    code = """async note => {
      const { withMine } = await import("/assets/javascripts/my/away.js");
      return withMine("id\\nx,\\n", [{ id: "x", entry: { status: "read", note } }]);
    }"""
    assert page.evaluate(code, note) == f"id,my_status,my_note\nx,,read,{cell}\n"


def test_markdown_shows_what_was_written(taken, site):
    text = taken("Markdown")
    assert text.startswith("# My list: Toy list\n\n## To read\n\n- [ACT-JEPA: ")
    assert f"]({site}papers/spiral/). Bo Liu" in text
    assert "and others. ICLR 2026.\n" in text  # as its own page cites it, though first seen in 2025
    assert '  > Say "why",\n  > then \\*how\\*: \\<b\\>\n  > 1\\. first\n' in text
    assert "- Gone \\[since\\].\n\n  > \\=1+1\n" in text


def test_markdown_survives_its_reader(taken):
    import markdown

    html = markdown.markdown(taken("Markdown"))
    assert "<em>" not in html
    assert "&lt;b&gt;" in html
    assert html.count("<li>") == 3


def test_only_what_is_shown_can_be_taken(taken, page):
    page.get_by_label("Words").fill("jepa")
    page.get_by_role("radio", name="Only what is shown above").check()
    assert [paper["id"] for paper in json.loads(taken("JSON"))["papers"]] == ["act-jepa"]


@pytest.mark.usefixtures("taken")
def test_a_file_that_cannot_be_loaded_is_said(page):
    page.route("**/data/papers.bib", lambda route: route.fulfill(status=404))
    page.get_by_role("button", name="Download as BibTeX").click()
    page.get_by_text("No file was made: data/papers.bib could not be loaded (404).").wait_for()


@pytest.fixture
def linked(page, site, shelf, paper):
    """The page with a link made of a list of three papers, two of them with a private note."""
    shelf.put(
        {
            "spiral": paper("read", "For nobody else", title="SPIRAL"),
            "act-jepa": paper("to-read", "Nor this", title="ACT-JEPA"),
            "restrain": paper("reading", title="RESTRAIN"),
        }
    )
    page.goto(site + "my/")
    page.get_by_role("button", name="Make a link").click()
    expect(page.get_by_label("Link", exact=True)).to_have_value(re.compile("#list=1."))
    return page


def carried(page) -> dict:
    """The status and note of each paper in the link that is shown."""
    code = """async hash => {
      const { fromFragment } = await import("/assets/javascripts/my/link.js");
      return [...await fromFragment(hash, "2030-01-01T00:00:00Z")].map(([id, { status, note }]) =>
        [id, [status, note]]);
    }"""
    hash_ = "#" + page.get_by_label("Link", exact=True).input_value().partition("#")[2]
    return dict(page.evaluate(code, hash_)) if hash_ != "#" else {}


WITH_NOTES = {
    "spiral": ["read", "For nobody else"],
    "act-jepa": ["to-read", "Nor this"],
    "restrain": ["reading", ""],
}


def test_a_link_loses_the_notes_when_the_box_does(linked):
    assert carried(linked) == WITH_NOTES
    linked.context.grant_permissions(["clipboard-read", "clipboard-write"])
    box = linked.get_by_label("with my notes")
    box.uncheck()
    without = {id_: [status, ""] for id_, (status, _) in WITH_NOTES.items()}
    until(lambda: carried(linked) == without)
    expect(box).to_be_focused()
    linked.get_by_role("button", name="Copy").click()
    expect(linked.get_by_text("Copied.")).to_be_visible()
    copied = linked.evaluate("navigator.clipboard.readText()")
    assert copied == linked.get_by_label("Link", exact=True).input_value()
    box.check()
    until(lambda: carried(linked) == WITH_NOTES)


def test_a_link_is_copied_only_as_the_box_says(linked):
    linked.context.grant_permissions(["clipboard-read", "clipboard-write"])
    linked.evaluate(  # faster than a hand: the link is still being made anew
        "document.getElementById('ad-my-link-notes').click();"
        "document.getElementById('ad-my-link-copy').click();"
    )
    expect(linked.get_by_text("Copied.")).to_be_visible()
    copied = linked.evaluate("navigator.clipboard.readText()")
    assert copied == linked.get_by_label("Link", exact=True).input_value()
    assert all(note == "" for _, note in carried(linked).values())


# Of what is deflated next the outcome is held back until it is let go.
HOLD_BACK = """() => {
  const Plain = CompressionStream;
  window.CompressionStream = class {
    constructor(kind) {
      window.CompressionStream = Plain;
      const { writable, readable } = new Plain(kind);
      const held = new Promise((letGo) => (window.letGo = letGo));
      const late = new TransformStream({ flush: () => held });
      Object.assign(this, { writable, readable: readable.pipeThrough(late) });
    }
  };
}"""


def test_of_two_links_in_the_making_the_later_one_stays(linked):
    box = linked.get_by_label("with my notes")
    box.uncheck()
    linked.evaluate(HOLD_BACK)
    box.check()
    box.uncheck()
    without = {id_: [status, ""] for id_, (status, _) in WITH_NOTES.items()}
    until(lambda: carried(linked) == without)
    linked.evaluate("letGo()")
    linked.evaluate("new Promise((done) => setTimeout(done, 300))")  # the one with notes is made
    assert carried(linked) == without


def test_a_link_follows_the_list(linked):
    linked.get_by_label("My list: SPIRAL").select_option("to-read")
    until(lambda: carried(linked) == {**WITH_NOTES, "spiral": ["to-read", "For nobody else"]})
    row = linked.locator("#ad-my-papers li", has=linked.get_by_label("My list: ACT-JEPA"))
    row.locator(".ad-note > button").click()
    row.locator("textarea").fill("")
    until(lambda: carried(linked).get("act-jepa") == ["to-read", ""])
    row.get_by_role("button", name="Remove").click()
    until(lambda: "act-jepa" not in carried(linked))


def test_a_link_stays_away_until_it_is_asked_for(page, site, shelf, paper):
    shelf.put({"spiral": paper("read", "For nobody else")})
    page.goto(site + "my/")
    page.get_by_label("with my notes").uncheck()
    page.locator("#ad-my-papers select").first.select_option("to-read")
    until(lambda: shelf.statuses() == {"spiral": "to-read"})
    expect(page.locator("#ad-my-link-made")).to_be_hidden()
    expect(page.locator("#ad-my-link-said")).to_be_empty()
