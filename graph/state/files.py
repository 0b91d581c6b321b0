"""Files that are on the disk when a call returns, and whole whenever the machine may stop."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from graph.errors import UsageError

_MODE = 0o666  # Less what the user's umask takes away.


@contextmanager
def in_words(folder: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a sentence.

    Raises:
        UsageError: it refused something.
    """
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        at = error.filename if isinstance(error.filename, str) else folder
        raise UsageError(
            f"what is known of the nights cannot be kept in {folder}: {at}: {reason};"
            " mend that, or name another folder with --state"
        ) from error


def refuse_file(folder: Path) -> None:
    """Refuse a file that stands where a folder should.

    Raises:
        UsageError: it is one.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file: name a folder with --state")


def append(path: Path, data: bytes, size: int) -> None:
    """Add to a file of some bytes; if that fails, it is as it was.

    Raises:
        UsageError: it is not of that size.
        OSError: the disk is full, or the like.
    """
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, _MODE)
    try:
        if os.fstat(handle).st_size != size:
            raise UsageError(f"another program has changed {path} during this run: run again")
        try:
            _write(handle, data)
        except OSError:
            with suppress(OSError):  # Else the next run finds an unfinished line.
                os.ftruncate(handle, size)
            raise
    finally:
        os.close(handle)
    sync_folder(path.parent)


def cut(path: Path, size: int) -> None:
    """Leave only the first bytes of a file."""
    handle = os.open(path, os.O_WRONLY)
    try:
        os.ftruncate(handle, size)
        os.fsync(handle)
    finally:
        os.close(handle)


def replace(path: Path, data: bytes) -> None:
    """Write a file in one step: at any moment it is as it was, or as it shall be."""
    unfinished = unfinished_of(path)
    mode = path.stat().st_mode & 0o777 if path.exists() else None
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _MODE)
    try:
        if mode is not None:
            os.fchmod(handle, mode)
        _write(handle, data)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
    finally:
        os.close(handle)
    unfinished.replace(path)
    sync_folder(path.parent)


def unfinished_of(path: Path) -> Path:
    """Return the name of a file while it is written."""
    return path.with_name(f"{path.name}.part")


def _write(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:  # A nearly full disk takes a part.
        rest = rest[os.write(handle, rest) :]
    os.fsync(handle)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
