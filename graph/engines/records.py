"""A portfolio as plain nodes and arrows: what every Cypher engine is given.

Labels, relation types and properties follow from the vocabulary and the table of fields. A node
carries two labels, its kind and `PolicyTrace`, and belongs to one data set; so does each arrow.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from graph.model.entities import Area, Item, PartialDate, Strategy, Unit, unpack
from graph.model.fields import FIELDS, Field, FieldType
from graph.model.portfolio import Link, Portfolio
from graph.model.vocabulary import TIERS, NodeKind

MARKER = "PolicyTrace"  # The label of every node that this program writes.
DATASET = "default"
Properties = dict[str, Any]
_Place = Callable[[str], str]  # A source file by the name that the graph tells.


class NodeRecord(NamedTuple):
    """A node; the properties hold its id and data set, and nothing that is None."""

    kind: NodeKind
    id: str
    properties: Properties


class RelationRecord(NamedTuple):
    """An arrow between two nodes."""

    type: str
    source_kind: NodeKind
    source: str
    target_kind: NodeKind
    target: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class Records:
    """All nodes and all arrows of one data set; no arrow leads to a node that is not there."""

    dataset: str
    nodes: Sequence[NodeRecord]
    relations: Sequence[RelationRecord]
    inner: frozenset[str] = frozenset()  # Nodes that are part of one that is not there.


def records_of(
    portfolio: Portfolio,
    dataset: str = DATASET,
    folder: Path | None = None,
    whole: Portfolio | None = None,
) -> Records:
    """Return the nodes and arrows of a portfolio, in the order of the sources.

    References that lead nowhere are left out. With the `folder` of the sources, `source_file`
    begins with its name, from wherever it was read. Of a selection, `whole` is what it is of: a
    unit counts as the bureau that it counts as there, selected or not.
    """
    place = from_its_name(folder) if folder else str
    nodes = [_node(item, dataset, place) for item in portfolio.items.values()]
    for node in nodes:
        if node.kind is NodeKind.UNIT:
            node.properties.update(_standing(node.id, (whole or portfolio).items))
    inner = frozenset(one.id for one in portfolio.items.values() if _is_inner(one, portfolio))
    return Records(dataset, nodes, _relations(portfolio, dataset, place), inner)


def _is_inner(item: Item, portfolio: Portfolio) -> bool:
    above = item.part_of if isinstance(item, Strategy | Unit | Area) else None
    return above is not None and above not in portfolio.items


def from_its_name(folder: Path) -> _Place:
    """Return what lets the names of sources begin with the name of their folder."""
    before, name = f"{folder.as_posix().rstrip('/')}/", folder.resolve().name
    return lambda file: f"{name}/{file.removeprefix(before)}"


def _standing(unit_id: str, items: Mapping[str, Item]) -> Properties:
    """Return a unit's tier, and the unit that it counts as: a division counts as its bureau."""
    unit = items[unit_id]
    assert isinstance(unit, Unit)
    found: Item | None = unit
    while isinstance(found, Unit) and found.kind not in TIERS:
        found = items.get(found.part_of or "")
    # Nothing above it has a tier: sources without errors hold no such unit.
    counts_as = found if isinstance(found, Unit) else unit
    return {"tier": counts_as.kind, "counts_as": counts_as.id}


def property_names(kind: NodeKind) -> tuple[str, ...]:
    """Return every property that a node of the kind may have."""
    of_fields = (name for field in FIELDS[kind] for name in _names(field))
    derived = ("tier", "counts_as") if kind is NodeKind.UNIT else ()
    return tuple(dict.fromkeys((*_ALWAYS, *of_fields, *derived, *_STATES)))


_ALWAYS = ("id", "dataset", "title_th", "title_en", "source_file", "source_line")
# The link fields of which the source says "none"; and those of which it says nothing.
_STATES = ("unlinked", "unrecorded")


def _node(item: Item, dataset: str, place: _Place) -> NodeRecord:
    kind = item.kind_of_node
    found: Properties = {
        "id": item.id,
        "dataset": dataset,
        "title_th": item.title_th,
        "title_en": item.title_en,
        "source_file": place(item.file),
        "source_line": unpack(item.mark)[0],
    }
    for key, write in _writers(kind):
        value = getattr(item, key)
        if value is not None:
            found.update(write(value))
    links = _link_fields(kind)
    found["unlinked"] = [name for name, key in links if getattr(item, key) == ()] or None
    found["unrecorded"] = [name for name, key in links if getattr(item, key) is None] or None
    return NodeRecord(kind, item.id, {key: one for key, one in found.items() if one is not None})


def _relations(portfolio: Portfolio, dataset: str, place: _Place) -> list[RelationRecord]:
    items = portfolio.items
    found: dict[tuple[str, str, str], RelationRecord] = {}
    for link in portfolio.links:
        if link.other not in items:
            continue
        source, target = items[link.source], items[link.target]
        found[link.relation.name, source.id, target.id] = RelationRecord(
            link.relation.name,
            source.kind_of_node,
            source.id,
            target.kind_of_node,
            target.id,
            _stated(link, dataset, place),
        )
    return list(found.values())


def _stated(link: Link, dataset: str, place: _Place) -> Properties:
    stated: Properties = {
        "dataset": dataset,
        "basis": link.basis,
        "source_file": place(link.stated_by.file),
        "source_line": link.line,
    }
    own = {key: value for key, value in (link.properties or {}).items() if value is not None}
    return stated | own


# How the value of a field becomes properties, by the type of the field.
_Write = Callable[[Any], Properties]


@cache
def _writers(kind: NodeKind) -> tuple[tuple[str, _Write], ...]:
    found = ((field.key, _writer(field)) for field in FIELDS[kind])
    return tuple((key, write) for key, write in found if write is not None)


@cache
def _link_fields(kind: NodeKind) -> tuple[tuple[str, str], ...]:
    """Return the fields that can tell "none" from nothing: those of several links."""
    links = (one for one in FIELDS[kind] if one.relation and one.type is not FieldType.REF)
    return tuple((field.name, field.key) for field in links)


def _names(field: Field) -> tuple[str, ...]:
    """Return the properties that a field may become."""
    match field.type:
        case FieldType.PARTIAL_DATE:
            return field.name, f"{field.name}_first", f"{field.name}_last"
        case FieldType.RECORD:
            return tuple(f"{field.name}_{one.name}" for one in field.fields)
        case FieldType.BASIS:
            return "basis", "inferred"
    if field.name == "check_ins":
        return "check_in_days", "check_in_values"
    if field.name == "waive":
        return ("waived",)
    is_elsewhere = field.relation or field.type in _ELSEWHERE
    return () if is_elsewhere else (field.name,)


_ELSEWHERE = (FieldType.ID, FieldType.TITLE, FieldType.ITEMS)


def _writer(field: Field) -> _Write | None:
    name = field.name
    if not _names(field):
        return None
    if field.type in _SPECIAL:
        return _SPECIAL[field.type](name)
    if name == "check_ins":
        return _check_ins
    if name == "waive":
        return lambda waivers: {"waived": [one.rule for one in waivers] or None}
    return lambda value: {name: value}


def _partial_date(name: str) -> _Write:
    def write(day: PartialDate) -> Properties:
        return {name: day.text, f"{name}_first": day.first, f"{name}_last": day.last}

    return write


def _record(name: str) -> _Write:
    def write(record: Any) -> Properties:
        return {f"{name}_{key}": getattr(record, key) for key in record.__slots__}

    return write


def _texts(name: str) -> _Write:
    def write(texts: Mapping[str, str]) -> Properties:
        return {name: [f"{key}:{value}" for key, value in texts.items()] or None}

    return write


def _basis(_name: str) -> _Write:
    def write(basis: str | Mapping[str, str]) -> Properties:
        if isinstance(basis, str):
            return {"basis": basis}
        inferred = [field for field, said in basis.items() if said == "inferred"]
        return {"basis": "stated", "inferred": inferred or None}

    return write


_SPECIAL: Mapping[FieldType, Callable[[str], _Write]] = {
    FieldType.PARTIAL_DATE: _partial_date,
    FieldType.RECORD: _record,
    FieldType.TEXTS: _texts,
    FieldType.BASIS: _basis,
}


def _check_ins(check_ins: Sequence[Any]) -> Properties:
    """Return two lists of one length: a Neo4j property holds no mappings."""
    if not check_ins:
        return {}
    return {
        "check_in_days": [one.as_of for one in check_ins],
        "check_in_values": [float(one.value) for one in check_ins],
    }


def by_kind(nodes: Sequence[NodeRecord]) -> Iterator[tuple[NodeKind, list[Properties]]]:
    """Yield each kind that there is, with the properties of its nodes."""
    for kind in NodeKind:
        found = [node.properties for node in nodes if node.kind is kind]
        if found:
            yield kind, found


def by_ends(
    relations: Sequence[RelationRecord],
) -> Iterator[tuple[tuple[str, NodeKind, NodeKind], list[RelationRecord]]]:
    """Yield each relation type between two kinds, with its arrows."""
    found: dict[tuple[str, NodeKind, NodeKind], list[RelationRecord]] = {}
    for one in relations:
        found.setdefault((one.type, one.source_kind, one.target_kind), []).append(one)
    yield from found.items()
