"""Run the benches and write what they find into benchmarks/README.md, between the markers.

    python -m benchmarks [NAME…] [--json] [--projects N] [--rounds N]

Each table is written as soon as it is measured, in place of the last one of its title. With
`--projects`, or another number of rounds than the usual, it prints only: such a run is to see that
the benches work.
"""

import sys
from pathlib import Path

from benchmarks import (
    bench_cache,
    bench_load,
    bench_nightly,
    bench_plans,
    bench_queries,
    bench_reports,
    bench_sources,
    bench_startup,
    bench_suggestions,
    bench_tickets,
    bench_viewer,
)
from benchmarks.tables import Options, Table, machine, main

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- measured:begin -->", "<!-- measured:end -->"
# Those with a server come last: they make this process large, and what it starts seems so too.
BENCHES = {
    "startup": [bench_startup.bench],
    "sources": [bench_sources.bench],
    "reports": [bench_reports.bench],
    "cache": bench_cache.BENCHES,
    "nightly": [bench_nightly.bench],
    "plans": [bench_plans.bench],
    "tickets": [bench_tickets.bench],
    "viewer": bench_viewer.BENCHES,
    "load": [bench_load.bench],
    "queries": bench_queries.BENCHES,
    "suggestions": [bench_suggestions.bench],
}


def write_readme(options: Options, table: Table) -> None:
    """Put a table of a full run in place of the last one of its title, or behind all others."""
    if not options.is_full:
        return
    before, rest = README.read_text(encoding="utf-8").split(BEGIN)
    measured, after = rest.split(END)
    tables = with_table(measured, f"Measured on {machine()}.", table)
    README.write_text(f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}", encoding="utf-8")
    print(f"written to {README.name}: {table.name}", file=sys.stderr)


def with_table(measured: str, machine_told: str, table: Table) -> str:
    """Return what is measured, with a table; figures of another machine do not stay beside it."""
    _, *tables = measured.strip().split("\n\n**")
    if not measured.strip().startswith(machine_told):
        tables = []
    found = {one.partition("\n")[0]: one for one in tables}
    own = table.markdown().removeprefix("**")
    found[own.partition("\n")[0]] = own
    return "\n\n**".join([machine_told, *found.values()])


if __name__ == "__main__":
    sys.exit(main(BENCHES, write_readme))
