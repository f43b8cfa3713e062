"""The page for suggesting a paper in a real browser, as somebody with two minutes uses it."""

import re
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from axe import violations
from playwright.sync_api import expect
from waiting import until

from generator.cli import main
from generator.yaml_source import read_yaml

TOY = Path(__file__).parent / "toy"
TITLE = "Gentle Hands: Learning to Fold Laundry from Play"
ABSTRACT = """\
We teach a robot to fold laundry from hours of undirected play. A policy over
latent plans is trained on 18 objects without labels,

and it folds 3 kinds of shirts."""
SUMMARY = "word " * 36


@pytest.fixture
def suggest(toy_site, serve, page):
    """The page, opened on a day that stays the same."""
    page.clock.install(time="2026-12-24T23:30:00")
    page.goto(serve(toy_site) + "suggest/")
    page.clock.resume()
    page.locator("button[type=submit]:enabled").last.wait_for()
    return page


def write(page, **fields):
    for name, text in fields.items():
        page.locator(f"[id='ad-{name}']").fill(text)


def show(page):
    # By key: what appears while a slow machine holds the mouse down moves the button away.
    page.get_by_role("button", name="Check and show the entry").last.press("Enter")


def mistake(page, name) -> str:
    return page.locator(f"#ad-{name}-mistake").inner_text()


def entry_of(page) -> dict:
    page.locator("#ad-output").wait_for()
    source, problems = read_yaml("x", page.locator("#ad-yaml").input_value())
    assert problems == []
    return source.data


def focused(page) -> str:
    return page.evaluate("document.activeElement.id")


def tab_to(page, id_):
    for _ in range(60):
        if focused(page) == id_:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{id_} is not reached by the Tab key")


def type_by_key(page, id_, text):
    tab_to(page, id_)
    page.keyboard.insert_text(text)


def choose_by_key(page, id_, text):
    type_by_key(page, id_, text)
    page.locator(f"#{id_}-options [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert page.locator(f"#{id_}").get_attribute("aria-activedescendant")
    page.keyboard.press("Enter")


def test_number_title_and_abstract_make_an_entry_that_check_accepts(suggest, toy):
    write(suggest, arxiv="https://arxiv.org/abs/2912.00001v2", title=TITLE, abstract=ABSTRACT)
    suggest.locator("#ad-proposed-themes button").first.wait_for()
    show(suggest)
    entry = entry_of(suggest)
    assert focused(suggest) == "ad-output-title"
    paragraphs = [" ".join(part.split()) for part in ABSTRACT.split("\n\n")]
    assert entry == {
        "title": TITLE,
        "arxiv": "2912.00001",
        "abstract": "\n\n".join(paragraphs),
        "added": "2026-12-24",
    }
    path = toy / suggest.locator("#ad-path").inner_text()
    assert path.name == "gentle-hands.yaml"
    path.write_text(suggest.locator("#ad-yaml").input_value())
    assert main(["--root", str(toy), "check", "--errors-only"]) == 0
    wishes = suggest.locator("#ad-wishes").inner_text()
    assert "Summary: Still to be written." in wishes


def test_the_whole_form_is_filled_in_with_the_keyboard_alone(suggest, toy):
    type_into, choose = (partial(act, suggest) for act in (type_by_key, choose_by_key))
    suggest.locator("#ad-arxiv").focus()
    type_into("ad-arxiv", "2912.00001")
    type_into("ad-title", TITLE)
    type_into("ad-abstract", ABSTRACT)
    suggest.locator("#ad-proposed-themes button").first.wait_for()
    tab_to(suggest, "ad-theme")
    suggest.keyboard.press("Home")
    suggest.keyboard.type("Robot")
    choose("ad-also_in", "imit")
    for tag in ("play", "sim", "laten"):
        choose("ad-tags", tag)
    type_into("ad-authors", "Ada Example\nBen Example")
    type_into("ad-year", "2025")
    type_into("ad-venue", "CoRL 2025")
    type_into("ad-aliases", "Gentle Hands")
    type_into("ad-links.code", "https://example.org/code")
    suggest.keyboard.press("Tab")
    suggest.keyboard.press("Tab")
    suggest.keyboard.press("Enter")  # opens the further kinds of links
    type_into("ad-links.video", "https://example.org/video")
    type_into("ad-why", "Shows play at work on cloth.")
    type_into("ad-summary", SUMMARY)
    type_into("ad-needs", "fold shirts with a robot at home\nlearn from what nobody labelled")
    choose("ad-relates", "latent plans")
    suggest.keyboard.press("Shift+Tab")
    suggest.keyboard.press("Shift+Tab")
    assert suggest.evaluate("document.activeElement.tagName") == "SELECT"
    suggest.keyboard.press("ArrowDown")
    type_into("ad-added_by", "ada")
    suggest.keyboard.press("Tab")
    assert suggest.locator("#ad-id").input_value() == "gentle-hands"
    suggest.keyboard.press("Tab")
    suggest.keyboard.press("Enter")
    entry = entry_of(suggest)
    assert (
        list(entry)
        == (
            "title aliases authors year venue arxiv links tags also_in summary why needs abstract "
            "relates added added_by"
        ).split()
    )
    assert entry["authors"] == ["Ada Example", "Ben Example"]
    assert entry["relates"] == [{"id": "learning-latent-plans-from-play", "kind": "uses"}]
    assert entry["links"]["video"] == "https://example.org/video"
    assert len(entry["tags"]) == 3
    path = toy / suggest.locator("#ad-path").inner_text()
    assert path.parent.name == "robot-learning"
    path.write_text(suggest.locator("#ad-yaml").input_value())
    assert main(["--root", str(toy), "check", "--errors-only"]) == 0
    assert not suggest.locator("#ad-wishes").inner_text()


def test_mistakes_stand_beside_their_fields_and_above_the_form_where_the_focus_goes(suggest):
    write(suggest, arxiv="24.1", year="19", summary="too short 77", why="x " * 21)
    write(suggest, **{"links.code": "example.org"}, needs="one word", id="Not A Slug")
    more = suggest.locator("summary", has_text="More kinds of links")
    more.click()
    write(suggest, **{"links.video": "example.org"})
    more.click()
    suggest.locator("#ad-tags").fill("nonsense")
    show(suggest)
    assert focused(suggest) == "ad-mistakes"
    links = suggest.locator("#ad-mistakes a")
    fields = [
        href.removeprefix("#ad-") for href in links.evaluate_all("all => all.map(a => a.hash)")
    ]
    assert fields == (
        "arxiv title theme tags year links.code links.video why summary needs needs id".split()
    )
    assert suggest.locator("#ad-mistakes h2").inner_text() == "12 mistakes to mend"
    for name in set(fields):
        control = suggest.locator(f"[id='ad-{name}']")
        assert control.get_attribute("aria-invalid") == "true"
        assert f"ad-{name}-mistake" in control.get_attribute("aria-describedby")
        assert suggest.locator(f"[id='ad-{name}-mistake']").text_content()
    links.nth(1).click()
    assert focused(suggest) == "ad-title"
    links.nth(fields.index("links.video")).click()
    assert focused(suggest) == "ad-links.video"
    assert "nonsense" in mistake(suggest, "tags")
    assert not suggest.locator("#ad-output").is_visible()


def test_what_fills_itself_is_no_mistake_any_more(suggest):
    write(suggest, year="19")
    show(suggest)
    heading = suggest.locator("#ad-mistakes h2")
    expect(heading).to_have_text("4 mistakes to mend")
    write(suggest, title=TITLE, abstract=ABSTRACT)  # the abstract is not left
    expect(suggest.locator("#ad-theme")).not_to_have_value("")
    expect(heading).to_have_text("1 mistake to mend")
    expect(suggest.locator("#ad-mistakes a")).to_have_text(
        [re.compile("^Year of first publication: ")]
    )
    for name in ("theme", "id", "title"):
        expect(suggest.locator(f"#ad-{name}-mistake")).to_be_empty()
        expect(suggest.locator(f"#ad-{name}")).not_to_have_attribute("aria-invalid", "true")
    assert focused(suggest) == "ad-abstract"
    write(suggest, year="2019")
    expect(suggest.locator("#ad-mistakes")).to_be_hidden()


def test_the_focus_stays_in_the_list_of_mistakes_while_that_changes_and_leaves_it_with_the_last(
    suggest,
):
    def fill(name, text):  # as a proposal does, which comes while the reader is elsewhere
        suggest.evaluate(
            """([id, text]) => {
              const field = document.getElementById(id);
              field.value = text;
              field.dispatchEvent(new Event("input", { bubbles: true }));
            }""",
            [f"ad-{name}", text],
        )

    write(suggest, arxiv="24.1", year="19", title=TITLE, abstract=ABSTRACT)
    suggest.locator("#ad-proposed-themes button").first.wait_for()
    show(suggest)
    links = suggest.locator("#ad-mistakes a")
    expect(links).to_have_count(2)
    links.last.focus()
    before = suggest.locator("#ad-why-count").inner_text()
    fill("why", "This one folds shirts.")  # what is right changes nothing
    expect(suggest.locator("#ad-why-count")).not_to_have_text(before)
    assert suggest.evaluate("document.activeElement.hash") == "#ad-year"
    fill("arxiv", "2912.00001")
    expect(links).to_have_count(1)
    assert focused(suggest) == "ad-mistakes"
    fill("year", "2019")
    expect(suggest.locator("#ad-mistakes")).to_be_hidden()
    assert focused(suggest) == "ad-arxiv"


def test_nothing_is_called_wrong_before_it_was_left_or_asked_for(suggest):
    write(suggest, title="x")
    suggest.locator("#ad-summary").focus()
    suggest.keyboard.insert_text("too short")
    suggest.wait_for_timeout(600)
    assert mistake(suggest, "summary") == ""
    suggest.keyboard.press("Tab")
    suggest.locator("#ad-summary-mistake", has_text="35 to 70").wait_for()
    assert mistake(suggest, "theme") == ""


@pytest.mark.parametrize(
    ("field", "text", "says", "leads_to"),
    [
        ("arxiv", "arxiv.org/abs/1903.01973v1", "on the list already", "learning-latent-plans"),
        ("title", "learning latent plans from PLAY.", "on the list already", "learning-latent"),
        ("title", "Generative Adversarial Imitation of Learning Agents", "close to this", "gener"),
        ("title", "A paper that was withdrawn", "left out on purpose: withdrawn by", None),
    ],
)  # fmt: skip
def test_a_paper_that_is_there_is_said_to_be_with_a_link(suggest, field, text, says, leads_to):
    write(suggest, **{field: text})
    suggest.keyboard.press("Tab")
    place = suggest.locator(f"#ad-{field}-mistake", has_text=says)
    place.wait_for()
    assert place.locator("a").count() == (1 if leads_to else 0)
    if leads_to:
        assert f"/papers/{leads_to}" in place.locator("a").evaluate("link => link.href")


def test_an_invisible_character_is_named_and_can_be_taken_out(suggest):
    write(suggest, title="Gentle\u202e Hands\u200b")
    suggest.keyboard.press("Tab")
    suggest.locator("#ad-title-mistake", has_text="U+202E").get_by_role("button").click()
    assert suggest.locator("#ad-title").input_value() == "Gentle Hands"
    suggest.wait_for_timeout(500)
    assert mistake(suggest, "title") == ""


def test_small_work_is_offered_and_done(suggest):
    write(suggest, arxiv="cs/9912017", authors="Ada Example, Ben Example and Cy Example")
    suggest.get_by_role("button", name="Write 1999").click()
    assert suggest.locator("#ad-year").input_value() == "1999"
    suggest.get_by_role("button", name="Split at commas").click()
    names = suggest.locator("#ad-authors").input_value().split("\n")
    assert names == ["Ada Example", "Ben Example", "Cy Example"]
    suggest.locator("#ad-authors-offer button").wait_for(state="detached")


def test_themes_are_proposed_with_reasons_and_a_choice_is_kept(suggest):
    write(suggest, title="Learning from play", abstract="Latent plans from play data of a robot.")
    first = suggest.locator("#ad-proposed-themes li").first
    first.locator("a", has_text="Latent Plans from Play").wait_for()
    expect(first).to_contain_text(re.compile(r"\d% of the votes"))  # as on every other page
    theme = suggest.locator("#ad-theme")
    assert theme.input_value() == "imitation-learning"
    assert "Proposed theme: " in suggest.locator("#ad-said").inner_text()
    assert suggest.locator("#ad-theme-scope").inner_text()
    suggest.locator("#ad-proposed-themes button").nth(1).click()
    chosen = theme.input_value()
    assert chosen != "imitation-learning"
    pressed = suggest.locator("#ad-proposed-themes [aria-pressed=true]")
    assert pressed.get_attribute("data-theme") == chosen
    write(suggest, title="Learning latent plans from play data")
    suggest.wait_for_timeout(700)
    assert theme.input_value() == chosen


def test_tags_of_the_nearest_papers_are_added_by_a_button(suggest):
    write(suggest, title="Learning from play", abstract="Latent plans from play data of a robot.")
    suggest.locator("#ad-proposed-tags button").first.focus()
    label = suggest.locator("#ad-proposed-tags button").first.inner_text().removeprefix("+ ")
    suggest.keyboard.press("Enter")
    suggest.locator("#ad-tags-chosen li", has_text=label).wait_for()
    suggest.locator(f"#ad-proposed-tags button:text-is('+ {label}')").wait_for(state="detached")
    assert suggest.evaluate("document.activeElement.closest('#ad-proposed-tags')")
    suggest.get_by_role("button", name=f"Take out {label}").click()
    assert focused(suggest) == "ad-tags"
    assert suggest.locator("#ad-tags-chosen li").count() == 0


def test_a_list_to_choose_from_closes_and_a_text_is_cleared_by_escape(suggest):
    field = suggest.locator("#ad-tags")
    field.fill("play")
    suggest.locator("#ad-tags-options [role=option]").first.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    suggest.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "play"
    suggest.keyboard.press("Escape")
    assert field.input_value() == ""
    field.fill("model of the world")
    suggest.locator("#ad-tags-options [role=option]").first.click()
    assert suggest.locator("#ad-tags-chosen li").count() == 1


def test_a_draft_is_here_again_until_it_is_cleared_and_can_be_brought_back(suggest):
    write(suggest, title=TITLE, id="my-own-id")
    suggest.locator("#ad-tags").fill("play")
    suggest.locator("#ad-tags-options [role=option]").first.click()
    suggest.wait_for_timeout(600)
    suggest.reload()
    suggest.locator("#ad-status", has_text="is here again").wait_for()
    assert suggest.locator("#ad-title").input_value() == TITLE
    assert suggest.locator("#ad-tags-chosen li").count() == 1
    write(suggest, title="Another Title")
    assert suggest.locator("#ad-id").input_value() == "my-own-id"
    suggest.get_by_role("button", name="Clear the form").click()
    assert suggest.locator("#ad-title").input_value() == ""
    assert suggest.evaluate("Object.keys(localStorage).filter(k => k.includes('suggest'))") == []
    suggest.get_by_role("button", name="Bring it back").click()
    assert suggest.locator("#ad-title").input_value() == "Another Title"
    suggest.get_by_role("button", name="Clear the form").click()
    suggest.reload()
    suggest.locator("#ad-needs-count", has_text="2 to 4 lines").wait_for()
    assert suggest.locator("#ad-title").input_value() == ""


def test_a_browser_that_keeps_nothing_is_said_to(toy_site, serve, page):
    page.add_init_script("""const set = Storage.prototype.setItem;
      Storage.prototype.setItem = function (key, value) {
        if (key.includes("suggest")) throw new DOMException("full", "QuotaExceededError");
        set.call(this, key, value);
      };""")
    page.goto(serve(toy_site) + "suggest/")
    write(page, title=TITLE)
    page.locator("#ad-status", has_text="keeps no draft").wait_for()
    write(page, abstract=ABSTRACT)
    page.locator("#ad-proposed-themes button").first.wait_for()
    show(page)
    assert entry_of(page)["title"] == TITLE


def test_the_entry_is_copied_downloaded_and_proposed(suggest):
    suggest.context.grant_permissions(["clipboard-read", "clipboard-write"])
    write(suggest, title=TITLE, abstract=ABSTRACT)
    suggest.locator("#ad-proposed-themes button").first.wait_for()
    show(suggest)
    text = suggest.locator("#ad-yaml").input_value()
    suggest.get_by_role("button", name="Copy").click()
    suggest.locator("#ad-output-status", has_text="is copied").wait_for()
    assert suggest.evaluate("navigator.clipboard.readText()") == text
    with suggest.expect_download() as download:
        suggest.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename == "gentle-hands.yaml"
    assert Path(download.value.path()).read_text() == text
    address = urlsplit(suggest.get_by_role("link", name="Propose it").get_attribute("href"))
    theme = suggest.locator("#ad-theme").input_value()
    assert address.netloc == "example.org"
    assert address.path == f"/toy-source/new/main/content/papers/{theme}"
    assert parse_qs(address.query) == {"filename": ["gentle-hands.yaml"], "value": [text]}


def test_a_text_that_fits_no_address_is_copied_and_pasted(suggest):
    suggest.context.grant_permissions(["clipboard-read", "clipboard-write"])
    suggest.context.route("https://example.org/**", lambda route: route.fulfill(body="new file"))
    write(suggest, title=TITLE, abstract="Many words of an abstract. " * 300)
    suggest.locator("#ad-proposed-themes button").first.wait_for()
    show(suggest)
    link = suggest.get_by_role("link", name="Propose it")
    assert parse_qs(urlsplit(link.get_attribute("href")).query) == {
        "filename": ["gentle-hands.yaml"]
    }
    assert "is copied as you go there" in suggest.locator("#ad-propose-hint").inner_text()
    with suggest.context.expect_page():
        link.click()
    assert suggest.evaluate("navigator.clipboard.readText()").startswith("# yaml-language-server")


def test_a_browser_that_does_not_copy_selects_the_entry(suggest):
    suggest.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(Error('no')); }")
    write(suggest, title=TITLE, abstract=ABSTRACT)
    suggest.locator("#ad-proposed-themes button").first.wait_for()
    show(suggest)
    suggest.get_by_role("button", name="Copy").click()
    suggest.locator("#ad-output-status", has_text="is selected").wait_for()
    assert focused(suggest) == "ad-yaml"
    assert suggest.evaluate("getSelection().toString()").startswith("# yaml-language-server")


def test_a_list_without_a_repository_still_gives_the_file(toy_site, serve, page):
    def without(route):
        route.fulfill(json={**route.fetch().json(), "new_file": None})

    page.route("**/data/suggest.json", without)
    page.goto(serve(toy_site) + "suggest/")
    write(page, title=TITLE, abstract=ABSTRACT)
    page.locator("#ad-proposed-themes button").first.wait_for()
    show(page)
    entry_of(page)
    assert page.get_by_role("link", name="Download").is_visible()
    assert not page.locator("#ad-propose").is_visible()
    assert "those who keep the list" in page.locator("#ad-propose-hint").inner_text()


def test_an_entry_that_is_changed_into_a_mistake_is_taken_away(suggest):
    write(suggest, title=TITLE, abstract=ABSTRACT)
    suggest.locator("#ad-proposed-themes button").first.wait_for()
    show(suggest)
    write(suggest, venue="CoRL 2025")
    until(lambda: suggest.evaluate("document.querySelector('#ad-yaml').value.includes('CoRL')"))
    write(suggest, year="19")
    suggest.locator("#ad-output").wait_for(state="hidden")
    write(suggest, title="")
    show(suggest)
    assert focused(suggest) == "ad-mistakes"


def test_nothing_leaves_the_page(toy_site, serve, page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    site = serve(toy_site)
    page.goto(site + "suggest/")
    write(page, title=TITLE, abstract=ABSTRACT)
    page.locator("#ad-proposed-themes button").first.wait_for()
    show(page)
    entry_of(page)
    assert [url for url in asked if not url.startswith((site, "blob:"))] == []


def test_without_a_script_the_page_says_how_to_write_the_file(toy_site, serve, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(serve(toy_site) + "suggest/")
    assert not page.locator("#ad-suggest").is_visible()
    page.get_by_role("link", name="write the file by hand").click()
    page.locator("summary", has_text="Without this form").click()
    template = yaml.safe_load(page.locator("#by-hand code").last.inner_text())
    assert {"title", "authors", "arxiv", "summary", "why", "added"} <= set(template)
    assert (
        page.get_by_role("link", name="make the file in the repository").get_attribute("href")
        == "https://example.org/toy-source/new/main/content/papers"
    )
    context.close()


@pytest.fixture
def early(toy_site, serve, page):
    """The page before its script is ready, with what lets the script go on."""
    held = []

    def held_back(route):
        held.append(route)

    def go_on():
        held[0].continue_()

    page.route("**/data/suggest.json", held_back)
    with page.expect_request("**/data/suggest.json"):
        page.goto(serve(toy_site) + "suggest/")
    return page, go_on


def test_what_is_typed_before_the_script_is_there_counts(early):
    page, go_on = early
    write(page, title=TITLE, abstract=ABSTRACT)
    go_on()
    page.locator("#ad-proposed-themes button").first.wait_for()
    assert page.locator("#ad-id").input_value() == "gentle-hands"
    assert page.locator("#ad-title").input_value() == TITLE


def test_what_is_written_by_hand_before_the_script_is_there_stays(early):
    page, go_on = early
    page.locator("#ad-theme").select_option("robot-learning")
    write(page, id="my-own-id", title=TITLE, abstract="Latent plans from play data of a robot.")
    go_on()
    page.locator("#ad-proposed-themes button").first.wait_for()
    assert page.locator("#ad-theme").input_value() == "robot-learning"
    assert page.locator("#ad-id").input_value() == "my-own-id"


def test_fields_left_before_the_script_is_there_are_looked_at_all_but_the_one_in_hand(early):
    page, go_on = early
    write(page, arxiv="https://arxiv.org/abs/2912.00001v2", title="Hands\u200b", abstract="x\u200b")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    go_on()
    page.locator("#ad-title-mistake", has_text="U+200B").wait_for()
    assert page.locator("#ad-arxiv").input_value() == "2912.00001"
    assert focused(page) == "ad-abstract"
    assert mistake(page, "abstract") == ""


def test_a_form_sent_before_the_script_is_there_keeps_what_was_typed(early):
    page, go_on = early
    write(page, title=TITLE)
    page.keyboard.press("Enter")
    page.locator("button[type=submit]").last.click(force=True)
    go_on()
    page.locator("button[type=submit]:enabled").last.wait_for()
    assert page.locator("#ad-title").input_value() == TITLE
    assert urlsplit(page.url).query == ""


def test_a_list_that_cannot_be_loaded_is_said_not_to_be(toy_site, serve, browser):
    context = browser.new_context()
    page = context.new_page()
    page.route("**/data/suggest.json", lambda route: route.fulfill(status=404))
    page.goto(serve(toy_site) + "suggest/")
    page.locator("#ad-status", has_text="does not work").wait_for()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_any_state(toy_site, serve, browser, scheme, width):
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce"
    )
    page = context.new_page()

    def sound(state):
        assert violations(page) == [], state
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0, state

    page.goto(serve(toy_site) + "suggest/")
    page.locator("#ad-needs-count", has_text="2 to 4 lines").wait_for()
    sound("empty")
    show(page)
    sound("full of mistakes")
    write(page, arxiv="2912.00001", title=TITLE, abstract=ABSTRACT, authors="A, B")
    page.locator("#ad-proposed-themes button").first.wait_for()
    page.locator("#ad-relates").fill("latent plans")
    page.locator("#ad-relates-options [role=option]").first.click()
    page.locator("#ad-tags").fill("l")
    page.locator("#ad-tags-options [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    sound("with an open list")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    show(page)
    entry_of(page)
    page.locator("#by-hand summary").click()
    page.locator("summary", has_text="More kinds").click()
    sound("with an entry")
    context.close()
