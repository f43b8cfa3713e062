"""Talking with a curator: questions where somebody is there to answer, proposals where not."""

import sys
from collections.abc import Iterable, Sequence

from generator.problems import did_you_mean, quote


class UsageError(Exception):
    """The call lacks something, or says something that makes no sense."""


class Asking:
    """Asks a person; where there is none, what is proposed is the answer."""

    def __init__(self, *, interactive: bool) -> None:
        """Say whether somebody is there.

        Args:
            interactive: Whether questions are asked at all.
        """
        self.interactive = interactive

    def line(self, name: str) -> str:
        """Return a line that has to be given.

        Raises:
            UsageError: Nobody is there.
        """
        if not self.interactive:
            raise UsageError(f"the {name} is not known: give it with --{name}")
        while True:
            answer = input(f"{name}: ").strip()
            if answer:
                return answer

    def paragraph(self, name: str) -> str:
        """Return the lines up to an empty one."""
        print(f"{name} (an empty line ends it):")
        return "\n".join(iter(lambda: input().strip(), ""))

    def yes(self, question: str) -> bool:
        """Whether a person says yes; without one the answer is no."""
        return self.interactive and input(f"{question} [y/N]: ").strip().lower() in {"y", "yes"}

    def choose(
        self,
        name: str,
        given: Sequence[str] | None,
        proposed: Sequence[str],
        known: Iterable[str] | None = None,
        *,
        needed: bool = False,
        count: tuple[int, int] | None = None,
    ) -> list[str]:
        """Return what the command line gives, or a person answers, or else what is proposed.

        Args:
            name: What is chosen.
            given: What the command line says; None when it does not.
            proposed: What is chosen when the answer is empty.
            known: The words that can be chosen; None for any.
            needed: Whether one has to be chosen.
            count: How many may be chosen at least and at most, if any are; None for any number.
                Fewer than that are not proposed either.

        Raises:
            UsageError: The command line gives a word that is not known, or too many or few.
        """
        words = None if known is None else list(known)
        if count and len(proposed) < count[0]:
            proposed = []
        if given is not None or not self.interactive:
            chosen = list(proposed if given is None else given)
            _expect(name, chosen, words, count)
            return chosen
        how = "Enter takes it" if needed else "- for none"
        how = f"{count[0]} to {count[1]}, or {how}" if count else how
        while True:
            answer = input(f"{name} [{', '.join(proposed)}] ({how}): ").strip()
            if needed and answer == "-":
                answer = ""
            chosen = [part.strip() for part in answer.split(",") if part.strip()]
            try:
                _expect(name, [] if answer == "-" else chosen, words, count)
            except UsageError as fault:
                print(fault)
            else:
                return [] if answer == "-" else chosen or list(proposed)


def row(name: str, text: str) -> None:
    """Print one line of what is known, or nothing when there is nothing to say."""
    if text:
        print(f"{name:<9} {text}")


def fail(message: str, hint: str = "") -> None:
    """Print an error with its hint."""
    print(f"error: {message}", file=sys.stderr)
    if hint:
        print(f"    hint: {hint}", file=sys.stderr)


def _expect(
    name: str, chosen: Sequence[str], known: Sequence[str] | None, count: tuple[int, int] | None
) -> None:
    for word in chosen:
        if known is not None and word not in known:
            raise UsageError(f"{name}: {quote(word)} is not known; {did_you_mean(word, known)}")
    if chosen and count and not count[0] <= len(chosen) <= count[1]:
        raise UsageError(f"{name}: expected {count[0]} to {count[1]}, got {len(chosen)}")
