"""What a server holds of a data set: read to be compared."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graph.engines.loading.differences import Ids, Stored
from graph.engines.loading.schema import LOAD, REMOVED, REMOVED_AT
from graph.engines.records import MARKER
from graph.model.vocabulary import NodeKind

if TYPE_CHECKING:
    import neo4j

_KINDS = frozenset(kind.value for kind in NodeKind)
_ITEMS = (
    f"MATCH (n:{MARKER} {{dataset: $dataset}}) WHERE n.id IS NOT NULL"
    " RETURN labels(n) AS labels, collect(n.id + ' ' + coalesce(n.hash, '')) AS items"
)
_STUBS = (
    f"MATCH (n:{REMOVED} {{dataset: $dataset}}) WHERE n.{REMOVED_AT} IS NOT NULL RETURN n.id AS id"
)
_LOAD = f"MATCH (l:{LOAD} {{dataset: $dataset}}) RETURN properties(l) AS load"


def read_stored(tx: "neo4j.ManagedTransaction", dataset: str) -> Stored:
    """Read what the server holds; one text an item, since each value costs its time."""
    items: dict[str, tuple[Ids, str]] = {}
    for labels, texts in tx.run(_ITEMS, dataset=dataset):
        kinds = tuple(sorted(label for label in labels if label in _KINDS))
        for text in texts:
            item, _, known = text.rpartition(" ")
            items[item] = (kinds, known)
    stubs = frozenset(tx.run(_STUBS, dataset=dataset).value())
    return Stored(items, stubs, read_load(tx, dataset))


def read_load(tx: "neo4j.ManagedTransaction", dataset: str) -> Mapping[str, Any] | None:
    """Read what the last load said of itself; None where there was none."""
    said = tx.run(_LOAD, dataset=dataset).value()
    return said[0] if said else None
