"""A digest as plain text, for mail programs that show no HTML and for people who want none."""

from collections.abc import Iterator
from textwrap import TextWrapper

from generator.render.mail.digest import Digest, Group, Item
from generator.text import INVISIBLE, collapse

WIDTH = 72
"""Longest line, addresses apart: what quoting in a reply still leaves readable."""


def plain_part(digest: Digest, unsubscribe: str) -> str:
    """Return a digest as lines of at most 72 characters; addresses stand on lines of their own.

    Args:
        digest: What to tell.
        unsubscribe: Address for people who want no more of it; may be empty.
    """
    lines = [*_wrapped(digest.heading), *_wrapped(digest.period), ""]
    for group in digest.groups:
        lines += _group(group)
    lines += ["-- ", *_wrapped(digest.name)]
    lines += [digest.address] if digest.address else []
    lines += [f"No more of these mails: {unsubscribe}"] if unsubscribe else []
    return "\n".join(lines) + "\n"


def _group(group: Group) -> Iterator[str]:
    heading = _wrapped(f"{group.title} ({group.total})")
    yield from ["", *heading, "-" * max(len(line) for line in heading), ""]
    for item in group.items:
        yield from _item(item)
    if group.more:
        yield from _wrapped(f"And {group.more} more in this theme.")
        yield from [group.address, ""] if group.address else [""]


def _item(item: Item) -> Iterator[str]:
    shown = item.card
    yield from _wrapped(shown.title)
    appeared = ", ".join(filter(None, [shown.year, shown.venue]))
    yield from _wrapped(". ".join(filter(None, [shown.authors, appeared])), indent="  ")
    yield from _wrapped(shown.why, indent="  ")
    if shown.text:
        begin = "From the abstract: " if shown.quoted else ""
        yield from _wrapped(begin + shown.text, indent="  ")
    if item.address:
        yield f"  {item.address}"
    yield ""


def _wrapped(text: str, indent: str = "") -> list[str]:
    wrapper = TextWrapper(
        width=WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return wrapper.wrap(INVISIBLE.sub("", collapse(text)))
