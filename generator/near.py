"""Papers that are near to each other, as they travel between the stages."""

from generator.fields import Slug
from generator.model import Record


class Near(Record):
    """A paper that is near another one, or near a text."""

    id: Slug
    """Its id."""
    score: float
    """From 0, nothing in common, to 1, the same words."""
    terms: tuple[str, ...]
    """Words and word pairs that both have, the most telling first."""
