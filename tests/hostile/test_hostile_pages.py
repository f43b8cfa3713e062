"""A list full of hostile titles, built and opened in a browser: all of it shows as typed."""

import json
import shutil
from pathlib import Path

import pytest
import yaml

from generator.cli import main

HERE = Path(__file__).parent
PAYLOADS = [
    "<script>window.hurt = 1</script> in a title",
    "{{ config }} and {% include 'x' %}",
    "[a](javascript:window.hurt=1) link",
    "ReST-MCTS*: LLM *Self*-Training",
    "For $500 | a # b _under_ __double__",
    "</title><img src=x onerror=window.hurt=1>",
    "]]> --> <!-- <svg onload=window.hurt=1>",
    '" onmouseover="window.hurt=1" x="',
    "'; window.hurt=1; '",
    "`code` ~~~ ``` {: onclick=window.hurt=1 }",
    "&lt;b&gt; &amp; &#60;i&#62;",
    "1986. + - * list",
    "\\u003cscript\\u003e \\x3c ${window.hurt=1}",
    "A title of 字 and العربية and 🤖",
]


def quoted(payload: str) -> str:
    """The payload as an abstract: with a word between its words, lest they count as borrowed."""
    return " and ".join(payload.split())


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory):
    root = tmp_path_factory.mktemp("hostile") / "toy"
    shutil.copytree(HERE / "toy", root)
    folder = root / "content/papers/robot-learning"
    for number, payload in enumerate(PAYLOADS):
        entry = {
            "title": payload,
            "aliases": [payload],
            "authors": [payload],
            "venue": payload,
            "why": payload,
            "summary": payload + " word" * 40,
            "abstract": f"{quoted(payload)}\n\nAnd so on.",
            "listing_note": payload,
            "added": "2026-11-22",
            "added_by": payload,
        }
        (folder / f"hostile-{number}.yaml").write_text(
            yaml.safe_dump(entry, allow_unicode=True, sort_keys=False)
        )
    theme = root / "content/themes/robot-learning.yaml"
    data = yaml.safe_load(theme.read_text())
    data |= {"title": PAYLOADS[0], "short": PAYLOADS[5], "scope": PAYLOADS[3]}
    theme.write_text(yaml.safe_dump(data))
    site = root / "site_config/site.yaml"
    data = yaml.safe_load(site.read_text())
    data |= {"name": PAYLOADS[0], "tagline": PAYLOADS[7], "description": PAYLOADS[5]}
    site.write_text(yaml.safe_dump(data))
    assert main(["--root", str(root), "site"]) == 0
    return root / "site"


def shown(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_a_hostile_title_shows_as_typed_everywhere(hostile_site, serve, page, number):
    address = serve(hostile_site)
    payload = shown(PAYLOADS[number])
    page.goto(f"{address}papers/hostile-{number}/")
    heading = page.locator("h1")
    assert shown(heading.evaluate("h => h.childNodes[0].textContent")) == payload
    assert shown(page.title()) == f"{payload} · {PAYLOADS[0]}"
    assert shown(page.locator(".ad-abstract blockquote p").first.inner_text()) == quoted(payload)
    assert shown(page.locator(".ad-byline").inner_text()) == payload
    assert payload in shown(page.locator("meta[name=description]").get_attribute("content"))
    for name in ("citation_title", "citation_author"):
        assert page.locator(f"meta[name={name}]").get_attribute("content") == payload
    data = json.loads(page.locator("script[type='application/ld+json']").text_content())
    assert (data["name"], data["author"][0]["name"]) == (payload, payload)
    [cited] = json.loads(page.locator("[data-ending=json] code").text_content())
    assert cited["title"] == payload
    assert page.evaluate("window.hurt") is None


@pytest.mark.parametrize(
    "path", ["", "papers/", "themes/", "themes/robot-learning/", "search/?q=window"]
)
def test_no_page_runs_what_strangers_wrote(hostile_site, serve, page, path):
    page.goto(serve(hostile_site) + path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.hurt") is None
    assert (
        page.locator("img, svg[onload], [onclick], [onmouseover], a[href^=javascript]").count() == 0
    )


def test_search_results_show_hostile_titles_as_typed(hostile_site, serve, page):
    page.goto(serve(hostile_site) + "search/?q=onerror")
    link = page.locator("[data-paper-id=hostile-5] h2 a")
    link.wait_for()
    assert shown(link.inner_text()) == shown(PAYLOADS[5])
    assert page.evaluate("window.hurt") is None


def test_the_menu_shows_a_hostile_theme_as_typed(hostile_site, serve, page):
    page.goto(serve(hostile_site) + "themes/")
    menu = page.locator(".md-nav--primary").all_inner_texts()
    assert PAYLOADS[5] in "".join(menu)


def test_the_data_holds_hostile_titles_as_typed(hostile_site):
    papers = json.loads((hostile_site / "data/papers.json").read_text())["papers"]
    titles = {paper["title"] for paper in papers}
    assert {shown(payload) for payload in PAYLOADS} <= titles
