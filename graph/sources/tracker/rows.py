"""The rows of the tracker's tables, in a workbook or as CSV, each with its cells."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Generic, TypeVar

from graph.errors import UsageError
from graph.sayings import say
from graph.sources.tracker.columns import Columns, columns_of, repeated
from graph.sources.workbooks.csv_files import csv_sheet
from graph.sources.workbooks.figures import figure_if_any
from graph.sources.workbooks.sheets import Cell, Place, Row, Sheet, sheets_of
from graph.sources.workbooks.words import CellError, arabic, on_one_line, quoted

_CODE = re.compile(r"\b(?P<system>OKR|KPI)\s*(?P<code>\d+(?:\.\d+){1,3})(?![\d.])", re.IGNORECASE)
_BARE_CODE = re.compile(r"\d+(?:\.\d+){1,3}")
_NUMBER_BEFORE = re.compile(r"^(?:\d+[.)]|\d+\.\d+[.)]?)\s*(?=\D)")
_PERCENT = re.compile(r"\s*:?\s*[\d,]+(?:\.\d+)?\s*%\s*")  # Behind a code: how far it is.
_OKR_PARTS = 3
Key = TypeVar("Key", str, date)
_FIGURES = ("target", "bureaus", "districts", "actual")


@dataclass(frozen=True, slots=True)
class Code:
    """A code as printed, such as OKR 4.1.05."""

    system: str  # OKR or KPI.
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerRow:
    """One row, as far as it is understood."""

    place: Place  # Of its title.
    title: str
    codes: tuple[Code, ...]
    item_id: str | None = None  # The key result that people say it is.
    unit: str | None = None
    figures: Mapping[str, float]  # Of `target`, `bureaus`, `districts`, `actual`.
    months: Mapping[date, float]  # By the last day of each.
    refused: tuple[tuple[Place, str], ...] = ()  # Cells that are no figures.
    are_months_whole: bool = True  # No cell of a month was refused.
    places: Mapping[Any, Place] = field(default_factory=dict)  # Of figures and months.

    def place_of(self, name: str | date) -> Place:
        """Return the cell of a figure or of a month, or else that of the title."""
        return self.places.get(name, self.place)


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of a file, and the headers that are not read."""

    rows: Sequence[TrackerRow]
    has_months: bool
    unread: Sequence[str]


def table_of(path: Path) -> Table:
    """Read a file of the tracker, a workbook or CSV.

    Raises:
        UsageError: it cannot be read, or holds no such table.
    """
    name = path.as_posix()
    rows: list[TrackerRow] = []
    unread: list[str] = []
    has_months = found_any = False
    for sheet in _sheets(path, name):
        found = columns_of(sheet.rows)
        if found is None:
            count = len(sheet.rows)
            if count and sheet.title:
                unread.append(say("the sheet {} ({:,} rows)", sheet.title, count))
            continue
        header, columns = found
        _refuse_repeated(columns, name)
        found_any, has_months = True, has_months or bool(columns.months)
        unread += [say("the column {}", on_one_line(one)) for one in columns.unread]
        rows += _rows(sheet.rows[header + 1 :], columns)
        unread += _untitled(sheet.rows[header + 1 :], columns)
        unread += [say("the comment {} at {}", quoted(one), at) for at, one in sheet.comments]
    if not found_any:
        wanted = "a title (such as KEY_RESULT), เป้าหมายรวม, หน่วยนับ"
        raise UsageError(f"{name}: no sheet has the tracker's columns: name {wanted}")
    return Table(rows, has_months, unread)


def _sheets(path: Path, name: str) -> Iterator[Sheet]:
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls"):
        yield from sheets_of(path, name)
    elif path.suffix.lower() in (".csv", ".tsv", ".txt"):
        yield csv_sheet(path, name, lambda one: columns_of(one.rows) is not None)
    else:
        raise UsageError(f"{name}: the tracker comes as .xlsx or .csv: name such a file")


def _refuse_repeated(columns: Columns, name: str) -> None:
    for month in repeated(columns):
        message = f"two columns are of the month {month:%Y-%m}: keep one of them"
        raise UsageError(f"{name}: {message}")


def _rows(rows: Sequence[Row], columns: Columns) -> Iterator[TrackerRow]:
    at = columns.by_name["title"]
    for row in rows:
        if at in row and not _is_sum(row[at].text) and not _is_header(row, columns):
            yield _row(row, columns)


def _untitled(rows: Sequence[Row], columns: Columns) -> Iterator[str]:
    """Yield the rows that have figures and nothing that says of what."""
    places = {
        *(columns.by_name[one] for one in _FIGURES if one in columns.by_name),
        *columns.months,
    }
    for row in rows:
        figures = [row[at] for at in sorted(places & row.keys())]
        if columns.by_name["title"] not in row and figures:
            yield say("the row of {}, which has no title,", figures[0].place)


def _is_sum(title: str) -> bool:
    return title.strip(" :") in ("รวม", "รวมทั้งหมด", "รวมทั้งสิ้น")


def _is_header(row: Row, columns: Columns) -> bool:
    """Tell whether the header stands there again, as at the top of each printed page."""
    again = columns_of([row])
    return again is not None and again[1].by_name == columns.by_name


def _row(row: Row, columns: Columns) -> TrackerRow:
    cells = {name: row[at] for name, at in columns.by_name.items() if at in row}
    unit = on_one_line(cells["unit"].text) if "unit" in cells else None
    figures = _Figures[str](unit)
    figures.read({name: cells[name] for name in _FIGURES if name in cells})
    months = _Figures[date](unit)
    in_order = sorted(columns.months.items(), key=lambda one: one[1])
    months.read({_last_day(month): row[at] for at, month in in_order if at in row})
    title, codes = _title_and_codes(cells)
    return TrackerRow(
        place=cells["title"].place,
        title=title,
        codes=codes,
        item_id=cells["item"].text if "item" in cells else None,
        unit=unit,
        figures=figures.values,
        months=months.values,
        refused=(*figures.refused, *months.refused),
        are_months_whole=not months.refused,
        places={
            **({"unit": cells["unit"].place} if "unit" in cells else {}),
            **figures.places,
            **months.places,
        },
    )


class _Figures(Generic[Key]):
    """The cells of a row that are figures, and those that are none."""

    def __init__(self, unit: str | None) -> None:
        self.values: dict[Key, float] = {}
        self.places: dict[Key, Place] = {}
        self.refused: list[tuple[Place, str]] = []
        self._unit = unit

    def read(self, cells: Mapping[Key, Cell]) -> None:
        for name, cell in cells.items():
            try:
                value = figure_if_any(cell, self._unit)
            except CellError as error:
                self.refused.append((cell.place, str(error)))
                continue
            if value is not None:
                self.values[name], self.places[name] = value, cell.place


def _last_day(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _title_and_codes(cells: Mapping[str, Cell]) -> tuple[str, tuple[Code, ...]]:
    """Return the title without what the tracker prints around it, and the codes beside it."""
    whole = on_one_line(cells["title"].text)
    printed = arabic(whole)  # As long as the text itself.
    own = arabic(cells["code"].text) if "code" in cells else ""
    codes = [_code(one["system"], one["code"]) for one in _CODE.finditer(f"{own} {printed}")]
    if not codes and _BARE_CODE.fullmatch(own.strip()):
        system = "OKR" if own.count(".") == _OKR_PARTS - 1 else "KPI"
        codes = [_code(system, own.strip())]
    kept = list(whole)
    for one in _CODE.finditer(printed):
        far = _PERCENT.fullmatch(printed, one.end())
        end = far.end() if far else one.end()
        kept[one.start() : end] = " " * (end - one.start())
    text = " ".join("".join(kept).split())
    text = re.sub(r"(?:\s*[:,])+\s*$", "", text)
    return _NUMBER_BEFORE.sub("", text).strip() or whole, tuple(dict.fromkeys(codes))


def _code(system: str, code: str) -> Code:
    is_okr = system.upper() == "OKR"
    return Code(system.upper(), code_in_one_spelling(code) if is_okr else code.strip())


def code_in_one_spelling(code: str) -> str:
    """Return a code as 4.2.09 and 5.1.2.1 are written: the last of three parts has two digits."""
    parts = [one.lstrip("0") or "0" for one in code.strip().split(".")]
    if len(parts) == _OKR_PARTS:
        parts[-1] = parts[-1].zfill(2)
    return ".".join(parts)
