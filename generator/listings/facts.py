"""What bibliographies say beside title and abstract, brought to the form of an entry's fields.

Each function takes a text as the bibliography has it and returns the field's value, or nothing when
the text does not say it; nothing is guessed.
"""

import re
from collections.abc import Iterable
from urllib.parse import unquote

from generator.fields import is_url
from generator.links import classify_link, find_links

_NUMBER = r"(?:\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z][a-z-]*(?:\.[A-Z]{2})?/\d{7})"
_BARE_ARXIV = re.compile(rf"(?:arxiv:\s*)?({_NUMBER})(?:v\d+)?(?:\s*\[[\w.-]+\])?", re.IGNORECASE)
_ARXIV = re.compile(
    r"(?:arxiv\s*:\s*|arxiv\.org/(?:abs|pdf|html|e-print|format)/|alphaxiv\.org/abs/"
    rf"|huggingface\.co/papers/|10\.48550/arxiv\.|\babs/)({_NUMBER})(?:v\d+)?(?![\d/])",
    re.IGNORECASE,
)
_IN_DOI = r"[^\s\"<>{}|\\^`]"
_DOI = re.compile(rf"\b(10\.\d{{4,9}}/{_IN_DOI}{{1,300}})(?!{_IN_DOI})", re.IGNORECASE)
_LONGEST_ADDRESS = 2_000  # characters; browsers take no longer ones
_YEAR = re.compile(r"(?<!\d)(?:19[4-9]|20\d)\d(?!\d)")
_PREPRINT = re.compile(r"^(?:arxiv|corr|e-?print)\b", re.IGNORECASE)
_ACRONYM = re.compile(
    r"\(((?=[A-Z][a-z]*+[A-Z])[A-Za-z]++(?:-[A-Za-z]++)?)(?:\s*+(?:'\s*+)?(?:\d{4}|\d{2}))?\)"
)
_KNOWN_BY_ID = re.compile(
    r"https?://(?:dx\.doi\.org|doi\.org|(?:www\.|export\.)?arxiv\.org|huggingface\.co/papers)/",
    re.IGNORECASE,
)
_CLOSING = {")": "(", "]": "["}


def arxiv_id(texts: Iterable[str], *, bare: str = "") -> str | None:
    """Return the arXiv id, without version, that the first of some texts names.

    Args:
        texts: Addresses, DOIs, notes: in them an id counts only where arXiv is named.
        bare: A text that is an id where it has the form of one, such as BibTeX's ``eprint``.

    >>> arxiv_id(["https://arxiv.org/pdf/1903.01973v2.pdf"])
    '1903.01973'
    >>> arxiv_id(["10.48550/arXiv.2401.00010"])
    '2401.00010'
    >>> arxiv_id(["https://example.org/1903.01973"], bare="cs/0112017v1")
    'cs/0112017'
    """
    match = _BARE_ARXIV.fullmatch(bare.strip())
    found = match or next(filter(None, (_ARXIV.search(unquote(text)) for text in texts)), None)
    return _in_its_case(found[1]) if found else None


def doi(texts: Iterable[str]) -> str | None:
    """Return the first DOI that some texts name, in lower case; arXiv's own do not count.

    >>> doi(["https://doi.org/10.1109%2FTRO.2024.1"])
    '10.1109/tro.2024.1'
    >>> doi(["10.48550/arXiv.2401.00010"]) is None
    True
    """
    for text in texts:
        for match in _DOI.finditer(unquote(text)):
            found = _without_end(match[1]).lower()
            if not found.startswith("10.48550/arxiv."):
                return found
    return None


def year(text: str) -> int | None:
    """Return the first year that a text names.

    >>> year("2023/05/01/")
    2023
    """
    match = _YEAR.search(text)
    return int(match[0]) if match else None


def venue(name: str, published: int | None) -> str | None:
    """Return a venue with its year, by its acronym where the name gives one; never a preprint.

    >>> venue("International Conference on Machine Learning (ICML)", 2024)
    'ICML 2024'
    >>> venue("arXiv preprint arXiv:2401.00010", 2024) is None
    True
    """
    name = " ".join(name.split()).rstrip(".,")
    if not name or _PREPRINT.match(name):
        return None
    acronym = _ACRONYM.search(name)
    short = acronym[1] if acronym else name
    when = year(name) or published
    return short if not when or str(when) in short else f"{short} {when}"


def first_year(published: int | None, arxiv: str | None) -> int | None:
    """Return the year of first publication: that of the preprint, where it came before.

    >>> first_year(2024, "2210.13435")
    2022
    """
    posted = _posted(arxiv)
    return min(filter(None, (published, posted)), default=None)


def links(texts: Iterable[str], page: str = "project") -> dict[str, str]:
    """Return addresses by kind, without those that an arXiv id or DOI gives.

    Args:
        texts: Texts that hold addresses.
        page: The kind of an address that does not lead to code.

    >>> links(["https://github.com/x/y", "http://arxiv.org/abs/2401.00010"])
    {'code': 'https://github.com/x/y'}
    """
    found: dict[str, str] = {}
    for text in texts:
        words = (word for word in text.split() if len(word) <= _LONGEST_ADDRESS)
        for address in find_links(" ".join(words)):
            if is_url(address) and not _KNOWN_BY_ID.match(address):
                kind = classify_link(address)
                found.setdefault(page if kind == "project" else kind, address)
    return found


def _posted(arxiv: str | None) -> int | None:
    if not arxiv or not arxiv[:2].isdigit():
        return None
    return 2000 + int(arxiv[:2])


def _in_its_case(found: str) -> str:
    """Return an old-style id as arXiv writes it: the archive small, its subject class capital."""
    archive, dot, rest = found.partition(".")
    if not dot or archive.isdigit():
        return found.lower()
    return f"{archive.lower()}.{rest.upper()}"


def _without_end(text: str) -> str:
    """Return a DOI without the punctuation of the sentence around it."""
    while text and (
        text[-1] in ".,;:'"
        or (text[-1] in _CLOSING and text.count(text[-1]) > text.count(_CLOSING[text[-1]]))
    ):
        text = text[:-1]
    return text
