"""A cell beside what the sources say, now and when the workbook was made.

A cell that is as it was then says nothing new: the sources keep what they have now. What was
changed in both is refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from graph.model.entities import PartialDate
from graph.reports import plan_sheets as p
from graph.sayings import say
from graph.sources.filled.cells import Reader, Said, Value
from graph.sources.workbooks.figures import is_same_figure
from graph.sources.workbooks.returned import Told
from graph.sources.workbooks.sheets import Cell
from graph.sources.workbooks.words import CellError, on_one_line, quoted, spelt


class Verdict(Enum):
    """What a cell comes to that sets nothing."""

    SAME = "same"  # As the sources have it.
    KEPT = "kept"  # As it was, where the sources have changed since.


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A cell of an item, and what the sources say of its field."""

    of: str  # The item, for messages.
    column: p.Column
    cell: Cell
    now: Value | None
    then: Value | None = None  # When the workbook was made.
    is_then_known: bool = False


@dataclass(slots=True)
class Judged:
    """What the cells of a row come to."""

    set: list[tuple[Compared, Any]] = field(default_factory=list)  # None: it is taken away.
    kept: list[Told] = field(default_factory=list)
    wrong: list[Told] = field(default_factory=list)


def judged(cells: Iterable[Compared], reader: Reader, counted_in: str | None) -> Judged:
    """Compare the cells of a row; `counted_in` is the unit of its measure."""
    found = Judged()
    for one in cells:
        try:
            said = _verdict(one, reader, counted_in)
        except CellError as error:
            found.wrong.append(Told(one.cell.place, str(error)))
            continue
        if said is Verdict.KEPT:
            template = "{}: {} was changed since the workbook was made, and stays {}"
            text = say(template, one.of, one.column.name, shown(one.now))
            found.kept.append(Told(one.cell.place, text))
        elif said is not Verdict.SAME:
            found.set.append((one, said))
    return found


def _verdict(one: Compared, reader: Reader, counted_in: str | None) -> Any:
    """Return what a cell sets, None to take it away; or that it sets nothing.

    Raises:
        CellError: it is not understood, or not to be had in this way.
    """
    if _says_as_before(one, one.now):
        return Verdict.SAME
    if one.is_then_known and _says_as_before(one, one.then):
        return Verdict.KEPT
    said = reader.read(one.column, one.cell, counted_in)
    if is_same(said, one.now) or (isinstance(said, Said) and one.now is None):
        return Verdict.SAME
    if one.is_then_known and is_same(said, one.then):
        return Verdict.KEPT
    _refuse(one, said)
    return None if said is Said.GONE else said


def _refuse(one: Compared, said: Value | Said) -> None:
    """Refuse what may not be set."""
    name = one.column.name
    if said is Said.NOTHING:
        message = say("{} does not tell what becomes of {}", quoted(str(one.cell.value)), name)
        remedy = say("write {} to take it away, or leave the cell empty", p.GONE[0])
        raise CellError(say("{}: {}", message, remedy))
    if said is Said.GONE and one.column.need == p.REQUIRED:
        raise CellError(say("{} cannot be taken away: write what it is", name))
    if one.column.field and one.column.field.implied:
        raise CellError(say("{} follows from where the text stands: move that by hand", name))
    if one.is_then_known and one.now != one.then and not is_same(one.now, one.then):
        message = say("{} was changed in the sources since the workbook was made", name)
        remedy = say("look which is right, and write that")
        raise CellError(say("{}, to {}: {}", message, shown(one.now), remedy))


def _says_as_before(one: Compared, old: Value | None) -> bool:
    """Tell whether a cell holds the very text that went into it, or as much of it as it could."""
    cell = one.cell
    if cell.is_computed or cell.is_wide or not isinstance(cell.value, str) or one.column.choices:
        return False
    if isinstance(old, PartialDate):
        old = old.text
    if isinstance(old, date):
        old = old.isoformat()
    if not isinstance(old, str):
        return False
    text, before = on_one_line(spelt(cell.value)), on_one_line(spelt(old))
    return text == before or (text.endswith(p.CUT) and before.startswith(text[: -len(p.CUT)]))


def is_same(one: Value | Said | None, other: Value | None) -> bool:
    """Tell whether two values are the same: ids in any order, numbers as spreadsheets keep them."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return set(one) == set(other)
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return is_same_figure(one, other)
    if isinstance(one, PartialDate) and isinstance(other, PartialDate):
        return one.text == other.text
    if isinstance(one, str) and isinstance(other, str):
        return one == on_one_line(spelt(other))
    return one == other


def shown(value: object) -> str:
    """Return a value for a message."""
    if value is None:
        return say("nothing")
    if isinstance(value, tuple):
        return quoted(", ".join(map(str, value))) if value else say("none")
    return quoted(str(getattr(value, "text", value)))
