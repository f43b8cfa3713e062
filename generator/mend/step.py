"""What one step of mending gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.mend.document import Document
from generator.yaml_source import Data, Keys


@dataclass(frozen=True, order=True)
class Mended:
    """One thing that was mended, or would be.

    Attributes:
        line: Its line in the file as it was, from 1.
        code: The kind of problem, a key of :data:`generator.codes.FIXES`.
        fault: What was wrong, e.g. ``the line ends in white space``.
        done: What was done about it, e.g. ``removed``.
    """

    line: int
    code: str
    fault: str
    done: str


@dataclass(frozen=True)
class Step:
    """A document after one step.

    Attributes:
        document: What it is now.
        mended: What was done.
        new_values: Values that the step meant to change, by their keys.
        new_comments: Comments that the step meant to add.
    """

    document: Document
    mended: Sequence[Mended] = ()
    new_values: Mapping[Keys, Data] = field(default_factory=dict)
    new_comments: Sequence[str] = ()
