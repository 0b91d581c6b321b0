"""Which Neo4j to speak to, and a driver for it that fails soon and in sentences."""

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from graph.engines.service_errors import unreachable, went_wrong
from graph.errors import ServiceError, UsageError

if TYPE_CHECKING:
    import neo4j

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
USER = "neo4j"
# Seconds: for one address to answer, for a connection in all, and for tries after a failed one.
_CONNECT, _ACQUIRE, _RETRY = 5.0, 10.0, 20.0
_OLDEST, _TESTED = 5, "5.26"


@dataclass(frozen=True, slots=True)
class Target:
    """A Neo4j server, and as whom to speak to it; without a password it is asked for none."""

    uri: str
    user: str = USER
    password: str | None = field(default=None, repr=False)
    database: str | None = None  # None: the server's own choice, mostly `neo4j`.


def target_from(
    environ: Mapping[str, str], local: Callable[[], tuple[str, str, str] | None]
) -> Target:
    """Return the server that the environment names, or else the local one.

    Args:
        environ: NEO4J_URI, NEO4J_USER or NEO4J_USERNAME, NEO4J_PASSWORD or NEO4J_PASSWORD_FILE
            (its first line), NEO4J_DATABASE; an empty one counts as absent.
        local: Gives URI, user and password of the local server, or None where none runs.

    Raises:
        UsageError: the URI is none that Neo4j knows, or the password file cannot be read.
        ServiceError: no server is named, and no local one runs.
    """
    database = environ.get("NEO4J_DATABASE", "").strip() or None
    uri = environ.get("NEO4J_URI", "").strip()
    if uri:
        _check(uri)
        user = environ.get("NEO4J_USER") or environ.get("NEO4J_USERNAME") or USER
        return Target(uri, user, _password(environ), database)
    running = local()
    if running is None:
        raise ServiceError(
            "no Neo4j is named: set NEO4J_URI, or start one with 'policytrace neo4j start'"
        )
    uri, user, password = running
    return Target(uri, user, password or None, database)


def _check(uri: str) -> None:
    """Refuse a URI that the driver would not understand; the sentence never shows a password."""
    try:
        parts = urlsplit(uri)
        scheme, host, _port = parts.scheme, parts.hostname, parts.port
    except ValueError as error:
        raise UsageError(f"NEO4J_URI is no address such as bolt://HOST:7687: {error}") from error
    if "@" in uri:
        raise UsageError(
            "NEO4J_URI holds a user or a password: give them by NEO4J_USER and NEO4J_PASSWORD"
        )
    if scheme not in SCHEMES or "://" not in uri:
        known = ", ".join(f"{one}://" for one in SCHEMES)
        raise UsageError(f"NEO4J_URI {uri!r} begins with none of {known}")
    if not host or re.search(r"\s", uri):
        raise UsageError(f"NEO4J_URI {uri!r} names no host: write it as {scheme}://HOST:7687")
    if parts.path.strip("/"):
        raise UsageError(
            f"NEO4J_URI {uri!r} goes on after the port: NEO4J_DATABASE names the database"
        )


def _password(environ: Mapping[str, str]) -> str | None:
    password = environ.get("NEO4J_PASSWORD")
    name = environ.get("NEO4J_PASSWORD_FILE")
    if password or not name:
        return password or None
    try:
        text = Path(name).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise UsageError(f"NEO4J_PASSWORD_FILE {name!r} cannot be read: {reason}") from error
    first = text.splitlines()[0] if text else ""
    if not first:
        raise UsageError(f"NEO4J_PASSWORD_FILE {name!r} holds no password in its first line")
    return first


@contextmanager
def connected(target: Target) -> "Iterator[neo4j.Driver]":
    """Yield a driver of a server that answers; all that Neo4j raises meanwhile becomes a sentence.

    Sessions are to be opened with `database=target.database`.

    Raises:
        ServiceError: the server is out of reach, too old, or refuses what is asked of it.
    """
    from neo4j.exceptions import DriverError, Neo4jError

    logging.getLogger("neo4j").addHandler(logging.NullHandler())  # It would write to stderr.
    place = _place(target.uri)
    with _driver(target) as driver:
        try:
            agent = _agent(driver, target.database)
        except (DriverError, Neo4jError) as error:
            raise ServiceError(unreachable(error, place)) from error
        _check_version(agent, place)
        try:
            yield driver
        except (DriverError, Neo4jError) as error:
            raise ServiceError(went_wrong(error, place)) from error


def _driver(target: Target) -> "neo4j.Driver":
    import neo4j
    from neo4j.exceptions import DriverError

    auth = (target.user, target.password) if target.password else None
    try:
        return neo4j.GraphDatabase.driver(
            target.uri,
            auth=auth,
            user_agent=f"policytrace/{program_version()}",
            connection_timeout=_CONNECT,
            connection_acquisition_timeout=_ACQUIRE,
            max_transaction_retry_time=_RETRY,
            notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF,
        )
    except (DriverError, ValueError) as error:
        raise UsageError(
            f"NEO4J_URI {_place(target.uri)!r} does not fit: {str(error).splitlines()[0]}"
        ) from error


def program_version() -> str:
    """Return the version of this program."""
    try:
        return version("policytrace")
    except PackageNotFoundError:  # Run from its folder, without having been installed.
        return "0"


def _place(uri: str) -> str:
    """Return scheme, host and port: never who speaks."""
    parts = urlsplit(uri)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _agent(driver: "neo4j.Driver", database: str | None) -> str:
    """Return what the server calls itself, such as `Neo4j/5.26.25`.

    A statement on the database itself: a plain greeting would not miss a database that is not
    there, nor a password that has expired.
    """
    with driver.session(database=database) as session:
        return session.run("RETURN 1").consume().server.agent


def _check_version(agent: str, place: str) -> None:
    product, _, number = agent.partition("/")
    major = re.match(r"\d+", number)
    if product != "Neo4j" or (major and int(major[0]) < _OLDEST):
        raise ServiceError(f"{place} is {product} {number}: Neo4j {_TESTED} or later is needed")
