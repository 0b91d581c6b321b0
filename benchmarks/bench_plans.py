"""Measure the verbs of plans and the exports, each beside work that it cannot do without.

python -m benchmarks.bench_plans [--json] [--projects N] [--rounds N]
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.against_yaml import reading
from benchmarks.cases import Beside, Case, rows_of, way
from benchmarks.cities import cached_city
from benchmarks.measure import PROGRAM, ROOT, run
from benchmarks.tables import Options, Table, main, only_print

DAY, YEAR, NEXT = "2025-09-30", "2568", "2569"  # The last day of the cities' last fiscal year.
UNIT = "B1100"
PLANS = ((UNIT, "html"), (UNIT, "docx"), (UNIT, "xlsx"), ("BMA", "html"))


def bench(options: Options) -> Table:
    """Measure each verb on the smallest city, and linked data on what is shipped."""
    size, rows = options.sizes[0], []
    city, data = cached_city(size), f"{size:,} projects"
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for case in (*_plans(city, data, folder), *_others(city, data, folder)):
            rows += rows_of(case, options.rounds)
        rows += rows_of(_linked_data(ROOT / "data", folder), options.rounds)
    title = "**Plans**: verbs that write, take in and carry on plans; and exports"
    return Table("plans", title, tuple(rows))


def _plans(city: Path, data: str, folder: Path) -> Iterator[Case]:
    """Yield the verbs that write one plan."""
    yield _template(city, data, folder)
    asked = [(1, _program(city, "report", "all", "--as-of", DAY))]
    for unit, form in PLANS:
        verb = ["plan", unit, "--format", form]
        to = ["--fiscal-year", YEAR, "--as-of", DAY, "-o", f"{folder}/plan.{form}"]
        yield Case(
            shown=" ".join(verb),
            command=_program(city, *verb, *to),
            data=data,
            beside=[Beside("`report all`", asked, 1.5 if form == "html" else None)],
        )


def _others(city: Path, data: str, folder: Path) -> Iterator[Case]:
    """Yield the verbs that read or write the whole city."""
    yield _import(city, data, folder)
    turn = ["roll-over", "--from", YEAR, "--to", NEXT, "--dry-run"]
    check = _program(city, "check")
    yield Case(
        shown=" ".join(turn),
        command=_program(city, *turn),
        data=data,
        beside=[Beside("`check`", [(1, check)], 4.0)],
        is_warm=False,
    )
    ready = ["report", "budget-readiness", "--as-of", DAY]
    yield Case(
        shown=" ".join(ready),
        command=_program(city, *ready),
        data=data,
        beside=[Beside("CSafeLoader reading the sources", [(1, reading(city))], 1.0)],
        is_warm=False,
    )
    yield _graphml(city, data, folder)


def _template(city: Path, data: str, folder: Path) -> Case:
    book, cells = folder / "template.xlsx", folder / "cells"
    asked = ["--fiscal-year", YEAR, "--as-of", DAY, "-o", str(book)]
    command = _program(city, "template", UNIT, *asked)
    run(command)
    run(way("cells_of", book, cells))
    bare = way("write_cells", cells, folder / "bare.xlsx")
    return Case(
        shown=f"template {UNIT}",
        command=command,
        data=data,
        beside=[Beside("XlsxWriter writing the same cells", [(1, bare)], 2.0)],
    )


def _import(city: Path, data: str, folder: Path) -> Case:
    """Return taking in the workbook that stands there, every note in it filled in."""
    book = folder / "filled.xlsx"
    run(way("filled", folder / "template.xlsx", book))
    work = [(3.0, way("read_cells", book)), (1.0, _program(city, "check"))]
    return Case(
        shown="import xlsx --dry-run",
        command=_program(city, "import", "xlsx", str(book), "--dry-run"),
        data=data,
        beside=[Beside("3 × openpyxl reading its cells, and `check`", work, 1.0)],
        is_warm=False,
    )


def _graphml(city: Path, data: str, folder: Path) -> Case:
    file, graph = folder / "city.graphml", folder / "graph"
    command = _program(city, "export", "graphml", str(file))
    run(command)
    run(way("graphml_of", file, graph))
    bare = way("write_graphml", graph, folder / "bare.graphml")
    return Case(
        shown="export graphml",
        command=command,
        data=data,
        beside=[Beside("networkx writing the same graph", [(1, bare)], 1.0)],
    )


def _linked_data(data: Path, folder: Path) -> Case:
    file, graph = folder / "data.jsonld", folder / "triples"
    command = _program(data, "export", "json-ld", str(file))
    run(command)
    run(way("triples_of", file, graph))
    bare = way("write_json_ld", graph, folder / "bare.jsonld")
    return Case(
        shown="export json-ld",
        command=command,
        data="data/",
        beside=[Beside("rdflib writing the same triples", [(1, bare)], 1.0)],
    )


def _program(city: Path, *arguments: str) -> list[str]:
    return [PROGRAM, *arguments, "--data", str(city)]


if __name__ == "__main__":
    sys.exit(main({"plans": [bench]}, only_print))
