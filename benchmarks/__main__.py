"""Run every bench and write what it found into benchmarks/README.md, between the markers.

    python -m benchmarks [--json] [--projects N] [--rounds N]

With `--projects`, or another number of rounds than the usual, it prints only: such a run is to see
that the benches work.
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


def write_readme(options: Options, tables: list[Table]) -> None:
    """Put the tables of a full run in place of the last ones."""
    if not options.is_full:
        return
    before, rest = README.read_text(encoding="utf-8").split(BEGIN)
    _, after = rest.split(END)
    found = "\n\n".join([f"Measured on {machine()}.", *(table.markdown() for table in tables)])
    README.write_text(f"{before}{BEGIN}\n\n{found}\n\n{END}{after}", encoding="utf-8")
    print("\nwritten to benchmarks/README.md", file=sys.stderr)


if __name__ == "__main__":
    cold = bench_startup.bench, bench_sources.bench, bench_reports.bench, *bench_cache.BENCHES
    nights = (bench_nightly.bench,)
    plans = bench_plans.bench, bench_tickets.bench
    pages = bench_viewer.BENCHES
    # The others come last: they make this process large, and what it starts seems so too.
    benches = (
        *cold,
        *nights,
        *plans,
        *pages,
        bench_load.bench,
        *bench_queries.BENCHES,
        bench_suggestions.bench,
    )
    sys.exit(main(benches, write_readme))
