"""Lists that come in by a file or a link: shown first, merged when the reader says so."""

import base64
import json
import zlib

import pytest

EARLY, LATE = "2026-01-01T08:00:00Z", "2026-03-01T08:00:00Z"


@pytest.fixture
def on_page(page, site, shelf):
    """Open the page with a list."""

    def go(papers, fragment=""):
        shelf.put(papers)
        page.goto("about:blank")
        page.goto(f"{site}my/{fragment}")
        page.locator("#ad-my-in").wait_for()

    return go


def file_of(*papers, **changes) -> bytes:
    whole = {"format": "reading-list", "version": 1, "list": "Toy list", "papers": papers}
    return json.dumps(whole | changes).encode()


def choose(page, content: bytes, name="my-list.json"):
    file = {"name": name, "mimeType": "application/json", "buffer": content}
    page.get_by_label("File", exact=True).set_input_files(file)


def link_of(*rows) -> str:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    raw = squeeze.compress(json.dumps(rows).encode()) + squeeze.flush()
    return "#list=1." + base64.urlsafe_b64encode(raw).decode().rstrip("=")


def groups(page) -> dict[str, list[str]]:
    """What the account of an incoming list says, by its headings."""
    return page.locator(".ad-my__incoming").evaluate(
        "box => Object.fromEntries([...box.querySelectorAll('h3')].map(h => "
        "[h.textContent, [...h.nextElementSibling.children].map(li => li.textContent)]))"
    )


def test_a_file_is_shown_then_merged_then_undone(page, on_page, shelf, paper):
    mine = {
        "spiral": paper("to-read", "my thought"),
        "restrain": paper("read"),
        "act-jepa": paper("read", decided=LATE),
    }
    on_page(mine)
    choose(
        page,
        file_of(
            {"id": "spiral", "status": "read", "note": "theirs", "decided": LATE, "noted": LATE},
            {"id": "restrain", "status": "read", "saved": EARLY, "decided": EARLY},
            {"id": "act-jepa", "status": "reading", "saved": EARLY, "decided": EARLY},
            {"id": "cad2rl", "status": "reading"},
            {"id": "from-elsewhere", "title": "<i>Elsewhere</i>", "note": "x"},
        ),
    )
    page.get_by_role("heading", name="The file my-list.json holds 5 papers").wait_for()
    assert groups(page) == {
        "New on your list: 2": [
            "CAD2RL: Real Single-Image Flight without a Single Real Image: reading",
            "<i>Elsewhere</i>: note: x",
        ],
        "Changed on your list: 1": [
            titled(page, "spiral") + ": to read becomes read; a note comes to it"
        ],
        "In conflict: 2": [
            titled(page, "spiral")
            + ": read is kept, chosen later than to read; both notes are kept",
            titled(page, "act-jepa") + ": read is kept, chosen later than reading",
        ],
        "Not on this reading list, kept by name: 1": ["<i>Elsewhere</i>"],
        "The same as on your list: 2": [titled(page, "restrain"), titled(page, "act-jepa")],
    }
    assert shelf.papers() == mine
    page.get_by_role("button", name="Merge into my list").click()
    page.get_by_text("Merged into your list.").wait_for()
    merged = shelf.papers()
    assert set(merged) == {*mine, "cad2rl", "from-elsewhere"}
    assert merged["spiral"]["status"] == "read"
    assert merged["spiral"]["note"] == "my thought\n\n---\n\ntheirs"
    assert merged["act-jepa"]["status"] == "read"
    assert page.locator("#ad-my-papers > li").count() == 5
    page.locator('li[data-paper-id="cad2rl"] select').select_option("read")
    page.get_by_role("button", name="Undo", exact=True).click()
    page.get_by_text("Undone").wait_for()
    assert shelf.papers().pop("cad2rl")["status"] == "read"  # changed since: left alone
    assert {id_: entry for id_, entry in shelf.papers().items() if id_ != "cad2rl"} == mine


def titled(page, id_) -> str:
    return page.locator(f'#ad-my-papers > li[data-paper-id="{id_}"] h2').inner_text()


def test_merging_the_same_file_again_changes_nothing(page, on_page, shelf, paper):
    on_page({"spiral": paper("to-read", "my thought")})
    content = file_of({"id": "spiral", "status": "read", "note": "theirs", "decided": LATE})
    choose(page, content)
    page.get_by_role("button", name="Merge into my list").click()
    page.get_by_text("Merged into your list.").wait_for()
    before = shelf.text()
    choose(page, content)
    page.get_by_text("there is nothing to merge").wait_for()
    page.get_by_role("button", name="Close").click()
    assert shelf.text() == before
    assert page.locator(".ad-my__incoming").count() == 0


def test_a_former_id_in_a_file_is_the_paper_of_today(changed_site, serve, page, shelf_of, paper):
    site = serve(changed_site)
    page.goto(site + "about/")
    shelf_of(page).put({"self-training-by-search": paper("read", "new name")})
    page.goto(site + "my/")
    page.locator("#ad-my-papers li").wait_for()
    choose(page, file_of({"id": "rest-mcts", "note": "old name"}))
    page.get_by_role("button", name="Merge into my list").click()
    page.get_by_text("Merged into your list.").wait_for()
    assert list(shelf_of(page).papers()) == ["self-training-by-search"]
    assert "old name" in shelf_of(page).papers()["self-training-by-search"]["note"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\x89PNG\r\n", "Expected a list in JSON, got “"),
        (b'{"papers": []}', 'Expected JSON with "format": "reading-list", got {"papers":[]}.'),
        (file_of(version=9), "Expected version 1 of the format, got 9."),
        (file_of({"id": "spiral", "status": "done"}), "got “done”."),
    ],
)
def test_a_bad_file_is_refused_and_changes_nothing(page, on_page, shelf, paper, content, message):
    on_page({"spiral": paper("read")})
    before = shelf.text()
    choose(page, content, "photo.png")
    page.get_by_role("heading", name="The file photo.png cannot be read").wait_for()
    assert message in page.locator(".ad-my__incoming").inner_text()
    assert shelf.text() == before
    choose(page, file_of({"id": "act-jepa", "status": "read"}))  # and the next one is read
    page.get_by_role("heading", name="holds 1 paper").wait_for()
    assert page.locator(".ad-my__incoming").count() == 1


def test_a_link_carries_the_list_to_another_browser(site, page, browser, on_page, shelf_of, paper):
    mine = {"spiral": paper("read", "Ünï\n<b>"), "gone": paper("reading", title="Gone since")}
    on_page(mine)
    page.get_by_role("button", name="Make a link").click()
    page.get_by_text("The link has").wait_for()
    address = page.get_by_label("Link", exact=True).input_value()
    assert address.startswith(f"{site}my/#list=1.")
    context = browser.new_context()
    other = context.new_page()
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    other.goto(address)
    other.get_by_role("heading", name="This link holds 2 papers").wait_for()
    assert "Gone since" in other.locator(".ad-my__incoming").inner_text()
    assert shelf_of(other).papers() == {}
    other.get_by_role("button", name="Merge into my list").click()
    other.get_by_text("Merged into your list.").wait_for()
    there = shelf_of(other).papers()
    assert there["spiral"] == mine["spiral"] | {"title": ""}
    assert there["gone"] == mine["gone"]
    assert other.url == site + "my/"
    assert [url for url in asked if "#" in url or "list=" in url or not url.startswith(site)] == []
    context.close()


def test_a_link_can_leave_the_notes_at_home(page, on_page, paper):
    on_page({"spiral": paper("read", "secret"), "act-jepa": paper(note="secret too")})
    page.get_by_label("with my notes").uncheck()
    page.get_by_role("button", name="Make a link").click()
    page.get_by_text("The link has").wait_for()
    packed = page.get_by_label("Link", exact=True).input_value().split("=1.")[1]
    rows = json.loads(zlib.decompress(base64.urlsafe_b64decode(packed + "=="), -15))
    assert [row[0] for row in rows] == ["spiral"]
    assert "secret" not in json.dumps(rows)


def test_an_own_link_brings_nothing_new(page, on_page, paper):
    on_page({"spiral": paper("read", "x"), "act-jepa": paper("reading")})
    page.get_by_role("button", name="Make a link").click()
    page.get_by_text("The link has").wait_for()
    page.goto(page.get_by_label("Link", exact=True).input_value())
    page.get_by_text("there is nothing to merge").wait_for()


def test_a_link_can_be_left_alone(site, page, on_page, shelf, paper):
    on_page({"spiral": paper("read")}, link_of(["act-jepa", 3]))
    page.get_by_role("heading", name="This link holds 1 paper").wait_for()
    before = shelf.text()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator(".ad-my__incoming").count() == 0
    assert page.url == site + "my/"
    assert shelf.text() == before
    page.evaluate("hash => { location.hash = hash; }", link_of(["restrain", 1]))
    page.get_by_role("button", name="Merge into my list").click()
    page.get_by_text("Merged into your list.").wait_for()
    assert shelf.statuses() == {"spiral": "read", "restrain": "to-read"}


@pytest.mark.parametrize(
    ("fragment", "message"),
    [
        ("#list=1.AAAA", "The link is damaged"),
        (link_of(["__proto__", 1]), "expected an id, got “__proto__”"),
        (link_of(["spiral", 1])[:-4], "The link is damaged; it may have been cut off"),
        (link_of(*[["x" * 10, 1]] * 6000), "Expected at most 5000 papers, got 6000"),
    ],
)
def test_a_broken_link_is_refused_and_changes_nothing(
    page, on_page, shelf, paper, fragment, message
):
    on_page({"spiral": paper("read")}, fragment)
    page.get_by_role("heading", name="This link cannot be read").wait_for()
    assert message.lower() in page.locator(".ad-my__incoming").inner_text().lower()
    assert shelf.statuses() == {"spiral": "read"}
    page.get_by_role("button", name="Close").click()
    assert "#" not in page.url


def test_a_merge_that_cannot_be_stored_changes_nothing(page, on_page, shelf, paper):
    on_page({"spiral": paper("read")})
    choose(page, file_of({"id": "act-jepa", "status": "read"}))
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException(); }; }")
    page.get_by_role("button", name="Merge into my list").click()
    page.get_by_role("alert").filter(has_text="is used up").wait_for()
    assert shelf.statuses() == {"spiral": "read"}
    assert page.get_by_role("button", name="Merge into my list").is_visible()
