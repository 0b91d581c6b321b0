"""Rows as edits of items that are there: the cells of one field make one edit together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from graph.model.entities import Item
from graph.model.fields import FIELDS, FieldType
from graph.sayings import say
from graph.sources.editing.edit import Edit, How
from graph.sources.filled.wish import Piece, Wish
from graph.sources.workbooks.returned import Told

Owned = tuple[Edit, Sequence[Wish]]  # An edit, and the rows that ask for it.


def disagreeing(wishes: Iterable[Wish]) -> Iterator[tuple[Wish, Told]]:
    """Yield the rows that ask for different values of one field, each with what the other says."""
    asked: dict[tuple[str, str, tuple[str, ...]], list[tuple[Wish, Piece]]] = {}
    for wish in wishes:
        for one in wish.pieces:
            asked.setdefault((one.item_id, one.field, one.part), []).append((wish, one))
    for said in asked.values():
        for wish, one in said:
            other = next((two for _, two in said if two.value != one.value), None)
            if other is not None:
                template = "{} is to have another {} at {}: keep one of the two"
                text = say(template, one.item_id, one.field, other.cell.place)
                yield wish, Told(one.cell.place, text)


def edits_of(wishes: Iterable[Wish], items: Mapping[str, Item]) -> list[Owned]:
    """Return the edits of all rows, in their order; new items are not edited."""
    pieces: dict[tuple[str, str], list[tuple[Wish, Piece]]] = {}
    for wish in wishes:
        for one in wish.pieces:
            if one.item_id in items:
                pieces.setdefault((one.item_id, one.field), []).append((wish, one))
    found: list[Owned] = []
    said: dict[str, dict[str, list[tuple[Wish, Piece]]]] = {}
    for (item_id, field), own in pieces.items():
        value, how = value_of([one for _, one in own])
        found.append((Edit(item_id, field, value, how), _rows(own)))
        said.setdefault(item_id, {})[field] = own
    return [*found, *(each for one, own in said.items() for each in _stated(items[one], own))]


def value_of(pieces: Sequence[Piece]) -> tuple[Any, How]:
    """Return what the cells of one field come to, and how it goes with what is there."""
    if not pieces[0].part:
        return pieces[0].value, How.SET
    if pieces[0].field != "allocations":
        return {one.part[0]: one.value for one in pieces}, How.MERGE
    units: dict[str, dict[str, Any]] = {}
    for one in pieces:
        unit, name = one.part
        units.setdefault(unit, {"unit": unit})[name] = one.value
    return list(units.values()), How.MERGE


def _rows(own: Iterable[tuple[Wish, Piece]]) -> list[Wish]:
    return list({id(wish): wish for wish, _ in own}.values())


def _stated(item: Item, said: Mapping[str, Sequence[tuple[Wish, Piece]]]) -> Iterator[Owned]:
    """Yield what takes away that a field is inferred, where the unit has now said all of it."""
    if isinstance(item.basis, str):
        return
    whole = {name for name, own in said.items() if _is_all(item, name, [one for _, one in own])}
    left = {name: basis for name, basis in item.basis.items() if name not in whole}
    if len(left) < len(item.basis):
        rows = _rows(pair for name in whole for pair in said[name])
        yield Edit(item.id, "basis", left or None), rows


def _is_all(item: Item, name: str, pieces: Sequence[Piece]) -> bool:
    """Tell whether cells say all that a field holds."""
    field = next(one for one in FIELDS[item.kind_of_node] if one.name == name)
    parts = {one.part for one in pieces}
    if field.type is FieldType.TITLE:
        held = {"th": item.title_th, "en": item.title_en}
    elif field.type is FieldType.RECORD:
        measure = getattr(item, field.key)
        held = {one.name: getattr(measure, one.name, None) for one in field.fields}
    elif field.type is FieldType.RECORDS:
        units = {one.unit for one in getattr(item, field.key) or ()}
        return units <= {one[0] for one in parts}
    else:
        return True
    return {(one,) for one, value in held.items() if value is not None} <= parts
