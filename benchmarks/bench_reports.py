"""Measure the whole cold `policytrace report all` against PyYAML's CSafeLoader.

python -m benchmarks.bench_reports [--json] [--projects N] [--rounds N]
"""

import sys

from benchmarks.against_yaml import rows_of
from benchmarks.tables import Options, Table, main, only_print

AIM = 1.0
VERB = ("report", "all", "--as-of", "2025-09-30")  # The last day of the cities' last fiscal year.


def bench(options: Options) -> Table:
    """Measure all reports, as a table and as JSON, at every size."""
    rows = rows_of(VERB, options, AIM) + rows_of([*VERB, "--format", "json"], options)
    title = "**Reports**: the whole cold `policytrace report all`, written to a file"
    return Table("reports", title, tuple(rows))


if __name__ == "__main__":
    sys.exit(main({"reports": [bench]}, only_print))
