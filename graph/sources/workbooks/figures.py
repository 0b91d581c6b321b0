"""Figures as people type them into a spreadsheet: Thai digits, baht, millions, percent."""

import math
import re
from datetime import date
from decimal import Decimal

from graph.model.fields import FieldType
from graph.sayings import Saying, say
from graph.sources.workbooks.sheets import Cell, refuse_shared, refuse_unread
from graph.sources.workbooks.words import UNKNOWN, CellError, arabic, on_one_line, quoted

_NUMBER = r"[+\u2212-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_FIGURE = re.compile(rf"(?P<number>{_NUMBER}) ?(?P<rest>.*)", re.DOTALL)
_INSIDE = re.compile(rf"(?<![\d.,(]){_NUMBER}(?![\d.,(]|\s*[A-Za-z])")  # Nothing that alters it.
_SCALES = {
    "ลบ.": 6,
    "ลบ": 6,
    "แสนล้าน": 11,
    "หมื่นล้าน": 10,
    "พันล้าน": 9,
    "ล้าน": 6,
    "แสน": 5,
    "หมื่น": 4,
    "พัน": 3,
    "": 0,
}
_BAHT = re.compile(
    rf"(?P<scale>{'|'.join(map(re.escape, _SCALES))}) ?(?:บาท(?:ถ้วน)?|บ\.?|฿|baht|thb)?",
    re.IGNORECASE,
)
_NO_SATANG = re.compile(r"\.?[-–—]")  # As on a cheque: 1,500.-
_PERCENT = frozenset({"%", "ร้อยละ", "เปอร์เซ็นต์", "เปอร์เซนต์", "percent"})
# What stands where there is no figure.
NO_FIGURE = UNKNOWN | {"", "ไม่มี", "none", "na", "nan", "ไม่มีข้อมูล", "ยังไม่รายงาน"}
_ALL = 100
_TOO_LARGE = 10**18
_EXACT = 15  # Digits that a spreadsheet keeps of a number.


def is_same_figure(one: float, other: float) -> bool:
    """Tell whether two numbers are one and the same to a spreadsheet."""
    return one == other or f"{one:.{_EXACT}g}" == f"{other:.{_EXACT}g}"


def figure_if_any(cell: Cell | None, counted_in: str | None = None) -> int | float | None:
    """Return the number that a cell tells; None where it tells that there is none, or nothing.

    Raises:
        CellError: it tells none, or not plainly which.
    """
    if cell is None:
        return None
    refuse_unread(cell)
    refuse_shared(cell)
    if cell.text.casefold() in NO_FIGURE:
        return None
    return figure(cell, FieldType.NUMBER, counted_in)


def figure(cell: Cell, kind: FieldType, counted_in: str | None = None) -> int | float:
    """Return the number that a cell tells.

    Args:
        cell: What stands there.
        kind: Of a number, of baht, or of percent.
        counted_in: The unit of its measure, which may stand behind it.

    Raises:
        CellError: it tells none, or not plainly which.
    """
    value = cell.value
    if isinstance(value, (bool, date)):
        what = say("yes or no") if isinstance(value, bool) else say("a date")
        remedy = say("format the cell as a number and type it again")
        raise CellError(say("{} is {} and not a number: {}", quoted(cell.text), what, remedy))
    if isinstance(value, str):
        return _of_text(arabic(on_one_line(cell.text)), kind, counted_in)
    if not math.isfinite(value):
        raise CellError(say("{} is no number: {}", quoted(cell.text), _remedy("")))
    exact = Decimal(f"{value:.{_EXACT}g}")
    if cell.is_percent:
        exact *= _ALL
        _refuse_percent(f"{_plain(exact)}%", kind, counted_in)
    return _plain(exact)


def _plain(exact: Decimal) -> int | float:
    if abs(exact) >= _TOO_LARGE:
        raise CellError(say("{} is larger than any figure of a plan: mend it", quoted(str(exact))))
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _of_text(text: str, kind: FieldType, counted_in: str | None) -> int | float:
    bare = text
    for mark in ("฿", "ร้อยละ"):
        bare = bare.removeprefix(mark).strip()
    found = _FIGURE.fullmatch(bare)
    if found is None:
        raise CellError(say("{} is no number: {}", quoted(text), _remedy(text)))
    exact = Decimal(found["number"].replace(",", "").replace("\u2212", "-"))
    rest = found["rest"].strip()
    if text.startswith("ร้อยละ") or rest.casefold() in _PERCENT:
        _refuse_percent(text, kind, counted_in)
        if rest and rest.casefold() not in _PERCENT:
            raise CellError(say("{} is no number: {}", quoted(text), _remedy(text)))
        return _plain(exact)
    if text.startswith("฿") and kind is not FieldType.MONEY:
        raise CellError(say("{} is money: {}", quoted(text), _remedy(text)))
    if rest and rest != on_one_line(counted_in or ""):
        exact = exact.scaleb(_scale(rest, text, kind))
    return _plain(exact)


def _scale(rest: str, text: str, kind: FieldType) -> int:
    """Return the power of ten that stands behind a sum of money."""
    if kind is FieldType.MONEY:
        words = _BAHT.fullmatch(_NO_SATANG.sub("", rest, count=1).strip())
        if words:
            return _SCALES[words["scale"]]
    raise CellError(say("{} says more than a number: {}", quoted(text), _remedy(text)))


def _remedy(text: str) -> Saying:
    """Return what to type instead: the only number in it, or an example."""
    inside = _INSIDE.findall(text)
    is_all = len(inside) == 1 and not any(one in text for one in _SCALES if one)
    alone = inside[0].replace(",", "") if is_all else "1500000"
    return say("write digits alone, such as {}", alone)


def _refuse_percent(text: str, kind: FieldType, counted_in: str | None) -> None:
    """Refuse a percentage where something else is counted."""
    if kind is FieldType.MONEY:
        raise CellError(
            say("{} is a percentage and not baht: write the sum in digits", quoted(text))
        )
    unit = on_one_line(counted_in or "").casefold()
    if kind is FieldType.NUMBER and unit and not any(one in unit for one in _PERCENT):
        template = "{} is a percentage, but counted is in {}: mend one of the two"
        raise CellError(say(template, quoted(text), quoted(unit)))
