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
from graph.sayings import say
from graph.sources.workbooks.days import partial_day, whole_day
from graph.sources.workbooks.figures import NO_FIGURE, figure
from graph.sources.workbooks.sheets import Cell, refuse_shared, refuse_unread
from graph.sources.workbooks.words import (
    UNKNOWN,
    CellError,
    Known,
    arabic,
    ids_of,
    names_another,
    on_one_line,
    pieces_of,
    quoted,
    spelt,
)

Value = str | float | date | PartialDate | tuple[str, ...]


class Said(Enum):
    """What a cell may say that is no value."""

    NOTHING = "nothing"  # A dash, or that it is not known, where the format knows no "none".
    GONE = "gone"  # What the sources say is to be taken away.


_NONE = frozenset({"ไม่มี", "none", "[]"})
_NO_MONEY = frozenset({"ไม่ใช้งบประมาณ", "ไม่ใช้งบ"})
_ALSO = {  # What people say for words of a choice, beside what the lists offer.
    "planned": ("ยังไม่ดำเนินการ",),
    "active": ("อยู่ระหว่างดำเนินการ",),
    "done": ("แล้วเสร็จ", "เสร็จแล้ว", "เสร็จสิ้น", "ดำเนินการแล้วเสร็จ"),
    "unreported": ("ยังไม่รายงาน",),
}
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
        is_gone = cell.text.casefold() in p.GONE
        try:
            found = [] if is_gone else ids_of(cell.text, self._known((kind,)), kind.noun)
        except CellError as error:
            message = say("{}; leave the cell empty for a new {}", str(error), kind.noun)
            raise CellError(message) from error
        if is_gone or self._is_partly_gone(cell, found):
            remedy = say(
                "choose cancelled as its status if it has one, or delete it in the sources"
            )
            raise CellError(say("{}: a row takes no item away: {}", quoted(cell.text), remedy))
        if len(found) != 1:
            raise CellError(
                say("{} is no id of a {}: give each row its own", quoted(cell.text), kind.noun)
            )
        return found[0]

    def _value(self, column: p.Column, cell: Cell, counted_in: str | None) -> Value:
        assert column.field is not None
        kind = column.field.type
        if column.refers_to:
            return self._ids(column, cell)
        if kind is FieldType.MONEY and on_one_line(cell.text) in _NO_MONEY:
            return 0
        if kind in _FIGURES:
            refuse_shared(cell)
            return figure(cell, kind, counted_in)
        if kind is FieldType.DATE:
            return whole_day(cell, self.near)
        if kind is FieldType.PARTIAL_DATE:
            return partial_day(cell, self.near)
        return self._choice(column, cell) if column.choices else _text(cell)

    def _choice(self, column: p.Column, cell: Cell) -> str:
        offered = {one: self.words.get(one, ()) for one in column.choices}
        known = Known({one: (*words, *_ALSO.get(one, ())) for one, words in offered.items()})
        noun = column.name.rpartition(".")[2]
        try:
            found = ids_of(cell.text, known, noun)
        except CellError as error:
            listed = ", ".join(" ".join((one, *words[:1])) for one, words in offered.items())
            message = say("there is no {} {}: choose one of {}", noun, quoted(cell.text), listed)
            raise CellError(message) from error
        if len(found) > 1:
            raise CellError(say("{} is several: choose one", quoted(cell.text)))
        return found[0]

    def _ids(self, column: p.Column, cell: Cell) -> tuple[str, ...]:
        noun = " or ".join(one.noun for one in column.refers_to)
        _refuse_figure(cell, noun)
        known = self._known(column.refers_to)
        parts = list(pieces_of(cell.text, lambda one: _is_name(one, known)))
        new = [_NEW_ROW.match(arabic(one).upper()) for one in parts]
        rest = ", ".join(one for one, is_new in zip(parts, new, strict=True) if not is_new)
        found = ids_of(rest, known, noun) if rest else []
        for part, is_new in zip(parts, new, strict=True):
            if is_new:
                _refuse_more(part, is_new.end(), known, noun)
                found.append(self._new_id(is_new[0], cell))
        if self._is_partly_gone(cell, found):
            template = "{} names a {} and takes away: write the ids that stay, or {}"
            raise CellError(say(template, quoted(cell.text), noun, p.GONE[0]))
        if not column.holds_many and len(found) > 1:
            raise CellError(say("{} is more than one {}: keep one", quoted(cell.text), noun))
        return tuple(dict.fromkeys(found))

    def _is_partly_gone(self, cell: Cell, ids: Sequence[str]) -> bool:
        """Tell whether a cell that names items says beside them that something is taken away."""
        items = (self.portfolio.items[one] for one in ids if one in self.portfolio.items)
        titles = " ".join(f"{one.title_th} {one.title_en}" for one in items).casefold()
        return any(one in cell.text.casefold() and one not in titles for one in p.GONE)

    def _new_id(self, name: str, cell: Cell) -> str:
        if name not in self.new:
            message = say("{} names the row {}", quoted(cell.text), name)
            remedy = say("fill it in, or choose another")
            raise CellError(say("{}, but nothing is filled in there: {}", message, remedy))
        found = self.new[name]
        if found is None:
            message = say("{} names the row {}", quoted(cell.text), name)
            raise CellError(say("{}, which is refused: mend that row", message))
        return found

    def _known(self, kinds: tuple[NodeKind, ...]) -> Known:
        if kinds not in self.known:
            items = (one for one in self.portfolio.items.values() if one.kind_of_node in kinds)
            titles = {
                one.id: [title for title in (one.title_th, one.title_en) if title] for one in items
            }
            self.known[kinds] = Known(titles)
        return self.known[kinds]


def _is_name(text: str, known: Known) -> bool:
    """Tell whether a text is an id alone, or the name of a new row."""
    plain = arabic(text)
    return bool(_NEW_ROW.fullmatch(plain.upper()) or known.named(plain))


def _refuse_more(part: str, end: int, known: Known, noun: str) -> None:
    """Refuse what stands behind the name of a new row and is not for reading."""
    rest = arabic(part[end:])
    if "#" in rest or names_another(rest, known):
        raise CellError(
            say("{} says more than one {}: write commas between them", quoted(part), noun)
        )


def _refuse_figure(cell: Cell, noun: str) -> None:
    if isinstance(cell.value, (bool, int, float, date)):
        message = say("{} is a number or a date to the spreadsheet", quoted(cell.text))
        remedy = say("format the cell as text, and write the id of a {}", noun)
        raise CellError(say("{}: {}", message, remedy))


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
            message = say(
                "write 0 where no money is needed, leave it empty where that is not known"
            )
            raise CellError(say("{} is no sum of money: {}", quoted(text), message))
        return Said.NOTHING
    is_figure = column.field is not None and column.field.type in _FIGURES
    return Said.NOTHING if text in (NO_FIGURE if is_figure else UNKNOWN) else None


def _text(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, (bool, float, date)):
        what = say("a date") if isinstance(value, date) else say("no text")
        message = say("{} is {} to the spreadsheet", quoted(cell.text), what)
        raise CellError(say("{}: format the cell as text and type it again", message))
    text = on_one_line(cell.text)
    if len(text) > _LONGEST:
        raise CellError(say("the text has more than {:,} characters: write it shorter", _LONGEST))
    return text
