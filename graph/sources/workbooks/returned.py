"""A digest that comes back: its answers, each with its cell, and what else people have put in.

Rows may be sorted, filtered, deleted and copied, columns moved and added, sheets renamed. What is
not of the digest is told and not lost.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from graph.errors import UsageError
from graph.reports.nightly import answer_sheets as a
from graph.sayings import counted, say
from graph.sources.dates import day
from graph.sources.workbooks.sheets import Cell, Place, Row, Sheet, sheets_of
from graph.sources.workbooks.words import on_one_line, quoted

_FINDING = re.compile(r"[A-Z]{3}\d{3}(?::[A-Za-z0-9][A-Za-z0-9._-]*)+")
_DIGITS = 6  # Of how many rows a workbook may have.
_KEY, _VALUE = 1, 2  # The columns of the hidden sheet.
_OURS = (a.ABOUT, a.LISTS, *a.FIRST)
_TITLES = {title for one in a.SHEETS for title in one.title}
_ANSWERS = {name for one in a.SHEETS for name in one.answers}
_NAMES = {name for one in a.SHEETS for name in one.columns}


@dataclass(frozen=True, slots=True)
class Told:
    """Something of a workbook that is no answer, for people to read."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer cells of one finding that are not empty, by the names of their columns."""

    unit: str | None
    finding: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What one workbook brings back."""

    file: str
    unit: str | None  # None: the digest of what is nobody's.
    as_of: date
    dataset: str
    commit: str | None
    asked: frozenset[str]  # The findings that it still has.
    sent: int  # How many it had; 0 where that is not known.
    answers: Sequence[Answer]  # In the order of the sheets; one finding may have two.
    unread: Sequence[Told]  # Answers that belong to nothing.
    told: Sequence[Told]  # All else that people have put in.


def returned(path: Path) -> Returned:
    """Read a digest that has come back.

    Raises:
        UsageError: it cannot be read, or is none.
    """
    name = path.as_posix()
    sheets = sheets_of(path, name)
    about = _about(sheets, name)
    unit = about["unit"] or None
    filled = (one for one in sheets if one.rows and one.title not in _OURS)
    tables = [_Table(one, unit) for one in filled]
    return Returned(
        file=name,
        unit=unit,
        as_of=_day_of(about["as_of"], name),
        dataset=about["dataset"],
        commit=about["commit"] or None,
        asked=frozenset(finding for one in tables for finding in one.asked),
        sent=0 if any(one.is_torn for one in tables) else _figure(about["findings"]),
        answers=[answer for one in tables for answer in one.answers],
        unread=[told for one in tables for told in one.unread],
        told=[
            *(told for one in sheets for told in comments_of(one)),
            *(told for one in tables for told in one.told),
        ],
    )


def comments_of(sheet: Sheet) -> Iterator[Told]:
    """Yield the comments of a sheet, of which none is read."""
    for place, text in sheet.comments:
        yield Told(place, say("a comment, which is not read: {}", quoted(text)))


def _about(sheets: Sequence[Sheet], name: str) -> dict[str, str]:
    """Return what the hidden sheet says of the workbook."""
    found = next((one for one in sheets if one.title == a.ABOUT), None)
    if found is None:
        message = f"this is no digest, its hidden sheet '{a.ABOUT}' is missing"
        raise UsageError(f"{name}: {message}: fill in the workbook that the nightly report made")
    pairs = (_texts(row) for row in found.rows)
    said = {one.get(_KEY): one.get(_VALUE, "") for one in pairs}
    about = {key: said.get(key, "") for key in a.ABOUT_KEYS}
    if about["format"] != str(a.FORMAT):
        message = f"this is a digest of format {quoted(about['format'])}, not {a.FORMAT}"
        raise UsageError(f"{name}: {message}: read it with the program that made it")
    return about


def _day_of(text: str, name: str) -> date:
    found = day(text)
    if found is None:
        message = f"its hidden sheet '{a.ABOUT}' was changed: fill in the digest anew"
        raise UsageError(f"{name}: {message}")
    return found


def _figure(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else 0


def _texts(row: Row) -> dict[int, str]:
    return {at: one.text for at, one in row.items()}


def _columns(sheet: Sheet) -> dict[int, str]:
    """Return the machine's names of the columns, wherever the row of them has gone."""
    for row in sheet.rows:
        names = _texts(row)
        if a.FINDING in names.values() and _ANSWERS & set(names.values()):
            return names
    return {}


class _Table:
    """The rows of one sheet of findings."""

    def __init__(self, sheet: Sheet, unit: str | None) -> None:
        self.asked: set[str] = set()
        self.answers: list[Answer] = []
        self.unread: list[Told] = []
        self.told: list[Told] = []
        self.is_torn = False  # Nothing tells which findings its rows are of.
        self._unit = unit
        self._columns = _columns(sheet)
        if self._columns:
            self._read_rows(sheet.rows)
        else:
            self._tell_sheet(sheet)

    def _tell_sheet(self, sheet: Sheet) -> None:
        """Tell of a sheet without a row of names: one that people have added, or broken."""
        place = next(iter(sheet.rows[0].values())).place
        if sheet.title in _TITLES:
            text = say("the hidden row of names is missing: answer in the digest as it was sent")
            self.unread.append(Told(place, text))
            self.is_torn = True
        else:
            count = counted(len(sheet.rows), "row")
            self.told.append(Told(place, say("the sheet is not of the digest: read its {}", count)))

    def _read_rows(self, rows: Sequence[Row]) -> None:
        """Read the rows; those above the names are titles, the one below them the header."""
        names = next(nth for nth, row in enumerate(rows) if self._is_names(row))
        for nth, row in enumerate(rows):
            finding = self._finding(row)
            if finding:
                self._read(row, finding)
            elif nth > names + 1 and not self._is_names(row):
                self._tell_row(row)

    def _is_names(self, row: Row) -> bool:
        return _texts(row) == self._columns

    def _finding(self, row: Row) -> str | None:
        at = next(at for at, name in self._columns.items() if name == a.FINDING)
        text = row[at].text if at in row else ""
        return text if _FINDING.fullmatch(text) else None

    def _read(self, row: Row, finding: str) -> None:
        self.asked.add(finding)
        cells: dict[str, Cell] = {}
        for at, one in row.items():
            name = self._columns.get(at)
            if name is None or name not in _NAMES:
                self.told.append(
                    Told(one.place, say("'{}' (beside {})", on_one_line(one.text), finding))
                )
            elif name in cells and cells[name].text != one.text:  # A column that was copied.
                self.answers.append(Answer(self._unit, finding, {name: one}))
            elif name in _ANSWERS:
                cells[name] = one
        if cells:
            self.answers.append(Answer(self._unit, finding, cells))

    def _tell_row(self, row: Row) -> None:
        """Tell of a row without a finding, cell by cell."""
        is_answer = any(self._columns.get(at) in _ANSWERS for at in row)
        for one in row.values():
            said = f"'{on_one_line(one.text)}'"
            if is_answer:
                text = say("{} stands in a row without a finding: copy whole rows", said)
                self.unread.append(Told(one.place, text))
            else:
                self.told.append(Told(one.place, say("{} (in a row of its own)", said)))
