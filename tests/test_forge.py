"""Addresses on the hosts of repositories: each spells its own."""

from urllib.parse import parse_qs, urlsplit

import pytest

from generator.model import Site
from generator.render.forge import edit_url, form_url, issue_url, new_file

PAPERS = "content/papers"


def site(repository) -> Site:
    return Site(name="x", tagline="x", description="x", repository=repository, branch="trunk")


@pytest.mark.parametrize(
    ("repository", "edit", "new", "text"),
    [
        ("https://github.com/a/b/", "/a/b/edit/trunk/x.yaml", "/a/b/new/trunk/", "value"),
        ("https://git.example.org/a/b", "/a/b/edit/trunk/x.yaml", "/a/b/new/trunk/", "value"),
        ("https://gitlab.com/a/b", "/a/b/-/edit/trunk/x.yaml", "/a/b/-/new/trunk/", ""),
        (
            "https://gitlab.example.org/a/b/c",
            "/a/b/c/-/edit/trunk/x.yaml",
            "/a/b/c/-/new/trunk/",
            "",
        ),
        ("https://codeberg.org/a/b", "/a/b/_edit/trunk/x.yaml", "/a/b/_new/trunk/", "value"),
        ("https://gitea.example.org/a/b", "/a/b/_edit/trunk/x.yaml", "/a/b/_new/trunk/", "value"),
    ],
)
def test_a_host_spells_its_addresses(repository, edit, new, text):
    assert urlsplit(edit_url(site(repository), "x.yaml")).path == edit
    page = new_file(site(repository), PAPERS)
    assert urlsplit(page["address"]).path == new + PAPERS
    assert page["text"] == text
    begun = urlsplit(issue_url(site(repository), "A & B", "one\ntwo"))
    assert begun.path.endswith("/issues/new")
    assert [*parse_qs(begun.query).values()] == [["A & B"], ["one\ntwo"]]


def test_a_list_without_a_repository_has_no_addresses():
    assert edit_url(site(None), "x.yaml") == ""
    assert issue_url(site(None), "x", "y") == ""
    assert form_url(site(None), "paper.yml") == ""
    assert new_file(site(None), PAPERS) is None


def test_issue_forms_are_githubs_alone():
    assert "template=paper.yml" in form_url(site("https://github.com/a/b"), "paper.yml")
    assert form_url(site("https://gitlab.com/a/b"), "paper.yml") == ""
    assert form_url(site("https://codeberg.org/a/b"), "paper.yml") == ""
