"""Every page of a list of payloads: nothing runs, nothing breaks out, all shows as typed."""

import pytest
from payloads import PAYLOADS, begin, end, mark
from watch import HARMLESS, Watched, pages_of, told

BASE = "/toy/"
MARKS = {f"q{mark(n)}z" for n in range(len(PAYLOADS))} | {
    f"y{mark(n)}k" for n in range(len(PAYLOADS))
}
MADE = {"", "404.html", "feeds", "map", "my", "offline", "papers/*", "search", "suggest"}
EVERY = 14  # paper and tag pages that are opened: each shows some thirty payloads


@pytest.fixture
def watched(page) -> Watched:
    return Watched(page)


@pytest.fixture(scope="module")
def plain(harmless_site, serve, browser) -> dict[str, set[str]]:
    """What pages of each type are made of where all words are harmless, as built."""
    context = browser.new_context(service_workers="block")
    watched = Watched(context.new_page(), HARMLESS)
    watched.page.goto(serve(harmless_site, BASE) + "about/")
    found = {}
    for kind, paths in pages_of(harmless_site).items():
        survey = watched.survey([BASE + path for path in paths])
        assert survey["wrong"] == [], told(survey["wrong"])
        found[kind] = set(survey["elements"])
    context.close()
    assert watched.faults == []
    return found


@pytest.fixture(scope="module")
def plain_live(harmless_site, serve, browser, plain) -> set[str]:
    """What all types of pages are made of once their scripts have run."""
    context = browser.new_context(service_workers="block")
    watched = Watched(context.new_page(), HARMLESS)
    site = serve(harmless_site, BASE)
    found = set().union(*plain.values())
    for kind, paths in pages_of(harmless_site).items():
        for path in {paths[0], paths[-1]} if kind != "moved" else ():
            found.update(watched.open(site + path)["elements"])
        if kind in MADE:
            watched.page.wait_for_load_state("networkidle")
            found.update(watched.survey()["elements"])
    context.close()
    assert watched.faults == []
    return found


def test_every_page_shows_every_payload_as_typed_and_nothing_else(
    hostile_site, serve, watched, plain
):
    watched.page.goto(serve(hostile_site, BASE) + "about/")
    seen: dict[str, set[str]] = {}
    for kind, paths in pages_of(hostile_site).items():
        survey = watched.survey([BASE + path for path in paths])
        assert survey["wrong"] == [], told(survey["wrong"])
        assert set(survey["elements"]) <= plain[kind], kind
        seen[kind] = set(survey["marks"])
    assert watched.faults == []
    assert seen["papers/*"] == seen["papers"] == seen["themes/*"] == MARKS
    assert all(seen.values())


def test_no_page_runs_what_strangers_wrote(hostile_site, serve, watched, plain_live):
    site = serve(hostile_site, BASE)
    seen = set()
    for kind, paths in pages_of(hostile_site).items():
        for path in paths[:: EVERY if len(paths) > EVERY else 1] if kind != "moved" else ():
            survey = watched.open(site + path)
            assert survey["wrong"] == [], told(survey["wrong"])
            assert set(survey["elements"]) - plain_live == set(), path
            seen.update(survey["marks"])
    assert watched.faults == []
    assert seen == MARKS


@pytest.mark.parametrize("number", range(0, len(PAYLOADS), 97))
def test_the_name_of_a_page_is_its_title_as_typed(hostile_site, serve, page, number):
    number -= number % 2
    page.goto(f"{serve(hostile_site)}papers/hostile-{number}/")
    title = f"{end(number)} {begin(number + 1)}"
    assert page.locator("h1").evaluate("h => h.firstChild.data") == title
    assert page.title().startswith(f"{title} · ")
    assert page.locator("meta[name=citation_title]").get_attribute("content") == title
    assert page.locator(".ad-byline").inner_text().startswith(end(number + 91))


def test_a_printed_page_shows_payloads_as_typed(hostile_site, serve, watched):
    watched.page.emulate_media(media="print")
    for number in (0, 246, 642):
        survey = watched.open(f"{serve(hostile_site)}papers/hostile-{number}/")
        assert survey["wrong"] == [], told(survey["wrong"])
        assert watched.page.pdf().startswith(b"%PDF")
    assert watched.faults == []


def test_copying_gives_what_the_page_shows(hostile_site, serve, watched):
    page = watched.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for number in (0, 246, 642):
        watched.open(f"{serve(hostile_site)}papers/hostile-{number}/")
        for name in ("BibTeX", "RIS", "CSL-JSON", "Markdown"):
            form = page.locator(".ad-cite details", has=page.locator(f"summary:text-is('{name}')"))
            if form.get_attribute("open") is None:
                form.locator("summary").click()
            form.get_by_role("button", name=f"Copy {name}").click()
            form.locator("[role=status]:text('Copied')").wait_for()
            copied = page.evaluate("navigator.clipboard.readText()")
            assert copied == form.locator("code").text_content()
    assert watched.faults == []
