"""A document as a workbook: a sheet that sums up, and a sheet a table, to filter and to print."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graph.views.plans.document import SHEET, Cell, Document, Table
from graph.views.plans.document import Column as PlanColumn
from graph.views.workbook_book import Book
from graph.views.workbook_table import LINE, Column, Value, height_of, put_header, put_rows
from graph.views.workbook_text import safe

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (46, 46)  # Of the sheet that sums up: what is told, and the figure.
_LOOKS = {"title": "wide_title", "heading": "wide_heading", "asked": "told"}  # That wrap.
_MOST = 32  # Digits of a column, before its text wraps: so that a page is still to be read.
_HEADER = 2  # Rows above the header of a table: its title, and of what.


def render(document: Document) -> bytes:
    """Return the whole file; the same document gives the same bytes."""
    book = Book(f"{document.title} {document.subject}", document.day, document.language)
    _first(book, document)
    for section in document.sections:
        for table in section.tables:
            _put(book, document, table)
    return book.close()


def _first(book: Book, document: Document) -> None:
    sheet = book.sheet(document.sections[0].heading)
    for at, wide in enumerate(_WIDTHS):
        sheet.set_column(at, at, wide)
    row = _line(book, sheet, 0, "title", document.title)
    row = _line(book, sheet, row, "heading", document.subject)
    for one in document.about:
        row = _line(book, sheet, row, "asked", one)
    for section in document.sections:
        if not section.lines and not section.facts and not section.notes:
            continue
        row = _line(book, sheet, row + 1, "heading", section.heading)
        for one in section.lines:
            row = _line(book, sheet, row, "prose", one)
        for label, cell in section.facts:
            row = _fact(book, sheet, row, label, cell)
        for one in section.notes:
            row = _line(book, sheet, row, "asked", one)
    book.print_on_a4(sheet, document.title, (-1, -1))


def _line(book: Book, sheet: "Worksheet", row: int, look: str, line: str) -> int:
    """Write a line over both columns, as high as it needs; return the row below it."""
    larger = {"title": 1.5, "heading": 1.2}.get(look, 1.0)
    sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, safe(line), book.look(_LOOKS.get(look, look)))
    sheet.set_row(row, height_of(line, sum(_WIDTHS) / larger) * larger)
    return row + 1


def _fact(book: Book, sheet: "Worksheet", row: int, label: str, cell: Cell) -> int:
    sheet.write_string(row, 0, safe(label), book.look("prose"))
    sheet.write_string(row, 1, safe(cell.text), book.look("strong"))
    high = max(height_of(label, _WIDTHS[0]), height_of(cell.text, _WIDTHS[1]))
    sheet.set_row(row, max(high, LINE))
    return row + 1


def _put(book: Book, document: Document, table: Table) -> None:
    sheet = book.sheet(table.name)
    shown = table.shown(SHEET)
    columns = [_column(table.columns[at]) for at in shown]
    if table.band:
        columns.insert(0, Column(header=table.band, most=_MOST))
    rows = list(_rows(table, shown))
    wide = put_rows(book, sheet, _HEADER + 1, columns, rows)
    put_header(book, sheet, _HEADER, columns)
    sheet.write_string(0, 0, safe(table.name), book.look("title"))
    sheet.write_string(1, 0, safe(document.running), book.look("asked"))
    sheet.freeze_panes(_HEADER + 1, 0)
    listed = len(rows) - bool(table.total)
    if listed > 1:
        sheet.autofilter(_HEADER, 0, _HEADER + listed, len(columns) - 1)
    kept = (0, 2 if table.band else 1)  # Most begin with an id and a name, behind the band.
    book.print_on_a4(sheet, table.name, (_HEADER, _HEADER), wide=wide, kept=kept)


def _column(one: PlanColumn) -> Column:
    return Column(header=one.name, header_look="figures" if one.figure else "header", most=_MOST)


def _rows(table: Table, shown: list[int]) -> Iterator[list[Value]]:
    """Yield the rows, each with the band that it stands under; a band without rows is one row."""
    for group in table.groups:
        band: list[Value] = [group.title] if table.band else []
        for row in group.rows:
            yield [*band, *(_value(row[at]) for at in shown)]
        if table.band and not group.rows:
            yield [*band, *(None for _ in shown)]
    if table.total:
        yield [*([None] if table.band else []), *(_value(table.total[at]) for at in shown)]


def _value(cell: Cell) -> Value:
    """Return the figure or the date behind a cell, else its text; an empty one is None."""
    if cell.value is not None:
        return cell.value
    return cell.text or None
