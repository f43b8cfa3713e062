"""Addresses in running text."""

import re

_ADDRESS = re.compile(r"https?://[^\s<>\"'`{}|\\^]+")
_ARXIV = re.compile(r"(?<![0-9])([0-9]{4}\.[0-9]{4,5})(?![0-9])")
_OLD_ARXIV = re.compile(r"(?<![a-z.-])([a-z-]+(?:\.[A-Z]{2})?/[0-9]{7})(?![0-9])")
_CLOSING = {")": "(", "]": "["}
_CODE_HOSTS = re.compile(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org)/[^/]+/[^/]+"
)


def find_links(text: str) -> list[str]:
    """Return the addresses in a text, without the punctuation of the sentence around them.

    >>> find_links("Code (https://github.com/x/y) and https://x.org/a_(b).")
    ['https://github.com/x/y', 'https://x.org/a_(b)']
    """
    found = (_trim(match[0]) for match in _ADDRESS.finditer(text))
    return list(dict.fromkeys(link for link in found if "." in link.split("/")[2]))


def classify_link(address: str) -> str:
    """Return the kind of link that an address in an abstract is: ``code`` or ``project``.

    >>> classify_link("https://github.com/x/y")
    'code'
    """
    return "code" if _CODE_HOSTS.match(address) else "project"


def find_arxiv_id(text: str) -> str:
    """Return the arXiv number in an address, a citation or a versioned number; empty without one.

    >>> find_arxiv_id("https://arxiv.org/pdf/2401.00010v2.pdf"), find_arxiv_id("arXiv:cs/0112017")
    ('2401.00010', 'cs/0112017')
    """
    found = _ARXIV.search(text) or _OLD_ARXIV.search(text)
    return found[1] if found else ""


def _trim(address: str) -> str:
    while address:
        last = address[-1]
        unbalanced = last in _CLOSING and address.count(last) > address.count(_CLOSING[last])
        if last in ".,;:!?*_" or unbalanced:
            address = address[:-1]
        else:
            break
    return address
