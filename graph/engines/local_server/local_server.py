"""A Neo4j server on this machine, without Docker: start, stop, status.

All its files stand in one folder. It listens on this machine alone, with a password of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.engines.local_server import server_process
from graph.engines.local_server.server_files import USER, Home, in_words
from graph.engines.local_server.server_jars import Progress, java
from graph.engines.local_server.server_launch import Launch, Options
from graph.engines.local_server.server_log import log_size


@dataclass(frozen=True, slots=True)
class Server:
    """A server, and whether it runs; of one that does not, there is no address."""

    home: Path
    user: str
    password_file: Path
    data_bytes: int
    pid: int | None = None
    uri: str | None = None
    http_port: int | None = None
    version: str | None = None

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self.pid is not None


def default_home(environment: Mapping[str, str]) -> Path:
    """Return the folder of the local server: POLICYTRACE_NEO4J_HOME, or one in the user's data."""
    import platformdirs

    chosen = environment.get("POLICYTRACE_NEO4J_HOME")
    return Path(chosen) if chosen else platformdirs.user_data_path("policytrace") / "neo4j"


def start(folder: Path, progress: Progress, options: Options | None = None) -> Server:
    """Start the server of a folder, and return when it answers; one that runs is left alone.

    Args:
        folder: holds all that the server has; made if need be.
        progress: is told, in a sentence, what takes time.
        options: memory, ports and patience.

    Raises:
        MissingExtraError: the extra `server` is not installed.
        ServiceError: the folder, Maven Central or the server fails; nothing is left running.
    """
    launch = Launch(java(), _home(folder), options or Options(), progress)
    home = launch.home
    with home.locked(progress), in_words(home.folder):
        state = home.state
        process = server_process.find(home, state)
        if process is None or state is None:
            launch.with_free_ports()
        else:
            progress(f"the local Neo4j server already runs at {state.uri}")
            launch.wait(process, state, log_size(home))
        return status(home.folder)


def stop(folder: Path, progress: Progress, seconds: float = 60.0) -> bool:
    """Stop the server of a folder, and return whether one was running.

    Args:
        folder: of the server.
        progress: is told what happened.
        seconds: how long it may take to close its files; then it is ended by force.

    Raises:
        ServiceError: the folder cannot be used.
    """
    home = _home(folder)
    process = None
    if home.folder.is_dir():
        with home.locked(progress), in_words(home.folder):
            process = server_process.find(home, home.state)
            if process is not None:
                server_process.end(process, seconds)
            home.forget()
    was_running = process is not None
    progress("the local Neo4j server has stopped" if was_running else "no local Neo4j server runs")
    return was_running


def status(folder: Path) -> Server:
    """Return what is known of the server of a folder, whether or not it answers."""
    home = _home(folder)
    state = home.state
    if state is None or server_process.find(home, state) is None:
        return Server(home.folder, USER, home.password, home.size)
    return Server(
        home.folder,
        USER,
        home.password,
        home.size,
        state.pid,
        state.uri,
        state.http_port,
        state.version,
    )


def local_connection(folder: Path) -> tuple[str, str, str] | None:
    """Return address, user and password of the server of a folder; None if it does not run."""
    home = _home(folder)
    state = home.state
    if state is None or server_process.find(home, state) is None:
        return None
    with in_words(home.folder):
        return state.uri, USER, home.password.read_text(encoding="utf-8").strip()


def _home(folder: Path) -> Home:
    return Home(folder.expanduser().resolve())
