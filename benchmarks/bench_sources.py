"""Measure the whole cold `policytrace check` against PyYAML's CSafeLoader.

python -m benchmarks.bench_sources [--json] [--projects N] [--rounds N]
"""

import sys

from benchmarks.against_yaml import rows_of
from benchmarks.tables import Options, Table, main, only_print


def bench(options: Options) -> Table:
    """Measure `check` at every size."""
    title = "**Sources**: the whole cold `policytrace check`, from the start of Python to its exit"
    return Table("sources", title, tuple(rows_of(["check"], options)))


if __name__ == "__main__":
    sys.exit(main({"sources": [bench]}, only_print))
