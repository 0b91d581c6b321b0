"""A plan that comes back as a workbook or as CSV: whose it is, and its tables."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graph.calendar import FIRST_BUDDHIST_YEAR, LAST_BUDDHIST_YEAR
from graph.errors import UsageError
from graph.problems import did_you_mean
from graph.reports import plan_sheets as p
from graph.sayings import counted, say
from graph.sources.filled.table import Table, sheet_of, table_of
from graph.sources.workbooks.csv_files import csv_sheet
from graph.sources.workbooks.returned import Told, comments_of
from graph.sources.workbooks.sheets import Sheet, sheets_of
from graph.sources.workbooks.words import arabic, quoted

_OURS = (p.ABOUT, p.LISTS, *p.FIRST)
_FILL_IN = "fill in the workbook that `policytrace template` writes"
_KEY, _VALUE = 1, 2  # The columns of the hidden sheet.


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Whose plan it is, as far as that is told; new items belong to this unit and year."""

    unit: str | None = None
    fiscal_year: int | None = None  # Buddhist era.
    dataset: str = ""
    commit: str = ""  # Of the sources that it was made of; empty where that is not known.


@dataclass(slots=True, kw_only=True)
class Book:
    """What one file brings back."""

    file: str
    whose: Whose
    tables: list[Table] = field(default_factory=list)
    refused: list[Told] = field(default_factory=list)  # Sheets of the plan that cannot be read.
    told: list[Told] = field(default_factory=list)  # What else people have put in.


def from_workbook(path: Path, given: Whose, known: Collection[str]) -> Book:
    """Read a plan that was filled in; what is `given` goes before what its hidden sheet says.

    Raises:
        UsageError: it cannot be read, or is no plan.
    """
    name = path.as_posix()
    sheets = sheets_of(path, name, with_dashes=True)
    book = Book(file=name, whose=_whose(sheets, name, given))
    for one in sheets:
        if one.rows and one.title not in _OURS:
            _add(book, one, known)
    if not book.tables and not book.refused:
        raise UsageError(f"{name}: none of its sheets is of a plan: {_FILL_IN}")
    return book


def from_csv(path: Path, given: Whose, known: Collection[str], sheet: str = "") -> Book:
    """Read one sheet of a plan that was saved as CSV.

    `sheet` names it where neither its columns nor the name of the file tell which it is.

    Raises:
        UsageError: it cannot be read, or it is not told which sheet it is.
    """
    name = path.as_posix()
    hint = sheet or next((one.name for one in p.SHEETS if one.name in path.stem), "")
    found = csv_sheet(path, name, lambda one: sheet_of(one, hint) is not None, with_dashes=True)
    book = Book(file=name, whose=given)
    if sheet_of(found, hint) is None:
        names = ", ".join(one.name for one in p.SHEETS)
        message = "its first rows do not tell which sheet of a plan it is"
        remedy = f"keep the row of names (id, title.th, …), and give --sheet one of {names}"
        raise UsageError(f"{name}: {message}: {remedy}")
    _add(book, found, known, hint)
    return book


def _add(book: Book, sheet: Sheet, known: Collection[str], hint: str = "") -> None:
    book.told += comments_of(sheet)
    found = sheet_of(sheet, hint)
    if found:
        table = table_of(sheet, *found, known)
        book.tables.append(table)
        book.told += table.told
        return
    place = next(iter(sheet.rows[0].values())).place
    if any(sheet.title in (one.name, *one.title) for one in p.SHEETS):
        text = say(
            "the hidden row of names is missing or changed: fill in the workbook as it was made"
        )
        book.refused.append(Told(place, text))
    else:
        count = counted(len(sheet.rows), "row")
        book.told.append(
            Told(place, say("the sheet is not of the plan: its {} are not read", count))
        )


def _whose(sheets: Sequence[Sheet], name: str, given: Whose) -> Whose:
    """Return what the hidden sheet says, as far as it is not given."""
    found = next((one for one in sheets if one.title == p.ABOUT), None)
    if found is None:
        if given.unit and given.fiscal_year:
            return given
        message = f"its hidden sheet '{p.ABOUT}' is missing"
        remedy = f"{_FILL_IN}, or say whose plan it is with --unit and --fiscal-year"
        raise UsageError(f"{name}: {message}: {remedy}")
    pairs = ({at: one.text for at, one in row.items()} for row in found.rows)
    said = {one.get(_KEY): one.get(_VALUE, "") for one in pairs}
    about = {key: said.get(key, "") for key in p.ABOUT_KEYS}
    if about["kind"] != p.KIND:
        remedy = "bring answers of a digest back with `policytrace answers import`"
        raise UsageError(f"{name}: this is no plan: {remedy}")
    if about["format"] != str(p.FORMAT):
        message = f"this is a plan of format {quoted(about['format'])}, not {p.FORMAT}"
        raise UsageError(f"{name}: {message}: read it with the program that made it")
    return Whose(
        unit=given.unit or about["unit"] or None,
        fiscal_year=given.fiscal_year or _year(about["fiscal_year"], name),
        dataset=about["dataset"],
        commit=about["commit"],
    )


def _year(text: str, name: str) -> int | None:
    if not text:
        return None
    year = arabic(text)
    if year.isdecimal() and FIRST_BUDDHIST_YEAR <= int(year) <= LAST_BUDDHIST_YEAR:
        return int(year)
    message = f"its hidden sheet '{p.ABOUT}' says {quoted(text)} for the year"
    raise UsageError(f"{name}: {message}: {_FILL_IN}, or give --fiscal-year")


def refuse_unknown_unit(book: Book, units: Collection[str]) -> None:
    """Refuse a plan of a unit that is not in the sources.

    Raises:
        UsageError: it is.
    """
    unit = book.whose.unit
    if unit is not None and unit not in units:
        raise UsageError(f"{book.file}: there is no unit '{unit}'{did_you_mean(unit, units)}")
