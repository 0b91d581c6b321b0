"""CSV as spreadsheets and portals write it, row by row: its encoding and separator are recognised.

Thai Excel saves as Windows-874 unless it is told otherwise, and with semicolons or tabs where the
system says so.
"""

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import UsageError

if TYPE_CHECKING:
    import _csv

_PIECE = 1 << 20
_LONGEST_HEADER = 1 << 16
_THAI = "cp874"
_SEPARATORS = ",;\t"
_LETTER = re.compile("[\u0e01-\u0e2e]")
_STRAY_MARK = re.compile("[A-Za-z][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")  # It is é or the like.
_REMEDY = "save it as CSV UTF-8"
Row = tuple[int, list[str]]  # The number of its last line, from 1, and its cells.


def rows_of(path: Path, name: str) -> Iterator[Row]:
    """Yield the rows of a file, one at a time; messages call it `name`.

    Raises:
        UsageError: it cannot be read, or is no such table.
    """
    encoding = encoding_of(path, name)
    try:
        with path.open(encoding=encoding, newline="") as file:
            first = file.readline(_LONGEST_HEADER)
            file.seek(0)
            reader = csv.reader(file, delimiter=_separator(first), strict=True)
            yield from _numbered(reader, name)
    except OSError as error:
        raise UsageError(f"{name}: the file cannot be read: {error.strerror or error}") from error


def _numbered(reader: "_csv.Reader", name: str) -> Iterator[Row]:
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        message = f"{name}:{reader.line_num}: the row is not whole ({error})"
        raise UsageError(f"{message}: {_REMEDY} anew, or mend its quotes") from error


def encoding_of(path: Path, name: str) -> str:
    """Return the encoding of a file: UTF-8, UTF-16 with a mark, or Windows-874.

    Raises:
        UsageError: it cannot be read, or is in none of them.
    """
    try:
        with path.open("rb") as file:
            begin = file.read(3)
        if begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            found: Sequence[str] = ("utf-16",)
        else:
            found = ("utf-8-sig", _THAI)
        fits = (one for one in found if _fits(path, one))
        encoding = next(fits, None)
    except OSError as error:
        raise UsageError(f"{name}: the file cannot be read: {error.strerror or error}") from error
    if encoding is None:
        raise UsageError(f"{name}: the file is neither UTF-8 nor Windows-874 text: {_REMEDY}")
    return encoding


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


def _separator(header: str) -> str:
    """Return what parts the cells of the first line."""
    return max(_SEPARATORS, key=lambda one: (header.count(one), -_SEPARATORS.index(one)))
