"""Gates of quality over every page type: accessibility, valid HTML, and what a visit transfers."""

import gzip
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import html5lib
import pytest
from axe import violations
from lxml import etree
from playwright.sync_api import expect

PAPER = "papers/rest-mcts/"
PAGES = [
    "",
    "404.html",
    "about/",
    "data/",
    "feeds/",
    "listings/",
    "listings/spaced-mar-20/",
    "map/",
    "my/",
    "new/",
    "offline/",
    "papers/",
    PAPER,
    "paths/",
    "paths/a-first-evening/",
    "search/",
    "stats/",
    "suggest/",
    "tags/",
    "tags/theory/",
    "themes/",
    "themes/self-play-and-self-improvement/",
]
BUDGET = 120_000  # bytes, compressed, of a first visit to a paper


@pytest.fixture
def site(toy_site, serve) -> str:
    return serve(toy_site, "/toy/")


def open_menu(page):
    page.locator("button.ad-menu").click()
    page.locator(".ad-nav a").first.wait_for()


def open_suggestions(page):
    page.locator("main input[data-suggest]").fill("play")
    page.locator(".ad-suggest [role=option]").first.wait_for()


def open_search(page):
    page.locator("#ad-search-field").fill("reinforcement lerning")
    page.locator("#ad-search-results li").first.wait_for()
    page.locator("details:not([open]) > summary").first.wait_for(state="attached")
    page.locator("details").evaluate_all("all => all.forEach(e => e.open = true)")


def open_citations(page):
    page.locator(".ad-cite details").evaluate_all("all => all.forEach(e => e.open = true)")


def open_card(page):
    page.locator("#ad-map-stage").focus()
    page.keyboard.press("ArrowRight")
    page.locator("#ad-map-card:not([hidden]) a").wait_for()


def bring_out_on_map(page):
    page.locator("#ad-map-query").fill("play")
    page.keyboard.press("Enter")
    page.locator("#ad-map-all:not([hidden])").wait_for()
    page.locator("#ad-map-legend input").first.check()
    page.locator("details").evaluate_all("all => all.forEach(e => e.open = true)")


def open_mistakes(page):
    page.locator("main button[type=submit]").last.click()
    page.locator("[aria-invalid=true]").first.wait_for()
    page.locator("details").evaluate_all("all => all.forEach(e => e.open = true)")


def open_options(page):
    page.locator("#ad-tags").fill("le")
    page.locator("[role=option]").first.wait_for()


def store(page, text: str):
    """Begin anew with this in the place where the reader's list is kept."""
    page.evaluate("text => localStorage.setItem('reading-list:/toy/', text)", text)
    page.reload()
    page.wait_for_load_state("networkidle")


def open_notes(page):
    mine = {"title": "SPIRAL", "status": "reading", "note": "ask about section 4"}
    gone = {"title": "No longer there", "status": "read"}
    store(page, json.dumps({"version": 1, "papers": {"spiral": mine, "gone-from-here": gone}}))
    folds = page.locator(".ad-note > button")
    count = folds.count()
    assert count
    folds.evaluate_all("all => all.forEach(e => e.click())")
    # What makes a field comes over the network, and the field takes the cursor, and scrolls to it.
    expect(page.locator(".ad-note textarea")).to_have_count(count)


def open_incoming(page):
    open_notes(page)
    brought = [{"id": "spiral", "status": "read", "note": "another note"}]
    brought.append({"id": "rest-mcts", "status": "to-read"})
    text = json.dumps({"format": "reading-list", "version": 1, "papers": brought})
    file = {"name": "list.json", "mimeType": "application/json", "buffer": text.encode()}
    page.locator("#ad-my-file").set_input_files(file)
    page.locator(".ad-my__incoming").wait_for()
    page.locator("#ad-my-link").click()
    page.locator("#ad-my-link-made:not([hidden])").wait_for()


def damage_list(page):
    store(page, "{")
    page.locator("#ad-my-trouble > *").first.wait_for()


# What is closed when a page comes, and at which widths there is such a thing.
OPENED = [
    ("", open_menu, {390}),
    ("", open_suggestions, {390, 1280}),
    ("search/", open_search, {390, 1280}),
    (PAPER, open_citations, {390, 1280}),
    ("map/", open_card, {390, 1280}),
    ("map/", bring_out_on_map, {390, 1280}),
    ("suggest/", open_mistakes, {390, 1280}),
    ("suggest/", open_options, {390, 1280}),
    ("papers/spiral/", open_notes, {390, 1280}),
    ("my/", open_notes, {390, 1280}),
    ("my/", open_incoming, {390, 1280}),
    ("my/", damage_list, {390, 1280}),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_wrong(site, browser, width, scheme):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, service_workers="block"
    )
    page = context.new_page()
    wrong = {}
    states = [(path, None) for path in PAGES]
    states += [(path, act) for path, act, widths in OPENED if width in widths]
    for path, act in states:
        page.goto(site + path)
        page.wait_for_load_state("networkidle")
        if act:
            act(page)
        found = violations(page)
        if found:
            wrong[path, act.__name__ if act else ""] = found
    context.close()
    assert wrong == {}


def test_a_first_visit_to_a_paper_stays_within_its_budget(site, browser):
    """Compressed as hosts do it, and nothing from another host."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    answers = []
    page.on("response", lambda answer: answers.extend([answer]))  # it takes no built-in method
    page.goto(site + PAPER)
    page.wait_for_load_state("networkidle")
    sizes = {answer.url: len(gzip.compress(answer.body(), 6)) for answer in answers}
    context.close()
    assert {urlsplit(url).netloc for url in sizes} == {urlsplit(site).netloc}
    assert any(url.endswith("/offline/start.js") for url in sizes)
    assert sum(sizes.values()) < BUDGET, sizes


def every_page(site: Path) -> dict[str, bytes]:
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in sorted(site.rglob("*.html"))}


def test_every_page_is_parsed_without_an_error(toy_site):
    wrong = {}
    for path, content in every_page(toy_site).items():
        parser = html5lib.HTMLParser()
        parser.parse(content)
        errors = [(code, at) for at, code, _facts in parser.errors]
        if errors:
            wrong[path] = errors
    assert wrong == {}


FORBIDDEN = {
    "a control inside a control": "//*[self::a or self::button][.//a or .//button or .//input]",
    "a list that holds other things than items": "//*[self::ul or self::ol]"
    "[*[not(self::li or self::script or self::template)]]",
    "an item outside a list": "//li[not(parent::ul or parent::ol or parent::menu)]",
    "a term outside a list of terms": "//*[self::dt or self::dd][not(ancestor::dl)]",
    "a block inside a paragraph or heading": "//*[self::p or self::h1 or self::h2 or self::h3]"
    "[.//p or .//div or .//ul or .//ol or .//table or .//section or .//h1 or .//h2]",
    "details without a summary first": "//details[not(*[1][self::summary])]",
    "an image without alternative text": "//img[not(@alt)]",
    "a box or switch that is told how to complete": "//input[@type='checkbox' or @type='radio']"
    "[@autocomplete]",
    "an empty heading": "//*[self::h1 or self::h2 or self::h3][not(normalize-space())]",
    "a style written into the page from data": "//*[@style]",
    "a handler written into the page": "//@*[starts-with(name(), 'on')]/..",
    "a button of no stated type": "//button[not(@type)]",
    "an obsolete element or attribute": "//*[self::center or self::font or @align or @bgcolor]",
}
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "headers")
NEEDED_ONCE = ("//head/title", "//main", "//h1", "//meta[@charset]", "//meta[@name='viewport']")


def faults(content: bytes) -> list[str]:
    """Return what a page has that HTML forbids."""
    root = etree.fromstring(content, etree.HTMLParser(encoding="utf-8"))
    found = [f"{name}: {len(root.xpath(rule))}" for name, rule in FORBIDDEN.items()
             if root.xpath(rule)]  # fmt: skip
    if root.xpath("//meta[@http-equiv='refresh']"):
        return found
    found += [f"{rule} stands {len(root.xpath(rule))} times" for rule in NEEDED_ONCE
              if len(root.xpath(rule)) != 1]  # fmt: skip
    ids = root.xpath("//@id")
    found += [
        f"the id {id_!r} stands twice" for id_ in sorted({i for i in ids if ids.count(i) > 1})
    ]
    found += [
        f"the id {id_!r} is empty or has a blank" for id_ in ids if not re.fullmatch(r"\S+", id_)
    ]
    for name in REFERENCES:
        for named in root.xpath(f"//@{name}"):
            found += [f"{name} names no id: {one!r}" for one in named.split() if one not in ids]
    return found


def test_no_page_holds_what_html_forbids(toy_site):
    found = {path: faults(content) for path, content in every_page(toy_site).items()}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<a href=x><button type=button>y</button></a>", "a control inside a control"),
        ("<ul><div>x</div></ul>", "a list that holds"),
        ("<p id=a></p><p id=a></p>", "the id 'a' stands twice"),
        ("<label for=nobody>x</label>", "for names no id"),
        ("<details><p>x</p></details>", "details without a summary"),
        ("<input type=checkbox autocomplete=off>", "how to complete"),
        ("<h1>two</h1>", "//h1 stands 2 times"),
    ],
)
def test_what_html_forbids_is_found(body, fault):
    head = "<title>x</title><meta charset=utf-8><meta name=viewport content=x>"
    page = f"<!doctype html><head>{head}</head><body><main><h1>x</h1>{body}</main></body>"
    assert any(fault in found for found in faults(page.encode()))
