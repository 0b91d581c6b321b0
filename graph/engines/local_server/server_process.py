"""The process of a local Neo4j server: begun apart from the terminal, known again, ended."""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from graph.engines.local_server.server_files import Home, State
from graph.errors import MissingExtraError

MAIN_CLASS = "org.neo4j.server.CommunityEntryPoint"
_OPENED = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch")
_CLOCK_SECONDS = 10  # A clock that is set right moves the time at which a process began.


def begin(java: Path, home: Home, heap: str, environment: Mapping[str, str]) -> Any:
    """Start Neo4j in a session of its own, and return the process at once, as psutil has it."""
    psutil = _psutil()
    command = [str(java), *_options(home, heap), MAIN_CLASS, *_identity(home)]
    writing = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    pid = os.posix_spawn(
        java,
        command,
        environment,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(home.console), writing, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
        setsid=True,
    )
    return psutil.Process(pid)


def find(home: Home, state: State | None) -> Any | None:
    """Return the process of the state, as psutil has it, if it runs and is the server of `home`.

    A process that has got the same id since is not.
    """
    if state is None:
        return None
    psutil = _psutil()
    try:
        process = psutil.Process(state.pid)
        command = process.cmdline()  # Empty for one that has ended and was not waited for.
        is_same = abs(process.create_time() - state.created) < _CLOCK_SECONDS
    except psutil.Error:
        return None
    is_ours = MAIN_CLASS in command and set(_identity(home)) <= set(command)
    return process if is_same and is_ours else None


def is_over(process: Any) -> bool:
    """Whether a process has ended, also where nobody has asked for its result yet."""
    psutil = _psutil()
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def listens(process: Any, port: int) -> bool:
    """Whether it is this process that holds a port of this machine."""
    psutil = _psutil()
    try:
        found = process.net_connections("tcp")
    except psutil.AccessDenied:
        return True  # The system does not tell: its answer will.
    except psutil.Error:
        return False
    return any(one.status == psutil.CONN_LISTEN and one.laddr.port == port for one in found)


def end(process: Any, seconds: float) -> None:
    """Ask a process to end, and end it by force if it does not within the time."""
    psutil = _psutil()
    with suppress(psutil.NoSuchProcess):
        process.terminate()
        try:
            process.wait(seconds)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait()


def _options(home: Home, heap: str) -> Sequence[str]:
    opened = (f"--add-opens={package}=ALL-UNNAMED" for package in _OPENED)
    crash = home.console.with_name("crash-%p.log")
    return [f"-Xmx{heap}", f"-XX:ErrorFile={crash}", *opened]


def _identity(home: Home) -> Sequence[str]:
    return [f"--home-dir={home.folder}", f"--config-dir={home.settings.parent}"]


def _psutil() -> Any:
    try:
        import psutil  # type: ignore[import-untyped]  # it comes without types
    except ImportError as error:
        raise MissingExtraError("a local Neo4j server", "server") from error
    return psutil
