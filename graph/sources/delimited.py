"""CSV as spreadsheets and portals write it, row by row: its encoding and separator are recognised.

Thai Excel saves as Windows-874 unless it is told otherwise, and with semicolons or tabs where the
system says so.
"""

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TextIO

from graph.errors import UsageError

_PIECE = 1 << 20
_THAI = "cp874"
_SEPARATORS = ",;\t"
_HEAD = 100  # Rows among which the names of the columns are looked for.
_HINT = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)  # For Excel, before the first row.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # How .xlsx and .xls begin.
_LETTER = re.compile("[\u0e01-\u0e2e]")
_STRAY_MARK = re.compile("[A-Za-z][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")  # It is é or the like.
SAVE = "save it as 'CSV UTF-8' from a spreadsheet"
Row = tuple[int, list[str]]  # The number of its last line, from 1, and its cells.
IsKnown = Callable[[Sequence[Row]], bool]


def rows_of(path: Path, name: str, is_known: IsKnown) -> Iterator[Row]:
    """Yield the rows of a file, one at a time.

    Args:
        path: The file.
        name: What messages call it.
        is_known: Tells of the first rows whether their columns are, to find what parts them;
            where `sep=;` stands before them, that does.

    Raises:
        UsageError: it cannot be read, or is no such table.
    """
    try:
        encoding = encoding_of(path, name)
        yield from _rows(path, name, encoding, _separator(path, name, encoding, is_known))
    except OSError as error:
        raise UsageError(f"{name}: the file cannot be read: {error.strerror or error}") from error


def _rows(path: Path, name: str, encoding: str, separator: str) -> Iterator[Row]:
    with path.open(encoding=encoding, newline="") as file:
        above = 1 if _hint(file) else 0
        reader = csv.reader(file, delimiter=separator, strict=True)
        try:
            for cells in reader:
                yield above + reader.line_num, cells
        except csv.Error as error:
            message = f"{name}:{above + reader.line_num}: the row is not whole ({error})"
            raise UsageError(f"{message}: {SAVE}, or mend its quotes") from error


def _hint(file: TextIO) -> str | None:
    """Return what parts the cells, where the file says it; it then stands at its first row."""
    found = _HINT.fullmatch(file.readline(len("sep=;\r\n")))
    if found is None:
        file.seek(0)
    return found[1] if found else None


def _separator(path: Path, name: str, encoding: str, is_known: IsKnown) -> str:
    """Return what parts the cells: what the file says, or else what makes known columns."""
    with path.open(encoding=encoding, newline="") as file:
        hint = _hint(file)
    if hint:
        return hint
    fits = (one for one in _SEPARATORS if is_known(_head(_rows(path, name, encoding, one))))
    return next(fits, _SEPARATORS[0])


def _head(rows: Iterator[Row]) -> list[Row]:
    """Return the first rows, as far as they are whole: what is wrong is told when all are read."""
    found = []
    with suppress(UsageError):
        for row in islice(rows, _HEAD):
            found.append(row)  # noqa: PERF402  # a list made at once would lose those before a fault
    return found


def encoding_of(path: Path, name: str) -> str:
    """Return the encoding of a file: UTF-8, UTF-16 with a mark, or Windows-874.

    Raises:
        UsageError: it is in none of them, or is a workbook.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        begin = file.read(4)
    if begin.startswith(_WORKBOOKS):
        message = f"{name}: the file is a workbook: call it .xlsx and import it as such"
        raise UsageError(f"{message}, or {SAVE}")
    is_marked = begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for one in ("utf-16",) if is_marked else ("utf-8-sig", _THAI):
        if _fits(path, one):
            return one
    raise UsageError(f"{name}: the file is neither UTF-8 nor Windows-874 text: {SAVE}")


def _fits(path: Path, encoding: str) -> bool:
    """Tell whether all of a file is text in an encoding, a piece at a time."""
    decoder = codecs.getincrementaldecoder(encoding)()
    is_thai = encoding != _THAI
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                text = decoder.decode(piece)
                is_thai = is_thai or _LETTER.search(text) is not None
                if "\0" in text or (encoding == _THAI and _STRAY_MARK.search(text)):
                    return False
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return is_thai
