"""The sheets of a workbook as rows of cells; formulas are not run, and what they gave is not used.

Only here is openpyxl known.
"""

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from graph.errors import UsageError
from graph.sayings import say
from graph.sources.workbooks.archive import opened
from graph.sources.workbooks.comments import comments_of
from graph.sources.workbooks.merged import Area, merged_areas
from graph.sources.workbooks.words import CellError, cleaned, quoted, spelt

MAX_ROWS = 100_000  # Of a sheet; a digest has some hundred, a large plan some thousand.
MAX_COLUMNS = 1_000
Value = str | int | float | bool | date
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.')  # What a number format only shows.
_SAYS_MORE = re.compile("%|พัน|หมื่น|แสน|ล้าน|million", re.IGNORECASE)
_IS_SCALED = re.compile(r"[0#?],+(?![0#?,])")  # It shows thousands or millions of what is there.


@dataclass(frozen=True, slots=True)
class Place:
    """A cell, for people who are to find it."""

    file: str
    sheet: str
    cell: str  # Such as C7.

    def __str__(self) -> str:
        """Return `file: sheet!C7`; a file without sheets has its cells alone."""
        return (
            f"{self.file}: {self.sheet}!{self.cell}" if self.sheet else f"{self.file}: {self.cell}"
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty."""

    place: Place
    value: Value
    is_computed: bool = False  # A formula or an error: the value is its text.
    is_percent: bool = False  # A number that people see a hundred times as large, with a sign.
    is_wide: bool = False  # Merged over several columns, so that nobody knows which is meant.
    is_shared: bool = False  # Merged over several rows, of which each has it.

    @property
    def text(self) -> str:
        """What it says, in one spelling and without needless spaces."""
        return cleaned(str(self.value))


def refuse_unread(cell: Cell) -> None:
    """Refuse what a cell does not say by itself.

    Raises:
        CellError: it is a formula, or merged with cells of other columns.
    """
    if cell.is_computed:
        text = quoted(str(cell.value))
        raise CellError(say("{} is a formula or an error: type the value itself", text))
    if cell.is_wide:
        template = "{} is merged over several columns: unmerge the cells, and fill in each"
        raise CellError(say(template, quoted(cell.text)))


def refuse_shared(cell: Cell) -> None:
    """Refuse a figure of several rows.

    Raises:
        CellError: it is merged over them.
    """
    if cell.is_shared:
        message = say("{} is merged over several rows", quoted(cell.text))
        remedy = say("unmerge the cells, and fill in each")
        raise CellError(say("{}, so that nobody knows whose figure it is: {}", message, remedy))


def cell_name(column: int, row: int) -> str:
    """Return how a spreadsheet calls a cell, both counted from 1: `AA7`."""
    letters = ""
    while column:
        column, left = divmod(column - 1, 26)
        letters = chr(ord("A") + left) + letters
    return f"{letters}{row}"


Row = Mapping[int, Cell]  # By the number of the column, from 1.


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, without its empty cells and rows."""

    title: str
    rows: Sequence[Row]
    comments: Sequence[tuple[Place, str]] = field(default_factory=list)


def sheets_of(path: Path, name: str, *, with_dashes: bool = False) -> list[Sheet]:
    """Return the sheets of a workbook, hidden ones too; messages call it `name`.

    A cell with nothing but a dash is left out, unless `with_dashes` asks for it. A cell that is
    merged with those below it stands in each of their rows.

    Raises:
        UsageError: it cannot be read, is no plain .xlsx workbook, or is larger than any answer.
    """
    import openpyxl

    stream = opened(path, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Of looks and lists that are not read anyway.
            book = openpyxl.load_workbook(stream, read_only=True, keep_links=False)
            return [_sheet(one, name, with_dashes=with_dashes) for one in book.worksheets]
    except UsageError:
        raise
    except Exception as error:  # Whatever is wrong in it, openpyxl finds it in its own words.
        message = "the workbook is damaged: open it in a spreadsheet program, save it anew"
        raise UsageError(f"{name}: {message}") from error


def _sheet(sheet: Any, name: str, *, with_dashes: bool) -> Sheet:
    rows = dict(_rows(sheet, name, with_dashes=with_dashes))
    for area in merged_areas(sheet):
        _spread(rows, area)
    comments = [(Place(name, sheet.title, at), text) for at, text in comments_of(sheet)]
    return Sheet(sheet.title, list(rows.values()), comments)


def _rows(sheet: Any, name: str, *, with_dashes: bool) -> Iterator[tuple[int, dict[int, Cell]]]:
    """Yield the rows that hold anything, with their numbers."""
    sheet.reset_dimensions()  # Some programs write them wrong.
    says = spelt if with_dashes else cleaned
    for number, row in enumerate(sheet.rows, start=1):
        if number > MAX_ROWS or len(row) > MAX_COLUMNS:
            message = f"has too many rows or columns: delete the empty ones of {sheet.title}"
            raise UsageError(f"{name}: the workbook {message}")
        filled = (one for one in row if one.value is not None)
        found = {
            one.column: _cell(one, sheet.title, name)
            for one in filled
            if not isinstance(one.value, str) or says(one.value)
        }
        if found:
            yield number, found


def _cell(cell: Any, title: str, name: str) -> Cell:
    value = cell.value
    is_computed = cell.data_type in ("f", "e")
    if not isinstance(value, Value):
        value = str(getattr(value, "text", value))
    is_percent = False
    if isinstance(value, int | float) and not isinstance(value, bool):
        value, is_percent = _as_shown(value, cell.number_format or "")
    return Cell(Place(name, title, cell.coordinate), value, is_computed, is_percent)


def _as_shown(value: float, number_format: str) -> tuple[Value, bool]:
    """Return a number, and whether people see it a hundred times as large.

    With words in its format that make it another one, such as `0.0 "ล้านบาท"`, it is a text.
    """
    first = number_format.partition(";")[0]
    words = "".join(one[1] or one[2] or "" for one in _LITERAL.finditer(first)).strip()
    bare = _LITERAL.sub("", first)
    if _SAYS_MORE.search(words) and not _IS_SCALED.search(bare):
        return f"{value:.15g} {words}", False
    return value, "%" in bare


def _spread(rows: Mapping[int, dict[int, Cell]], area: Area) -> None:
    """Let a merged cell stand in the other rows that it covers, as far as they hold anything."""
    first = rows.get(area.top, {}).get(area.left)
    if first is None:
        return
    if area.right > area.left:
        rows[area.top][area.left] = replace(first, is_wide=True)
        return
    shared = replace(first, is_shared=True)
    for number in range(area.top + 1, min(area.bottom, MAX_ROWS) + 1):
        if number in rows:
            rows[area.top][area.left] = shared
            rows[number].setdefault(area.left, shared)
