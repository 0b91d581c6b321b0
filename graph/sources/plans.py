"""How each field of each kind is read, worked out once from the table of fields."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from graph.model.entities import ENTITIES, Item
from graph.model.fields import FIELDS, Field, FieldType
from graph.model.vocabulary import NodeKind
from graph.sources.tree import Mark
from graph.sources.values import READERS, Values


class FieldPlan(NamedTuple):
    """How one field is read; worked out once, since it is done for each field of each item."""

    field: Field
    key: str
    read: Callable[[Values, Field, Any, Mark], Any] | None  # None: a title or nested items.
    is_placed: bool  # Later checks name its place.


_UNPLACED = {
    FieldType.TEXT,
    FieldType.TEXTS,
    FieldType.TITLE,
    FieldType.YEAR,
    FieldType.NUMBER,
    FieldType.BASIS,
    FieldType.RECORD,
}


def _field_plan(field: Field) -> FieldPlan:
    return FieldPlan(field, field.key, READERS.get(field.type), field.type not in _UNPLACED)


class KindPlan(NamedTuple):
    """How items of one kind are read."""

    kind: NodeKind
    plans: Mapping[str, FieldPlan]  # Of the fields that are written.
    required: tuple[Field, ...]
    fields: Mapping[str, Field]  # With those that follow from where an item stands.
    make: type[Item]


def _kind_plan(kind: NodeKind) -> KindPlan:
    fields = {field.name: field for field in FIELDS[kind]}
    plans = {name: _field_plan(field) for name, field in fields.items() if not field.implied}
    required = tuple(field for field in FIELDS[kind] if field.required)
    return KindPlan(kind, plans, required, fields, ENTITIES[kind])


KINDS = {kind: _kind_plan(kind) for kind in NodeKind}
