"""The finished site in a real browser, as a reader uses it."""

import io

import pytest
from axe import violations
from PIL import Image
from playwright.sync_api import expect

WIDTHS = [390, 820, 1440]
PAGES = [
    "",
    "papers/",
    "papers/rest-mcts/",
    "themes/",
    "themes/self-play-and-self-improvement/",
    "tags/",
    "paths/a-first-evening/",
    "listings/compact/",
    "search/",
    "map/",
    "stats/",
    "my/",
    "suggest/",
    "about/",
    "new/",
    "feeds/",
    "offline/",
]


@pytest.fixture
def site(toy_site, serve) -> str:
    return serve(toy_site)


def test_a_reader_goes_from_home_to_a_theme_to_a_paper(site, page):
    page.goto(site)
    assert page.locator("h1").inner_text() == "A dozen papers for trying things out"
    page.locator(".ad-themes a", has_text="Imitation").click()
    assert "/themes/imitation-learning/" in page.url
    page.locator(".ad-card__title a", has_text="Latent Plans").click()
    assert page.url.endswith("/papers/learning-latent-plans-from-play/")
    expect(page.locator(".ad-abstract")).to_be_visible()
    pdf = page.locator(".ad-links a", has_text="PDF")
    assert pdf.get_attribute("href") == "https://arxiv.org/pdf/1903.01973"


def test_an_author_leads_to_their_papers(site, page):
    page.goto(site + "papers/visual-foresight/")
    page.locator(".ad-byline a", has_text="Chelsea Finn").click()
    page.locator("#ad-search-results li").first.wait_for()
    assert page.locator("#ad-search-field").input_value() == 'author:"Chelsea Finn"'
    assert "visual-foresight" in ids(page)
    assert "spiral" not in ids(page)


def ids(page) -> list[str]:
    found = page.locator("#ad-search-results [data-paper-id]")
    return found.evaluate_all("all => all.map(e => e.dataset.paperId)")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("latent plans from play", "learning-latent-plans-from-play"),
        ("MAML", "model-agnostic-meta-learning-for-fast-adaptation"),
        ("gail", "generative-adversarial-imitation-learning"),
        ("Chelsea Finn visual foresight", "visual-foresight"),
        ("rest-mcts*", "rest-mcts"),
        ("egalitarian principle in social choice", "maxmin-rlhf"),
        ("imitaton adversarial", "generative-adversarial-imitation-learning"),
    ],
)
def test_search_finds_titles_names_authors_and_words_of_abstracts(site, page, query, first):
    page.goto(site + "search/")
    page.locator("#ad-search-field").fill(query)
    page.locator("#ad-search-status", has_text=query).wait_for()
    assert ids(page)[0] == first


def test_the_address_is_the_query(site, page):
    page.goto(site + "search/?q=xylophone+zzzz")
    page.locator("#ad-search-notes", has_text="Nothing on the list matches").wait_for()
    page.goto(site + "search/?q=foresight")
    page.locator("[data-paper-id=visual-foresight]").wait_for()
    assert page.locator("#ad-search-field").input_value() == "foresight"
    page.locator("#ad-search-field").fill("drone flight")
    page.keyboard.press("Enter")
    page.locator("[data-paper-id=cad2rl]").wait_for()
    assert page.url.endswith("?q=drone+flight")


def test_an_empty_query_shows_every_paper(site, page):
    page.goto(site + "search/")
    page.locator("#ad-search-results li").first.wait_for()
    assert len(ids(page)) == 12


def test_the_fields_of_home_and_header_lead_to_the_search_page(site, page):
    for field in ("#ad-home-search", "#ad-header-query"):
        page.goto(site)
        page.locator(field).fill("zero-sum games")
        page.keyboard.press("Enter")
        page.locator("[data-paper-id=spiral]").wait_for()
        assert "/search/?q=zero-sum+games" in page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_clears_the_search_in_the_header_stands_out(site, browser, scheme):
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, color_scheme=scheme, service_workers="block"
    )
    page = context.new_page()
    page.goto(site + "about/")
    field = page.locator("#ad-header-query")
    field.fill("x")
    box = field.bounding_box()
    end = {"x": box["x"] + box["width"] - 40, "y": box["y"] + 4, "width": 34}
    seen = page.screenshot(clip={**end, "height": box["height"] - 8})
    darkest, lightest = Image.open(io.BytesIO(seen)).convert("L").getextrema()
    assert darkest < 80
    assert lightest > 200
    context.close()


COLOURS = """e => {
  const { color, backgroundColor, textDecorationLine, outlineStyle } = getComputedStyle(e);
  return { color, backgroundColor, textDecorationLine, outlineStyle };
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_and_the_active_suggestion_are_seen_in_forced_colours(site, browser, scheme):
    context = browser.new_context(
        viewport={"width": 1280, "height": 900},
        color_scheme=scheme,
        forced_colors="active",
        service_workers="block",
    )
    page = context.new_page()
    page.goto(site + "search/?q=play")

    def seen(place):
        return page.locator(place).first.evaluate(COLOURS)

    def readable(mark):
        ink, paper = "rgb(0, 0, 0)", "rgb(255, 255, 255)"
        ink, paper = (paper, ink) if scheme == "dark" else (ink, paper)
        assert (mark["color"], mark["backgroundColor"]) == (ink, paper)
        assert mark["textDecorationLine"] == "underline"

    expect(page.locator("#ad-search-results mark").first).to_be_visible()
    readable(seen("#ad-search-results mark"))
    page.locator("#ad-header-query").fill("play")
    options = "form:has(#ad-header-query) .ad-suggest [role=option]"
    expect(page.locator(f"{options} mark").first).to_be_visible()
    readable(seen(f"{options} mark"))
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"{options}[aria-selected=true]")).to_have_count(1)
    assert seen(f"{options}[aria-selected=true]")["outlineStyle"] == "solid"
    assert seen(f"{options}[aria-selected=false]")["outlineStyle"] == "none"
    context.close()


def test_nothing_of_the_search_is_fetched_elsewhere(site, page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site + "papers/rest-mcts/")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "search" in url or "lunr" in url] == []
    assert [url for url in asked if not url.startswith(site)] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(site, browser, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    for path in PAGES:
        page.goto(site + path)
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0, (path, width)
    context.close()


@pytest.mark.parametrize("path", ["", "papers/rest-mcts/", "search/?q=play"])
@pytest.mark.parametrize("name", ["Autodidact", "Learning from Preferences"])
def test_no_page_scrolls_sideways_at_four_times_its_size(site, browser, path, name):
    context = browser.new_context(viewport={"width": 320, "height": 256})
    page = context.new_page()
    page.goto(site + path)
    if "search" in path:
        page.locator("#ad-search-results li").first.wait_for()
    page.locator(".md-header .ad-name").evaluate("(link, name) => link.textContent = name", name)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    header = page.locator(".md-header").bounding_box()
    for place in (".ad-name", ".ad-menu >> visible=true", "[data-md-component=palette]"):
        box = page.locator(f".md-header {place}").first.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        assert box["y"] >= header["y"]
        assert box["y"] + box["height"] <= header["y"] + header["height"]
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_jumps_while_a_page_loads(site, page, path):
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) "
        "if (!e.hadRecentInput) window.shift += e.value; })"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    page.goto(site + path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.shift") < 0.01


def test_reading_works_without_scripts(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "search/?q=x")
    page.locator("noscript a, p a", has_text="complete list of papers").click()
    page.locator("a", has_text="ReST-MCTS*").first.click()
    expect(page.locator(".ad-abstract")).to_be_visible()
    page.goto(site + "my/")
    said = page.locator("main p", has_text="Keeping a list needs JavaScript")
    for other in ("the search", "the map", "suggest a paper", "offline", "Reading works without"):
        expect(said).to_contain_text(other)
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_one_heading_and_named_controls(site, page, path):
    page.goto(site + path)
    assert page.locator("h1").count() == 1
    unnamed = page.evaluate(
        "[...document.querySelectorAll('main a, main button, main input, header input')]"
        ".filter(e => e.checkVisibility())"
        ".filter(e => !(e.innerText?.trim() || e.getAttribute('aria-label') || e.title"
        " || e.labels?.length)).map(e => e.outerHTML)"
    )
    assert unnamed == []


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_axe_finds_nothing_to_mend(site, browser, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    for path in PAGES:
        page.goto(site + path)
        if path == "search/":
            page.locator("#ad-search-results li").first.wait_for()
        assert violations(page) == [], path
    context.close()


@pytest.mark.parametrize("key", ["Enter", " "])
def test_the_menu_opens_by_keyboard_on_a_phone(site, browser, key):
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(site)
    page.locator("button.ad-menu").focus()
    page.keyboard.press(key)
    button = page.locator("button.ad-menu")
    assert button.get_attribute("aria-expanded") == "true"
    assert page.locator(".ad-nav a").first.is_visible()
    page.keyboard.press("Escape")
    assert button.get_attribute("aria-expanded") == "false"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.ad-nav')") is None
    context.close()


def test_the_skip_link_leads_to_the_heading(site, page):
    for path in ("", "papers/rest-mcts/", "themes/imitation-learning/", "about/"):
        page.goto(site + path)
        target = page.locator("a.md-skip").get_attribute("href").split("#")[1]
        assert page.evaluate("id => document.getElementById(id).tagName", target) == "H1"
