"""One engine with a city in it, in a process of its own: built, and asked by a line on its input.

    python -m benchmarks.engine_process sources CITY FOLDER [export]
    python -m benchmarks.engine_process networkx|embedded|neo4j FOLDER

The first reads the sources, and writes what the others build their graphs from, and if asked the
files for Neo4j's importer. Each of the others
says on a line what building took, and then answers each line: a report's or a query's name.
"""

import datetime as dt
import json
import pickle
import resource
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.servers import Place

if TYPE_CHECKING:
    from graph.engines.asking import Ask
    from graph.engines.loading.outcome import About
    from graph.engines.records import Records
    from graph.reports.result import Parameters

DATASET, SERVER = "benchmark", "server.json"
PORTFOLIO, RECORDS, EXPORT = "portfolio.pickle", "records.pickle", "export"
LAST_DAY = dt.date(2025, 9, 30)  # Of the cities' last fiscal year.
Answer = Callable[[str], Any]
"""The rows of a question by its name."""


def read_sources(city: Path, folder: Path, *, export: bool) -> None:
    """Read the sources, write them down for the other processes, and say what reading took."""
    from graph import app
    from graph.engines.loading.admin_import import write_import
    from graph.engines.records import records_of

    before = time.perf_counter()
    portfolio = app.open_portfolio(city)
    seconds, peak = time.perf_counter() - before, _peak()
    records = records_of(portfolio, DATASET, city)
    for name, value in ((PORTFOLIO, portfolio), (RECORDS, records)):
        (folder / name).write_bytes(pickle.dumps(value))
    if export:
        write_import(records, folder / EXPORT, _about())
    nodes, relations = len(records.nodes), len(records.relations)
    _tell(seconds=seconds, peak=peak, nodes=nodes, relations=relations)


# The engines --------------------------------------------------------------------------------------


def networkx(folder: Path, _stack: ExitStack) -> tuple[float, Answer]:
    """Build a TraceGraph."""
    from graph.network import TraceGraph
    from graph.reports.registry import report_named

    portfolio = _unpickled(folder / PORTFOLIO)
    before = time.perf_counter()
    graph = TraceGraph.from_portfolio(portfolio)
    seconds = time.perf_counter() - before
    kept = [name for name, one in vars(TraceGraph).items() if isinstance(one, cached_property)]

    def answer(name: str) -> Any:
        for one in kept:
            vars(graph).pop(one, None)  # What it has worked out for an earlier question.
        return report_named(name).rows(graph, _parameters())

    return seconds, answer


def embedded(folder: Path, _stack: ExitStack) -> tuple[float, Answer]:
    """Build the embedded engine's graph."""
    from graph.engines.embedded import Embedded

    records = _unpickled(folder / RECORDS)
    before = time.perf_counter()
    engine = Embedded(records)
    return time.perf_counter() - before, _answer_by(engine.ask, _chain(records))


def neo4j(folder: Path, stack: ExitStack) -> tuple[float, Answer]:
    """Load a server, or make the indexes of one that the importer has filled."""
    from graph.engines.loading.load import load
    from graph.engines.loading.outcome import Options
    from graph.engines.loading.schema import make_rules
    from graph.engines.neo4j import Server

    records = _unpickled(folder / RECORDS)
    place = Place.read(folder / SERVER)
    driver = stack.enter_context(place.driver())
    before = time.perf_counter()
    with driver.session() as session:
        if place.imported is None:
            load(driver, records, Options(large=True), _about())
        else:
            make_rules(session, 600)
        session.run("CALL db.awaitIndexes(600)").consume()
    seconds = time.perf_counter() - before + (place.imported or 0)
    return seconds, _answer_by(Server(driver).ask, _chain(records))


ENGINES: Mapping[str, Callable[[Path, ExitStack], tuple[float, Answer]]] = {
    "networkx": networkx,
    "embedded": embedded,
    "neo4j": neo4j,
}


def _answer_by(ask: "Ask", chain: Mapping[str, str]) -> Answer:
    from graph.engines.answers import Limits
    from graph.engines.asking import standing
    from graph.queries import parameters_of, query_named

    known, patience = standing(_parameters(), DATASET), Limits(seconds=600)

    def answer(name: str) -> Any:
        query = query_named(name)
        given = [
            f"{key}={next(value for start, value in chain.items() if example.startswith(start))}"
            for key, example in query.examples.items()
            if key not in known and isinstance(example, str)
        ]
        return ask(query.text, parameters_of(query, given, known), patience).rows

    return answer


def _chain(records: "Records") -> dict[str, str]:
    """Return the ids of one chain from policy to unit, by what the ids of their kinds begin with.

    The queries' examples are ids of the real city, which none of ours has.
    """
    ends = {one.type: (one.source, one.target) for one in reversed(records.relations)}
    key_result, project = ends["DELIVERED_BY"]
    objective = _source_of(records, "HAS_KEY_RESULT", key_result)
    strategy = _source_of(records, "HAS_OBJECTIVE", objective)
    policy = _source_of(records, "ADVANCES", strategy) or ends["ADVANCES"][0]
    leads = (
        one.target for one in records.relations if one.type == "LED_BY" and one.source == project
    )
    unit = next(leads, ends["LED_BY"][1])
    area = ends["TARGETS"][1]
    return {"PRJ": project, "KR": key_result, "P": policy, "B": unit, "D": unit, "A": area}


def _source_of(records: "Records", name: str, target: str) -> str:
    found = (one.source for one in records.relations if (one.type, one.target) == (name, target))
    return next(found, "")


def _about() -> "About":
    from graph.engines.loading.outcome import About

    return About(dt.datetime.combine(LAST_DAY, dt.time(), dt.UTC))


def _parameters() -> "Parameters":
    from graph.reports.result import Parameters

    return Parameters(as_of=LAST_DAY)


# The process --------------------------------------------------------------------------------------


def answer_lines(name: str, folder: Path) -> None:
    """Build an engine, then answer every line with its seconds and a digest of its rows."""
    with ExitStack() as stack:
        seconds, answer = ENGINES[name](folder, stack)
        _tell(seconds=seconds, peak=_peak())
        for line in sys.stdin:
            before = time.perf_counter()
            rows = answer(line.strip())
            seconds = time.perf_counter() - before
            _tell(seconds=seconds, rows=len(rows), digest=_digest(rows), peak=_peak())


def _digest(rows: Any) -> str:
    """Return a hash of the rows, one by one: a text of them all would count as memory."""
    digest = blake2b(digest_size=8)
    for row in rows:
        digest.update(json.dumps(dict(row), default=str, sort_keys=True).encode())
    return digest.hexdigest()


def _tell(**found: float | str) -> None:
    print(json.dumps(found), flush=True)


def _peak() -> float:
    """Return the megabytes (2^20 bytes) of memory that this process took at most.

    Where the system tells it of the process alone; else it is never below what the parent took.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) / 2**10
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / (2**20 if sys.platform == "darwin" else 2**10)


def _unpickled(path: Path) -> Any:
    return pickle.loads(path.read_bytes())  # noqa: S301  # our own file


if __name__ == "__main__":
    if sys.argv[1] == "sources":
        read_sources(Path(sys.argv[2]), Path(sys.argv[3]), export="export" in sys.argv[4:])
    else:
        answer_lines(sys.argv[1], Path(sys.argv[2]))
