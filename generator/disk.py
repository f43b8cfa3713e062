"""The only module that reads and writes files.

Every write of a file that people keep is atomic: the text goes to a temporary file in the same
folder, is flushed to disk, and then takes its name in one step, so a killed run leaves the old file
or the new one, never half. What it may leave is that temporary file: its name begins with
:data:`TEMPORARY_PREFIX`, no verb reads it, and the next run that writes sweeps it away.

Runs that would write to the same folder wait for each other: see :mod:`generator.lock`.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
"""The project's own folder: where templates and theme files come from when a list has none."""

TEMPORARY_PREFIX = ".writing-"


def read_bytes(path: Path, limit: int | None = None) -> bytes:
    """Return the content of a file, at most ``limit`` bytes of it.

    Raises:
        OSError: The file is not there or cannot be read.
    """
    with path.open("rb") as file:
        return file.read() if limit is None else file.read(limit)


def way(start: Path, goal: Path) -> str:
    """Return how to reach a folder from another, e.g. ``../autodidact``."""
    return Path(os.path.relpath(goal.resolve(), start.resolve())).as_posix()


def size(path: Path) -> int:
    """Return the size of a file in bytes."""
    return path.stat().st_size


def exists(path: Path) -> bool:
    """Whether there is a file or folder of that name."""
    return path.exists()


def is_file(path: Path) -> bool:
    """Whether there is a file of that name."""
    return path.is_file()


def is_folder(path: Path) -> bool:
    """Whether there is a folder of that name."""
    return path.is_dir()


def is_link(path: Path) -> bool:
    """Whether a name leads to somewhere else."""
    return path.is_symlink()


def age(path: Path) -> float | None:
    """Return the seconds since a file was written, below 0 for one of the future; None without."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return None


def touch(path: Path) -> None:
    """Make a file as old as this moment; it is created when it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def sweep(folder: Path, *, below: bool = True) -> None:
    """Delete the temporary files that killed runs left; only whoever holds the lock may do so."""
    for left in (folder.rglob if below else folder.glob)(f"{TEMPORARY_PREFIX}*"):
        remove_tree(left) if left.is_dir() else left.unlink(missing_ok=True)


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Return when each file below a folder was written, and its size, by relative path."""
    found = {}
    for name in names(folder):
        stat = (folder / name).stat()
        found[name] = (stat.st_mtime_ns, stat.st_size)
    return found


def write_new(path: Path, content: bytes) -> bool:
    """Create a file that must not be there yet; return False when it is, and leave it alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _named(path):
        temporary = _write_temporary(path.parent, content)
        try:
            os.link(temporary, path)  # fails when the name is taken: nothing is ever overwritten
        except FileExistsError:
            return False
        finally:
            temporary.unlink(missing_ok=True)
    return True


def write_if_changed(path: Path, content: bytes) -> bool:
    """Make a file hold ``content``; return False when it did already, and leave it alone."""
    if _holds(path, content):
        return False
    with _named(path):
        temporary = _write_temporary(path.parent, content)
        try:
            temporary.replace(path)
        except OSError:
            temporary.unlink()
            raise
    return True


def mirror(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Make ``folder`` hold exactly ``files``, touching only what differs.

    Args:
        folder: The folder to fill; what it holds beside ``files`` is deleted.
        files: Relative paths with forward slashes, and contents; may be a lazy iterator.
    """
    keep_only(folder, fill(folder, files))


def fill(folder: Path, files: Iterable[tuple[str, bytes]]) -> set[str]:
    """Put files into a folder, touching only what differs; return their relative paths."""
    names = set()
    for name, content in files:
        names.add(name)
        put(folder / name, content)
    return names


def put(path: Path, content: bytes) -> bool:
    """Make a file that is made anew by every run hold ``content``; return whether it did not.

    It is whole whenever somebody looks, but not flushed: the next run compares, and writes again.
    """
    if _holds(path, content):
        return False
    temporary = path.with_name(f"{TEMPORARY_PREFIX}{os.getpid()}")  # several processes write pages
    try:
        with _named(path):
            temporary.write_bytes(content)
            temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return True


def keep_only(folder: Path, names: Container[str]) -> None:
    """Delete what a folder holds beside the files of some names, and folders that hold nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    _thin_out(str(folder), "", names)


def _thin_out(folder: str, inside: str, names: Container[str]) -> bool:
    """Do so in a folder whose files' names begin with ``inside``; return whether any is left."""
    with os.scandir(folder) as entries:
        found = list(entries)
    left = False
    for entry in found:
        name = inside + entry.name
        if entry.is_dir(follow_symlinks=False):
            if _thin_out(entry.path, f"{name}/", names):
                left = True
            else:
                Path(entry.path).rmdir()
        elif name in names:
            left = True
        else:
            Path(entry.path).unlink()
    return left


def create_folder(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Make a folder with files; return False where something is there, and leave that alone.

    The files are written aside first: a run that is killed while it writes leaves nothing.

    Args:
        folder: A folder that is empty or does not exist.
        files: Contents by relative path with forward slashes.
    """
    there = exists(folder)
    if there and (not folder.is_dir() or any(folder.iterdir())):
        return False
    aside = folder if there else folder.absolute().parent
    aside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=TEMPORARY_PREFIX, dir=aside) as name:
        made = Path(name) / "made"
        mirror(made, files.items())
        if there:  # somebody may stand in it, so it stays the folder that it is
            for child in sorted(made.iterdir()):
                child.rename(folder / child.name)
        else:
            made.rename(folder)
    return True


def names(folder: Path) -> list[str]:
    """Return the relative paths of all files below a folder, sorted, with forward slashes.

    Hidden files are left out, and so are links: see :func:`links`.
    """
    return sorted(name for name, entry in _below(folder) if entry.is_file(follow_symlinks=False))


def links(folder: Path) -> list[str]:
    """Return what is below a folder, or in its place, and no file: links, pipes, devices.

    A link in a change that a stranger proposes may lead anywhere on the machine that builds it.

    Returns:
        Relative paths, sorted; an empty one for the folder itself.
    """
    if is_link(folder):
        return [""]
    return sorted(
        name for name, entry in _below(folder) if not entry.is_file(follow_symlinks=False)
    )


def _below(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield what is below a folder, but for folders and hidden things, with its relative path."""
    pending = [("", str(folder))]
    while pending:
        inside, place = pending.pop()
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        pending.append((f"{inside}{entry.name}/", entry.path))
                    else:
                        yield f"{inside}{entry.name}", entry
        except (FileNotFoundError, NotADirectoryError):
            continue


def read_tree(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield relative path and content of every file below a folder, in sorted order."""
    for name in names(folder):
        yield name, read_bytes(folder / name)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Give a folder that is deleted with all it holds afterwards."""
    with tempfile.TemporaryDirectory(prefix="generator-") as name:
        yield Path(name)


def remove_tree(folder: Path) -> None:
    """Delete a folder with all it holds; do nothing when it is not there."""
    shutil.rmtree(folder, ignore_errors=True)


def _holds(path: Path, content: bytes) -> bool:
    """Whether a file holds ``content``; when there is none, its folder is made."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return False


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Let a fault name the file that was to be written: the system names none, or a temporary."""
    try:
        yield
    except OSError as fault:
        raise OSError(fault.errno, fault.strerror, str(path)) from fault


def _write_temporary(folder: Path, content: bytes) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=TEMPORARY_PREFIX, dir=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)
