"""Saving papers from cards, rows and the pages of papers, in a real browser."""

import re

import pytest

PLACES = [
    "",
    "papers/",
    "themes/self-play-and-self-improvement/",
    "tags/theory/",
    "paths/a-first-evening/",
    "listings/compact/",
]
DENY = (
    "Object.defineProperty(window, 'localStorage', "
    "{get() { throw new DOMException('no', 'SecurityError'); }})"
)
FILL = """() => { // writes until not one more character is taken
  for (let size = 2 ** 23; size >= 1; ) {
    try { localStorage.setItem(`fill-${size}-${Math.random()}`, "x".repeat(size)); }
    catch { size = Math.floor(size / 2); }
  }
}"""
SHIFT = (
    "window.shift = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) "
    "if (!e.hadRecentInput) window.shift += e.value; })"
    ".observe({type: 'layout-shift', buffered: true});"
)


def control(page, id_):
    return page.locator(f'[data-paper-id="{id_}"] .ad-keep select').first


def words(select):
    return select.evaluate("s => s.selectedOptions[0].text")


@pytest.mark.parametrize("place", PLACES)
def test_a_paper_is_saved_from_wherever_it_is_listed(site, page, shelf, place):
    page.goto(site + place)
    item = page.locator("main [data-paper-id]").first
    id_, title = item.get_attribute("data-paper-id"), item.locator("a").first.inner_text()
    select = control(page, id_)
    assert words(select) == "Not saved"
    select.select_option("reading")
    assert shelf.statuses() == {id_: "reading"}
    assert shelf.papers()[id_]["title"] == title
    page.reload()
    assert words(control(page, id_)) == "Reading"
    control(page, id_).select_option("")
    assert shelf.papers() == {}


def test_the_control_tells_its_paper_and_its_state(site, page, shelf, paper):
    shelf.put({"spiral": paper("read"), "restrain": paper(note="look again")})
    page.goto(site + "themes/self-play-and-self-improvement/")
    named = page.get_by_role("combobox", name=re.compile("^My list: SPIRAL: Self-Play on Zero-Sum"))
    assert words(named) == "Read"
    assert words(control(page, "restrain")) == "No status"
    assert words(control(page, "rest-mcts")) == "Not saved"
    box = control(page, "spiral").bounding_box()
    assert min(box["width"], box["height"]) >= 24


def test_the_keyboard_alone_saves(site, page, shelf):
    page.goto(site + "tags/theory/")
    item = page.locator("main [data-paper-id]").first
    item.locator("a").first.focus()
    while page.evaluate("document.activeElement.tagName") != "SELECT":
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    id_ = item.get_attribute("data-paper-id")
    assert shelf.statuses() == {id_: "to-read"}
    outline = page.evaluate("getComputedStyle(document.activeElement.parentElement).outlineStyle")
    assert outline == "solid"


def test_the_page_of_a_paper_keeps_status_and_note(site, page, shelf):
    page.goto(site + "papers/spiral/")
    page.get_by_role("radio", name="To read").focus()
    page.keyboard.press("ArrowRight")
    assert shelf.statuses() == {"spiral": "reading"}
    page.get_by_role("button", name="Note").press("Enter")
    field = page.get_by_role("textbox", name=re.compile("^Note on SPIRAL"))
    field.fill("First line\n<b>second</b> & ünï")
    page.get_by_text("Saved", exact=True).wait_for()
    assert shelf.papers()["spiral"]["note"] == "First line\n<b>second</b> & ünï"
    page.reload()
    assert page.get_by_role("radio", name="Reading").is_checked()
    note = page.get_by_role("button", name="Note First line <b>second</b>")
    assert note.get_attribute("aria-expanded") == "false"
    note.click()
    assert field.input_value() == "First line\n<b>second</b> & ünï"
    page.get_by_role("radio", name="No status").check()
    assert shelf.papers()["spiral"]["status"] == ""
    field.fill(" ")
    page.keyboard.press("Tab")
    page.wait_for_function("localStorage.getItem('reading-list:/').endsWith('\"papers\":{}}')")


@pytest.mark.parametrize("place", ["papers/spiral/", "my/"])
def test_an_opened_note_is_written_on_at_its_end(site, page, shelf, paper, place):
    shelf.put({"spiral": paper("read", "first line\nsecond")})
    page.goto(site + place)
    opener = page.locator("[data-paper-id=spiral] .ad-note button, .ad-mine .ad-note button")
    opener.click()
    field = page.get_by_role("textbox", name=re.compile("^Note on SPIRAL"))
    field.wait_for()
    page.wait_for_function("document.activeElement.tagName === 'TEXTAREA'")
    page.keyboard.type(" and/or")
    page.get_by_text("Saved", exact=True).wait_for()
    assert shelf.papers()["spiral"]["note"] == "first line\nsecond and/or"
    page.keyboard.press("Home")
    opener.evaluate("button => button.click()")  # as browsers do that give a button no focus
    page.wait_for_function("document.activeElement.matches('[aria-expanded=false]')")
    assert not field.is_visible()
    opener.press("Enter")
    field.wait_for()
    page.wait_for_function("document.activeElement.tagName === 'TEXTAREA'")
    assert field.evaluate("f => f.selectionStart === f.value.length")


def test_a_note_half_typed_is_kept_when_the_page_is_left(site, page, shelf):
    page.goto(site + "papers/spiral/")
    page.get_by_role("button", name="Note").click()
    page.get_by_role("textbox", name=re.compile("^Note on")).fill("in a hurry")
    page.goto(site + "about/")
    assert shelf.papers()["spiral"]["note"] == "in a hurry"


def test_two_tabs_agree_and_neither_overwrites_the_other(site, page, shelf):
    other = page.context.new_page()
    page.goto(site + "themes/self-play-and-self-improvement/")
    other.goto(site + "papers/spiral/")
    control(page, "restrain").select_option("read")
    other.get_by_role("radio", name="Reading").check()
    page.wait_for_function(
        "document.querySelector('[data-paper-id=spiral] .ad-keep').dataset.status === 'reading'"
    )
    control(page, "spiral").select_option("read")
    other.wait_for_function("document.querySelector('.ad-mine [value=read]').checked")
    assert shelf.statuses() == {"restrain": "read", "spiral": "read"}
    assert other.locator(".ad-my-link").get_attribute("aria-label") == "My list, 2 papers"


def test_two_notes_written_at_once_are_both_kept(site, page, shelf, paper):
    shelf.put({"spiral": paper(note="old")})
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(site + "papers/spiral/")
        tab.get_by_role("button", name="Note").click()
        tab.get_by_role("textbox", name=re.compile("^Note on")).wait_for()
    # Typed into, and not yet stored when the other tab stores its own.
    page.evaluate("document.querySelector('.ad-note textarea').value = 'mine'")
    other.get_by_role("textbox", name=re.compile("^Note on")).fill("theirs")
    other.get_by_text("Saved", exact=True).wait_for()
    page.wait_for_function(
        "document.querySelector('.ad-note button span').textContent === 'theirs'"
    )
    page.locator(".ad-note textarea").dispatch_event("change")
    page.get_by_text("Saved", exact=True).wait_for()
    assert shelf.papers()["spiral"]["note"] == "mine\n\n---\n\ntheirs"
    assert page.locator(".ad-note textarea").input_value() == "mine\n\n---\n\ntheirs"


def test_denied_storage_is_said_where_saving_was_tried(site, browser):
    said = "does not let this site store anything"
    context = browser.new_context()  # the theme's own scripts fail when they may store nothing
    page = context.new_page()
    ours: list[str] = []
    page.on("pageerror", lambda fault: ours.append(fault.stack) if "/my/" in fault.stack else None)
    page.add_init_script(DENY)
    page.goto(site + "themes/self-play-and-self-improvement/")
    control(page, "spiral").select_option("read")
    page.get_by_role("alert").filter(has_text=said).wait_for()
    assert words(control(page, "spiral")) == "Not saved"
    page.get_by_role("button", name="Close").click()
    assert not page.get_by_role("alert").is_visible()
    page.goto(site + "papers/spiral/")
    page.get_by_role("radio", name="Reading").click()
    page.get_by_role("alert").filter(has_text=said).wait_for()
    assert page.get_by_role("radio", name="No status").is_checked()
    assert ours == []
    context.close()


def test_full_storage_is_said_and_nothing_is_lost(site, page, shelf, paper):
    shelf.put({"spiral": paper("to-read", "kept")})
    before = shelf.text()
    page.evaluate(FILL)
    page.goto(site + "papers/spiral/")
    page.get_by_role("button", name="Note").click()
    page.get_by_role("textbox", name=re.compile("^Note on")).fill("much longer than before " * 99)
    page.get_by_role("alert").filter(has_text="is used up").wait_for()
    page.get_by_text("Not saved", exact=True).wait_for()
    assert shelf.text() == before
    shelf.put_text("{" + before[1:].replace(":", ";"))  # as long as it was, and damaged
    page.reload()
    page.get_by_role("radio", name="Read", exact=True).click()
    page.get_by_role("alert").filter(has_text="is used up").wait_for()
    assert shelf.text().startswith('{"version";')


def test_a_list_of_a_newer_version_is_left_alone(site, page, shelf, paper):
    shelf.put({"spiral": paper("read")}, version=2)
    before = shelf.text()
    page.goto(site + "papers/spiral/")
    page.get_by_role("radio", name="Reading").click()
    page.get_by_role("alert").filter(has_text="newer version").wait_for()
    assert shelf.text() == before


@pytest.mark.parametrize(
    "text", ["{", "[]", "5", "null", '{"version":1}', '{"version":1,"papers":[]}']
)
def test_a_damaged_list_is_kept_aside(site, page, shelf, text):
    shelf.put_text(text)
    page.goto(site + "papers/spiral/")
    page.get_by_role("radio", name="Reading").check()
    assert shelf.statuses() == {"spiral": "reading"}
    assert shelf.text("reading-list:/#1") == text


def test_an_entry_that_cannot_be_read_stays_as_it_is(site, page, shelf, paper):
    odd = {"spiral": {"status": "skimmed"}, "cad2rl": 5, "__proto__": {"status": "read"}}
    shelf.put(odd | {"restrain": paper("read") | {"stars": 3}})
    page.goto(site + "themes/self-play-and-self-improvement/")
    control(page, "restrain").select_option("reading")
    now = shelf.papers()
    assert {id_: now[id_] for id_ in odd} == odd
    assert now["restrain"]["stars"] == 3
    assert now["restrain"]["status"] == "reading"
    assert page.evaluate("({}).status === undefined")


def test_an_earlier_id_leads_to_the_present_one(changed_site, serve, page, shelf_of, paper):
    site = serve(changed_site)
    page.goto(site + "about/")
    shelf = shelf_of(page)
    old, new = "rest-mcts", "self-training-by-search"
    shelf.put({old: paper("read", "old name")})
    page.goto(site + f"papers/{new}/")
    page.wait_for_function("document.querySelector('.ad-mine [value=read]').checked")
    assert list(shelf.papers()) == [new]
    later = paper("reading", "two", decided="2026-02-02T00:00:00Z")
    shelf.put({old: paper("read", "one"), new: later})
    page.goto(site + "themes/reasoning-with-rl/")
    page.wait_for_function("!localStorage.getItem('reading-list:/').includes('rest-mcts')")
    assert shelf.statuses() == {new: "reading"}
    assert sorted(shelf.papers()[new]["note"].split("\n\n---\n\n")) == ["one", "two"]


def test_progress_is_told_in_words_and_as_a_bar(site, page):
    page.goto(site + "themes/self-play-and-self-improvement/")
    assert page.locator(".ad-progress").inner_text() == ""
    control(page, "spiral").select_option("read")
    bar = page.get_by_role("progressbar", name="1 of 3 read")
    assert bar.evaluate("b => [b.value, b.max]") == [1, 3]
    control(page, "rest-mcts").select_option("read")  # filed elsewhere: not of this theme
    assert page.locator(".ad-progress").inner_text().strip() == "1 of 3 read"
    page.goto(site + "paths/a-first-evening/")
    control(page, "act-jepa").select_option("reading")
    page.get_by_role("progressbar", name="0 of 6 read").wait_for()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_jumps_and_nothing_overflows(site, browser, shelf_of, paper, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.add_init_script(SHIFT)
    page.goto(site + "about/")
    note = "A note that is long enough to fill more than one line of a narrow page, and then some."
    ids = ["spiral", "act-jepa", "restrain", "cad2rl", "generative-adversarial-imitation-learning"]
    shelf_of(page).put({id_: paper("read", note) for id_ in ids})
    for path in [*PLACES, "papers/spiral/", "my/"]:
        page.goto(site + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.shift") < 0.01, path
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
    context.close()


def test_without_scripts_nothing_of_it_shows(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in [*PLACES, "papers/spiral/", "my/"]:
        page.goto(site + path)
        ours = page.locator(".ad-keep, .ad-mine > *, .ad-my-link:visible, progress")
        assert ours.count() == 0, path
        assert page.locator(".ad-my :is(h2, form, button, input, select):visible").count() == 0
    assert page.locator("noscript p").is_visible()
    context.close()


def test_the_share_of_a_paper_page_is_small(toy_site):
    import gzip

    scripts = toy_site / "assets/javascripts/my"
    names = ["store", "keep", "paper", "note-fold"]
    share = sum(len(gzip.compress((scripts / f"{name}.js").read_bytes())) for name in names)
    assert share <= 4096


def test_search_results_offer_the_control(site, page, shelf, paper):
    shelf.put({"spiral": paper("to-read")})
    page.goto(site + "search/?q=zero-sum")
    control(page, "spiral").wait_for(state="attached")
    assert words(control(page, "spiral")) == "To read"
    control(page, "spiral").select_option("read")
    assert shelf.statuses() == {"spiral": "read"}


def test_whoever_lists_papers_later_can_ask_for_a_control(page, shelf, paper):
    shelf.put({"spiral": paper("to-read")})
    names = page.evaluate(
        """async () => {
          const { keepButton } = await import("/assets/javascripts/my/keep.js");
          const items = [1, 2].map(() => {
            const item = document.createElement("li");
            item.dataset.paperId = "spiral";
            item.append(keepButton("spiral", "A <i>title</i>"));
            return item;
          });
          document.querySelector("h1").after(...items);
          return items.map(item => item.querySelector("select").getAttribute("aria-label"));
        }"""
    )
    assert names == ["My list: A <i>title</i>"] * 2
    control(page, "spiral").select_option("read")
    shown = page.locator(".ad-keep").evaluate_all("all => all.map(e => e.dataset.status)")
    assert shown == ["read", "read"]
