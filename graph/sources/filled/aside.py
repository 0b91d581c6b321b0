"""Cells to be looked at: for reading, where people have written; and fractions for percent."""

from collections.abc import Iterator

from graph.model.entities import Item, KeyResult, Measure
from graph.reports import plan_sheets as p
from graph.reports.attainment import is_percent
from graph.sayings import say
from graph.sources.filled.table import FilledRow
from graph.sources.filled.wish import Wish
from graph.sources.workbooks.days import partial_day
from graph.sources.workbooks.figures import is_same_figure
from graph.sources.workbooks.returned import Told
from graph.sources.workbooks.sheets import Cell
from graph.sources.workbooks.words import CellError, quoted

_PROGRESS = "progress"
_COUNTED = ("baseline", "target", "actual")
_REACHED = say("figures that are reached come with `policytrace import tracker`")
_WHERE = {
    p.SAID: _REACHED,
    p.SAID_ON: _REACHED,
    p.KEY_RESULT_TARGET: say("change it in the sheet of key results"),
}


def aside(row: FilledRow, *items: Item | None) -> Iterator[Told]:
    """Yield the cells for reading that say something else than the item of a row.

    Args:
        row: The row.
        items: Its item now and when the workbook was made, as far as it is there.
    """
    for name, remedy in _WHERE.items():
        cell = row.cells.get(name)
        if cell and cell.text and not any(_says(name, cell, one) for one in items):
            template = "{} stands in {}, which is only for reading: it is not taken; {}"
            yield Told(cell.place, say(template, quoted(cell.text), name, remedy))


def _says(name: str, cell: Cell, item: Item | None) -> bool:
    """Tell whether a cell holds what the sources have of it."""
    if not isinstance(item, KeyResult):
        return False
    check_ins = item.check_ins or ()
    if name == p.SAID_ON:
        return _day(cell) in [one.as_of.isoformat() for one in check_ins]
    figures = [item.target] if name == p.KEY_RESULT_TARGET else [one.value for one in check_ins]
    return any(_is_figure(cell, one) for one in figures if one is not None)


def _day(cell: Cell) -> str:
    try:
        return partial_day(cell).text
    except CellError:
        return ""


def _is_figure(cell: Cell, figure: float) -> bool:
    try:
        found = float(cell.text.replace(",", ""))
    except ValueError:
        return False
    return is_same_figure(found, figure)


def fractions(wish: Wish, counted_in: str | None) -> Iterator[Told]:
    """Yield what is new, below 1 and counted in percent: 90% pasted as a value is 0.9."""
    row = wish.row
    cells = row.cells.values() if wish.new else [one.cell for one in wish.pieces]
    for name, cell in row.cells.items():
        is_counted = name in _COUNTED and is_percent(Measure(counted_in))
        is_plain = isinstance(cell.value, float) and not cell.is_percent
        if cell in cells and is_plain and (name == _PROGRESS or is_counted):
            assert isinstance(cell.value, float)
            if 0 < cell.value < 1:
                meant = f"{cell.value * 100:.10g}"
                template = "{} percent is less than one: write {} if that is meant"
                yield Told(cell.place, say(template, quoted(cell.text), meant))
