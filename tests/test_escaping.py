"""Outside text shows as typed, wherever it lands."""

import html
import re

import markdown
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.render.environment import environment, relative_url
from generator.render.escape import front_matter_text, protect
from generator.render.prose_markdown import tidy_markdown

HOSTILE = [
    "<script>alert(1)</script>",
    "{{ x }}",
    "{% raw %}",
    "[a](javascript:b)",
    "![a](x)",
    "ReST-MCTS*: LLM *Self* Training",
    "costs $500",
    "a | b",
    "# heading",
    "_under_ __double__",
    "</title>",
    "]]>",
    "1986. A year",
    "- item",
    "`code`",
    "<!-- comment",
    "&amp; &lt;",
    "https://example.org/x",
    "<https://example.org>",
    "\\*escaped\\*",
    "term\n: definition",
    "{: .class onclick=alert(1) }",
    "a\x02b\x03",
    "quo\"te 'single'",
    "=== ---",
    ":smile: @mention",
]
EXTENSIONS = ["toc", "tables", "fenced_code", "attr_list", "md_in_html", "def_list", "footnotes"]
TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=200)


def shown(rendered: str) -> str:
    """The text that a browser would show for a piece of HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", rendered))


def expected(text: str) -> str:
    return " ".join(re.sub(r"[\x02\x03]", "", text).split())


@settings(deadline=None)
@given(TEXT)
def test_any_text_survives_markdown(text):
    for template in ("# {}", "{}", '<p title="x">{}</p>', "- {}"):
        rendered = markdown.markdown(template.format(protect(text)), extensions=EXTENSIONS)
        assert " ".join(shown(rendered).split()) == expected(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_survives_markdown(text):
    rendered = markdown.markdown(f"# {protect(text)}\n\n{protect(text)}", extensions=EXTENSIONS)
    assert rendered.count("<") == 4  # h1 and p, opened and closed
    assert shown(rendered).split() == expected(text).split() * 2


@settings(deadline=None)
@given(TEXT)
def test_front_matter_holds_any_text(text):
    value = yaml.safe_load(f"title: {front_matter_text(text)}")["title"]
    assert " ".join(html.unescape(value).split()) == expected(text)
    assert not set('<>"{}*_`') & set(value)


@pytest.mark.parametrize("text", HOSTILE)
def test_templates_escape_without_being_asked(text):
    env = environment({"t": "{{ x }}|{{ [x, x] | join(', ') }}|{{ x ~ '' }}"}, {})
    for part in env.get_template("t").render(x=text).split("|"):
        assert not set("<>[]*_`{}$") & set(part)


def test_a_misspelt_name_in_a_template_is_an_error():
    env = environment({"t": "{{ papper }}"}, {})
    with pytest.raises(Exception, match="papper"):
        env.get_template("t").render(paper=1)


def test_prose_links_are_links_and_the_rest_is_text():
    env = environment(
        {"t": "{{ x | prose('themes/a/') }}"}, {("paper", "maml"): ("MA*ML", "papers/maml/")}
    )
    rendered = env.get_template("t").render(x="see [[maml]] or [[maml|<b>]] & [x](y)")
    assert '<a href="../../papers/maml/">MA&#42;ML</a>' in rendered
    assert '<a href="../../papers/maml/">&#60;b&#62;</a>' in rendered
    assert shown(rendered) == "see MA*ML or <b> & [x](y)"


@pytest.mark.parametrize(
    ("target", "page", "relative"),
    [
        ("", "", "./"),
        ("papers/maml/", "", "papers/maml/"),
        ("", "papers/maml/", "../../"),
        ("papers/b/", "papers/a/", "../../papers/b/"),
        ("data/papers.json", "papers/a/", "../../data/papers.json"),
        ("tags/#theory", "papers/a/", "../../tags/#theory"),
    ],
)
def test_relative_addresses(target, page, relative):
    assert relative_url(target, page) == relative


def test_raw_html_in_prose_shows_as_typed():
    title, body = tidy_markdown("# T\n\n<img src=x onerror=alert(1)>\n\n```\na < b\n```\n", "x")
    assert title == "T"
    rendered = markdown.markdown(body, extensions=EXTENSIONS)
    assert "<img" not in rendered
    assert "a < b" in shown(rendered)


def test_attribute_lists_in_prose_are_no_markup():
    _, body = tidy_markdown("# T\n\ntext {: onclick=alert(1) }\n", "x")
    assert "onclick=alert(1)" in shown(markdown.markdown(body, extensions=EXTENSIONS))
    assert "<p onclick" not in markdown.markdown(body, extensions=EXTENSIONS)
