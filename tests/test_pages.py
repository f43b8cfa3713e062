"""Golden pages of the toy list, and what every page has.

``pytest --update-golden`` writes golden/ anew; review it as a diff.
"""

import html
import json
import re
from pathlib import Path
from urllib.parse import parse_qs

import jsonschema
import pytest
import yaml

from generator.catalog.loading import OWN_PAGES
from generator.derive import derive
from generator.model import Relation
from generator.project import Project, read_templates, read_word_table
from generator.render import render
from generator.render.engine import engine_config
from generator.render.views import related_by_id

HERE = Path(__file__).parent
BLOCK = re.compile(r"<(article|figure|ul|ol|dl|form|div)\b.*?</\1>", re.DOTALL)
GOLDEN = [
    "index.md",
    "papers/index.md",
    "papers/rest-mcts.md",
    "papers/visual-foresight.md",
    "papers/spiral.md",
    "themes/index.md",
    "themes/self-play-and-self-improvement.md",
    "tags/theory.md",
    "paths/a-first-evening.md",
    "listings/spaced-mar-20.md",
    "search.md",
    "map.md",
    "data/map.json",
    "data/index.md",
    "stats.md",
    "my.md",
    "suggest.md",
    "about.md",
    "new.md",
    "feeds.md",
    "offline.md",
    "manifest.webmanifest",
    "feeds/tag-sim-to-real.xml",
    "feeds/tag-sim-to-real.json",
    "papers/maml/index.html",
    "robots.txt",
    "opensearch.xml",
    "llms.txt",
]


@pytest.fixture(scope="module")
def files(toy_catalog) -> dict[str, str]:
    templates = read_templates(Project(HERE / "toy"))
    return dict(render(toy_catalog, derive(toy_catalog, read_word_table()), templates))


@pytest.mark.parametrize("name", GOLDEN)
def test_golden_page(files, name, request):
    golden = HERE / "golden" / name
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(files[name])
    assert files[name] == golden.read_text()


def test_every_entry_theme_listing_and_path_has_its_page(files, toy_catalog):
    expected = {f"papers/{id_}.md" for id_ in toy_catalog.entries}
    expected |= {f"themes/{slug}.md" for slug in toy_catalog.themes}
    expected |= {f"listings/{id_}.md" for id_ in toy_catalog.listings}
    expected |= {f"paths/{slug}.md" for slug in toy_catalog.paths}
    assert expected <= set(files)


def test_every_page_has_a_title_in_its_front_matter(files):
    pages = [text for name, text in files.items() if name.endswith(".md")]
    for text in pages:
        head = yaml.safe_load(text.split("---\n")[1])
        assert head["title"]


def test_no_page_holds_a_blank_line_inside_html(files):
    """Markdown would end the block there and read the rest as text."""
    for name, text in files.items():
        if name.endswith(".md"):
            for match in BLOCK.finditer(text):
                assert "\n\n" not in match[0], name


def test_a_listing_keeps_its_own_order_and_shows_what_is_left_out(files):
    page = files["listings/spaced-mar-20.md"]
    ranks = [int(rank) for rank in re.findall(r'<li value="(\d+)"', page)]
    assert ranks == [1, 2, 3, 4, 5, 6, 7, 8]
    ids = re.findall(r'data-paper-id="([^"]+)"', page)
    assert ids[0] == "rest-mcts"
    assert len(ids) == 7
    assert "left out" in page


def test_absent_facts_leave_nothing_behind(files):
    page = files["papers/visual-foresight.md"]
    assert "None" not in page
    assert "<span></span>" not in page
    assert "Code" not in files["papers/generative-adversarial-imitation-learning.md"]


def with_facts(catalog, id_, **facts) -> dict[str, str]:
    """Return the files of a list in which a paper has other facts."""
    entry = catalog.entries[id_]
    other = entry.model_copy(update={"paper": entry.paper.model_copy(update=facts)})
    changed = catalog.model_copy(update={"entries": {**catalog.entries, id_: other}})
    templates = read_templates(Project(HERE / "toy"))
    return dict(render(changed, derive(changed, read_word_table()), templates))


def test_what_is_not_known_is_said_where_it_is_looked_for(files, toy_catalog):
    nothing = {"authors": (), "year": None, "venue": None, "arxiv": None, "doi": None, "links": {}}
    title = 'Is "Self-Play" & <b> all?'
    page = with_facts(toy_catalog, "spiral", title=title, **nothing)["papers/spiral.md"]
    assert '<p class="ad-byline ad-quiet">Authors and year not known</p>' in page
    cite = page.partition('<div class="ad-cite"')[2]
    assert "Authors and year not known: complete the citation before you use it." in cite
    button = r'<a class="ad-button" href="([^"]+)" rel="noopener">([^<]+)'
    links = re.findall(button, html.unescape(page))
    query = "Is+%22Self-Play%22+%26+%3Cb%3E+all%3F"
    address = f"https://arxiv.org/search/?query={query}&searchtype=title"
    assert links == [(address, "Look for this title on arXiv")]
    assert '<p class="ad-byline ad-quiet">Year not known</p>' in files["papers/visual-foresight.md"]
    assert "Look for" not in files["papers/visual-foresight.md"]
    assert "not known" not in files["papers/spiral.md"]


def test_a_venue_that_names_its_year_makes_the_citation_whole(toy_catalog):
    page = with_facts(toy_catalog, "spiral", year=None, venue="ICLR 2026")["papers/spiral.md"]
    assert "not known" not in page


def test_each_author_leads_to_their_papers(toy_catalog):
    authors = ("Émile O'Neil", 'Aude "Ada" Oliva', "A & B <c>")
    page = with_facts(toy_catalog, "spiral", authors=authors)["papers/spiral.md"]
    byline = re.search(r'<p class="ad-byline">(.*)</p>', page)[1]
    addresses = re.findall(r'href="\.\./\.\./search/\?([^"]+)"', byline)
    assert [parse_qs(html.unescape(address)) for address in addresses] == [
        {"q": [f'author:"{name}"']} for name in ("Émile O'Neil", "Aude Ada Oliva", "A & B <c>")
    ]
    names = [html.unescape(name) for name in re.findall(r">([^<]+)</a>", byline)]
    assert names == list(authors)


def test_papers_json_follows_its_schema_and_holds_everything(files, toy_catalog):
    data = json.loads(files["data/papers.json"])
    schema = json.loads(files["data/papers.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema)
    by_id = {paper["id"]: paper for paper in data["papers"]}
    assert set(by_id) == set(toy_catalog.entries)
    maml = by_id["generative-adversarial-imitation-learning"]
    assert maml["appears_in"] == [
        {"listing": "compact", "rank": 1},
        {"listing": "spaced-mar-20", "rank": 5},
    ]
    assert maml["url"] == "papers/generative-adversarial-imitation-learning/"
    assert by_id["visual-foresight"]["year"] is None
    assert by_id["rest-mcts"]["title"].startswith("ReST-MCTS*: LLM")


def test_long_lists_are_split_and_every_page_is_linked(toy_catalog):
    site = toy_catalog.site.model_copy(update={"cards_per_page": 2, "rows_per_page": 5})
    catalog = toy_catalog.model_copy(update={"site": site})
    templates = read_templates(Project(HERE / "toy"))
    files = dict(render(catalog, derive(catalog, read_word_table()), templates))
    assert {"papers/page/2.md", "papers/page/3.md"} <= set(files)
    assert "papers/page/4.md" not in files
    assert 'href="../papers/page/3/"' in files["papers/index.md"]
    assert "themes/self-play-and-self-improvement/page-2.md" in files
    lists = ["papers/index.md", "papers/page/2.md", "papers/page/3.md"]
    ids = re.findall(r'data-paper-id="([^"]+)"', "".join(files[name] for name in lists))
    assert sorted(ids) == sorted(catalog.entries)


def test_paper_pages_stay_out_of_the_menus(toy_catalog):
    config = engine_config((HERE.parent / "mkdocs.yml").read_text(), toy_catalog)
    settings = yaml.safe_load(config)
    assert "papers/rest-mcts.md" not in str(settings["nav"])
    assert settings["site_name"] == "Toy list"
    assert settings["strict"] is True


def test_a_stated_relation_stands_on_both_pages_each_in_its_own_words(toy_catalog):
    """Where both papers state one, each page shows what its own paper says."""
    relations = {
        "cad2rl": [("uses", "spiral"), ("rival", "act-jepa")],
        "act-jepa": [("extends", "spiral")],
        "spiral": [("contrasts", "act-jepa")],
    }
    entries = dict(toy_catalog.entries)
    for id_, stated in relations.items():
        relates = tuple(Relation(kind=kind, id=other) for kind, other in stated)
        paper = entries[id_].paper.model_copy(update={"relates": relates})
        entries[id_] = entries[id_].model_copy(update={"paper": paper})
    catalog = toy_catalog.model_copy(update={"entries": entries})
    found = related_by_id(catalog, {id_: id_ for id_ in entries})
    shown = {id_: [(one.words, one.card) for one in others] for id_, others in found.items()}
    rival = "Another answer to the same problem"
    assert {id_: others for id_, others in shown.items() if others} == {
        "cad2rl": [("Uses", "spiral"), (rival, "act-jepa")],
        "act-jepa": [("Extends", "spiral"), (rival, "cad2rl")],
        "spiral": [("In contrast to", "act-jepa"), ("Used by", "cad2rl")],
    }


def test_no_page_of_prose_may_take_the_place_of_the_sites_own(files, toy_catalog):
    own = {path.partition("/")[0].removesuffix(".md").removesuffix(".html") for path in files}
    own = {name for name in own - set(toy_catalog.pages) if "." not in name}
    assert own <= OWN_PAGES, own - OWN_PAGES
