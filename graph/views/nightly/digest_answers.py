"""The cells of a digest that wait for an answer: unlocked, coloured, with lists and hints."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from graph.reports.nightly import answer_sheets as a
from graph.views.nightly.digest_words import HINTS, NOT_SO
from graph.views.words import word
from graph.views.workbook_book import Book

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Lists = Mapping[str, Sequence[str]]  # What may be chosen, by the column that asks for it.
_WIDTHS = {
    a.KEY_RESULTS: 34.0,
    a.OWNER: 28.0,
    a.STATE: 18.0,
    a.ON: 14.0,
    a.REASON: 28.0,
    a.UNTIL: 14.0,
    a.NOTE: 24.0,
}
_DAYS = (a.ON, a.UNTIL)
_FIRST_DAY = date(2000, 1, 1)


def put_answers(
    book: Book, sheet: "Worksheet", top: int, asked: a.AnswerSheet, rows: int, lists: Lists
) -> None:
    """Write the empty cells of every row from `top` on."""
    bottom = top + rows - 1
    for at, name in enumerate(asked.answers, len(asked.told)):
        look = book.look("answer_date" if name in _DAYS else "answer")
        for row in range(top, bottom + 1):
            sheet.write_blank(row, at, None, look)
        sheet.set_column(at, at, _WIDTHS[name])
        sheet.data_validation(top, at, bottom, at, _rule(book, name, lists))


def _rule(book: Book, name: str, lists: Lists) -> dict[str, Any]:
    """Return what a cell takes. Only states are a must: ids and days can be typed, too."""
    rule: dict[str, Any] = {"validate": "any", "input_message": word(HINTS, name, book.language)}
    if lists.get(name):
        column = chr(ord("A") + list(lists).index(name))
        source = f"={a.LISTS}!${column}$1:${column}${len(lists[name])}"
        rule |= {"validate": "list", "source": source, "show_error": name == a.STATE}
    elif name in _DAYS:
        rule |= {"validate": "date", "criteria": ">=", "error_type": "warning"}
        rule["value"] = book.day if name == a.UNTIL else _FIRST_DAY
    if name in NOT_SO:
        rule["error_message"] = word(NOT_SO, name, book.language)
    return rule
