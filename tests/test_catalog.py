"""What `check` says of broken lists: each case is a file in bad/, with the whole printed report."""

import ast
import re
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import parallel, project
from generator.catalog import load, read
from generator.cli import main
from generator.codes import CODES
from generator.listings import parse_listing
from generator.model import Paper, ReadingPath, Site, Theme
from generator.problems import Level, Location, Problem, error, format_github, warning
from generator.project import Project, load_project
from generator.verbs.console import disk_fault, show_problems

HERE = Path(__file__).parent
CASES = sorted((HERE / "bad").glob("*.yaml"))
_LEFTOVERS = r"\alpha 5\% x{y }x {\it ``so so'' mathbb varepsilon cdot 3times x^2 a_{i} <b> </em>"
LEFTOVERS = [*_LEFTOVERS.split(), "tilde O"]


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_bad_case(case, processes, toy, request, capsys, monkeypatch):
    """`files` are written over the toy list (null deletes); `report` is what check prints."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setattr(project, "_WORTH_A_PROCESS", 0 if processes > 1 else 1_000)
    monkeypatch.setattr(parallel, "processors", lambda: processes)
    wanted = yaml.safe_load(case.read_text())
    for name, text in wanted["files"].items():
        path = toy / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    status = main(["--root", str(toy), "check"])
    report = capsys.readouterr().out.splitlines()
    if request.config.getoption("--update-golden"):
        wanted["report"], wanted["status"] = report, status
        case.write_text(yaml.safe_dump(wanted, sort_keys=False, allow_unicode=True, width=110))
    assert report == wanted["report"]
    assert status == wanted["status"]


def test_the_toy_list_is_right(capsys):
    assert main(["--root", str(HERE / "toy"), "check", "--errors-only"]) == 0
    said = capsys.readouterr().out
    assert said == "right: 12 papers in 9 themes; kept: 16 records of 2 listings\n"


def test_the_list_itself_is_right():
    problems = load_project(Project(HERE.parent)).problems
    assert [p for p in problems if p.level is not Level.NOTICE] == []


@pytest.mark.parametrize("leftover", LEFTOVERS)
@pytest.mark.parametrize("style", [None, "'", '"', "|", ">", "escaped"])
def test_leftover_markup_is_found_however_yaml_writes_it(leftover, style):
    """The rule looks at an entry only when its file holds what may be part of a leftover."""
    path = "content/papers/robot-learning/x.yaml"
    abstract = f"We learn {leftover} from play."
    if style == "escaped":
        written = f'"{"".join(f"{chr(92)}u{ord(character):04x}" for character in abstract)}"\n'
    else:
        written = yaml.safe_dump(abstract, default_style=style, width=20).removesuffix("...\n")
    assert yaml.safe_load(written).strip() == abstract
    text = f"abstract: {written}title: Play\nadded: 2026-01-31\n"
    site = (HERE / "toy/site_config/site.yaml").read_bytes()
    files = {"site_config/site.yaml": site, path: text.encode()}
    _, problems, _ = load(files, [])
    assert "leftover-markup" in {p.code for p in problems if p.location.path == path}


def test_on_github_problems_are_annotations(toy, capsys, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    (toy / "content/papers/robot-learning/cad2rl.yaml").write_text("titel: x\nadded: 2026-01-31\n")
    assert main(["--root", str(toy), "check"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == (
        "::error file=content/papers/robot-learning/cad2rl.yaml,line=1,col=1,title=missing-field::"
        "the field 'title' is missing%0Ahint: The paper's title with its own capitals, "
        "e.g. `Learning Latent Plans from Play`."
    )


def test_an_annotation_cannot_be_broken_out_of():
    problem = Problem(Location("a,b:c", 1), Level.ERROR, "url", "50%\n::error::x", "y")
    assert format_github(problem) == (
        "::error file=a%2Cb%3Ac,line=1,title=url::50%25%0A::error::x%0Ahint: y"
    )


def test_a_code_that_the_guide_does_not_explain_is_refused():
    with pytest.raises(ValueError, match="missing from"):
        Problem(Location("x"), Level.ERROR, "no-such-code", "m")


def test_a_listed_record_without_entry_is_an_error_at_its_line(toy, capsys):
    shutil.rmtree(toy / "content/papers/robot-learning")
    (toy / "content/paths/a-first-evening.yaml").unlink()
    assert main(["--root", str(toy), "check", "--errors-only"]) == 1
    said = capsys.readouterr().out
    assert "content/listings/compact.txt:5: error listed-without-entry" in said
    assert "content/register.yaml:5:1: error lost-id" in said


def test_every_code_is_used_somewhere():
    sources = (HERE.parent / "generator").rglob("*.py")
    text = "".join(path.read_text() for path in sources if path.name != "codes.py")
    unused = [code for code in CODES if f'"{code}"' not in text]
    # The three kinds of prose target are put together from a word.
    assert unused == ["unknown-path"]


def problem_calls():
    """Every place of the code that makes a problem, with its arguments."""
    for path in sorted((HERE.parent / "generator").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(getattr(node, "func", None), "id", "")
            if name in {"error", "warning", "notice", "Problem"}:
                arguments = node.args[1 if name == "Problem" else 0 :]
                place = f"{path.relative_to(HERE.parent)}:{node.lineno}"
                yield place, [*arguments, *(keyword.value for keyword in node.keywords)]


def test_every_problem_says_how_to_mend_it():
    without = [place for place, arguments in problem_calls() if len(arguments) < 4]
    blank = [p for p, a in problem_calls() if getattr(a[-1], "value", "x") == ""]
    assert without == blank == []


def test_messages_are_one_sentence_and_hints_are_never_empty():
    told = [line for case in CASES for line in yaml.safe_load(case.read_text())["report"]]
    heads = [line for line in told if re.match(r".+?: (error|warning|notice) [a-z-]+: ", line)]
    assert len(heads) > 80
    for head in heads:
        unquoted = re.sub(r"'.*'", "", head)
        assert not re.search(r"[.!?]($| )", unquoted.partition(": ")[2]), head
    assert sum(line.startswith("    hint: ") for line in told) == len(heads)
    assert "    hint: " not in told


SHAPES = st.recursive(
    st.sampled_from(["", "x", "0", "-1", "2020", "Offline RL", "ftp://x", "http://x y", "31.1."]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "kind", "code", "x", "title"]), inner, max_size=3)
    ),
    max_leaves=6,
)
FILES = {
    "content/papers/robot-learning/x.yaml": Paper,
    "content/themes/robot-learning.yaml": Theme,
    "content/paths/a-first-evening.yaml": ReadingPath,
    "site_config/site.yaml": Site,
}


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_stands_in_a_field_is_answered_with_a_way_to_mend_it(data):
    path = data.draw(st.sampled_from(sorted(FILES)))
    fields = data.draw(st.dictionaries(st.sampled_from(sorted(FILES[path].model_fields)), SHAPES))
    _, problems, _ = read({path: yaml.safe_dump(fields).encode()}, [])
    for problem in problems:
        assert problem.hint, problem
        assert "Input should" not in problem.message, problem


SITE = "name: Toy\ntagline: A toy\ndescription: It is one.\n"


def said(files):
    """Code and place of each problem of a list of a few files, and what could be read of it."""
    contents = {"site_config/site.yaml": SITE.encode()} | files
    catalog, problems, _ = read(contents, [])
    return catalog, [(p.code, str(p.location)) for p in problems if p.level is Level.ERROR]


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"\xff", 1), (b"\n\xff", 2), (b"title: x\nadded: \xe4\n", 2), (b"# \xc3\xa4\n\n \xc3\n", 3)],
)
def test_bytes_that_are_no_text_are_named_with_their_line(content, line):
    path = "content/themes/x.yaml"
    assert said({path: content})[1] == [("encoding", f"{path}:{line}")]


@pytest.mark.parametrize("text", [b"", b"\n", b"# nothing yet\n", b"[]\n"])
def test_a_file_that_holds_nothing_yet_is_no_fault(text):
    names = ["site_config/tags.yaml", "content/ignored.yaml"]
    catalog, problems = said(dict.fromkeys(names, text))
    assert problems == []
    assert (catalog.tags, catalog.ignored) == ({}, ())
    catalog, problems = said({"content/register.yaml": b"{}\n"})
    assert (catalog.register_ids, problems) == ({}, [])


def test_a_file_that_holds_something_else_is_said_to():
    files = dict.fromkeys(["site_config/tags.yaml", "content/ignored.yaml"], b"a: b\n")
    files |= dict.fromkeys(["content/register.yaml", "content/themes/x.yaml"], b"- a\n")
    assert sorted(said(files)[1]) == [("shape", f"{path}:1:1") for path in sorted(files)]


def test_a_list_without_its_further_files_is_whole():
    catalog, problems = said({})
    assert problems == []
    assert (catalog.tags, catalog.ignored, catalog.register_ids) == ({}, (), {})
    assert (catalog.pages, catalog.notice, catalog.entries) == ({}, "", {})


def test_a_page_of_a_name_that_the_site_uses_is_not_made():
    pages = {f"content/pages/{name}.md": b"# A page\n" for name in ("search", "about", "papers")}
    catalog, problems = said(pages)
    assert list(catalog.pages) == ["about"]
    assert problems == [("slug", f"content/pages/{name}.md") for name in ("papers", "search")]


def test_what_follows_a_faulty_item_is_read_too():
    path = "content/ignored.yaml"
    catalog, problems = said({path: b"- {title: A}\n- {title: B, reason: x}\n- {title: C}\n"})
    assert [one.title for one in catalog.ignored] == ["B"]
    assert problems == [("missing-field", f"{path}:{line}:3") for line in (1, 3)]


def test_of_two_that_have_one_name_the_first_is_kept():
    text = b"- {title: A, reason: first}\n- {title: B, reason: x}\n- {title: A, reason: second}\n"
    catalog, problems = said({"content/ignored.yaml": text})
    assert [(one.title, one.reason) for one in catalog.ignored] == [("A", "first"), ("B", "x")]
    assert problems == [("duplicate-item", "content/ignored.yaml:3:11")]


def test_themes_stand_in_their_own_order_and_of_equals_in_that_of_names():
    def theme(order):
        return f"title: T\nshort: T\norder: {order}\nscope: All.\n".encode()

    files = {f"content/themes/{slug}.yaml": theme(order)
             for slug, order in {"c": 1, "a": 2, "d": 1, "b": 10}.items()}  # fmt: skip
    assert list(said(files)[0].themes) == ["c", "d", "a", "b"]


def test_a_file_that_nothing_reads_is_noticed():
    names = ["papers/x.yaml", "papers/a/b/x.yaml", "papers/a/x.yml", "themes/a/x.yaml", "themes/x"]
    files = {f"content/{name}": b"title: x\n" for name in names}
    _, problems, _ = read({"site_config/site.yaml": SITE.encode(), **files}, [])
    strays = [p.location.path for p in problems if p.code == "stray-file"]
    assert sorted(strays) == sorted(files)
    assert any("content/papers/<theme>/<id>.yaml" in p.message for p in problems)
    assert any("content/themes/<name>.yaml" in p.message for p in problems)


@pytest.mark.parametrize("name", ["A", "a--b", "-a", "a_b", "index", "page"])
def test_a_file_whose_name_is_no_slug_is_not_read(name):
    path = f"content/themes/{name}.yaml"
    catalog, problems = said({path: b"title: T\nshort: T\norder: 1\nscope: All.\n"})
    assert (catalog.themes, problems) == ({}, [("slug", path)])


THEME = b"title: T\nshort: T\norder: 1\nscope: All.\n"


def checked(files):
    """Code and place of each error of a list of a few files, with those of the list as a whole."""
    _, problems, _ = load({"site_config/site.yaml": SITE.encode()} | files, [])
    return [(p.code, str(p.location)) for p in problems if p.level is Level.ERROR]


def paper(title, **fields):
    data = {"title": title, **fields, "added": "2026-01-31"}
    return yaml.safe_dump(data, sort_keys=False).encode()


def test_a_tag_earns_its_place_on_a_settled_list():
    slugs = ["much", "half", "some", "few"]
    tags = [{"slug": slug, "label": slug, "group": "method", "meaning": slug} for slug in slugs]
    files = {
        "site_config/tags.yaml": yaml.safe_dump(tags, sort_keys=False).encode(),
        "content/themes/x.yaml": THEME,
    }
    for n in range(30):
        own = ["much"] * (n < 16) + ["half"] * (n >= 15) + ["some"] * (n < 3) + ["few"] * (n < 2)
        files[f"content/papers/x/p{n}.yaml"] = paper(f"Paper number {n}", tags=own)

    def of_tags(contents):
        _, problems, _ = load({"site_config/site.yaml": SITE.encode(), **contents}, [])
        return [(p.code, p.message) for p in problems if p.code.endswith("used-tag")]

    assert of_tags(files) == [
        ("overused-tag", "the tag 'much' is on 16 of 30 papers"),
        ("unused-tag", "the tag 'few' is on fewer than three papers: 2"),
    ]
    del files["content/papers/x/p20.yaml"]
    assert of_tags(files) == []  # on a shorter list it says nothing yet


def test_the_papers_that_the_home_page_names_have_to_be_there():
    files = {
        "site_config/site.yaml": (SITE + "start_here:\n- here\n- nobody\n- was\n").encode(),
        "content/themes/x.yaml": THEME,
        "content/papers/x/here.yaml": paper("Here", formerly=["was"]),
    }
    _, problems, _ = load(files, [])
    assert [(str(p.location), p.hint) for p in problems if p.code == "unknown-paper"] == [
        ("site_config/site.yaml:6:3", "known: here"),
        ("site_config/site.yaml:7:3", "it is 'here' now"),
    ]


ADDRESSES = {
    "[x](javascript:alert(1))": (1, 5),
    "one\n\n [x](vbscript:y)": (3, 6),
    "![x](data:text/html,y)": (1, 6),
    "[x]: javascript:alert(1)": (1, 6),
    "[x]( <java\nscript:alert(1)>)": (1, 7),
    "[x](&#106;avascript:y)": (1, 5),
}


@pytest.mark.parametrize("text", ADDRESSES)
def test_an_address_that_runs_a_script_is_refused_with_its_place(text):
    path = "content/pages/about.md"
    line, column = ADDRESSES[text]
    assert checked({path: text.encode()}) == [("url", f"{path}:{line}:{column}")]


@pytest.mark.parametrize(
    "address",
    ["", "a+b,c.html", "https://x.org/a:b", "http://x.org", "mailto:a@x.org", "#a:b", "a/b:c",
     "?a=b&c=d", "a-b.c", "../x/", "a.html#b:c"],
)  # fmt: skip
def test_an_address_of_a_page_or_a_host_is_one(address):
    assert (
        checked({"content/pages/about.md": f"[x]({address}) and [y]: {address}\n".encode()}) == []
    )


def test_a_former_id_belongs_to_one_paper():
    files = {"content/themes/x.yaml": THEME}
    for id_, former in {"a": ["one", "c"], "b": ["two", "one"], "c": []}.items():
        files[f"content/papers/x/{id_}.yaml"] = paper(f"Paper {id_}", formerly=former)
    assert checked(files) == [
        ("duplicate-id", "content/papers/x/a.yaml:4:3"),
        ("duplicate-id", "content/papers/x/b.yaml:4:3"),
    ]


def test_a_relation_is_stated_once_and_by_one_of_the_two():
    """Only what one paper is to the other in one direction contradicts itself."""

    def told(kind, back):
        files = {"content/themes/x.yaml": THEME}
        for id_, other, stated in (("a", "b", kind), ("b", "a", back)):
            files[f"content/papers/x/{id_}.yaml"] = paper(
                f"Paper {id_}", relates=[{"id": other, "kind": stated}]
            )
        _, problems, _ = load({"site_config/site.yaml": SITE.encode(), **files}, [])
        found = [(p.code, p.location.path[-6:]) for p in problems if "relation" in p.code]
        assert len(found) == 1
        assert found[0][1] == "b.yaml"
        return found[0][0]

    for kind in ("extends", "uses", "surveys"):
        assert told(kind, kind) == "contradicting-relation"
    for kind in ("rival", "companion", "contrasts", "same-benchmark"):
        assert told(kind, kind) == "relation-twice"
    assert told("extends", "uses") == "relation-twice"


def test_every_address_of_a_page_is_looked_at():
    path = "content/pages/about.md"
    text = "[a](x.html) [b](https://x.org/?a=b&c=d)\n[c](javascript:x) [d](javascript:y)\n"
    assert checked({path: text.encode()}) == [("url", f"{path}:2:5"), ("url", f"{path}:2:23")]


def test_links_of_every_text_of_a_theme_lead_somewhere():
    theme = (
        "title: A\nshort: A\norder: 1\nscope: All.\nintroduction: See [[gone]].\n"
        "neighbours:\n- theme: y\n  border: Not [[theme:lost]] but [[path:nowhere]].\n"
    )
    path = "content/themes/x.yaml"
    found = checked({path: theme.encode(), "content/themes/y.yaml": THEME})
    assert [(code, place) for code, place in found if code != "length"] == [
        ("unknown-paper", f"{path}:5:19"),
        ("unknown-theme", f"{path}:8:15"),
        ("unknown-path", f"{path}:8:34"),
    ]


def test_of_what_could_not_be_read_nothing_more_is_said():
    """The cause is said once; whoever mends it sees what depends on it."""
    told = "complete_listings: [dump]\nlisting_titles: {dump: A dump}\nstart_here: [broken]\n"
    files = {"site_config/site.yaml": (SITE + told).encode(), "content/themes/x.yaml": THEME}
    found = checked(files)
    assert [code for code, _ in found] == ["unknown-paper", "unknown-listing", "unknown-listing"]
    files |= {"content/listings/dump.txt": b"\xff", "content/papers/x/broken.yaml": b"title: [x"}
    assert sorted(code for code, _ in checked(files)) == ["encoding", "yaml-syntax"]


def test_a_listed_paper_without_an_entry_may_have_had_one():
    parsed, _ = parse_listing("content/listings/d.txt", "d", b"Subscribe\nA Title\n" + b"It. " * 90)
    files = {"site_config/site.yaml": SITE.encode(), "content/register.yaml": b"a-title: A Title\n"}

    def hints(contents):
        _, problems, _ = load(contents, [parsed.listing])
        return [p.hint for p in problems if p.code == "listed-without-entry"]

    or_ignore = ", or add its title with a reason to content/ignored.yaml"
    assert hints(files) == [f"its entry 'a-title' was removed: restore it{or_ignore}"]
    del files["content/register.yaml"]
    assert hints(files) == [f"make ingest LISTING=content/listings/d.txt{or_ignore}"]
    ignored = {"content/ignored.yaml": b"- {title: a title, reason: none of ours}\n"}
    assert hints(files | ignored) == []
    assert hints(files | {"content/ignored.yaml": b"- [x"}) == []


@pytest.mark.parametrize(
    "name",
    [
        "content/pages/leak.md",
        "content/papers/robot-learning/leak.yaml",
        "content/papers/leak",
        "content/listings/leak.txt",
        "content",
        "site_config/tags.yaml",
        "site_config/assets",
        "templates",
        "templates/partials/leak.md",
        "mkdocs.yml",
    ],
)
@pytest.mark.parametrize("there", [True, False], ids=["leads somewhere", "leads nowhere"])
def test_no_link_is_followed(toy, tmp_path, name, there, capsys):
    secret = tmp_path / "secret"
    target = secret
    if there and name.rpartition("/")[2] in {"leak", "content", "assets", "templates"}:
        secret.mkdir()
        target = secret / "kept.md"
    if there:
        target.write_text("{{ nope sekrit }}\n")
    place = toy / name
    if place.is_dir():
        shutil.rmtree(place)
    place.unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(secret)
    for verb in (["check"], ["check", "--fix"], ["site"]):
        assert main(["--root", str(toy), *verb]) == 1
        said = "".join(capsys.readouterr())
        assert f"{name}: error link: expected a file or a folder, got a link" in said
        assert "sekrit" not in said
        assert not re.search("error (template|settings|yaml)", said)  # it was not even read
    if there:
        assert target.read_text() == "{{ nope sekrit }}\n"
    assert not (toy / "site/leak").exists()


def test_an_entry_that_was_written_by_hand_is_registered_by_fix(toy, capsys):
    """From then on its address is kept, whoever renames it."""
    path = toy / "content/papers/robot-learning/kites.yaml"
    path.write_text("title: Kites that Fly\nadded: 2026-01-31\n")
    main(["--root", str(toy), "check"])
    assert "kites.yaml: warning unregistered-id: the id 'kites'" in capsys.readouterr().out
    main(["--root", str(toy), "check", "--fix"])
    said = capsys.readouterr().out
    assert "content/register.yaml: mended unregistered-id" in said
    assert "warning unregistered-id" not in said
    assert "kites: Kites that Fly\n" in (toy / "content/register.yaml").read_text()
    path.rename(path.with_name("hawks.yaml"))
    assert main(["--root", str(toy), "check"]) == 1
    assert "lost-id: the id 'kites' was given to 'Kites that Fly'" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("field", "lost"),
    [
        ("venue: NeurIPS # 2024\n", ("5:16", "# 2024")),
        ("venue: NeurIPS\t#\n", ("5:16", "#")),
        ("why: é over\n  two lines  # and more\n", ("6:14", "# and more")),
        ("needs:\n- play\n- win # and lose\n", ("7:7", "# and lose")),
        ("authors: [One # and\n  ]\n", ("5:15", "# and")),
        ("venue: 'NeurIPS' # 2024\n", None),  # whoever quotes knows where a text ends
        ("summary: >-\n  play # and win\n", None),
        ("venue: C#\n", None),
        ("# as printed # twice\nvenue: NeurIPS\n", None),
        ("tags:\n- kites # of both kinds\n", None),
        ("relates:\n- id: x # the first\n  kind: uses\n", None),
    ],
)
def test_a_text_that_a_comment_cuts_off_is_noticed(field, lost):
    path = "content/papers/t/y.yaml"
    text = f"# schema\n\ntitle: Kites\n# note\n{field}added: 2026-01-31\n"
    files = {"site_config/site.yaml": SITE.encode(), path: text.encode()}
    found = [p for p in load(files, [])[1] if p.code == "cut-off-text"]
    assert [str(p.location) for p in found] == ([f"{path}:{lost[0]}"] if lost else [])
    for problem in found:
        assert (problem.level, f"'{lost[1]}'" in problem.message) == (Level.WARNING, True)


@pytest.mark.parametrize(
    ("ignored", "lost"),
    [
        (b"[]\n", [("lost-id", "content/register.yaml:1:1")]),
        (b"- {title: Gone-Kites, reason: x}\n", []),  # its title says why it went
        (b"- {title: Other, reason: x, id: gone}\n", []),
    ],
)
def test_an_id_leads_nowhere_with_reason_where_its_paper_is_ignored(ignored, lost):
    files = {"content/register.yaml": b"gone: Gone kites\n", "content/ignored.yaml": ignored}
    assert checked(files) == lost


def test_of_a_file_that_is_wrong_all_over_the_first_problems_are_shown(toy, capsys):
    register = toy / "content/register.yaml"
    register.write_text(register.read_text() + "".join(f"k{n}: a\n" for n in range(5_000)))
    assert main(["--root", str(toy), "check"]) == 1
    said = capsys.readouterr()
    shown = [line for line in said.out.splitlines() if line.startswith("content/register.yaml")]
    assert len(shown) == 201
    assert "this file has more problems: the first 200 are shown" in shown[-1]
    assert "5000 errors" in said.err


def test_no_error_is_hidden_behind_warnings(capsys):
    of_file = [warning(Location("a.yaml", n), "length", f"w{n}", "h") for n in range(1, 300)]
    show_problems([*of_file, error(Location("a.yaml", 300), "length", "the error", "h")], {})
    assert "a.yaml:300: error length: the error" in capsys.readouterr().out


def test_a_process_that_was_lost_is_said_to_want_memory():
    assert "for want of memory" in disk_fault(ChildProcessError("it ended"))


def test_a_root_whose_name_no_system_takes_is_said(capsys):
    assert main(["--root", "a" * 300, "check"]) == 1
    assert "file name too long" in capsys.readouterr().err
