"""Random queries and lists in a browser, and texts whose length is the attack."""

import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).parent.parent.parent
sys.path.insert(0, str(HOME / "benchmarks"))

from fuzz_browser import SHARES, fuzz  # noqa: E402

LONG = 200_000
LINEAR = """
from generator.catalog.curation import _words_fit
from generator.catalog.rules import _addresses
from generator.health.arxiv import _ID
from generator.listings import parse_listing
from generator.listings.facts import venue
from generator.listings.latex import plain_latex
from generator.listings.markup import plain_markup
from generator.mend.values import _ARXIV_AFTER
from generator.model import Page
from generator.prose import links_of
from generator.render.citations.work import venue_kind
from generator.render.escape import markdown_text, protect
from generator.render.prose_markdown import tidy_markdown
from generator.vocabulary import words_of

TITLE = "A Title of a Paper\\n" + "We show a thing here. " * 20
RUNS = [
    ["a", "!", "a"], ["a", "a!", " x"], ["](", " ", "!"], ["", "[", "]"], ["", "[[", "]("],
    ["`", "`a``", ""], ["", "#", "\\n"], ["", "A", "! 2024"], ["(A", "A", "'\\t"],
    ["see ", "http://", " x"], ["/abs/", "s", "v"], ["", "/abs/s", "\\n\\n"],
    ["", "```a\\n", "<b>"], ["# a", " ", "x"], ["a", "\\n", "x"], ["v", "1", "x"],
    ["Ann Example", "\\t", "a"], ["", "$x\\\\", ""], ["", "\\\\href{{", ""], ["", "<b", ""],
]
for before, run, after in RUNS:
    text = before + run * ({long} // len(run)) + after
    words_of([text])
    protect(text)
    markdown_text(text)
    links_of(text)
    plain_latex(text)
    plain_markup(text)
    tidy_markdown(text, "x")
    list(_addresses(Page(slug="x", path="x", markdown=text)))
    list(_words_fit(None, "", "x", text, (1, 10**9)))
    _ID.search(text)
    _ARXIV_AFTER.sub("", text)
    venue(text, 2024)
    venue_kind(text, ())
    parse_listing("x.txt", "x", (TITLE + text.replace("\\n", " ")).encode())
    record = "@article{{a, title={{T}}, author={{" + text + "}}}}"
    parse_listing("x.bib", "x", record.encode())
"""


@pytest.fixture
def opened(toy_site, serve, page):
    return page, serve(toy_site)


def test_no_query_and_no_list_from_outside_fails_hangs_or_loses_anything(opened):
    found = fuzz(*opened, inputs=6_000, seed=20261121)
    assert set(found) == set(SHARES)
    for name, told in found.items():
        assert told["faults"] == [], name
        assert told["inputs"] == round(6_000 * SHARES[name])


def test_half_a_character_is_searched_and_suggested_like_any_other(opened):
    page, address = opened
    page.goto(address + "about/")
    field = page.locator("#ad-header-query")
    field.focus()
    field.evaluate(
        "f => { f.value = 'play \\ud800'; f.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    page.get_by_role("option").last.wait_for()
    assert (
        page.get_by_role("option").last.get_attribute("href").endswith("/search/?q=play+%EF%BF%BD")
    )


@pytest.mark.parametrize("run", ["!", "a!", '"', "-", "[[", "year:2020..", "\u0301", "tag:", " "])
def test_a_very_long_query_is_answered(opened, run):
    page, address = opened
    page.goto(address + "about/")
    answered = page.evaluate(
        """async query => {
          const { Engine } = await import("/assets/javascripts/search/engine.js");
          const late = new Promise((give) => setTimeout(give, 60_000, "late"));
          const asked = new Engine(new URL("/", location)).search(query);
          const found = await Promise.race([asked, late]);
          return found === "late" ? found : typeof found.total;
        }""",
        f"play{run * (LONG // len(run))}play",
    )
    assert answered == "number"


def test_time_grows_with_the_length_of_a_text_and_not_with_its_square():
    """Where it grew with the square, this would take hours."""
    code = LINEAR.format(long=LONG)
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=HOME,
        timeout=240,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
