"""Ways about the search page: where the focus goes, and what is said where there is no answer."""

import pytest
from playwright.sync_api import expect

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
