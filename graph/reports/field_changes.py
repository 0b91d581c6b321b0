"""What differs between two states of one item, field by field.

A list of ids is a set: its order says nothing. The records of a list are known by their first field
(the day of a check-in, the unit of an allocation, the rule of a waiver), and not by their order.
"The source says none" and "the source says nothing" differ.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, NamedTuple

from graph.model.entities import Item, PartialDate, unpack
from graph.model.fields import FIELDS, Field, FieldType

_MAPPINGS = (FieldType.RECORD, FieldType.TEXTS)
_LISTS = (FieldType.REFS, FieldType.REF_OR_REFS, FieldType.RECORDS)


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file; lines count from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field, or a part of one such as `measure.unit`, and its value before and after.

    Values are plain: numbers, text, dates in ISO form, lists and mappings of these; None is what
    the source does not say. The place of what is not there is that of its field, or of its item.
    """

    field: str
    old: Any
    new: Any
    before: Place
    after: Place


def place_of(item: Item, field: str = "", position: int = 0) -> Place:
    """Return where an item begins, or where its field or the element of a list stands."""
    mark = item.mark_of(field, position) if field else item.mark
    return Place(item.file, unpack(mark)[0])


def field_changes(before: Item, after: Item) -> tuple[FieldChange, ...]:
    """Return what differs between two items of one kind, in the order of the fields."""
    return tuple(
        FieldChange(
            field=one.name,
            old=one.old,
            new=one.new,
            before=place_of(before, field.name, one.before),
            after=place_of(after, field.name, one.after),
        )
        for field in FIELDS[after.kind_of_node]
        for one in _changes(field, before, after)
    )


class _Change(NamedTuple):
    name: str
    old: Any
    new: Any
    before: int = 0  # The position in a list.
    after: int = 0


def _changes(field: Field, before: Item, after: Item) -> Iterator[_Change]:
    if field.items or field.type is FieldType.ID:
        return  # Nested items have ids of their own, by which they are compared.
    old, new = _value(before, field), _value(after, field)
    if old == new or (field.type is FieldType.BASIS and _bases(before) == _bases(after)):
        return
    if field.type in _MAPPINGS:
        yield from _parts(field.name, _plain(old) or {}, _plain(new) or {})
    elif not old or not new or field.type not in _LISTS:
        yield _Change(field.name, _plain(old), _plain(new))
    elif field.type is FieldType.RECORDS:
        yield from _record_changes(field, old, new)
    else:
        yield from _set_change(field.name, old, new)


def _value(item: Item, field: Field) -> Any:
    if field.type is FieldType.TITLE:
        return {"th": item.title_th, "en": item.title_en}
    value = getattr(item, field.key)
    if field.name == "waive":
        return value or None  # No waiver is none, however the source puts it.
    return dict(sorted(value.items())) if isinstance(value, Mapping) else value


def _bases(item: Item) -> list[str]:
    """Return the basis of each field, however the source puts it."""
    return [item.basis_of(field.name) for field in FIELDS[item.kind_of_node]]


def _plain(value: Any) -> Any:
    """Return a value as JSON has it; a record without what it does not say."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        parts = ((one.name, getattr(value, one.name)) for one in fields(value))
        return {name: _plain(part) for name, part in parts if part is not None}
    return value


def _parts(
    name: str, old: Mapping[str, Any], new: Mapping[str, Any], positions: tuple[int, int] = (0, 0)
) -> Iterator[_Change]:
    for part in sorted({*old, *new}):
        if old.get(part) != new.get(part):
            yield _Change(f"{name}.{part}", old.get(part), new.get(part), *positions)


def _set_change(name: str, old: Sequence[str], new: Sequence[str]) -> Iterator[_Change]:
    """Yield the two sets if they differ, each placed at its first element that the other lacks."""
    if set(old) != set(new):
        yield _Change(name, sorted(old), sorted(new), _first(old, new), _first(new, old))


def _first(ids: Sequence[str], others: Sequence[str]) -> int:
    lacking = (position for position, one in enumerate(ids) if one not in others)
    return next(lacking, 0)


def _record_changes(field: Field, old: Sequence[Any], new: Sequence[Any]) -> Iterator[_Change]:
    olds, news = _by_key(field, old), _by_key(field, new)
    for key in sorted({*olds, *news}):
        name = f"{field.name}[{key}]"
        if key in olds and key in news:
            before, after = olds[key], news[key]
            yield from _parts(name, before.values, after.values, (before.at, after.at))
        elif key in news:
            yield _Change(name, None, news[key].values, 0, news[key].at)
        else:
            yield _Change(name, olds[key].values, None, olds[key].at, 0)


class _Record(NamedTuple):
    at: int  # Its position in the list.
    values: dict[str, Any]


def _by_key(field: Field, records: Sequence[Any]) -> dict[str, _Record]:
    """Return records by their first field; those that share it are numbered by what they say."""
    key = field.fields[0].name
    plain = (_Record(at, _plain(record)) for at, record in enumerate(records))
    found, seen = {}, Counter[str]()
    for record in sorted(plain, key=lambda one: (str(one.values[key]), repr(one.values), one.at)):
        name = str(record.values[key])
        seen[name] += 1
        found[name if seen[name] == 1 else f"{name}#{seen[name]}"] = record
    return found
