r"""BibTeX, for LaTeX: one entry a paper, its id as the key.

Styles write titles in lower case, so what must keep its capitals stands in braces: capitals inside
a word and beside figures (``ReST``, ``R1``), single letters (``Q``-learning), the names of the work
itself, and words that the authors' abstract writes with a capital among words without, and nowhere
in lower case (Nash, Minecraft). The rest of a title is left to the style.
"""

import re
from collections.abc import Iterator

from generator.render.citations.latex import latex
from generator.render.citations.names import Name
from generator.render.citations.work import Kind, Work

_TYPES: dict[Kind, str] = {
    "proceedings": "inproceedings",
    "journal": "article",
    "preprint": "misc",
    "other": "misc",
}
_CONTAINER: dict[Kind, str] = {
    "proceedings": "booktitle",
    "journal": "journal",
    "preprint": "howpublished",
    "other": "howpublished",
}
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NAME = re.compile(r"(?<!\S)[a-z][\w'’-]*[,;]? ([A-Z][a-z]+)(?='s |[ ,.;:)]+(?:[a-z(]|$))")
_SMALL = re.compile(r"\b[a-z]+")


def to_bibtex(work: Work) -> str:
    """Return a work as a BibTeX entry of several lines, none of them blank."""
    fields = "\n".join(f"  {name} = {{{value}}}," for name, value in _fields(work))
    return f"@{_TYPES[work.kind]}{{{work.id},\n{fields}\n}}"


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    yield "title", protected_title(work)
    if work.authors:
        yield "author", " and ".join(map(_author, work.authors))
    if work.container:
        yield _CONTAINER[work.kind], latex(work.container)
    if work.year:
        yield "year", str(work.year)
    if work.arxiv:
        yield "eprint", work.arxiv
        yield "archivePrefix", "arXiv"
        yield "url", work.url


def _author(name: Name) -> str:
    if name.whole:
        return f"{{{latex(name.family)}}}"
    parts = (name.family, name.suffix, name.given)
    return ", ".join(latex(part) for part in parts if part)


def protected_title(work: Work) -> str:
    """Return a title as LaTeX with braces around what keeps its capitals."""
    kept = {name for name in work.names if " " not in name}
    return "".join(_pieces(work.title, kept | _proper_names(work)))


def _proper_names(work: Work) -> set[str]:
    """Return words of the title that the abstract writes as names."""
    words = {_own(word) for word in _WORD.findall(work.title) if word[0].isupper()}
    # The abstract is read as a whole only where it has one of them at all.
    if not any(word in work.abstract for word in words):
        return set()
    proper = words.intersection(_NAME.findall(work.abstract))
    small = set(_SMALL.findall(work.abstract)) if proper else set()
    return {word for word in proper if word.lower() not in small}


def _pieces(title: str, kept: set[str]) -> Iterator[str]:
    end = 0
    for match in _WORD.finditer(title):
        yield latex(title[end : match.start()])
        word = latex(match[0])
        yield f"{{{word}}}" if _keeps(match, kept) else word
        end = match.end()
    yield latex(title[end:])


def _keeps(match: re.Match[str], kept: set[str]) -> bool:
    """Whether a word of a title keeps its capitals whatever the style."""
    word = match[0]
    if word in kept or _own(word) in kept:
        return True
    if len(word) == 1:
        article = word == "A" and match.string[match.end() : match.end() + 1] in {" ", ""}
        return word.isupper() and not article
    figures = word[0].isupper() and any(letter.isdigit() for letter in word)
    return figures or any(letter.isupper() for letter in word[1:])


def _own(word: str) -> str:
    """Return a word without its genitive: ``Nash’s`` is kept as ``Nash`` is."""
    return re.sub("['’]s$", "", word)
