"""Workbooks read back: what a person sees in them, and what is hidden."""

import io
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet


def opened(content: bytes) -> Workbook:
    """Return a workbook as a spreadsheet would open it."""
    return openpyxl.load_workbook(io.BytesIO(content), rich_text=False)


def visible(book: Workbook) -> list[str]:
    """Return the names of the sheets that a person sees."""
    return [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]


def row_of(sheet: Worksheet, number: int) -> list[Any]:
    """Return the values of a row, counted from 1."""
    return [cell.value for cell in sheet[number]]


def column_below(sheet: Worksheet, name: str, names_at: int, first: int) -> list[Any]:
    """Return what stands in a column from a row on, by its name in another row."""
    at = row_of(sheet, names_at).index(name)
    return [sheet[number][at].value for number in range(first, sheet.max_row + 1)]


def every_text(book: Workbook) -> list[str]:
    """Return all text of all sheets."""
    return [
        cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]
