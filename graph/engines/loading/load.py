"""A portfolio's records onto a Neo4j server: the whole of them in one transaction, or nothing."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graph.engines.connection import program_version
from graph.engines.loading.differences import FORMAT, Wanted, difference
from graph.engines.loading.lock import in_time, wait_for_others
from graph.engines.loading.outcome import About, Options, Outcome, Watcher, outcome_of
from graph.engines.loading.schema import LOAD, make_names, make_rules
from graph.engines.loading.stored import read_load, read_stored
from graph.engines.loading.writing import note_revision, write
from graph.engines.records import Records
from graph.errors import ServiceError, UsageError

if TYPE_CHECKING:
    import neo4j


def load(
    driver: "neo4j.Driver",
    records: Records,
    options: Options,
    about: About,
    watcher: Watcher | None = None,
) -> Outcome:
    """Make the data set on the server hold just these records.

    Readers see the old graph until all is written; only a query that runs in the moment of the
    commit may see part of each, for Neo4j knows no snapshots. What others wrote stays: their nodes,
    and their relations, labels and properties on ours.

    Raises:
        UsageError: it is too much for one transaction, or a number is too large for Neo4j.
        ServiceError: another load goes on and on, or something of others stands in the way.
    """
    watcher = watcher or Watcher()
    wanted = Wanted.of(records)
    with driver.session(database=options.database) as session:
        said = session.execute_read(read_load, records.dataset) or {}
        _refuse_strangers(said, records.dataset)
        if not options.dry_run:
            _prepare(session, said, options.wait)
        if options.dry_run or (said.get("fingerprint") == wanted.fingerprint and not options.full):
            stored = session.execute_read(read_stored, records.dataset)
            found = difference(wanted, stored, full=options.full)
            if options.dry_run:
                return outcome_of(found, is_dry_run=True)
            if found.is_empty:
                return outcome_of(found, counters=note_revision(session, found, about))
        try:
            wait_for_others(session, records.dataset, options.wait, watcher.notice)
            return write(session, wanted, options, about, watcher)
        except OverflowError as error:
            raise UsageError(_too_large(records)) from error


def _refuse_strangers(said: Mapping[str, Any], dataset: str) -> None:
    if said and "format" not in said:
        raise ServiceError(
            f"the database has a node (:{LOAD} {{dataset: '{dataset}'}}) that is not ours: take"
            " its label away, or load under another name with --dataset"
        )


def _too_large(records: Records) -> str:
    def is_too_large(value: Any) -> bool:
        return isinstance(value, int) and not -(2**63) <= value < 2**63

    for node in records.nodes:
        for name, value in node.properties.items():
            if is_too_large(value):
                return f"{name} of {node.id!r} is too large a number for Neo4j: mend the sources"
    return "a number is too large for Neo4j, which holds up to 9,223,372,036,854,775,807"


def _prepare(session: "neo4j.Session", said: Mapping[str, Any], seconds: float) -> None:
    """Make the constraints, indexes and names, where no earlier load has: an import has not."""
    with in_time(seconds):
        were_missing = make_rules(session, seconds)
    if were_missing or (said.get("version"), said.get("format")) != (program_version(), FORMAT):
        make_names(session)
