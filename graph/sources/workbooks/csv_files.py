"""A sheet that was saved as CSV, by whatever spreadsheet program in whatever Thai encoding."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from graph.errors import UsageError
from graph.sources.delimited import encoding_of
from graph.sources.workbooks.archive import MAX_FILE
from graph.sources.workbooks.sheets import MAX_COLUMNS, MAX_ROWS, Cell, Place, Row, Sheet, cell_name
from graph.sources.workbooks.words import spelt

_SEPARATORS = (",", ";", "\t")
_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # For Excel, before the first row.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # How .xlsx and .xls begin.
_GARBLED = re.compile("[\u00c3\u00e0][\u00b8\u00b9\u20ac]")  # Thai in UTF-8, read as Western text.
_LOST = re.compile(r"\?{3}")  # A program without Thai letters writes these for them.
_THAI = re.compile("[\u0e01-\u0e2e]")
_SAVE = "save it as 'CSV UTF-8'"


def csv_sheet(path: Path, name: str, is_known: Callable[[Sheet], bool]) -> Sheet:
    """Return the sheet that a CSV file holds; its title is the file's name without `.csv`.

    Args:
        path: The file.
        name: What messages call it.
        is_known: Tells of a sheet whether its columns are, to find what parts them.

    Raises:
        UsageError: it cannot be read, or is no CSV.
    """
    text = _text(path, name)
    hint = _HINT.match(text)
    separators = (hint[1],) if hint else _SEPARATORS
    text = text[hint.end() :] if hint else text
    found, reason = [], ""
    for one in separators:
        try:
            found.append(_sheet(text, one, path.stem, name))
        except csv.Error as error:
            reason = str(error)
    known = next((one for one in found if is_known(one)), None)
    if known is None and reason:
        raise UsageError(f"{name}: the file is no CSV ({reason}): {_SAVE} from a spreadsheet")
    return known or found[0]


def _text(path: Path, name: str) -> str:
    """Return the text of a file that is no larger than a plan."""
    try:
        with path.open("rb") as file:
            head = file.read(4)
        size = path.stat().st_size
    except OSError as error:
        raise UsageError(f"{name}: the file cannot be read: {error.strerror or error}") from error
    if head.startswith(_WORKBOOKS):
        raise UsageError(f"{name}: the file is a workbook: import it with `import xlsx`")
    if size > MAX_FILE:
        limit = MAX_FILE // 1024 // 1024
        raise UsageError(f"{name}: the file is larger than {limit} MiB: part it in two")
    text = path.read_bytes().decode(encoding_of(path, name))
    if _GARBLED.search(text) or (_LOST.search(text) and not _THAI.search(text)):
        message = "holds Thai that was garbled before it came here"
        raise UsageError(f"{name}: the file {message}: {_SAVE} from the first workbook")
    return text


def _sheet(text: str, separator: str, title: str, name: str) -> Sheet:
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    return Sheet(title, list(_rows(records, name)))


def _rows(records: Iterable[Sequence[str]], name: str) -> Iterator[Row]:
    for number, record in enumerate(records, start=1):
        if number > MAX_ROWS or len(record) > MAX_COLUMNS:
            raise UsageError(f"{name}: the file has too many rows or columns: part it in two")
        row = {
            at: _cell(text, Place(name, "", cell_name(at, number)))
            for at, text in enumerate(record, start=1)
            if spelt(text)
        }
        if row:
            yield row


def _cell(text: str, place: Place) -> Cell:
    return Cell(place, text, is_computed=text.startswith("="))
