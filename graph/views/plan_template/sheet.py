"""One sheet of a plan's workbook: what is known, empty rows below it, and a header that stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.model.entities import Unit
from graph.network import TraceGraph
from graph.reports import plan_sheets as p
from graph.reports.plan_rows import NOT_OWN, PlanRow
from graph.views.plan_template.cells import Held, held, kind_of, put
from graph.views.plan_template.checks import Range, put_checks
from graph.views.plan_template.lists import Lists, new_row
from graph.views.plan_template.words import ASKED, HEADERS, NOBODYS, ROLES
from graph.views.words import word
from graph.views.workbook_book import Book
from graph.views.workbook_table import LINE, Column, height_of, put_header

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

PROTECTED = {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True}
_TITLE, _ASKED, _NAMES, _HEADER = range(4)  # The rows above a table.
_FIRST = _HEADER + 1
_SPARE = 4  # Times as many empty rows as elsewhere, where districts are given their parts.
_HIGHEST = 400.0  # Points of a row.
_WIDTHS = {
    p.ID: 21.0,
    p.ROW: 9.0,
    "title.th": 42.0,
    "subject.th": 34.0,
    "objective": 36.0,
    "strategies": 30.0,
    "policies": 30.0,
    "key_results": 32.0,
    "key_result": 46.0,
    "item": 28.0,
    "unit": 34.0,
    "owner": 22.0,
    "lead": 22.0,
    "supports": 34.0,
    "from": 22.0,
    "to": 22.0,
    "areas": 22.0,
    "kpi": 28.0,
    "measure.direction": 23.0,
    "measure.aggregation": 18.0,
    "status": 23.0,
    "state": 19.0,
    "budget": 19.0,
    "spent": 19.0,
    "title.en": 34.0,
    "source": 30.0,
    "note": 34.0,
    "reason": 26.0,
    p.INFERRED: 26.0,
    p.ROLE: 24.0,
}
_WIDTH = 14.5  # Of other columns: dates, figures, choices.
_NOT_PRINTED = ("title.en", "subject.en")  # What begins there is left out on paper.


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A sheet with what is known of it."""

    sheet: p.PlanSheet
    rows: Sequence[PlanRow]
    lacking: int  # Cells of the unit's own rows that a plan should have.
    empty: int  # Rows below, for what is new.

    @property
    def count(self) -> int:
        """How many rows are the unit's own, or nobody's."""
        return sum(1 for one in self.rows if one.role != NOT_OWN)


def filled(sheet: p.PlanSheet, rows: Sequence[PlanRow], unit: Unit) -> Filled:
    """Return a unit's sheet with its rows, and what they lack."""
    needed = [one.name for one in sheet.columns if one.need]
    own = (one for one in rows if one.role != NOT_OWN)
    lacking = sum(1 for row in own for one in needed if one not in row.values)
    times = _SPARE if sheet is p.SPLIT_TARGETS and unit.kind != "district" else 1
    empty = max(p.NEW_ROWS * times, len(rows))
    return Filled(sheet=sheet, rows=rows, lacking=lacking, empty=empty)


def add(book: Book, graph: TraceGraph, filled: Filled, lists: Lists, year: int) -> str:
    """Add a sheet to the workbook; return its name."""
    contract = filled.sheet
    sheet = book.sheet(contract.title.th)
    last = _HEADER + len(filled.rows) + filled.empty
    for at, row in enumerate(filled.rows, _FIRST):
        _put_row(book, graph, sheet, at, contract, row)
    for nth in range(1, filled.empty + 1):
        _put_empty(book, sheet, _HEADER + len(filled.rows) + nth, contract, nth)
    put_checks(book, sheet, Range(contract, _FIRST, last), lists, year)
    _put_head(book, sheet, contract)
    for at, name in enumerate(contract.names):
        sheet.set_column(at, at, _wide(name))
    _set_up(book, sheet, contract, last)
    return str(sheet.name)


def _wide(name: str) -> float:
    return _WIDTHS.get(name, _WIDTH)


def _put_row(
    book: Book, graph: TraceGraph, sheet: "Worksheet", at: int, contract: p.PlanSheet, row: PlanRow
) -> None:
    """Write what is known, and let what may be changed be changed."""
    high = LINE
    for place, column in enumerate(contract.columns):
        value = row.values.get(column.name)
        cell = None if value is None else held(column, value, graph)
        if column.name in (p.INFERRED, p.ROLE):
            cell = Held(
                _inferred(row) if column.name == p.INFERRED else _role(graph, contract, row)
            )
        kind = kind_of(column)
        put(book, sheet, at, place, cell, f"{_state(column, row, cell)}_{kind}")
        if kind == "text" and cell and isinstance(cell.value, str):
            high = max(high, height_of(cell.value, _wide(column.name) - 2))
    if high > LINE:
        sheet.set_row(at, min(high, _HIGHEST))


def _state(column: p.Column, row: PlanRow, cell: Held | None) -> str:
    """Return whether a cell is free to be filled in, our judgement, or locked."""
    if column.is_told:
        return "told"
    is_guess = column.name in row.inferred
    is_cut = cell is not None and not cell.is_exact
    if row.role == NOT_OWN or column.name == p.ROW or is_cut or (column.is_fixed and cell):
        return "fixed_guess" if is_guess else "fixed"
    return "guess" if is_guess else "free"


def _inferred(row: PlanRow) -> str:
    """Return the names of the columns that hold our judgement."""
    return ", ".join(word(HEADERS, one, "th") for one in row.values if one in row.inferred)


def _role(graph: TraceGraph, contract: p.PlanSheet, row: PlanRow) -> str:
    """Return whose a row is: a word for the machine, and what it means."""
    what, item = word(ROLES, row.role, "th"), row.values.get(p.ID)
    if row.role == NOT_OWN and contract is p.KEY_RESULTS:
        what = what if graph.effective_owners(str(item)) else NOBODYS
    return f"{row.role} {what}"


def _put_empty(book: Book, sheet: "Worksheet", at: int, contract: p.PlanSheet, nth: int) -> None:
    """Write an empty row, with the name by which other sheets may call it."""
    for place, column in enumerate(contract.columns):
        if column.name == p.ROW:
            sheet.write_string(at, place, new_row(contract, nth), book.look("fixed_text"))
        else:
            state = "told" if column.is_told else "free"
            sheet.write_blank(at, place, None, book.look(f"{state}_{kind_of(column)}"))


def _put_head(book: Book, sheet: "Worksheet", contract: p.PlanSheet) -> None:
    """Write what the sheet is and what is asked, the names for the machine, and the header."""
    sheet.write_string(_TITLE, 0, contract.title.th, book.look("title"))
    sheet.set_row(_TITLE, 30)
    thai, english = ASKED[contract.name]
    sheet.write_rich_string(
        _ASKED, 0, book.look("plain"), f"{thai}  ", book.look("english"), english
    )
    for at, name in enumerate(contract.names):
        sheet.write_string(_NAMES, at, name)
    sheet.set_row(_NAMES, None, None, {"hidden": True})
    put_header(book, sheet, _HEADER, [_column(one) for one in contract.columns])
    sheet.set_row(_HEADER, 3 * LINE)


def _column(column: p.Column) -> Column:
    thai, english = HEADERS[column.name]
    star = " *" if column.need == p.REQUIRED else ""
    above = "figures" if kind_of(column) in ("figure", "money") else "header"
    look = "asks" if column.need else above
    return Column(header=thai + star, small=english, header_look=look)


def _set_up(book: Book, sheet: "Worksheet", contract: p.PlanSheet, last: int) -> None:
    """Freeze, filter, lock, and set the sheet up for paper."""
    names = contract.names
    frozen = next((at for at, one in enumerate(names) if one.endswith(".th")), 1)
    sheet.freeze_panes(_FIRST, frozen + 1)
    sheet.autofilter(_HEADER, 0, last, len(names) - 1)
    left_out = next((at for at, one in enumerate(names) if one in _NOT_PRINTED), len(names))
    sheet.print_area(0, 0, last, left_out - 1)
    sheet.protect(options=PROTECTED)
    wide = sum(map(_wide, names[:left_out]))
    kept = (0, frozen)
    book.print_on_a4(sheet, contract.title.th, (_HEADER, _HEADER), wide=wide, kept=kept)
