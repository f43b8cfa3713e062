"""The feeds: what the formats ask for, what is in which, and that any text comes out as it went in.

The demands on Atom are those of RFC 4287, those on JSON Feed of its version 1.1.
"""

import json
from datetime import date
from urllib.parse import urljoin, urlsplit

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator.model import Catalog, Entry, Paper, Site, Tag, Theme
from generator.render.exports.feeds import feed_files
from generator.render.feeds import PAPERS_PER_FEED, feeds_of, item_id
from generator.render.page import RenderInput
from generator.render.xml import xml_text

ATOM = "{http://www.w3.org/2005/Atom}"
HERE = "https://elsewhere.example/any/folder/"
MAML = "model-agnostic-meta-learning-for-fast-adaptation"


def shown(text: str) -> str:
    """What an XML file can show of a text."""
    return xml_text(text).strip()


def misread(text: str) -> bool:
    """Whether feedparser takes a text for UTF-8 that was encoded twice, and decodes it again."""
    try:
        return text.encode("iso-8859-1").decode() != text
    except UnicodeError:
        return False


TEXT = st.text(max_size=80).map(lambda text: " ".join(text.split()))
TEXT = TEXT.filter(shown).filter(lambda text: not misread(shown(text)))
HOSTILE = [
    "<script>alert(1)</script> & <b>",
    "&amp; &lt;b&gt; &#60;i&#62; &nbsp;",
    "]]> --> <!-- <?xml ?>",
    "Name (a@b.org) <a@b.org>",
    "\"quoted\" 'so'",
    "字 العربية 🤖 \ufffd",
]


def without_address(catalog):
    site = catalog.site.model_copy(update={"url": None})
    return catalog.model_copy(update={"site": site})


def with_entries(catalog, entries):
    return catalog.model_copy(update={"entries": {entry.id: entry for entry in entries}})


def changed(entry, **fields):
    return entry.model_copy(update={"paper": entry.paper.model_copy(update=fields)})


def files_of(catalog) -> dict[str, str]:
    return dict(feed_files(RenderInput(catalog, {})))


def fetched(path: str, text: str):
    """A feed as a reader sees it that fetched it from a host the site knows nothing of."""
    answer = {"content-location": HERE + path, "content-type": "application/xml; charset=utf-8"}
    found = feedparser.parse(text.encode(), response_headers=answer)
    assert not found.bozo, (path, found.get("bozo_exception"))
    return found


@pytest.fixture(params=["with address", "without address"])
def catalog(toy_catalog, request):
    return toy_catalog if request.param == "with address" else without_address(toy_catalog)


@pytest.fixture
def files(catalog):
    return files_of(catalog)


def test_there_is_a_feed_of_everything_of_each_theme_and_of_each_used_tag(files, catalog):
    used = {tag for entry in catalog.entries.values() for tag in entry.paper.tags}
    stems = {"all", *(f"theme-{s}" for s in catalog.themes), *(f"tag-{s}" for s in used)}
    expected = {f"feeds/{stem}.{kind}" for stem in stems for kind in ("xml", "json")}
    assert set(files) == expected | {"feeds/feeds.opml"}


def only(element, name) -> str:
    found = element.findall(ATOM + name)
    assert len(found) == 1, (element.tag, name)
    return found[0].text


def test_atom_has_what_the_standard_asks_for(files):
    moment = r"\d{4}-\d\d-\d\dT00:00:00Z"
    for path, text in files.items():
        if not path.endswith(".xml"):
            continue
        root = etree.fromstring(text.encode())
        assert root.tag == ATOM + "feed"
        assert only(root, "id").startswith("urn:uuid:")
        assert only(root, "title")
        assert etree.XPath(f"re:test(string(.), '^{moment}$')", namespaces={
            "re": "http://exslt.org/regular-expressions"})(root.find(ATOM + "updated"))  # fmt: skip
        assert root.find(f"{ATOM}author/{ATOM}name").text  # else every entry would need one
        entries = root.findall(ATOM + "entry")
        ids = [only(entry, "id") for entry in entries]
        assert len(set(ids)) == len(ids)
        for entry in entries:
            assert only(entry, "title")
            assert only(entry, "updated") == only(entry, "published")
            kinds = [(link.get("rel"), link.get("type")) for link in entry.iter(ATOM + "link")]
            assert len(set(kinds)) == len(kinds)  # at most one alternate of a type
            assert ("alternate", "text/html") in kinds
            assert all(link.get("href") for link in entry.iter(ATOM + "link"))
            assert all(category.get("term") for category in entry.iter(ATOM + "category"))
        days = [only(entry, "updated") for entry in entries]
        assert days == sorted(days, reverse=True)
        assert days[:1] in ([], [only(root, "updated")])


def test_json_feed_has_what_the_standard_asks_for(files, catalog):
    texts = {"id", "title", "url", "external_url", "summary", "content_html", "date_published"}
    for path, text in files.items():
        if not path.endswith(".json"):
            continue
        feed = json.loads(text)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert isinstance(feed["title"], str)
        addresses = {"home_page_url", "feed_url"} & set(feed)
        assert addresses == ({"home_page_url", "feed_url"} if catalog.site.url else set())
        for item in feed["items"]:
            assert set(item) <= texts | {"content_text", "authors", "tags"}
            assert all(isinstance(item[name], str) for name in texts & set(item))
            assert ("content_html" in item) != ("content_text" in item)
            assert all(set(author) == {"name"} for author in item.get("authors", []))
            assert all(urlsplit(item[k]).scheme for k in ("url", "external_url") if k in item)
            assert ("url" in item) == bool(catalog.site.url)


def test_both_formats_say_the_same(files):
    for path in files:
        if path.endswith(".xml"):
            atom = fetched(path, files[path])
            other = json.loads(files[path.removesuffix("xml") + "json"])
            assert atom.feed.title == other["title"]
            assert atom.feed.subtitle == other["description"]
            for entry, item in zip(atom.entries, other["items"], strict=True):
                assert entry.id == item["id"]
                assert entry.title == item["title"]
                assert entry.published == item["date_published"]
                assert [tag.label for tag in entry.tags] == item["tags"]


def test_an_entry_carries_all_that_is_known(toy_catalog):
    feed = fetched("feeds/all.xml", files_of(toy_catalog)["feeds/all.xml"])
    entry = next(entry for entry in feed.entries if entry.link.endswith("/rest-mcts/"))
    paper = toy_catalog.entries["rest-mcts"].paper
    assert entry.title == paper.title
    assert [author.name for author in entry.authors] == list(paper.authors)
    assert entry.summary == paper.why
    assert paper.summary in entry.content[0].value
    assert entry.link == "https://example.org/toy/papers/rest-mcts/"
    assert [link.href for link in entry.links if link.rel == "related"] == [
        f"https://arxiv.org/abs/{paper.arxiv}"
    ]
    theme, *tags = entry.tags
    assert (theme.term, theme.scheme) == ("reasoning-with-rl", "https://example.org/toy/themes/")
    assert [tag.term for tag in tags] == list(paper.tags)
    assert {tag.scheme for tag in tags} == {"https://example.org/toy/tags/"}


def test_authors_words_stand_as_a_quotation(toy_catalog):
    feed = json.loads(files_of(toy_catalog)["feeds/all.json"])
    contents = {item["url"].split("/")[-2]: item["content_html"] for item in feed["items"]}
    assert toy_catalog.entries["spiral"].paper.summary is None
    assert "<blockquote><p>" in contents["spiral"]
    assert "<blockquote>" not in contents["rest-mcts"]


def test_addresses_lead_to_pages_on_any_host(catalog, files):
    root = catalog.site.url or HERE
    for path, text in files.items():
        if path.endswith(".xml"):
            feed = fetched(path, text)
            # feedparser leaves the feed's own addresses as they stand, and completes the entries'.
            page = urljoin(HERE + path, feed.feed.link)
            assert page.startswith((f"{root}new/", f"{root}themes/", f"{root}tags/"))
            assert all(
                urljoin(HERE + path, entry.link).startswith(f"{root}papers/")
                for entry in feed.entries
            )


def test_the_address_of_the_site_may_lack_its_last_slash(toy_catalog):
    site = Site.model_validate(dict(toy_catalog.site) | {"url": "https://example.org/toy"})
    assert files_of(toy_catalog.model_copy(update={"site": site})) == files_of(toy_catalog)


def test_opml_names_every_feed_in_its_group(catalog, files):
    root = etree.fromstring(files["feeds/feeds.opml"].encode())
    assert root.get("version") == "2.0"
    assert root.findtext("head/title") == "Toy list"
    groups = root.findall("body/outline")
    assert [group.get("text") for group in groups] == ["Everything", "Themes", "Tags"]
    feeds = [feed for group in groups for feed in group]
    named = {urljoin(HERE + "feeds/feeds.opml", feed.get("xmlUrl")) for feed in feeds}
    start = catalog.site.url or HERE
    assert named == {start + path for path in files if path.endswith(".xml")}
    assert {feed.get("type") for feed in feeds} == {"rss"}
    assert all(feed.get("text") and feed.get("htmlUrl") for feed in feeds)


def entry_of(number: int, day: date, **fields) -> Entry:
    id_ = f"paper-{number}"
    paper = Paper(title=f"Paper {number}", added=day, **fields)
    return Entry(id=id_, theme="robot-learning", path=f"{id_}.yaml", paper=paper)


def test_a_feed_holds_the_newest_by_the_day_added_and_then_by_the_papers_own_age(toy_catalog):
    """Not by the year of the paper: an old one that was added today is news."""
    old = entry_of(1, date(2026, 2, 1), year=1999)
    newer = entry_of(2, date(2026, 2, 1), year=2020)
    first = entry_of(3, date(2026, 1, 1), year=2026)
    many = [entry_of(number, date(2025, 1, 1)) for number in range(4, 100)]
    catalog = with_entries(toy_catalog, [first, old, newer, *many])
    everything = next(feeds_of(catalog, RenderInput(catalog, {}).latest))
    assert everything.ids[:3] == ("paper-2", "paper-1", "paper-3")
    assert len(everything.ids) == PAPERS_PER_FEED
    assert everything.day == date(2026, 2, 1)


def test_a_theme_without_papers_has_a_feed_that_waits_for_them(toy_catalog):
    feed = fetched("x", files_of(with_entries(toy_catalog, []))["feeds/theme-robot-learning.xml"])
    assert feed.entries == []
    assert feed.feed.updated == "2000-01-01T00:00:00Z"


def test_a_paper_is_also_in_the_feeds_of_its_further_themes(toy_catalog):
    entry = changed(toy_catalog.entries["cad2rl"], also_in=("model-based-rl", "robot-learning"))
    files = files_of(with_entries(toy_catalog, [entry]))
    for theme in ("robot-learning", "model-based-rl"):
        assert len(fetched("x", files[f"feeds/theme-{theme}.xml"]).entries) == 1
    assert fetched("x", files["feeds/theme-imitation-learning.xml"]).entries == []


def test_a_paper_stays_the_same_item_whatever_becomes_of_it(toy_catalog):
    entry = toy_catalog.entries["cad2rl"]
    first = item_id(entry)
    moved = entry.model_copy(update={"theme": "imitation-learning"})
    renamed = entry.model_copy(update={"id": "flight"})
    renamed = changed(renamed, formerly=("cad2rl", "drones"), title="Flight", why="x")
    assert item_id(moved) == item_id(renamed) == first
    assert {item_id(other) for other in toy_catalog.entries.values() if other != entry}.isdisjoint(
        {first}
    )


def test_no_name_of_an_item_depends_on_the_host_or_the_name_of_the_list(toy_catalog):
    site = toy_catalog.site.model_copy(update={"url": "https://new.example/", "name": "Renamed"})
    other = toy_catalog.model_copy(update={"site": site})
    for catalog in (other, without_address(toy_catalog)):
        ids = [
            [item["id"] for item in json.loads(files_of(version)["feeds/all.json"])["items"]]
            for version in (toy_catalog, catalog)
        ]
        assert ids[0] == ids[1]


def test_names_of_items_are_kept_for_good():
    """Whoever changes this shows every paper as new to every reader."""
    assert item_id(entry_of(1, date(2026, 1, 31))) == (
        "urn:uuid:7c6ad9a2-5611-53c0-8fb3-9ea0044d468b"
    )


def read_back(text):
    """A list on which strangers wrote one text into every field: a feed of it, read back."""
    fields = {"title": text, "authors": (text,), "why": text, "summary": text, "tags": ("t",)}
    entry = changed(entry_of(1, date(2026, 1, 1)), **fields)
    theme = Theme(title="x", short="x", order=1, scope="x")
    tag = Tag(slug="t", label="x", group="kind", meaning="x")
    site = Site(name="x", tagline="x", description="x")
    catalog = Catalog(
        site=site.model_copy(update={"name": text, "tagline": text}),
        entries={entry.id: entry},
        themes={entry.theme: theme.model_copy(update={"title": text, "scope": text})},
        tags={"t": tag.model_copy(update={"label": text, "meaning": text})},
        paths={}, ignored=(), listings={}, pages={}, register_ids={},
    )  # fmt: skip
    files = files_of(catalog)
    stem = f"feeds/theme-{entry.theme}"
    opml = etree.fromstring(files["feeds/feeds.opml"].encode())
    return fetched(stem, files[f"{stem}.xml"]), json.loads(files[f"{stem}.json"]), opml


def assert_unchanged(text):
    atom, feed, opml = read_back(text)
    (entry,), (item,) = atom.entries, feed["items"]
    seen = shown(text)
    in_atom = [entry.title, entry.authors[0].name, entry.summary, atom.feed.subtitle]
    in_atom += [atom.feed.author, *(tag.label for tag in entry.tags)]
    assert {found.strip() for found in in_atom} == {seen}
    assert atom.feed.title.strip() == shown(f"{text}: {text}")
    in_json = [item["title"], item["authors"][0]["name"], item["summary"], *item["tags"]]
    assert {*in_json, feed["description"], feed["authors"][0]["name"]} == {text}
    assert opml.findtext("head/title").strip() == seen
    for html in (xml_text(item["content_html"]), entry.content[0].value):
        paragraphs = etree.fromstring(f"<div>{html}</div>").findall("p")
        assert ["".join(p.itertext()).strip() for p in paragraphs] == [seen, seen]


@given(TEXT)
def test_any_text_comes_back_unchanged(text):
    assert_unchanged(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_unchanged(text):
    assert_unchanged(text)
