"""A document before it has a format: headings, lines, facts and tables of cells.

All text is on lines that hold nothing but text, whatever the sources hold.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graph.views.writing import number, one_line, short_date

PAPER, SHEET = "paper", "sheet"  # Where a column stands: on pages, in workbooks, or in both.


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as readers see it, and the figure or date behind it."""

    lines: tuple[str, ...] = ()
    value: float | date | None = None
    missing: bool = False  # The sources are silent, which is said and marked.
    soft: bool = False  # Says that there is nothing to say.

    @property
    def text(self) -> str:
        """The cell on one line."""
        return "; ".join(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: what stands above it, and its share of the width of the page."""

    name: str
    share: float
    figure: bool = False  # Figures stand to the right.
    where: str = ""  # PAPER, SHEET, or both where it is empty.


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Rows under a band of their own, or all rows where the table has no bands."""

    title: str = ""
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; in a workbook it is a sheet of this name, and the bands are a column."""

    name: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    band: str = ""  # What the bands are, as the name of their column.
    total: tuple[Cell, ...] = ()

    def shown(self, where: str) -> list[int]:
        """Return the places of the columns that stand on paper, or in a workbook."""
        return [at for at, one in enumerate(self.columns) if one.where in ("", where)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with lines, facts and tables below it; without tables, `nothing` says so."""

    heading: str
    lines: tuple[str, ...] = ()
    facts: tuple[tuple[str, Cell], ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()  # Small, below the tables.


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document."""

    language: str
    day: date
    title: str
    subject: str  # The unit or the project.
    about: tuple[str, ...]
    running: str  # Stands above every page.
    sections: tuple[Section, ...]
    signed: tuple[str, ...] = ()  # Who signs, by their part; never by name.
    lying: bool = True  # A4 on its side.


def text(*lines: str | None) -> Cell:
    """Return a cell of text, a line each; what is empty is left out."""
    return Cell(tuple(clean(one) for one in lines if one))


def clean(line: str) -> str:
    """Return text on one line, with nothing but text in it."""
    return one_line(line).strip()


def figure(value: float, after: str = "") -> Cell:
    """Return a cell of a figure, with separators."""
    return Cell((number(value) + after,), value)


def day(value: date, language: str) -> Cell:
    """Return a cell of a day, in Buddhist era in Thai."""
    return Cell((short_date(value, language),), value)


def table(
    name: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], total: Sequence[Cell] = ()
) -> Table:
    """Return a table without bands."""
    group = Group(rows=tuple(tuple(row) for row in rows))
    return Table(name=name, columns=tuple(columns), groups=(group,), total=tuple(total))
