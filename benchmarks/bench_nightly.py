"""Measure a night's work beside the reports that it asks: printed, and written in its formats.

python -m benchmarks.bench_nightly [--json] [--projects N] [--rounds N]
"""

import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.cities import cached_city
from benchmarks.measure import PROGRAM, interleave, middle, ratio, run
from benchmarks.tables import Cell, Options, Table, aim, main, only_print
from graph.reports.registry import REPORTS

AIM = 1.5
BEFORE, TONIGHT = "2025-09-29", "2025-09-30"  # The last days of the cities' last fiscal year.


def bench(options: Options) -> Table:
    """Measure a second night over unchanged sources, the cache warm, of the smallest city."""
    size = options.sizes[0]
    row = _row(cached_city(size), size, options.rounds)
    return Table("nightly", "**A night**: `policytrace nightly`, the cache warm", (row,))


def _row(city: Path, projects: int, rounds: int) -> dict[str, Cell]:
    with tempfile.TemporaryDirectory(prefix="policytrace-") as place:
        state, out, cache = Path(place, "state"), Path(place, "out"), Path(place, "cache")
        asked = ["--data", str(city), "--as-of", TONIGHT]
        night = [PROGRAM, "nightly", "--fail-on", "never", "--state", str(state), "--out", str(out)]
        run([*night, "--data", str(city), "--as-of", BEFORE], cache)
        commands = {
            "night": [*night, *asked],
            "written": [sys.executable, "-m", "benchmarks.reports_process", *asked[1::2], place],
            "printed": [PROGRAM, "report", *REPORTS, "--all-tiers", *asked],
        }
        runs = interleave(commands, rounds, caches=dict.fromkeys(commands, cache))
        size = sum(one.stat().st_size for one in (out / TONIGHT).rglob("*") if one.is_file())
        shutil.rmtree(out)
    against_written = ratio(runs["night"], runs["written"], "wall")
    return {
        "projects": projects,
        "time ÷ the reports in the same formats": against_written,
        "aim": aim(against_written, AIM),
        "CPU ÷ the same": ratio(runs["night"], runs["written"], "cpu"),
        "time ÷ the reports printed": ratio(runs["night"], runs["printed"], "wall"),
        "MB of memory": middle(runs["night"], "peak"),
        "MB written": size / 2**20,
    }


if __name__ == "__main__":
    sys.exit(main({"nightly": [bench]}, only_print))
