"""Authors' names taken apart, as bibliographies need them.

Entries hold names as the paper prints them, and nothing in a printed name says where the family
name begins. The rule is BibTeX's own, so that every reader of the exports finds what BibTeX would
have found: the last word, with what begins in lower case before it ("van den Berg"). Whoever has
two family names without a small word between them loses one to the given names; that is known and
the price of not guessing.
"""

import re
from dataclasses import dataclass

_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")
_BODY = re.compile(r"\b(?:and|team|group|collaboration|consortium|project)\b", re.IGNORECASE)
_WITH_SUFFIX = 3  # words of the shortest name that can end in a suffix


@dataclass(frozen=True)
class Name:
    """One author.

    Attributes:
        given: Given names, e.g. ``Jefersson A.``; empty for a body or a name of one word.
        family: Family name with its small words, e.g. ``dos Santos``, or the whole name.
        suffix: What stands after the family name, e.g. ``III``; may be empty.
    """

    given: str
    family: str
    suffix: str = ""

    @property
    def whole(self) -> bool:
        """Whether the name is not taken apart: that of a body, or of one word."""
        return not self.given

    @property
    def inverted(self) -> str:
        """Family name first, e.g. ``Daumé, Hal, III``, the order of RIS."""
        return ", ".join(part for part in (self.family, self.given, self.suffix) if part)


def split_name(text: str) -> Name:
    """Return a printed name taken apart.

    >>> split_name("Jefersson A. dos Santos")
    Name(given='Jefersson A.', family='dos Santos', suffix='')
    >>> split_name("Hal Daumé III").inverted
    'Daumé, Hal, III'
    >>> split_name("The Robot Team").whole
    True
    """
    words = text.split()
    if len(words) == 1 or "," in text or _BODY.search(text):
        return Name("", " ".join(words))
    suffix = ""
    if len(words) >= _WITH_SUFFIX and _SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    small = (at for at in range(1, len(words) - 1) if words[at][0].islower())
    family = next(small, len(words) - 1)
    return Name(" ".join(words[:family]), " ".join(words[family:]), suffix)
