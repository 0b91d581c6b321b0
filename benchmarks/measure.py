"""Run commands in fresh processes, turn and turn about, and compare what they cost.

The machine may be busy, so a time says little; but two commands that run one right after the other
meet the same machine. What is told is therefore the median of the ratios of such pairs.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Literal

ROOT = Path(__file__).resolve().parents[1]
"""The folder that commands run in."""

PROGRAM = str(Path(sys.executable).with_name("policytrace"))
"""The program as it is installed beside this Python."""

Cost = Literal["cpu", "wall", "peak"]


class CommandFailedError(Exception):
    """A measured command did not end as it should; its cost would mean nothing."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What one run cost."""

    cpu: float  # Seconds, user and system, of the process and its children.
    wall: float  # Seconds.
    peak: float  # Megabytes (2^20 bytes) of resident memory at most.

    def of(self, cost: Cost) -> float:
        """Return one of the three."""
        return {"cpu": self.cpu, "wall": self.wall, "peak": self.peak}[cost]


def run(command: Sequence[str], cache: Path | None = None) -> Usage:
    """Run a command in a fresh process, its output going to a file; its cache is empty, or given.

    The peak is never below that of this process, which the child is forked from: keep this one
    small, and generate cities elsewhere.

    Raises:
        CommandFailedError: it did not exit with 0.
    """
    with tempfile.TemporaryDirectory() as scratch:
        out, err = Path(scratch, "out"), Path(scratch, "err")
        with out.open("wb") as to, err.open("wb") as errors:
            before = time.perf_counter()
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=to,
                stderr=errors,
                env=environment(cache or Path(scratch, "cache")),
            )
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - before
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said = (err.read_text(errors="replace") or out.read_text(errors="replace"))[-800:]
            raise CommandFailedError(f"exit {process.returncode}: {' '.join(command)}\n{said}")
    kilobytes = usage.ru_maxrss / (1024 if os.uname().sysname == "Darwin" else 1)
    return Usage(usage.ru_utime + usage.ru_stime, wall, kilobytes / 1024)


def interleave(
    commands: Mapping[str, Sequence[str]],
    rounds: int,
    *,
    warm_up: bool = True,
    caches: Mapping[str, Path] | None = None,
) -> dict[str, list[Usage]]:
    """Run commands in turn, A B A B …; the warm-up compiles the modules and is not counted.

    A command whose name has a folder in `caches` finds there what its last run kept.
    """
    kept = caches or {}
    if warm_up:
        for name, command in commands.items():
            run(command, kept.get(name))
    runs: dict[str, list[Usage]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(run(command, kept.get(name)))
    return runs


def ratio(runs: Sequence[Usage], baseline: Sequence[Usage], cost: Cost) -> float:
    """Return the median of the ratios of the pairs."""
    pairs = zip(runs, baseline, strict=True)
    return median(one.of(cost) / other.of(cost) for one, other in pairs)


def middle(runs: Sequence[Usage], cost: Cost) -> float:
    """Return the median cost."""
    return median(one.of(cost) for one in runs)


def environment(cache: Path) -> dict[str, str]:
    """Return this environment with a cache of its own, and like that of a user.

    What is left out: settings of policytrace, and a word to Python to compile every module anew.
    """
    unlike = ("POLICYTRACE_", "PYTHONDONTWRITEBYTECODE")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(unlike)}
    return {**kept, "XDG_CACHE_HOME": str(cache)}
