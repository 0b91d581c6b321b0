"""Whether a server holds just what the sources say: every node, property and arrow compared."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graph.engines.loading.differences import Wanted
from graph.engines.loading.schema import LOAD, RELATION_PROPERTIES
from graph.engines.records import MARKER, Records, property_names
from graph.model.vocabulary import RELATIONS, NodeKind

if TYPE_CHECKING:
    import neo4j

_NODES = (
    f"MATCH (n:{MARKER} {{dataset: $dataset}})"
    " RETURN labels(n) AS labels, properties(n) AS properties"
)
_ARROWS = (
    f"MATCH (a:{MARKER} {{dataset: $dataset}})"
    f"-[r:{'|'.join(RELATIONS)} {{dataset: $dataset}}]->(b)"
    " RETURN type(r) AS type, a.id AS source, b.id AS target, properties(r) AS properties"
)
_LOAD = f"MATCH (l:{LOAD} {{dataset: $dataset}}) RETURN l.fingerprint AS fingerprint"
_KINDS = frozenset(kind.value for kind in NodeKind)
_Arrow = tuple[str, str, str]


def verify(driver: "neo4j.Driver", records: Records, database: str | None = None) -> list[str]:
    """Return a sentence for each difference between the server and the records; mostly none.

    What others wrote is no difference. `policytrace load --full` mends all others.
    """
    wanted = Wanted.of(records)

    def read(tx: "neo4j.ManagedTransaction") -> list[str]:
        said = tx.run(_LOAD, dataset=records.dataset).value()
        nodes = tx.run(_NODES, dataset=records.dataset)
        found = list(_of_nodes(wanted, [(labels, properties) for labels, properties in nodes]))
        arrows: dict[_Arrow, list[Mapping[str, Any]]] = {}
        for name, source, target, properties in tx.run(_ARROWS, dataset=records.dataset):
            arrows.setdefault((str(source), name, str(target)), []).append(properties)
        found += _of_arrows(records, arrows)
        if said != [wanted.fingerprint]:
            found.append("the server's last load was of other sources")
        return found

    with driver.session(database=database) as session:
        return session.execute_read(read)


def _of_nodes(
    wanted: Wanted, stored: Sequence[tuple[Sequence[str], Mapping[str, Any]]]
) -> Iterator[str]:
    by_id = {str(properties.get("id")): (labels, properties) for labels, properties in stored}
    for node in wanted.records.nodes:
        if node.id not in by_id:
            yield f"{node.id} is not on the server"
            continue
        labels, properties = by_id.pop(node.id)
        kinds = sorted(label for label in labels if label in _KINDS)
        if kinds != [node.kind.value]:
            yield f"{node.id} is {' and '.join(kinds) or 'of no kind'}, not {node.kind.value}"
        expected = {**node.properties, "hash": wanted.hashes[node.id]}
        names = (*property_names(node.kind), "hash")
        yield from _of_properties(node.id, names, expected, properties)
    yield from (f"{item} is on the server only" for item in sorted(by_id))


def _of_arrows(
    records: Records, stored: Mapping[_Arrow, Sequence[Mapping[str, Any]]]
) -> Iterator[str]:
    left = dict(stored)
    for one in records.relations:
        arrow = one.source, one.type, one.target
        name = _named(arrow)
        found = left.pop(arrow, ())
        if not found:
            yield f"{name} is not on the server"
            continue
        if len(found) > 1:
            yield f"{name} is {len(found)} times on the server"
        yield from _of_properties(name, RELATION_PROPERTIES, one.properties, found[0])
    yield from (f"{_named(arrow)} is on the server only" for arrow in sorted(left))


def _named(arrow: _Arrow) -> str:
    return "{} -{}-> {}".format(*arrow)


def _of_properties(
    owner: str, names: Sequence[str], wanted: Mapping[str, Any], stored: Mapping[str, Any]
) -> Iterator[str]:
    for name in names:
        expected, found = _plain(wanted.get(name)), _plain(stored.get(name))
        if type(expected) is not type(found) or expected != found:
            yield f"{owner}: {name} is {found!r} on the server, {expected!r} in the sources"


def _plain(value: Any) -> Any:
    """Return a value in Python's own types, as text where the driver has a type of its own."""
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
