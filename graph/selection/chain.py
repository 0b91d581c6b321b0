"""The chain as selectors walk it: which arrows lead down, and by that which lead up.

The way down is that of the chain: policy, strategy and its parts, objective, key result, project,
unit; with the hand-overs of projects and key results. Ownership is no step of the chain, nor are
indicators, areas and dimensions: their methods (owner:, area: …) find what belongs to them.
"""

from collections.abc import Iterable, Iterator, Mapping

from graph.model import vocabulary as v
from graph.model.vocabulary import NodeKind, RelationType
from graph.network import TraceGraph

# From each kind, the arrows to follow; True follows an arrow from its start to its end.
Steps = Mapping[NodeKind, tuple[tuple[RelationType, bool], ...]]
DOWN: Steps = {
    NodeKind.POLICY: ((v.CALLS_FOR, True), (v.ADVANCES, True)),
    NodeKind.STRATEGY: ((v.PART_OF, False), (v.HAS_OBJECTIVE, True)),
    NodeKind.OBJECTIVE: ((v.HAS_KEY_RESULT, True),),
    NodeKind.KEY_RESULT: ((v.DELIVERED_BY, True), (v.ALLOCATED_TO, True), (v.HANDED_OVER, True)),
    NodeKind.PROJECT: ((v.LED_BY, True), (v.SUPPORTED_BY, True), (v.HANDED_OVER, True)),
}


def _turned(steps: Steps) -> Steps:
    """Return the same steps walked backwards: from where each leads to where it starts."""
    back: dict[NodeKind, tuple[tuple[RelationType, bool], ...]] = {}
    for near, arrows in steps.items():
        for relation, forward in arrows:
            for source, target in relation.ends:
                start, end = (source, target) if forward else (target, source)
                if start == near:
                    back[end] = (*back.get(end, ()), (relation, not forward))
    return back


UP: Steps = _turned(DOWN)


def reached(graph: TraceGraph, ids: Iterable[str], steps: Steps, depth: int | None) -> set[str]:
    """Return the items and what lies at most `depth` steps from any of them; None is no limit."""
    found = set(ids)
    edge = set(found)
    while edge and depth != 0:
        edge = {other for one in edge for other in _near(graph, one, steps)} - found
        found |= edge
        depth = None if depth is None else depth - 1
    return found


def _near(graph: TraceGraph, item_id: str, steps: Steps) -> Iterator[str]:
    for relation, forward in steps.get(graph.item(item_id).kind_of_node, ()):
        yield from (graph.targets if forward else graph.sources)(relation, item_id)
