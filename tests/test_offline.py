"""Reading without a network, in a real browser: what is kept, renewed, removed."""

import io
import json
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from waiting import until

from generator import disk
from generator.cli import main
from generator.render.exports.app import MANIFEST, app_files, icon_png
from generator.render.page import RenderInput
from generator.site.offline import FileFact, noted, offline_files

TOY = Path(__file__).parent / "toy"
PAPER = "papers/rest-mcts/"
OTHER = "papers/spiral/"
STATUS = "#ad-offline-status"
FACTS = st.dictionaries(
    st.text("abc/.", min_size=1), st.builds(FileFact, st.integers(0, 9), st.text("01"))
)


@pytest.fixture
def context(browser):
    """A browser of a reader who has never been here."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def reader(context):
    return context.new_page()


@pytest.fixture(params=["/", "/toy/"], ids=["at the root", "under a path"])
def site(request, toy_site, serve) -> str:
    return serve(toy_site, request.param)


def kept(page, address: str) -> None:
    """Wait until an address is kept; it is kept after it has been shown."""
    until(lambda: page.evaluate("url => caches.match(url).then(Boolean)", address))


def renewed(page, before: list[str]) -> None:
    """Wait until one new version stands in the place of the old one."""
    until(lambda: len(caches(page)) == 1 and caches(page) != before)


def begin(page, site: str, path: str = PAPER) -> None:
    """Visit a page for the first time and wait until the worker keeps it."""
    page.goto(site + path)
    until(lambda: page.evaluate("Boolean(navigator.serviceWorker.controller)"))
    kept(page, site + path)


def search(page, site: str, query: str, first: str) -> None:
    """Ask the search, and wait until page and data are kept."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}search/?q={query}")
    page.locator(f"[data-paper-id={first}]").wait_for()
    page.wait_for_load_state("networkidle")
    kept(page, site + "search/")
    data = [url for url in asked if "/data/search/" in url]
    assert data
    for url in data:
        kept(page, url)


def offline_texts(page, site: str, path: str) -> str:
    page.goto(site + path)
    return page.locator("h1").inner_text()


def caches(page) -> list[str]:
    return page.evaluate("caches.keys()")


def test_a_visited_page_can_be_read_offline_with_its_look_and_its_search(site, context, reader):
    begin(reader, site)
    look = "getComputedStyle(document.querySelector('.md-header')).backgroundColor"
    colour = reader.evaluate(look)
    search(reader, site, "visual foresight", "visual-foresight")
    context.set_offline(True)
    assert "ReST-MCTS*" in offline_texts(reader, site, PAPER)
    assert reader.evaluate(look) == colour
    bar = reader.locator(".ad-offline")
    bar.get_by_text("You are offline").wait_for()
    reader.goto(site + "search/?q=foresight+visual")
    reader.locator("[data-paper-id=visual-foresight]").wait_for()
    context.set_offline(False)
    bar.get_by_text("You are offline").wait_for(state="detached")


def test_a_page_that_is_not_kept_is_said_to_be_missing(site, context, reader):
    begin(reader, site)
    context.set_offline(True)
    assert offline_texts(reader, site, OTHER) == "Read offline"
    missed = reader.locator("#ad-offline-missed a")
    missed.get_by_text(OTHER).wait_for()
    assert missed.get_attribute("href") == site + OTHER
    context.set_offline(False)
    missed.click()
    reader.locator("h1", has_text="SPIRAL").wait_for()


def test_the_whole_site_is_kept_on_request(site, context, reader):
    reader.goto(site + "offline/")
    button = reader.get_by_role("button", name="Keep the whole site")
    button.wait_for()
    assert re.fullmatch(r"Keep the whole site \(\d+\.\d MB\)", button.inner_text())
    button.click()
    reader.locator(STATUS, has_text="The whole site is kept").wait_for()
    assert not button.is_visible()
    context.set_offline(True)
    for path, heading in ((OTHER, "SPIRAL"), ("", "A dozen papers"), ("tags/theory/", "Theory")):
        assert heading in offline_texts(reader, site, path)
    reader.goto(site + "search/?q=drone+flight")
    reader.locator("[data-paper-id=cad2rl]").wait_for()
    reader.goto(site + "offline/")
    reader.locator(STATUS, has_text="The whole site is kept").wait_for()


def test_no_worker_starts_by_itself_where_pages_are_edited(toy_site, serve, context, reader):
    context.add_init_script("self.livereload = () => {}")  # as `make serve` does
    reader.goto(serve(toy_site) + PAPER)
    reader.locator(".ad-offline").wait_for(state="attached")
    reader.wait_for_load_state("networkidle")
    found = "navigator.serviceWorker.getRegistrations().then(all => all.length)"
    assert reader.evaluate(found) == 0


def test_what_serve_says_of_its_last_build_is_not_kept(tmp_path, toy_site, serve, reader):
    folder = tmp_path / "site"
    shutil.copytree(toy_site, folder)
    (folder / "livereload").mkdir()
    (folder / "livereload" / "1").write_text("1")
    site = serve(folder)
    begin(reader, site)
    asked = ["livereload/1", "data/map.json"]  # what comes together is kept together
    reader.evaluate("urls => Promise.all(urls.map(url => fetch(url)))", [site + a for a in asked])
    kept(reader, site + "data/map.json")
    assert not reader.evaluate("url => caches.match(url).then(Boolean)", site + "livereload/1")


def test_all_can_be_removed_and_stays_removed_until_asked_for(site, context, reader):
    begin(reader, site)
    reader.goto(site + "offline/")
    reader.get_by_role("button", name="Remove all").click()
    reader.locator(STATUS, has_text="Nothing is kept on this device, as you asked.").wait_for()
    assert caches(reader) == []
    reader.goto(site + PAPER)
    reader.locator(".ad-offline").wait_for(state="attached")
    assert caches(reader) == []
    assert (
        reader.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    )
    reader.goto(site + "offline/")
    reader.get_by_role("button", name="Keep pages again").click()
    reader.locator(STATUS, has_text="on this device.").wait_for()
    reader.get_by_role("button", name="Remove all").wait_for()
    begin(reader, site, OTHER)
    context.set_offline(True)
    assert "SPIRAL" in offline_texts(reader, site, OTHER)


@pytest.fixture(scope="module")
def two_versions(toy_site, tmp_path_factory) -> tuple[Path, Path]:
    """The toy site, and the same after one title was changed."""
    root = tmp_path_factory.mktemp("changed") / "toy"
    shutil.copytree(TOY, root)
    entry = root / "content/papers/robot-learning/cad2rl.yaml"
    entry.write_text(re.sub(r"(?m)^title: .*$", "title: Xylophones in flight", entry.read_text()))
    assert main(["--root", str(root), "site"]) == 0
    return toy_site, root / "site"


@pytest.mark.parametrize("whole", [False, True], ids=["visited pages", "the whole site"])
def test_a_new_version_replaces_the_old_one(two_versions, tmp_path, serve, context, whole):
    old, new = two_versions
    folder = tmp_path / "site"
    shutil.copytree(old, folder)
    site = serve(folder)
    reader = context.new_page()
    begin(reader, site, "papers/cad2rl/")
    if whole:
        reader.goto(site + "offline/")
        reader.get_by_role("button", name="Keep the whole site").click()
        reader.locator(STATUS, has_text="The whole site is kept").wait_for()
    reader.goto(site + "search/?q=xylophones")
    reader.locator("#ad-search-notes", has_text="Nothing on the list matches").wait_for()
    before = caches(reader)
    disk.mirror(folder, disk.read_tree(new))
    # With a network the new page is seen at once, with the new search, before any worker changed.
    reader.goto(site + "search/?q=xylophones")
    reader.locator("[data-paper-id=cad2rl]").wait_for()
    renewed(reader, before)
    kept(reader, site + "papers/cad2rl/")
    if not whole:
        search(reader, site, "xylophones", "cad2rl")
    context.set_offline(True)
    reader.goto(site + "search/?q=xylophones")
    reader.locator("[data-paper-id=cad2rl]").wait_for()
    assert offline_texts(reader, site, "papers/cad2rl/") == "Xylophones in flight"
    if whole:
        assert "SPIRAL" in offline_texts(reader, site, OTHER)


def test_a_window_of_the_old_version_never_gets_data_of_the_new_cache(
    two_versions, tmp_path, serve, context
):
    old, new = two_versions
    folder = tmp_path / "site"
    shutil.copytree(old, folder)
    site = serve(folder)
    waiting = context.new_page()
    begin(waiting, site)  # has not searched yet, so it has no data
    before = caches(waiting)
    disk.mirror(folder, disk.read_tree(new))
    reader = context.new_page()
    reader.goto(site + "search/?q=xylophones")
    reader.locator("[data-paper-id=cad2rl]").wait_for()
    renewed(reader, before)
    reader.goto(site + "search/?q=flight")
    reader.locator("[data-paper-id=cad2rl]").wait_for()
    ask = "url => fetch(url).then(() => 'answered', () => 'nothing')"
    data = site + "data/search/core.json"
    context.set_offline(True)
    assert waiting.evaluate(ask, data) == "nothing"


def test_nothing_breaks_where_a_browser_keeps_nothing(toy_site, serve, browser):
    context = browser.new_context()
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.add_init_script("Object.defineProperty(self, 'isSecureContext', {value: false})")
    page.goto(serve(toy_site) + "offline/")
    page.locator(STATUS, has_text="does not keep pages at this address").wait_for()
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    assert faults == []
    context.close()


def test_nothing_breaks_where_the_host_has_no_worker(toy_site, tmp_path, serve, browser):
    folder = tmp_path / "site"
    shutil.copytree(toy_site, folder)
    (folder / "service-worker.js").unlink()
    shutil.rmtree(folder / "data/offline")
    context = browser.new_context()
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(serve(folder) + "offline/")
    page.locator(STATUS, has_text="built without a worker").wait_for()
    assert faults == []
    context.close()


@given(FACTS, st.binary())
def test_the_version_is_that_of_the_files_alone(facts, source):
    files = offline_files(facts, source)
    assert offline_files(dict(reversed(facts.items())), source) == files
    changed = {**facts, "new.html": FileFact(1, "x")}
    assert (
        offline_files(changed, source)["data/offline/version.json"]
        != files["data/offline/version.json"]
    )
    assert offline_files(facts, source + b" ")["service-worker.js"] != files["service-worker.js"]


def test_what_is_counted_is_what_is_kept(toy_site):
    facts: dict[str, FileFact] = {}
    size = sum(len(content) for _path, content in noted(disk.read_tree(toy_site), facts))
    said = json.loads((toy_site / "data/offline/version.json").read_text())
    listed = json.loads((toy_site / "data/offline/files.json").read_text())
    assert listed["version"] == said["version"]
    assert len(listed["files"]) == said["files"]
    paths = {path + "index.html" * (path.endswith("/") or not path) for path in listed["files"]}
    assert sum(facts[path].size for path in paths) == said["bytes"] < size
    pages = {path for path in facts if path.endswith("index.html")}
    assert pages <= paths
    assert {path for path in paths if path.endswith((".map", ".sqlite", ".xml", ".bib"))} == set()


def test_the_manifest_names_icons_of_the_sizes_they_have(toy_catalog):
    files = dict(app_files(RenderInput(toy_catalog, None)))
    manifest = json.loads(files[MANIFEST])
    assert (manifest["name"], manifest["start_url"], manifest["scope"]) == ("Toy list", "./", "./")
    assert {icon.get("purpose", "any") for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        if icon["type"] == "image/png":
            width, height = Image.open(io.BytesIO(files[icon["src"]])).size
            assert icon["sizes"] == f"{width}x{height}"
    assert icon_png(64) == icon_png(64)
    assert len(Image.open(io.BytesIO(icon_png(64))).convert("RGBA").getcolors()) > 3


def test_a_browser_finds_nothing_wrong_with_the_manifest(toy_site, serve, context, reader):
    begin(reader, serve(toy_site))
    session = context.new_cdp_session(reader)
    found = session.send("Page.getAppManifest")
    assert found["errors"] == []
    assert json.loads(found["data"])["name"] == "Toy list"
