"""What a list held at an earlier revision: the only module that asks git."""

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_SECONDS = 120  # no answer after that long is none
_DEEPEN = "git fetch --unshallow, or fetch-depth: 0 of actions/checkout"
_FILES = {"100644", "100755"}  # what git calls plain files; links and modules are not read


class GitError(Exception):
    """Git could not answer.

    Attributes:
        hint: What to do about it.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class Revision:
    """The files of a list as they were.

    Attributes:
        commit: Name of the commit, in full.
        files: Contents by path from the root of the list.
    """

    commit: str
    files: dict[str, bytes]


def read_revision(root: Path, name: str, folders: Sequence[str]) -> Revision:
    """Return some folders of a list as they were where a change set off.

    That is the last commit which ``name`` and the checked-out commit share, so that what others
    did in the meantime is not taken for part of the change.

    Args:
        root: Folder of the list, inside a git repository.
        name: A branch, tag or commit, e.g. ``origin/main``.
        folders: Folders to read, e.g. ``content``.

    Raises:
        GitError: There is no repository, no such revision, or a shallow clone that lacks it.
    """
    commit = _commit(root, name)
    shared = _git(root, ["merge-base", commit, "HEAD"], accept=(0, 1, 128)).decode().strip()
    commit = shared or commit  # a shallow clone may not reach back to where they parted
    listed = _git(root, ["ls-tree", "-r", "-z", commit, "--", *folders]).decode()
    blobs = dict(_blobs(listed))
    contents = _contents(root, list(blobs.values()))
    return Revision(commit, dict(zip(blobs, contents, strict=True)))


def files_on(root: Path, day: date, folder: str) -> set[str]:
    """Return the paths that a folder of the checked-out branch held when a day began, in UTC.

    What came by a pull request came when it was merged. There are none before the first commit.

    Raises:
        GitError: There is no repository, or a shallow clone that does not reach back to that day.
    """
    _commit(root, "HEAD")
    asked = ["rev-list", "--max-count=1", "--first-parent", f"--before={day}T00:00:00Z", "HEAD"]
    commit = _git(root, asked).decode().strip()
    if commit:
        listed = _git(root, ["ls-tree", "-r", "-z", "--name-only", commit, "--", folder])
        return set(filter(None, listed.decode().split("\0")))
    if _is_shallow(root):
        raise GitError(f"this shallow clone does not reach back to {day}", _DEEPEN)
    return set()


def _commit(root: Path, name: str) -> str:
    if not _git(root, ["rev-parse", "--git-dir"], accept=(0, 128)):
        message = f"{root} is in no git repository"
        raise GitError(message, "run this in a clone of the list's repository")
    asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"]
    found = _git(root, asked, accept=(0, 1, 128)).decode().strip()
    if found:
        return found
    message = f"there is no revision '{name}' in this clone"
    if _is_shallow(root):
        message += ", which is a shallow one"
        raise GitError(message, _DEEPEN)
    raise GitError(message, "git fetch origin, or name another: a branch, a tag or a commit")


def _is_shallow(root: Path) -> bool:
    return _git(root, ["rev-parse", "--is-shallow-repository"]).strip() == b"true"


def _blobs(listed: str) -> Iterator[tuple[str, str]]:
    for line in filter(None, listed.split("\0")):
        facts, _, path = line.partition("\t")
        mode, _kind, blob = facts.split(" ")
        if mode in _FILES:
            yield path, blob


def _contents(root: Path, blobs: Sequence[str]) -> Iterator[bytes]:
    """Yield the contents of blobs, asked for all at once."""
    answer = _git(root, ["cat-file", "--batch"], given="".join(f"{b}\n" for b in blobs).encode())
    start = 0
    for blob in blobs:
        end = answer.index(b"\n", start)
        head = answer[start:end].split(b" ")
        if head[-1] == b"missing":
            message = f"the object {blob} is missing from this clone"
            raise GitError(message, "fetch it: git fetch --refetch")
        size = int(head[-1])
        yield answer[end + 1 : end + 1 + size]
        start = end + 1 + size + 1


def _git(
    root: Path, arguments: Sequence[str], *, given: bytes = b"", accept: Sequence[int] = (0,)
) -> bytes:
    """Run git and return what it printed; nothing when it left with another accepted status."""
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, timeout=_SECONDS, check=False
        )
    except FileNotFoundError as fault:
        raise GitError("git is not installed", "install it from your system's packages") from fault
    except subprocess.TimeoutExpired as fault:
        message = f"git {arguments[0]} gave no answer in {_SECONDS} seconds"
        raise GitError(message, "try again, or look at the repository with git fsck") from fault
    if done.returncode not in accept:
        said = done.stderr.decode(errors="replace").strip() or f"it left with {done.returncode}"
        raise GitError(f"git {arguments[0]} failed: {said}", "mend the repository and try again")
    return done.stdout if done.returncode == 0 else b""
