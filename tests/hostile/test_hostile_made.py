"""What scripts make of payloads: results, suggestions, the reader's own list, cards, previews."""

import base64
import csv
import io
import json
import zlib
from urllib.parse import quote

import cmarkgfm
import pytest
from conftest import plain_begin, plain_end
from lxml import html
from payloads import PAYLOADS, begin, end
from waiting import until
from watch import HARMLESS, Watched, told

from generator.yaml_source import read_yaml

COUNT = len(PAYLOADS)
PAPERS = -(-COUNT // 2)  # two payloads in each title
FORMULAS = PAYLOADS.index("=1+1") - 5
EARLY = "2026-01-01T08:00:00Z"
BASE = "/toy/"  # where the page for wrong addresses expects the site
KEY = f"reading-list:{BASE}"
STATUS = "#ad-search-status"


class Stage:
    """A site in a browser, and the texts that are put into its pages.

    Attributes:
        watched: The page.
        site: Address of the site.
        end, begin: What makes a text of a number.
    """

    def __init__(self, page, site, texts, ending, beginning) -> None:
        self.watched = Watched(page, texts)
        self.page = page
        self.site = site
        self.end = ending
        self.begin = beginning

    def look(self) -> set[str]:
        """Return what the page is made of now, where it shows all as typed."""
        survey = self.watched.survey()
        assert survey["wrong"] == [], told(survey["wrong"])
        assert self.watched.faults == []
        return set(survey["elements"])


@pytest.fixture
def twice(hostile_site, harmless_site, serve, browser):
    """Do the same with payloads and with harmless words, and compare what pages are made of."""

    def run(act) -> None:
        made = []
        for site, *texts in (
            (harmless_site, HARMLESS, plain_end, plain_begin),
            (hostile_site, None, end, begin),
        ):
            context = browser.new_context(service_workers="block")
            context.grant_permissions(["clipboard-read", "clipboard-write"])
            stage = Stage(context.new_page(), serve(site, BASE), *texts)
            made.append(act(stage))
            context.close()
        assert made[1] - made[0] == set()

    return run


def test_queries_show_as_typed_above_their_results_and_so_do_these(twice):
    def act(stage):
        page, made = stage.page, set()
        page.goto(stage.site + "search/")
        for number in range(0, COUNT, 17):
            query = stage.end(number) if number % 2 else stage.begin(number)
            page.locator("#ad-search-field").fill(query)
            page.keyboard.press("Enter")
            page.locator("#ad-search-field").press("Enter")
            until(lambda query=query: query in page.locator(STATUS).text_content())
            made |= stage.look()
        return made

    twice(act)


def test_an_address_with_hostile_filters_shows_them_as_typed(twice):
    def act(stage):
        made = set()
        for number in range(0, COUNT, 90):
            values = "&".join(
                f"{group}={quote(stage.begin(number + place))}"
                for place, group in enumerate(("theme", "tag", "venue", "year", "has", "listing"))
            )
            stage.page.goto(
                f"{stage.site}search/?q={quote(stage.end(number))}&{values}&sort=%3Cb%3E"
            )
            stage.page.locator("#ad-chips li").first.wait_for()
            made |= stage.look()
        return made

    twice(act)


def test_suggestions_and_recent_searches_show_as_typed(twice):
    def act(stage):
        page, made = stage.page, set()
        page.goto(stage.site + "about/")
        recent = [stage.end(number) for number in range(0, COUNT, 200)]
        field = page.locator("#ad-header-query")
        for number in range(0, COUNT, 80):
            query = stage.begin(number)
            field.fill(query)
            page.get_by_role("option").filter(has_text=f"for “{query}”").wait_for()
            made |= stage.look()
        for query in recent:
            page.goto(stage.site + "search/")
            page.locator("#ad-search-field").fill(query)
            page.locator("#ad-search-field").press("Enter")
        page.goto(stage.site + "about/")
        field.focus()
        page.get_by_role("option").nth(2).wait_for()
        return made | stage.look()

    twice(act)


def listed(stage) -> list[dict]:
    """Papers of a reader's list, all with payloads."""
    papers = []
    for number in range(0, COUNT, 2):
        known = f"hostile-{number}" if number < 60 else f"gone-{number}"
        first = number + FORMULAS  # a file of CSV holds the notes of known papers alone
        note = f"{stage.end(first)}\n\n{stage.begin(first + 1)}"
        title = f"{stage.begin(number)} {stage.end(number + 1)}"
        paper = {"id": known, "title": title, "status": "read", "note": note}
        papers.append(paper | dict.fromkeys(("saved", "decided", "noted"), EARLY))
    return papers


def show_all(stage) -> set[str]:
    """Unfold the reader's whole list and look at it."""
    page = stage.page
    page.locator("#ad-my-papers > li").first.wait_for()
    while page.locator("#ad-my-more").is_visible():
        page.locator("#ad-my-more").click()
    return stage.look()


def test_a_stored_list_shows_as_typed_and_is_taken_away_unchanged(twice):
    def act(stage):
        page, papers = stage.page, listed(stage)
        page.goto(stage.site + "about/")
        stored = {"version": 1, "papers": {p["id"]: {**p, "id": None} for p in papers}}
        page.evaluate("([k, v]) => localStorage.setItem(k, v)", [KEY, json.dumps(stored)])
        page.goto(stage.site + "my/")
        made = show_all(stage)
        taken = {}
        for name in ("JSON", "Markdown", "CSV", "BibTeX"):
            with page.expect_download() as waited:
                page.get_by_role("button", name=f"Download as {name}", exact=True).click()
            taken[name] = waited.value.path().read_text()
        assert {p["id"]: (p["title"], p["note"]) for p in json.loads(taken["JSON"])["papers"]} == {
            p["id"]: (p["title"], p["note"]) for p in papers
        }
        check_markdown(taken["Markdown"], papers)
        check_csv(taken["CSV"], papers)
        page.get_by_label("Notes", exact=False).first.check()
        page.get_by_role("button", name="Make a link").click()
        return made | stage.look()

    twice(act)


def check_markdown(text: str, papers: list[dict]) -> None:
    """As GitHub shows it: every title and note as typed, and nothing made of them."""
    tree = html.fromstring(cmarkgfm.github_flavored_markdown_to_html(text))
    assert {e.tag for e in tree.iter()} <= {"div", "h1", "h2", "ul", "li", "p", "a", "blockquote"}
    shown = " ".join(tree.text_content().split())
    for link in tree.iter("a"):  # GitHub makes links of addresses that stand in a text
        shows_where = link.get("href").endswith(link.text_content())
        assert "/papers/hostile-" in link.get("href") or shows_where
    for paper in papers:
        first, second = paper["note"].split("\n\n")
        assert first in shown
        assert second in shown
        if paper["id"].startswith("gone"):
            assert paper["title"].removesuffix(".") in shown


def check_csv(text: str, papers: list[dict]) -> None:
    """As a spreadsheet reads it: nothing begins as a formula does."""
    notes = {paper["id"]: paper["note"].strip().split("\n") for paper in papers}
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 30
    for row in rows:
        lines = row["my_note"].split("\n")
        for line, typed in zip(lines, notes[row["id"]], strict=True):
            assert line.removeprefix("'") == typed.removeprefix("'")
        for line in [*lines, *row.values()]:
            assert not line.lstrip().startswith(("=", "+", "-", "@"))


def test_a_list_from_a_file_shows_as_typed(twice):
    def act(stage):
        page = stage.page
        page.goto(stage.site + "my/")
        page.locator("#ad-my-in").wait_for()
        whole = {"format": "reading-list", "version": 1, "list": stage.end(3)}
        content = json.dumps(whole | {"papers": listed(stage)}).encode()
        file = {"name": stage.end(0).replace("/", "-"), "mimeType": "application/json"}
        page.get_by_label("File", exact=True).set_input_files(file | {"buffer": b"<b>"})
        page.get_by_text("expected a list in JSON").wait_for()
        made = stage.look() if "/" not in stage.end(0) else set()
        file["name"] = "list.json"
        page.get_by_label("File", exact=True).set_input_files(file | {"buffer": content})
        page.get_by_role("heading", name=f"holds {PAPERS} papers").wait_for()
        made |= stage.look()
        page.get_by_role("button", name="Merge into my list").click()
        page.get_by_text("Merged into your list.").wait_for()
        return made | show_all(stage)

    twice(act)


def test_what_is_no_list_is_quoted_as_typed(twice):
    def act(stage):
        page, made = stage.page, set()
        page.goto(stage.site + "my/")
        page.locator("#ad-my-in").wait_for()
        for number in range(0, COUNT, 25):
            text = json.dumps({"format": stage.end(number)}) if number % 2 else stage.end(number)
            file = {"name": "x.json", "mimeType": "application/json", "buffer": text.encode()}
            page.get_by_label("File", exact=True).set_input_files(file)
            page.get_by_text("expected").first.wait_for()
            made |= stage.look()
        return made

    twice(act)


def test_a_list_in_a_link_shows_as_typed(twice):
    def act(stage):
        page = stage.page
        rows = [
            [p["id"], 3, 1_700_000_000, 1_700_000_000, 1_700_000_000, p["note"], p["title"]]
            for p in listed(stage)
        ]
        squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
        raw = squeeze.compress(json.dumps(rows).encode()) + squeeze.flush()
        packed = base64.urlsafe_b64encode(raw).decode().rstrip("=")
        page.goto(f"{stage.site}my/#list=1.{packed}")
        page.get_by_role("heading", name=f"This link holds {PAPERS} papers").wait_for()
        made = stage.look()
        page.get_by_role("button", name="Merge into my list").click()
        page.get_by_text("Merged into your list.").wait_for()
        made |= show_all(stage)
        for fragment in ("list=2.x", "list=1.<b>", "list=<img src=x onerror=alert(1)>.x"):
            page.goto("about:blank")
            page.goto(f"{stage.site}my/#{fragment}")
            page.get_by_text("link").first.wait_for()
            made |= stage.look()
        return made

    twice(act)


def test_cards_of_the_map_show_titles_as_typed(twice):
    def act(stage):
        page, made = stage.page, set()
        for number in range(0, 60, 6):
            page.goto(f"{stage.site}map/?paper=hostile-{number}&q={quote(stage.end(number))}")
            page.locator("#ad-map-card a").wait_for()
            page.locator("#ad-map-all").wait_for()  # the papers that match are marked
            title = f"{stage.end(number)} {stage.begin(number + 1)}"
            assert page.locator("#ad-map-card a").text_content() == title
            made |= stage.look()
        return made

    twice(act)


def test_an_address_that_leads_nowhere_is_read_and_shown_as_typed(twice):
    def act(stage):
        page, made = stage.page, set()
        for number in range(0, COUNT, 55):
            text = stage.end(number).replace("/", " ")
            page.goto(f"{stage.site}papers/{quote(text, safe='')}")
            until(lambda: page.locator("#ad-lost-search").input_value())
            page.wait_for_load_state("networkidle")  # the search has answered, or has nothing
            made |= set(stage.watched.survey()["elements"])  # it shows words, not what is typed
            assert not [f for f in stage.watched.faults if not f.startswith("console: Failed")]
        page.goto(f"{stage.site}papers/plain%20words")
        until(lambda: page.locator("#ad-lost-search").input_value())
        page.wait_for_load_state("networkidle")
        return made | set(stage.watched.survey()["elements"])

    twice(act)


def test_the_form_shows_what_was_typed_and_writes_it_into_the_entry(twice):
    def act(stage):
        page, made = stage.page, set()
        page.goto(stage.site + "suggest/")
        page.locator("#ad-needs-count", has_text="2 to 4 lines").wait_for()
        for number in range(0, COUNT, 120):
            wanted = fields_of(stage, number)
            for name, text in wanted.items():
                page.locator(f"[id='ad-{name}']").fill(text)
            page.locator("#ad-theme").select_option("robot-learning")
            page.locator("#ad-tags").fill(stage.end(number))
            show = page.get_by_role("button", name="Check and show the entry").last
            show.click()
            page.locator("#ad-tags-mistake", has_text=stage.end(number)).wait_for()
            made |= stage.look()
            page.locator("#ad-tags").fill("")
            show.click()
            page.locator("#ad-output").wait_for()
            made |= stage.look()
            source, problems = read_yaml("x", page.locator("#ad-yaml").input_value())
            assert problems == []
            for name, text in wanted.items():
                got = source.data.get(name, "")
                if name not in {"id", "authors", "aliases", "needs"}:
                    assert got == " ".join(text.split()), name
                elif name != "id":
                    assert got == text.split("\n"), name
        page.locator("#ad-title").fill("What \\alpha{is} left of markup")
        page.locator("#ad-authors").fill("Ann Example, Bo Example and Cy Example")
        page.locator("#ad-arxiv").fill("2401.00010")
        show.click()
        return made | stage.look()

    twice(act)


def fields_of(stage, number: int) -> dict[str, str]:
    """Texts for the fields of the form; a number in a summary has to stand in the abstract."""
    return {
        "title": f"{stage.begin(number)} not there yet {stage.end(number + 1)}",
        "abstract": f"{stage.begin(number + 3)} {stage.end(number + 4)}",
        "authors": f"{stage.end(number + 5)}\n{stage.begin(number + 6)}",
        "venue": stage.begin(number + 7),
        "aliases": f"{stage.end(number + 8)}\n{stage.begin(number + 9)}",
        "added_by": stage.begin(number + 10),
        "id": f"hostile-suggestion-{number}",
    }


def test_the_form_writes_every_payload_as_yaml_reads_it(hostile_site, serve, page):
    page.goto(serve(hostile_site) + "about/")
    texts = [*PAYLOADS, *(end(n) for n in range(COUNT)), *(begin(n) for n in range(COUNT))]
    written = page.evaluate(
        """async texts => {
          const { writeYaml } = await import("/assets/javascripts/suggest/yaml.js");
          return texts.map((text) =>
            writeYaml({ title: text, aliases: [text], links: { code: text } }));
        }""",
        texts,
    )
    for text, file in zip(texts, written, strict=True):
        source, problems = read_yaml("x", file)
        assert problems == [], file
        assert source.data == {"title": text, "aliases": [text], "links": {"code": text}}
