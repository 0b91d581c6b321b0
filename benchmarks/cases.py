"""One verb beside what it is compared with: several commands, each as often as it counts."""

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.measure import Cost, Usage, interleave, middle
from benchmarks.tables import Cell, aim

Command = Sequence[str]


@dataclass(frozen=True, slots=True)
class Beside:
    """What a verb is measured beside: its name, and its commands with how often each counts."""

    name: str
    commands: Sequence[tuple[float, Command]]
    most: float | None = None  # What is aimed at, in CPU.


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One verb: how it is shown, and what is run."""

    shown: str
    command: Command
    data: str
    beside: Sequence[Beside]  # A row each, of the same runs.
    is_warm: bool = True  # What is read comes from the cache, on both sides.


def rows_of(case: Case, rounds: int, *, warm_up: bool = True) -> list[dict[str, Cell]]:
    """Run the verb and all that it is measured beside in turn, and compare."""
    commands: dict[str, Command] = {"verb": case.command}
    for one in case.beside:
        commands |= {_name(one, at): each for at, (_, each) in enumerate(one.commands)}
    with tempfile.TemporaryDirectory() as cache:
        caches = dict.fromkeys(commands, Path(cache)) if case.is_warm else {}
        runs = interleave(commands, rounds, warm_up=warm_up, caches=caches)
    return [_row(case, one, runs) for one in case.beside]


def way(name: str, *arguments: object) -> list[str]:
    """Return the command of one way of `plan_process`."""
    return [sys.executable, "-m", "benchmarks.plan_process", name, *map(str, arguments)]


def _name(beside: Beside, at: int) -> str:
    return f"{beside.name} {at}"


def _row(case: Case, beside: Beside, runs: dict[str, list[Usage]]) -> dict[str, Cell]:
    others = [(often, runs[_name(beside, at)]) for at, (often, _) in enumerate(beside.commands)]

    def against(cost: Cost) -> float:
        sums = [
            sum(often * taken[at].of(cost) for often, taken in others)
            for at in range(len(runs["verb"]))
        ]
        pairs = zip(runs["verb"], sums, strict=True)
        return median(one.of(cost) / other for one, other in pairs)

    cpu = against("cpu")
    peak = max(middle(taken, "peak") for _, taken in others)
    return {
        "command": case.shown,
        "data": case.data,
        "beside": beside.name,
        "CPU ÷ it": cpu,
        "time ÷ it": against("wall"),
        "aim": None if beside.most is None else aim(cpu, beside.most),
        "peak memory, MB": middle(runs["verb"], "peak"),
        "memory ÷ it": middle(runs["verb"], "peak") / peak,
    }
