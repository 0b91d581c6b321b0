"""Whole cold commands against PyYAML's CSafeLoader reading the same files and keeping none.

That is the least work a Python program without policytrace does before its first question.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.cities import cached_city
from benchmarks.measure import PROGRAM, Usage, interleave, middle, ratio
from benchmarks.tables import CITY, Cell, Options, aim

GROWTH_AIM = 13.0
_READ_ALL = """\
import pathlib, sys, yaml
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.yaml")):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""


def rows_of(
    verb: Sequence[str], options: Options, most: float | None = None
) -> list[dict[str, Cell]]:
    """Measure one verb at every size; `most` is what is aimed at for the city."""
    smallest = _command(verb, cached_city(options.sizes[0]))
    rows = []
    for size in options.sizes:
        city = cached_city(size)
        is_small = size == options.sizes[0]
        commands = {
            "verb": _command(verb, city),
            "yaml": reading(city),
        }
        if not is_small:
            commands["smallest"] = smallest
        rounds = options.rounds if is_small else options.rounds // 2 + 1
        runs = interleave(commands, rounds, warm_up=is_small)
        rows.append(_row(" ".join(verb), size, city, runs, most if size == CITY else None))
    return rows


def reading(city: Path) -> list[str]:
    """Return the command of the baseline."""
    return [sys.executable, "-c", _READ_ALL, str(city)]


def _command(verb: Sequence[str], city: Path) -> list[str]:
    return [PROGRAM, *verb, "--data", str(city)]


def _row(
    name: str, size: int, city: Path, runs: dict[str, list[Usage]], most: float | None
) -> dict[str, Cell]:
    files = list(city.rglob("*.yaml"))
    cpu = ratio(runs["verb"], runs["yaml"], "cpu")
    small = runs.get("smallest")
    growth = ratio(runs["verb"], small, "cpu") if small else None
    return {
        "command": name,
        "projects": size,
        "files": len(files),
        "MB": sum(file.stat().st_size for file in files) / 1e6,
        "CPU ÷ CSafeLoader": cpu,
        "time ÷ CSafeLoader": ratio(runs["verb"], runs["yaml"], "wall"),
        "aim": aim(cpu, most) if most else None,
        "peak memory, MB": middle(runs["verb"], "peak"),
        "CPU growth": growth,
        "memory growth": ratio(runs["verb"], small, "peak") if small else None,
        "growth aim": aim(growth, GROWTH_AIM) if growth and size == 10 * CITY else None,
    }
