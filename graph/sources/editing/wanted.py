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


def with_parts(field: Field, old: "Value | None", parts: "Given") -> "Value | None":
    """Return a record or a title with parts of it set, or records, each known by its first field.

    What is None in `parts` is taken away; what is not in them stays as it is written.

    Raises:
        CannotEditError: the field has no parts.
    """
    if field.type in (FieldType.TITLE, FieldType.RECORD) and isinstance(parts, Mapping):
        whole = {"th": old} if isinstance(old, str) else old
        found = _set(field, whole, parts)
        return found["th"] if isinstance(old, str) and found.keys() == {"th"} else found or None
    if field.type is not FieldType.RECORDS or not isinstance(parts, Sequence):
        raise CannotEditError(f"{field.name} is {field.type.value}, without parts: set it")
    key = field.fields[0].name
    records: list[Value] = [*_listed(old)]
    for part in parts:
        assert isinstance(part, Mapping)
        at = _place(records, key, as_written(part[key]))
        records[at : at + 1] = [_set(field, records[at] if at < len(records) else None, part)]
    return records


def _place(records: Sequence[Value], key: str, wanted: "Value | None") -> int:
    """Return where the record stands, or the end where there is none."""
    known = (nth for nth, one in enumerate(records) if _part_of(one, key) == wanted)
    return next(known, len(records))


def _part_of(record: Value, name: str) -> "Value | None":
    return record.get(name) if isinstance(record, Mapping) else None


def _set(field: Field, old: "Value | None", parts: "Mapping[str, Given]") -> dict[str, Value]:
    """Return a mapping with parts set, in the order of the table; a new one has those alone."""
    found = dict(old) if isinstance(old, Mapping) else {}
    for name, one in parts.items():
        value = as_written(one)
        if value is None:
            found.pop(name, None)
        else:
            found[name] = value
    if isinstance(old, Mapping):
        return found
    names = [one.name for one in field.fields] or ["th", "en"]
    return {name: found[name] for name in names if name in found}
