"""The first sheet of a plan's workbook: whose it is, what it holds, how to fill it in."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from graph.reports.plan_items import PlanItems
from graph.views.plan_template.sheet import Filled
from graph.views.plan_template.words import LEGEND, STEPS, heading, undated
from graph.views.workbook_book import Book
from graph.views.workbook_table import LINE, height_of
from graph.views.workbook_text import safe
from graph.views.writing import long_date

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (56, 22, 22, 22, 22)
_WIDE = float(sum(_WIDTHS))
_SMALLER = 0.85  # English beside Thai.
_COUNTED = (
    ("แผ่นงาน", "sheet"),
    ("รายการที่มีอยู่", "items known"),
    ("ช่องที่ยังขาด", "cells lacking"),
    ("แถวว่างให้กรอก", "empty rows"),
)
_HOW = ("วิธีกรอก", "How to fill in")
_COLOURS = ("สีของช่อง", "Colours")


def put_first(
    book: Book,
    sheet: "Worksheet",
    items: PlanItems,
    origin: tuple[str, str],
    sheets: Sequence[tuple[Filled, str]],
) -> None:
    """Write the first sheet; of the others it is given what they hold and their names.

    `origin` is which data it was made of, in Thai and in English.
    """
    for at, wide in enumerate(_WIDTHS):
        sheet.set_column(at, at, wide)
    title = heading(items)
    row = _line(book, sheet, 0, "title", title, 34)
    row = _pair(book, sheet, row, *origin, look="asked")
    row = _put_counts(book, sheet, row + 1, sheets)
    if items.undated:
        row = _pair(book, sheet, row + 1, *undated(items.undated))
    row = _line(book, sheet, row + 1, "heading", " · ".join(_HOW))
    for step in STEPS:
        row = _pair(book, sheet, row, *step)
    row = _line(book, sheet, row + 1, "heading", " · ".join(_COLOURS))
    _put_legend(book, sheet, row)
    book.print_on_a4(sheet, title, (-1, -1))
    sheet.fit_to_pages(1, 1)


def origin(as_of: date, dataset: str, commit: str | None) -> tuple[str, str]:
    """Return which data the workbook was made of, in Thai and in English."""
    parts = [
        (f"ข้อมูล ณ วันที่ {long_date(as_of, 'th')}", f"data as of {long_date(as_of, 'en')}"),
        (f"ชุดข้อมูล {dataset}", f"data set {dataset}"),
    ]
    if commit:
        short = commit[:10]
        parts.append((f"รุ่นของข้อมูล {short}", f"version of the data {short}"))
    thai, english = zip(*parts, strict=True)
    return " · ".join(thai), " · ".join(english)


def _line(
    book: Book, sheet: "Worksheet", row: int, look: str, text: str, least: float = LINE
) -> int:
    """Write text over the whole width; return the row after it."""
    said = safe(text)
    sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, said, book.look(look))
    sheet.set_row(row, max(least, height_of(said, _WIDE)))
    return row + 1


def _pair(
    book: Book, sheet: "Worksheet", row: int, thai: str, english: str, look: str = "prose"
) -> int:
    """Write a sentence in Thai, and below it the same in English, small."""
    row = _line(book, sheet, row, look, thai)
    sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, safe(english), book.look("english"))
    sheet.set_row(row, max(LINE, height_of(english, _WIDE / _SMALLER) * _SMALLER))
    return row + 1


def _put_counts(
    book: Book, sheet: "Worksheet", row: int, sheets: Sequence[tuple[Filled, str]]
) -> int:
    """Write what each sheet holds and lacks, and a way to it."""
    for at, (thai, english) in enumerate(_COUNTED):
        look = book.look("figures" if at else "header")
        small = book.look("name")
        sheet.write_rich_string(row, at, book.look("strong"), f"{thai}\n", small, english, look)
    sheet.set_row(row, 2 * LINE)
    for filled, name in sheets:
        row += 1
        thai, english = filled.sheet.title
        title = f"{thai} · {english}"
        sheet.write_url(row, 0, f"internal:'{name}'!A1", book.look("link"), title)
        for at, count in enumerate((filled.count, filled.lacking, filled.empty), 1):
            sheet.write_number(row, at, count, book.look("number"))
    return row + 1


def _put_legend(book: Book, sheet: "Worksheet", row: int) -> None:
    """Write each colour beside what it means."""
    for look, thai, english in LEGEND:
        sheet.write_string(row, 0, thai, book.look(look))
        sheet.merge_range(row, 1, row, len(_WIDTHS) - 1, english, book.look("english"))
        sheet.set_row(row, max(LINE, height_of(thai, float(_WIDTHS[0]))))
        row += 1
