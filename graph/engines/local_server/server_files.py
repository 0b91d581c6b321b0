"""The folder of a local Neo4j server: where things are in it, and what is written down there."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.engines.local_server.server_jars import Progress
from graph.errors import ServiceError

USER = "neo4j"
_HAS_STARTED = " Started.\n"  # A line of Neo4j's log: from here on it answers.


@dataclass(frozen=True, slots=True)
class State:
    """What is written down about a server that was started."""

    pid: int
    created: float  # When the process began, in seconds since 1970.
    uri: str
    http_port: int
    version: str


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one server, and where things are in it."""

    folder: Path

    @property
    def settings(self) -> Path:
        """Neo4j's own settings, written at every start."""
        return self.folder / "conf" / "neo4j.conf"

    @property
    def password(self) -> Path:
        """The password of the user `neo4j`, for the owner's eyes."""
        return self.folder / "password"

    @property
    def jars(self) -> Path:
        """The list of the jars that make up the server."""
        return self.folder / "jars.txt"

    @property
    def console(self) -> Path:
        """What Java writes before Neo4j has opened its own log, and when it crashes."""
        return self.folder / "logs" / "console.log"

    @property
    def log(self) -> Path:
        """What Neo4j tells its users."""
        return self.folder / "logs" / "neo4j.log"

    @property
    def is_used(self) -> bool:
        """Whether a server has run here, so that the password is already in its database."""
        return (self.folder / "data" / "databases" / "system").is_dir()

    @property
    def is_unfinished(self) -> bool:
        """Whether the first start ended before the server could answer anyone."""
        if not self._setting_up.is_file():
            return False
        with suppress(OSError):
            return _HAS_STARTED not in self.log.read_text(encoding="utf-8", errors="replace")
        return True

    def begin_set_up(self) -> None:
        """Note that the database is about to be made."""
        self._setting_up.touch(mode=0o600)

    def end_set_up(self) -> None:
        """Note that the database has answered."""
        self._setting_up.unlink(missing_ok=True)

    def set_aside(self) -> None:
        """Move away a database that was interrupted while it was made."""
        data, aside = self.folder / "data", self.folder / "data.unfinished"
        if data.is_dir():
            shutil.rmtree(aside, ignore_errors=True)
            data.rename(aside)

    @property
    def _setting_up(self) -> Path:
        return self.folder / "setting-up"

    @property
    def size(self) -> int:
        """The bytes of the data and its transaction logs."""
        found = os.walk(self.folder / "data")  # A running server removes files under our eyes.
        return sum(_size(Path(folder) / name) for folder, _, names in found for name in names)

    @property
    def state(self) -> State | None:
        """What is written down about the last start, unless the server was stopped."""
        with suppress(OSError, ValueError, TypeError):
            return State(**json.loads(self._state.read_text(encoding="utf-8")))
        return None

    def note(self, state: State) -> None:
        """Write down what was started."""
        write_private(self._state, json.dumps(asdict(state)))

    def forget(self) -> None:
        """Remove what is written down: nothing runs."""
        self._state.unlink(missing_ok=True)

    @property
    def _state(self) -> Path:
        return self.folder / "server.json"

    @contextmanager
    def locked(self, progress: Progress) -> Iterator[None]:
        """Let one start or stop at a time work on the folder; others wait here.

        Raises:
            ServiceError: the folder cannot be used.
        """
        with in_words(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = (self.folder / "lock").open("a")
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                progress("waiting for another start or stop of this server to end")
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield


@contextmanager
def in_words(folder: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a sentence."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise ServiceError(
            f"the local Neo4j server cannot use {folder}: {reason};"
            " set POLICYTRACE_NEO4J_HOME to a folder that can be written"
        ) from error


def write_private(path: Path, text: str) -> None:
    """Write a file that its owner alone may read, whole or not at all."""
    waiting = path.with_name(f"{path.name}.part")
    waiting.unlink(missing_ok=True)
    with os.fdopen(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    waiting.replace(path)


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0
