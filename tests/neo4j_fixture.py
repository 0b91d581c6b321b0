"""A Neo4j server for the tests: the one of NEO4J_URI, or one of our own without Docker."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.engines.local_server import local_server
from graph.engines.local_server.server_launch import Options
from graph.errors import MissingExtraError, ServiceError

if TYPE_CHECKING:
    import neo4j

# Any port, for several test sessions may run on one machine; and time, for it may be a slow one.
PATIENT = Options(ports=(0, 0), seconds=300)
# Nodes of the program, and nodes that a test has put beside them as someone else's.
_OURS = (
    "MATCH (n) WHERE n:PolicyTrace OR n:Load OR any(l IN labels(n) WHERE l STARTS WITH 'Foreign')"
    " CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
)


@dataclass(frozen=True)
class Neo4j:
    """Where the server of this test session is."""

    uri: str
    user: str
    password: str
    home: Path | None  # Its folder, if it is one of our own.

    @contextmanager
    def driver(self) -> Iterator["neo4j.Driver"]:
        """A driver to the server, closed at the end."""
        from neo4j import GraphDatabase

        auth = (self.user, self.password)
        with GraphDatabase.driver(self.uri, auth=auth, notifications_min_severity="OFF") as driver:
            yield driver

    def holds_ours(self) -> bool:
        """Whether anything of the program is there already."""
        with self.driver() as driver, driver.session() as session:
            found = session.run("MATCH (n) WHERE n:PolicyTrace OR n:Load RETURN count(n) AS n")
            return bool(found.single(strict=True)["n"])

    def clean(self) -> None:
        """Remove the nodes of the program and of the tests, and no others."""
        with self.driver() as driver, driver.session() as session:
            session.run(_OURS).consume()


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4j]:
    """A Neo4j server that answers, one for the whole session."""
    uri = os.environ.get("NEO4J_URI")
    if uri:
        user = os.environ.get("NEO4J_USER", "neo4j")
        named = Neo4j(uri, user, os.environ.get("NEO4J_PASSWORD", ""), None)
        if named.holds_ours():
            pytest.fail(f"{uri} holds what 'policytrace load' wrote, and the tests would remove it")
        yield named
        return
    home = tmp_path_factory.mktemp("neo4j")
    start_or_skip(home)
    connection = local_server.local_connection(home)
    assert connection is not None
    yield Neo4j(*connection, home)
    local_server.stop(home, unheard)


@pytest.fixture
def clean_neo4j(neo4j_server: Neo4j) -> Iterator[Neo4j]:
    """The server without anything of the program in it, before and after."""
    neo4j_server.clean()
    yield neo4j_server
    neo4j_server.clean()


def start_or_skip(home: Path) -> local_server.Server:
    """Start a server of our own; where none can be had, say so loudly, and fail on CI."""
    try:
        return local_server.start(home, unheard, PATIENT)
    except (MissingExtraError, ServiceError) as error:
        missing = f"NO NEO4J SERVER, so nothing that needs one is tested: {error}"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)


def unheard(_sentence: str) -> None:
    """What a start says on its way is for people."""
