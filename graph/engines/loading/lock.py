"""One load of a data set at a time: the others wait for its end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from graph.engines.loading.schema import LOAD
from graph.errors import ServiceError

if TYPE_CHECKING:
    import neo4j

# Whoever writes to the node of a load holds it until that transaction ends.
LOCK = f"MERGE (l:{LOAD} {{dataset: $dataset}}) SET l.lock = true"
_AT_ONCE = 1.0  # Seconds to wait before saying so.


def wait_for_others(
    session: "neo4j.Session", dataset: str, seconds: float, notice: Callable[[str], None]
) -> None:
    """Return as soon as no other load holds the data set.

    Raises:
        ServiceError: one holds it for longer than these seconds.
    """
    with in_time(seconds):
        at_once = min(_AT_ONCE, seconds)
        if not _is_free(session, dataset, at_once):
            notice("waiting for another load")
            if not _is_free(session, dataset, seconds - at_once):
                raise ServiceError(_held(seconds))


@contextmanager
def in_time(seconds: float) -> Iterator[None]:
    """Say in a sentence that Neo4j gave up waiting for another transaction.

    Raises:
        ServiceError: it did.
    """
    from neo4j.exceptions import Neo4jError

    try:
        yield
    except Neo4jError as error:
        if not _is_waiting_over(error):
            raise
        raise ServiceError(_held(seconds)) from error


def _held(seconds: float) -> str:
    return (
        f"another load holds the graph, and {seconds:g} s did not see its end: try again later, or"
        " see with SHOW TRANSACTIONS what holds it"
    )


def _is_free(session: "neo4j.Session", dataset: str, seconds: float) -> bool:
    """Tell whether the data set is to be had within some time; gives it back."""
    from neo4j.exceptions import Neo4jError

    if seconds <= 0:  # To Neo4j that would mean for ever.
        return False
    try:
        with session.begin_transaction(timeout=seconds) as tx:
            tx.run(LOCK, dataset=dataset).consume()
            tx.rollback()
    except Neo4jError as error:
        if _is_waiting_over(error):
            return False
        raise
    return True


# Neo4j's words for it, by what the transaction was at when its time was up.
_OVER = ("TransactionTimedOut", "LockClientStopped", "LockAcquisitionTimeout")


def _is_waiting_over(error: "neo4j.exceptions.Neo4jError") -> bool:
    return any(word in (error.code or "") for word in _OVER)
