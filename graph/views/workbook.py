"""Answers as a workbook: a sheet that sums up, then a sheet a report.

Headers are in words; the small row above them has the names of the contract.
"""

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from graph.reports.result import Result
from graph.views.cells import NUMERIC, cell, header
from graph.views.summaries import Table, asked, summarise
from graph.views.words import VALUES, word
from graph.views.workbook_book import Book
from graph.views.workbook_table import Column, Value, height_of, put_header, put_rows, put_value
from graph.views.workbook_text import safe
from graph.views.writing import number

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_DATES = frozenset(["as_of", "asked_on", "due_on", "newest", "oldest", "since", "until"])
_YEARS = frozenset(["fiscal_year"])
_WHOLE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EXACT = 10**15  # A spreadsheet keeps fifteen digits; more are written as text.
_TITLE, _ASKED, _SUMMARY, _NAMES, _HEADER = range(5)  # The rows above a table.
_WIDTHS = (20, 44, *(18,) * 7)  # Of the sheet that sums up: an id, a name, figures.


def render(results: Sequence[Result]) -> bytes:
    """Return the workbook of one or more answers."""
    first = results[0]
    language = first.parameters.language
    book = Book(first.report.title(language), first.parameters.as_of, language)
    add_summaries(book, results)
    for result in results:
        add_result(book, result)
    return book.close()


def add_result(book: Book, result: Result, note: str = "") -> None:
    """Add the sheet of one answer, with every column of the contract; a note says what is not."""
    language, names = book.language, result.report.columns
    title = result.report.title(language)
    sheet = book.sheet(title)
    columns = [_column(one, language) for one in names]
    rows = [[value_of(one, row[one], language) for one in names] for row in result.rows]
    put_rows(book, sheet, _HEADER + 1, columns, rows)
    put_header(book, sheet, _HEADER, columns)
    for at, name in enumerate(names):
        sheet.write_string(_NAMES, at, name, book.look("name"))
    put_line(sheet, _TITLE, safe(title), book, "title", 28)
    what = " · ".join(filter(None, (asked(result), note)))
    put_line(sheet, _ASKED, safe(what), book, "asked")
    told = safe(" · ".join(summarise(result).lines))
    sheet.merge_range(_SUMMARY, 0, _SUMMARY, max(1, len(names) - 1), told, book.look("prose"))
    sheet.set_row(_SUMMARY, height_of(told, 14.0 * len(names)))
    sheet.freeze_panes(_HEADER + 1, 0)
    if rows:
        sheet.autofilter(_HEADER, 0, _HEADER + len(rows), len(names) - 1)
    book.print_on_a4(sheet, title, (_NAMES, _HEADER))


def add_summaries(book: Book, results: Iterable[Result]) -> None:
    """Add the sheet of what sums up each report: its lines, and its small tables."""
    name = "Summary" if book.language == "en" else "สรุป"
    sheet = book.sheet(name)
    for at, wide in enumerate(_WIDTHS):
        sheet.set_column(at, at, wide)
    row = 0
    for result in results:
        row = _put_summary(book, sheet, row, result)
    book.print_on_a4(sheet, name, (-1, -1))


def _put_summary(book: Book, sheet: "Worksheet", row: int, result: Result) -> int:
    """Write what sums up one report from a row on; return the row after it."""
    put_line(sheet, row, safe(result.report.title(book.language)), book, "heading", 28)
    put_line(sheet, row + 1, safe(asked(result)), book, "asked")
    row += 2
    found = summarise(result)
    for line in found.lines:
        put_line(sheet, row, safe(line), book, "plain")
        row += 1
    for table in found.tables:
        if table.rows:
            row = _put_small(book, sheet, row + 1, table)
    return row + 1


def _put_small(book: Book, sheet: "Worksheet", row: int, table: Table) -> int:
    put_line(sheet, row, safe(table.title), book, "bold")
    for at, name in enumerate(table.columns):
        look = book.look("figures" if name in NUMERIC else "header")
        sheet.write_string(row + 1, at, header(name, book.language), look)
    row += 2
    for one in table.rows:
        for at, name in enumerate(table.columns):
            value = value_of(name, one[name], book.language)
            put_value(book, sheet, row, at, value, "year" if name in _YEARS else "plain")
        row += 1
    if table.more:
        put_line(sheet, row, f"… +{table.more:,}", book, "asked")
        row += 1
    return row


def put_line(
    sheet: "Worksheet", row: int, text: str, book: Book, look: str, high: float | None = None
) -> None:
    """Write a line of text over the columns to its right."""
    sheet.write_string(row, 0, text, book.look(look))
    if high:
        sheet.set_row(row, high)


def value_of(column: str, value: Any, language: str) -> Value:
    """Return a value as a cell holds it: figures as numbers, whole dates as dates, else words."""
    if value is None:
        return None
    if isinstance(value, bool):
        return word(VALUES, str(value).lower(), language)
    if isinstance(value, (int, float)) and (column in NUMERIC or column in _YEARS):
        return value if math.isfinite(value) and abs(value) < _EXACT else _figure(value)
    if column in _DATES and isinstance(value, str):
        return _day(value)
    return cell(column, value, language)


def _figure(value: float) -> str:
    return number(value) if math.isfinite(value) else str(value)


def _day(text: str) -> date | str:
    """Return a whole date; one that stops at the month stays text."""
    return date.fromisoformat(text) if _WHOLE.fullmatch(text) else text


def _column(name: str, language: str) -> Column:
    look = "year" if name in _YEARS else "small" if name == "finding" else "text"
    above = "figures" if name in NUMERIC or name in _YEARS else "header"
    return Column(header=header(name, language), look=look, header_look=above)
