"""A sheet that was saved as CSV, by whatever spreadsheet program in whatever Thai encoding."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from graph.errors import UsageError
from graph.sources import delimited
from graph.sources.workbooks.archive import MAX_FILE
from graph.sources.workbooks.sheets import MAX_COLUMNS, MAX_ROWS, Cell, Place, Row, Sheet, cell_name
from graph.sources.workbooks.words import cleaned, spelt

_GARBLED = re.compile("[\u00c3\u00e0][\u00b8\u00b9\u20ac]")  # Thai in UTF-8, read as Western text.
_LOST = re.compile(r"\?{3}")  # A program without Thai letters writes these for them.
_THAI = re.compile("[\u0e01-\u0e2e]")


def csv_sheet(
    path: Path, name: str, is_known: Callable[[Sheet], bool], *, with_dashes: bool = False
) -> Sheet:
    """Return the sheet that a CSV file holds; its title is the file's name without `.csv`.

    Args:
        path: The file.
        name: What messages call it.
        is_known: Tells of the first rows of a sheet whether their columns are, to find what parts
            them.
        with_dashes: A cell with nothing but a dash is left out, unless this asks for it.

    Raises:
        UsageError: it cannot be read, is no CSV, or is larger than any sheet.
    """

    def sheet(rows: Iterable[delimited.Row]) -> Sheet:
        return Sheet(path.stem, list(_rows(rows, name, spelt if with_dashes else cleaned)))

    _refuse_large(path, name)
    found = sheet(delimited.rows_of(path, name, lambda head: is_known(sheet(head))))
    texts = [one.text for row in found.rows for one in row.values()]
    if any(map(_LOST.search, texts)) and not any(map(_THAI.search, texts)):
        raise _garbled(name)
    return found


def _refuse_large(path: Path, name: str) -> None:
    if path.exists() and path.stat().st_size > MAX_FILE:
        limit = MAX_FILE // 1024 // 1024
        raise UsageError(f"{name}: the file is larger than {limit} MiB: part it in two")


def _rows(records: Iterable[delimited.Row], name: str, says: Callable[[str], str]) -> Iterator[Row]:
    """Yield the rows that hold anything; they count as a spreadsheet counts them."""
    for number, (_, record) in enumerate(records, start=1):
        if number > MAX_ROWS or len(record) > MAX_COLUMNS:
            raise UsageError(f"{name}: the file has too many rows or columns: part it in two")
        row = {
            at: _cell(text, Place(name, "", cell_name(at, number)))
            for at, text in enumerate(record, start=1)
            if says(text)
        }
        if row:
            yield row


def _cell(text: str, place: Place) -> Cell:
    if _GARBLED.search(text):
        raise _garbled(place.file)
    return Cell(place, text, is_computed=text.startswith("="))


def _garbled(name: str) -> UsageError:
    message = "holds Thai that was garbled before it came here"
    remedy = "save it as 'CSV UTF-8' from the first workbook"
    return UsageError(f"{name}: the file {message}: {remedy}")
