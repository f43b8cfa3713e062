"""Being found: what crawlers and browsers look for, former addresses, the page for lost readers."""

import html
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from playwright.sync_api import expect

from generator.cli import main
from generator.render.escape import markdown_text
from generator.render.exports.llms import llms_file
from generator.render.exports.opensearch import opensearch_file
from generator.render.exports.robots import robots_file
from generator.render.page import RenderInput
from generator.render.pages.new import new_pages
from generator.site.verify import verify_site

TOY = Path(__file__).parent / "toy"
URL = "https://example.org/toy/"
MAML = "papers/model-agnostic-meta-learning-for-fast-adaptation/"
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
OPENSEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
LINE = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=80)


@pytest.fixture(scope="module")
def zensical_site(toy_site, tmp_path_factory) -> Path:
    """The toy list as the second engine builds it."""
    build = tmp_path_factory.mktemp("zensical") / "build"
    shutil.copytree(toy_site.parent / "build", build)
    command = [sys.executable, "-m", "zensical", "build", "--config-file", build / "mkdocs.yml"]
    subprocess.run(command, cwd=build, check=True, capture_output=True)
    return build / "site"


@pytest.fixture(scope="module")
def homeless_site(tmp_path_factory) -> Path:
    """The toy list on a site that does not know its address."""
    root = tmp_path_factory.mktemp("homeless") / "toy"
    shutil.copytree(TOY, root)
    settings = root / "site_config/site.yaml"
    settings.write_text(re.sub(r"(?m)^url: .*\n", "", settings.read_text()))
    assert main(["--root", str(root), "site"]) == 0
    return root / "site"


@pytest.fixture(params=["mkdocs", "zensical"])
def built(request) -> Path:
    return request.getfixturevalue("toy_site" if request.param == "mkdocs" else "zensical_site")


def head_links(site: Path, page: str, rel: str) -> list[tuple[str, str]]:
    root = etree.fromstring((site / page / "index.html").read_bytes(), etree.HTMLParser())
    links = root.xpath("//head/link[@rel=$rel]", rel=rel)
    return [(link.get("type"), urljoin(f"/{page}/", link.get("href"))) for link in links]


@pytest.mark.parametrize(
    ("page", "stem"),
    [
        ("", "all"),
        ("new", "all"),
        ("feeds", "all"),
        ("themes/robot-learning", "theme-robot-learning"),
        ("tags/theory", "tag-theory"),
    ],
)
def test_a_page_names_the_feed_that_follows_it(built, page, stem):
    assert head_links(built, page, "alternate") == [
        ("application/atom+xml", f"/feeds/{stem}.xml"),
        ("application/feed+json", f"/feeds/{stem}.json"),
    ]
    assert (built / f"feeds/{stem}.xml").exists()


def test_a_paper_has_no_feed(built):
    assert head_links(built, "papers/rest-mcts", "alternate") == []


def test_every_page_says_how_to_search_where_the_site_has_an_address(built, homeless_site):
    kind = "application/opensearchdescription+xml"
    assert head_links(built, "papers/rest-mcts", "search") == [(kind, "/opensearch.xml")]
    assert head_links(homeless_site, "papers/rest-mcts", "search") == []
    assert not (homeless_site / "opensearch.xml").exists()


def test_opensearch_leads_to_the_search_page(built):
    root = etree.parse(built / "opensearch.xml")
    page = root.find("o:Url[@type='text/html']", OPENSEARCH).get("template")
    assert page == f"{URL}search/?q={{searchTerms}}"
    assert root.findtext("o:ShortName", namespaces=OPENSEARCH) == "Toy list"


def test_opensearch_keeps_names_short_and_escaped(toy_catalog):
    name = "<A & B> of a list whose name is far longer than any search bar can show to anybody"
    site = toy_catalog.site.model_copy(update={"name": name, "tagline": "<" * 2000})
    given_ = RenderInput(toy_catalog.model_copy(update={"site": site}), {})
    ((_, text),) = opensearch_file(given_)
    root = etree.fromstring(text.encode())
    assert root.findtext("o:ShortName", namespaces=OPENSEARCH) == "<A & B> of a lis"
    assert len(root.findtext("o:LongName", namespaces=OPENSEARCH)) <= 48
    assert len(root.findtext("o:Description", namespaces=OPENSEARCH)) == 1024


def test_robots_may_read_everything_and_learn_where_the_pages_are(built, homeless_site):
    text = (built / "robots.txt").read_text()
    assert "Disallow" not in text
    maps = re.findall(r"^Sitemap: (.*)$", text, re.MULTILINE)
    assert maps == [f"{URL}sitemap.xml", f"{URL}feeds/all.xml"]
    assert all((built / address.removeprefix(URL)).exists() for address in maps)
    assert "Sitemap" not in (homeless_site / "robots.txt").read_text()


def test_the_sitemap_names_every_page_and_no_day_that_nobody_knows(built):
    root = etree.parse(built / "sitemap.xml")
    named = [loc.text for loc in root.findall("s:url/s:loc", SITEMAP)]
    indexes = [path.relative_to(built).as_posix() for path in built.rglob("index.html")]
    pages = {URL + path.removesuffix("index.html") for path in indexes} - {f"{URL}papers/maml/"}
    assert set(named) == pages
    assert len(named) == len(pages)
    assert root.find("s:url/s:lastmod", SITEMAP) is None


def test_a_site_without_an_address_has_no_sitemap(homeless_site):
    assert not (homeless_site / "sitemap.xml").exists()


def test_llms_txt_says_what_the_list_is_and_leads_to_data_and_themes(built, toy_catalog):
    text = (built / "llms.txt").read_text()
    assert text.startswith("# Toy list\n\n> A dozen papers for trying things out\n\n")
    addresses = re.findall(r"^- \[.+\]\((\S+)\): ", text, re.MULTILINE)
    assert {f"{URL}themes/{slug}/" for slug in toy_catalog.themes} < set(addresses)
    for address in addresses:
        path = built / address.removeprefix(URL)
        assert path.is_file() or (path / "index.html").is_file(), address


def test_llms_txt_of_a_site_without_an_address_names_paths(homeless_site):
    assert "](data/papers.json): 12 papers" in (homeless_site / "llms.txt").read_text()


@given(LINE, st.sampled_from(["{}", "# {}", "> {}", "- [{}](x)", "- [](x){}"]))
@example("]:", "- [{}](x)")
def test_any_text_survives_in_a_markdown_file(text, place):
    rendered = markdown.markdown(place.format(markdown_text(text)))
    seen = html.unescape(re.sub(r"<[^>]*>", "", rendered))
    assert seen.split() == text.split()


def test_a_former_address_leads_on(built):
    text = (built / "papers/maml/index.html").read_text()
    root = etree.fromstring(text, etree.HTMLParser())
    way = f"../../{MAML}"
    assert root.xpath("string(//meta[@http-equiv='refresh']/@content)") == f"0; url={way}"
    assert root.xpath("string(//link[@rel='canonical']/@href)") == URL + MAML
    assert root.xpath("string(//meta[@name='robots']/@content)") == "noindex"
    assert root.xpath("string(//p/a/@href)") == way
    assert root.xpath("count(//script)") == 0


def test_a_former_address_is_nowhere_but_there(toy_site):
    for name in ("sitemap.xml", "feeds/all.xml", "data/papers.json", "papers/index.html"):
        assert "papers/maml/" not in (toy_site / name).read_text()


def test_a_reader_without_scripts_arrives(toy_site, serve, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(serve(toy_site) + "papers/maml/")
    page.wait_for_url(f"**/{MAML}")
    expect(page.locator(".ad-abstract")).to_be_visible()
    context.close()


def moved(target: str) -> bytes:
    return f'<meta http-equiv="refresh" content="0; url={target}">'.encode()


def test_a_page_that_sends_on_is_no_orphan_and_must_lead_somewhere():
    empty = b"<p></p>"
    files = {"index.html": b'<a href="new/">x</a>', "new/index.html": empty}
    files["old/index.html"] = moved("../new/")
    assert verify_site(files.items()) == []
    files["old/index.html"] = moved("../nowhere/")
    assert [problem.code for problem in verify_site(files.items())] == ["broken-link"]
    # Nobody reads it, so what it alone leads to is not found by readers.
    files |= {"index.html": empty, "old/index.html": moved("../new/")}
    assert [problem.location.path for problem in verify_site(files.items())] == [
        "site/new/index.html"
    ]


def suggested(page) -> list[str]:
    page.locator("#ad-lost-papers a").first.wait_for()
    links = page.locator("#ad-lost-papers a")
    return [link.get_attribute("href") for link in links.all()]


@pytest.mark.parametrize(
    "path",
    [
        "papers/learning-latent-plan-from-play/",
        "papers/2020/learning-latent-plans.html",
        "Learning%20latent_plans+from/play/index.html",
        "deep/er/and/deeper/latent-plans-from-play",
        "papers/learning-latent-plans-from-play%E0%A4%A",
    ],
)
def test_a_lost_reader_is_shown_what_the_address_meant(toy_site, serve, page, path):
    address = serve(toy_site, "/toy/")
    page.goto(address + path)
    right = f"{address}papers/learning-latent-plans-from-play/"
    assert suggested(page)[0] == right
    assert page.locator("#ad-lost-status").inner_text() == "Perhaps you meant:"
    page.locator("#ad-lost-papers a").first.click()
    assert page.url == right
    expect(page.locator(".ad-abstract")).to_be_visible()


def test_the_words_of_a_wrong_address_can_be_searched_for(toy_site, serve, page):
    address = serve(toy_site, "/toy/")
    page.goto(f"{address}papers/zero-sum-games-of-spiral/")
    page.locator("#ad-lost-papers a").first.wait_for()
    assert page.locator("#ad-lost-search").input_value() == "zero sum games of spiral"
    page.locator("#ad-lost-search").press("Enter")
    page.wait_for_url(f"{address}search/?q=zero+sum+games+of+spiral")


@pytest.mark.parametrize("path", ["papers/page/7/", "tags/page-9/", "xqzzzw-vvvk/", "404.html"])
def test_nothing_is_suggested_where_nothing_fits(toy_site, serve, page, path):
    page.goto(serve(toy_site, "/toy/") + path)
    page.wait_for_load_state("networkidle")
    assert page.locator("#ad-lost-papers a").count() == 0
    assert page.locator("#ad-lost-status").inner_text() == ""


def test_the_page_for_lost_readers_is_whole_without_scripts(toy_site, serve, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    address = serve(toy_site, "/toy/")
    page.goto(f"{address}papers/learning/latent/")
    assert page.locator("h1").inner_text() == "Page not found"
    page.locator("#ad-lost-search").fill("latent plans")
    page.locator("main .ad-search button").click()
    assert page.url == f"{address}search/?q=latent+plans"
    context.close()


def test_the_page_for_lost_readers_works_under_the_second_engine(zensical_site, serve, page):
    address = serve(zensical_site, "/toy/")
    page.goto(f"{address}papers/latent-plans-from-play/more/")
    assert suggested(page)[0] == f"{address}papers/learning-latent-plans-from-play/"


def test_all_feeds_come_in_one_file_with_whole_addresses(homeless_site, serve, page):
    """The file as built knows no host; the page that hands it out does."""
    address = serve(homeless_site)
    page.goto(f"{address}feeds/")
    with page.expect_download() as waiting:
        page.locator("#ad-feeds-all a").click()
    outlines = etree.parse(waiting.value.path())
    feeds = outlines.xpath("//@xmlUrl")
    assert waiting.value.suggested_filename == "feeds.opml"
    assert f"{address}feeds/theme-robot-learning.xml" in feeds
    assert all(found.startswith(f"{address}feeds/") for found in feeds)
    assert f"{address}new/" in outlines.xpath("//@htmlUrl")


def test_the_address_of_a_feed_is_copied(toy_site, serve, browser):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    address = serve(toy_site)
    page.goto(f"{address}feeds/")
    row = page.locator(".ad-feeds li", has_text="Domain randomisation")
    row.get_by_role("button", name="Copy address of Domain randomisation as Atom").click()
    page.locator("#ad-feeds-status", has_text="tag-domain-randomisation.xml").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{address}feeds/tag-domain-randomisation.xml"
    assert row.get_by_role("button").inner_text().startswith("Copied")
    context.close()


def test_the_theme_takes_no_feed_for_a_translation(toy_site, serve, page):
    """It would ask for a sitemap beside each, which is not there."""
    missing: list[str] = []
    page.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
    for path in ("", "new/", "feeds/", "themes/robot-learning/", "tags/theory/"):
        page.goto(serve(toy_site) + path)
        page.wait_for_load_state("networkidle")
        assert page.locator("link[rel=alternate]").count() == 2
    assert missing == []


def test_what_is_new_is_complete_and_goes_by_the_day_added(toy_catalog):
    site = toy_catalog.site.model_copy(update={"rows_per_page": 5})
    given_ = RenderInput(toy_catalog.model_copy(update={"site": site}), {})
    pages = list(new_pages(given_))
    assert [page.url for page in pages] == ["new/", "new/page/2/", "new/page/3/"]
    assert pages[1].context["pager"]["urls"] == ["new/", "new/page/2/", "new/page/3/"]
    rows = [row for page in pages for rows in page.context["months"].values() for row in rows]
    assert sorted(card.id for _, _, card in rows) == sorted(toy_catalog.entries)
    days = [day for day, _, _ in rows]
    assert days == sorted(days, reverse=True)
    assert rows[-1][:2] == ("2026-10-30", "30 October 2026")
    assert list(pages[2].context["months"]) == ["November 2026", "October 2026"]


def test_a_list_without_papers_is_found_too(toy_catalog):
    given_ = RenderInput(toy_catalog.model_copy(update={"entries": {}}), {})
    assert dict(robots_file(given_))["robots.txt"].startswith("User-agent: *\nAllow: /\n")
    assert ": 0 papers with" in dict(llms_file(given_))["llms.txt"]
