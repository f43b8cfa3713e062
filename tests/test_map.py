"""The map in a real browser: by mouse, keyboard and fingers, filtered, and without any script."""

import json
import re
from pathlib import Path

import pytest
from axe import violations

from generator.derive import derive
from generator.derive.layout import layout
from generator.derive.related import Kinship
from generator.project import Project, read_templates, read_word_table
from generator.render import render
from generator.render.pages import map as map_module

TOY = Path(__file__).parent / "toy"
FOCUSED = "document.activeElement.id"
# Where a paper's mark is in the window when the whole map is seen.
POINT = """async (id) => {
  const map = await (await fetch("../data/map.json")).json();
  const at = map.id.indexOf(id);
  const { Papers } = await import("../assets/javascripts/map/papers.js");
  const { Camera } = await import("../assets/javascripts/map/camera.js");
  const papers = new Papers(map, new URL("../", location));
  const stage = document.querySelector("#ad-map-stage").getBoundingClientRect();
  const camera = new Camera(papers, () => {});
  camera.resize(stage.width, stage.height);
  const [x, y] = camera.on(papers.x[at], papers.y[at]);
  return [stage.left + x, stage.top + y];
}"""


@pytest.fixture
def site(toy_site, serve) -> str:
    return serve(toy_site)


def open_map(page, site, query=""):
    page.goto(f"{site}map/{query}")
    page.wait_for_function("document.querySelector('#ad-map-stage canvas').width > 300")
    drawn(page)


def drawn(page):
    """Wait for two frames, so that what was asked for is on the canvas."""
    page.evaluate("() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))")


def picture(page) -> str:
    drawn(page)
    return page.evaluate("document.querySelector('#ad-map-stage canvas').toDataURL()")


def settled(page) -> str:
    """The picture once nothing glides any more."""
    before, now = "", picture(page)
    while before != now:
        page.wait_for_timeout(100)
        before, now = now, picture(page)
    return now


def status(page) -> str:
    return page.locator("#ad-map-status").inner_text()


def said(page) -> str:
    return page.locator("#ad-map-now").text_content()


def box(page, theme):
    return page.locator(f"#ad-map-{theme}")


def tab_to_map(page):
    page.locator("#ad-map-query").focus()
    while page.evaluate(FOCUSED) != "ad-map-stage":
        page.keyboard.press("Tab")


# By keyboard


def test_the_map_is_one_stop_of_the_tab_key_and_says_which_paper_is_meant(site, page):
    open_map(page, site)
    tab_to_map(page)
    drawn(page)
    title, facts = said(page).rsplit(". ", 1)
    card = page.locator("#ad-map-card")
    assert card.locator("a").inner_text() == title
    assert card.locator(".ad-quiet").inner_text() == facts
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "ad-map-in"


def test_arrows_move_enter_opens(site, page):
    open_map(page, site)
    tab_to_map(page)
    met = {said(page)}
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp") * 3:
        page.keyboard.press(key)
        met.add(said(page))
    assert len(met - {"No paper further this way"}) > 3
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    drawn(page)
    title = page.locator("#ad-map-card a").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/*/")
    assert page.locator("h1").inner_text() == title


def test_at_the_edge_the_map_says_that_nothing_follows(site, page):
    open_map(page, site)
    tab_to_map(page)
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    assert said(page) == "No paper further this way"


def test_every_paper_can_be_reached_by_arrows(site, page, real_catalog):
    """From any paper, on the map of the list itself."""
    places = list(layout(real_catalog, Kinship(real_catalog).closest).papers.values())
    page.goto(f"{site}map/")
    missed = page.evaluate(
        """async (places) => {
          const { towards } = await import("../assets/javascripts/map/nearest.js");
          const [x, y] = [places.map(([x]) => x), places.map(([, y]) => y)];
          const papers = { size: places.length, x, y };
          const ways = [[1, 0], [-1, 0], [0, 1], [0, -1]];
          const all = () => true;
          const next = x.map((_, from) => ways.map((way) => towards(papers, from, way, all)));
          const met = new Set([0]);
          for (const from of met) for (const to of next[from]) if (to >= 0) met.add(to);
          const back = new Set([0]);
          for (let before = 0; before < back.size; ) {
            before = back.size;
            next.forEach((to, from) => to.some((one) => back.has(one)) && back.add(from));
          }
          return [places.length - met.size, places.length - back.size];
        }""",
        places,
    )
    assert missed == [0, 0]


@pytest.mark.parametrize(
    ("way", "expected"), [([1, 0], 1), ([-1, 0], 2), ([0, 1], 3), ([0, -1], 4)]
)
def test_an_arrow_takes_the_nearest_in_its_direction(site, page, way, expected):
    page.goto(f"{site}map/")
    found = page.evaluate(
        """async (way) => {
          const { towards } = await import("../assets/javascripts/map/nearest.js");
          const x = [0.5, 0.7, 0.1, 0.55, 0.45, 0.9];
          const y = [0.5, 0.55, 0.4, 0.9, 0.1, 0.5];
          return towards({ size: 6, x, y }, 0, way, () => true);
        }""",
        way,
    )
    assert found == expected


def test_escape_leaves_the_map_and_tab_goes_on_from_there(site, page):
    open_map(page, site)
    tab_to_map(page)
    page.keyboard.press("Escape")
    drawn(page)
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    assert not page.locator("#ad-map-card").is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "ad-map-in"


@pytest.mark.parametrize(("closer", "back"), [("+", "-"), ("=", "0")])
def test_keys_zoom(site, page, closer, back):
    open_map(page, site)
    tab_to_map(page)
    whole = settled(page)
    page.keyboard.press(closer)
    assert settled(page) != whole
    page.keyboard.press(back)
    assert settled(page) == whole


def test_shift_and_an_arrow_move_the_map_and_not_the_reader(site, page):
    open_map(page, site)
    tab_to_map(page)
    page.keyboard.press("+")
    before, paper = settled(page), said(page)
    page.keyboard.press("Shift+ArrowLeft")
    assert settled(page) != before
    assert said(page) == paper


# By mouse


def test_a_mark_under_the_pointer_says_what_it_is(site, page):
    open_map(page, site)
    page.mouse.move(*page.evaluate(POINT, "spiral"))
    card = page.locator("#ad-map-card")
    card.wait_for()
    assert card.locator("a").inner_text().startswith("SPIRAL")
    assert card.locator(".ad-quiet").inner_text() == "Self-play, 2025"
    card.hover()  # the pointer may go there to follow the link
    assert card.is_visible()
    page.keyboard.press("Escape")
    card.wait_for(state="hidden")


def test_a_click_keeps_the_card_and_the_address_names_the_paper(site, page):
    open_map(page, site)
    page.mouse.click(*page.evaluate(POINT, "spiral"))
    page.wait_for_url("**/map/?paper=spiral")
    page.mouse.move(5, 5)
    drawn(page)
    page.locator("#ad-map-card a").click()
    page.wait_for_url("**/papers/spiral/")
    page.go_back()
    page.locator("#ad-map-card a", has_text="SPIRAL").wait_for()


def test_buttons_zoom(site, page):
    open_map(page, site)
    whole = settled(page)
    page.locator("#ad-map-in").click()
    closer = settled(page)
    assert closer != whole
    page.locator("#ad-map-in").click()
    page.locator("#ad-map-out").click()
    page.locator("#ad-map-fit").click()
    assert settled(page) == whole
    for button in page.locator(".ad-map__zoom button").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 24


def test_dragging_moves_the_map_and_chooses_nothing(site, page):
    open_map(page, site)
    page.locator("#ad-map-in").click()
    before = settled(page)
    x, y = page.evaluate(POINT, "spiral")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=4)
    page.mouse.up()
    page.mouse.move(5, 5)
    assert settled(page) != before
    assert "paper=" not in page.url


def test_the_wheel_scrolls_the_page_until_the_map_has_the_focus(site, page):
    open_map(page, site)
    whole = settled(page)
    stage = page.locator("#ad-map-stage")
    stage.hover(position={"x": 30, "y": 30})
    page.mouse.wheel(0, 120)
    page.wait_for_function("scrollY > 50")
    assert settled(page) == whole
    page.evaluate("scrollTo(0, 0)")
    stage.click(position={"x": 30, "y": 30})
    scrolled = page.evaluate("scrollY")
    page.mouse.wheel(0, -120)
    assert settled(page) != whole
    assert page.evaluate("scrollY") == scrolled


def test_the_wheel_zooms_with_ctrl(site, page):
    open_map(page, site)
    whole = settled(page)
    page.locator("#ad-map-stage").hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.keyboard.up("Control")
    assert settled(page) != whole


# By fingers


def test_two_fingers_zoom_and_one_scrolls_the_page(site, browser):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    open_map(page, site)
    whole = settled(page)
    page.locator("#ad-map-stage").scroll_into_view_if_needed()
    box = page.locator("#ad-map-stage").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session = context.new_cdp_session(page)
    session.send("Input.synthesizeScrollGesture", {"x": x, "y": y, "yDistance": -150})
    page.wait_for_function("scrollY > 50")
    assert settled(page) == whole

    def touch(kind, *points):
        found = [{"x": a, "y": b, "id": number} for number, (a, b) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": found})

    box = page.locator("#ad-map-stage").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch("touchStart", (x - 20, y), (x + 20, y))
    for step in range(1, 6):
        touch("touchMove", (x - 20 - 12 * step, y), (x + 20 + 12 * step, y))
    touch("touchEnd")
    assert settled(page) != whole
    context.close()


def test_a_tap_shows_the_card(site, browser):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    open_map(page, site)
    page.locator("#ad-map-stage").scroll_into_view_if_needed()
    page.touchscreen.tap(*page.evaluate(POINT, "spiral"))
    page.locator("#ad-map-card a", has_text="SPIRAL").wait_for()
    context.close()


# Filters


def test_themes_are_brought_out_and_the_address_says_so(site, page):
    open_map(page, site)
    all_alike = settled(page)
    assert status(page) == "12 papers in 9 themes"
    box(page, "self-play-and-self-improvement").check()
    page.wait_for_url("**/map/?theme=self-play-and-self-improvement")
    assert status(page) == "3 of 12 papers stand out"
    box(page, "imitation-learning").check()
    assert status(page) == "5 of 12 papers stand out"
    assert settled(page) != all_alike
    page.go_back()
    page.locator("#ad-map-status", has_text="3 of 12").wait_for()
    assert not box(page, "imitation-learning").is_checked()
    page.locator("#ad-map-all").click()
    assert status(page) == "12 papers in 9 themes"
    assert settled(page) == all_alike


def test_arrows_pass_over_what_is_faded(site, page):
    open_map(page, site, "?theme=self-play-and-self-improvement")
    page.locator("#ad-map-status", has_text="3 of 12").wait_for()
    tab_to_map(page)
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp") * 2:
        page.keyboard.press(key)
        assert said(page) == "No paper further this way" or ". Self-play, " in said(page)


def test_a_theme_stands_out_while_the_pointer_or_the_focus_is_on_it(site, page):
    open_map(page, site)
    all_alike = settled(page)
    page.locator("label", has_text="Imitation").hover()
    pointed = settled(page)
    assert pointed != all_alike
    page.mouse.move(5, 5)
    assert settled(page) == all_alike
    page.locator("#ad-map-fit").focus()
    while page.evaluate(FOCUSED) != "ad-map-imitation-learning":
        page.keyboard.press("Tab")
    assert settled(page) == pointed


def test_a_search_marks_what_matches_and_leads_to_the_results(site, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    open_map(page, site)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/data/search/" in url or "engine.js" in url]
    before = settled(page)
    page.locator("#ad-map-query").fill("self-play")
    page.locator("#ad-map-status", has_text="for “self-play”").wait_for()
    assert re.fullmatch(r"\d of 12 papers stand out for “self-play”", status(page))
    assert settled(page) != before
    page.keyboard.press("Enter")
    page.wait_for_url("**/map/?q=self-play")
    page.locator("#ad-map-results").click()
    page.wait_for_url("**/search/?q=self-play")
    page.locator("[data-paper-id=spiral]").wait_for()


def test_a_search_without_a_match_says_so_and_fades_nothing(site, page):
    open_map(page, site)
    before = settled(page)
    page.locator("#ad-map-query").fill("xylophone zzzz")
    page.locator("#ad-map-status", has_text="No paper matches “xylophone zzzz”").wait_for()
    assert settled(page) == before
    assert not page.locator("#ad-map-results").is_visible()


def test_an_address_brings_back_query_theme_and_paper(site, page):
    query = "?q=self-play&theme=self-play-and-self-improvement&paper=spiral"
    open_map(page, site, query)
    page.locator("#ad-map-status", has_text="for “self-play”").wait_for()
    assert page.locator("#ad-map-query").input_value() == "self-play"
    assert box(page, "self-play-and-self-improvement").is_checked()
    assert page.locator("#ad-map-card a").inner_text().startswith("SPIRAL")


def test_an_address_with_unknown_names_shows_the_whole_map(site, page):
    open_map(page, site, "?theme=nonsense&paper=nothing")
    assert status(page) == "12 papers in 9 themes"
    assert not page.locator("#ad-map-card").is_visible()


# Where it leads from and to


def test_a_paper_is_shown_on_the_map_from_its_page(site, page):
    page.goto(f"{site}papers/spiral/")
    page.get_by_role("link", name="Show on the map").click()
    page.locator("#ad-map-card a", has_text="SPIRAL").wait_for()
    assert said(page).startswith("SPIRAL")


def test_home_and_the_menu_lead_to_the_map(site, page):
    page.goto(site)
    page.get_by_role("link", name="one map").click()
    page.locator("#ad-map-stage").wait_for()
    page.goto(f"{site}papers/")
    page.locator(".ad-nav a", has_text="Map").first.click()
    page.locator("#ad-map-stage").wait_for()


def test_papers_of_the_readers_own_list_have_a_ring(site, page):
    open_map(page, site)
    before = settled(page)
    page.evaluate(
        """async () => {
          const { setStatus } = await import("../assets/javascripts/my/store.js");
          setStatus("spiral", "SPIRAL", "reading");
        }"""
    )
    assert page.locator("#ad-map-mine").inner_text() == "A ring marks papers on your list: 1"
    assert settled(page) != before
    page.mouse.click(*page.evaluate(POINT, "spiral"))
    page.locator("#ad-map-card", has_text="On your list: Reading").wait_for()


# What it looks like


def test_every_theme_has_its_own_mark_that_stands_out_from_the_background(site, page):
    page.goto(f"{site}map/")
    marks = page.evaluate(
        """async () => {
          const { colourOf, drawMark } = await import("../assets/javascripts/map/marks.js");
          const canvas = document.createElement("canvas");
          const context = canvas.getContext("2d", { willReadFrequently: true });
          canvas.width = canvas.height = 24;
          const shares = (colour) => {
            context.fillStyle = colour;
            context.fillRect(0, 0, 24, 24);
            return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255);
          };
          const numbers = Array.from({ length: 60 }, (_, theme) => theme);
          const card = { default: "#ffffff", slate: "#182024" };
          return Object.entries(card).map(([scheme, background]) => ({
            background: shares(background),
            colours: numbers.map((theme) => shares(colourOf(theme, scheme === "slate"))),
            pictures: numbers.map((theme) => {
              context.clearRect(0, 0, 24, 24);
              drawMark(context, theme, scheme === "slate", 12, 12, 6);
              return canvas.toDataURL();
            }),
          }));
        }"""
    )

    def light(colour):
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for scheme in marks:
        behind = light(scheme["background"]) + 0.05
        for colour in scheme["colours"]:
            before = light(colour) + 0.05
            assert max(before, behind) / min(before, behind) >= 3
        assert len(set(scheme["pictures"])) == 60


# A page with a canvas of its own, and a list whose papers lie all over it.
CANVAS = """
  const { Papers } = await import("../assets/javascripts/map/papers.js");
  const { Camera } = await import("../assets/javascripts/map/camera.js");
  const { Painter } = await import("../assets/javascripts/map/painter.js");
  const { Labels } = await import("../assets/javascripts/map/labels.js");
  const canvas = document.createElement("canvas");
  canvas.className = "ad-map__frame";
  document.querySelector("h1").after(canvas);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const places = [...Array(400).keys()];
  const papers = new Papers({
    side: 19,
    themes: [["one", "A theme of many words", 10, 10], ["two", "Another theme", 5, 5]],
    id: places.map(String), title: places.map(String), year: places.map(() => 2024),
    x: places.map((place) => place % 20), y: places.map((place) => Math.floor(place / 20)),
    theme: places.map((place) => place % 2),
  }, new URL("../", location));
  const painter = new Painter(canvas, papers);
  const camera = new Camera(papers, () => {});
  painter.adapt();
  camera.resize(canvas.clientWidth, canvas.clientHeight);
"""


@pytest.mark.parametrize("case", ["found", "theme", "mine", "current"])
def test_no_name_hides_a_paper_that_is_meant(site, page, case):
    page.goto(f"{site}about/")
    hidden = page.evaluate(
        "async (which) => {"
        + CANVAS
        + """
          const shows = (place, look) => {
            painter.draw(camera, { lit: null, theme: -1, current: -1, mine: new Set(), ...look });
            const [x, y] = camera.on(papers.x[place], papers.y[place]);
            const sharp = canvas.width / canvas.clientWidth;
            return [...context.getImageData(x * sharp, y * sharp, 1, 1).data].join();
          };
          const all = new Uint8Array(400).fill(1);
          const looks = {
            found: () => ({ lit: all }),
            theme: (place) => ({ theme: papers.theme[place] }),
            mine: (place) => ({ mine: new Set([place]) }),
            current: (place) => ({ current: place }),
          };
          const colours = [0, 1].map((theme) => shows(theme, { lit: all }));
          const seen = (place) => shows(place, looks[which](place));
          return places.filter((place) => seen(place) !== colours[place % 2]);
        }""",
        case,
    )
    assert hidden == []


def test_a_name_stands_where_it_hides_fewest_papers(site, page):
    page.goto(f"{site}about/")
    written = page.evaluate(
        "async () => {"
        + CANVAS
        + """
          const written = [];
          context.fillText = (words, x, y) => written.push([words, y]);
          const labels = new Labels(context, { family: "serif", ink: "#000", paper: "#fff" });
          const names = [[100, 20], [100, 80]];
          labels.clear(200, [[90, 20], [110, 22], [95, 80]]);
          labels.name("fewer below", names);
          labels.name("no room but above", names);
          labels.clear(200, [[90, 20], [110, 80], [10, 120]]);
          labels.name("as many", names);
          return written;
        }"""
    )
    assert written == [["fewer below", 80], ["no room but above", 20], ["as many", 20]]


def test_nothing_glides_where_a_reader_wants_no_motion(site, browser):
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    open_map(page, site)
    whole = picture(page)
    page.locator("#ad-map-in").click()
    at_once = picture(page)
    assert at_once != whole
    assert settled(page) == at_once
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_in_any_state(site, browser, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    open_map(page, site, "?q=self-play&theme=self-play-and-self-improvement&paper=spiral")
    page.locator("#ad-map-status", has_text="for “self-play”").wait_for()
    page.locator("details.ad-map-list").first.locator("summary").click()
    page.evaluate("scrollTo(0, 0)")  # under the header a box would be cut
    assert violations(page) == []
    context.close()


# Without a script, and long lists


def test_without_scripts_the_same_papers_stand_in_a_list(site, browser, toy_catalog):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}map/")
    assert not page.locator("#ad-map").is_visible()
    listed = page.locator("details [data-paper-id]")
    ids = listed.evaluate_all("all => all.map(e => e.dataset.paperId)")
    assert sorted(ids) == sorted(toy_catalog.entries)
    page.locator("summary", has_text="Self-play").click()
    page.locator("details a", has_text="SPIRAL").click()
    assert page.url.endswith("/papers/spiral/")
    context.close()


def rendered(catalog) -> dict[str, str]:
    templates = read_templates(Project(TOY))
    return dict(render(catalog, derive(catalog, read_word_table()), templates))


def test_a_long_list_names_its_themes_alone(toy_catalog, monkeypatch):
    monkeypatch.setattr(map_module, "_LISTED", 11)
    page = rendered(toy_catalog)["map.md"]
    assert "data-paper-id" not in page
    assert '<a href="../themes/self-play-and-self-improvement/">' in page


def test_a_list_without_papers_has_a_page_that_says_so(toy_catalog):
    themes = {
        slug: theme.model_copy(update={"start_here": (), "introduction": None})
        for slug, theme in toy_catalog.themes.items()
    }
    site = toy_catalog.site.model_copy(update={"start_here": ()})
    nothing = {"entries": {}, "paths": {}, "listings": {}, "pages": {}}
    fields = {name: getattr(toy_catalog, name) for name in type(toy_catalog).model_fields}
    empty = type(toy_catalog)(**{**fields, **nothing, "themes": themes, "site": site})
    page = rendered(empty)["map.md"]
    assert "The list has no papers yet." in page
    assert "canvas" not in page


def test_the_data_of_the_map_has_a_row_for_each_paper(toy_catalog):
    drawn = json.loads(rendered(toy_catalog)["data/map.json"])
    size = len(toy_catalog.entries)
    columns = [drawn[name] for name in ("id", "title", "x", "y", "theme", "year")]
    assert [len(column) for column in columns] == [size] * 6
    for id_, theme in zip(drawn["id"], drawn["theme"], strict=True):
        assert drawn["themes"][theme][0] == toy_catalog.entries[id_].theme
    assert drawn["year"][drawn["id"].index("visual-foresight")] == 0
