"""Addresses in running text."""

import re
from collections import Counter

_ADDRESS = re.compile(r"https?://[^\s<>\"'`{}|\\^]+")
_CLOSING = {")": "(", "]": "["}
_CODE_HOSTS = re.compile(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org)/[^/]+/[^/]+"
)


def find_links(text: str) -> list[str]:
    """Return the addresses in a text, without the punctuation of the sentence around them.

    >>> find_links("Code (https://github.com/x/y) and https://x.org/a_(b).")
    ['https://github.com/x/y', 'https://x.org/a_(b)']
    """
    found = (trim_address(match[0]) for match in _ADDRESS.finditer(text))
    return list(dict.fromkeys(link for link in found if "." in link.split("/")[2]))


def classify_link(address: str) -> str:
    """Return the kind of link that an address in an abstract is: ``code`` or ``project``.

    >>> classify_link("https://github.com/x/y")
    'code'
    """
    return "code" if _CODE_HOSTS.match(address) else "project"


def trim_address(address: str) -> str:
    """Return an address without the punctuation that a sentence put behind it.

    >>> trim_address("https://x.org/a_(b)).")
    'https://x.org/a_(b)'
    """
    counts = Counter(address)  # counted once: an address may be all brackets
    end = len(address)
    while end:
        last = address[end - 1]
        unbalanced = last in _CLOSING and counts[last] > counts[_CLOSING[last]]
        if last not in ".,;:!?*_" and not unbalanced:
            break
        counts[last] -= 1
        end -= 1
    return address[:end]
