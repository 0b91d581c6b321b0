"""Loading cities into a Neo4j server, and looking at what is there afterwards."""

import datetime as dt
import hashlib
import os
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import neo4j

from graph.engines.connection import Target, connected
from graph.engines.loading.load import load
from graph.engines.loading.outcome import About, Options, Outcome, Watcher
from graph.engines.loading.verifying import verify
from graph.engines.records import Records, records_of
from graph.sources.files import read_sources
from tests.builders import City, Piece
from tests.neo4j_fixture import Neo4j

LOADED_AT = dt.datetime(2024, 9, 30, 8, 0, tzinfo=dt.UTC)
ABOUT = About(LOADED_AT, "0a1b2c3")
# What a load says of itself, not of the graph.
_OF_THE_LOAD = ("loaded_at", "added", "changed", "removed")
Dump = tuple[Counter[str], Counter[str]]


def target_of(server: Neo4j) -> Target:
    """The server of the tests, as the program is told of it."""
    return Target(server.uri, server.user, server.password or None)


def city_of(data: dict[str, Any]) -> City:
    """The city of drawn sources."""
    lists = {name: value for name, value in data.items() if isinstance(value, list)}
    pieces = [Piece(name, item) for name, found in lists.items() for item in found]
    return City(tuple(pieces), data.get("defaults", {}))


@dataclass(frozen=True)
class Graph:
    """One data set on the server of the tests."""

    driver: neo4j.Driver
    dataset: str
    folder: Path  # One for all sources: where an item stands is part of it.

    def records(self, city: City) -> Records:
        """The records of a city, whose sources must be readable."""
        sources = read_sources(city.write(self.folder))
        return records_of(sources.portfolio, self.dataset)

    def load(self, city: City, watcher: Watcher | None = None, **options: Any) -> Outcome:
        """Load a city."""
        return load(self.driver, self.records(city), Options(**options), ABOUT, watcher)

    def verify(self, city: City) -> list[str]:
        """What differs from a city."""
        return verify(self.driver, self.records(city))

    def run(self, text: str, **parameters: Any) -> list[Any]:
        """Run any Cypher that knows `$dataset`; the values of its rows."""
        with self.driver.session() as session:
            found = session.run(text, {"dataset": self.dataset, **parameters})
            return [record.values() for record in found]

    def dump(self) -> Dump:
        """Every node of the data set, and every relation that touches one."""
        nodes = self.run(
            "MATCH (n) WHERE n.dataset = $dataset OR n.test = $dataset RETURN labels(n), n {.*}"
        )
        relations = self.run(
            "MATCH (a)-[r]->(b) WHERE $dataset IN [a.dataset, b.dataset]"
            " RETURN a.id, labels(a), type(r), b.id, labels(b), r {.*}"
        )
        for labels, properties in nodes:
            labels.sort()
            for name in _OF_THE_LOAD if "Load" in labels else ():
                properties.pop(name, None)
        return Counter(map(_text, nodes)), Counter(map(_text, relations))

    def wipe(self) -> None:
        """Remove the data set, and what the test put beside it."""
        self.run("MATCH (n) WHERE n.dataset = $dataset OR n.test = $dataset DETACH DELETE n")


def _text(row: list[Any]) -> str:
    parts = [sorted(one.items()) if isinstance(one, dict) else one for one in row]
    return repr(parts)


@contextmanager
def graph_of(server: Neo4j, folder: Path, test: str) -> Iterator[Graph]:
    """An empty data set of a test's own."""
    dataset = f"test-{hashlib.sha256(test.encode()).hexdigest()[:12]}"
    with connected(target_of(server)) as driver:
        graph = Graph(driver, dataset, folder / "data")
        graph.wipe()
        yield graph
        graph.wipe()


def load_in_a_process(uri: str, user: str, folder: str, dataset: str, share: str = "2") -> None:
    """Load what a folder holds, in a process that says `ready` before it begins to look.

    Having written a share of it, the process kills itself; no load writes twice what there is.
    """
    records = records_of(read_sources(Path(folder)).portfolio, dataset)
    target = Target(uri, user, os.environ.get("NEO4J_PASSWORD") or None)

    def die(done: int, total: int) -> None:
        if done >= total * float(share):
            os.kill(os.getpid(), signal.SIGKILL)

    with connected(target) as driver:
        print("ready", flush=True)  # noqa: T201  # the parent waits for it
        load(driver, records, Options(), ABOUT, Watcher(progress=die))


if __name__ == "__main__":
    load_in_a_process(*sys.argv[1:])
