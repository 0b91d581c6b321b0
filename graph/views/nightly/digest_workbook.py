"""One unit's digest as a workbook: what is new and what waits for it, with room for its answers.

All but the cells for answers is locked, without a password. What a machine needs to read it back
stands in hidden places, by the names of `graph.reports.nightly.answer_sheets`.
"""

from typing import TYPE_CHECKING

from graph.reports.nightly import answer_sheets as a
from graph.reports.nightly.night import Night, Share
from graph.views.nightly.digest_answers import Lists, put_answers
from graph.views.nightly.digest_choices import choices
from graph.views.nightly.digest_first import put_first
from graph.views.nightly.digest_rows import Filled, filled, told
from graph.views.nightly.digest_words import FILL_IN, HEADERS, addressee, asks
from graph.views.workbook_book import Book
from graph.views.workbook_table import LINE, Column, height_of, put_header, put_rows
from graph.views.workbook_text import safe

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_PROTECTED = {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True}
_TITLE, _ASKED, _NAMES, _HEADER = range(4)  # The rows above a table.
_FIGURES = ("nights", "budget", "days")
_MOST = {
    a.ITEM: 18.0,
    "title": 36.0,
    "subject": 32.0,
    "about": 24.0,
    "from": 18.0,
    "to": 18.0,
    "amiss": 36.0,
    "candidates": 26.0,
    "since": 14.0,
    "due": 14.0,
}  # Digits that a column is wide, at most.
_ASKED_WIDTH = 100.0  # Digits over which what is asked runs.


def render(night: Night, share: Share) -> bytes:
    """Return the digest of one unit, or of what is nobody's."""
    title = addressee(night, share.unit)
    book = Book(title, night.as_of, night.language)
    first = book.sheet(a.FIRST.in_language(night.language))
    sheets = filled(share)
    lists = _lists(night, share)
    names = [_add(book, night, one, share.unit, lists) for one in sheets]
    put_first(book, first, night, share, list(zip(sheets, names, strict=True)))
    first.protect(options=_PROTECTED)
    _add_lists(book, lists)
    _add_about(book, night, share, findings=sum(len(one.findings) for one in sheets))
    return book.close()


def _add(book: Book, night: Night, one: Filled, unit: str | None, lists: Lists) -> str:
    """Add a sheet of findings, with its cells for answers; return its name."""
    asked = one.sheet
    sheet = book.sheet(asked.title.in_language(book.language))
    columns = [_column(name, book.language) for name in asked.columns]
    rows = [told(night, asked, finding) for finding in one.findings]
    cells = [[row.get(name) for name in asked.columns] for row in rows]
    put_rows(book, sheet, _HEADER + 1, columns, cells)
    put_answers(book, sheet, _HEADER + 1, asked, len(rows), lists)
    put_header(book, sheet, _HEADER, columns)
    for at, name in enumerate(asked.columns):
        sheet.write_string(_NAMES, at, name)
    sheet.set_row(_NAMES, None, None, {"hidden": True})
    _put_head(book, sheet, asked, unit)
    printed = len(columns) - len(a.MARKS) - 1
    sheet.print_area(0, 0, _HEADER + len(rows), printed)
    freezing = next(n for n, name in enumerate(asked.told) if name in ("title", "subject"))
    sheet.freeze_panes(_HEADER + 1, freezing + 1)
    sheet.autofilter(_HEADER, 0, _HEADER + len(rows), len(columns) - 1)
    sheet.protect(options=_PROTECTED)
    book.print_on_a4(sheet, addressee(night, unit), (_HEADER, _HEADER))
    return str(sheet.name)


def _column(name: str, language: str) -> Column:
    thai, english = HEADERS[name]
    above = "figures" if name in _FIGURES else "header"
    return Column(
        header=english if language == "en" else thai,
        small="" if language == "en" else english,
        look="small" if name in a.MARKS else "text",
        header_look="asks" if name.startswith(a.ANSWER) else above,
        most=_MOST.get(name, 34.0),
    )


def _put_head(book: Book, sheet: "Worksheet", asked: a.AnswerSheet, unit: str | None) -> None:
    """Write what the sheet is and what is asked, above the table."""
    language = book.language
    sheet.write_string(_TITLE, 0, asked.title.in_language(language), book.look("title"))
    sheet.set_row(_TITLE, 30)
    text = asks(asked, unit, language)
    sheet.merge_range(_ASKED, 0, _ASKED, len(asked.told) - 1, text, book.look("prose"))
    sheet.set_row(_ASKED, max(2 * LINE, height_of(text, _ASKED_WIDTH)))
    first, last = len(asked.told), len(asked.told) + len(asked.answers) - 1
    note = FILL_IN[language == "en"]
    sheet.merge_range(_ASKED, first, _ASKED, last, note, book.look("fill_in"))


def _lists(night: Night, share: Share) -> Lists:
    offered = choices(night.graph, night.language)
    units = dict(offered.units)
    own = [units.pop(share.unit)] if share.unit in units else []
    return {
        a.KEY_RESULTS: offered.for_unit(share.unit),
        a.OWNER: [*own, *units.values()],
        a.STATE: offered.states,
    }


def _add_lists(book: Book, lists: Lists) -> None:
    """Add the hidden sheet of what may be chosen, a column a list."""
    sheet = book.sheet(a.LISTS, exactly=True)
    for at, offered in enumerate(lists.values()):
        for row, one in enumerate(offered):
            sheet.write_string(row, at, one)
    sheet.hide()


def _add_about(book: Book, night: Night, share: Share, *, findings: int) -> None:
    """Add the hidden sheet of what the workbook is, for the machine that reads it back."""
    sheet = book.sheet(a.ABOUT, exactly=True)
    values = (
        str(a.FORMAT),
        share.unit or "",
        night.as_of.isoformat(),
        night.dataset,
        night.commit or "",
        str(findings),
    )
    for row, (key, value) in enumerate(zip(a.ABOUT_KEYS, values, strict=True)):
        sheet.write_string(row, 0, key)
        if value:
            sheet.write_string(row, 1, safe(value))
    sheet.hide()
