"""Addresses on the host of the repository: where a file is mended or added, and a mistake reported.

GitHub's forms of them are the default; GitLab's, and those that Gitea, Forgejo and Codeberg share,
are known by the name of the host.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from generator.model import Entry, Site


@dataclass(frozen=True)
class Forge:
    """How one kind of host spells its addresses, from that of the repository on.

    Attributes:
        edit: A file in its editor; takes ``branch`` and ``path``.
        new: The page that makes a new file; takes ``branch`` and ``folder``.
        name: Query parameter of ``new`` for the file's name.
        text: Query parameter of ``new`` for the file's text; empty where the host takes none.
        issue: The page that opens an issue.
        title: Query parameter of ``issue`` for its title.
        body: Query parameter of ``issue`` for its text.
    """

    edit: str
    new: str
    name: str
    text: str
    issue: str
    title: str
    body: str


_GITHUB = Forge(
    edit="edit/{branch}/{path}",
    new="new/{branch}/{folder}",
    name="filename",
    text="value",
    issue="issues/new",
    title="title",
    body="body",
)
_GITLAB = Forge(
    edit="-/edit/{branch}/{path}",
    new="-/new/{branch}/{folder}",
    name="file_name",
    text="",  # its page takes `content` and its editor then shows nothing (gitlab#594214)
    issue="-/issues/new",
    title="issue[title]",
    body="issue[description]",
)
_GITEA = Forge(
    edit="_edit/{branch}/{path}",
    new="_new/{branch}/{folder}",
    name="filename",
    text="value",
    issue="issues/new",
    title="title",
    body="body",
)
_BY_WORD_IN_HOST = {"gitlab": _GITLAB, "gitea": _GITEA, "forgejo": _GITEA, "codeberg": _GITEA}


def edit_url(site: Site, path: str) -> str:
    """Return where a reader mends a file; empty for a list without a repository.

    >>> site = Site(name="x", tagline="x", description="x", repository="https://github.com/a/b")
    >>> edit_url(site, "content/ignored.yaml")
    'https://github.com/a/b/edit/main/content/ignored.yaml'
    """
    forge = _forge_of(site)
    return _address(site, forge.edit.format(branch=site.branch, path=path)) if forge else ""


def mistake_url(site: Site, entry: Entry) -> str:
    """Return where a reader reports a mistake in an entry; empty without a repository.

    On GitHub it is the form `.github/ISSUE_TEMPLATE/correction.yml`, elsewhere an issue that is
    begun already.
    """
    asked = "What is wrong?\n\n\nWhat is right, and where does it stand?\n\n"
    text = f"{entry.paper.title}\n{entry.path}\n\n{asked}"
    form = form_url(site, "correction.yml", paper=entry.id)
    return form or issue_url(site, f"Mistake in {entry.id}", text)


def issue_url(site: Site, title: str, body: str) -> str:
    """Return where a reader opens an issue that is begun already; empty without a repository."""
    forge = _forge_of(site)
    if forge is None:
        return ""
    return f"{_address(site, forge.issue)}?{urlencode({forge.title: title, forge.body: body})}"


def form_url(site: Site, form: str, **answers: str) -> str:
    """Return where a reader fills in an issue form; empty on hosts that know none.

    Args:
        site: The list.
        form: Name of the form in ``.github/ISSUE_TEMPLATE/``.
        answers: What is known already, by id of the question.

    >>> site = Site(name="x", tagline="x", description="x", repository="https://github.com/a/b")
    >>> form_url(site, "correction.yml", paper="spiral")
    'https://github.com/a/b/issues/new?template=correction.yml&paper=spiral'
    """
    forge = _forge_of(site)
    if forge is not _GITHUB:
        return ""
    return f"{_address(site, forge.issue)}?{urlencode({'template': form, **answers})}"


def new_file(site: Site, folder: str) -> Mapping[str, str] | None:
    """Return what a page needs to begin a new file on the host, or None without a repository.

    Returns:
        ``address`` of the page that makes files in ``folder``, and the query parameters ``name``
        and ``text`` that fill it in; ``text`` is empty where a host does not take the text.
    """
    forge = _forge_of(site)
    if forge is None:
        return None
    address = _address(site, forge.new.format(branch=site.branch, folder=folder))
    return {"address": address, "name": forge.name, "text": forge.text}


def _forge_of(site: Site) -> Forge | None:
    if not site.repository:
        return None
    host = urlsplit(site.repository).hostname or ""
    return next((forge for word, forge in _BY_WORD_IN_HOST.items() if word in host), _GITHUB)


def _address(site: Site, path: str) -> str:
    return f"{(site.repository or '').rstrip('/')}/{path}"
