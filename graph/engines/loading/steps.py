"""A difference as the statements that write it. Nothing that others wrote is ever touched.

Ours are the nodes labelled `PolicyTrace` and, on them, the label of the kind and the properties of
`property_names`; and the relations of our types that carry the data set.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import Any

from graph.engines.loading.differences import Difference, Ids
from graph.engines.loading.schema import RELATION_PROPERTIES, REMOVED, REMOVED_AT
from graph.engines.records import MARKER, NodeRecord, RelationRecord, property_names
from graph.model.vocabulary import RELATIONS, NodeKind

_TYPES = "|".join(RELATIONS)
_KEPT_BY_STUBS = ("id", "dataset", "title_th", "title_en")
_IDENTITY = ("id", "dataset")
_KINDS = tuple(kind.value for kind in NodeKind)


def _seek(node: str, label: str, item: str) -> str:
    """Return Cypher that finds a node by its id.

    The index is named, since a plan made while the graph was still empty reads all of it a row.
    """
    return (
        f"MATCH ({node}:{label} {{dataset: $dataset, id: {item}}})"
        f" USING INDEX SEEK {node}:{label}(dataset, id)"
    )


_EACH = f"UNWIND $rows AS row {_seek('n', MARKER, 'row')}"
_OURS = f"[r:{_TYPES} {{dataset: $dataset}}]"

CUT = f"{_EACH} MATCH (n)-{_OURS}->() DELETE r"
LOOSEN = f"{_EACH} MATCH (n)-{_OURS}-() DELETE r"
# What others' relations still hang on stays, but is no item any more.
KEEP_AS_STUB = (
    f"{_EACH} WITH n WHERE EXISTS {{ (n)--() }} REMOVE n:{MARKER}:{':'.join(_KINDS)}"
    f" SET n:{REMOVED}, n += $nothing, n.{REMOVED_AT} = $now RETURN n.id AS id ORDER BY id"
)
DELETE = f"{_EACH} DELETE n"
_SET = f"UNWIND $rows AS row {_seek('n', MARKER, 'row[0]')} SET n += row[1]"
_ADOPT = (
    f"UNWIND $rows AS row {_seek('n', REMOVED, 'row')} WITH n WHERE n.{REMOVED_AT} IS NOT NULL"
    f" REMOVE n:{REMOVED}, n.{REMOVED_AT} SET n:{MARKER}"
)
_ENDS = f"UNWIND $rows AS row {_seek('a', MARKER, 'row[0]')} {_seek('b', MARKER, 'row[1]')}"


@dataclass(frozen=True, slots=True)
class Step:
    """A statement that is run once for each row; it also knows `$dataset`."""

    text: str
    rows: Sequence[Any]


def nothing_of_a_stub() -> dict[str, None]:
    """Return every property of ours that a stub loses, as None."""
    names = (name for kind in NodeKind for name in (*property_names(kind), "hash"))
    return {name: None for name in names if name not in _KEPT_BY_STUBS}


def writing_steps(found: Difference) -> Iterator[Step]:
    """Write what is new, what comes back, what has changed, and then the arrows."""
    stubs = found.stored.stubs
    yield from _creating_steps(found, [node for node in found.added if node.id not in stubs])
    returning = [node for node in found.added if node.id in stubs]
    yield from _relabelling_steps(found, returning)
    rows = [_set_row(found, node) for node in (*returning, *found.changed)]
    if rows:
        yield Step(_SET, sorted(rows, key=itemgetter(0)))
    yield from _relating_steps(found.relations)


def _creating_steps(found: Difference, nodes: Sequence[NodeRecord]) -> Iterator[Step]:
    groups: dict[NodeKind, list[NodeRecord]] = {}
    for node in nodes:
        groups.setdefault(node.kind, []).append(node)
    hashes = found.wanted.hashes
    for kind, ones in groups.items():
        names = [name for name in property_names(kind) if name not in _IDENTITY]
        values = _columns(("id", "hash", *names))
        text = f"UNWIND $rows AS row CREATE (:{MARKER}:{kind} {{dataset: $dataset, {values}}})"
        ones.sort(key=_BY_ID)
        rows = [[one.id, hashes[one.id], *map(one.properties.get, names)] for one in ones]
        yield Step(text, rows)


def _columns(names: Iterable[str], start: int = 0) -> str:
    """Return Cypher that names the columns of a row: several times smaller than rows of maps."""
    return ", ".join(f"{name}: row[{column}]" for column, name in enumerate(names, start))


def _relabelling_steps(found: Difference, returning: Sequence[NodeRecord]) -> Iterator[Step]:
    """Make items of what had been kept as a stub, and of one kind what was of another."""
    groups: dict[tuple[NodeKind, Ids | None], list[str]] = {}
    for node in returning:
        groups.setdefault((node.kind, None), []).append(node.id)
    for node in found.changed:
        kinds = found.stored.items[node.id][0]
        if kinds != (node.kind.value,):
            groups.setdefault((node.kind, kinds), []).append(node.id)
    for (kind, before), ids in groups.items():
        yield Step(_relabel(kind, before), sorted(ids))


def _relabel(kind: NodeKind, before: Ids | None) -> str:
    if before is None:
        return f"{_ADOPT}:{kind}"
    remove = f" REMOVE n:{':'.join(before)}" if before else ""
    return f"{_EACH}{remove} SET n:{kind}"


def _set_row(found: Difference, node: NodeRecord) -> list[Any]:
    """Return an id and all that a node has of ours: None for what it has no longer."""
    before = found.stored.items[node.id][0] if node.id in found.stored.items else ()
    values: dict[str, Any] = {}
    for kind in {*map(NodeKind, before), node.kind}:
        values.update(dict.fromkeys(property_names(kind)))
    values |= node.properties | {"hash": found.wanted.hashes[node.id]}
    return [node.id, {name: one for name, one in values.items() if name not in _IDENTITY}]


def _relating_steps(relations: Iterable[RelationRecord]) -> Iterator[Step]:
    groups: dict[str, list[RelationRecord]] = {}
    for one in relations:
        groups.setdefault(one.type, []).append(one)
    names = [name for name in RELATION_PROPERTIES if name not in _IDENTITY]
    values = _columns(names, start=2)
    for relation, ones in groups.items():
        text = f"{_ENDS} CREATE (a)-[:{relation} {{dataset: $dataset, {values}}}]->(b)"
        ones.sort(key=_BY_ENDS)
        yield Step(
            text, [[one.source, one.target, *map(one.properties.get, names)] for one in ones]
        )


_BY_ID, _BY_ENDS = attrgetter("id"), attrgetter("source", "target")
