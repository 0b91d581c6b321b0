"""Digests as units send them back: filled in, sorted, copied, and otherwise handled by people."""

import dataclasses
import io
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from graph.network import TraceGraph
from graph.reports.nightly.answer_sheets import ANSWER, FINDING
from graph.views.nightly.digest_workbook import render
from tests.builders import AS_OF
from tests.nights import night_of

Filled = Mapping[str, Mapping[str, Any]]  # By finding, then by the name of the column.


def digest(
    graph: TraceGraph,
    unit: str | None,
    filled: Filled | None = None,
    *,
    commit: str | None = None,
    handle: Callable[[Workbook], None] | None = None,
) -> bytes:
    """Return a unit's digest with answers in it, after what else people do to it."""
    told, _ = night_of(graph, AS_OF)
    told = dataclasses.replace(told, commit=commit)
    share = next(one for one in told.shares if one.unit == unit)
    book = openpyxl.load_workbook(io.BytesIO(render(told, share)))
    left = {finding: dict(cells) for finding, cells in (filled or {}).items()}
    for sheet in book.worksheets:
        if names(sheet):
            _fill(sheet, left)
    assert left == {}, "the digest has no such findings"
    if handle:
        handle(book)
    return saved(book)


def _fill(sheet: Worksheet, left: dict[str, dict[str, Any]]) -> None:
    at = columns(sheet)
    for number in range(names(sheet) + 1, sheet.max_row + 1):
        for name, value in left.pop(str(sheet.cell(number, at[FINDING]).value), {}).items():
            sheet.cell(number, at[f"{ANSWER}{name}"]).value = value


def names(sheet: Worksheet) -> int:
    """Return the number of the hidden row of names; 0 where there is none."""
    for row in sheet.iter_rows(max_row=20):
        if any(cell.value == FINDING for cell in row):
            return int(row[0].row or 0)
    return 0


def columns(sheet: Worksheet) -> dict[str, int]:
    """Return the numbers of the columns, by the machine's names."""
    return {str(cell.value): int(cell.column) for cell in sheet[names(sheet)] if cell.value}


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
