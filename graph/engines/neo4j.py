"""Cypher on a Neo4j server: a query and parameters in, rows out; nothing is ever written."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Event, Timer
from typing import TYPE_CHECKING, Any

from graph.engines.answers import Answer, Limits
from graph.engines.values import plain
from graph.errors import ServiceError, UsageError

if TYPE_CHECKING:
    import neo4j

_READS = "r"
# What a server answers to a query that is wrong in itself; all else is the server's trouble.
_WRONG = ("Neo.ClientError.Statement.", "Neo.ClientError.Procedure.")
_TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut"
_GRACE = 10.0  # Seconds past the limit of a query for the server to say that it has ended it.


class Server:
    """A Neo4j server that is asked, and only asked.

    A query runs after the server itself has said, by EXPLAIN, that it only reads, and in a
    transaction for reading. What people type goes through `guard` before.
    """

    def __init__(self, driver: "neo4j.Driver", database: str | None = None) -> None:
        self.driver = driver
        self.database = database

    def ask(self, text: str, parameters: Mapping[str, Any], limits: Limits | None = None) -> Answer:
        """Answer one query.

        Raises:
            UsageError: the server does not understand it, it would write, or it takes too long.
            ServiceError: it answers nothing at all, not even that it takes too long; the driver is
                closed then.
            neo4j.exceptions.Neo4jError, DriverError: the server's trouble (see `connected`).
        """
        from neo4j import READ_ACCESS, unit_of_work
        from neo4j.exceptions import Neo4jError

        limits = limits or Limits()

        @unit_of_work(timeout=limits.seconds, metadata={"app": "policytrace"})
        def answer(transaction: "neo4j.ManagedTransaction") -> Answer:
            with _in_time(self.driver, limits.seconds + _GRACE):
                _refuse_writing(transaction, text, parameters)
                return _answer(transaction, text, parameters, limits)

        try:
            with self.driver.session(
                database=self.database, default_access_mode=READ_ACCESS
            ) as session:
                return session.execute_read(answer)
        except Neo4jError as error:
            code = error.code or ""
            if code.startswith(_TIMED_OUT):
                message = f"the query took longer than {limits.seconds:g} s: --timeout gives more"
                raise UsageError(message) from error
            if code.startswith(_WRONG):
                raise UsageError(f"Neo4j refuses the query: {_first_line(error)}") from error
            raise


@contextmanager
def _in_time(driver: "neo4j.Driver", seconds: float) -> Iterator[None]:
    """Close the driver when the time is over, so that what waits for an answer goes on.

    A server that fails to put its answer into bytes sends nothing, and the driver would wait for
    ever: the timeout of a transaction is the server's alone.
    """
    from neo4j.exceptions import DriverError

    is_over = Event()

    def give_up() -> None:
        is_over.set()
        driver.close()

    timer = Timer(seconds, give_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (DriverError, OSError) as error:
        if not is_over.is_set():
            raise
        raise ServiceError(
            f"Neo4j has sent no answer for {seconds:g} s, nor that it takes longer: make the query"
            " smaller, or look into the server's log"
        ) from error
    finally:
        timer.cancel()


def _refuse_writing(
    transaction: "neo4j.ManagedTransaction", text: str, parameters: Mapping[str, Any]
) -> None:
    plan = transaction.run(f"EXPLAIN {text}", dict(parameters)).consume()
    if plan.query_type != _READS:
        raise UsageError("the query would write, and queries only read: 'policytrace load' writes")


def _answer(
    transaction: "neo4j.ManagedTransaction",
    text: str,
    parameters: Mapping[str, Any],
    limits: Limits,
) -> Answer:
    result = transaction.run(text, dict(parameters))
    columns = tuple(result.keys())
    rows: list[dict[str, Any]] = []
    for record in result:
        if limits.rows is not None and len(rows) >= limits.rows:
            return Answer(columns, rows, has_more=True)
        rows.append({name: plain(value) for name, value in zip(columns, record, strict=True)})
    return Answer(columns, rows)


def _first_line(error: Exception) -> str:
    message = getattr(error, "message", None) or str(error)
    return str(message).strip().splitlines()[0]
