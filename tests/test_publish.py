"""The site where it is published: its address, a sub-path, and the headers a host sends with it."""

import html
import json
import re
import shutil
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from host import header_rules

from generator import disk
from generator.cli import main
from generator.site.headers import HOSTS, Headers, content_policy, header_files, headers_for
from generator.site.verify import read_site

HOME = Path(__file__).parent.parent
TOY = HOME / "tests/toy"
BASE = "/some/list/"
GIVEN = [
    "--site-url",
    "https://lists.example/some/list",
    "--repository",
    "https://code.example/a/b",
]


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """The toy list, built for an address below a host's root."""
    root = tmp_path_factory.mktemp("published") / "toy"
    shutil.copytree(TOY, root)
    assert main(["--root", str(root), "site", *GIVEN]) == 0
    return root / "site"


@pytest.fixture
def host(published, serve) -> str:
    """A host that serves the site below a sub-path and obeys its `_headers` file."""
    return serve(published, BASE)


def one_page_of_each_type(site: Path) -> list[str]:
    """The longest page of each depth below each first folder: types do not share both."""
    found: dict[tuple[str, int], str] = {}
    for path in sorted(site.rglob("index.html"), key=lambda path: path.stat().st_size):
        folders = path.parent.relative_to(site).parts
        found["".join(folders[:1]), len(folders)] = "".join(f"{name}/" for name in folders)
    return sorted(found.values())


def test_every_page_type_works_below_a_sub_path_and_under_the_content_policy(published, host, page):
    urls = one_page_of_each_type(published)
    assert {"", "papers/", "search/"} < set(urls)
    assert len(urls) > 10
    for url in [*urls, "no/such/page/"]:
        answers: dict[str, int] = {}
        note = lambda answer, into=answers: into.update({answer.url: answer.status})  # noqa: E731
        page.on("response", note)
        page.goto(host + url, wait_until="networkidle")
        page.remove_listener("response", note)
        assert answers.pop(host + url) == (200 if (published / url).exists() else 404)
        assert [found for found in answers.items() if found[1] not in (200, 304)] == []
        assert all(address.startswith(host) for address in answers)
        leading = page.locator("a[href], link[href], script[src], img[src], form[action]")
        addresses = leading.evaluate_all("all => all.map(e => e.href || e.src || e.action)")
        own = [address for address in addresses if address.startswith(host.removesuffix(BASE))]
        assert len(own) > 10
        for address in own:
            assert address.startswith(host), f"{url} leads to {address}"
            target = published / unquote(urlsplit(address).path).removeprefix(BASE)
            assert (target / "index.html" if target.is_dir() else target).exists(), address


def test_search_menus_and_colours_work_under_the_content_policy(host, page):
    page.goto(host + "papers/rest-mcts/")
    page.locator("#ad-header-query").fill("foresight")
    page.keyboard.press("Enter")
    page.locator("[data-paper-id=visual-foresight] a").first.click()
    page.wait_for_url(host + "papers/visual-foresight/")
    scheme = "document.body.getAttribute('data-md-color-media')"
    before = page.evaluate(scheme)
    page.locator("label[for^=__palette]:visible").first.click()
    assert page.evaluate(scheme) != before
    page.reload()
    assert page.evaluate(scheme) != before
    page.set_viewport_size({"width": 390, "height": 800})
    page.locator("button.ad-menu").click()
    assert page.locator("#__drawer").is_checked()


def test_the_policy_is_in_force(host, browser):
    """Otherwise nothing here, and nothing in the other tests in a browser, would prove it."""
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(host)
    page.evaluate(
        "const s = document.createElement('script'); s.textContent = 'window.ran = true';"
        "document.head.append(s); document.body.setAttribute('style', 'color: red')"
    )
    assert page.evaluate("window.ran") is None
    assert page.evaluate("getComputedStyle(document.body).color") != "rgb(255, 0, 0)"
    # Each is refused twice: by the host's header, and by the page itself.
    assert len([line for line in said if "Content Security" in line]) == 4
    page.close()


def test_the_policy_is_in_force_on_a_host_that_sends_no_headers(published, browser):
    page = browser.new_page()
    page.goto((published / "papers/rest-mcts/index.html").as_uri())
    page.evaluate(
        "const s = document.createElement('script'); s.textContent = 'window.ran = true';"
        "document.head.append(s)"
    )
    assert page.evaluate("window.ran") is None
    page.evaluate("document.body.innerHTML = '<img src=x onerror=window.ran=1>'")
    page.wait_for_timeout(100)
    assert page.evaluate("window.ran") is None
    page.close()


def test_addresses_given_from_outside_stand_in_the_pages(published):
    text = html.unescape((published / "papers/rest-mcts/index.html").read_text())
    assert '<link rel="canonical" href="https://lists.example/some/list/papers/rest-mcts/">' in text
    assert 'href="https://code.example/a/b/edit/main/content/papers/' in text
    assert "https://lists.example/some/list/papers/" in (published / "sitemap.xml").read_text()
    data = json.loads((published / "data/papers.json").read_text())
    assert data["url"] == "https://lists.example/some/list/"
    assert "example.org" not in text


def test_a_repository_on_github_offers_the_form_for_mistakes(toy):
    """Its field `paper` is filled in; on other hosts an issue is begun."""
    assert main(["--root", str(toy), "render", "--repository", "https://github.com/a/b"]) == 0
    text = html.unescape((toy / "build/docs/papers/spiral.md").read_text())
    assert "https://github.com/a/b/issues/new?template=correction.yml&paper=spiral" in text
    form = yaml.safe_load((HOME / ".github/ISSUE_TEMPLATE/correction.yml").read_text())
    assert "paper" in [field.get("id") for field in form["body"]]
    assert main(["--root", str(toy), "render", "--repository", "https://gitlab.com/a/b"]) == 0
    text = html.unescape((toy / "build/docs/papers/spiral.md").read_text())
    assert "https://gitlab.com/a/b/-/issues/new?issue%5Btitle%5D=Mistake+in+spiral" in text


@pytest.mark.parametrize(
    "arguments",
    [
        ["--site-url", "lists.example"],
        ["--site-url", "javascript:alert(1)"],
        ["--site-url", "https://lists.example/?list=1"],
        ["--site-url", "https://lists.example/#top"],
        ["--repository", "git@code.example:a/b.git"],
        ["--repository", 'https://code.example/"><script>'],
    ],
)
@pytest.mark.parametrize("verb", ["site", "render", "serve"])
def test_an_address_that_is_none_is_a_usage_error(toy, capsys, verb, arguments):
    with pytest.raises(SystemExit) as end:
        main(["--root", str(toy), verb, *arguments])
    assert end.value.code == 2
    assert "expected an address" in capsys.readouterr().err
    assert not (toy / "build").exists()


def test_without_addresses_the_site_names_none(toy):
    settings = toy / "site_config/site.yaml"
    kept = [s for s in settings.read_text().splitlines() if not re.match("url:|repository:", s)]
    settings.write_text("\n".join(kept))
    assert main(["--root", str(toy), "render"]) == 0
    written = yaml.safe_load((toy / "build/mkdocs.yml").read_text())
    assert not {"site_url", "repo_url"} & written.keys()


def test_header_files_say_the_same_in_the_form_of_each_host(published):
    texts = {name: (published / name).read_text() for name in HOSTS}
    policy = dict(header_rules(texts["_headers"]))["/*"]["Content-Security-Policy"]
    assert re.search(r"script-src 'self'( 'sha256-[A-Za-z0-9+/=]{44}'){3,9};", policy)
    assert "unsafe" not in policy
    for text in texts.values():
        assert policy in text
        for name in ("nosniff", "Referrer-Policy", "Permissions-Policy", "immutable"):
            assert name in text
    assert f"ErrorDocument 404 {BASE}404.html" in texts[".htaccess"]
    assert f"error_page 404 {BASE}404.html;" in texts[".nginx.conf"]


def test_the_headers_file_keeps_to_the_limits_of_its_hosts(published):
    """Cloudflare: 100 rules, 2,000 characters a line, one `*` a rule; both join doubled headers."""
    text = (published / "_headers").read_text()
    rules = header_rules(text)
    assert len(rules) <= 100
    assert max(map(len, text.splitlines())) < 2000
    assert all(pattern.count("*") <= 1 for pattern, _ in rules)
    for path, _ in disk.read_tree(published):
        matching = [sent for pattern, sent in rules if fnmatchcase(f"/{path}", pattern)]
        names = [name for sent in matching for name in sent]
        assert len(names) == len(set(names)), path


def test_only_files_named_by_their_content_are_kept_for_good(published):
    kept = headers_for(read_site(disk.read_tree(published))).kept
    assert any(path.startswith("assets/stylesheets/main.") for path in kept)
    assert not [path for path in kept if "site.css" in path or "site.js" in path]


def test_file_endings_that_hosts_do_not_know_get_their_type():
    headers = Headers("default-src 'none'", types={"bib": "application/x-bibtex; charset=utf-8"})
    for text in header_files(headers).values():
        assert "application/x-bibtex" in text
    site = read_site([("papers/a.bib", b""), ("index.html", b"<p>x</p>")])
    assert headers_for(site).types.keys() == {"bib"}


def test_only_scripts_that_the_theme_puts_everywhere_are_allowed():
    bare = b'<script>go(new URL("/",location))</script><script type="application/json">{}</script>'
    other = b'<script>go(new URL("../..",location))</script><script>alert(1)</script>'
    site = read_site([("404.html", bare), ("index.html", other)])
    assert {text for _element, text in site.inline} == {
        'go(new URL("/",location))',
        'go(new URL("../..",location))',
    }


def test_the_policy_does_not_depend_on_the_order_of_pages():
    one, two = ("script", "a()"), ("script", "b()")
    assert content_policy([one, two]) == content_policy([two, one])
