"""Measure taking in tickets, beside parsing their file and beside reading what is written.

python -m benchmarks.bench_tickets [--json] [--projects N] [--rounds N]
"""

import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.cases import Beside, Case, rows_of, way
from benchmarks.cities import cached_city
from benchmarks.measure import PROGRAM, run
from benchmarks.tables import Options, Table, main, only_print
from benchmarks.tickets import FILES

TICKETS = 100_000
AIM = 4.0  # Times reading the city with the hand-overs that were written.
_AGAIN = 'rm -f "$0" && exec "$@"'  # What is written is taken away, so that each run writes it.


def bench(options: Options, count: int = TICKETS) -> Table:
    """Take the same tickets in from each of their two files; a run is long, so there are fewer."""
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        city = shutil.copytree(cached_city(options.sizes[0]), folder / "city")
        run([sys.executable, "-m", "benchmarks.tickets", str(city), str(count), scratch])
        for name in FILES:
            case = _case(city, folder / name, count)
            rows += rows_of(case, options.rounds // 2 + 1, warm_up=False)
    title = "**Tickets**: `policytrace import traffy`, whole and cold, into a city"
    return Table("tickets", title, tuple(rows))


def _case(city: Path, file: Path, count: int) -> Case:
    kind = file.suffix.removeprefix(".")
    verb = [PROGRAM, "import", "traffy", str(file), "--yes", "--data", str(city)]
    written = str(city / "handoffs-traffy.yaml")
    check = [PROGRAM, "check", "--data", str(city)]
    return Case(
        shown=f"import traffy {file.name}",
        command=["/bin/sh", "-c", _AGAIN, written, *verb],
        data=f"{count:,} tickets, {file.stat().st_size / 1e6:.0f} MB",
        beside=[
            Beside(f"Python's {kind} parsing the file", [(1, way(f"parse_{kind}", file))]),
            Beside("`check` of the city with what was written", [(1, check)], AIM),
        ],
        is_warm=False,
    )


if __name__ == "__main__":
    sys.exit(main({"tickets": [bench]}, only_print))
