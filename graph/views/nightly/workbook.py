"""A night as a workbook: what it changed, what is open, and every report."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.model.explanations import EXPLANATIONS
from graph.reports.nightly.memory import Numbers
from graph.reports.nightly.night import Night, Status, Tracked
from graph.reports.result import Result
from graph.views.finding_words import specifics
from graph.views.nightly.digest_rows import named
from graph.views.nightly.digest_words import STATUSES
from graph.views.nightly.night_words import (
    CHANGED,
    COLUMNS,
    EVENTS,
    HEADS,
    NUMBERS,
    RECORDED,
    SHEETS,
)
from graph.views.nightly.sentences import baseline, beside, heading, lead, missed, origin
from graph.views.words import VALUES, word
from graph.views.workbook import add_result, add_summaries, put_line
from graph.views.workbook_book import Book
from graph.views.workbook_table import Column, Value, put_header, put_rows, put_value
from graph.views.workbook_text import safe
from graph.views.writing import one_line

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_CHANGED = (Status.NEW, Status.REOPENED, Status.FIXED, Status.WAIVED, Status.RETIRED)
_OPEN = (Status.NEW, Status.REOPENED, Status.STILL)
_FIGURES = ("nights", "budget", "reopened")
_SMALL = ("place", "finding")
_MOST = {"title": 44.0, "unit": 30.0, "rule": 26.0, "amiss": 40.0, "place": 50.0}
_BELOW_NUMBERS = ("title", "item", "unit", "rule")
_PRINTED = len(COLUMNS) - len(_SMALL) - 1  # The last column on paper.


def render(night: Night) -> bytes:
    """Return the workbook of a night."""
    first, second = SHEETS[night.language == "en"]
    book = Book(heading(night, night.language), night.as_of, night.language)
    _add_night(book, night, first)
    _add_open(book, night, second)
    add_summaries(book, night.results)
    for result in night.results:
        if result.report.name == "handoffs":
            _add_recorded(book, result)
        else:
            add_result(book, result)
    return book.close()


def _add_recorded(book: Book, result: Result) -> None:
    """Add the sheet of the hand-overs that someone recorded.

    Those that follow from the plan alone are no fault, nearly all of the rows, and the same every
    night: they would take half of the workbook.
    """
    rows = [row for row in result.rows if row["kind"] == "recorded"]
    note = RECORDED[book.language == "en"].format(f"{len(result.rows) - len(rows):,}")
    add_result(book, replace(result, rows=rows), note)


def _add_night(book: Book, night: Night, name: str) -> None:
    """Add the sheet of the numbers, and of what is new, came back or ended."""
    sheet, language = book.sheet(name), night.language
    put_line(sheet, 0, heading(night, language), book, "title", 30)
    put_line(sheet, 1, safe(origin(night, language)), book, "asked")
    row = 2
    told = (*missed(night, language), lead(night, language), *beside(night, language))
    for line in (*told, baseline(night, language)):
        if line:
            put_line(sheet, row, safe(line), book, "plain")
            row += 1
    row = _put_numbers(book, sheet, night, row + 1)
    put_line(sheet, row + 1, CHANGED[language == "en"], book, "heading", 28)
    found = sorted(night.of(*_CHANGED), key=lambda one: (_CHANGED.index(one.status), one.id))
    _put_findings(book, sheet, night, row + 2, found)
    sheet.print_area(0, 0, row + 2 + len(found), _PRINTED)
    book.print_on_a4(sheet, heading(night, language), (-1, -1))


def _add_open(book: Book, night: Night, name: str) -> None:
    """Add the sheet of all that is open: what is new first, and then the oldest."""
    sheet = book.sheet(name)
    put_line(sheet, 0, name, book, "title", 30)
    found = sorted(night.of(*_OPEN), key=lambda one: (_OPEN.index(one.status), -one.nights, one.id))
    _put_findings(book, sheet, night, 1, found)
    sheet.freeze_panes(2, 2)
    if found:
        sheet.autofilter(1, 0, 1 + len(found), len(COLUMNS) - 1)
    sheet.print_area(0, 0, 1 + len(found), _PRINTED)
    book.print_on_a4(sheet, name, (1, 1))


def _put_numbers(book: Book, sheet: "Worksheet", night: Night, row: int) -> int:
    """Write the numbers beside those of the last good night before; return the row after them."""
    for at, head in enumerate(HEADS[night.language == "en"]):
        sheet.write_string(row, at, head, book.look("figures" if at else "header"))
    before = _before(night)
    for name in (*NUMBERS, *EVENTS):
        row += 1
        label = word({**NUMBERS, **EVENTS}, name, night.language)
        value = night.numbers[name]
        sheet.write_string(row, 0, label, book.look("text"))
        put_value(book, sheet, row, 1, value)
        if name in before and name in NUMBERS:
            put_value(book, sheet, row, 2, before[name])
            put_value(book, sheet, row, 3, value - before[name], "change")
    return row + 1


def _before(night: Night) -> Numbers:
    """Return the numbers of the last good night before; none on the first night."""
    found = (one.numbers for one in night.trend if one.as_of == night.previous)
    return next(found, None) or {}


def _put_findings(
    book: Book, sheet: "Worksheet", night: Night, row: int, found: Sequence[Tracked]
) -> None:
    columns = [_column(name, night.language) for name in COLUMNS]
    cells = [list(_cells(night, one)) for one in found]
    put_rows(book, sheet, row + 1, columns, cells)
    put_header(book, sheet, row, columns)


def _column(name: str, language: str) -> Column:
    return Column(
        header=word(COLUMNS, name, language),
        look="small" if name in _SMALL else "text",
        header_look="figures" if name in _FIGURES else "header",
        most=_MOST.get(name, 30.0),
        least=18.0 if name in _BELOW_NUMBERS else 8.0,
    )


def _cells(night: Night, one: Tracked) -> tuple[Value, ...]:
    """Return one finding, in the order of the columns."""
    language = night.language
    told = EXPLANATIONS.get(one.code)
    units = [named(night.graph, unit, language) for unit in one.subject.units]
    return (
        one_line(one.subject.title(language)),
        one.item_id,
        ", ".join(units) or None,
        f"{one.code} {told.title.in_language(language)}" if told else one.code,
        word(STATUSES, one.status, language),
        one.nights,
        one.since,
        word(VALUES, str(one.severity), language),
        specifics(one.code, one.row, language) if one.row else None,
        one.budget,
        one.reopened or None,
        word(VALUES, "true", language) if one.in_baseline else None,
        f"{one_line(one.place[0])}:{one.place[1]}" if one.place else None,
        one.id,
    )
