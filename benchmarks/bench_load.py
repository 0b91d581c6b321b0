"""Measure loading a city into Neo4j, against a plain CREATE of the same nodes and arrows.

python -m benchmarks.bench_load [--json] [--projects N] [--rounds N]
"""

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.cities import cached_city
from benchmarks.load_peers import PEERS
from benchmarks.load_rows import EXPORT, SIZE
from benchmarks.load_ways import FOUND, SERVER
from benchmarks.measure import CommandFailedError, run
from benchmarks.servers import Importer, Place, own_server, versions
from benchmarks.tables import CITY, Cell, Options, Table, aim, main, only_print

SMALL = 1_500  # Projects of the city for the ways that write row by row.
BASELINE, FIRST, IMPORT = "create", "first", "import"
OURS = (FIRST, "unchanged", "changed")  # Three loads of one process.
WHOLE = (BASELINE, *OURS, IMPORT, "graphio", "cartography")
ROW_BY_ROW = (BASELINE, FIRST, "merge_each", "neomodel")
TITLES = {
    BASELINE: "plain CREATE in one transaction",
    FIRST: "policytrace load: the first",
    "unchanged": "policytrace load: nothing changed",
    "changed": "policytrace load: 1 % of the projects changed",
    IMPORT: "neo4j-admin database import full",
    "merge_each": "a MERGE for each row",
} | {name: peer.title for name, peer in PEERS.items()}
AIMS = {FIRST: 1.2, "unchanged": 0.08, "changed": 0.12}
AIM_OF_IMPORT = 0.2  # Five times as fast as neo4j-admin.

Seconds = dict[str, list[float]]
"""What each way took in each round; of one that is not installed, nothing."""


def bench(options: Options) -> Table:
    """Measure every way of loading, on a server of the bench's own."""
    with own_server() as place:
        return table_of(place, options)


def table_of(place: Place, options: Options) -> Table:
    """Measure every way of loading on a server that is there."""
    city = options.sizes[0]
    small = min(SMALL, city)
    with _loading(place, city) as loading:
        rows = _rows(loading, WHOLE, options.rounds, warm_up=True)
    with _loading(place, small) as loading:
        rows += _rows(loading, ROW_BY_ROW, options.rounds // 2 or 1)
    title = f"**Loading into Neo4j**: rows that are ready, into an empty data set ({versions()})"
    return Table("load", title, tuple(rows))


# Running ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Loading:
    """A city's rows, waiting in a folder to be loaded."""

    projects: int
    folder: Path
    size: int  # Nodes and arrows.
    pythons: Mapping[str, Path | None]  # Of the peers that are installed.
    importer: Importer | None

    def once(self, way: str) -> dict[str, float]:
        """Load in one way, in a process of its own; nothing if it is not installed."""
        if way == IMPORT:
            found = self.importer and self.importer.seconds(self.folder / EXPORT)
            return {way: found} if found else {}
        python = self.pythons.get(way, Path(sys.executable))
        if python is None:
            return {}
        try:
            run([str(python), "-m", "benchmarks.load_ways", way, str(self.folder)])
        except CommandFailedError as error:
            if way not in PEERS:
                raise
            print(f"{TITLES[way]} is left out: {error}", file=sys.stderr)
            return {}
        found_here: dict[str, float] = json.loads((self.folder / FOUND).read_text())
        return found_here

    def why_not(self, way: str) -> str:
        """Say why a way has no figures."""
        is_there = self.importer if way == IMPORT else self.pythons[way]
        return "failed" if is_there else "not installed"


@contextmanager
def _loading(place: Place, projects: int) -> Iterator[_Loading]:
    pythons = {name: peer.python() for name, peer in PEERS.items()}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        place.write(folder / SERVER)
        city = str(cached_city(projects))
        run([sys.executable, "-m", "benchmarks.load_rows", city, str(folder)])
        size, importer = int((folder / SIZE).read_text()), Importer.into(folder / "importer")
        loading = _Loading(projects, folder, size, pythons, importer)
        loading.once("schema")
        yield loading


def _rows(
    loading: _Loading, names: Sequence[str], rounds: int, *, warm_up: bool = False
) -> list[dict[str, Cell]]:
    """Load in each way in turn, and compare the pairs; the first round may warm the server up."""
    ways = dict.fromkeys("policytrace" if name in OURS else name for name in names)
    found: Seconds = {}
    for number in range(-1 if warm_up else 0, rounds):
        for way in ways:
            for name, seconds in loading.once(way).items():
                if number >= 0:
                    found.setdefault(name, []).append(seconds)
    return [_row(name, loading, found) for name in names]


# Telling ------------------------------------------------------------------------------------------


def _row(name: str, loading: _Loading, found: Seconds) -> dict[str, Cell]:
    taken = found.get(name, [])
    if len(taken) < len(found[BASELINE]):
        taken = []  # It has failed in some round.
    to_create = _ratio(taken, found[BASELINE]) if taken else None
    first = _ratio(found[FIRST], taken) if taken and name not in OURS else None
    reached = None
    if to_create is not None and name in AIMS and loading.projects == CITY:
        reached = aim(to_create, AIMS[name])
    if first is not None and name == IMPORT and loading.projects == CITY:
        reached = aim(first, AIM_OF_IMPORT)
    return {
        "way": TITLES[name],
        "projects": loading.projects,
        "nodes and arrows": loading.size,
        "timed": "the process" if name == IMPORT else "the call",
        "seconds": median(taken) if taken else loading.why_not(name),
        "÷ CREATE": to_create,
        "first load ÷ this": first,
        "aim": reached,
    }


def _ratio(taken: Sequence[float], baseline: Sequence[float]) -> float:
    """Return the median of the ratios of the pairs."""
    return median(one / other for one, other in zip(taken, baseline, strict=True))


if __name__ == "__main__":
    sys.exit(main({"load": [bench]}, only_print))
