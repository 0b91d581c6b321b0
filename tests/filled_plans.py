"""Plans as units send them back: the workbook of the template, filled in and otherwise handled."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from graph.network import TraceGraph
from graph.reports import plan_sheets as p
from graph.reports.plan_items import plan_items
from graph.views.plan_template.workbook import Template, render
from tests.builders import AS_OF

# By sheet, then by id, by the name of a new row such as `#O1`, or by key result and unit.
Filled = Mapping[str, Mapping[Any, Mapping[str, Any]]]
YEAR = 2567


def template(graph: TraceGraph, unit: str, year: int = YEAR, commit: str | None = None) -> bytes:
    """Return the workbook of a unit as it is sent out."""
    items = plan_items(graph, unit, year)
    return render(Template(graph=graph, items=items, as_of=AS_OF, dataset="default", commit=commit))


def filled_in(
    data: bytes, filled: Filled, handle: Callable[[Workbook], None] | None = None
) -> bytes:
    """Return a workbook with cells filled in, after what else people do to it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for name, rows in filled.items():
        for key, cells in rows.items():
            fill(sheet_of(book, name), key, cells)
    if handle:
        handle(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_of(book: Workbook, name: str) -> Worksheet:
    """Return a sheet by its name in the contract."""
    title = next(one.title.th for one in p.SHEETS if one.name == name)
    found: Worksheet = book[title]
    return found


def names_at(sheet: Worksheet) -> int:
    """Return the number of the hidden row of names."""
    rows = range(1, p.HEAD_ROWS + 1)
    return next(one for one in rows if p.ROLE in [cell.value for cell in sheet[one]])


def columns(sheet: Worksheet) -> dict[str, int]:
    """Return the numbers of the columns by their names."""
    return {str(cell.value): int(cell.column) for cell in sheet[names_at(sheet)] if cell.value}


def row_at(sheet: Worksheet, key: Any) -> int:
    """Return the number of a row; of a pair without one, the first empty row."""
    at = columns(sheet)
    wanted = key if isinstance(key, tuple) else (key,)
    names = {1: "row" if str(key).startswith("#") else "id", 2: "key_result"}
    keys = [names[len(wanted)], "unit"][: len(wanted)]
    empty = 0
    for number in range(names_at(sheet) + 2, sheet.max_row + 1):
        found = [str(sheet.cell(number, at[one]).value or "").split(" ")[0] for one in keys]
        if found == list(map(str, wanted)):
            return number
        empty = empty or (0 if any(found) or sheet.cell(number, 1).value else number)
    if isinstance(key, tuple) or str(key).startswith("new"):
        return empty
    raise AssertionError(f"there is no row {key}")


def fill(sheet: Worksheet, key: Any, cells: Mapping[str, Any]) -> None:
    """Fill cells of a row; a key that begins with `new` is the next empty row of hand-overs."""
    number, at = row_at(sheet, key), columns(sheet)
    pair = zip(("key_result", "unit"), key, strict=True) if isinstance(key, tuple) else ()
    values = {**dict(pair), **cells}
    for name, value in values.items():
        sheet.cell(number, at[name]).value = value


def bare_workbook(sheets: Mapping[str, Sequence[Mapping[str, Any]]]) -> bytes:
    """Return a workbook of rows alone, under the names of their columns: for many of them."""
    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        names = ["id", "title.th", *(each for one in rows for each in one)]
        names = list(dict.fromkeys(names)) if name != "split-targets" else list(rows[0])
        sheet.append(names)
        for one in rows:
            sheet.append([one.get(each) for each in names])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_csv(data: bytes, name: str, path: Path, **how: Any) -> Path:
    """Save a sheet of a workbook as CSV, as a spreadsheet program does."""
    encoding = how.pop("encoding", "utf-8-sig")
    sheet = sheet_of(openpyxl.load_workbook(io.BytesIO(data)), name)
    with path.open("w", encoding=encoding, newline="", errors="strict") as file:
        csv.writer(file, **how).writerows(
            ["" if cell.value is None else cell.value for cell in row] for row in sheet.rows
        )
    return path
