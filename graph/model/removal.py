"""A portfolio without one item: what stands inside it goes, too, and every link to it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from graph.model.entities import Handoff, Item, KeyResult
from graph.model.fields import FIELDS, Field, FieldType
from graph.model.portfolio import Portfolio


def without(portfolio: Portfolio, item_id: str) -> tuple[Portfolio, tuple[str, ...]]:
    """Return what is left when an item is dropped, and the ids that go, its own first.

    An objective takes its key results along, a project or a key result the hand-overs that stand
    inside it, and a unit those that come from it or go to it, since these cannot do without.
    References to what has gone are taken out: of a list the one id, of a field with one id the
    field. The parts of a strategy, a unit or an area stay.
    """
    gone = _goes_along(portfolio, item_id)
    kept = {
        one.id: _without_links(one, gone) for one in portfolio.items.values() if one.id not in gone
    }
    return Portfolio(kept, portfolio.files), tuple(gone)


def _goes_along(portfolio: Portfolio, item_id: str) -> dict[str, None]:
    gone = {item_id: None}
    gone |= {one.id: None for one in portfolio.of(KeyResult) if one.objective in gone}
    handoffs = portfolio.of(Handoff)
    gone |= {one.id: None for one in handoffs if _cannot_stay(one, portfolio, gone)}
    return gone


def _cannot_stay(handoff: Handoff, portfolio: Portfolio, gone: Iterable[str]) -> bool:
    if handoff.from_unit in gone or handoff.to_unit in gone:
        return True
    item = portfolio.items.get(handoff.item or "")
    return item is not None and item.id in gone and _stands_inside(handoff, item)


def _stands_inside(handoff: Handoff, parent: Item) -> bool:
    """Tell whether the hand-over is written inside its item, and does not refer to it.

    What is written inside has no field of its own for it: its mark is where the item begins.
    """
    return handoff.file == parent.file and handoff.marks.get("item") == parent.mark


def _without_links(item: Item, gone: Iterable[str]) -> Item:
    changed = {
        field.key: left
        for field in FIELDS[item.kind_of_node]
        if field.relation and (value := getattr(item, field.key))
        if (left := _left(item, field, value, gone)) != value
    }
    return replace(item, **changed) if changed else item


def _left(item: Item, field: Field, value: Any, gone: Iterable[str]) -> Any:
    """Return the value of a field without the ids that have gone."""
    if isinstance(value, str):
        return None if value in gone else value
    if field.type is FieldType.RECORDS:
        return tuple(part for part in value if part.unit not in gone)
    left = tuple(one for one in value if one not in gone)
    is_written_as_list = isinstance(item.marks.get(field.name), tuple)
    return left if left or is_written_as_list else None
