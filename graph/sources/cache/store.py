"""Where packs are kept: one file for each folder of sources.

A pack is never trusted. It counts only if it is whole (a digest of all of it), was written by this
very program on this very Python (a digest of the code that reads sources), belongs to this user,
and can be changed by no one else; and of what it holds only the files count whose contents, not
their times, have the digest that stands there. Whatever is wrong with it, or with the folder that
it stands in, the sources are read afresh, as if there were none.
"""

import hashlib
import importlib.util
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

from graph.sources.cache.pack import Pack, from_bytes, to_bytes

_MAGIC = b"policytrace pack 1\n"
_ENDING, _UNFINISHED = ".policytrace", ".policytrace-part"  # No one else's files end so.
_DIGEST = 32  # Bytes.
_MOST_PACKS = 24
_MOST_BYTES = 1 << 30
_STALE_SECONDS = 3600  # After that, an unfinished file is one that a killed run has left.


def default_folder() -> Path:
    """Return the folder for packs in this user's cache."""
    import platformdirs

    return platformdirs.user_cache_path("policytrace") / "sources"


def digest(data: bytes | memoryview) -> bytes:
    """Return what tells the contents from any other; processors have SHA-256 built in."""
    return hashlib.sha256(data).digest()


class Store(NamedTuple):
    """The packs of a folder."""

    folder: Path

    def load(self, sources: Path) -> Pack | None:
        """Return what is kept of a folder of sources, if anything is."""
        path = self._path(sources)
        try:
            data = memoryview(_own_bytes(path))
            start = len(_head())
            payload = data[start + _DIGEST :]
            if data[:start] != _head() or data[start : start + _DIGEST] != digest(payload):
                return None
            pack = from_bytes(payload)
            os.utime(path)  # What is used is not the first to go.
        except Exception:  # noqa: BLE001  # whatever is wrong with it, the sources are right
            return None
        return pack

    def save(self, sources: Path, pack: Pack) -> None:
        """Keep what was read of a folder of sources, if the disk lets us."""
        payload = to_bytes(pack)
        with suppress(OSError):
            _make(self.folder)
            path = self._path(sources)
            _replace(path, b"".join([_head(), digest(payload), payload]))
            _prune(self.folder, path)

    def _path(self, sources: Path) -> Path:
        named = os.fsencode(sources.absolute()) + b"\0" + os.fsencode(sources)
        return self.folder / f"{hashlib.sha256(named).hexdigest()[:32]}{_ENDING}"


def _make(folder: Path) -> None:
    """Make the folder if there is none, and keep it out of git wherever it stands."""
    try:
        folder.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        return
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")


def _own_bytes(path: Path) -> bytes:
    """Return a file that is this user's alone to change.

    Raises:
        OSError: there is none.
    """
    with path.open("rb") as file:
        about = os.fstat(file.fileno())
        if about.st_uid != os.geteuid() or about.st_mode & 0o022:
            raise PermissionError(path)
        return file.read()


def _replace(path: Path, data: bytes) -> None:
    """Write a file in one step, so that another run sees the old one or the new one."""
    import tempfile

    handle, unfinished = tempfile.mkstemp(suffix=_UNFINISHED, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(unfinished).replace(path)
    except OSError:
        Path(unfinished).unlink(missing_ok=True)
        raise


def _prune(folder: Path, newest: Path) -> None:
    """Remove what was not used for longest, and what killed runs have left."""
    now = newest.stat().st_mtime
    packs = sorted(folder.glob(f"*{_ENDING}"), key=lambda one: one.stat().st_mtime, reverse=True)
    total = 0
    for number, path in enumerate(packs, start=1):
        total += path.stat().st_size
        if (number > _MOST_PACKS or total > _MOST_BYTES) and path != newest:
            path.unlink(missing_ok=True)
    for path in folder.glob(f"*{_UNFINISHED}"):
        if path.stat().st_mtime < now - _STALE_SECONDS:
            path.unlink(missing_ok=True)


@cache
def _head() -> bytes:
    """Return what begins each file: what sort it is, and a digest of what writes and reads it."""
    told = hashlib.sha256(f"{sys.version} {sys.byteorder}".encode())
    for path in _code():
        told.update(path.read_bytes())
    return _MAGIC + told.digest()


def _code() -> Iterator[Path]:
    """Yield the modules on which it depends what is read, and PyYAML's, which names its version."""
    package = Path(__file__).parents[2]
    yield package / "problems.py"
    for name in ("model", "sources", "validation"):
        yield from sorted((package / name).rglob("*.py"))
    library = importlib.util.find_spec("yaml")
    if library is not None and library.origin:
        yield Path(library.origin)
