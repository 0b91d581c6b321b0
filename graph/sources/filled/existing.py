"""A row of an item that is there, compared with the sources field by field."""

from collections.abc import Iterator
from typing import Any

from graph.model.entities import Allocation, Item, KeyResult
from graph.model.fields import FieldType
from graph.reports import plan_sheets as p
from graph.reports.plan_rows import value_of
from graph.sources.filled.cells import Reader
from graph.sources.filled.comparing import Compared, Judged, judged
from graph.sources.filled.table import FilledRow
from graph.sources.filled.wish import Piece, RowRefusedError, Wish
from graph.sources.workbooks.words import on_one_line

_UNIT = "measure.unit"


def wish_of(row: FilledRow, item: Item, before: Item | None, reader: Reader) -> Wish:
    """Return what a row asks of its item; `before` is that when the workbook was made, if known.

    Raises:
        RowRefusedError: some of its cells cannot be taken.
    """
    found = judged(_compared(row, item, before), reader, counted_in(row, item))
    pieces = [_piece(item.id, one, value) for one, value in found.set]
    return _wish(row, item.id, pieces, found, reader)


def part_wish(row: FilledRow, of: tuple[str, str], before: Item | None, reader: Reader) -> Wish:
    """Return what a row of split targets asks: it is `of` a key result and a unit.

    Raises:
        RowRefusedError: some of its cells cannot be taken.
    """
    key_result, unit = of
    item = reader.portfolio.items.get(key_result)
    cells = (
        Compared(
            of=f"{key_result}, {unit}",
            column=row.sheet.column(name),
            cell=row.cells[name],
            now=getattr(_part(item, unit), name, None),
            then=getattr(_part(before, unit), name, None),
            is_then_known=before is not None,
        )
        for name in ("target", "actual")
        if name in row.cells
    )
    found = judged(cells, reader, counted_in(row, item))
    pieces = [
        Piece(key_result, "allocations", (unit, one.column.name), value, one.cell)
        for one, value in found.set
    ]
    return _wish(row, key_result, pieces, found, reader)


def _compared(row: FilledRow, item: Item, before: Item | None) -> Iterator[Compared]:
    for column in row.sheet.columns:
        if column.field and column.name != p.ID and column.name in row.cells:
            yield Compared(
                of=item.id,
                column=column,
                cell=row.cells[column.name],
                now=value_of(column, item),
                then=value_of(column, before) if before else None,
                is_then_known=before is not None,
            )


def _wish(row: FilledRow, item_id: str, pieces: list[Piece], found: Judged, reader: Reader) -> Wish:
    wrong = [*row.doubts, *found.wrong]
    if wrong:
        raise RowRefusedError(*wrong)
    named = {item_id, *(each for one in pieces for each in _ids(one.value))}
    return Wish(
        row=row,
        item_id=item_id,
        pieces=pieces,
        needs=frozenset(reader.made & named),
        told=found.kept,
    )


def _ids(value: Any) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()


def counted_in(row: FilledRow, item: Item | None) -> str | None:
    """Return the unit of the measure that figures are in, as the row says it or its item."""
    cell = row.cells.get(_UNIT)
    if cell is not None and cell.text:
        return on_one_line(cell.text)
    measure = item.measure if isinstance(item, KeyResult) else None
    return measure.unit if measure else None


def _piece(item_id: str, one: Compared, value: Any) -> Piece:
    whole, _, part = one.column.name.partition(".")
    assert one.column.field is not None
    if one.column.field.type is FieldType.REF and isinstance(value, tuple):
        value = value[0]  # As entities hold it.
    name = whole if part else one.column.field.name
    return Piece(item_id, name, (part,) if part else (), value, one.cell)


def _part(item: Item | None, unit: str) -> Allocation | None:
    parts = (item.allocations if isinstance(item, KeyResult) else None) or ()
    return next((one for one in parts if one.unit == unit), None)
