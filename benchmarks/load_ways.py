"""Load the rows of a city into Neo4j in one way, and tell the seconds that the loading took.

    python -m benchmarks.load_ways WAY FOLDER

FOLDER holds `server.json` and the rows; what is found is written into it. Reading the rows,
connecting and clearing are not timed. The Python of a peer runs this too: what only our own ways
need is imported in them.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import load_peers
from benchmarks.load_rows import DATASET, MARKER, Arrow, Node, Rows, about
from benchmarks.servers import Place

if TYPE_CHECKING:
    import neo4j

    from graph.engines.records import Records

SERVER, FOUND = "server.json", "found.json"
CHANGED_SHARE = 100  # Every hundredth project gets another budget.
_BATCH = 10_000
_CLEAR = "MATCH (n {dataset: $dataset}) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
_ENDS = (
    f"MATCH (a:{MARKER} {{dataset: $dataset, id: row.source}})"
    f" MATCH (b:{MARKER} {{dataset: $dataset, id: row.target}})"
)
_COUNT_NODES = (
    f"MATCH (n:{MARKER} {{dataset: $dataset}}) RETURN count(n) AS rows, sum(size(keys(n))) AS keys"
)
_COUNT_ARROWS = (
    f"MATCH (:{MARKER} {{dataset: $dataset}})-[r]->()"
    " RETURN count(r) AS rows, sum(size(keys(r))) AS keys"
)

Found = dict[str, float]
"""Seconds by what was timed."""


class Clock:
    """Seconds of what is done within `timing`."""

    def __init__(self) -> None:
        self.found: Found = {}

    @contextmanager
    def timing(self, name: str) -> Iterator[None]:
        """Time a block."""
        before = time.perf_counter()
        yield
        self.found[name] = time.perf_counter() - before


# Without policytrace ------------------------------------------------------------------------------


def create(rows: Rows, driver: "neo4j.Driver", clock: Clock) -> None:
    """Plain CREATE in one transaction, and no word on what stands there already."""

    def write(tx: "neo4j.ManagedTransaction") -> None:
        for kind, nodes in rows.by_kind.items():
            text = f"UNWIND $rows AS row CREATE (n:{kind}:{MARKER}) SET n = row"
            _run(tx, text, [node.properties for node in nodes])
        for name, arrows in rows.by_type.items():
            text = f"UNWIND $rows AS row {_ENDS} CREATE (a)-[r:{name}]->(b) SET r = row.properties"
            _run(tx, text, [_arrow_row(one) for one in arrows])

    with clock.timing("create"), driver.session() as session:
        session.execute_write(write)


def _run(tx: "neo4j.ManagedTransaction", text: str, rows: Sequence[Any]) -> None:
    for start in range(0, len(rows), _BATCH):
        tx.run(text, rows=rows[start : start + _BATCH], dataset=DATASET)


def _arrow_row(one: Arrow) -> dict[str, Any]:
    return {"source": one.source, "target": one.target, "properties": one.properties}


def merge_each(rows: Rows, driver: "neo4j.Driver", clock: Clock) -> None:
    """A MERGE for each row, all in one transaction."""

    def write(tx: "neo4j.ManagedTransaction") -> None:
        for text, row in _statements(rows):
            tx.run(text, row=row, dataset=DATASET).consume()

    with clock.timing("merge_each"), driver.session() as session:
        session.execute_write(write)


def _statements(rows: Rows) -> Iterable[tuple[str, Any]]:
    for node in rows.nodes:
        merge = f"MERGE (n:{MARKER} {{dataset: $dataset, id: $row.id}}) SET n:{node.kind}"
        yield f"{merge}, n += $row", node.properties
    ends = _ENDS.replace("row.", "$row.")
    for one in rows.arrows:
        yield f"{ends} MERGE (a)-[r:{one.type}]->(b) SET r = $row.properties", _arrow_row(one)


# Ours ---------------------------------------------------------------------------------------------


def policytrace(rows: Rows, driver: "neo4j.Driver", clock: Clock) -> None:
    """The first load, then one of the same rows, then one after a hundredth has changed."""
    changed, count = _with_changes(rows)
    for name, given, expected in (
        ("first", rows, len(rows.nodes)),
        ("unchanged", rows, 0),
        ("changed", changed, count),
    ):
        _load(name, given, driver, clock, expected)


def _load(name: str, rows: Rows, driver: "neo4j.Driver", clock: Clock, expected: int) -> None:
    from graph.engines.loading.load import load
    from graph.engines.loading.outcome import Options

    records = _records(rows)
    with clock.timing(name):
        done = load(driver, records, Options(large=True), about())
    written = sum(len(ids) for kinds in (done.added, done.changed) for ids in kinds.values())
    if written != expected:
        raise SystemExit(f"{name}: {written} items were written, and not {expected}")


def _records(rows: Rows) -> "Records":
    from graph.engines.records import NodeRecord, Records, RelationRecord
    from graph.model.vocabulary import NodeKind

    nodes = [NodeRecord(NodeKind(one.kind), one.id, dict(one.properties)) for one in rows.nodes]
    relations = [
        RelationRecord(
            one.type,
            NodeKind(one.source_kind),
            one.source,
            NodeKind(one.target_kind),
            one.target,
            dict(one.properties),
        )
        for one in rows.arrows
    ]
    return Records(DATASET, nodes, relations)


def _with_changes(rows: Rows) -> tuple[Rows, int]:
    """Return the rows with another budget for every hundredth project, and how many that are."""
    projects = [place for place, one in enumerate(rows.nodes) if one.kind == "Project"]
    chosen = projects[::CHANGED_SHARE]
    nodes = list(rows.nodes)
    for place in chosen:
        before = nodes[place].properties
        after = {**before, "budget": before.get("budget", 0) + 1}
        nodes[place] = nodes[place]._replace(properties=after)
    return Rows(nodes, rows.arrows), len(chosen)


def schema(_rows: Rows, driver: "neo4j.Driver", _clock: Clock) -> None:
    """Make the constraints and indexes that stand there for every way."""
    from graph.engines.loading.schema import make_rules

    with driver.session() as session:
        make_rules(session, 300)
        session.run("CALL db.awaitIndexes()").consume()


# The process --------------------------------------------------------------------------------------

Way = Callable[[Rows, "neo4j.Driver", Clock], None]
WAYS: Mapping[str, Way] = {
    "schema": schema,
    "create": create,
    "policytrace": policytrace,
    "merge_each": merge_each,
    "graphio": load_peers.graphio,
    "neomodel": load_peers.neomodel,
    "cartography": load_peers.cartography,
}


def _check(rows: Rows, driver: "neo4j.Driver") -> None:
    """Stop unless all nodes, arrows and properties are there; a way may add properties of its own.

    A count that is too small means that the way did less than the others.
    """
    wanted: tuple[tuple[str, Sequence[Node | Arrow]], ...] = (
        (_COUNT_NODES, rows.nodes),
        (_COUNT_ARROWS, rows.arrows),
    )
    for text, expected in wanted:
        found = driver.execute_query(text, dataset=DATASET).records[0]
        keys = sum(len(one.properties) for one in expected)
        if found["rows"] != len(expected) or found["keys"] < keys:
            raise SystemExit(f"{found} is there, and not {len(expected)} rows of {keys} properties")


def main(name: str, folder: Path) -> None:
    """Load in one way into an empty data set, and leave it empty."""
    rows = Rows.read(folder)
    clock = Clock()
    with Place.read(folder / SERVER).driver() as driver:
        _clear(driver)
        try:
            WAYS[name](rows, driver, clock)
            if clock.found:
                _check(rows, driver)
        finally:
            _clear(driver)
    (folder / FOUND).write_text(json.dumps(clock.found), encoding="utf-8")


def _clear(driver: "neo4j.Driver") -> None:
    with driver.session() as session:
        session.run(_CLEAR, dataset=DATASET).consume()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
