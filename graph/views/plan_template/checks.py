"""What a plan's workbook shows while it is filled in: hints, lists, and colours of what is amiss.

Nothing is refused but a word that is no choice: whoever reads the workbook back says what he cannot
take. So the colours are advice, and their formulas are in no cell.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from graph.calendar import BUDDHIST_ERA, fiscal_year
from graph.model.fields import FieldType
from graph.reports import plan_sheets as p
from graph.views.plan_template.lists import Lists, list_of
from graph.views.plan_template.looks import ODD, REQUIRED, WANTED, WRONG
from graph.views.plan_template.words import HEADERS, HINTS, NOT_IN_LIST
from graph.views.workbook_book import Book

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_LONGEST_TITLE, _LONGEST_HINT = 32, 255  # Letters that a spreadsheet shows.
_FIGURES = (FieldType.NUMBER, FieldType.MONEY, FieldType.PERCENT)
_IN_ORDER = {  # Dates that are not before others.
    "end": ("start",),
    "due_on": ("asked_on",),
    "accepted_on": ("asked_on",),
    "returned_on": ("asked_on", "accepted_on"),
    "done_on": ("asked_on", "accepted_on"),
}
_KEPT = "maintain"  # A figure that is to stay may begin at its target.
_WITHIN_YEAR = ("start", "end")


@dataclass(frozen=True, slots=True)
class Range:
    """The rows of a sheet, from the first to the last, counted from 0."""

    sheet: p.PlanSheet
    first: int
    last: int

    def letter(self, name: str) -> str:
        """Return the letters of a column."""
        from xlsxwriter.utility import xl_col_to_name

        return str(xl_col_to_name(self.sheet.names.index(name)))

    def cell(self, name: str) -> str:
        """Return the cell of a column in the first row, such as `$C5`."""
        return f"${self.letter(name)}{self.first + 1}"

    def all(self, name: str) -> str:
        """Return all cells of a column."""
        letter = self.letter(name)
        return f"${letter}${self.first + 1}:${letter}${self.last + 1}"


def put_checks(book: Book, sheet: "Worksheet", rows: Range, lists: Lists, year: int) -> None:
    """Give the cells their hints and lists, and their colours where something is amiss."""
    for at, column in enumerate(rows.sheet.columns):
        place = (rows.first, at, rows.last, at)
        if not column.is_told:
            sheet.data_validation(*place, _rule(rows.sheet, column, lists))
            for mark, formula in _marks(rows, column, year):
                rule = {"type": "formula", "criteria": f"={formula}", "format": book.look(mark)}
                sheet.conditional_format(*place, {**rule, "stop_if_true": True})


def _rule(sheet: p.PlanSheet, column: p.Column, lists: Lists) -> dict[str, Any]:
    """Return what a cell offers and says when it is chosen; only choices are a must."""
    hint = HINTS.get(f"{sheet.name}.{column.name}") or HINTS[column.name]
    rule: dict[str, Any] = {
        "validate": "any",
        "input_title": HEADERS[column.name][0][:_LONGEST_TITLE],
        "input_message": hint[:_LONGEST_HINT],
    }
    name = list_of(sheet, column)
    if lists.get(name):
        rule |= {"validate": "list", "source": f"={source_of(lists, name)}"}
        rule |= {"show_error": bool(column.choices), "error_message": NOT_IN_LIST}
    return rule


def source_of(lists: Lists, name: str) -> str:
    """Return where the hidden sheet holds a list."""
    from xlsxwriter.utility import xl_col_to_name

    letter = xl_col_to_name(list(lists).index(name))
    return f"{p.LISTS}!${letter}$1:${letter}${len(lists[name])}"


def _marks(rows: Range, column: p.Column, year: int) -> Iterator[tuple[str, str]]:
    """Yield what may be amiss with a column's cells: how it is marked, and its formula."""
    cell = rows.cell(column.name)
    is_known = f"NOT(ISBLANK({cell}))"
    if column.need:
        mark = REQUIRED if column.need == p.REQUIRED else WANTED
        yield mark, f"AND(ISBLANK({cell}),{_is_used(rows)})"
    if column.name in rows.sheet.key:
        yield WRONG, f"AND({is_known},{_is_twice(rows)})"
    if column.field and column.field.type in _FIGURES:
        yield WRONG, f"AND({is_known},{_is_no_figure(column, cell)})"
    for earlier in _IN_ORDER.get(column.name, ()):
        both = f"ISNUMBER({cell}),ISNUMBER({rows.cell(earlier)})"
        yield WRONG, f"AND({both},{cell}<{rows.cell(earlier)})"
    if column.name in _WITHIN_YEAR:
        yield ODD, f"AND(ISNUMBER({cell}),NOT({_is_within(cell, year)}))"
    if rows.sheet is p.KEY_RESULTS and column.name in ("baseline", "target"):
        start, end = rows.cell("baseline"), rows.cell("target")
        is_kept = f'LEFT({rows.cell("measure.direction")},{len(_KEPT)})="{_KEPT}"'
        yield ODD, f"AND(ISNUMBER({start}),ISNUMBER({end}),{start}={end},NOT({is_kept}))"


def _is_used(rows: Range) -> str:
    """Return the formula that tells a row with something in it, and not of others."""
    filled = [one.name for one in rows.sheet.columns if not one.is_told and one.name != p.ROW]
    counted = ",".join(rows.cell(one) for one in filled)
    role = rows.cell(p.ROLE)
    return f'COUNTA({counted})>0,LEFT({role},{len(p.OTHERS)})<>"{p.OTHERS}"'


def _is_twice(rows: Range) -> str:
    pairs = (f"{rows.all(one)},{rows.cell(one)}" for one in rows.sheet.key)
    return f"COUNTIFS({','.join(pairs)})>1"


def _is_no_figure(column: p.Column, cell: str) -> str:
    assert column.field is not None
    wrong = [f"NOT(ISNUMBER({cell}))"]
    if column.field.type is not FieldType.NUMBER:
        wrong.append(f"{cell}<0")
    if column.field.type is FieldType.PERCENT:
        wrong.append(f"{cell}>100")
    return f"OR({','.join(wrong)})"


def _is_within(cell: str, year: int) -> str:
    """Return the formula of a date in a fiscal year; one typed in the Buddhist era is one too."""
    days = fiscal_year(year)
    spans = (
        f"AND({cell}>={_day(days.first, era)},{cell}<={_day(days.last, era)})"
        for era in (0, BUDDHIST_ERA)
    )
    return f"OR({','.join(spans)})"


def _day(day: date, era: int) -> str:
    return f"DATE({day.year + era},{day.month},{day.day})"
