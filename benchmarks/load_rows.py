"""A city's nodes and arrows as plain rows that any Python can read, written once for all ways.

    python -m benchmarks.load_rows CITY FOLDER

writes into FOLDER the rows and, for Neo4j's own importer, the files of `export neo4j-admin`.
"""

import datetime as dt
import pickle
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from graph.engines.loading.outcome import About

DATASET = "benchmark"
MARKER = "PolicyTrace"  # The label that all nodes have beside that of their kind.
ROWS, SIZE, EXPORT = "rows.pickle", "size", "export"
Properties = Mapping[str, Any]
KeyT = TypeVar("KeyT")
RowT = TypeVar("RowT")


class Node(NamedTuple):
    """A node; its properties hold its id."""

    kind: str
    id: str
    properties: Properties


class Arrow(NamedTuple):
    """A relation between two nodes."""

    type: str
    source_kind: str
    source: str
    target_kind: str
    target: str
    properties: Properties

    @property
    def ends(self) -> tuple[str, str, str]:
        """The type, and the kinds that it connects."""
        return self.type, self.source_kind, self.target_kind


@dataclass(frozen=True, slots=True)
class Rows:
    """All nodes and all arrows of a city."""

    nodes: list[Node]
    arrows: list[Arrow]

    def write(self, folder: Path) -> None:
        """Write them in types that need no library to be read."""
        plain = [tuple(one) for one in self.nodes], [tuple(one) for one in self.arrows]
        (folder / ROWS).write_bytes(pickle.dumps(plain))

    @classmethod
    def read(cls, folder: Path) -> "Rows":
        """Return what `write` wrote."""
        nodes, arrows = pickle.loads((folder / ROWS).read_bytes())  # noqa: S301  # our own file
        return cls([Node(*one) for one in nodes], [Arrow(*one) for one in arrows])

    @property
    def size(self) -> int:
        """How many nodes and arrows there are."""
        return len(self.nodes) + len(self.arrows)

    @property
    def by_kind(self) -> dict[str, list[Node]]:
        """The nodes by their kind."""
        return _grouped((one.kind, one) for one in self.nodes)

    @property
    def by_type(self) -> dict[str, list[Arrow]]:
        """The arrows by their type."""
        return _grouped((one.type, one) for one in self.arrows)

    @property
    def by_ends(self) -> dict[tuple[str, str, str], list[Arrow]]:
        """The arrows by their type and the kinds that they connect."""
        return _grouped((one.ends, one) for one in self.arrows)


def _grouped(pairs: Iterable[tuple[KeyT, RowT]]) -> dict[KeyT, list[RowT]]:
    found: dict[KeyT, list[RowT]] = {}
    for key, one in pairs:
        found.setdefault(key, []).append(one)
    return found


def about() -> "About":
    """Return what every load says of itself."""
    from graph.engines.loading.outcome import About

    return About(dt.datetime(2025, 9, 30, tzinfo=dt.UTC))


def write_city_rows(city: Path, folder: Path) -> None:
    """Read a city, and write its rows and its export."""
    from graph import app
    from graph.engines.loading.admin_import import write_import
    from graph.engines.records import records_of

    records = records_of(app.open_portfolio(city), DATASET, city)
    nodes = [Node(str(one.kind.value), one.id, one.properties) for one in records.nodes]
    arrows = [
        Arrow(
            one.type,
            str(one.source_kind.value),
            one.source,
            str(one.target_kind.value),
            one.target,
            one.properties,
        )
        for one in records.relations
    ]
    rows = Rows(nodes, arrows)
    rows.write(folder)
    (folder / SIZE).write_text(str(rows.size))
    write_import(records, folder / EXPORT, about())


if __name__ == "__main__":
    write_city_rows(Path(sys.argv[1]), Path(sys.argv[2]))
