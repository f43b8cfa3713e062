"""The list in numbers: what is counted, drawn and said, for lists of any shape."""

import io
from collections import Counter
from dataclasses import fields
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from PIL import Image

from generator.derive.statistics import growth, statistics, tag_pairs
from generator.derived import Derived
from generator.model import Appearance, Catalog, Entry, Listing, Paper, Tag, Theme
from generator.project import Project, read_templates
from generator.render import environment_of, render_page
from generator.render.charts import FULL, LEVELS, length, level, steps
from generator.render.findings import (
    code_finding,
    growth_finding,
    listings_finding,
    papers,
    percent,
    share,
    tags_finding,
    themes_finding,
    years_finding,
)
from generator.render.page import RenderInput
from generator.render.pages.stats import stats_page
from generator.tally import Company, Growth, Statistics, TagPair, ThemeTally, YearTally

HOME = Path(__file__).parent.parent
FIRST = date(2026, 1, 1)
days = st.integers(0, 3000).map(lambda number: FIRST + timedelta(number))
facts = st.fixed_dictionaries(
    {
        "theme": st.integers(0, 3),
        "year": st.none() | st.integers(2015, 2026),
        "code": st.booleans(),
        "tags": st.sets(st.integers(0, 4)),
        "listings": st.sets(st.integers(0, 3)),
        "added": days,
    }
)


def made(site, papers, *, themes=4, tags=5, listings=4, name="{kind} {number}"):
    """A catalog of papers given as facts, and where they appear."""

    def named(kind, number):
        return name.format(kind=kind, number=number)

    entries = {}
    appearances = {}
    for number, fact in enumerate(papers):
        paper = Paper(
            title=f"Paper {number}",
            year=fact.get("year"),
            links={"code": "https://example.org/code"} if fact.get("code") else {},
            tags=[f"tag-{tag}" for tag in sorted(fact.get("tags", ()))],
            added=fact.get("added", FIRST),
        )
        theme = f"theme-{fact.get('theme', 0)}"
        id_ = f"paper-{number}"
        entries[id_] = Entry(id=id_, theme=theme, path=f"{id_}.yaml", paper=paper)
        appearances[id_] = [
            Appearance(listing=f"listing-{listing}", rank=number + 1)
            for listing in sorted(fact.get("listings", ()))
        ]
    catalog = Catalog(
        site=site,
        entries=entries,
        themes={
            f"theme-{n}": Theme(
                title=named("Theme", n), short=named("Theme", n), order=n + 1, scope="x"
            )
            for n in range(themes)
        },
        paths={},
        tags={
            f"tag-{n}": Tag(slug=f"tag-{n}", label=named("Tag", n), group="method", meaning="x")
            for n in range(tags)
        },
        ignored=(),
        listings={
            f"listing-{n}": Listing(
                id=f"listing-{n}", path="x", format="spaced", dated="", records=()
            )
            for n in range(listings)
        },
        pages={},
        register_ids={},
    )
    return catalog, appearances


# What is counted


@given(papers=st.lists(facts, max_size=60))
def test_every_paper_is_counted_once_in_each_part(toy_catalog, papers):
    stats = statistics(*made(toy_catalog.site, papers))
    assert stats.papers == len(papers)
    assert sum(tally.papers for tally in stats.years) == len(papers)
    assert sum(tally.papers for tally in stats.themes) == len(papers)
    assert sum(company.papers for company in stats.companies) == len(papers)
    assert sum(period.added for period in stats.growth.periods) == len(papers)
    for place, tally in enumerate(stats.years):
        assert sum(theme.by_year[place] for theme in stats.themes) == tally.papers
        assert 0 <= tally.with_code <= tally.papers > 0
    assert sum(t.with_code for t in stats.years) == sum(fact["code"] for fact in papers)
    years = [tally.year for tally in stats.years]
    assert years == sorted(set(years), key=lambda year: (year is None, year))


@given(papers=st.lists(facts, max_size=40))
def test_a_company_is_the_papers_of_exactly_these_listings(toy_catalog, papers):
    stats = statistics(*made(toy_catalog.site, papers))
    expected = Counter(tuple(f"listing-{n}" for n in sorted(fact["listings"])) for fact in papers)
    assert {c.listings: c.papers for c in stats.companies} == expected
    sizes = [company.papers for company in stats.companies]
    assert sizes == sorted(sizes, reverse=True)


@given(
    tags=st.lists(st.sets(st.sampled_from("abcdef"), max_size=5), max_size=40),
    least=st.integers(1, 4),
)
def test_pairs_of_tags_are_what_they_claim(tags, least):
    found = tag_pairs(tags, least)
    for first, second in combinations("abcdef", 2):
        both = sum(first in names and second in names for names in tags)
        chance = sum(first in n for n in tags) * sum(second in n for n in tags)
        shown = [pair for pair in found if (pair.first, pair.second) == (first, second)]
        if both >= least and both * len(tags) > chance:
            assert [pair.papers for pair in shown] == [both]
            assert shown[0].times == pytest.approx(both * len(tags) / chance)
        else:
            assert shown == []
    assert list(found) == sorted(found, key=lambda pair: -pair.times)


@given(st.lists(days, max_size=80))
def test_growth_adds_up_and_stays_short(added):
    grown = growth(added)
    total = 0
    for period in grown.periods:
        total += period.added
        assert period.total == total
        assert period.total == sum(day <= period.last for day in added)
    assert total == len(added)
    assert grown.first == min(added, default=None)
    assert len(grown.periods) <= 36


def test_many_days_become_months_and_many_months_years():
    weeks = growth(FIRST + timedelta(7 * number) for number in range(40))
    assert weeks.unit == "month"
    assert [p.last for p in weeks.periods][:2] == [date(2026, 1, 29), date(2026, 2, 26)]
    assert [p.added for p in weeks.periods][:2] == [5, 4]
    decade = growth(FIRST + timedelta(30 * number) for number in range(120))
    assert decade.unit == "year"
    assert len(decade.periods) == 10


# What is drawn


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_bars_and_shades_keep_the_order_and_their_bounds(one, other):
    small, large = sorted((one, other))
    largest = max(large, 1)
    assert 0 <= length(small, largest) <= length(large, largest) <= FULL
    assert 0 <= level(small, largest) <= level(large, largest) <= LEVELS
    assert (length(small, largest) == 0) == (level(small, largest) == 0) == (small == 0)
    assert length(largest, largest) == FULL


@given(st.lists(days, max_size=60))
def test_a_staircase_rises_from_the_ground_to_the_top(added):
    path = steps(growth(added))
    if len(set(added)) < 2:
        assert path == ""
        return
    assert path.startswith(f"M0 {FULL}")
    assert path.endswith(f"V0H{FULL}V{FULL}Z")
    heights = [int(part.split("H")[0]) for part in path.split("V")[1:-1]]
    assert heights == sorted(heights, reverse=True)
    places = [int(part.split("V")[0]) for part in path.split("H")[1:]]
    assert places == sorted(places)
    assert all(0 <= number <= FULL for number in [*heights, *places])


# What is said


def numbers(**parts):
    """Statistics of which only some parts matter."""
    empty = {
        "papers": 0, "years": (), "themes": (), "pairs": (), "least": 3, "companies": (),
        "growth": Growth(None, "day", ()),
    }  # fmt: skip
    return Statistics(**{**empty, **parts})


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ({2024: 3}, "Every paper is of 2024."),
        ({None: 3}, "The year of no paper is known."),
        ({2023: 1, 2024: 3}, "The year with the most papers is 2024: 3 of 4."),
        (
            {2024: 3, None: 1},
            "The year with the most papers is 2024: 3 of 4. The year of 1 paper is not known.",
        ),
        ({2023: 2, 2024: 2}, "The years with the most papers are 2023 and 2024: 2 each."),
        ({2021: 1, 2022: 1, 2023: 1, 2024: 1}, "4 years have the most papers: 1 each."),
        ({2023: 1_000, 2024: 2_000}, "The year with the most papers is 2024: 2,000 of 3,000."),
    ],
)
def test_what_is_said_of_years(years, said):
    tallies = tuple(YearTally(year, count, 0) for year, count in years.items())
    assert years_finding(numbers(papers=sum(years.values()), years=tallies)) == said


@pytest.mark.parametrize(
    ("themes", "said"),
    [
        ({"a": 3}, ""),
        ({"a": 3, "b": 1}, "The theme with the most papers is “A and so on”: 3 of 4."),
        (
            {"a": 2, "b": 2},
            "The themes with the most papers are “A and so on” and “B and so on”: 2 each.",
        ),
    ],
)
def test_what_is_said_of_themes(themes, said):
    tallies = tuple(ThemeTally(theme, (count,)) for theme, count in themes.items())
    names = {theme: f"{theme.upper()} and so on" for theme in themes}
    assert themes_finding(numbers(papers=sum(themes.values()), themes=tallies), names) == said


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ({2024: (1, 0)}, "Code is linked from no paper."),
        ({2024: (1, 1)}, "Code is linked from the only paper."),
        ({2023: (4, 4), None: (1, 1)}, "Code is linked from all 5 papers."),
        ({2023: (9, 9), 2024: (10, 1)}, "Code is linked from 10 of 19 papers (53%)."),
        (
            {2023: (10, 4), 2024: (20, 9)},
            (
                "Code is linked from 13 of 30 papers (43%). "
                "Of the years with 10 papers or more, the share is highest in 2024: 45%."
            ),
        ),
    ],
)
def test_what_is_said_of_code(years, said):
    tallies = tuple(YearTally(year, *counts) for year, counts in years.items())
    assert code_finding(numbers(papers=sum(n for n, _ in years.values()), years=tallies)) == said


@pytest.mark.parametrize(
    ("companies", "listings", "said"),
    [
        ({"": 4}, "ab", "No paper stands in more than one listing. All 4 papers stand in none."),
        ({"a": 4}, "a", "All 4 papers stand in the one listing."),
        (
            {"a": 3, "": 1},
            "a",
            "3 of 4 papers (75%) stand in the one listing. 1 of 4 papers (25%) stands in none.",
        ),
        (
            {"a": 5, "ab": 1, "abc": 2},
            "abc",
            (
                "3 of 8 papers (38%) stand in more than one listing. "
                "The most are shared by “A”, “B” and “C” and no other: 2."
            ),
        ),
        (
            {"a": 6, "ab": 1, "ac": 1},
            "abc",
            "2 of 8 papers (25%) stand in more than one listing.",
        ),
    ],
)
def test_what_is_said_of_listings(companies, listings, said):
    tallies = tuple(Company(tuple(ids), count) for ids, count in companies.items())
    stats = numbers(papers=sum(companies.values()), companies=tallies)
    assert listings_finding(stats, {id_: id_.upper() for id_ in listings}) == said


def test_what_is_said_of_tags():
    names = {"a": "Alpha", "b": "Beta"}
    none = "No two tags meet on 3 papers or more, and more often than by chance."
    assert tags_finding((), 3, names) == none
    said = "“Alpha” and “Beta” go together most: 12 times as often as by chance, on 5 papers."
    assert tags_finding((TagPair("a", "b", 5, 12.4),), 3, names) == said


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ([0], "The only paper came on 1 January 2026."),
        ([0, 0], "All 2 papers came on 1 January 2026."),
        (
            [0, 0, 9],
            (
                "3 papers came between 1 January 2026 and 10 January 2026, "
                "the most on 1 January 2026: 2."
            ),
        ),
        (
            [0, 9],
            (
                "2 papers came between 1 January 2026 and 10 January 2026, "
                "the most on 1 January 2026 and 10 January 2026: 1 each."
            ),
        ),
        (
            [*range(45), 300],
            (
                "46 papers came between 1 January 2026 and 28 October 2026, "
                "the most in January 2026: 31."
            ),
        ),
    ],
)
def test_what_is_said_of_growth(added, said):
    assert growth_finding(growth([FIRST + timedelta(days) for days in added])) == said


@given(st.integers(1, 10**5), st.data())
def test_a_share_is_nothing_or_everything_only_when_it_is(whole, data):
    part = data.draw(st.integers(0, whole))
    assert (percent(part, whole) == "0%") == (part == 0)
    assert (percent(part, whole) == "100%") == (part == whole)
    assert share(part, whole).startswith(("no paper", "the only", "all", f"{part:,} of"))
    assert papers(part).endswith("paper") == (part == 1)


# The page


def page_of(catalog, appearances):
    """The page of numbers as HTML; its text is what Markdown leaves alone."""
    parts = {part.name: None for part in fields(Derived)}  # the page needs one of them
    derived = Derived(**parts | {"statistics": statistics(catalog, appearances)})
    page = next(stats_page(RenderInput(catalog, derived)))
    text = render_page(environment_of(catalog, read_templates(Project(HOME))), page, catalog.site)
    return html.fromstring(text.split("---\n")[2])


def many(count, themes, years):
    return [
        {
            "theme": number * 7 % themes,
            "year": 1980 + number * 11 % years,
            "code": number % 3 == 0,
            "tags": {number % 5, number % 3},
            "listings": {number % 4, number % 3},
            "added": FIRST + timedelta(number % 500),
        }
        for number in range(count)
    ]


LONG = "{kind} {number} of a methodologically supercalifragilisticexpialidocious persuasion"
HOSTILE = '</title><script>"{kind}"</script> <b onclick=x>&amp; **{number}**'
SHAPES = {
    "no paper": ([], {}),
    "one paper": ([{}], {"themes": 1, "tags": 0, "listings": 0}),
    "no years, one theme": ([{}, {"tags": {1}}], {"themes": 1}),
    "a listing without papers": ([{"year": 2024}], {"listings": 1}),
    "40 years, 60 themes": (many(900, 60, 40), {"themes": 60, "name": LONG}),
    "hostile names": (many(200, 4, 3), {"name": HOSTILE}),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_page_stands_for_lists_of_any_shape(toy_catalog, shape):
    papers, sizes = SHAPES[shape]
    catalog, appearances = made(toy_catalog.site, papers, **sizes)
    page = page_of(catalog, appearances)
    assert page.xpath("//script | //*[@style] | //*[@onclick]") == []
    named = set(page.xpath("//tbody//th//text()"))
    assert not papers or {theme.short for theme in catalog.themes.values()} <= named
    bars = page.xpath("//rect/@width | //rect/@height | //rect/@y")
    assert all(0 <= int(number) <= FULL for number in bars)
    for table in page.xpath("//table"):
        assert len({len(row.xpath("th | td")) for row in table.xpath(".//tr")}) == 1
    counted = Counter((f"theme-{fact.get('theme', 0)}", fact.get("year")) for fact in papers)
    for theme, year, shown in fields_of(page):
        assert shown == counted.pop((theme, year))
    assert not any(year for _, year in counted)


def fields_of(page):
    """Theme, year and number of the fields of the heat table, as their links and headings say."""
    for cell in page.xpath("//td[starts-with(@class, 'ad-heat__')][a]"):
        asked = parse_qs(urlsplit(cell.xpath("string(a/@href)")).query)
        place = len(cell.xpath("preceding-sibling::*"))
        heads = cell.xpath("ancestor::table/thead//th")
        assert heads[place].text == asked["year"][0]
        assert asked["theme"][0] in cell.xpath("string(../th//@href)")
        yield asked["theme"][0], int(asked["year"][0]), int(cell.text_content())


def test_numbers_lead_to_the_very_papers_that_they_count(toy_catalog):
    page = page_of(*made(toy_catalog.site, many(60, 4, 3)))
    addresses = set(page.xpath("//td//a/@href"))
    assert "../search/?theme=theme-0&year=1980" in addresses
    assert "../search/?has=code&year=1980" in addresses
    assert {urlsplit(address).path for address in addresses} == {"../search/", "../papers/"}


def test_a_list_of_one_day_shows_no_staircase(toy_catalog):
    page = page_of(*made(toy_catalog.site, [{}, {}]))
    assert page.xpath("//figure") == []
    grown = page_of(*made(toy_catalog.site, [{}, {"added": FIRST + timedelta(3)}]))
    assert grown.xpath("string(//figure/svg/title)").startswith("2 papers came between")
    labelled = grown.xpath("//figure/svg[@role='img']/@aria-labelledby")
    assert labelled == grown.xpath("//figure/svg/title/@id")


@pytest.mark.parametrize(
    "cell", ["tr.ad-heat__all td:nth-child(8)", "tr:nth-child(8) td.ad-heat__5", "td.ad-measured"]
)
def test_a_number_finds_as_many_papers(toy_site, serve, page, cell):
    page.goto(serve(toy_site) + "stats/")
    number = page.locator(f"{cell} a[href*='?']").first
    shown = number.inner_text()
    number.click()
    page.locator("#ad-search-results li").first.wait_for()
    assert page.locator("#ad-search-status").inner_text().split()[0] == shown


def test_a_phone_shows_the_latest_years_and_the_keyboard_passes_the_table(toy_site, serve, browser):
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(serve(toy_site) + "stats/")
    heads = page.locator(".ad-heat thead th")
    theme, total, latest, earliest = (heads.nth(n).bounding_box() for n in (0, 1, 2, -1))
    assert 0 <= theme["x"] < theme["x"] + theme["width"] <= total["x"] < latest["x"]
    assert latest["x"] + latest["width"] <= 390 < earliest["x"]
    skip = page.locator(".ad-skip a")
    skip.focus()
    assert skip.bounding_box()["height"] >= 24
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#code'")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.ad-heat')") is None
    context.close()


LONG_NAMES = """names => {
  for (const name of document.querySelectorAll(names)) name.textContent = "Selbst".repeat(9);
}"""


@pytest.mark.parametrize("width", [320, 390, 820])
def test_each_table_scrolls_in_a_box_of_its_own(toy_site, serve, browser, width):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(serve(toy_site) + "stats/")
    assert page.locator("main table").count() == page.locator(".ad-wide > table").count() >= 4
    page.evaluate(LONG_NAMES, ".ad-ranked tbody th")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    boxes = page.locator(".ad-wide")
    for number in range(boxes.count()):
        box = boxes.nth(number)
        assert box.evaluate("box => [box.role, box.tabIndex, box.scrollLeft]") == ["region", 0, 0]
        assert box.get_attribute("aria-label")
        more = box.evaluate("box => box.scrollWidth > box.clientWidth")
        assert has_edge(box) == more
        box.evaluate("box => box.scrollTo(1e5, 0)")
        assert not has_edge(box)
    context.close()


def has_edge(box) -> bool:
    """Whether a shadow lies over the right edge, as is to be seen where columns follow."""
    box.scroll_into_view_if_needed()
    seen = Image.open(io.BytesIO(box.screenshot()))
    middle = seen.height // 2
    edge = [seen.getpixel((seen.width - back, middle)) for back in range(3, 10)]
    return len(set(edge)) > 3


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
def test_no_year_is_cut_where_the_table_rests(toy_site, serve, browser, width):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(serve(toy_site) + "stats/")
    for left in (0, 70, 1e5):
        page.locator(".ad-wide").first.evaluate("(box, left) => box.scrollTo(left, 0)", left)
        cut = page.evaluate(
            """() => {
              const box = document.querySelector(".ad-wide").getBoundingClientRect();
              const [names, ...heads] = document.querySelectorAll(".ad-heat thead th");
              const begin = names.getBoundingClientRect().right, end = box.right;
              return heads.filter((head) => {
                const { left, right } = head.getBoundingClientRect();
                return [begin, end - 12].some((edge) => left < edge - 2 && right > edge + 2);
              }).length;
            }"""
        )
        assert cut == 0, left
    context.close()
