"""What the verbs of plans are measured beside, each in a process of its own.

    python -m benchmarks.plan_process WAY FILE [FILE]

The first four do bare work with the libraries alone; the others make what these need, and are not
measured.
"""

import csv
import json
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

csv.field_size_limit(1 << 30)
_NOTE = "ข้อมูลจำลอง: กรอกเพื่อวัดเวลาเท่านั้น"


# What is measured ---------------------------------------------------------------------------------


def write_cells(cells: Path, to: Path) -> None:
    """Write cells that are ready with XlsxWriter, in one look and without anything else."""
    from xlsxwriter import Workbook

    book = Workbook(to, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    look = book.add_format({"text_wrap": True})
    for title, found in _unpickled(cells):
        sheet = book.add_worksheet(title)
        for row, column, value in found:
            sheet.write(row, column, value, look)
    book.close()


def read_cells(book: Path) -> None:
    """Read the value of every cell with openpyxl, read-only."""
    import openpyxl

    for sheet in openpyxl.load_workbook(book, read_only=True).worksheets:
        for row in sheet.iter_rows(values_only=True):
            assert row is not None


def write_graphml(graph: Path, to: Path) -> None:
    """Write a graph that is ready with networkx."""
    import networkx

    networkx.write_graphml(_unpickled(graph), to)


def write_json_ld(graph: Path, to: Path) -> None:
    """Write triples that are ready with rdflib."""
    _unpickled(graph).serialize(to, format="json-ld", encoding="utf-8")


def parse_csv(file: Path) -> None:
    """Read every record of a table, and keep none."""
    with file.open(encoding="utf-8", newline="") as opened:
        assert sum(1 for _ in csv.DictReader(opened))


def parse_json(file: Path) -> None:
    """Read the whole of a JSON file at once."""
    assert json.loads(file.read_bytes())


# What makes it ready ------------------------------------------------------------------------------


def cells_of(book: Path, to: Path) -> None:
    """Keep every cell that a workbook holds, blank ones too."""
    import openpyxl
    from openpyxl.cell.read_only import EmptyCell

    found = [
        (
            sheet.title,
            [
                (one.row - 1, one.column - 1, one.value)  # type: ignore[operator]  # Both are known.
                for row in sheet.iter_rows()
                for one in row
                if not isinstance(one, EmptyCell)
            ],
        )
        for sheet in openpyxl.load_workbook(book, read_only=True).worksheets
    ]
    to.write_bytes(pickle.dumps(found))


def filled(template: Path, to: Path) -> None:
    """Fill in a plan: every item of the unit's own gets another note."""
    import openpyxl

    from graph.reports import plan_sheets as p

    book = openpyxl.load_workbook(template)
    for sheet in book.worksheets:
        rows = list(sheet.iter_rows())
        named = [at for at, row in enumerate(rows) if {"id", "note"} <= {one.value for one in row}]
        for row in rows[named[0] + 1 :] if named else ():
            cells = {name.value: one for name, one in zip(rows[named[0]], row, strict=True)}
            is_others = p.ROLE in cells and str(cells[p.ROLE].value).startswith(p.OTHERS)
            if cells["id"].data_type == "s" and not is_others:
                cells["note"].value = _NOTE
    book.save(to)


def graphml_of(file: Path, to: Path) -> None:
    """Keep the graph that a GraphML file holds."""
    import networkx

    to.write_bytes(pickle.dumps(networkx.read_graphml(file)))


def triples_of(file: Path, to: Path) -> None:
    """Keep the triples that a JSON-LD file holds."""
    import rdflib

    to.write_bytes(pickle.dumps(rdflib.Graph().parse(file, format="json-ld")))


def _unpickled(file: Path) -> Any:
    return pickle.loads(file.read_bytes())  # noqa: S301  # This module has written it.


WAYS: dict[str, Callable[..., None]] = {
    one.__name__: one
    for one in (
        *(write_cells, read_cells, write_graphml, write_json_ld, parse_csv, parse_json),
        *(cells_of, filled, graphml_of, triples_of),
    )
}

if __name__ == "__main__":
    WAYS[sys.argv[1]](*map(Path, sys.argv[2:]))
