"""The one transaction in which a data set is written."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from graph.engines.connection import program_version
from graph.engines.loading import steps
from graph.engines.loading.differences import FORMAT, Difference, Ids, Wanted, difference
from graph.engines.loading.lock import LOCK
from graph.engines.loading.outcome import About, Options, Outcome, Watcher, outcome_of
from graph.engines.loading.schema import LOAD, LOAD_PROPERTIES
from graph.engines.loading.stored import read_stored
from graph.engines.service_errors import is_out_of_memory
from graph.errors import UsageError

if TYPE_CHECKING:
    import neo4j

_BATCH = 5_000  # Rows of one statement.
_SAY = f"MATCH (l:{LOAD} {{dataset: $dataset}}) SET l += $load"


class _GaveUpError(Exception):
    """Carries an error past the driver, which would try in vain again and again."""

    def __init__(self, reason: Exception) -> None:
        super().__init__(str(reason))
        self.reason = reason


def write(
    session: "neo4j.Session", wanted: Wanted, options: Options, about: About, watcher: Watcher
) -> Outcome:
    """Write what differs, once no other load holds the data set; the driver tries it again.

    Readers see nothing of it before its end, and a failure leaves nothing of it.

    Raises:
        UsageError: it is too much for one transaction.
    """
    from neo4j.exceptions import Neo4jError

    def once(tx: "neo4j.ManagedTransaction") -> Outcome:
        try:
            return _Writing(tx, wanted, options, about, watcher).run()
        except Neo4jError as error:
            if is_out_of_memory(error):
                raise _GaveUpError(error) from error
            raise

    try:
        return session.execute_write(once)
    except _GaveUpError as gave_up:
        raise gave_up.reason from None


class _Writing:
    """One try at writing a data set, within one transaction."""

    def __init__(
        self,
        tx: "neo4j.ManagedTransaction",
        wanted: Wanted,
        options: Options,
        about: About,
        watcher: Watcher,
    ) -> None:
        self._tx, self._wanted, self._options = tx, wanted, options
        self._about, self._watcher = about, watcher
        self._results: list[neo4j.Result] = []
        self._done = 0

    def run(self) -> Outcome:
        """Lock, read once more what is there, and write the difference.

        Results are consumed at the end alone: meanwhile the server writes one batch while the next
        is being packed.
        """
        records = self._wanted.records
        self._run(LOCK)
        stored = read_stored(self._tx, records.dataset)
        found = difference(self._wanted, stored, full=self._options.full)
        _refuse_too_much(found, self._options)
        self._run(steps.CUT, rows=sorted(node.id for node in found.changed))
        stubs = self._remove(found.removed) if found.removed else ()
        for step in steps.writing_steps(found):
            self._run_batches(step, found.size)
        self._run(_SAY, load=_said_of(found, self._about, is_full=self._options.full))
        total: dict[str, int] = {}
        for result in self._results:
            for name, count in _counters(result.consume()).items():
                total[name] = total.get(name, 0) + count
        return outcome_of(found, stubs=stubs, counters=total)

    def _run(self, text: str, **parameters: Any) -> None:
        dataset = self._wanted.records.dataset
        self._results.append(self._tx.run(text, dataset=dataset, **parameters))

    def _run_batches(self, step: steps.Step, total: int) -> None:
        for start in range(0, len(step.rows), _BATCH):
            rows = step.rows[start : start + _BATCH]
            self._run(step.text, rows=rows)
            self._done += len(rows)
            self._watcher.progress(self._done, total)

    def _remove(self, ids: Sequence[str]) -> Ids:
        """Remove items, and return those of which a stub has to stay.

        Not in batches: to look anything up slows down with each node that was removed before.
        """
        self._run(steps.LOOSEN, rows=ids)
        nothing, now = steps.nothing_of_a_stub(), self._about.loaded_at
        self._run(steps.KEEP_AS_STUB, rows=ids, nothing=nothing, now=now)
        stubs = tuple(self._results[-1].value())
        self._run(steps.DELETE, rows=ids)
        self._done += len(ids)
        return stubs


def _refuse_too_much(found: Difference, options: Options) -> None:
    if found.size > options.limit and not options.large:
        raise UsageError(
            f"{found.size:,} items and links are more than the {options.limit:,} that one"
            " transaction should hold: 'policytrace export neo4j-admin DIR' writes them for"
            " Neo4j's own importer, and --large loads them all the same, if the server has the"
            " memory"
        )


def note_revision(session: "neo4j.Session", found: Difference, about: About) -> dict[str, int]:
    """Say of an unchanged graph which revision of the sources it is, if that is another."""
    if about.revision == (found.stored.load or {}).get("revision"):
        return {}
    dataset, load = found.wanted.records.dataset, {"revision": about.revision}
    return session.execute_write(
        lambda tx: _counters(tx.run(_SAY, dataset=dataset, load=load).consume())
    )


def _said_of(found: Difference, about: About, *, is_full: bool) -> dict[str, Any]:
    if found.is_empty and not is_full:  # Another load was first, with the same sources.
        return {"revision": about.revision, "lock": None}
    records = found.wanted.records
    said = {
        "dataset": records.dataset,
        "loaded_at": about.loaded_at,
        "revision": about.revision,
        "fingerprint": found.wanted.fingerprint,
        "nodes": len(records.nodes),
        "relations": len(records.relations),
        "added": len(found.added),
        "changed": len(found.changed),
        "removed": len(found.removed),
        "version": program_version(),
        "format": FORMAT,
    }
    assert tuple(said) == LOAD_PROPERTIES
    return said | {"lock": None}


def _counters(summary: "neo4j.ResultSummary") -> dict[str, int]:
    return {
        name: count
        for name, count in vars(summary.counters).items()
        if isinstance(count, int) and not isinstance(count, bool) and count
    }
