"""Small pure functions over titles and words: comparing, slugging, naming."""

import re
import unicodedata
from collections.abc import Container

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi",
    "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi", "χ": "chi", "ψ": "psi",
    "ω": "omega",
}  # fmt: skip
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060-\u206f\u2800\u3164\ud800-\udfff\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e01ef]"
)
"""Control, format and bidirectional characters, blank letters, and halves of characters: nobody can
see them in a diff, so nobody can review them. The zero-width joiner and the first sixteen variation
selectors are none of them: several scripts and emoji need them."""
_GREEK_LETTERS = str.maketrans(GREEK)
_SLUG_BREAK = re.compile(r"[^a-z0-9]+")
_FULL_ID_LENGTH = 60
_NAME_WORDS = 3
_NAME_LENGTH = 30
# Words that an id does not begin with, or end with when the title goes on after them.
_ARTICLES = {"a", "an", "the"}
_WEAK_ENDS = _ARTICLES | set(
    "and are as at by for from good can improves in into is its large learning of on or through "
    "to toward towards under using via with your deep better efficient fast".split()
)


def collapse(text: str) -> str:
    """Return the text on one line, with single spaces and none at the ends."""
    return " ".join(text.split())


def visible(text: str) -> str:
    r"""Return a text without the characters that nobody sees, and without halves of characters.

    >>> visible("a\u202eb\ud800")
    'ab'
    """
    return INVISIBLE.sub("", text)


def title_key(title: str) -> str:
    """Return what two spellings of one title have in common: letters and digits alone.

    >>> title_key("Self-Play  Fine-tuning!") == title_key("self play finetuning")
    True
    >>> title_key("π0: a policy") == title_key("pi0: A Policy")
    True
    """
    folded = unicodedata.normalize("NFKC", title).casefold().translate(_GREEK_LETTERS)
    plain = unicodedata.normalize("NFD", folded)
    return "".join(c for c in plain if c.isalnum()) or collapse(title)


def title_core(title: str) -> str:
    """Return the key of a title without its articles, by which two forms of it may be told.

    >>> title_core("A Survey on the π0 Model") == title_core("Survey on pi0-model")
    True
    """
    words = re.split(r"[\s-]+", title)
    return title_key(" ".join(word for word in words if word.casefold() not in _ARTICLES))


def slugify(text: str) -> str:
    """Return lower-case ASCII words joined by hyphens.

    >>> slugify("ReST-MCTS*: Émile's π0")
    'rest-mcts-emiles-pi0'
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_GREEK_LETTERS))
    ascii_text = plain.encode("ascii", "ignore").decode().replace("'", "")
    return _SLUG_BREAK.sub("-", ascii_text).strip("-")


def propose_id(title: str, taken: Container[str]) -> str:
    """Return a short readable id for a new paper that is not in ``taken``.

    A name before a colon serves when it is short; otherwise as many whole words of the title as
    fit. An id is written once, as a file name, and never computed again.

    >>> propose_id("Crossway Diffusion: Improving Policies", set())
    'crossway-diffusion'
    >>> propose_id("A Survey on Self-play Methods", {"crossway-diffusion"})
    'survey-on-self-play-methods'
    """
    head, colon, _ = title.partition(": ")
    full = _full_id(title)
    candidates = [full]
    if colon and len(head.split()) <= _NAME_WORDS and len(head) <= _NAME_LENGTH:
        candidates.insert(0, slugify(head))
    for candidate in candidates:
        if candidate and candidate not in taken:
            return candidate
    number = 2
    while f"{full}-{number}" in taken:
        number += 1
    return f"{full}-{number}"


def _full_id(title: str) -> str:
    words = [slug for word in re.split(r"[\s/]+", title) if (slug := slugify(word))]
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    kept: list[str] = []
    length = 0
    for word in words:
        if kept and length + len(word) + 1 > _FULL_ID_LENGTH:
            while len(kept) > _NAME_WORDS and kept[-1] in _WEAK_ENDS:
                kept.pop()
            break
        kept.append(word)
        length += len(word) + 1
    return "-".join(kept)[: 2 * _FULL_ID_LENGTH].strip("-") or "paper"
