"""What English words mean, as a small table of vectors, so that needs find papers.

The table ``words.npz`` holds some sixteen thousand words of English, each as 128 numbers of four
bits, with the two dozen words nearest to each. It was distilled once from a sentence model
(:mod:`generator.meaning.distil`, where the command stands); a build reads it and needs neither the
model nor a network.
"""

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
LEVELS = 7
"""A number of a vector is one of -7 … 7."""


@dataclass(frozen=True)
class WordTable:
    """Vectors of English words.

    Attributes:
        words: The words, sorted.
        vectors: One row of small whole numbers for each word, from -7 to 7.
        nearest: For each word the rows of the words nearest in meaning, nearest first.
    """

    words: tuple[str, ...]
    vectors: NDArray[np.int8]
    nearest: NDArray[np.uint16]

    @cached_property
    def places(self) -> dict[str, int]:
        """The row of each word."""
        return {word: place for place, word in enumerate(self.words)}

    @cached_property
    def directions(self) -> Floats:
        """The vectors, each of length 1."""
        return unit(self.vectors.astype(np.float32))


def read_table(content: bytes) -> WordTable:
    """Return the table that :func:`write_table` wrote."""
    with np.load(BytesIO(content), allow_pickle=False) as arrays:
        words = arrays["words"].tobytes().decode().split("\n")
        return WordTable(tuple(words), unpack(arrays["vectors"]), arrays["nearest"])


def write_table(table: WordTable) -> bytes:
    """Return a table as bytes: the same table gives the same bytes."""
    words = np.frombuffer("\n".join(table.words).encode(), dtype=np.uint8)
    held = BytesIO()
    np.savez(held, words=words, vectors=pack(table.vectors), nearest=table.nearest)
    return held.getvalue()


def quantise(rows: Floats) -> NDArray[np.int8]:
    """Return rows as whole numbers from -7 to 7, each row scaled to its largest number."""
    largest = np.abs(rows).max(axis=1, keepdims=True, initial=1e-9)
    return np.asarray(np.rint(rows / largest * LEVELS), dtype=np.int8)


def pack(rows: NDArray[np.int8]) -> NDArray[np.uint8]:
    """Put two numbers into each byte, the first in the upper half.

    >>> pack(np.array([[-7, 7]], dtype=np.int8)).tolist()
    [[31]]
    """
    shifted = (rows + 8).astype(np.uint8)
    return np.asarray(shifted[:, ::2] << 4 | shifted[:, 1::2], dtype=np.uint8)


def unpack(packed: NDArray[np.uint8]) -> NDArray[np.int8]:
    """Undo :func:`pack`."""
    halves = np.stack([packed >> 4, packed & 15], axis=2)
    return np.asarray(halves.reshape(len(packed), -1).astype(np.int8) - 8, dtype=np.int8)


def unit(rows: Floats) -> Floats:
    """Return rows scaled to length 1; a row of zeros stays."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), dtype=np.float32)
