"""One start of a local Neo4j server: settings, password, process, and the wait for an answer."""

import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.engines.local_server import server_process
from graph.engines.local_server.server_files import USER, Home, State
from graph.engines.local_server.server_jars import VERSION, Progress, find_jars, with_jars
from graph.engines.local_server.server_log import last_words, log_size
from graph.engines.local_server.server_settings import (
    HOST,
    ensure_password,
    free_ports,
    write_settings,
)
from graph.errors import ServiceError

PORTS = (7687, 7474)  # Bolt and HTTP, as every Neo4j has them; another where one is taken.
_PAUSE = 0.2  # Seconds between two looks at a server that starts.
_GRACE = 20.0  # Seconds for a server that failed to start, until it is ended by force.
_TOOL = "org.neo4j.cli.AdminTool"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a server is started."""

    heap: str = "1g"  # Memory for the queries, as Java writes it.
    page_cache: str = "256m"  # Memory for the data.
    seconds: float = 90.0  # Until it must answer.
    ports: tuple[int, int] = PORTS  # Bolt and HTTP; 0 is any free one.


class _PortTakenError(ServiceError):
    """Another program has taken a port since we looked."""


@dataclass(frozen=True, slots=True)
class Launch:
    """One start of a server."""

    java: Path
    home: Home
    options: Options
    progress: Progress

    def with_free_ports(self) -> None:
        """Start a server; where a port is taken under its nose, once more with others."""
        jars = find_jars(self.home.jars, self.progress)
        environment = with_jars(jars)
        try:
            self._begin(free_ports(self.options.ports), environment)
        except _PortTakenError:
            self._begin(free_ports((0, 0)), environment)

    def _begin(self, ports: tuple[int, int], environment: Mapping[str, str]) -> None:
        """Start a server, and wait until it answers; if it does not, leave none."""
        home = self.home
        write_settings(home, ports, self.options.page_cache)
        self._set_up(environment)
        since = log_size(home)
        self.progress("starting Neo4j")
        process = server_process.begin(self.java, home, self.options.heap, environment)
        has_answered = False
        try:
            uri = f"bolt://{HOST}:{ports[0]}"
            state = State(process.pid, process.create_time(), uri, ports[1], VERSION)
            home.note(state)
            self.wait(process, state, since)
            has_answered = True
        finally:
            if not has_answered:
                server_process.end(process, _GRACE)
                home.forget()

    def _set_up(self, environment: Mapping[str, str]) -> None:
        """Give a server that has never run its password, by Neo4j's own tool.

        The tool reads it from the file, so that no list of processes shows it.
        """
        home = self.home
        if home.is_unfinished:
            home.set_aside()
        ensure_password(home)
        if home.is_used:
            return
        home.begin_set_up()
        self.progress("setting a password")
        places = {"NEO4J_HOME": str(home.folder), "NEO4J_CONF": str(home.settings.parent)}
        result = subprocess.run(  # noqa: S603  # both paths are ours
            [self.java, _TOOL, "dbms", "set-initial-password", f"@{home.password}"],
            env={**environment, **places},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode:
            lines = (result.stderr or result.stdout).strip().splitlines()
            said = [line for line in lines if "Picked up " not in line] or ["no reason given"]
            raise ServiceError(f"Neo4j's tool could not set the password: {said[0]}")

    def wait(self, process: Any, state: State, since: int) -> None:
        """Return when the server answers with its password.

        Raises:
            ServiceError: it ends before it does, takes too long, or has another password.
        """
        password = ensure_password(self.home)
        port = int(state.uri.rpartition(":")[2])
        until = time.monotonic() + self.options.seconds
        while not (server_process.listens(process, port) and _answers(state.uri, password)):
            if server_process.is_over(process):
                raise _ended(self.home, since)
            if time.monotonic() > until:
                seconds = f"{self.options.seconds:g} s"
                why = last_words(self.home, since)
                raise ServiceError(f"the local Neo4j server did not answer within {seconds}: {why}")
            time.sleep(_PAUSE)
        self.home.end_set_up()


def _ended(home: Home, since: int) -> ServiceError:
    why = last_words(home, since)
    kind = _PortTakenError if "already in use" in why else ServiceError
    return kind(f"the local Neo4j server has ended: {why}")


def _answers(uri: str, password: str) -> bool:
    """Whether a server answers a query; one that is still opening its databases does not.

    Raises:
        ServiceError: it has another password.
    """
    import neo4j
    from neo4j.exceptions import AuthError, DriverError, Neo4jError

    try:
        with neo4j.GraphDatabase.driver(uri, auth=(USER, password)) as driver:
            driver.execute_query("RETURN 1", database_="neo4j")
    except AuthError as error:
        raise ServiceError(
            "the local Neo4j server refuses the password that policytrace keeps for it:"
            f" {error.message}"
        ) from error
    except (DriverError, Neo4jError):
        return False
    return True
