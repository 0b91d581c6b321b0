"""Measure how soon the command line answers, against a Python that does nothing.

python -m benchmarks.bench_startup [--json] [--rounds N]
"""

import sys

from benchmarks.measure import PROGRAM, interleave, ratio
from benchmarks.tables import Cell, Options, Table, aim, main, only_print

AIM = 6.0
VERBS = (("--help",), ("--version",), ("report", "--help"))


def bench(options: Options) -> Table:
    """Measure what needs no sources; such runs are short, so there are four times as many."""
    rows: list[dict[str, Cell]] = []
    for verb in VERBS:
        commands = {
            "verb": [PROGRAM, *verb],
            "bare": [sys.executable, "-c", "pass"],
        }
        runs = interleave(commands, options.rounds * 4)
        cpu = ratio(runs["verb"], runs["bare"], "cpu")
        rows.append(
            {
                "command": " ".join(verb),
                "CPU ÷ bare Python": cpu,
                "time ÷ bare Python": ratio(runs["verb"], runs["bare"], "wall"),
                "aim": aim(cpu, AIM) if verb == ("--help",) else None,
            }
        )
    return Table("startup", "**Start**: answers that need no sources", tuple(rows))


if __name__ == "__main__":
    sys.exit(main({"startup": [bench]}, only_print))
