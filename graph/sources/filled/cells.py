"""What a cell of a plan says: a value of format 1, none, that it is taken away, or nothing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from graph.model.entities import PartialDate
from graph.model.fields import FieldType
from graph.model.portfolio import Portfolio
from graph.model.vocabulary import NodeKind
from graph.reports import plan_sheets as p
from graph.sources.workbooks.days import partial_day, whole_day
from graph.sources.workbooks.figures import figure
from graph.sources.workbooks.sheets import Cell
from graph.sources.workbooks.words import (
    CellError,
    Known,
    arabic,
    ids_of,
    on_one_line,
    quoted,
    spelt,
)

Value = str | float | date | PartialDate | tuple[str, ...]


class Said(Enum):
    """What a cell may say that is no value."""

    NOTHING = "nothing"  # A dash, or that it is not known, where the format knows no "none".
    GONE = "gone"  # What the sources say is to be taken away.


_NONE = frozenset({"ไม่มี", "none", "[]"})
_UNKNOWN = frozenset({"ไม่ทราบ", "ไม่ระบุ", "n/a", "unknown", "?"})
_APART = re.compile(rf"[{re.escape(p.SEPARATORS)}]")
_NEW_ROW = re.compile(rf"{p.NEW_ROW}(?![0-9])")
_FIGURES = (FieldType.NUMBER, FieldType.MONEY, FieldType.PERCENT)
_LONGEST = 5_000  # Characters of a text; more is a document of its own.


@dataclass(slots=True)
class Reader:
    """Reads the cells of one plan."""

    portfolio: Portfolio
    words: Mapping[str, Sequence[str]]  # What lists say beside the words of the format.
    near: int | None = None  # Its fiscal year, for years of two digits.
    new: dict[str, str | None] = field(default_factory=dict)  # Ids of new rows; None: refused.
    made: set[str] = field(default_factory=set)  # Ids that new items get, of all workbooks.
    known: dict[tuple[NodeKind, ...], Known] = field(default_factory=dict)

    def read(self, column: p.Column, cell: Cell, counted_in: str | None = None) -> Value | Said:
        """Return what a cell says; `counted_in` is the unit of its measure.

        Raises:
            CellError: it is not plain.
        """
        refuse_unread(cell)
        said = _said(column, cell)
        return self._value(column, cell, counted_in) if said is None else said

    def own_id(self, kind: NodeKind, cell: Cell) -> str:
        """Return the id of a row's own item.

        Raises:
            CellError: the sources have no such item of the kind.
        """
        refuse_unread(cell)
        _refuse_figure(cell, kind.noun)
        try:
            found = ids_of(cell.text, self._known((kind,)), kind.noun)
        except CellError as error:
            raise CellError(f"{error}; leave the cell empty for a new {kind.noun}") from error
        if len(found) != 1:
            raise CellError(f"{quoted(cell.text)} is no id of a {kind.noun}: give each row its own")
        return found[0]

    def _value(self, column: p.Column, cell: Cell, counted_in: str | None) -> Value:
        assert column.field is not None
        kind = column.field.type
        if column.refers_to:
            return self._ids(column, cell)
        if kind in _FIGURES:
            return figure(cell, kind, counted_in)
        if kind is FieldType.DATE:
            return whole_day(cell, self.near)
        if kind is FieldType.PARTIAL_DATE:
            return partial_day(cell, self.near)
        return self._choice(column, cell) if column.choices else _text(cell)

    def _choice(self, column: p.Column, cell: Cell) -> str:
        known = Known({one: self.words.get(one, ()) for one in column.choices})
        found = ids_of(cell.text, known, column.name.rpartition(".")[2])
        if len(found) > 1:
            raise CellError(f"{quoted(cell.text)} is several: choose one")
        return found[0]

    def _ids(self, column: p.Column, cell: Cell) -> tuple[str, ...]:
        noun = " or ".join(one.noun for one in column.refers_to)
        _refuse_figure(cell, noun)
        parts = [one.strip() for one in _APART.split(cell.text) if one.strip()]
        new = [_NEW_ROW.match(arabic(one).upper()) for one in parts]
        rest = ", ".join(one for one, is_new in zip(parts, new, strict=True) if not is_new)
        found = ids_of(rest, self._known(column.refers_to), noun) if rest else []
        found += [self._new_id(one[0], cell) for one in new if one]
        if not column.holds_many and len(found) > 1:
            raise CellError(f"{quoted(cell.text)} is more than one {noun}: keep one")
        return tuple(dict.fromkeys(found))

    def _new_id(self, name: str, cell: Cell) -> str:
        if name not in self.new:
            message = f"names the row {name}, but nothing is filled in there"
            raise CellError(f"{quoted(cell.text)} {message}: fill it in, or choose another")
        found = self.new[name]
        if found is None:
            message = f"names the row {name}, which is refused: mend that row"
            raise CellError(f"{quoted(cell.text)} {message}")
        return found

    def _known(self, kinds: tuple[NodeKind, ...]) -> Known:
        if kinds not in self.known:
            items = (one for one in self.portfolio.items.values() if one.kind_of_node in kinds)
            titles = {
                one.id: [title for title in (one.title_th, one.title_en) if title] for one in items
            }
            self.known[kinds] = Known(titles)
        return self.known[kinds]


def refuse_unread(cell: Cell) -> None:
    """Refuse what a cell does not say by itself.

    Raises:
        CellError: it is a formula, or merged with cells of other columns.
    """
    if cell.is_computed:
        message = "is a formula or an error: type the value itself"
        raise CellError(f"{quoted(str(cell.value))} {message}")
    if cell.is_wide:
        message = "is merged over several columns: unmerge the cells, and fill in each"
        raise CellError(f"{quoted(cell.text)} {message}")


def _refuse_figure(cell: Cell, noun: str) -> None:
    if isinstance(cell.value, (bool, int, float, date)):
        message = "is a number or a date to the spreadsheet"
        remedy = f"format the cell as text, and write the id of a {noun}"
        raise CellError(f"{quoted(cell.text)} {message}: {remedy}")


def _said(column: p.Column, cell: Cell) -> tuple[str, ...] | Said | None:
    """Return what a cell says that is no value; None where it is to be read."""
    if not isinstance(cell.value, str):
        return None
    text = on_one_line(spelt(cell.value)).casefold()
    if text in p.GONE:
        return Said.GONE
    is_dash = not cell.text
    if is_dash or text in _NONE:
        if column.knows_none:
            return ()
        if not is_dash and column.field and column.field.type is FieldType.MONEY:
            message = "write 0 where no money is needed, leave it empty where that is not known"
            raise CellError(f"{quoted(text)} is no sum of money: {message}")
        return Said.NOTHING
    return Said.NOTHING if text in _UNKNOWN else None


def _text(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, (bool, float, date)):
        what = "a date" if isinstance(value, date) else "no text"
        message = f"{quoted(cell.text)} is {what} to the spreadsheet"
        raise CellError(f"{message}: format the cell as text and type it again")
    text = on_one_line(cell.text)
    if len(text) > _LONGEST:
        raise CellError(f"the text has more than {_LONGEST:,} characters: write it shorter")
    return text
