"""Measure the reports and the library's queries on each engine, and what its graph takes.

python -m benchmarks.bench_queries [--json] [--projects N] [--rounds N]

A run with the usual sizes asks the three reports of a city of about 300,000 nodes, too.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.cities import cached_city
from benchmarks.engine_process import EXPORT, SERVER
from benchmarks.measure import ROOT, CommandFailedError
from benchmarks.servers import Place, own_server, versions
from benchmarks.tables import CITY, Cell, Options, Table, aim, main, only_print

LARGE = 185_000  # Projects: about 300,000 nodes and 890,000 arrows.
ENGINES = ("networkx", "embedded", "neo4j")
CYPHER = ENGINES[1:]
AIM = 1.0
WARM_UPS = 2

Told = dict[str, Any]
"""What a process says on one line."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What each engine took for one question, in each round; rows are the same on all."""

    rows: int
    seconds: Mapping[str, Sequence[float]]

    def ratio(self, engine: str) -> float | None:
        """Return the median of an engine's ratios to Neo4j."""
        if engine not in self.seconds:
            return None
        pairs = zip(self.seconds[engine], self.seconds["neo4j"], strict=True)
        return median(one / other for one, other in pairs)

    def milliseconds(self, engine: str) -> float | None:
        """Return the median time of an engine."""
        return median(self.seconds[engine]) * 1000 if engine in self.seconds else None


@dataclass(frozen=True, slots=True)
class City:
    """What was found for one size."""

    projects: int
    sources: Told
    built: Mapping[str, Told]
    reports: Mapping[str, Asked]
    queries: Mapping[str, Asked]
    java: float | None  # Megabytes of the server, after the questions.


# The three tables ---------------------------------------------------------------------------------


def reports(options: Options) -> Table:
    """Show the three reports on each engine, and their sum."""
    rows = []
    for city in measured(options):
        total = _sum(list(city.reports.values()))
        for name, asked in {**city.reports, "all three": total}.items():
            ratio = asked.ratio("embedded")
            is_aim = asked is total and city.projects in (CITY, LARGE) and ratio is not None
            rows.append(
                {
                    "report": name,
                    "nodes": city.sources["nodes"],
                    **_cells(asked, ENGINES),
                    "aim": aim(ratio, AIM) if is_aim and ratio is not None else None,
                }
            )
    engines = f"{versions()}, kglite {version('kglite')}"
    title = f"**Reports by engine**: their rows, from a graph that is ready and warm ({engines})"
    return Table("engines", title, tuple(rows))


def queries(options: Options) -> Table:
    """Show each query of the library on the two engines that know Cypher."""
    city = measured(options)[0]
    rows: list[dict[str, Cell]] = [
        {"query": name, **_cells(asked, CYPHER)} for name, asked in city.queries.items()
    ]
    if not rows:
        rows = [{"query": "not asked at this size"}]
    title = f"**Queries by engine**: the same, at {city.sources['nodes']:,} nodes"
    return Table("queries", title, tuple(rows))


def graphs(options: Options) -> Table:
    """Show what building each engine's graph takes, in seconds and in memory."""
    rows: list[dict[str, Cell]] = []
    for city in measured(options):
        size = {key: city.sources[key] for key in ("nodes", "relations")}
        reading = city.sources["seconds"]
        for name, told in {"reading the sources": city.sources, **city.built}.items():
            rows.append(
                {
                    "graph": name,
                    "projects": city.projects,
                    **size,
                    "seconds": told["seconds"],
                    "÷ reading": told["seconds"] / reading,
                    "peak memory, MB": told["peak"],
                    "of Java, MB": city.java if name.startswith("neo4j") else None,
                }
            )
    title = "**Graphs by engine**: building one from what was read, once; memory with the reports"
    return Table("graphs", title, tuple(rows))


BENCHES = (reports, queries, graphs)


def _cells(asked: Asked, engines: Sequence[str]) -> dict[str, Cell]:
    times = {f"{engine}, ms": asked.milliseconds(engine) for engine in engines}
    ratios = {f"{engine} ÷ neo4j": asked.ratio(engine) for engine in engines if engine != "neo4j"}
    return {"rows": asked.rows, **times, **ratios}


def _sum(asked: Sequence[Asked]) -> Asked:
    engines = asked[0].seconds
    rounds = {name: zip(*(one.seconds[name] for one in asked), strict=True) for name in engines}
    seconds = {name: [sum(one) for one in found] for name, found in rounds.items()}
    return Asked(sum(one.rows for one in asked), seconds)


# Measuring ----------------------------------------------------------------------------------------


@cache
def measured(options: Options) -> tuple[City, ...]:
    """Measure the smallest size, and with the usual sizes a large one; once for the three tables.

    Raises:
        CommandFailedError: there is no server, or two engines give different rows.
    """
    rounds = {options.sizes[0]: options.rounds}
    if options.sizes == Options().sizes:
        rounds[LARGE] = options.rounds // 2 + 1
    return tuple(city_of(size, count, _own) for size, count in rounds.items())


def _own(export: Path | None) -> AbstractContextManager[Place]:
    """Return a server of the bench's own; what is too much for one transaction is imported."""
    return own_server("4g", export) if export else own_server()


def city_of(
    projects: int, rounds: int, serve: Callable[[Path | None], AbstractContextManager[Place]]
) -> City:
    """Measure one size on a server that `serve` gives."""
    from graph.queries import query_names
    from graph.reports.registry import MAIN_REPORTS

    is_large = projects >= LARGE
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as stack:
        export = ("export",) if is_large else ()
        reading = _Process.started("sources", str(cached_city(projects)), scratch, *export)
        with reading as reader:
            sources = reader.line()
        place = stack.enter_context(serve(Path(scratch, EXPORT) if is_large else None))
        place.write(Path(scratch, SERVER))
        engines, built = {}, {}
        for name in ENGINES:
            engines[name] = stack.enter_context(_Process.started(name, scratch))
            built[name] = engines[name].line()
        found = {name: _ask(name, engines, rounds) for name in MAIN_REPORTS}
        for name, engine in engines.items():
            built[name]["peak"] = engine.peak
        java = place.resident
        cypher = {name: engines[name] for name in CYPHER}
        names = () if is_large else query_names()
        library = {name: _ask(name, cypher, rounds) for name in names}
    if place.imported is not None:
        built["neo4j, imported"] = built.pop("neo4j")
    return City(projects, sources, built, found, library, java)


def _ask(question: str, engines: "Mapping[str, _Process]", rounds: int) -> Asked:
    """Ask each engine in turn, the first rounds to warm it up."""
    seconds: dict[str, list[float]] = {name: [] for name in engines}
    rows = 0
    for number in range(-WARM_UPS, rounds):
        answers = {name: engine.ask(question) for name, engine in engines.items()}
        if len({told["digest"] for told in answers.values()}) > 1:
            counts = ", ".join(f"{name} {told['rows']}" for name, told in answers.items())
            raise CommandFailedError(f"{question}: the engines give different rows: {counts}")
        for name, told in answers.items():
            rows = told["rows"]
            if number >= 0:
                seconds[name].append(told["seconds"])
    return Asked(rows, seconds)


class _Process:
    """An engine's process, spoken to in lines."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.peak = 0.0  # Megabytes that it has taken at most, as it said last.

    @classmethod
    @contextmanager
    def started(cls, *arguments: str) -> "Iterator[_Process]":
        """Start one, and end it when it is no longer needed."""
        command = [sys.executable, "-m", "benchmarks.engine_process", *arguments]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, cwd=ROOT, text=True, stdin=pipe, stdout=pipe) as process:
            yield cls(process)

    def line(self) -> Told:
        """Return what it says next.

        Raises:
            CommandFailedError: it has ended; its error stands on stderr.
        """
        assert self._process.stdout is not None
        text = self._process.stdout.readline()
        if not text:
            raise CommandFailedError(f"{self._process.args!r} has ended too early")
        told: Told = json.loads(text)
        self.peak = told["peak"]
        return told

    def ask(self, question: str) -> Told:
        """Return what it says of one question."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{question}\n")
        self._process.stdin.flush()
        return self.line()


if __name__ == "__main__":
    sys.exit(main({"queries": BENCHES}, only_print))
