"""The site where it is published: its address, a sub-path, and the headers a host sends with it."""

import contextlib
import html
import http.server
import json
import re
import shutil
import threading
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml

from generator import disk
from generator.cli import main
from generator.derive.appearances import appearances
from generator.project import Project, load_project
from generator.render.page import RenderInput
from generator.render.pages import PAGES
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


def one_page_of_each_type() -> list[str]:
    catalog = load_project(Project(TOY)).catalog
    given = RenderInput(catalog, appearances(catalog))
    return list({page.template: page.url for make in PAGES for page in make(given)}.values())


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """The toy list, built for an address below a host's root."""
    root = tmp_path_factory.mktemp("published") / "toy"
    shutil.copytree(TOY, root)
    assert main(["--root", str(root), "site", *GIVEN]) == 0
    return root / "site"


def header_rules(text: str) -> list[tuple[str, dict[str, str]]]:
    """Read a `_headers` file as its hosts do."""
    rules: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        if line.startswith("/"):
            rules.append((line, {}))
        elif line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            rules[-1][1][name] = value
    return rules


@pytest.fixture(scope="module")
def host(published) -> Iterator[str]:
    """A host that serves the site below a sub-path and obeys its `_headers` file."""
    rules = header_rules((published / "_headers").read_text())

    class Handler(http.server.SimpleHTTPRequestHandler):
        def translate_path(self, path):
            place = unquote(urlsplit(path).path)
            inside = place.startswith(BASE)
            return str(published / place.removeprefix(BASE)) if inside else "/nowhere"

        def end_headers(self):
            place = "/" + urlsplit(self.path).path.removeprefix(BASE)
            for pattern, sent in rules:
                if fnmatchcase(place, pattern):
                    for name, value in sent.items():
                        self.send_header(name, value)
            super().end_headers()

        def send_error(self, code, *_arguments):
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((published / "404.html").read_bytes())

        def log_message(self, *_arguments):
            pass

        def copyfile(self, source, outputfile):
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the reader went on
                super().copyfile(source, outputfile)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{BASE}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def strict(page) -> Iterator:
    """A page that fails the test when the content policy refuses something on it."""
    refused: list[str] = []

    def note(what: str) -> None:
        refused.append(what)

    page.expose_function("adRefused", note)
    page.add_init_script(
        "addEventListener('securitypolicyviolation', (event) =>"
        " adRefused(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));"
    )
    yield page
    page.wait_for_timeout(0)
    assert refused == []


@pytest.mark.parametrize("url", [*one_page_of_each_type(), "no/such/page/"])
def test_every_page_type_works_below_a_sub_path_and_under_the_content_policy(
    published, host, strict, url
):
    answers: dict[str, int] = {}
    strict.on("response", lambda answer: answers.update({answer.url: answer.status}))
    strict.goto(host + url, wait_until="networkidle")
    assert answers.pop(host + url) == (200 if (published / url).exists() else 404)
    assert [found for found in answers.items() if found[1] != 200] == []
    assert all(address.startswith(host) for address in answers)
    gather = "all => all.map(e => e.href || e.src || e.action)"
    everything = strict.locator("a[href], link[href], script[src], img[src], form[action]")
    own = [
        a
        for a in everything.evaluate_all(gather)
        if a.startswith(urlsplit(host)._replace(path="").geturl())
    ]
    assert len(own) > 10
    for address in own:
        assert address.startswith(host)
        target = published / unquote(urlsplit(address).path).removeprefix(BASE)
        assert (target / "index.html" if target.is_dir() else target).exists(), address
    assert strict.locator("header .ad-name").evaluate("e => getComputedStyle(e).color") != ""


def test_search_menus_and_colours_work_under_the_content_policy(host, strict):
    strict.goto(host + "papers/rest-mcts/")
    strict.locator("#ad-header-query").fill("foresight")
    strict.keyboard.press("Enter")
    strict.locator("[data-paper-id=visual-foresight] a").first.click()
    assert strict.url == host + "papers/visual-foresight/"
    scheme = "document.body.getAttribute('data-md-color-media')"
    before = strict.evaluate(scheme)
    strict.locator("label[for^=__palette]:visible").first.click()
    assert strict.evaluate(scheme) != before
    strict.reload()
    assert strict.evaluate(scheme) != before
    strict.set_viewport_size({"width": 390, "height": 800})
    strict.locator("button.ad-menu").click()
    assert strict.locator("#__drawer").is_checked()


def test_the_policy_is_in_force(host, page):
    """Otherwise the tests above would prove nothing."""
    page.goto(host)
    page.evaluate(
        "const s = document.createElement('script'); s.textContent = 'window.ran = true';"
        "document.head.append(s); document.body.setAttribute('style', 'color: red')"
    )
    assert page.evaluate("window.ran") is None
    assert page.evaluate("getComputedStyle(document.body).color") != "rgb(255, 0, 0)"


def test_addresses_given_from_outside_stand_in_the_pages(published):
    text = html.unescape((published / "papers/rest-mcts/index.html").read_text())
    assert '<link rel="canonical" href="https://lists.example/some/list/papers/rest-mcts/">' in text
    assert 'href="https://code.example/a/b/edit/main/content/papers/' in text
    assert "https://lists.example/some/list/papers/" in (published / "sitemap.xml").read_text()
    data = json.loads((published / "data/papers.json").read_text())
    assert data["url"] == "https://lists.example/some/list/"
    assert "example.org" not in text


def test_a_repository_on_github_offers_the_form_for_mistakes(toy):
    """Its field `paper` is filled in; other hosts know no such forms."""
    assert main(["--root", str(toy), "render", "--repository", "https://github.com/a/b"]) == 0
    text = html.unescape((toy / "build/docs/papers/spiral.md").read_text())
    assert "https://github.com/a/b/issues/new?template=correction.yml&paper=spiral" in text
    form = yaml.safe_load((HOME / ".github/ISSUE_TEMPLATE/correction.yml").read_text())
    assert "paper" in [field.get("id") for field in form["body"]]
    assert main(["--root", str(toy), "render", "--repository", "https://gitlab.com/a/b"]) == 0
    assert "issues/new" not in (toy / "build/docs/papers/spiral.md").read_text()


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
