"""A measured table: Markdown for people, JSON for scripts; and the options that every bench has."""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain

from benchmarks.measure import CommandFailedError

Cell = str | int | float | None
CITY, TEN_CITIES = 6_000, 60_000
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Options:
    """How much to measure."""

    sizes: tuple[int, ...] = (CITY, TEN_CITIES)  # Projects, smallest first.
    rounds: int = ROUNDS

    @property
    def is_full(self) -> bool:
        """Tell whether the figures may stand in the README."""
        return self == Options()


@dataclass(frozen=True, slots=True)
class Table:
    """What one bench found; every row has the same columns."""

    name: str
    title: str
    rows: tuple[dict[str, Cell], ...]

    def markdown(self) -> str:
        """Render as a Markdown table under its title, without columns that say nothing."""
        columns = [name for name in self.rows[0] if any(row[name] is not None for row in self.rows)]
        lines = [columns, ["---"] * len(columns)]
        lines += [[_shown(row[column], column) for column in columns] for row in self.rows]
        return "\n".join([f"{self.title}\n", *(f"| {' | '.join(line)} |" for line in lines)])

    def data(self) -> dict[str, object]:
        """Return what `--json` prints."""
        return {"benchmark": self.name, "machine": machine(), "rows": list(self.rows)}


Bench = Callable[[Options], Table]
After = Callable[[Options, Table], None]


def aim(value: float, most: float) -> str:
    """Say what was aimed at and whether it is reached."""
    return f"≤ {most:g}: {'met' if value <= most else 'missed'}"


def machine() -> str:
    """Describe the machine without naming it."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    system = f"{platform.system()} {platform.machine()}"
    return f"{os.cpu_count()} cores, {system}, {python}, PyYAML {version('pyyaml')}"


def main(benches: Mapping[str, Sequence[Bench]], after: After) -> int:
    """Read the options, run the benches that are named or all, print each table as it comes."""
    parser = argparse.ArgumentParser(
        description="Measure policytrace against a baseline; see benchmarks/README.md."
    )
    if len(benches) > 1:
        names = ", ".join(benches)
        parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {names}; else all")
    parser.add_argument("--json", action="store_true", help="print JSON in place of Markdown")
    parser.add_argument("--projects", type=int, metavar="N", help="one city of N projects alone")
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N")
    given = parser.parse_args()
    if given.rounds < 1 or (given.projects is not None and given.projects < 1):
        parser.error("--rounds and --projects are at least 1")
    asked = getattr(given, "names", None) or list(benches)
    if unknown := sorted(set(asked) - set(benches)):
        parser.error(f"there is no bench {', '.join(unknown)}: there are {', '.join(benches)}")
    options = Options(rounds=given.rounds)
    if given.projects:
        options = Options((given.projects,), given.rounds)
    tables: list[Table] = []
    try:
        for bench in chain.from_iterable(benches[name] for name in benches if name in asked):
            tables.append(bench(options))
            if not given.json:
                print(tables[-1].markdown(), end="\n\n", flush=True)
            after(options, tables[-1])
    except CommandFailedError as error:
        print(error, file=sys.stderr)
        return 1
    if given.json:
        found = [table.data() for table in tables]
        print(json.dumps(found if len(found) > 1 else found[0], ensure_ascii=False, indent=2))
    return 0


def only_print(_options: Options, _table: Table) -> None:
    """Do nothing after a single bench: only `python -m benchmarks` writes the README."""


def _shown(cell: Cell, column: str) -> str:
    if cell is None:
        return "–"
    if column == "command":
        return f"`{cell}`"
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell >= 100 else f"{cell:.2f}" if cell < 10 else f"{cell:.1f}"
    return f"{cell:,}" if isinstance(cell, int) else cell
