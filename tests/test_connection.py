"""Which Neo4j is meant, and what is said when it does not answer as it should."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from neo4j.exceptions import (
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graph.engines import connection
from graph.engines.answers import Limits
from graph.engines.connection import Target, connected, target_from
from graph.engines.local_server import local_server
from graph.engines.local_server.server_launch import Options
from graph.engines.neo4j import Server
from graph.errors import ServiceError, TraceError, UsageError
from tests.loading import target_of
from tests.neo4j_fixture import Neo4j
from tests.proxies import swallow_from, wire

LOCAL = ("bolt://127.0.0.1:7687", "neo4j", "local")
WORD = "hush-hush"


def target(**names: str) -> Target:
    """The server that an environment names, whose names are given without NEO4J_."""
    return target_from(
        {f"NEO4J_{name.upper()}": text for name, text in names.items()}, lambda: LOCAL
    )


def said_by(asked: Target) -> str:
    """What is said when one asks a server for a number."""
    with pytest.raises(TraceError) as caught, connected(asked) as driver:
        driver.execute_query("RETURN 1")
    return str(caught.value)


# Which server is meant ----------------------------------------------------------------------------


def test_environment_names_the_server() -> None:
    named = target(
        uri=" neo4j+s://city.example:7688 ",
        user="planner",
        password=WORD,
        database="plans",
    )
    assert named == Target("neo4j+s://city.example:7688", "planner", WORD, "plans")


def test_user_may_be_named_as_aura_writes_it() -> None:
    assert target(uri="bolt://x", username="aura").user == "aura"
    assert target(uri="bolt://x").user == "neo4j"


def test_no_password_is_no_password() -> None:
    assert target(uri="bolt://x").password is None
    assert target(uri="bolt://x", password="").password is None


def test_password_is_never_shown() -> None:
    assert WORD not in repr(target(uri="bolt://x", password=WORD))


def test_password_may_stand_in_the_first_line_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_bytes("\ufeffรหัส ผ่าน \r\nsecond line\n".encode())
    assert target(uri="bolt://x", password_file=str(file)) == Target(
        "bolt://x", "neo4j", "รหัส ผ่าน "
    )
    both = target(uri="bolt://x", password_file=str(file), password=WORD)
    assert both == Target("bolt://x", "neo4j", WORD)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "cannot be read: No such file or directory"),
        (b"\xff\xfe\x00", "cannot be read: it is not UTF-8 text"),
        (b"", "holds no password in its first line"),
        (b"\nsecret\n", "holds no password in its first line"),
    ],
)
def test_a_password_file_without_a_password_is_reported(
    tmp_path: Path, content: bytes | None, reason: str
) -> None:
    file = tmp_path / "password"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UsageError, match=re.escape(f"NEO4J_PASSWORD_FILE {str(file)!r} {reason}")):
        target(uri="bolt://x", password_file=str(file))


def test_local_server_is_meant_where_none_is_named() -> None:
    assert target() == Target(*LOCAL)
    assert target(uri=" ", database="plans") == Target(*LOCAL, "plans")


def test_no_server_at_all_is_reported_with_both_remedies() -> None:
    with pytest.raises(ServiceError, match=r"set NEO4J_URI, or .*'policytrace neo4j start'"):
        target_from({}, lambda: None)


@pytest.mark.parametrize(
    ("uri", "reason"),
    [
        ("http://city.example:7474", "begins with none of bolt://, bolt+s://, bolt+ssc://, neo4j"),
        ("city.example:7687", "begins with none of"),
        ("127.0.0.1:7687", "begins with none of"),
        ("bolt:city.example", "begins with none of"),
        ("nonsense", "begins with none of"),
        ("bolt://", "names no host: write it as bolt://HOST:7687"),
        ("bolt://:7687", "names no host"),
        ("bolt://city example", "names no host"),
        ("bolt://city.example:port", "is no address such as bolt://HOST:7687"),
        ("bolt://city.example:99999", "is no address such as"),
        ("bolt://[::1", "is no address such as"),
        ("bolt://city.example:7687/plans", "NEO4J_DATABASE names the database"),
        ("bolt://neo4j:hush@city.example", "give them by NEO4J_USER and NEO4J_PASSWORD"),
    ],
)
def test_an_address_that_neo4j_does_not_know_is_reported(uri: str, reason: str) -> None:
    with pytest.raises(UsageError) as caught:
        target(uri=uri)
    assert reason in str(caught.value)
    assert "hush" not in str(caught.value)


def test_an_address_that_only_the_driver_refuses_is_reported() -> None:
    said = said_by(target(uri="bolt://127.0.0.1:1?policy=near"))
    assert said.startswith("NEO4J_URI 'bolt://127.0.0.1:1' does not fit: ")


# Servers that do not answer -----------------------------------------------------------------------


@contextmanager
def listening(answer: bytes | None) -> Iterator[int]:
    """A port where something listens that gives one answer, and none where that is None."""
    accepted: list[socket.socket] = []

    def serve() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            if answer is None:
                accepted.append(client)  # Kept open: it never says a word.
                continue
            with client:
                client.recv(64)
                client.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()
            for client in accepted:
                client.close()


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_server_that_is_down_is_reported(scheme: str, capsys: pytest.CaptureFixture[str]) -> None:
    place = f"{scheme}://127.0.0.1:{closed_port()}"
    assert said_by(Target(place)) == f"no Neo4j answers at {place}: start it, or mend NEO4J_URI"
    assert capsys.readouterr() == ("", "")


def test_a_name_that_no_machine_has_is_reported() -> None:
    place = "bolt://no-such-host.invalid:7687"
    assert said_by(Target(place)) == f"no machine has the name in {place}: mend NEO4J_URI"


@pytest.mark.parametrize("answer", [None, b"", b"SSH-2.0-OpenSSH_9.9\r\n"])
def test_a_port_that_speaks_no_bolt_is_reported(
    answer: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_CONNECT", 1.0)
    monkeypatch.setattr(connection, "_ACQUIRE", 1.0)
    with listening(answer) as port:
        said = said_by(Target(f"bolt://127.0.0.1:{port}"))
    assert said.startswith(f"what listens at bolt://127.0.0.1:{port} does not answer as Neo4j does")


def test_a_web_servers_port_is_reported() -> None:
    with listening(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        said = said_by(Target(f"bolt://127.0.0.1:{port}"))
    assert "is a web server's port" in said


@pytest.mark.parametrize("scheme", ["bolt+s", "bolt+ssc", "neo4j+s"])
def test_tls_to_a_server_without_it_is_reported(neo4j_server: Neo4j, scheme: str) -> None:
    place = neo4j_server.uri.replace("bolt", scheme)
    said = said_by(Target(place, password=WORD))
    assert said == f"{place} does not speak TLS: begin NEO4J_URI with bolt:// or neo4j://"


# Servers that refuse ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def guarded(neo4j_server: Neo4j, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4j]:
    """A server that asks for a password."""
    if neo4j_server.password:
        yield neo4j_server
        return
    home = tmp_path_factory.mktemp("guarded")
    local_server.start(home, lambda _sentence: None, Options(ports=(0, 0), seconds=300))
    found = local_server.local_connection(home)
    assert found is not None
    yield Neo4j(*found, home)
    local_server.stop(home, lambda _sentence: None)


def test_a_server_that_answers_is_named_in_no_error(guarded: Neo4j) -> None:
    with connected(target_of(guarded)) as driver:
        rows = driver.execute_query("RETURN 1 AS one").records
    assert [row["one"] for row in rows] == [1]


@contextmanager
def another_user(server: Neo4j, user: str, change: str) -> Iterator[Target]:
    """A user of the server who is there for one test."""
    with server.driver() as driver:
        driver.execute_query(
            f"CREATE OR REPLACE USER {user} SET PASSWORD '{WORD}' SET PASSWORD CHANGE {change}",
            database_="system",
        )
        try:
            yield Target(server.uri, user, WORD)
        finally:
            driver.execute_query(f"DROP USER {user}", database_="system")


def test_a_wrong_password_is_reported_and_too_many_of_them_too(guarded: Neo4j) -> None:
    with another_user(guarded, "policytrace_test_1", "NOT REQUIRED") as right:
        wrong = Target(right.uri, right.user, "another")
        assert said_by(wrong) == (
            f"{guarded.uri} refuses the user or the password: set NEO4J_USER and NEO4J_PASSWORD"
        )
        said = [said_by(wrong) for _ in range(5)]
    assert "has seen too many wrong passwords: wait" in said[-1]


def test_no_password_where_one_is_wanted_is_reported(guarded: Neo4j) -> None:
    assert "set NEO4J_USER and NEO4J_PASSWORD" in said_by(Target(guarded.uri))


def test_a_password_that_must_be_changed_first_is_reported(guarded: Neo4j) -> None:
    with another_user(guarded, "policytrace_test_2", "REQUIRED") as user:
        said = said_by(user)
    assert "wants a new password first" in said


def test_a_database_that_is_not_there_is_reported(neo4j_server: Neo4j) -> None:
    found = target_of(neo4j_server)
    asked = Target(found.uri, found.user, found.password, "no-such-database")
    said = said_by(asked)
    assert said.startswith(f"{found.uri} has no such database: set NEO4J_DATABASE")


@pytest.mark.parametrize("agent", ["Neo4j/4.4.31", "Neo4j/3.5.0", "Other/5.26"])
def test_a_server_that_is_too_old_or_another_product_is_reported(
    neo4j_server: Neo4j, monkeypatch: pytest.MonkeyPatch, agent: str
) -> None:
    monkeypatch.setattr(connection, "_agent", lambda *_: agent)
    name = agent.replace("/", " ")
    assert said_by(target_of(neo4j_server)) == (
        f"{neo4j_server.uri} is {name}: Neo4j 5.26 or later is needed"
    )


@pytest.mark.parametrize(
    "agent", ["Neo4j/5.0.0", "Neo4j/5.27-aura", "Neo4j/2025.01.0", "Neo4j/dev"]
)
def test_a_server_of_today_will_do(
    neo4j_server: Neo4j, monkeypatch: pytest.MonkeyPatch, agent: str
) -> None:
    monkeypatch.setattr(connection, "_agent", lambda *_: agent)
    with connected(target_of(neo4j_server)) as driver:
        driver.verify_connectivity()


# What goes wrong later ----------------------------------------------------------------------------


def refusal(code: str, message: str = "first line\nsecond line") -> Neo4jError:
    """An error as the driver makes it of a server's answer."""
    return Neo4jError._hydrate_neo4j(code=code, message=message)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (refusal("Neo.TransientError.Transaction.DeadlockDetected"), "kept getting in the way"),
        (refusal("Neo.ClientError.Transaction.Terminated"), "ended the transaction, and nothing"),
        (refusal("Neo.TransientError.Transaction.Terminated"), "ended the transaction, and not"),
        (refusal("Neo.ClientError.Transaction.TransactionTimedOut"), "db.transaction.timeout"),
        (
            refusal("Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration"),
            "the time that the transaction was given ran out",
        ),
        (
            refusal("Neo.TransientError.General.MemoryPoolOutOfMemoryError"),
            "raise its settings dbms.memory.transaction.total.max",
        ),
        (refusal("Neo.DatabaseError.General.OutOfMemoryError"), "export neo4j-admin DIR"),
        (refusal("Neo.ClientError.Security.Forbidden"), "does not allow this user to do that"),
        (refusal("Neo.ClientError.Cluster.NotALeader"), "begin NEO4J_URI with neo4j://"),
        (
            refusal("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase"),
            "only allows reading of this database",
        ),
        (
            refusal("Neo.ClientError.General.WriteOnReadOnlyAccessDatabase"),
            "only allows reading of this database",
        ),
        (refusal("Neo.TransientError.General.DatabaseUnavailable"), "is not open"),
        (
            refusal("Neo.ClientError.Schema.ConstraintValidationFailed"),
            "a constraint or an index at {place} that is not ours stands in the way: first line",
        ),
        (
            refusal("Neo.DatabaseError.Transaction.TransactionCommitFailed", "No space left on it"),
            "the disk of {place} is full",
        ),
        (
            refusal("Neo.ClientError.Made.Up"),
            "{place} refuses: first line [Neo.ClientError.Made.Up]",
        ),
        (ServiceUnavailable("gone"), "the connection to {place} broke off, and nothing of this"),
        (SessionExpired("gone"), "the connection to {place} broke off, and nothing of this"),
        (IncompleteCommit("gone"), "is not known: 'policytrace load' once more is safe"),
        (DriverError("first line\nsecond"), "{place} refuses: first line [DriverError]"),
    ],
    ids=lambda value: getattr(value, "code", None) or "",
)
def test_every_error_becomes_a_sentence(
    neo4j_server: Neo4j, error: Exception, sentence: str
) -> None:
    with pytest.raises(ServiceError) as caught, connected(target_of(neo4j_server)):
        raise error
    said = str(caught.value)
    assert sentence.format(place=neo4j_server.uri) in said
    assert "second" not in said
    assert neo4j_server.password == "" or neo4j_server.password not in said


@pytest.mark.parametrize("word", [b"EXPLAIN", b"\x8fRETURN 1 AS one"], ids=["plan", "rows"])
def test_a_server_that_never_answers_is_not_waited_for(
    neo4j_server: Neo4j, monkeypatch: pytest.MonkeyPatch, word: bytes
) -> None:
    monkeypatch.setattr("graph.engines.neo4j._GRACE", 0.5)
    valve = swallow_from(word)
    with wire(neo4j_server.uri, valve) as proxy:
        found = target_of(neo4j_server)
        there = Target(proxy.uri, found.user, found.password, found.database)
        with pytest.raises(ServiceError) as caught, connected(there) as driver:
            Server(driver, there.database).ask("RETURN 1 AS one", {}, Limits(seconds=0.5))
    assert "has sent no answer for 1 s" in str(caught.value)


def test_a_query_in_time_leaves_the_driver_open(
    neo4j_server: Neo4j, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.engines.neo4j._GRACE", 0.5)
    with connected(target_of(neo4j_server)) as driver:
        server = Server(driver)
        for _ in range(2):
            assert server.ask("RETURN 1 AS one", {}, Limits(seconds=0.5)).rows == [{"one": 1}]
            time.sleep(1.2)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), UsageError("own"), OSError("file")])
def test_what_neo4j_did_not_raise_passes(neo4j_server: Neo4j, error: BaseException) -> None:
    with pytest.raises(type(error)) as caught, connected(target_of(neo4j_server)):
        raise error
    assert caught.value is error
