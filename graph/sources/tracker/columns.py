"""The columns of the tracker's tables, by their headers; each table has some of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.sources.workbooks.days import partial_day
from graph.sources.workbooks.sheets import Cell, Row
from graph.sources.workbooks.words import CellError, arabic

_CENTURY = 2500  # Of the Buddhist era, to which years of two digits belong behind Thai names.
_HEADERS = {
    "item": ("id", "keyresultid", "รหัสผลลัพธ์สำคัญ"),
    "title": (
        *("เป้าหมายตามนโยบายผวกทม", "keyresult", "ผลลัพธ์สำคัญ", "ชื่อผลลัพธ์สำคัญ"),
        *("ตัวชี้วัด", "ชื่อตัวชี้วัด", "เป้าหมาย", "รายการ"),
    ),
    "code": ("รหัส", "code", "okr", "kpi", "รหัสokr", "รหัสตัวชี้วัด"),
    "target": ("เป้าหมายรวม", "ค่าเป้าหมาย", "ค่าเป้าหมาย/ปี", "ค่าเป้าหมายรวม"),
    "bureaus": ("เป้าหมายจากสำนัก",),
    "districts": ("เป้าหมายจาก50เขต",),
    "unit": ("หน่วยนับ",),
    "actual": (
        *("ผลดำเนินงาน", "ผลการดำเนินงาน", "ผลดำเนินงานรวม", "ผลการดำเนินงานรวม"),
        "ผลงาน",
    ),
    "": ("#", "ที่", "ลำดับ", "ลำดับที่", "ความคืบหน้าของkpi%", "ความคืบหน้า%", "%คืบหน้า"),  # Not needed.
}
_NAME_OF = {header: name for name, headers in _HEADERS.items() for header in headers}
_NO_MATTER = re.compile(r"[\s.*()_:]+")
_SHORT = re.compile(r"(?P<name>[\u0e00-\u0e7f][^\d]*?)\s*(?P<year>\d{2})")
_ENOUGH = 3  # Columns that are known, the title among them, make a header.


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what, by the numbers of the columns."""

    by_name: Mapping[str, int]
    months: Mapping[int, date]  # The first day of each.
    unread: Sequence[str]  # Headers that are not known.


def columns_of(rows: Sequence[Row]) -> tuple[int, Columns] | None:
    """Return the number of the row that is the header, from 0, and its columns; None: no table."""
    for number, row in enumerate(rows):
        found = _columns(row)
        if "title" in found.by_name and len(found.by_name) + len(found.months) >= _ENOUGH:
            return number, found
    return None


def _columns(row: Row) -> Columns:
    by_name: dict[str, int] = {}
    months: dict[int, date] = {}
    unread = []
    for at, cell in row.items():
        name = _NAME_OF.get(_bare(cell.text))
        month = _month(cell) if name is None else None
        if month:
            months[at] = month
        elif name is None or (name and name in by_name):
            unread.append(cell.text)
        elif name:
            by_name[name] = at
    return Columns(by_name, months, unread)


def _bare(text: str) -> str:
    return _NO_MATTER.sub("", arabic(text)).casefold()


def _month(cell: Cell) -> date | None:
    """Return the month that a header names, such as `ต.ค.66`, `ตุลาคม 2566` or a date of it."""
    short = _SHORT.fullmatch(arabic(cell.text)) if isinstance(cell.value, str) else None
    if short:
        cell = replace(cell, value=f"{short['name']} {_CENTURY + int(short['year'])}")
    try:
        day = partial_day(cell)
    except CellError:
        return None
    is_month = (day.first.year, day.first.month) == (day.last.year, day.last.month)
    return day.first.replace(day=1) if is_month else None


def repeated(columns: Columns) -> Iterator[date]:
    """Yield the months that have several columns."""
    seen = list(columns.months.values())
    yield from sorted({one for one in seen if seen.count(one) > 1})
