"""The page of the reader's own list, in a real browser."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

MAML = "model-agnostic-meta-learning-for-fast-adaptation"
GAIL = "generative-adversarial-imitation-learning"


@pytest.fixture
def mine(paper) -> dict:
    """Five saved papers, one of which is not on the reading list."""
    return {
        "spiral": paper("read", "Röle-conditioned\nadvantages", saved="2026-01-05T08:00:00Z"),
        "act-jepa": paper("to-read", saved="2026-01-04T08:00:00Z"),
        GAIL: paper("reading", saved="2026-01-03T08:00:00Z"),
        "visual-foresight": paper(note="no year?", saved="2026-01-02T08:00:00Z"),
        "a-paper-that-left": paper(
            "read", title="Left <b>behind</b>", saved="2026-01-01T08:00:00Z"
        ),
    }


@pytest.fixture
def open_mine(page, site, shelf, mine):
    """Open the page with those papers."""

    def go(query=""):
        shelf.put(mine)
        page.goto(f"{site}my/{query}")
        page.locator("#ad-my-filter").wait_for()

    return go


def shown(page) -> list[str]:
    found = page.locator("#ad-my-papers > li")
    return found.evaluate_all("all => all.map(e => e.dataset.paperId)")


def row(page, id_):
    return page.locator(f'#ad-my-papers > li[data-paper-id="{id_}"]')


def test_an_empty_list_explains_itself_in_three_sentences(site, page):
    page.goto(site + "my/")
    page.get_by_label("File", exact=True).wait_for()
    text = page.locator("#ad-my-empty").inner_text()
    assert len(re.findall(r"[.!?](?:\s|$)", text)) == 3
    assert not page.locator("#ad-my-filter").is_visible()
    page.locator("#ad-my-empty a").click()
    assert page.url == site + "papers/"


def test_the_list_shows_what_is_known_and_names_what_is_gone(page, open_mine):
    open_mine()
    assert shown(page) == ["spiral", "act-jepa", GAIL, "visual-foresight", "a-paper-that-left"]
    facts = row(page, "spiral").locator(".ad-facts").inner_text()
    assert facts.startswith("Bo Liu")
    assert "Self-play" in facts
    assert row(page, "spiral").locator("h2 a").get_attribute("href").endswith("/papers/spiral/")
    gone = row(page, "a-paper-that-left")
    assert gone.locator("h2").inner_text() == "Left <b>behind</b>"
    assert gone.locator("h2 a").count() == 0
    assert gone.locator(".ad-facts").inner_text() == "No longer on the reading list"
    assert page.locator("#ad-my-status").inner_text() == "5 of 5 on your list"


def test_status_theme_and_words_narrow_the_list_together(page, open_mine):
    open_mine()
    counts = page.locator("#ad-my-filter .ad-choices label").all_inner_texts()
    assert [" ".join(text.split()) for text in counts] == [
        "All 5", "To read 1", "Reading 1", "Read 2", "No status 1"
    ]  # fmt: skip
    page.get_by_role("radio", name="Read 2").check()
    assert shown(page) == ["spiral", "a-paper-that-left"]
    page.get_by_label("Theme").select_option(label="Not on the reading list (1)")
    assert shown(page) == ["a-paper-that-left"]
    page.get_by_label("Theme").select_option("")
    page.get_by_role("radio", name="All 5").check()
    for words, ids in [
        ("role ADVANTAGES", ["spiral"]),  # of the note, without its dots
        ("ermon 2016", [GAIL]),
        ("imitation", [GAIL]),
        ("xylophone", []),
    ]:
        page.get_by_label("Words").fill(words)
        assert shown(page) == ids
    assert page.locator("#ad-my-status").inner_text() == "0 of 5 on your list"


@pytest.mark.parametrize(
    ("order", "first"),
    [("Last added", "spiral"), ("Title", "act-jepa"), ("Year", "act-jepa"), ("Theme", "act-jepa")],
)
def test_the_order_can_be_chosen(page, open_mine, order, first, toy_catalog):
    open_mine()
    page.get_by_label("Order").select_option(label=order)
    assert shown(page)[0] == first
    if order == "Theme":
        themes = list(toy_catalog.themes)
        places = [themes.index(toy_catalog.entries[id_].theme) for id_ in shown(page)[:-1]]
        assert places == sorted(places)


def test_the_view_stands_in_the_address(page, open_mine):
    open_mine("?status=read&order=title&words=left&theme=nonsense&order=x")
    assert page.get_by_label("Words").input_value() == "left"
    assert page.get_by_label("Theme").input_value() == ""
    assert shown(page) == ["a-paper-that-left"]
    page.get_by_label("Words").fill("")
    assert page.url.endswith("/my/?status=read&order=title")
    page.reload()
    page.locator("#ad-my-papers li").first.wait_for()
    assert shown(page) == ["a-paper-that-left", "spiral"]


def test_a_change_leaves_papers_where_they_are(page, open_mine, shelf):
    open_mine("?status=to-read")
    row(page, "act-jepa").get_by_role("combobox").select_option("read")
    assert shown(page) == ["act-jepa"]
    assert shelf.statuses()["act-jepa"] == "read"
    assert page.get_by_role("radio", name="Read 3").count() == 1


def test_removing_can_be_undone_by_keyboard(page, open_mine, shelf, mine):
    open_mine()
    page.get_by_role("button", name="Remove SPIRAL").press("Enter")
    assert "spiral" not in shelf.papers()
    assert page.locator("#ad-my-status").inner_text() == "4 of 4 on your list"
    undo = page.get_by_role("button", name="Undo removing SPIRAL")
    assert undo.evaluate("e => e === document.activeElement")
    page.keyboard.press("Enter")
    assert shelf.papers()["spiral"] == mine["spiral"]
    assert row(page, "spiral").locator("select").evaluate("e => e === document.activeElement")
    row(page, "act-jepa").get_by_role("combobox").select_option("")  # no status, no note: removed
    page.get_by_role("button", name="Undo removing ACT-JEPA").click()
    assert shelf.papers() == mine


def test_a_note_is_edited_in_place(page, open_mine, shelf):
    open_mine()
    row(page, "spiral").get_by_role("button", name="Note Röle-conditioned").click()
    field = row(page, "spiral").get_by_role("textbox")
    assert field.input_value() == "Röle-conditioned\nadvantages"
    field.fill("shorter")
    row(page, "spiral").get_by_text("Saved", exact=True).wait_for()
    assert shelf.papers()["spiral"]["note"] == "shorter"
    row(page, "spiral").get_by_role("button", name="Note").click()
    assert "shorter" in row(page, "spiral").get_by_role("button", name="Note").inner_text()


def test_the_page_follows_another_tab(site, page, open_mine):
    open_mine()
    other = page.context.new_page()
    other.goto(site + "papers/restrain/")
    other.get_by_role("radio", name="To read").check()
    row(page, "restrain").wait_for()
    assert shown(page)[0] == "restrain"
    other.get_by_role("radio", name="No status").check()
    page.get_by_role("button", name="Undo removing RESTRAIN").wait_for()


def test_a_cleared_list_can_be_put_back(site, page, open_mine, shelf, mine):
    open_mine()
    other = page.context.new_page()
    other.goto(site + "about/")
    other.evaluate("localStorage.clear()")
    page.get_by_role("alert").filter(has_text="was cleared").wait_for()
    page.get_by_role("button", name="Put it back").click()
    assert shelf.papers() == mine
    assert not page.get_by_role("alert").is_visible()


def test_denied_storage_is_said_on_the_page(site, browser):
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', "
        "{get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    page.goto(site + "my/")
    page.get_by_role("alert").filter(has_text="does not let this site store anything").wait_for()
    assert not page.get_by_label("File", exact=True).is_visible()
    context.close()


def test_a_damaged_list_is_offered_as_it_is(site, page, shelf):
    shelf.put_text('{"version":1,"papers":{"spiral":{"status":"re')
    page.goto(site + "my/")
    page.get_by_role("alert").filter(has_text="cannot be read").wait_for()
    assert download(page, "Download it as it is") == '{"version":1,"papers":{"spiral":{"status":"re'
    page.goto(site + "papers/restrain/")
    page.get_by_role("radio", name="Reading").check()
    page.goto(site + "my/")
    page.get_by_role("alert").filter(has_text="kept aside").wait_for()
    assert download(page, "Download it as it is").endswith('"re')
    page.get_by_role("button", name="Delete it").click()
    assert shelf.text("reading-list:/#1") is None
    assert shown(page) == ["restrain"]


def test_a_newer_list_is_offered_and_not_touched(site, page, shelf, paper):
    shelf.put({"spiral": paper("read")}, version=2)
    before = shelf.text()
    page.goto(site + "my/")
    page.get_by_role("alert").filter(has_text="newer version").wait_for()
    assert download(page, "Download it as it is") == before
    assert shelf.text() == before


def test_unreadable_entries_are_counted_and_kept(site, page, shelf, paper):
    shelf.put({"spiral": paper("read"), "act-jepa": {"status": "skimmed"}})
    page.goto(site + "my/")
    page.get_by_role("alert").filter(has_text="1 stored entry cannot be read").wait_for()
    row(page, "spiral").get_by_role("combobox").select_option("reading")
    assert shelf.papers()["act-jepa"] == {"status": "skimmed"}


def download(page, name) -> str:
    with page.expect_download() as waited:
        page.get_by_role("button", name=name).click()
    return waited.value.path().read_text()


def test_papers_that_were_renamed_moved_or_removed_stay(changed_site, serve, page, shelf_of, paper):
    site = serve(changed_site)
    page.goto(site + "about/")
    gone = "stochastic-policy-gradient-methods-improved-sample"
    shelf_of(page).put(
        {
            "rest-mcts": paper("read", "kept", title="ReST-MCTS*"),
            "maxmin-rlhf": paper("reading", title="MaxMin-RLHF"),
            gone: paper("to-read", title="Stochastic Policy Gradient Methods"),
        }
    )
    page.goto(site + "my/")
    page.locator("#ad-my-papers li").first.wait_for()
    assert row(page, "self-training-by-search").locator("a").first.inner_text().startswith("ReST")
    assert list(shelf_of(page).papers()) == ["maxmin-rlhf", gone, "self-training-by-search"]
    moved = row(page, "maxmin-rlhf")
    assert moved.locator("h2").inner_text() == "Everybody's Preferences"
    left = row(page, gone)
    assert left.locator("h2").inner_text() == "Stochastic Policy Gradient Methods"
    facts = left.locator(".ad-facts span").all_inner_texts()
    assert facts == ["No longer on the reading list", "withdrawn by its authors"]


def test_without_the_data_papers_show_as_they_were_saved(site, browser, shelf_of, mine):
    context = browser.new_context()
    page = context.new_page()
    page.goto(site + "about/")
    shelf_of(page).put(mine)
    page.route("**/data/my-cards.json", lambda route: route.fulfill(status=404))
    page.goto(site + "my/")
    page.get_by_role("alert").filter(has_text="could not be loaded: 404").wait_for()
    assert len(shown(page)) == 5
    assert "No longer" not in page.locator("#ad-my-papers").inner_text()
    context.close()


def test_a_long_list_comes_in_portions(site, page, shelf, paper):
    shelf.put({f"paper-{n}": paper("read", title=f"Paper {n:03}") for n in range(450)})
    page.goto(site + "my/?order=title")
    page.locator("#ad-my-papers li").first.wait_for()
    assert len(shown(page)) == 200
    page.get_by_role("button", name="Show 200 more of 250").click()
    page.get_by_role("button", name="Show 50 more of 50").click()
    assert len(shown(page)) == 450
    assert not page.locator("#ad-my-more").is_visible()
    page.reload()
    page.get_by_role("button", name="Remove Paper 007").click()
    page.get_by_role("button", name="Undo removing Paper 007").click()
    assert len(shown(page)) == 200
    assert len(shelf.papers()) == 450


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(site, browser, shelf_of, mine, scheme):
    # Still: what is half faded in has half its contrast.
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()

    def found(part=None):
        seen = Axe().run(page, {"include": part} if part else None).response["violations"]
        return [(fault["id"], node["html"]) for fault in seen for node in fault["nodes"]]

    page.goto(site + "my/")
    page.locator("#ad-my-empty").wait_for()
    assert found() == []
    shelf_of(page).put(mine | {"odd": {"status": "skimmed"}})
    page.goto(site + "my/")
    page.get_by_role("button", name="Remove SPIRAL").click()
    row(page, GAIL).get_by_role("button", name="Note").click()
    row(page, GAIL).get_by_role("textbox").wait_for()
    page.get_by_role("button", name="Make a link").click()
    text = json.dumps({"format": "reading-list", "version": 1, "papers": [
        {"id": "act-jepa", "status": "read", "note": "x"}, {"id": "gone", "status": "read"}
    ]})  # fmt: skip
    file = {"name": "my-list.json", "mimeType": "application/json", "buffer": text.encode()}
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("heading", name="holds 2 papers").wait_for()
    assert found() == []
    for path, ours in [
        ("papers/spiral/", ".ad-mine"),
        ("tags/theory/", ".ad-keep"),
        ("paths/a-first-evening/", ".ad-tally"),
    ]:
        page.goto(site + path)
        page.locator(f"{ours} > *").first.wait_for()
        assert found([[ours], [".ad-my-link"]]) == [], path
    context.close()
