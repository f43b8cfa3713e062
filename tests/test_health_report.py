"""What a health run says: archived copies, differences from arXiv, the report, the verb."""

import json
import shutil
from datetime import date

import cmarkgfm
import lxml.html as lxml_html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strange import FEED, Strange, only_here

from generator import web as web_module
from generator.cli import main
from generator.flows.health import health, places_of_links
from generator.health.archive import archived_copy, read_copy
from generator.health.arxiv import ArxivRecord, Drift, ask_arxiv, differences, read_records
from generator.health.memory import Memory
from generator.health.report import (
    MARK,
    MOST_LINES,
    Found,
    Report,
    report_data,
    report_markdown,
)

DAY = date(2026, 11, 21)
LATER = date(2026, 11, 25)


@pytest.mark.parametrize(
    "copy",
    ["javascript:alert(1)", "http://a.org/x> [click](http://evil)", "", None, 7, "https://a.org"],
)
def test_an_archive_is_not_believed_blindly(copy):
    body = json.dumps({"archived_snapshots": {"closest": {"url": copy}}}).encode()
    assert read_copy(body) == ""


def test_an_archive_that_is_down_offers_no_copy(server, web):
    assert archived_copy("https://x.org/a b", web, server + "/slow") == ""
    assert archived_copy("https://x.org/a", web, server + "/500") == ""
    assert archived_copy("https://x.org/a", web, server + "/archive").endswith("https://x.org/a")


def record(title: str, *authors: str, withdrawn: bool = False) -> ArxivRecord:
    return ArxivRecord(title, authors, withdrawn)


def test_arxiv_answers_are_read():
    assert read_records(FEED.encode()) == {
        "1903.01973": record("Learning Latent Plans from Play", "Corey Lynch", withdrawn=True),
        "1606.03476": record("Another title @all", "Jonathan Ho", "Stefano Ermon"),
    }


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><p>Rate exceeded.",
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><feed><entry>&a;</entry></feed>',
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>error</id></entry></feed>",
    ],
)
def test_what_is_no_answer_of_arxiv_holds_no_records(body):
    assert read_records(body) == {}


def test_an_arxiv_that_is_down_says_nothing_of_any_paper(server, web):
    assert ask_arxiv(["1903.01973"], web, server + "/500") == ({}, [])
    assert ask_arxiv(["1903.01973"], web, server + "/slow") == ({}, [])


def test_arxiv_is_asked_for_many_at_once_and_seldom(server, web, pauses):
    ask_arxiv([f"2401.{number:05}" for number in range(120)], web, server + "/arxiv")
    assert Strange.asked["GET", "/arxiv"] == 3
    assert pauses == [3, 3]


def test_a_paper_that_arxiv_does_not_know_is_named(server, web):
    records, unknown = ask_arxiv(["1903.01973", "9999.99999"], web, server + "/arxiv")
    assert "1903.01973" in records
    assert unknown == ["9999.99999"]


def drift(entry, told: ArxivRecord) -> list[str]:
    return [found.field for found in differences([entry], {entry.paper.arxiv: told}, [])]


def changed(entry, **fields):
    return entry.model_copy(update={"paper": entry.paper.model_copy(update=fields)})


def test_only_what_differs_in_substance_is_drift(toy_catalog):
    entry = toy_catalog.entries["learning-latent-plans-from-play"]
    title, authors = entry.paper.title, entry.paper.authors
    short = [f"{name[0]}. {name.split()[-1].upper()}" for name in authors]
    assert drift(entry, record(title, *authors)) == []
    assert drift(entry, record(title.upper() + "!", *short)) == []
    assert drift(entry, record("Another title", *authors)) == ["title"]
    assert drift(entry, record(title, *authors[1:])) == ["authors"]
    assert drift(entry, record(title, *authors, withdrawn=True)) == ["withdrawn"]


def test_a_form_in_listed_as_is_no_drift(toy_catalog):
    entry = toy_catalog.entries["learning-latent-plans-from-play"]
    told = record("Other pi0 form", *entry.paper.authors)
    assert drift(entry, told) == ["title"]
    assert drift(changed(entry, listed_as=("Other $\\pi_0$ form",)), told) == []


def test_a_field_that_the_entry_leaves_out_is_no_drift(toy_catalog):
    entry = toy_catalog.entries["learning-latent-plans-from-play"]
    assert drift(changed(entry, authors=()), record(entry.paper.title, "Somebody")) == []
    assert differences([changed(entry, arxiv=None)], {"1903.01973": record("Another")}, []) == []


def report(**given) -> Report:
    return Report(DAY, links=3, records=2, **given)


def test_the_report_reads_well():
    found = Found(
        "https://x.org/a", ("cad2rl", "spiral"), "answers 404", "2026-11-17", "https://w.org/x"
    )
    unsure = Found("https://y.org/", ("maxmin-rlhf",), "answers 403")
    moved = Found("http://z.org/", ("cad2rl",), instead="https://z.org/")
    whole = report(dead=[found], moved=[moved], unsure=[unsure], without_code=["restrain"])
    assert (
        report_markdown(whole)
        == f"""{MARK}

Looked at 3 links and 2 arXiv records on 2026-11-21. To do: 2.

## Dead links (1)

- `cad2rl`, `spiral`: [x.org/a](<https://x.org/a>) answers 404, gone since 2026-11-17; archived \
copy: [w.org/x](<https://w.org/x>)

## Moved for good (1)

- `cad2rl`: [z.org/](<http://z.org/>) is now [z.org/](<https://z.org/>)

<details><summary>Links of which nothing can be said today (1)</summary>

- `maxmin-rlhf`: [y.org/](<https://y.org/>): answers 403

</details>

<details><summary>Papers without a link to code (1)</summary>

- `restrain`

</details>
"""
    )


STRANGE = st.text(min_size=1) | st.sampled_from(
    ["@all", "#1", "`` ` ``", "</details>", "<!-- -->", "[x](javascript:alert(1))", "a\n\n# b"]
)


@given(STRANGE, STRANGE)
def test_what_strangers_say_is_shown_and_does_nothing(title, where):
    moved = Found("https://x.org/", ("cad2rl",), instead="https://y.org/" + where)
    drift = Drift("cad2rl", "title", "Here", title)
    rendered = cmarkgfm.github_flavored_markdown_to_html(
        report_markdown(report(moved=[moved], drift=[drift]))
    )
    page = lxml_html.fromstring(f"<div>{rendered}</div>")
    tags = {element.tag for element in page.iter() if isinstance(element.tag, str)}
    assert tags <= {"div", "h2", "p", "ul", "li", "code", "a"}
    assert len(page.findall(".//h2")) == 2
    assert len(page.findall(".//li")) == 2
    for element in page.iter("a"):
        assert element.get("href").startswith(("https://x.org/", "https://y.org/"))


def test_a_report_of_nothing_is_short():
    assert report_markdown(report()).splitlines()[2].endswith("To do: 0.")
    assert "##" not in report_markdown(report())


def test_long_sections_are_cut():
    many = [
        Found(f"https://x.org/{n:04}", ("cad2rl",), "answers 404", "2026-11-17")
        for n in range(5000)
    ]
    text = report_markdown(report(dead=many, unsure=many))
    assert f"and {5000 - MOST_LINES} more" in text
    assert len(text) < 65_536  # what an issue holds
    assert len(report_data(report(dead=many))["dead"]) == 5000


def test_links_of_entries_and_pages_are_looked_at(toy_catalog):
    page = toy_catalog.pages["about"]
    changed = page.model_copy(update={"markdown": "See https://a.org/b, and (https://a.org/c)."})
    catalog = toy_catalog.model_copy(update={"pages": {"about": changed}})
    places = places_of_links(catalog)
    assert places["https://a.org/b"] == places["https://a.org/c"] == ("content/pages/about.md",)
    for entry in catalog.entries.values():
        for url in entry.paper.links.values():
            assert entry.id in places[url]


def test_the_whole_list_is_looked_at_in_one_run(toy_catalog, server, web):
    plans = "learning-latent-plans-from-play"
    links = {"code": server + "/404", "project": server + "/moved", "video": server + "/403"}
    entries = {id_: changed(entry, links={}) for id_, entry in toy_catalog.entries.items()}
    entries[plans] = changed(entries[plans], links=links)
    catalog = toy_catalog.model_copy(update={"entries": entries, "pages": {}})
    memory = Memory({server + "/404": DAY})
    asked = {"archive": server + "/archive", "arxiv": server + "/arxiv"}
    found, after = health(catalog, web, memory, LATER, **asked)
    copy = f"https://web.archive.org/web/2020/{server}/404"
    assert found.dead == [Found(server + "/404", (plans,), "answers 404", "2026-11-21", copy)]
    assert [f.instead for f in found.moved] == [server + "/200/new"]
    assert [f.why for f in found.unsure] == ["answers 403"]
    assert (plans, "withdrawn") in [(d.paper, d.field) for d in found.drift]
    assert plans not in found.without_code
    assert "cad2rl" in found.without_code
    assert after == memory


def test_the_verb_writes_what_it_found(toy, server, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(web_module, "is_public", only_here)
    monkeypatch.setattr(web_module.Web.__init__, "__kwdefaults__", {
        **web_module.Web.__init__.__kwdefaults__, "delay": 0})  # fmt: skip
    for path in toy.glob("content/papers/*/*.yaml"):
        text = path.read_text()
        path.write_text(text.replace("https://github.com", server + "/404"))
    shutil.rmtree(toy / "content/pages")
    kept, data = tmp_path / "kept/state.json", tmp_path / "report.json"
    base = ["--root", str(toy), "health", "--state", str(kept), "--json", str(data)]
    base += ["--archive", server + "/archive", "--arxiv", server + "/arxiv", "--day"]
    assert main([*base, "2026-11-21"]) == 0
    assert "Dead links" not in capsys.readouterr().out
    assert main([*base, "2026-11-25"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(MARK)
    assert "## Dead links" in said
    assert "gone since 2026-11-21" in said
    assert json.loads(data.read_text())["findings"] > 0
    assert json.loads(data.read_text())["day"] == "2026-11-25"


def test_a_list_with_errors_is_not_looked_at(toy, capsys):
    (toy / "content/papers/robot-learning/cad2rl.yaml").write_text("title: x\n")
    assert main(["--root", str(toy), "health"]) == 1
    assert "missing-field" in capsys.readouterr().out
