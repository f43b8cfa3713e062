"""What comes out of a printer: the words alone, black on white, broken where one would break."""

import json
import re

import pypdfium2
import pytest

PAPER = "papers/rest-mcts/"
THEME = "themes/self-play-and-self-improvement/"
UNPRINTED = (
    ".md-header, .md-tabs, .md-sidebar, .md-skip, .md-top, .ad-footer, .ad-crumbs, .ad-mend, "
    ".ad-pager, .ad-skip, .ad-follow, .headerlink, button, form, nav, select, input, label, details"
)


@pytest.fixture
def site(toy_site, serve) -> str:
    return serve(toy_site)


@pytest.fixture
def dark_page(browser):
    context = browser.new_context(color_scheme="dark")
    yield context.new_page()
    context.close()


def bare(text: str) -> str:
    """A text as letters and digits, whatever its line breaks and hyphens."""
    return re.sub(r"\W", "", text)


def printed(page, **size) -> list[str]:
    """The bare text of each sheet."""
    document = pypdfium2.PdfDocument(page.pdf(**size))
    sheets = [sheet.get_textpage().get_text_range() for sheet in document]
    document.close()
    return [bare(sheet) for sheet in sheets]


def test_a_paper_is_printed_with_its_words_and_addresses(site, page, toy_catalog):
    page.goto(site + PAPER)
    paper = toy_catalog.entries["rest-mcts"].paper
    text = "".join(printed(page, format="A4"))
    for words in (paper.title, paper.why, paper.summary, paper.abstract, *paper.authors):
        assert bare(words) in text
    assert bare(f"arXiv: https://arxiv.org/abs/{paper.arxiv}") in text
    assert bare(f"Code: {paper.links['code']}") in text
    for words in (
        "arxiv.org/pdf",
        "Mend this entry",
        "Listings",
        "The list as data",
        "Cite",
        "BibTeX",
    ):
        assert bare(words) not in text


def test_a_theme_is_printed_as_a_reading_list(site, page, toy_catalog):
    page.goto(site + THEME)
    text = "".join(printed(page, format="A4"))
    for entry in toy_catalog.entries_by_theme["self-play-and-self-improvement"]:
        assert bare(entry.paper.title) in text
        assert bare(f"arXiv:{entry.paper.arxiv}") in text


@pytest.mark.parametrize("path", ["", PAPER, THEME, "search/?q=play", "stats/", "about/"])
def test_nothing_to_click_is_printed_and_all_is_black_on_white(site, dark_page, path):
    dark_page.goto(site + path)
    dark_page.emulate_media(media="print")
    shown = dark_page.evaluate(
        "names => [...document.querySelectorAll(names)].filter(e => e.checkVisibility())"
        ".map(e => e.outerHTML.slice(0, 80))",
        UNPRINTED,
    )
    assert shown == []
    colours = dark_page.evaluate(
        "[...document.querySelectorAll('body, main *')].filter(e => e.checkVisibility())"
        ".map(e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor])"
    )
    black = {"rgb(0, 0, 0)", "rgb(51, 51, 51)"}
    paper = {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
    shades = {back for _, back in colours} - paper
    assert {colour for colour, _ in colours} <= black | (
        {"rgb(255, 255, 255)"} if shades else set()
    )
    assert all(shade.startswith(("color(srgb ", "rgb(0, 0, 0)")) for shade in shades)
    assert not shades or path == "stats/"  # where a shade of grey stands for a number


@pytest.mark.parametrize("path", ["papers/spiral/", "my/"])
def test_what_a_reader_keeps_is_printed_whole(site, page, path):
    page.goto(site + "about/")
    note = "\n".join(f"Line {number} of what I think of it." for number in range(12))
    papers = {"spiral": {"title": "SPIRAL", "status": "reading", "note": note}}
    stored = json.dumps({"version": 1, "papers": papers})
    page.evaluate("text => localStorage.setItem('reading-list:/', text)", stored)
    page.goto(site + path)
    page.locator(".ad-note > button").click()
    page.locator(".ad-note textarea").wait_for()
    assert not page.locator(".ad-printed").is_visible()
    text = "".join(printed(page, format="A4"))
    assert text.count(bare(f"On my list: Reading {note}")) == 1
    for words in ("Kept in this browser", "Show on the map", "127001"):
        assert bare(words) not in text


def test_no_card_is_split_and_no_heading_left_alone(site, page):
    page.goto(site + THEME)
    titles = page.locator(".ad-card__title").all_inner_texts()
    texts = page.locator(".ad-card__text").all_inner_texts()
    ends = [(title, text[-60:]) for title, text in zip(titles, texts, strict=True)]
    sheets = printed(page, width="148mm", height="120mm")
    assert len(sheets) > 2
    for title, end in ends:
        assert any(bare(title) in sheet and bare(end) in sheet for sheet in sheets), title
    heading = next(sheet for sheet in sheets if "Papers" in sheet)
    assert bare(ends[0][0]) in heading


def test_an_abstract_stays_with_its_heading(site, page):
    page.goto(site + PAPER)
    abstract = page.locator(".ad-abstract").inner_text()
    for height in range(200, 300, 20):
        sheets = printed(page, width="200mm", height=f"{height}mm")
        assert any(f"Abstract{bare(abstract)}" in sheet for sheet in sheets), height
