"""What a field is to hold in the end, as it is written in YAML."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from graph.model.entities import Item, PartialDate
from graph.model.fields import Field, FieldType
from graph.problems import did_you_mean
from graph.sources.adding.written import Value
from graph.sources.plans import KINDS
from graph.sources.scalars import Plain
from graph.sources.text import normalise, without_separators

if TYPE_CHECKING:
    from graph.sources.editing.edit import Given

LISTS = frozenset({FieldType.REFS, FieldType.REF_OR_REFS, FieldType.RECORDS})


class CannotEditError(Exception):
    """The edit is not made; the message is a sentence with the remedy."""


def field_of(item: Item, name: str) -> Field:
    """Return the field of an item that may be changed.

    Raises:
        CannotEditError: there is no such field, or it is not changed in this way.
    """
    plan = KINDS[item.kind_of_node]
    found = plan.plans.get(name)
    noun = item.kind_of_node.a_noun
    if name in plan.fields and found is None:
        raise CannotEditError(f"{name} follows from where {noun} stands: move its text by hand")
    if found is None:
        raise CannotEditError(f"{noun} has no field '{name}'{did_you_mean(name, plan.plans)}")
    if found.field.type is FieldType.ID:
        raise CannotEditError("an id is what others refer to: change it by hand, everywhere")
    if found.field.type is FieldType.ITEMS:
        raise CannotEditError(f"{name} holds items: add one with `policytrace new`")
    return found.field


def as_written(value: "Given") -> "Value | None":
    """Return a value as it is written; what is None in a mapping is left out."""
    if value is None:
        return None
    if isinstance(value, Mapping):
        pairs = ((_text(key), as_written(one)) for key, one in value.items())
        return {key: one for key, one in pairs if one is not None}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [one for one in map(as_written, value) if one is not None]
    return _scalar(value)


def _scalar(value: str | float | date | PartialDate) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, date):
        return value.isoformat()
    return Plain(repr(value))


def _text(text: str) -> str:
    """Return text in the one spelling in which it is read."""
    return text if type(text) is Plain else without_separators(normalise(text)[0])[0]


def with_more(field: Field, old: "Value | None", more: Value) -> list[Value]:
    """Return a list with what it has not yet behind it; one value alone becomes a list.

    Raises:
        CannotEditError: the field holds one thing alone.
    """
    if field.type not in LISTS:
        raise CannotEditError(f"{field.name} is {field.type.value}, not a list: set it")
    found: list[Value] = []
    for one in (*_listed(old), *_listed(more)):
        if one not in found:
            found.append(one)
    return found


def _listed(value: "Value | None") -> Sequence[Value]:
    if value is None:
        return ()
    return (value,) if isinstance(value, (str, Mapping)) else value
