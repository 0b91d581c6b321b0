"""A plan's workbook read back by its contract alone, as whoever takes it in would."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from graph.model.entities import Unit
from graph.network import TraceGraph
from graph.reports import plan_sheets as p
from graph.reports.plan_items import plan_items
from graph.views.plan_template.workbook import Template, render
from tests.workbooks import opened, row_of

DAY = dt.date(2024, 9, 30)
NAMES, FIRST = 3, 5  # Rows of a sheet, as the template writes it.
_APART = re.compile("[,;\n]")


@dataclass(frozen=True)
class Read:
    """A row: its number, and what stands in its cells by the names of their columns."""

    number: int
    cells: Mapping[str, Any]

    @property
    def is_others(self) -> bool:
        return str(self.cells.get(p.ROLE) or "").startswith(p.OTHERS)


def template_of(graph: TraceGraph, unit: str, year: int = 2567, **others: Any) -> bytes:
    """Return the workbook of a unit."""
    given = {"as_of": DAY, "dataset": "default", **others}
    return render(Template(graph=graph, items=plan_items(graph, unit, year), **given))


def book_of(graph: TraceGraph, unit: str, year: int = 2567) -> Workbook:
    """Return the workbook of a unit, opened."""
    return opened(template_of(graph, unit, year))


def sheet_in(book: Workbook, sheet: p.PlanSheet) -> Worksheet:
    """Return the one sheet whose hidden row has the names of the contract."""
    (found,) = (
        one
        for one in book.worksheets
        if tuple(row_of(one, NAMES)[: len(sheet.names)]) == sheet.names
    )
    return found


def rows_in(book: Workbook, sheet: p.PlanSheet) -> list[Read]:
    """Return the rows below the header that hold more than the name of a new row."""
    found = sheet_in(book, sheet)
    every = (
        Read(number, dict(zip(sheet.names, row_of(found, number), strict=True)))
        for number in range(FIRST, found.max_row + 1)
    )
    return [one for one in every if any(one.cells[name] is not None for name in _filled(sheet))]


def empty_rows_in(book: Workbook, sheet: p.PlanSheet) -> list[int]:
    """Return the numbers of the rows that wait for something new."""
    known = {one.number for one in rows_in(book, sheet)}
    return [one for one in range(FIRST, sheet_in(book, sheet).max_row + 1) if one not in known]


def _filled(sheet: p.PlanSheet) -> list[str]:
    return [one for one in sheet.names if one != p.ROW and not one.startswith(p.TOLD)]


def ids_in(text: str | None) -> tuple[str, ...] | None:
    """Return the ids of a cell: none said, none at all, or the first word of each piece."""
    if text is None:
        return None
    if text == p.NONE:
        return ()
    return tuple(one.split()[0] for one in _APART.split(text) if one.strip())


def units_of(graph: TraceGraph) -> list[str]:
    """Return every unit of a city."""
    return [one.id for one in graph.all(Unit)]
