"""The sheets of a workbook as rows of cells; formulas are not run, and what they gave is not used.

Only here is openpyxl known.
"""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from graph.errors import UsageError
from graph.sources.workbooks.archive import opened
from graph.sources.workbooks.words import cleaned

MAX_ROWS = 100_000  # Of a sheet; a digest has some hundred.
MAX_COLUMNS = 1_000
Value = str | int | float | bool | date


@dataclass(frozen=True, slots=True)
class Place:
    """A cell, for people who are to find it."""

    file: str
    sheet: str
    cell: str  # Such as C7.

    def __str__(self) -> str:
        """Return `file: sheet!C7`; a file without sheets has its cells alone."""
        return (
            f"{self.file}: {self.sheet}!{self.cell}" if self.sheet else f"{self.file}: {self.cell}"
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty."""

    place: Place
    value: Value
    is_computed: bool = False  # A formula or an error: the value is its text.
    is_percent: bool = False  # A number that people see a hundred times as large, with a sign.

    @property
    def text(self) -> str:
        """What it says, in one spelling and without needless spaces."""
        return cleaned(str(self.value))


Row = Mapping[int, Cell]  # By the number of the column, from 1.


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, without its empty cells and rows."""

    title: str
    rows: Sequence[Row]


def sheets_of(path: Path, name: str) -> list[Sheet]:
    """Return the sheets of a workbook, hidden ones too; messages call it `name`.

    Raises:
        UsageError: it cannot be read, is no plain .xlsx workbook, or is larger than any answer.
    """
    import openpyxl

    stream = opened(path, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Of looks and lists that are not read anyway.
            book = openpyxl.load_workbook(stream, read_only=True, keep_links=False)
            return [Sheet(one.title, list(_rows(one, name))) for one in book.worksheets]
    except UsageError:
        raise
    except Exception as error:  # Whatever is wrong in it, openpyxl finds it in its own words.
        message = f"{name}: the workbook is damaged: open it in a spreadsheet program, save it anew"
        raise UsageError(message) from error


def _rows(sheet: Any, name: str) -> Iterator[Row]:
    sheet.reset_dimensions()  # Some programs write them wrong.
    for number, row in enumerate(sheet.rows, start=1):
        if number > MAX_ROWS or len(row) > MAX_COLUMNS:
            message = (
                f"has more rows or columns than any digest: delete the empty ones of {sheet.title}"
            )
            raise UsageError(f"{name}: the workbook {message}")
        found = {one.column: _cell(one, sheet.title, name) for one in row if _is_filled(one)}
        if found:
            yield found


def _is_filled(cell: Any) -> bool:
    return cell.value is not None and not (isinstance(cell.value, str) and not cleaned(cell.value))


def _cell(cell: Any, title: str, name: str) -> Cell:
    value = cell.value
    is_computed = cell.data_type in ("f", "e")
    if not isinstance(value, Value):
        value = str(getattr(value, "text", value))
    is_percent = isinstance(value, int | float) and "%" in (cell.number_format or "")
    return Cell(Place(name, title, cell.coordinate), value, is_computed, is_percent)
