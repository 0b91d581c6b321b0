"""Days as people type them into a spreadsheet: Thai digits, Thai months, Buddhist years."""

import re
from datetime import date

from graph.calendar import BUDDHIST_ERA, FIRST_BUDDHIST_YEAR, LAST_BUDDHIST_YEAR
from graph.model.entities import PartialDate
from graph.sayings import say
from graph.sources.dates import partial_date
from graph.sources.workbooks.sheets import Cell
from graph.sources.workbooks.words import CellError, arabic, quoted

_FIRST_YEAR, _LAST_YEAR = 1900, 2200  # Of the common era.
_MONTHS = (
    ("มกราคม", "มค", "january", "jan"),
    ("กุมภาพันธ์", "กพ", "february", "feb"),
    ("มีนาคม", "มีค", "march", "mar"),
    ("เมษายน", "เมย", "april", "apr"),
    ("พฤษภาคม", "พค", "may"),
    ("มิถุนายน", "มิย", "june", "jun"),
    ("กรกฎาคม", "กค", "july", "jul"),
    ("สิงหาคม", "สค", "august", "aug"),
    ("กันยายน", "กย", "september", "sep", "sept"),
    ("ตุลาคม", "ตค", "october", "oct"),
    ("พฤศจิกายน", "พย", "november", "nov"),
    ("ธันวาคม", "ธค", "december", "dec"),
)
_NUMBER_OF = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_BEFORE = re.compile(r"^(?:วันที่|ณ วันที่|เมื่อวันที่|เมื่อ)\s*")
_ERA = re.compile(r"(พ\.?\s?ศ\.?|ค\.?\s?ศ\.?)\s*(?=[0-9]{4})")
_CLOCK = re.compile(
    r",?(?:\s*เวลา\s*|[T ]\s*)\d{1,2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:น\.?)?|\.\d{2}\s*น\.?)$"
)
_ISO = re.compile(r"(?P<y>\d{4})(?:[-/](?P<m>\d{1,2})(?:[-/](?P<d>\d{1,2}))?)?")
_FIGURES = re.compile(r"(?:(?P<d>\d{1,2})\s*[/.-]\s*)?(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>\d{4})")
_WORDS = re.compile(r"(?:(?P<d>\d{1,2})\s*)?(?P<name>[^\d\s][^\d]*?)\s*,?\s*(?P<y>\d{4})")
_SHORT_YEAR = re.compile(r"(?P<rest>.*\D)(?P<y>\d{2})")
_YEARS_NEAR = 10  # So far from the year of a plan, two digits of a year can be of one era alone.
_EXAMPLE = say("write it as 1 ต.ค. 2567 or 2024-10-01")


def month_of(name: str) -> int | None:
    """Return the number of a month by its name or abbreviation, Thai or English, with dots or not.

    Nothing for any other word.
    """
    return _NUMBER_OF.get(re.sub(r"[.\s]", "", name).casefold())


def partial_day(cell: Cell, near: int | None = None) -> PartialDate:
    """Return the day, month or year that a cell tells, in the common era.

    With `near`, the year of a plan (Buddhist era), a year of two digits is one of about then.

    Raises:
        CellError: it tells none, or not plainly which.
    """
    value = cell.value
    if isinstance(value, date):
        return _of(_common(value.year, cell), value.month, value.day, cell)
    if not isinstance(value, str):
        raise CellError(say("{} is a number and not a date: {}", quoted(cell.text), _EXAMPLE))
    text = _CLOCK.sub("", arabic(_BEFORE.sub("", cell.text))).strip()
    era = _ERA.search(text)
    text = _with_century(_ERA.sub("", text), near)
    for pattern in (_ISO, _FIGURES, _WORDS):
        match = pattern.fullmatch(text)
        if match:
            return _of_match(match.groupdict(), era[1] if era else "", cell)
    short = _SHORT_YEAR.fullmatch(text)
    if short and any(one.fullmatch(f"{short['rest']}25{short['y']}") for one in (_FIGURES, _WORDS)):
        raise CellError(say("the year of {} has two digits: write all four", quoted(cell.text)))
    raise CellError(say("{} is no date: {}", quoted(cell.text), _EXAMPLE))


def _with_century(text: str, near: int | None) -> str:
    """Return a date with all digits of its year, where it is plain which they are."""
    short = _SHORT_YEAR.fullmatch(text)
    if short is None or near is None or _ISO.fullmatch(text):
        return text
    years = (2500 + int(short["y"]), 2000 + int(short["y"]))  # Buddhist, common.
    about = [
        one
        for one, buddhist in zip(years, (years[0], years[1] + BUDDHIST_ERA), strict=True)
        if abs(buddhist - near) <= _YEARS_NEAR
    ]
    return f"{short['rest']}{about[0]}" if about else text


def whole_day(cell: Cell, near: int | None = None) -> date:
    """Return the day that a cell tells; for `near`, see `partial_day`.

    Raises:
        CellError: it tells none, or a month or a year alone.
    """
    found = partial_day(cell, near)
    if found.day is None:
        raise CellError(say("{} is no whole date: {}", quoted(cell.text), _EXAMPLE))
    return found.day


def _of_match(parts: dict[str, str | None], era: str, cell: Cell) -> PartialDate:
    year = int(parts["y"] or 0)
    is_buddhist = year >= FIRST_BUDDHIST_YEAR
    if era and is_buddhist != era.startswith("พ"):
        raise CellError(
            say("the year of {} does not go with its era: {}", quoted(cell.text), _EXAMPLE)
        )
    month, day = (int(one) if one else None for one in (parts.get("m"), parts.get("d")))
    if "name" in parts:
        month = month_of(parts["name"] or "")
        if month is None:
            raise CellError(say("{} is no date: {}", quoted(cell.text), _EXAMPLE))
    return _of(_common(year, cell), month, day, cell)


def _common(year: int, cell: Cell) -> int:
    """Return a year of the common era."""
    if FIRST_BUDDHIST_YEAR <= year <= LAST_BUDDHIST_YEAR:
        return year - BUDDHIST_ERA
    if _FIRST_YEAR <= year <= _LAST_YEAR:
        return year
    raise CellError(say("the year {} of {} cannot be meant: {}", year, quoted(cell.text), _EXAMPLE))


def _of(year: int, month: int | None, day: int | None, cell: Cell) -> PartialDate:
    parts = [f"{year}", *(f"{one:02}" for one in (month, day) if one is not None)]
    found = partial_date("-".join(parts))
    if found is None:
        raise CellError(say("{} is no day of the calendar: {}", quoted(cell.text), _EXAMPLE))
    return found
