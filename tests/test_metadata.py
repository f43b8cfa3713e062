"""The head of pages: what Zotero, search engines and messengers read there is true."""

import doctest
import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markupsafe import Markup
from pyld import jsonld

from generator.derive import derive
from generator.model import Catalog
from generator.project import Project, read_templates, read_word_table
from generator.render import metadata, render
from generator.render.escape import one_line
from generator.render.metadata import Metadata, json_ld_text

HERE = Path(__file__).parent
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=100)
ADDRESS = "https://example.org/toy/"


def head(page: Path) -> list[tuple[str, str]]:
    """Names and contents of all ``<meta>`` elements, as a parser finds them."""
    found = html.fromstring(page.read_bytes()).iterfind(".//head/meta")
    named = ((meta.get("name") or meta.get("property"), meta.get("content")) for meta in found)
    return [(name, content) for name, content in named if name]


def embedded_metadata(page: Path) -> dict:
    """What Zotero's translator of that name saves, by its rules, from a page."""
    tags: dict[str, list[str]] = {}
    for name, content in head(page):
        tags.setdefault(name, []).append(content)
    first = {name: contents[0] for name, contents in tags.items()}
    kind = "webpage" if first.get("og:type") == "website" else "journalArticle"
    kind = "conferencePaper" if "citation_conference_title" in first else kind
    item = {
        "type": kind,
        "title": first.get("citation_title", first.get("og:title")),
        "creators": tags.get("citation_author", []),
        "date": first.get("citation_publication_date"),
        "publication": first.get("citation_journal_title", first.get("og:site_name")),
        "conference": first.get("citation_conference_title"),
        "abstract": first.get("citation_abstract", first.get("description")),
        "url": first.get("citation_public_url"),
        "pdf": first.get("citation_pdf_url"),
        "tags": first.get("citation_keywords", "").split("; "),
    }
    return {name: value for name, value in item.items() if value}


def offline(address: str, _options: dict) -> dict:
    """The part of schema.org's context that we rely on; nothing is fetched."""
    assert address == "https://schema.org"
    links = ("sameAs", "url", "mainEntityOfPage", "contentUrl", "license")
    context = {"@vocab": "https://schema.org/"}
    context |= {name: {"@id": f"https://schema.org/{name}", "@type": "@id"} for name in links}
    found = {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": address}
    return found | {"document": {"@context": context}}


def linked_data(page: Path) -> list[dict]:
    """Expanded JSON-LD of a page, each document read by a processor."""
    scripts = html.fromstring(page.read_bytes()).xpath("//script[@type='application/ld+json']")
    return [
        thing
        for script in scripts
        for thing in jsonld.expand(json.loads(script.text), {"documentLoader": offline})
    ]


def value(thing: dict, name: str) -> str:
    [only] = thing[f"https://schema.org/{name}"]
    return only.get("@value", only.get("@id"))


def test_zotero_finds_what_the_entry_says(toy_site, toy_catalog):
    for id_, entry in toy_catalog.entries.items():
        item = embedded_metadata(toy_site / "papers" / id_ / "index.html")
        paper = entry.paper
        assert item["title"] == paper.title
        assert item.get("creators", []) == list(paper.authors)
        assert item["type"] in {"conferencePaper", "journalArticle"}
        assert item["abstract"] == paper.abstract.replace("\n\n", " ")
        assert item["url"] == f"https://arxiv.org/abs/{paper.arxiv}"
        assert item["pdf"] == f"https://arxiv.org/pdf/{paper.arxiv}"
        assert item["tags"] == [toy_catalog.tags[slug].label for slug in paper.tags]
        assert "publication" not in item  # the list is not the journal


def test_a_meeting_is_named_with_its_year(toy_site):
    item = embedded_metadata(toy_site / "papers/cad2rl/index.html")
    assert (item["type"], item["conference"], item["date"]) == (
        "conferencePaper",
        "RSS 2017",
        "2017",
    )


def test_nothing_is_claimed_that_is_not_known(toy_site):
    names = {name for name, _ in head(toy_site / "papers/visual-foresight/index.html")}
    assert "citation_publication_date" not in names
    assert "citation_conference_title" not in names
    [article] = linked_data(toy_site / "papers/visual-foresight/index.html")
    assert "https://schema.org/datePublished" not in article


def test_no_tag_of_any_page_is_empty(toy_site):
    for page in toy_site.rglob("*.html"):
        assert [name for name, content in head(page) if not (content or "").strip()] == []


def test_a_paper_is_a_scholarly_article_that_stands_at_arxiv(toy_site, toy_catalog):
    for id_, entry in toy_catalog.entries.items():
        [article] = linked_data(toy_site / "papers" / id_ / "index.html")
        work = f"https://arxiv.org/abs/{entry.paper.arxiv}"
        assert article["@type"] == ["https://schema.org/ScholarlyArticle"]
        assert article["@id"] == work
        assert value(article, "name") == entry.paper.title
        authors = article.get("https://schema.org/author", [])
        assert [value(author, "name") for author in authors] == list(entry.paper.authors)
        assert work in [same["@id"] for same in article["https://schema.org/sameAs"]]
        [identifier] = article["https://schema.org/identifier"]
        assert value(identifier, "value") == entry.paper.arxiv
        assert value(article, "mainEntityOfPage") == f"{ADDRESS}papers/{id_}/"


def test_a_theme_is_a_collection_of_its_papers(toy_site, toy_catalog):
    slug = "self-play-and-self-improvement"
    [page] = linked_data(toy_site / f"themes/{slug}/index.html")
    assert page["@type"] == ["https://schema.org/CollectionPage"]
    [items] = page["https://schema.org/mainEntity"]
    held = items["https://schema.org/itemListElement"]
    addresses = {f"{ADDRESS}papers/{e.id}/" for e in toy_catalog.entries_by_theme[slug]}
    assert {value(item, "url") for item in held} == addresses
    assert [value(item, "position") for item in held] == list(range(1, len(held) + 1))


def test_the_dump_is_a_data_set_whose_files_are_there(toy_site):
    [dataset] = linked_data(toy_site / "data/index.html")
    assert dataset["@type"] == ["https://schema.org/Dataset"]
    files = [value(d, "contentUrl") for d in dataset["https://schema.org/distribution"]]
    assert len(files) == 6
    for address in files:
        assert (toy_site / address.removeprefix(ADDRESS)).exists()
    assert "https://schema.org/license" not in dataset  # the toy list says nothing of one


def test_the_home_page_is_the_web_site(toy_site):
    [site] = linked_data(toy_site / "index.html")
    assert site["@type"] == ["https://schema.org/WebSite"]
    assert value(site, "url") == ADDRESS


@pytest.mark.parametrize(
    ("path", "kind", "image"),
    [
        ("papers/cad2rl/", "article", "assets/share/themes/robot-learning.png"),
        ("themes/robot-learning/", "website", "assets/share/themes/robot-learning.png"),
        ("", "website", "assets/share/list.png"),
        ("tags/theory/", "website", "assets/share/list.png"),
        ("about/", "website", "assets/share/list.png"),
    ],
)
def test_messengers_find_title_address_and_an_image_that_is_there(toy_site, path, kind, image):
    tags = dict(head(toy_site / path / "index.html"))
    assert tags["og:type"] == kind
    assert tags["og:title"]
    assert tags["og:url"] == ADDRESS + path
    assert tags["og:image"] == ADDRESS + image
    assert tags["twitter:card"] == "summary_large_image"
    assert (toy_site / image).read_bytes().startswith(b"\x89PNG")


def test_a_site_without_an_address_has_nothing_that_needs_one(toy_catalog):
    site = toy_catalog.site.model_copy(update={"url": None})
    fields = {name: getattr(toy_catalog, name) for name in Catalog.model_fields}
    catalog = Catalog(**fields | {"site": site})
    templates = read_templates(Project(HERE / "toy"))
    files = dict(render(catalog, derive(catalog, read_word_table()), templates))
    assert [name for name in files if name.startswith("assets/images/share")] == []
    for name, text in files.items():
        if name.endswith(".md"):
            front = yaml.safe_load(text.split("---\n")[1])
            assert "og:image" not in front["head"]
            assert "canonical" not in front["head"]
            assert "example.org" not in front["head"], name
    front = yaml.safe_load(files["papers/cad2rl.md"].split("---\n")[1])
    (data,) = html.fromstring(front["head"]).xpath("//script/text()")
    assert json.loads(data)["@id"] == "https://arxiv.org/abs/1611.04201"


@given(TEXT, TEXT)
def test_any_text_survives_json_ld_and_front_matter_and_cannot_leave_its_element(name, other):
    text = json_ld_text({"@type": "Thing", "name": name + "</script><!--", "also": [other]})
    assert not set("<>&\u2028\u2029") & set(text)
    assert "\n" not in text
    element = Markup("<script>{}</script>").format(Metadata(json_ld=text).json_ld_html)
    head = yaml.safe_load(f"head: {one_line(element)}\n")["head"]
    thing = json.loads(html.fragment_fromstring(head).text)
    assert thing["name"] == name + "</script><!--"
    assert thing.get("also", [""]) == [other]


def test_the_same_head_comes_from_the_second_engine(zensical_site, toy_site):
    for path in ("papers/rest-mcts/index.html", "themes/robot-learning/index.html"):
        ours = [tag for tag in head(toy_site / path) if "_" in tag[0] or ":" in tag[0]]
        assert len(ours) > 5
        assert ours == [tag for tag in head(zensical_site / path) if "_" in tag[0] or ":" in tag[0]]
        assert linked_data(toy_site / path) == linked_data(zensical_site / path) != []


def test_examples_in_the_documentation_are_true():
    assert doctest.testmod(metadata).failed == 0
