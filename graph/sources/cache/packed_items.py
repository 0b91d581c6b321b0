"""Items to columns and back; which columns there are follows from the table of fields."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import chain, repeat
from typing import Any

from graph.model.entities import ENTITIES, Allocation, CheckIn, Item, Measure, Waiver
from graph.model.fields import FIELDS, Field, FieldType
from graph.model.vocabulary import NodeKind
from graph.sources.cache.columns import (
    Column,
    Distinct,
    Numbers,
    Reader,
    Records,
    Texts,
    Writer,
    fill,
    read_fields,
    write_fields,
)
from graph.sources.cache.marks import read_marks, write_marks
from graph.sources.dates import partial_date

_TEXTS = Texts()
_KINDS = Distinct(dump=str, load=NodeKind)
_IDS = Distinct(load=tuple)
_DATES = Distinct(dump=date.isoformat, load=date.fromisoformat)


def _pairs(value: Any) -> Any:
    return tuple(value.items()) if isinstance(value, Mapping) else value


def _from_pairs(value: Any) -> Any:
    return value if isinstance(value, str) else dict(value)


_MAPPINGS = Distinct(key=_pairs, load=_from_pairs)
_MEASURES = Distinct(
    key=lambda one: one and (one.unit, one.direction, one.aggregation),
    load=lambda fields: Measure(*fields),
)
_BY_TYPE: Mapping[FieldType, Column] = {
    FieldType.ID: _TEXTS,
    FieldType.TEXT: _TEXTS,
    FieldType.REF: _TEXTS,
    FieldType.CHOICE: _TEXTS,
    FieldType.REFS: _IDS,
    FieldType.REF_OR_REFS: _IDS,
    FieldType.YEAR: Numbers(),
    FieldType.NUMBER: Numbers(),
    FieldType.MONEY: Numbers(),
    FieldType.PERCENT: Numbers(),
    FieldType.DATE: _DATES,
    FieldType.PARTIAL_DATE: Distinct(dump=lambda one: one.text, load=partial_date),
    FieldType.TEXTS: _MAPPINGS,
    FieldType.BASIS: _MAPPINGS,
    FieldType.RECORD: _MEASURES,
}
_RECORDS = {"check_ins": CheckIn, "allocations": Allocation, "waive": Waiver}


def write_items(items: Sequence[Item], writer: Writer) -> None:
    """Write items in their order."""
    _KINDS.write([item.kind_of_node for item in items], writer)
    for kind in dict.fromkeys(item.kind_of_node for item in items):
        own = [item for item in items if item.kind_of_node is kind]
        write_fields(own, _own_columns(kind), writer)
    write_fields(items, _common_columns(), writer)
    writer.places.extend(item.mark for item in items)
    write_marks((item.marks for item in items), writer)


def read_items(files: Sequence[tuple[str, int]], reader: Reader) -> list[Item]:
    """Return the items in the order in which they were written.

    Args:
        files: The name of each file, and how many of the items it holds.
        reader: What they were written to.
    """
    count = sum(number for _, number in files)
    kinds: list[NodeKind] = list(_KINDS.read(reader, count))
    made = {}
    for kind, number in Counter(kinds).items():
        made[kind] = iter(read_fields(ENTITIES[kind], number, _own_columns(kind), reader))
    items = [next(made[kind]) for kind in kinds]
    common: dict[str, Iterable[Any]] = {
        name: column.read(reader, count) for name, column in _common_columns().items()
    }
    common["file"] = chain.from_iterable(repeat(name, number) for name, number in files)
    common["mark"] = reader.places[:count]
    common["marks"] = read_marks(reader, count)
    fill(Item, items, common)
    return items


@cache
def _own_columns(kind: NodeKind) -> Mapping[str, Column]:
    """Return the columns of the fields that items of this kind have and others may not."""
    common = _common_columns()
    return {
        field.key: _column(field)
        for field in FIELDS[kind]
        if field.type not in (FieldType.TITLE, FieldType.ITEMS) and field.key not in common
    }


@cache
def _common_columns() -> Mapping[str, Column]:
    """Return the columns of the fields that every item has."""
    titles: dict[str, Column] = {"title_th": _TEXTS, "title_en": _TEXTS}
    every = [field for field in FIELDS[NodeKind.DIMENSION] if field.type is not FieldType.TITLE]
    return titles | {field.key: _column(field) for field in every}


def _column(field: Field) -> Column:
    if field.type is not FieldType.RECORDS:
        return _BY_TYPE[field.type]
    return Records(_RECORDS[field.name], {one.name: _column(one) for one in field.fields})
