"""Propose tags and names for a paper that is about to come to the list.

Tags are those that its neighbours carry and those whose label or alias stands in its title or
abstract; names are the acronyms that title and abstract introduce. Measured on the list itself: of
the proposed tags two in three are those that curators chose, of the proposed names four in five;
tests keep it so. A proposal is only that: a person decides.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from generator.derive.similar import Near
from generator.limits import TAGS_PER_PAPER
from generator.model import Catalog
from generator.text import title_key

VOTERS = 15
"""Neighbours whose tags count."""
FEWEST_TAGS, MOST_TAGS = TAGS_PER_PAPER

_IN_TITLE, _IN_ABSTRACT = 0.5, 0.35
_ENOUGH, _HARDLY = 0.4, 0.3  # the lower one for a paper that would get fewer than three tags
_SPECIAL = re.compile(r"[^a-z0-9]+")

_TOKEN = re.compile(r"[^\W_][\w*+/²³⁺-]*")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_INTRODUCES = re.compile(
    r"\bwe (?:\w+ ){0,2}?"
    r"(?:propose|introduce|present|develop|describe|devise|design|release|build)\b"
    r"|\b(?:called|named|dubbed|termed|coined|namely|abbreviated as|denoted as"
    r"|method|algorithm|framework|approach|model|dataset|benchmark|system)\b,?",
    re.IGNORECASE,
)
_REACH = 100  # characters after the verb in which the name follows
_NAME_BEFORE_COLON = 30  # characters
_NAME_WORDS = 3
_TIMES = 2  # a name is used again after it was introduced
_COMMON = 2  # texts of the list; what more of them use is nobody's own name


@dataclass(frozen=True)
class TagProposal:
    """A tag proposed for a paper.

    Attributes:
        slug: The tag.
        score: From 0 to 1.5: the share of the neighbours that carry it, nearer ones counting
            more, and more when its words occur.
        neighbours: How many of the neighbours carry it.
        found_in: ``title``, ``abstract``, or empty when its words do not occur.
    """

    slug: str
    score: float
    neighbours: int
    found_in: str


def tags_for(
    catalog: Catalog, title: str, abstract: str, near: Sequence[Near]
) -> list[TagProposal]:
    """Return at most seven tags for a paper, the likeliest first.

    Args:
        catalog: The list.
        title: The paper's title.
        abstract: Its abstract; may be empty.
        near: Its nearest papers, at least :data:`VOTERS` of them where there are as many.
    """
    voters = [n for n in near[:VOTERS] if n.id in catalog.entries]
    whole = sum(n.score for n in voters) or 1.0
    share: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for voter in voters:
        for slug in catalog.entries[voter.id].paper.tags:
            share[slug] += voter.score / whole  # type: ignore[assignment] # a weighted count
            count[slug] += 1
    in_title, in_abstract = _stems(title), _stems(abstract)
    proposals = []
    for slug, tag in catalog.tags.items():
        forms = [_stems(form) for form in (tag.label, *tag.aliases)]
        found = "title" if any(form in in_title for form in forms) else ""
        found = found or ("abstract" if any(form in in_abstract for form in forms) else "")
        score = share[slug] + {"title": _IN_TITLE, "abstract": _IN_ABSTRACT, "": 0.0}[found]
        proposals.append(TagProposal(slug, score, count[slug], found))
    proposals.sort(key=lambda p: (-p.score, p.slug))
    sure = [p for p in proposals if p.score >= _ENOUGH][:MOST_TAGS]
    return sure if len(sure) >= FEWEST_TAGS else [
        p for p in proposals if p.score >= _HARDLY][:FEWEST_TAGS]  # fmt: skip


def names_in(catalog: Catalog, title: str, abstract: str) -> list[str]:
    """Return the names that a paper gives itself, e.g. ``MAML``, the title's first.

    Args:
        catalog: The list: what several of its papers speak of is the name of none.
        title: The paper's title.
        abstract: Its abstract; may be empty.
    """
    found = _name_before_colon(title)
    whole = f"{title}. {abstract}"
    used = Counter(token for token in _TOKEN.findall(whole))
    for sentence in _SENTENCE_END.split(abstract):
        for verb in _INTRODUCES.finditer(sentence):
            near = sentence[verb.end() : verb.end() + _REACH]
            tokens = (match[0].rstrip("-/") for match in _TOKEN.finditer(near))
            found += [t for t in tokens if is_acronym(t)][:1]
    kept = {
        title_key(name): name
        for name in reversed(dict.fromkeys(found))
        if title.startswith(f"{name}:") or _is_own(catalog, name, used)
    }
    return list(reversed(kept.values()))


def is_acronym(word: str) -> bool:
    """Whether a word is written as acronyms and names of methods are.

    >>> [w for w in "MAML Act3D SimPO Self-Play ReST-MCTS* Learning".split() if is_acronym(w)]
    ['MAML', 'Act3D', 'SimPO', 'ReST-MCTS*']
    """
    for part in re.split(r"[-/]", word):
        capitals = sum(letter.isupper() for letter in part)
        if capitals > 1 or (capitals and any(letter.isdigit() for letter in part)):
            return True
    return False


def _name_before_colon(title: str) -> list[str]:
    head, colon, _ = title.partition(":")
    words = head.split()
    short = colon and 0 < len(words) <= _NAME_WORDS and len(head) <= _NAME_BEFORE_COLON
    named = short and head[0].isalnum()
    return [head.strip()] if named and (len(words) == 1 or any(map(is_acronym, words))) else []


def _is_own(catalog: Catalog, name: str, used: Mapping[str, int]) -> bool:
    """Whether a paper uses a name again and hardly any other paper knows it."""
    if used[name] + used.get(f"{name}s", 0) < _TIMES:
        return False
    stem = name.removesuffix("s")
    words = (form for tag in catalog.tags.values() for form in (tag.label, *tag.aliases))
    if any(title_key(stem) == title_key(word).removesuffix("s") for word in words):
        return False
    papers = (entry.paper for entry in catalog.entries.values())
    knowing = (True for paper in papers if stem in paper.title or stem in (paper.abstract or ""))
    return len(list(islice(knowing, _COMMON))) < _COMMON


def _stems(text: str) -> str:
    """Return the words of a text without plural endings, each between spaces."""
    words = _SPECIAL.sub(" ", text.casefold()).split()
    return f" {' '.join(w.removesuffix('s') if len(w) > 3 else w for w in words)} "  # noqa: PLR2004
