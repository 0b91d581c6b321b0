"""Measure what the cache saves: whole commands, and reading alone.

python -m benchmarks.bench_cache [--json] [--projects N] [--rounds N]
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.cities import cached_city
from benchmarks.measure import PROGRAM, ROOT, CommandFailedError, environment, interleave, ratio
from benchmarks.tables import Cell, Options, Table, aim, main, only_print

TRACE_AIM = 10.0  # Times the CPU of a Python that does nothing.
LOAD_AIM = 30.0  # Times as fast as PyYAML's CSafeLoader.
TRACE = ("trace", "PRJ-N197")
CITY_VERBS = (("check",), ("report", "all", "--as-of", "2025-09-30"))
WAYS = {
    "opened": "portfolio opened, nothing changed",
    "items": "the same, and every item built",
    "changed": "the same, after a change of the largest file",
}


def bench_commands(options: Options) -> Table:
    """Measure whole commands when nothing has changed since their last run."""
    rows = [_row(TRACE, ROOT / "data", None, options.rounds * 4)]
    for size in options.sizes:
        rows += [_row(verb, cached_city(size), size, options.rounds) for verb in CITY_VERBS]
    return Table("cache", "**Cache**: whole commands when nothing has changed", tuple(rows))


def _row(verb: tuple[str, ...], data: Path, projects: int | None, rounds: int) -> dict[str, Cell]:
    command = [PROGRAM, *verb, "--data", str(data)]
    commands = {"warm": command, "cold": command, "bare": [sys.executable, "-c", "pass"]}
    with _scratch() as folder:
        runs = interleave(commands, rounds, caches={"warm": folder})
    cpu = ratio(runs["warm"], runs["bare"], "cpu")
    return {
        "command": " ".join(verb),
        "data": "data/" if projects is None else f"{projects:,} projects",
        "CPU ÷ bare Python": cpu,
        "time ÷ bare Python": ratio(runs["warm"], runs["bare"], "wall"),
        "aim": aim(cpu, TRACE_AIM) if verb == TRACE else None,
        "CPU ÷ the same, cold": ratio(runs["warm"], runs["cold"], "cpu"),
        "time ÷ the same, cold": ratio(runs["warm"], runs["cold"], "wall"),
    }


def bench_reading(options: Options) -> Table:
    """Measure reading alone, within a process, by the median of the ratios of pairs."""
    rows: list[dict[str, Cell]] = []
    for size in options.sizes:
        city = cached_city(size)
        pairs: dict[str, list[float]] = {way: [] for way in WAYS}
        for _ in range(options.rounds):
            baseline = _seconds("yaml", str(city))
            for way, found in pairs.items():
                found.append(baseline / _warm(way, city))
        rows += [
            {
                "reading": WAYS[way],
                "projects": size,
                "times as fast as CSafeLoader": median(found),
                "aim": _reached(median(found)) if way == "opened" else None,
            }
            for way, found in pairs.items()
        ]
    return Table("cache-reading", "**Cache**: reading alone, in CPU", tuple(rows))


def _reached(speed: float) -> str:
    return f"≥ {LOAD_AIM:g}: {'met' if speed >= LOAD_AIM else 'missed'}"


def _warm(way: str, city: Path) -> float:
    with _scratch() as folder:
        if way == "changed":
            city = shutil.copytree(city, folder / "city")
        return _seconds(way, str(city), str(folder / "cache"))


def _seconds(*arguments: str) -> float:
    with _scratch() as cache:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.cache_process", *arguments],
            cwd=ROOT,
            capture_output=True,
            check=False,
            text=True,
            env=environment(cache),
        )
    if done.returncode:
        raise CommandFailedError(done.stderr[-800:])
    return float(done.stdout)


@contextmanager
def _scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


BENCHES = (bench_commands, bench_reading)

if __name__ == "__main__":
    sys.exit(main({"cache": BENCHES}, only_print))
