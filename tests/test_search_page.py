"""Searching as a reader does it: fields, filters, addresses, keyboard, notes, passages."""

from pathlib import Path
from urllib.parse import quote

import pytest
from waiting import until

from generator.derive.appearances import appearances

MODULES = Path(__file__).parent.parent / "site_config/assets/javascripts"
STATUS = "#ad-search-status"
NOTES = "#ad-search-notes"


@pytest.fixture
def site(toy_site, serve) -> str:
    return serve(toy_site)


def ids(page) -> list[str]:
    found = page.locator("#ad-search-results [data-paper-id]")
    return found.evaluate_all("all => all.map(e => e.dataset.paperId)")


def settled(page, count: int) -> list[str]:
    """Wait until so many papers are counted, and return their ids."""
    words = f"{count} paper" if count != 1 else "1 paper"
    page.locator(STATUS, has_text=words).wait_for()
    return ids(page)


def facet(page, group, words):
    return page.locator("fieldset", has_text=group).get_by_label(words, exact=False)


def test_filters_combine_across_groups_and_widen_within_one(site, page):
    page.goto(site + "search/")
    assert len(settled(page, 12)) == 12
    facet(page, "Theme", "Imitation").check()
    imitation = set(settled(page, 3))
    page.locator("fieldset", has_text="Theme").get_by_text("more").click()
    facet(page, "Theme", "Meta-learning").check()
    both = set(settled(page, 4))
    assert page.url.count("theme=") == 2
    assert imitation < both
    facet(page, "Year", "2016").check()
    until(lambda: page.evaluate("document.querySelectorAll('[data-paper-id]').length === 1"))
    assert ids(page) == ["generative-adversarial-imitation-learning"]
    page.go_back()
    until(lambda: page.evaluate("document.querySelectorAll('[data-paper-id]').length > 1"))
    assert set(ids(page)) == both
    page.go_forward()
    until(lambda: page.evaluate("document.querySelectorAll('[data-paper-id]').length === 1"))


def test_a_paper_of_a_neighbouring_theme_says_why_it_passes_the_filter(site, page):
    page.goto(site + "search/?theme=reasoning-with-rl")
    page.locator("#ad-search-results [data-paper-id]").first.wait_for()
    facts = page.locator("[data-paper-id='restrain'] .ad-facts")
    assert facts.get_by_text("Self-play, also Reasoning", exact=True).count() == 1
    own = page.locator("[data-paper-id='rest-mcts'] .ad-facts")
    assert own.get_by_text("Reasoning, also Self-play", exact=True).count() == 1


def test_counts_are_live_and_say_what_a_choice_would_leave(site, page):
    page.goto(site + "search/?theme=imitation-learning")
    found = settled(page, 3)
    boxes = page.locator("fieldset", has_text="Year").locator("label")
    counts = boxes.evaluate_all("all => all.map(e => Number(e.innerText.match(/(\\d+)$/)[1]))")
    assert sum(counts) == len(found)
    # Themes are counted as if none were chosen: another one can be added.
    assert facet(page, "Theme", "Robot learning").count() == 1


def test_a_chosen_filter_is_named_and_can_be_taken_away(site, page):
    page.goto(site + "search/?theme=imitation-learning&year=2016")
    settled(page, 1)
    page.get_by_role("button", name="Remove filter Year: 2016").click()
    settled(page, 3)
    assert page.url.endswith("?theme=imitation-learning")


def test_filters_that_leave_nothing_offer_the_way_back(site, page):
    page.goto(site + "search/?q=play&theme=imitation-learning&year=2025")
    page.locator(NOTES, has_text="The filters leave none").wait_for()
    assert ids(page) == []
    page.locator(NOTES).get_by_role("button", name="Without Year: 2025").click()
    page.locator("[data-paper-id=learning-latent-plans-from-play]").wait_for()
    assert "year" not in page.url


@pytest.mark.parametrize("order", ["title", "year", "newest", "listed"])
def test_papers_are_sorted_as_asked(site, page, order, toy_catalog):
    keys = {
        "title": lambda entry: entry.paper.title.casefold(),
        "year": lambda entry: entry.paper.year or 9999,
        "newest": lambda entry: -(entry.paper.year or 0),
        "listed": lambda entry: -len(appearances(toy_catalog).get(entry.id, ())),
    }
    page.goto(site + "search/")
    settled(page, 12)
    page.get_by_label("Sort by").select_option(order)
    page.wait_for_url(f"**/search/?sort={order}")
    until(lambda: page.evaluate("document.querySelectorAll('[data-paper-id]').length === 12"))
    page.wait_for_timeout(200)  # the answer replaces the list in one go
    got = [keys[order](toy_catalog.entries[id_]) for id_ in ids(page)]
    assert got == sorted(got)


def test_the_compact_view_is_part_of_the_address(site, page):
    page.goto(site + "search/?q=foresight&view=compact")
    page.locator("[data-paper-id=visual-foresight]").wait_for()
    assert page.locator(".ad-results__passage").first.is_hidden()
    page.get_by_label("Compact", exact=True).uncheck()
    assert page.locator(".ad-results__passage").first.is_visible()
    assert page.url.endswith("?q=foresight")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("author:finn", {"model-agnostic-meta-learning-for-fast-adaptation", "visual-foresight"}),
        ("author:Finn author:abbeel", {"model-agnostic-meta-learning-for-fast-adaptation"}),
        (
            "year:..2017 author:levine",
            {"cad2rl", "model-agnostic-meta-learning-for-fast-adaptation"},
        ),
        ('"zero-sum games"', {"spiral"}),
        ("venue:icml", {"model-agnostic-meta-learning-for-fast-adaptation", "maxmin-rlhf"}),
        ("venue:ICLR2026", {"spiral"}),
        ('venue:"NeurIPS 2024"', {"rest-mcts"}),
        ("venue:ICML2017 venue:icml-2023", {"model-agnostic-meta-learning-for-fast-adaptation"}),
        ('"ICLR 2026"', {"spiral"}),
        ('"chelsea finn"', {"visual-foresight"}),
    ],
)
def test_operators_find_exactly_what_they_say(site, page, query, found, toy_catalog):
    assert found <= toy_catalog.entries.keys()
    page.goto(site + "search/")
    settled(page, 12)
    page.locator("#ad-search-field").fill(query)
    page.locator(STATUS, has_text=query).wait_for()
    assert set(ids(page)) == expected(toy_catalog, query)
    assert found <= set(ids(page)) or query.startswith("venue")


def expected(catalog, query) -> set[str]:
    """What an operator query should find, read from the entries themselves."""

    def fits(paper):
        words = " ".join(paper.authors).lower()
        text = f"{paper.title} {paper.summary} {paper.abstract} {' '.join(paper.needs)}".lower()
        return {
            "author:finn": "finn" in words,
            "author:Finn author:abbeel": "finn" in words and "abbeel" in words,
            "year:..2017 author:levine": (paper.year or 9999) <= 2017 and "levine" in words,
            '"zero-sum games"': "zero-sum games" in text,
            "venue:icml": (paper.venue or "").startswith("ICML"),
            "venue:ICLR2026": paper.venue == "ICLR 2026",
            'venue:"NeurIPS 2024"': paper.venue == "NeurIPS 2024",
            "venue:ICML2017 venue:icml-2023": paper.venue in {"ICML 2017", "ICML 2023"},
            '"ICLR 2026"': paper.venue == "ICLR 2026",
            '"chelsea finn"': "chelsea finn" in words,
        }[query]

    return {id_ for id_, entry in catalog.entries.items() if fits(entry.paper)}


def test_a_word_can_be_kept_out(site, page):
    page.goto(site + "search/?q=learning")
    page.locator("[data-paper-id]").first.wait_for()
    before = set(ids(page))
    page.locator("#ad-search-field").fill("learning -adversarial")
    page.locator(STATUS, has_text="learning -adversarial").wait_for()
    after = set(ids(page))
    assert "generative-adversarial-imitation-learning" in before - after


@pytest.mark.parametrize(
    "filter_", ["theme:knitting", "venue:ICML1999", "venue:knitting2017", "theme:games2017"]
)
def test_an_unknown_filter_is_said_to_be_unknown(site, page, filter_):
    page.goto(f"{site}search/?q={filter_}")
    group, value = filter_.split(":")
    page.locator(NOTES, has_text=f"The list has no {group} “{value}”.").wait_for()
    assert ids(page) == []


def test_a_corrected_query_can_be_taken_as_typed(site, page):
    page.goto(site + "search/?q=imitaton")
    page.locator(NOTES, has_text="Showing results for imitation").wait_for()
    page.get_by_role("button", name="search instead for “imitaton”").click()
    page.locator(NOTES, has_text="Nothing on the list matches").wait_for()
    assert page.url.endswith("?q=imitaton&exact")


def test_a_phrase_that_nobody_wrote_is_said_to_be_missing(site, page):
    page.goto(site + "search/?q=%22games+zero-sum%22")
    page.locator(NOTES, has_text="No paper has these words side by side").wait_for()
    assert "spiral" in ids(page)


def test_a_need_in_other_words_finds_the_paper(site, page):
    """None of these words stands in its title, and the list lacks most of them."""
    page.goto(site + "search/?q=aircraft+avoiding+walls+indoors")
    page.locator("[data-paper-id]").first.wait_for()
    assert ids(page)[0] == "cad2rl"


def test_a_hit_shows_the_passage_that_matched_also_from_the_abstract(site, page):
    page.goto(site + "search/?q=egalitarian+principle")
    hit = page.locator("[data-paper-id=maxmin-rlhf]")
    passage = hit.locator(".ad-results__passage", has_text="Abstract:")
    passage.wait_for()
    assert "egalitarian" in passage.locator("mark").first.inner_text().lower()


def test_hostile_queries_are_shown_as_typed(site, page):
    query = '<img src=x onerror=alert(1)> & "quoted'
    page.goto(site + "search/")
    settled(page, 12)
    page.locator("#ad-search-field").fill(query)
    page.locator(STATUS, has_text="<img src=x onerror=alert(1)>").wait_for()
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize("field", ["#ad-home-search", "#ad-header-query"])
def test_a_field_suggests_papers_while_one_types(site, page, field):
    page.goto(site)
    box = page.locator(field)
    box.click()
    page.keyboard.type("latent pl", delay=20)
    page.get_by_role("option", name="for “latent pl”").wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_url("**/papers/learning-latent-plans-from-play/")


def test_escape_closes_suggestions_and_keeps_what_was_typed(site, page):
    page.goto(site)
    page.locator("#ad-header-query").fill("gail")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Escape")
    assert page.locator(".ad-suggest").first.is_hidden()
    assert page.locator("#ad-header-query").input_value() == "gail"


def test_the_same_question_has_the_same_answer_in_every_field(site, page):
    page.goto(site)
    page.locator("#ad-header-query").fill("robots learning")
    page.get_by_role("option").nth(2).wait_for()
    links = page.locator("#ad-header-query-list a").evaluate_all("all => all.map(a => a.pathname)")
    page.goto(site + "search/?q=robots+learning")
    page.locator("[data-paper-id]").first.wait_for()
    suggested = [path.split("/")[2] for path in links if "/papers/" in path]
    assert suggested == ids(page)[: len(suggested)]


@pytest.mark.parametrize("keys", ["/", "Control+k"])
def test_a_key_leads_to_the_search_from_anywhere(site, page, keys):
    page.goto(site + "papers/rest-mcts/")
    page.keyboard.press(keys)
    assert page.evaluate("document.activeElement.id") == "ad-header-query"
    page.keyboard.type("a/b")
    assert page.locator("#ad-header-query").input_value() == "a/b"


def test_recent_searches_are_offered_and_can_be_forgotten(site, page):
    page.goto(site + "search/")
    settled(page, 12)
    page.locator("#ad-search-field").fill("drone flight")
    page.keyboard.press("Enter")
    page.locator("[data-paper-id=cad2rl]").wait_for()
    page.goto(site)
    page.locator("#ad-header-query").focus()
    page.get_by_role("option", name="drone flight").wait_for()
    page.get_by_role("button", name="Forget recent searches").click()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('search'))") == []
    assert page.locator(".ad-suggest").first.is_hidden()


def test_searching_works_where_nothing_can_be_stored(site, browser):
    context = browser.new_context()  # the theme's own script complains, which is not our business
    page = context.new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied') } })"
    )
    page.goto(site)
    page.locator("#ad-header-query").fill("drone")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    page.locator("[data-paper-id=cad2rl]").wait_for()
    context.close()


def test_nothing_of_the_search_is_fetched_before_there_is_interest(site, page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site + "papers/rest-mcts/")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "search/" in url or "data/" in url] == []
    page.locator("#ad-header-query").focus()
    until(lambda: page.evaluate("performance.getEntriesByType('resource').length > 3"))
    page.locator("#ad-header-query").fill("maml")
    page.get_by_role("option").first.wait_for()
    assert any("data/search/core.json" in url for url in asked)
    assert [url for url in asked if not url.startswith(site)] == []


def test_the_search_goes_on_without_a_network_once_it_is_loaded(site, page):
    page.goto(site + "search/?q=robots")
    page.locator("[data-paper-id]").first.wait_for()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.locator("#ad-search-field").fill("robot flight")
    page.locator(STATUS, has_text="robot flight").wait_for()
    assert ids(page)[0] == "cad2rl"


@pytest.mark.parametrize(
    ("form", "key"),
    [("bib", "@"), ("ris", "TY  - "), ("csl.json", '"id"'), ("csv", "\n")],
)
def test_exactly_what_was_found_can_be_taken_away(site, page, form, key):
    page.goto(site + "search/?theme=imitation-learning&sort=title")
    found = settled(page, 3)
    page.get_by_text("Take away").click()
    with page.expect_download() as download:
        page.locator(f"[data-form='{form}']").click()
    assert download.value.suggested_filename == f"papers.{form}"
    text = Path(download.value.path()).read_text()
    places = [text.index(id_) for id_ in found]
    assert places == sorted(places)
    assert text.count(key) == {"csv": 4}.get(form, 3)
    page.locator(".ad-menu-box__told", has_text="3 papers saved").wait_for()


def test_more_is_offered_only_where_there_is_more(site, page):
    page.goto(site + "search/")
    settled(page, 12)
    assert page.get_by_role("button", name="Show more").is_hidden()


def test_a_hit_can_be_kept(site, page):
    page.goto(site + "search/?q=maml")
    hit = page.locator("[data-paper-id=model-agnostic-meta-learning-for-fast-adaptation]")
    hit.get_by_label("My list").select_option("reading")
    page.reload()
    assert hit.get_by_label("My list").input_value() == "reading"


PLANS = "learning-latent-plans-from-play"


@pytest.mark.parametrize(
    "query",
    [
        "1903.01973",
        "arxiv.org/abs/1903.01973",
        "https://arxiv.org/abs/1903.01973v2",
        "https://arxiv.org/pdf/1903.01973",
        "arxiv:1903.01973",
        "arXiv:1903.01973v1 [cs.RO]",
        "https://doi.org/10.48550/arXiv.1903.01973",
        "Lynch et al., Learning Latent Plans from Play, arXiv:1903.01973, 2019",
    ],
)
def test_an_arxiv_number_or_address_finds_its_paper_alone(site, page, query):
    page.goto(f"{site}search/?q={quote(query)}")
    assert settled(page, 1) == [PLANS]
    assert page.locator(NOTES).inner_text() == ""


def with_doi(page, doi, place):
    """Give a paper of the toy list a DOI, as far as the search fetches it."""
    numbers = {doi: place}
    page.route("**/data/search/numbers.json", lambda route: route.fulfill(json=numbers))


@pytest.mark.parametrize("query", ["10.1038/Nature14236", "https://doi.org/10.1038/nature14236."])
def test_a_doi_finds_its_paper_alone(site, page, query, toy_catalog):
    with_doi(page, "10.1038/nature14236", list(toy_catalog.entries).index(PLANS))
    page.goto(f"{site}search/?q={quote(query)}")
    assert settled(page, 1) == [PLANS]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("https://arxiv.org/abs/2306.99999v2", "the arXiv number 2306.99999"),
        ("doi:10.1038/NATURE14236", "the DOI 10.1038/nature14236"),
    ],
)
def test_a_number_that_no_paper_has_is_said_to_be_missing(site, page, query, said):
    page.goto(f"{site}search/?q={quote(query)}")
    page.locator(NOTES, has_text=f"No paper with {said} is on the list.").wait_for()
    assert ids(page) == []
    assert page.locator(STATUS).inner_text() == f"No paper found for “{query}”"
    page.locator(NOTES).get_by_role("link", name="Suggest it").click()
    assert page.url == f"{site}suggest/"


@pytest.mark.parametrize("field", ["#ad-home-search", "#ad-header-query"])
def test_a_field_suggests_the_paper_of_a_number(site, page, field):
    page.goto(site)
    page.locator(field).fill("arxiv.org/abs/1903.01973")
    page.get_by_role("option", name="All 1 paper for").wait_for()
    papers = page.get_by_role("option").filter(has_text="Latent Plans")
    assert papers.count() == 1
    page.locator(field).fill("2306.99999")
    missing = page.get_by_role("option", name="No paper with the arXiv number 2306.99999")
    missing.wait_for()
    assert page.locator(f"{field}-list a").count() == 1
    missing.click()
    assert page.url == f"{site}suggest/"


def test_numbers_are_fetched_only_where_one_is_asked_for(site, page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site + "search/?q=robots")
    page.locator("[data-paper-id]").first.wait_for()
    page.wait_for_load_state("networkidle")
    assert not any("numbers.json" in url for url in asked)


def test_words_taken_as_typed_are_no_number(site, page):
    """The page "Suggest a paper" asks so for whole abstracts, which may hold addresses."""
    page.goto(site + "search/?q=arxiv.org/abs/2306.99999+robots&exact")
    page.locator("[data-paper-id]").first.wait_for()


NOTHING = "Nothing on the list matches. Is a paper missing? Suggest it."


@pytest.mark.parametrize(
    "query",
    [
        *("Emmanuel Bengio", "Geoffrey Hinton", "protein", "Peiter Bengio", '"protein butter"'),
        *("日本語", "haarnoja", "BERT", "zxqvwk blorptak", "xylophone zzzz"),
    ],
)
def test_what_the_list_lacks_is_said_to_be_missing(site, page, query):
    """Meaning or spelling finds papers for these too, but none is what was asked for."""
    page.goto(f"{site}search/?q={quote(query)}")
    page.locator(NOTES, has_text=NOTHING).wait_for()
    # Nobody's name is put for another's.
    rest = "Try other words, or browse all papers, themes or tags."
    assert page.locator(NOTES).inner_text().split("\n\n") == [NOTHING, rest]
    assert page.locator(STATUS).inner_text() == f"No paper found for “{query}”"
    assert ids(page) == []
    assert page.locator("#ad-away").is_hidden()
    page.locator(NOTES).get_by_role("link", name="Suggest it").click()
    assert page.url == f"{site}suggest/"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("aircraft", "cad2rl"),  # by meaning
        ("imittaion lerrning&exact", "generative-adversarial-imitation-learning"),  # by letters
    ],
)
def test_titles_that_come_near_are_offered_as_no_more_than_that(site, page, query, first):
    page.goto(f"{site}search/?q={query}")
    page.locator(NOTES, has_text="These titles come nearest:").wait_for()
    assert NOTHING in page.locator(NOTES).inner_text()
    assert first in ids(page)
    assert page.locator("#ad-away").is_hidden()  # they are not what was asked for


@pytest.mark.parametrize("query", ["aircraft avoiding walls indoors", "airplane"])
def test_everyday_words_are_still_answered_by_meaning(site, page, query):
    page.goto(f"{site}search/?q={quote(query)}")
    page.locator("[data-paper-id=cad2rl]").wait_for()
    assert page.locator(NOTES).inner_text() == ""


def test_a_mistyped_name_is_corrected_and_says_so(site, page):
    page.goto(site + "search/?q=peiter+abbeel")
    page.locator(NOTES, has_text="Showing results for pieter abbeel").wait_for()
    assert ids(page)[0] == "model-agnostic-meta-learning-for-fast-adaptation"


@pytest.mark.parametrize(
    ("query", "said", "found"),
    [
        ("author:bengio", "No author named “bengio” is on the list.", 0),
        ("author:bengio robots", "No author named “bengio” is on the list.", 0),
        (
            "author:abeel",
            "No author named “abeel” is on the list. The nearest name is abbeel:",
            1,
        ),
        ("author:ho author:finn", "No paper on the list is by all of these authors.", 0),
        ("author:finn xylophone adversarial", "No paper by this author answers", 0),
    ],
)
def test_an_author_who_is_not_on_the_list_is_said_to_be_missing(site, page, query, said, found):
    page.goto(f"{site}search/?q={quote(query)}")
    page.locator(NOTES, has_text=said).wait_for()
    assert len(ids(page)) == found
    assert page.locator(STATUS).inner_text() == f"No paper found for “{query}”"


def test_the_nearest_name_can_be_searched_for(site, page):
    page.goto(site + "search/?q=author:abeel")
    page.locator(NOTES).get_by_role("link", name="abbeel").click()
    settled(page, 1)
    assert page.locator("#ad-search-field").input_value() == "author:abbeel"


def in_small_helpings(page, count: int) -> None:
    """Show fewer results at once than the few papers of the toy list."""
    script = (MODULES / "search/state.js").read_text()
    fewer = script.replace("PAGE = 20;", f"PAGE = {count};")
    assert fewer != script
    answer = {"body": fewer, "content_type": "text/javascript"}
    page.route("**/search/state.js", lambda route: route.fulfill(**answer))
    page.set_viewport_size({"width": 800, "height": 400})


def shown(page) -> int:
    return page.locator("#ad-search-results > li").count()


@pytest.mark.parametrize("leave", ["result", "header"])
def test_back_from_a_paper_leads_to_the_very_place(site, page, leave):
    in_small_helpings(page, 4)
    page.goto(site + "search/?q=learning&sort=title")
    for count in (4, 8):
        until(lambda count=count: shown(page) == count)
        page.get_by_role("button", name="Show more").click()
    until(lambda: shown(page) > 8)
    before = ids(page)
    result = page.locator("#ad-search-results > li").nth(8)
    result.scroll_into_view_if_needed()
    top = page.evaluate("scrollY")
    assert top > 0
    if leave == "result":
        result.locator("h2 a").click()
        page.wait_for_url("**/papers/*/")
    else:
        page.goto(site + "about/")
    page.go_back()
    until(lambda: ids(page) == before)
    until(lambda: abs(page.evaluate("scrollY") - top) < 40)
    # The place belongs to the entry in the history: who asks anew begins anew.
    page.goto(site + "search/?q=learning")
    until(lambda: shown(page) == 4)
    assert page.evaluate("scrollY") == 0


def test_back_to_a_question_on_the_same_page_shows_as_many_as_before(site, page):
    in_small_helpings(page, 4)
    page.goto(site + "search/?q=learning")
    until(lambda: shown(page) == 4)
    page.get_by_role("button", name="Show more").click()
    until(lambda: shown(page) == 8)
    before = ids(page)
    page.evaluate("scrollTo(0, 300)")
    page.get_by_text("Filters").first.click()
    facet(page, "Theme", "Imitation").check()
    until(lambda: shown(page) < 4)
    page.evaluate("history.back()")
    until(lambda: ids(page) == before)
    assert "theme" not in page.url


def test_a_short_word_is_not_taken_for_the_beginning_of_another(site, page):
    """The list has papers with RL, and one whose title says RLHF and which says RL as well."""
    page.goto(site + "search/")
    settled(page, 12)
    page.locator("#ad-search-field").fill("rl")
    page.locator(STATUS, has_text="“rl”").wait_for()
    hit = page.locator("[data-paper-id=maxmin-rlhf]")
    assert hit.locator("h2 mark").count() == 0
    marks = page.locator("#ad-search-results mark").all_inner_texts()
    assert marks
    assert {mark.lower() for mark in marks} == {"rl"}
