"""A table on a sheet: a header that stays, a filter, and columns as wide as what they hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

from graph.views.workbook_book import Book
from graph.views.workbook_text import safe
from graph.views.writing import width

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Value = str | float | date | None
_WIDER = 1.1  # Letters are wider than digits, by which a spreadsheet measures columns.
_LEAST, _MOST = 8, 46  # Columns of text, in digits.
_DATE_WIDTH = 14
_FIRST_YEAR = 1900  # Of the days that a spreadsheet knows.
_MOST_HEADER = 24.0  # Digits of a header, before it takes two lines.
_SMALLER = 0.8  # Small letters beside others.
_ROOM = 2.5  # Digits beside the text of a cell.
_FIGURES = ("year", "change")  # Looks of figures that are not written as amounts are.
_FILTER = 2  # Digits that the button of the filter takes of a header.
LINE = 23.0  # Points that one line of text is high.


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: what stands above it, and how its cells look."""

    header: str
    small: str = ""  # Stands under the header, in small letters.
    look: str = "text"
    header_look: str = "header"
    most: float = _MOST
    least: float = _LEAST


def put_header(book: Book, sheet: "Worksheet", row: int, columns: Sequence[Column]) -> None:
    """Write the names of the columns; the small ones on a line of their own in the same cell."""
    for at, column in enumerate(columns):
        look = book.look(column.header_look)
        if column.small and column.small != column.header:
            bold = book.look("strong")
            sheet.write_rich_string(
                row, at, bold, f"{column.header}\n", book.look("name"), column.small, look
            )
        else:
            sheet.write_string(row, at, column.header, look)
    if any(one.small or _header_width(one) == _MOST_HEADER for one in columns):
        sheet.set_row(row, 2 * LINE)


def put_rows(
    book: Book,
    sheet: "Worksheet",
    top: int,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Value]],
) -> float:
    """Write the rows below a header; columns become as wide, and rows as high, as they need.

    Returns the digits that all columns together are wide.
    """
    wide = [_header_width(one) for one in columns]
    for at, row in enumerate(rows, top):
        lines = 1
        for place, (value, column) in enumerate(zip(row, columns, strict=True)):
            if value is None:
                continue
            needed = put_value(book, sheet, at, place, value, column.look)
            if column.look == "small":
                needed *= _SMALLER
            wide[place] = max(wide[place], needed)
            if needed > column.most:
                lines = max(lines, ceil(needed / (column.most - _ROOM)))
        if lines > 1:
            sheet.set_row(at, lines * LINE)
    made = [
        round(min(max(needed, column.least), column.most), 1)
        for needed, column in zip(wide, columns, strict=True)
    ]
    for place, digits in enumerate(made):
        sheet.set_column(place, place, digits)
    asking = (place for place, one in enumerate(columns) if one.header_look == "asks")
    if ruled := next(asking, len(columns)) if rows else 0:
        last = (top + len(rows) - 1, ruled - 1)
        line = {"type": "formula", "criteria": "TRUE", "format": book.look("row")}
        sheet.conditional_format(top, 0, *last, line)
    return sum(made)


def put_value(
    book: Book, sheet: "Worksheet", row: int, at: int, value: Value, look: str = "text"
) -> float:
    """Write one cell as what it is: text, a number or a date; return the digits that it is wide."""
    if value is None:
        return 0
    if isinstance(value, str):
        text, wide = _measured(value)
        sheet.write_string(row, at, text, book.look(look))
        return wide
    if isinstance(value, date):
        if value.year < _FIRST_YEAR:
            sheet.write_string(row, at, value.isoformat(), book.look(look))
        else:
            sheet.write_datetime(row, at, datetime.combine(value, time()), book.look("date"))
        return _DATE_WIDTH
    is_whole = value == int(value)
    figure = "number" if is_whole else "fraction"
    sheet.write_number(row, at, value, book.look(look if look in _FIGURES else figure))
    return len(f"{value:,.0f}") + (0 if is_whole else 3) + _ROOM


@lru_cache(maxsize=1 << 16)  # Titles, units and rules stand in many sheets, and in many workbooks.
def _measured(text: str) -> tuple[str, float]:
    """Return text as a cell holds it, and the digits that it is wide in one line."""
    columns = len(text) if text.isascii() else width(text)
    return safe(text), columns * _WIDER + _ROOM


def height_of(text: str, wide: float) -> float:
    """Return the points that text takes in a place so many digits wide."""
    lines = sum(max(1, ceil(width(one) * _WIDER / wide)) for one in text.split("\n"))
    return lines * LINE


def _header_width(column: Column) -> float:
    """Return the digits that a header is wide, with the filter's button; a long one wraps."""
    whole = width(column.header) * _WIDER + _ROOM + _FILTER
    return min(whole, _MOST_HEADER)
