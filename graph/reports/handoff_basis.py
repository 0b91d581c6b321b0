"""How much of the handoffs rests on links that are our judgement."""

from collections.abc import Sequence

from graph.model import vocabulary as v
from graph.model.entities import KeyResult
from graph.model.vocabulary import RelationType
from graph.network import TraceGraph
from graph.reports.result import Row

_TO_UNITS = (
    v.LED_BY,
    v.SUPPORTED_BY,
    v.ALLOCATED_TO,
    v.OWNED_BY,
    v.FROM_UNIT,
    v.TO_UNIT,
)


def on_inferred_links(graph: TraceGraph, rows: Sequence[Row]) -> int:
    """Count the rows that would not be there with the stated links alone."""
    links = _Links(graph)
    return sum(1 for row in rows if not links.state(row))


class _Links:
    """The links between items and units, of which few are inferred."""

    def __init__(self, graph: TraceGraph) -> None:
        self._graph = graph
        self._doubtful = {
            (relation.name, source, graph.lifted(target))
            for relation in _TO_UNITS
            for source, target in graph.inferred(relation)
        }

    def state(self, row: Row) -> bool:
        """Tell whether stated links alone would give the row."""
        item, via, one, other = row["item"], row["via"], row["from"], row["to"]
        if row["kind"] == "recorded":
            return self._lead(v.FROM_UNIT, via, one) and self._lead(v.TO_UNIT, via, other)
        if row["kind"] == "support":
            return self._lead(v.LED_BY, item, one) and self._lead(v.SUPPORTED_BY, item, other)
        if row["kind"] == "allocation":
            return self._own(item, one) and self._lead(v.ALLOCATED_TO, item, other)
        is_delivered = not self._graph.is_inferred(v.DELIVERED_BY, source=via, target=item)
        return is_delivered and self._own(via, one) and self._lead(v.LED_BY, item, other)

    def _lead(self, relation: RelationType, source: str, unit: str) -> bool:
        """Tell whether a stated link leads to the unit, or to a unit that counts as it.

        Some link does, or there were no row.
        """
        if (relation.name, source, unit) not in self._doubtful:
            return True
        graph = self._graph
        return any(
            graph.lifted(target) == unit
            and not graph.is_inferred(relation, source=source, target=target)
            for target in graph.targets(relation, source)
        )

    def _own(self, key_result: str, unit: str) -> bool:
        """Tell whether a source states that the unit answers for the key result."""
        found = self._graph.get(KeyResult, key_result)
        return self._lead(v.OWNED_BY, found.objective if found.owner is None else key_result, unit)
