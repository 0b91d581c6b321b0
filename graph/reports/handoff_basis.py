"""How much of the handoffs rests on links that are our judgement."""

from collections.abc import Sequence

from graph.model import vocabulary as v
from graph.model.entities import KeyResult
from graph.model.vocabulary import RelationType
from graph.network import TraceGraph
from graph.reports.result import Row


def on_inferred_links(graph: TraceGraph, rows: Sequence[Row]) -> int:
    """Count the rows that would not be there with the stated links alone."""
    return sum(1 for row in rows if not _is_stated(graph, row))


def _is_stated(graph: TraceGraph, row: Row) -> bool:
    item, via = row["item"], row["via"]
    if row["kind"] == "recorded":
        return _leads(graph, v.FROM_UNIT, via, row["from"]) and _leads(
            graph, v.TO_UNIT, via, row["to"]
        )
    if row["kind"] == "support":
        return _leads(graph, v.LED_BY, item, row["from"]) and _leads(
            graph, v.SUPPORTED_BY, item, row["to"]
        )
    if row["kind"] == "allocation":
        return _is_owned(graph, item, row["from"]) and _leads(
            graph, v.ALLOCATED_TO, item, row["to"]
        )
    return (
        not graph.is_inferred(v.DELIVERED_BY, source=via, target=item)
        and _is_owned(graph, via, row["from"])
        and _leads(graph, v.LED_BY, item, row["to"])
    )


def _leads(graph: TraceGraph, relation: RelationType, source: str, unit: str) -> bool:
    """Tell whether a stated link leads to the unit, or to a unit that counts as it."""
    return any(
        graph.lifted(target) == unit
        and not graph.is_inferred(relation, source=source, target=target)
        for target in graph.targets(relation, source)
    )


def _is_owned(graph: TraceGraph, key_result: str, unit: str) -> bool:
    """Tell whether a source states that the unit answers for the key result."""
    if graph.get(KeyResult, key_result).owner is not None:
        return _leads(graph, v.OWNED_BY, key_result, unit)
    objectives = graph.sources(v.HAS_KEY_RESULT, key_result)
    return any(_leads(graph, v.OWNED_BY, one, unit) for one in objectives)
