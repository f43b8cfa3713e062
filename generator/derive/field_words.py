"""Every word of every searched field of a list, as numbers: what the index and meanings count.

A list of twenty thousand papers has some four million words, and a hundred thousand different ones.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from generator.model import Catalog
from generator.vocabulary import field_texts, words_of

FIELDS = ("title", "names", "tags", "authors", "facts", "summary", "needs", "abstract")
"""The fields of a paper that are searched, see :func:`generator.vocabulary.field_texts`."""


@dataclass(frozen=True)
class FieldWords:
    """The words of some papers, in the order in which they stand.

    Attributes:
        papers: How many papers there are.
        words: The different words, each by its number.
        numbers: Which word each is.
        cells: Where it stands: the place of its paper, times the number of fields, plus its field.
    """

    papers: int
    words: Sequence[str]
    numbers: NDArray[np.int32]
    cells: NDArray[np.int32]

    def within(self, *fields: str) -> NDArray[np.bool_]:
        """Return for each word whether it stands in one of some fields.

        >>> read = FieldWords(1, ["play"], np.array([0, 0]), np.array([0, 7]))
        >>> read.within("title", "names").tolist()
        [True, False]
        """
        return np.isin(self.cells % len(FIELDS), [FIELDS.index(field) for field in fields])


class _Numbers(dict[str, tuple[int, ...]]):
    """The numbers of the words of what stands between two spaces."""

    def __init__(self) -> None:
        super().__init__()
        self.words: dict[str, int] = {}

    def __missing__(self, piece: str) -> tuple[int, ...]:
        words = self.words
        self[piece] = found = tuple(words.setdefault(w, len(words)) for w in words_of([piece]))
        return found

    def of(self, texts: Iterable[str]) -> Iterable[int]:
        """Return the number of each word of some texts."""
        pieces = chain.from_iterable(text.lower().split() for text in texts)
        return chain.from_iterable(map(self.__getitem__, pieces))


def read_words(catalog: Catalog) -> FieldWords:
    """Return the words of all papers of a list."""
    known = _Numbers()
    numbers, lengths = array("i"), []
    for entry in catalog.entries.values():
        texts = field_texts(catalog, entry)
        for field in FIELDS:
            before = len(numbers)
            numbers.extend(known.of(texts[field]))
            lengths.append(len(numbers) - before)
    cells = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    return FieldWords(
        len(catalog.entries), list(known.words), np.array(numbers, dtype=np.int32), cells
    )
