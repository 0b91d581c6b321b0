"""One sheet of a plan that comes back: its known columns and rows, and what else is there.

Columns may be moved and added, rows sorted, deleted and copied. What is not of the plan is told.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.reports import plan_sheets as p
from graph.sayings import counted, say
from graph.sources.workbooks.returned import Told
from graph.sources.workbooks.sheets import Cell, Place, Row, Sheet, cell_name
from graph.sources.workbooks.words import arabic, on_one_line, quoted

_NUMBER = re.compile(r"\d+")
_SUM = re.compile(  # What stands where a title would, in a row of sums.
    r"(ยอด)?รวม(ยอด|เงิน|เป็น|ทั้ง|สิ้น|หมด|งบประมาณ|จำนวน|\d+|โครงการ|ทุก)*|(grand|sub)?total",
    re.IGNORECASE,
)
_NO_WORD = re.compile(r"[\s:.,()]+")
_NAMES = (p.ID, "title.th", "subject.th")


@dataclass(frozen=True, slots=True)
class FilledRow:
    """The cells of one row that are not empty, by the names of their columns."""

    table: "Table"
    number: int
    cells: Mapping[str, Cell]
    is_others: bool = False  # It says that it is another unit's.
    doubts: Sequence[Told] = ()  # Columns that stand there twice, and do not say the same.

    @property
    def sheet(self) -> p.PlanSheet:
        """What the row is of."""
        return self.table.sheet

    @property
    def name(self) -> str:
        """By what other rows name it before it has an id, such as `#O3`; empty where by nothing."""
        cell = self.cells.get(p.ROW)
        return cell.text.upper() if cell else ""

    def place(self, name: str = "") -> Place:
        """Return the cell of a column, empty or not; the first of the row where that has none."""
        if name in self.cells:
            return self.cells[name].place
        at = self.table.columns.get(name, 1)
        return Place(self.table.file, self.table.title, cell_name(at, self.number))


@dataclass(slots=True, kw_only=True)
class Table:
    """The rows of one sheet of the plan."""

    sheet: p.PlanSheet
    file: str
    title: str  # Of its tab; empty in a file that has none.
    columns: Mapping[str, int]  # By the names of the contract, counted from 1.
    rows: list[FilledRow] = field(default_factory=list)
    others: list[FilledRow] = field(default_factory=list)  # Rows of other units.
    told: list[Told] = field(default_factory=list)


def sheet_of(sheet: Sheet, hint: str = "") -> tuple[p.PlanSheet, int] | None:
    """Return which sheet of the plan it is, and which of its rows holds the names of the columns.

    Where the names fit several sheets, `hint` decides, or else the title of the tab.
    """
    for nth, row in enumerate(sheet.rows[: p.HEAD_ROWS]):
        names = {one.text.casefold() for one in row.values()}
        fits = {
            one.name: len(names & set(one.names))
            for one in p.SHEETS
            if set(one.key) <= names and len(names & set(one.names)) > len(one.key)
        }
        titles = [hint] if hint in fits else [sheet.title]
        found = [one for one in p.SHEETS if one.name in fits]
        named = [one for one in found if {one.name, *one.title} & set(titles)]
        best = named or [one for one in found if fits[one.name] == max(fits.values())]
        if len(best) == 1:
            return best[0], nth
    return None


def table_of(sheet: Sheet, of: p.PlanSheet, names_at: int, known: Collection[str]) -> Table:
    """Return the rows of a sheet; by the `known` ids a row is told from the heading of one."""
    names = {at: one.text.casefold() for at, one in sheet.rows[names_at].items()}
    columns: dict[str, int] = {}
    for at, name in names.items():
        if name in of.names:
            columns.setdefault(name, at)
    first = next(iter(sheet.rows[names_at].values())).place
    table = Table(sheet=of, file=first.file, title=first.sheet, columns=columns)
    rows = list(sheet.rows[names_at + 1 :])
    heading = rows.pop(0) if rows and _is_heading(rows[0], names, of, known) else {}
    for one in filter(None, (_row(table, row, names) for row in rows)):
        if _is_sum(one):
            table.told.append(Told(one.place(), say("a row of sums, which is not read")))
        else:
            (table.others if one.is_others else table.rows).append(one)
    table.told += _unknown_columns(rows, names, heading, of)
    return table


def _is_heading(
    row: Row, names: Mapping[int, str], of: p.PlanSheet, known: Collection[str]
) -> bool:
    """Tell whether a row under the names is for people: words, and no figure, where ids stand."""
    first = [one.text.split()[0] for at, one in row.items() if names.get(at) in of.key and one.text]
    return bool(first) and not any(_NUMBER.search(one) or one in known for one in first)


def _row(table: Table, row: Row, names: Mapping[int, str]) -> FilledRow | None:
    """Return a row of the plan; None where it is empty."""
    cells: dict[str, Cell] = {}
    doubts = []
    for at, cell in row.items():
        name = names.get(at, "")
        if name not in table.columns:
            continue
        first = cells.setdefault(name, cell)
        if first is not cell and first.text != cell.text:
            template = "column {} stands twice, and says {} at {}: keep one of the two"
            doubts.append(Told(cell.place, say(template, name, quoted(first.text), first.place)))
    number = _row_of(next(iter(row.values())))
    told = {one.name for one in table.sheet.columns if one.is_told}
    own = {name for name, one in cells.items() if _row_of(one) == number}
    if not own - told - {p.ROW}:  # A cell that is merged with those below makes no rows of them.
        return None
    role = cells.get(p.ROLE)
    is_others = role is not None and role.text.startswith(p.OTHERS)
    return FilledRow(table, number, cells, is_others=is_others, doubts=doubts)


def _row_of(cell: Cell) -> int:
    return int(_NUMBER.findall(cell.place.cell)[0])


def _is_sum(row: FilledRow) -> bool:
    """Tell whether a row holds the sums of others, as people put below a table."""
    said = [row.cells[name].text for name in _NAMES if name in row.cells]
    words = [_NO_WORD.sub("", arabic(one)) for one in said if one]
    return len(words) == 1 and _SUM.fullmatch(words[0]) is not None


def _unknown_columns(
    rows: Sequence[Row], names: Mapping[int, str], heading: Row, of: p.PlanSheet
) -> Iterator[Told]:
    """Yield each column that is not of the plan, with how many of its cells are filled."""
    found: dict[int, list[Cell]] = {}
    for row in rows:
        for at, cell in row.items():
            if names.get(at) not in of.names:
                found.setdefault(at, []).append(cell)
    for at, cells in sorted(found.items()):
        title = names.get(at) or (on_one_line(heading[at].text) if at in heading else "")
        what = say("the column {}", quoted(title)) if title else say("a column without a name")
        count = counted(len(cells), "cell")
        text = say("{} is not of the plan: its {} from here on are not read", what, count)
        yield Told(cells[0].place, text)
