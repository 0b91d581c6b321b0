"""The figures of a table: numbers, as people type them."""

import math
import re
from datetime import date

from graph.sources.workbooks.sheets import Cell
from graph.sources.workbooks.words import CellError, arabic, quoted

_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_NOTHING = ("", "n/a", "na", "nan", "ไม่มี", "ไม่มีข้อมูล", "ยังไม่รายงาน")
_WHOLE = 100  # A cell that shows 95.5% holds 0.955.
_LARGEST = 10**15  # Of a city's figures; and a spreadsheet knows no more digits.


def figure(cell: Cell | None) -> float | None:
    """Return the number of a cell; None where it says nothing.

    Raises:
        CellError: it is none.
    """
    if cell is None:
        return None
    if cell.is_computed:
        raise CellError(f"{quoted(cell.text)} is a formula or an error: paste it as a value")
    if cell.is_wide or cell.is_shared:
        raise CellError(f"{quoted(cell.text)} is merged over several cells: unmerge them")
    value = cell.value
    if isinstance(value, (bool, date)):
        raise CellError(f"{quoted(cell.text)} is no number: type the figure alone")
    found = _of_text(cell) if isinstance(value, str) else float(value)
    if found is not None and cell.is_percent:
        found = round(found * _WHOLE, 8)
    if found is not None and not abs(found) < _LARGEST:
        raise CellError(f"{quoted(cell.text)} is too large to be meant: type the figure alone")
    if found is None or math.isnan(found):
        return None
    return int(found) if found.is_integer() else found


def _of_text(cell: Cell) -> float | None:
    text = arabic(cell.text).removeprefix("ร้อยละ").removesuffix("%").strip()
    if text.casefold() in _NOTHING:
        return None
    if not _NUMBER.fullmatch(text):
        raise CellError(f"{quoted(cell.text)} is no number: type the figure alone")
    return float(text.replace(",", ""))
