"""The first sheet of a digest: to whom it goes, what it holds, how and till when to answer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graph.reports.nightly.night import Night, Share, Status, Tracked
from graph.views.nightly.digest_rows import Filled, ended
from graph.views.nightly.digest_words import (
    ENDED,
    HOW,
    STATUSES,
    addressee,
    how_to_answer,
    news,
    of_what,
)
from graph.views.words import word
from graph.views.workbook_book import Book
from graph.views.workbook_table import LINE, height_of
from graph.views.workbook_text import safe
from graph.views.writing import one_line

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (44, 15, 15, 15, 15, 15)
_WIDE = float(sum(_WIDTHS))
_COUNTED = (Status.NEW, Status.REOPENED, Status.STILL)
_MOST_ENDED = 100  # Findings that ended, before the rest becomes a count.
_OPEN: tuple[str, str] = ("รวมที่ค้าง", "open")
_TOLD: tuple[str, str] = ("เรื่อง", "sheet")


def put_first(
    book: Book,
    sheet: "Worksheet",
    night: Night,
    share: Share,
    sheets: Sequence[tuple[Filled, str]],
) -> None:
    """Write the first sheet; of the others it is given what they hold and their names."""
    for at, wide in enumerate(_WIDTHS):
        sheet.set_column(at, at, wide)
    title = addressee(night, share.unit)
    row = _lines(book, sheet, 0, "title", [title], 32)
    row = _lines(book, sheet, row, "asked", [of_what(night)])
    row = _lines(book, sheet, row + 1, "heading", [news(night, share)])
    row = _put_counts(book, sheet, row + 1, sheets)
    if sheets:
        heading = HOW[book.language == "en"]
        row = _lines(book, sheet, row + 1, "heading", [heading])
        row = _lines(book, sheet, row, "prose", how_to_answer(night))
    if gone := ended(share):
        _put_ended(book, sheet, row + 1, gone)
    book.print_on_a4(sheet, title, (-1, -1))


def _lines(
    book: Book,
    sheet: "Worksheet",
    row: int,
    look: str,
    lines: Sequence[str],
    least: float = LINE,
) -> int:
    """Write lines over the whole width; return the row after them."""
    for line in lines:
        text = safe(line)
        sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, text, book.look(look))
        sheet.set_row(row, max(least, height_of(text, _WIDE)))
        row += 1
    return row


def _put_counts(
    book: Book, sheet: "Worksheet", row: int, sheets: Sequence[tuple[Filled, str]]
) -> int:
    """Write how many findings each sheet has, by their status, and a way to it."""
    if not sheets:
        return row
    english = book.language == "en"
    heads = [word(STATUSES, one, book.language) for one in _COUNTED]
    for at, head in enumerate([_TOLD[english], *heads, _OPEN[english]]):
        sheet.write_string(row, at, head, book.look("figures" if at else "header"))
    for filled, name in sheets:
        row += 1
        title = safe(filled.sheet.title.in_language(book.language))
        sheet.write_url(row, 0, f"internal:'{name}'!A1", book.look("link"), title)
        counts = [filled.count(one) for one in _COUNTED]
        for at, count in enumerate([*counts, sum(counts)], 1):
            sheet.write_number(row, at, count, book.look("number"))
    return row + 1


def _put_ended(book: Book, sheet: "Worksheet", row: int, gone: Sequence[Tracked]) -> None:
    """Write the findings that ended this night."""
    language = book.language
    row = _lines(book, sheet, row, "heading", [ENDED[language == "en"]])
    for one in gone[:_MOST_ENDED]:
        status = word(STATUSES, one.status, language)
        title = one_line(one.subject.title(language))
        row = _lines(book, sheet, row, "prose", [f"{status}: {one.item_id} {title} ({one.code})"])
    if len(gone) > _MOST_ENDED:
        _lines(book, sheet, row, "asked", [f"… +{len(gone) - _MOST_ENDED:,}"])
