"""One run at a time in a folder: the second is refused at once.

The lock is the system's, on an open file, so it ends with the process however that ends. What is
written in the file only tells the other run who has it.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from graph.calendar import BANGKOK
from graph.errors import ServiceError
from graph.state.files import in_words

NAME = "lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Have the folder for this run alone.

    Raises:
        ServiceError: another run has it.
        UsageError: the folder cannot be written to.
    """
    with in_words(folder):
        handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        with in_words(folder):
            _take(handle, folder)
        with suppress(OSError):  # On a full disk: the lock holds all the same.
            os.ftruncate(handle, 0)
            os.pwrite(handle, _who().encode(), 0)
        yield
    finally:
        os.close(handle)


def _take(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ServiceError(
            f"another run{_told(handle)} has {folder}: wait for its end, or end it, and try again"
        ) from None


def _who() -> str:
    return json.dumps({"pid": os.getpid(), "host": os.uname().nodename}) + "\n"


def _told(handle: int) -> str:
    """Return who has the lock, and since when; nothing if it is just being taken."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        who = json.loads(os.pread(handle, 4096, 0))
        since = datetime.fromtimestamp(os.fstat(handle).st_mtime, tz=BANGKOK)
        return f" (process {who['pid']} on {who['host']}, since {since:%Y-%m-%d %H:%M} in Bangkok)"
    return ""
