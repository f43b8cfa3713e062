"""What a catalogue refuses, with a clear problem, and what curators write in Markdown and YAML."""

import re
import shutil
from itertools import product

import html5lib
import markdown
import pytest
import yaml
from conftest import COUNT, TOY, settle
from payloads import LONG, PAYLOADS, UNSEEN, begin, end
from watch import Watched, told

from generator.catalog.rules import _addresses
from generator.cli import main
from generator.model import Page, Paper
from generator.project import Project, load_project
from generator.render.prose_markdown import tidy_markdown
from generator.yaml_source import read_yaml

FOLDER = "content/papers/robot-learning"
EXTENSIONS = ["toc", "tables", "fenced_code"]
HTML = "{http://www.w3.org/1999/xhtml}"
TAGS = set(
    "html head body div p a em strong code pre h1 h2 h3 h4 h5 h6 ul ol li blockquote hr br img "
    "table thead tbody tr th td".split()
)
ATTRIBUTES = {"href", "title", "alt", "src", "id", "class", "align", "style", "start"}
PLACES = (
    "{}", "# {}", "- {}", "> {}", "    {}", "| {} |\n| --- |\n| {} |", "`{}`", "``{}`", "\\`{}\\`",
    "`{}", "{}\n===", "~~~\n{}", "```\n{}", "```\n{}\n~~~\n{}", "```\n{}\n``` x\n{}",
    "~~~~\n{}\n~~~\n{}", " ```\n{}\n```\n{}", "[{}](x)", "[x]({} '{}')", "![{}]({})",
    "[{}][x]\n\n[x]: {}", "a `b\n{}\nc` d", "`` ` {} ` ``", "<!--\n\n{}\n\n-->",
)  # fmt: skip


def entry(**fields) -> str:
    whole = {"title": "A title", "added": "2026-11-22", **fields}
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)


def problems_of(root) -> dict[str, list]:
    """The errors of each file of the list, by its name."""
    found: dict[str, list] = {}
    for problem in load_project(Project(root)).problems:
        if problem.level == "error":
            found.setdefault(problem.location.path.rpartition("/")[2], []).append(problem)
    return found


def test_characters_that_nobody_sees_are_refused_in_every_field(toy):
    texts = [
        name
        for name in Paper.model_fields
        if name not in {"links", "tags", "also_in", "formerly", "relates", "year", "added"}
    ]
    wanted = set()
    for (place, text), name in product(enumerate(UNSEEN), texts):
        file = f"unseen-{place}-{name.replace('_', '-')}.yaml"
        several = name in {"listed_as", "aliases", "authors", "needs"}
        path = toy / FOLDER / file
        path.write_bytes(entry(**{name: [text] if several else text}).encode())
        wanted.add(file)
    found = problems_of(toy)
    assert wanted <= set(found)
    for file in wanted:
        assert {problem.code for problem in found[file]} & {
            "invisible-character",
            "arxiv-id",
            "doi",
        }
        assert all(problem.location.line for problem in found[file])
        assert all(problem.message and problem.hint for problem in found[file])


def test_payloads_are_no_ids_numbers_or_addresses(toy):
    codes = {"slug", "arxiv-id", "doi", "url", "year", "date", "unknown-word", "shape"}
    for number, text in enumerate(PAYLOADS):
        fields = {
            "tags": [f"{text} x"],
            "also_in": [f"{text} x"],
            "formerly": [f"{text} x"],
            "arxiv": f"{text} x",
            "doi": f"{text} x",
            "year": f"{text} x",
            "links": {"code": f"{text} x"},
            "relates": [{"id": "spiral", "kind": f"{text} x"}],
            "added": f"{text} x",
        }
        path = toy / FOLDER / f"refused-{number}.yaml"
        path.write_text(entry(**fields))
    found = problems_of(toy)
    for number in range(COUNT):
        all_ = found[f"refused-{number}.yaml"]
        problems = [problem for problem in all_ if problem.code != "duplicate-title"]
        assert len(problems) == 9
        assert {problem.code for problem in problems} <= codes
        assert all(problem.message and problem.hint for problem in problems)


def test_no_address_of_a_link_begins_otherwise_than_a_web_page(toy):
    taken = []
    for number, text in enumerate(PAYLOADS):
        path = toy / FOLDER / f"link-{number}.yaml"
        path.write_text(entry(title=f"Title {end(number)}", links={"code": text}))
    catalog, found = load_project(Project(toy)).catalog, problems_of(toy)
    for number in range(COUNT):
        problems = found.get(f"link-{number}.yaml", [])
        if not problems:
            taken.append(catalog.entries[f"link-{number}"].paper.links.get("code", ""))
        assert {problem.code for problem in problems} <= {"url"}
    assert {scheme_of(address) for address in taken if address} == {"https"}


def test_a_file_whose_name_is_no_id_is_refused(toy):
    names = [text for text in PAYLOADS if "/" not in text and text[0] != "."]
    for name in names:
        (toy / FOLDER / f"{name}.yaml").write_text(entry(title=f"Title of {name}"))
    found = problems_of(toy)
    for name in names:
        kept = re.fullmatch("[a-z0-9]+(?:-[a-z0-9]+)*", name)
        assert kept or f"{name}.yaml" in found, name


@pytest.mark.parametrize(
    "template", ["title: {}\n", "title: a\nauthors:\n- {}\n", "{}\n", "{}: x\n"]
)
def test_any_yaml_is_read_as_written_or_refused(template):
    for text in (*PAYLOADS, *LONG):
        written = template.format(text)
        source, problems = read_yaml("x.yaml", written)
        assert (source is None) == bool(problems)
        for problem in problems:
            assert problem.message
            assert problem.hint
        if source is not None:
            plain = yaml.load(written, Loader=yaml.BaseLoader)  # noqa: S506 - it makes text alone
            title = plain.get("title") if isinstance(plain, dict) else None
            if isinstance(title, str) and title not in {"", "~", "null", "Null"}:
                assert source.data["title"] == plain["title"]


def elements(text: str):
    """The elements that a browser makes of a page of prose."""
    _, body = tidy_markdown(f"# T\n\n{text}\n", "x")
    made = markdown.markdown(body, extensions=EXTENSIONS)
    return [e for e in html5lib.parse(made).iter() if isinstance(e.tag, str)]


def scheme_of(address: str) -> str:
    """Return the scheme of an address as browsers read it: without line ends, whatever its case."""
    read = re.sub("[\t\n\r]", "", address.lstrip("".join(map(chr, range(33))))).casefold()
    found = re.match("([a-z][a-z0-9+.-]*):", read)
    return found[1] if found else ""


@pytest.mark.parametrize("place", PLACES)
def test_nothing_but_markdown_comes_out_of_a_page_of_prose(place):
    for text in PAYLOADS:
        page = place.replace("{}", text)
        told = list(_addresses(Page(slug="x", path="x.md", markdown=page)))
        for element in elements(page):
            assert element.tag.removeprefix(HTML) in TAGS, page
            assert set(element.attrib) <= ATTRIBUTES, page
            address = element.get("href") or element.get("src") or ""
            assert told or scheme_of(address) in {"", "http", "https", "mailto"}, page


@pytest.mark.parametrize("code", ["```\n{}\n```", "~~~ x\n{}\n~~~~", "`{}`"])
def test_code_shows_as_typed(code):
    for text in PAYLOADS:
        if "`" in text or text in {"~~~", "---", "==="}:
            continue
        found = elements(code.format(text))
        [shown] = [e for e in found if e.tag == f"{HTML}code"]
        assert "".join(shown.itertext()) == text


def test_a_page_of_prose_does_not_fetch_from_other_hosts(toy, capsys):
    (toy / "content/pages/about.md").write_text("# About\n\n![x](https://evil.example/x.png)\n")
    assert main(["--root", str(toy), "site"]) == 1
    assert "would be fetched from another host" in capsys.readouterr().out


def test_a_link_that_runs_a_script_is_refused_however_it_is_written(toy, capsys):
    ways = "[x](javascript:a)\n\n[x](java\nscript:a)\n\n> [y]: javascript:a\n\n[y]\n"
    (toy / "content/pages/about.md").write_text(f"# About\n\n{ways}")
    assert main(["--root", str(toy), "check"]) == 1
    told = capsys.readouterr().out
    for place in ("3:5", "5:5", "8:8"):
        assert f"content/pages/about.md:{place}: error url: expected a link" in told


def test_very_long_texts_are_built_and_shown_whole(tmp_path, serve, page):
    root = tmp_path / "toy"
    shutil.copytree(TOY, root)
    settle(root, name=LONG[0][:3000], tagline=LONG[3][:3000])
    for number, text in enumerate(LONG):
        fields = {"title": f"{begin(number)} {text[:4000]}", "abstract": text, "venue": text[:3000]}
        _, problems = read_yaml("x", entry(**fields))
        assert problems == []
        (root / FOLDER / f"long-{number}.yaml").write_text(entry(**fields))
    assert main(["--root", str(root), "site"]) == 0
    watched = Watched(page)
    site = serve(root / "site")
    for number, text in enumerate(LONG):
        survey = watched.open(f"{site}papers/long-{number}/")
        assert survey["wrong"] == [], told(survey["wrong"])
        quoted = page.locator(".ad-abstract blockquote p").first.text_content()
        assert quoted == " ".join(text.split())
    page.goto(f"{site}search/")
    for text in LONG:
        page.locator("#ad-search-field").fill(text)
        page.keyboard.press("Enter")
        page.locator("#ad-search-status", has_text=" ".join(text.split())[:60]).wait_for()
    assert watched.faults == []
