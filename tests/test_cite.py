"""Citing from a paper's page: by eye, by keyboard, with and without a script."""

import pytest

PAPER = "papers/cad2rl/"
BIBTEX = "@inproceedings{cad2rl,\n  title = {{CAD2RL}: Real Single-Image Flight without"


@pytest.fixture
def paper(toy_site, serve, page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(serve(toy_site) + PAPER)
    page.locator(".ad-cite__do").first.wait_for()
    return page


def form(page, name: str):
    return page.locator(".ad-cite details", has=page.locator(f"summary:text-is('{name}')"))


def test_copying_puts_the_whole_text_on_the_clipboard_and_says_so(paper):
    paper.get_by_role("button", name="Copy BibTeX").click()
    form(paper, "BibTeX").locator("[role=status]:text('Copied')").wait_for()
    copied = paper.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(BIBTEX)
    assert copied == form(paper, "BibTeX").locator("code").text_content()


def test_every_form_is_reached_and_copied_by_keyboard(paper):
    summary = form(paper, "RIS").locator("summary")
    summary.focus()
    paper.keyboard.press("Enter")
    paper.keyboard.press("Tab")
    assert paper.evaluate("document.activeElement.textContent") == "Copy RIS"
    paper.keyboard.press("Enter")
    form(paper, "RIS").locator("[role=status]:text('Copied')").wait_for()
    copied = paper.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("TY  - CPAPER\nID  - cad2rl\n")
    assert copied.endswith("\nER  - ")


@pytest.mark.parametrize(
    ("name", "file", "begins"),
    [
        ("BibTeX", "cad2rl.bib", BIBTEX),
        ("RIS", "cad2rl.ris", "TY  - CPAPER\n"),
        ("CSL-JSON", "cad2rl.json", '[{\n "id": "cad2rl"'),
        ("Markdown", "cad2rl.md", "Fereshteh Sadeghi and Sergey Levine. [CAD2RL: "),
    ],
)
def test_every_form_is_saved_as_a_file(paper, name, file, begins):
    if name != "BibTeX":
        form(paper, name).locator("summary").click()
    with paper.expect_download() as saved:
        paper.get_by_role("button", name=f"Save {name}").click()
    assert saved.value.suggested_filename == file
    text = saved.value.path().read_text()
    assert text.startswith(begins)
    assert text.endswith("\n")


def test_where_the_clipboard_is_closed_the_text_is_selected(toy_site, serve, page):
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(serve(toy_site) + PAPER)
    page.get_by_role("button", name="Copy BibTeX").click()
    said = form(page, "BibTeX").get_by_role("status")
    said.get_by_text("Selected").wait_for()
    assert page.evaluate("getSelection().toString()").startswith(BIBTEX)


def test_without_a_script_all_forms_are_there_to_read(toy_site, serve, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(serve(toy_site) + PAPER)
    assert page.locator(".ad-cite button").count() == 0
    assert form(page, "BibTeX").locator("code").inner_text().startswith(BIBTEX)
    for name in ("RIS", "CSL-JSON", "Markdown"):
        form(page, name).locator("summary").click()
        assert form(page, name).locator("code").inner_text().strip()
    context.close()


def test_buttons_are_large_enough_for_a_finger(paper):
    for button in paper.locator(".ad-cite button:visible, .ad-cite summary").all():
        assert button.bounding_box()["height"] >= 24


def test_the_files_that_pages_offer_are_downloads(toy_site, serve, page):
    for path in ("papers/", "themes/robot-learning/", "data/"):
        page.goto(serve(toy_site) + path)
        with page.expect_download() as saved:
            page.locator("a[download]").first.click()
        assert saved.value.path().read_text().startswith("@")
