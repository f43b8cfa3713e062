"""Ways about the search page: where the focus goes, and what is said where there is no answer."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from waiting import until

STATUS = "#ad-search-status"
NOTES = "#ad-search-notes"
FIELD = "#ad-search-field"


@pytest.fixture
def site(toy_site, serve) -> str:
    return serve(toy_site)


def chip(page, words):
    return page.get_by_role("button", name=f"Remove filter {words}")


def test_the_focus_goes_to_the_chip_that_takes_the_place_of_one(site, page):
    page.goto(site + "search/?theme=imitation-learning&year=2016&year=2017")
    chip(page, "Year: 2016").focus()
    page.keyboard.press("Enter")
    expect(chip(page, "Year: 2016")).to_have_count(0)
    expect(chip(page, "Year: 2017")).to_be_focused()
    page.keyboard.press("Enter")
    expect(chip(page, "Theme: Imitation")).to_be_focused()  # the one before, where none comes after
    page.keyboard.press("Enter")
    expect(page.locator("#ad-chips button")).to_have_count(0)
    expect(page.locator(FIELD)).to_be_focused()


def test_the_focus_goes_to_what_is_said_when_a_button_among_the_notes_is_done(site, page):
    page.goto(site + "search/?q=imitaton")
    page.get_by_role("button", name="search instead for").press("Enter")
    expect(page.get_by_role("button", name="search instead for")).to_have_count(0)
    expect(page.locator(STATUS)).to_be_focused()
    page.goto(site + "search/?q=play&theme=imitation-learning&year=2025")
    page.get_by_role("button", name="Without Year: 2025").press("Enter")
    expect(page.locator("[data-paper-id=learning-latent-plans-from-play]")).to_be_visible()
    expect(page.locator(STATUS)).to_be_focused()


@pytest.mark.parametrize("part", ["data/search/core.json", "javascripts/search/worker.js"])
def test_a_search_that_cannot_be_loaded_says_so_and_can_be_asked_again(site, browser, part):
    context = browser.new_context(service_workers="block")
    page = context.new_page()  # that a script did not come is an error of the page
    page.route(f"**/{part}", lambda route: route.fulfill(status=503))
    page.goto(site + "search/?q=drone+flight")
    expect(page.locator(STATUS)).to_have_text("The search could not be loaded.")
    page.unroute(f"**/{part}")
    page.get_by_role("button", name="Try again").press("Enter")
    expect(page.locator("[data-paper-id=cad2rl]")).to_be_visible()
    expect(page.locator(STATUS)).to_be_focused()
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)
    context.close()


def test_what_was_found_before_does_not_stand_for_what_cannot_be_loaded(site, page):
    page.goto(site + "search/?q=maml")
    expect(page.locator("#ad-search-results li")).not_to_have_count(0)
    page.route("**/data/search/**", lambda route: route.fulfill(status=503))
    page.locator(FIELD).fill("1903.01973")
    expect(page.locator(STATUS)).to_have_text("The search could not be loaded.")
    expect(page.locator("#ad-search-results li")).to_have_count(0)
    expect(page.locator("#ad-away")).to_be_hidden()


def test_without_a_network_a_search_that_is_not_kept_leads_to_what_is(site, browser):
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.goto(site + "search/?q=maml")
    expect(page.locator("#ad-search-results li")).not_to_have_count(0)
    context.set_offline(True)
    page.locator(FIELD).fill("1903.01973")
    expect(page.locator(STATUS)).to_contain_text("this part of the search is not kept")
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)
    link = page.locator(NOTES).get_by_role("link")
    expect(link).to_have_attribute("href", f"{site}offline/")
    context.close()


def test_the_page_says_what_it_does_before_its_scripts_are_there(site, page):
    held = []

    def hold(route):
        held.append(route)

    page.route("**/search/results.js", hold)
    page.goto(site + "search/?q=drone+flight&exact", wait_until="commit")
    expect(page.locator(FIELD)).to_have_value("drone flight")
    expect(page.locator(STATUS)).to_have_text("Searching…")
    page.locator(FIELD).fill("maml")  # whoever goes on typing keeps what was typed
    until(lambda: page.wait_for_timeout(50) or held)
    held[0].continue_()
    expect(page.locator(STATUS)).to_contain_text("for “maml”")
    expect(page.locator(FIELD)).to_have_value("maml")
    expect(page).to_have_url(site + "search/?q=maml")


def test_a_page_whose_scripts_do_not_come_says_so(site, page):
    page.route("**/search/results.js", lambda route: route.fulfill(status=503))
    page.goto(site + "search/?q=drone+flight")
    expect(page.locator(STATUS)).to_have_text("The search could not be loaded.")
    page.unroute("**/search/results.js")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-paper-id=cad2rl]")).to_be_visible()


def test_whoever_has_no_mouse_can_skip_the_filters(site, page):
    page.goto(site + "search/?q=drone+flight")
    expect(page.locator("[data-paper-id=cad2rl]")).to_be_visible()
    page.get_by_role("button", name="Search", exact=True).last.focus()
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to results")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator(STATUS)).to_be_focused()
    expect(page).to_have_url(site + "search/?q=drone+flight")
    page.keyboard.press("Tab")
    expect(page.locator("#ad-search-results a").first).to_be_focused()


@pytest.mark.parametrize(
    ("query", "said", "found"),
    [
        ("foo:drone flight", "“foo:drone” names no field that can be searched", "cad2rl"),
        ("drone year:abcd", "“year:abcd” was not understood, and is left out.", "cad2rl"),
        ("drone -theme:imitation", "“-theme:imitation” was not understood", "cad2rl"),
        ('title:"drone flight"', '“title:"drone flight"” names no field that can be', "cad2rl"),
        ("has:data", "has:data is nothing that can be searched for; there is has:code.", None),
    ],
)
def test_what_is_no_operator_is_said_not_to_be_understood(site, page, query, said, found):
    page.goto(f"{site}search/?q={quote(query)}")
    expect(page.locator(NOTES)).to_contain_text(said)
    if found:
        expect(page.locator(f"[data-paper-id={found}]")).to_be_visible()


@pytest.mark.parametrize("query", ["year:2018..2016", "year:2016-2018", "year:2018...2016"])
def test_a_range_of_years_is_read_either_way_round(site, page, query, toy_catalog):
    years = (entry.paper.year or 0 for entry in toy_catalog.entries.values())
    count = sum(2016 <= year <= 2018 for year in years)
    assert count
    page.goto(f"{site}search/?q={query}")
    expect(page.locator(STATUS)).to_have_text(f"{count} papers for “{query}”")
    expect(page.locator(NOTES)).to_be_empty()


def test_a_query_of_two_lines_is_a_query_of_two_words(site, page):
    page.goto(f"{site}search/?q=drone%0D%0Aflight")
    expect(page.locator(STATUS)).to_contain_text("for “drone flight”")
    expect(page.locator(FIELD)).to_have_value("drone flight")


@pytest.mark.parametrize("query", ["arXiv:1903.01973", "https://arxiv.org/abs/1903.01973"])
def test_a_number_or_an_address_is_no_field(site, page, query):
    page.goto(f"{site}search/?q={quote(query)}")
    expect(page.locator(STATUS)).to_contain_text("1 paper for")
    expect(page.locator(NOTES)).to_be_empty()


def test_the_title_of_the_page_begins_with_the_query(site, page):
    page.goto(site + "search/")
    expect(page.locator("#ad-search-results li")).to_have_count(12)
    expect(page).to_have_title("Search · Toy list")
    page.locator(FIELD).fill("drone")
    page.keyboard.press("Enter")
    expect(page).to_have_title("drone · Search · Toy list")
    page.go_back()
    expect(page).to_have_title("Search · Toy list")


def test_a_long_query_is_not_repeated_in_full(site, page):
    query = " ".join(["drone flight"] * 150)
    page.goto(f"{site}search/?q={quote(query)}")
    begun = query[:159]
    expect(page.locator(STATUS)).to_have_text(re.compile(rf" for “{begun}…”$"))
    expect(page.locator(FIELD)).to_have_value(query)
    expect(page).to_have_title(re.compile(rf"^{begun}… · Search · Toy list$"))
    page.locator(FIELD).fill("imitaton " * 150)
    expect(page.get_by_role("button", name="search instead for")).to_be_visible()
    assert len(page.locator(NOTES).inner_text()) < 400


def test_recent_searches_do_not_open_behind_a_reader_who_has_gone_on(site, page):
    page.goto(site + "search/")
    page.locator(FIELD).fill("drone")
    page.keyboard.press("Enter")
    expect(page.locator("[data-paper-id=cad2rl]")).to_be_visible()
    held = []
    page.route("**/search/suggest.js", lambda route: held.append((route,)))
    page.goto(site + "papers/cad2rl/")
    field = page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first
    field.focus()
    until(lambda: page.wait_for_timeout(50) or held)
    page.get_by_role("link", name="My list").focus()
    held[0][0].continue_()
    expect(field).to_have_attribute("role", "combobox")  # the script is there
    page.wait_for_timeout(200)
    expect(page.get_by_role("button", name="Forget recent searches")).to_be_hidden()
    field.focus()
    expect(page.get_by_role("button", name="Forget recent searches")).to_be_visible()


def test_the_sign_in_the_header_leads_into_the_field(site, browser):
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(site + "papers/cad2rl/")
    page.get_by_role("link", name="Search", exact=True).click()
    expect(page.locator("[data-paper-id]").first).to_be_visible()
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("drone")
    expect(page.locator("[data-paper-id]")).to_have_count(1)
    page.close()


@pytest.mark.parametrize(
    "path", ["tags/theory/", "themes/robot-learning/", "listings/spaced-mar-20/"]
)
def test_what_a_page_lists_can_be_filtered_and_taken_away(site, page, path):
    page.goto(site + path)
    listed = page.locator("[data-paper-id]").count()
    assert listed > 1
    page.get_by_role("link", name="Filter or take away").click()
    expect(page.get_by_role("button", name="Remove filter")).to_have_count(1)
    expect(page.locator(STATUS)).to_have_text(re.compile(rf"^{listed} papers?$"))
    expect(page.locator("#ad-away")).to_be_visible()
