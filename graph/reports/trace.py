"""trace: the chain from one item up to the policies and down to the units."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.model import vocabulary as v
from graph.model.entities import Item, Objective, Project
from graph.model.vocabulary import NodeKind, RelationType
from graph.network import DIRECT, TraceGraph

# From each kind, the arrows to follow; True follows an arrow from its start to its end.
_Steps = Mapping[NodeKind, tuple[tuple[RelationType, bool], ...]]
_UP: _Steps = {
    NodeKind.UNIT: ((v.LED_BY, False), (v.ALLOCATED_TO, False)),
    NodeKind.AREA: ((v.TARGETS, False),),
    NodeKind.HANDOFF: ((v.HANDED_OVER, False),),
    NodeKind.PROJECT: ((v.DELIVERED_BY, False),),
    NodeKind.KPI: ((v.MEASURED_BY, False), (v.TRACKED_BY, False)),
    NodeKind.KEY_RESULT: ((v.HAS_KEY_RESULT, False),),
    NodeKind.OBJECTIVE: ((v.CALLS_FOR, False), (v.HAS_OBJECTIVE, False)),
    NodeKind.STRATEGY: ((v.ADVANCES, False), (v.PART_OF, True)),
}
_DOWN: _Steps = {
    NodeKind.DIMENSION: ((v.IN_DIMENSION, False),),
    NodeKind.POLICY: ((v.CALLS_FOR, True), (v.ADVANCES, True)),
    NodeKind.STRATEGY: ((v.PART_OF, False), (v.HAS_OBJECTIVE, True)),
    NodeKind.OBJECTIVE: ((v.HAS_KEY_RESULT, True),),
    NodeKind.KEY_RESULT: ((v.DELIVERED_BY, True), (v.ALLOCATED_TO, True)),
    NodeKind.PROJECT: ((v.LED_BY, True), (v.SUPPORTED_BY, True), (v.HANDED_OVER, True)),
    NodeKind.HANDOFF: ((v.FROM_UNIT, True), (v.TO_UNIT, True)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An item on the way, and the arrow by which it is reached."""

    item: Item
    relation: RelationType | None = None
    forward: bool = True  # The arrow is followed in its own direction.
    basis: str | None = None
    steps: tuple["Step", ...] = ()
    folded: int = 0  # Further items that are not shown.
    repeated: bool = False  # Its own steps stand where it is first shown.


@dataclass(frozen=True, slots=True)
class Trace:
    """The chain both ways from one item; a side that was not asked for is None."""

    item: Item
    strength: str | None  # Of a project or an objective: direct, via_strategy, or None.
    up: Step | None
    down: Step | None


@dataclass(frozen=True, slots=True)
class Extent:
    """How much of the chain to show."""

    up: bool = True
    down: bool = True
    depth: int = 12
    breadth: int = 12  # Items below one item, before the rest is folded into a count.


def trace(graph: TraceGraph, item_id: str, extent: Extent) -> Trace:
    """Follow the chain from one item.

    Raises:
        UnknownItemError: no source declares the id.
    """
    item = graph.item(item_id)
    up = _Walk(graph, _UP, extent).from_item(item) if extent.up else None
    down = _Walk(graph, _DOWN, extent).from_item(item) if extent.down else None
    return Trace(item, _strength(graph, item), up, down)


def _strength(graph: TraceGraph, item: Item) -> str | None:
    if isinstance(item, Project):
        served = graph.served_objectives()
        strengths = {served.get(one) for one in graph.objectives_above(item.id)} - {None}
        return DIRECT if DIRECT in strengths else next(iter(strengths), None)
    return graph.served_objectives().get(item.id) if isinstance(item, Objective) else None


class _Walk:
    """One walk, up or down; it shows each item's own steps once."""

    def __init__(self, graph: TraceGraph, steps: _Steps, extent: Extent) -> None:
        self._graph = graph
        self._steps = steps
        self._extent = extent
        self._seen: set[str] = set()
        self._cut = False  # The depth has cut something off below the item at hand.

    def from_item(self, item: Item) -> Step:
        return self._step(item, None, forward=True, basis=None, depth=self._extent.depth)

    def _step(
        self,
        item: Item,
        relation: RelationType | None,
        *,
        forward: bool,
        basis: str | None,
        depth: int,
    ) -> Step:
        near = list(self._near(item))
        repeated = item.id in self._seen and bool(near)
        shown = [] if repeated or depth <= 0 else near[: self._extent.breadth]
        cut_before, self._cut = self._cut, bool(near) and depth <= 0
        steps = tuple(
            self._step(
                self._graph.item(other), by, forward=onwards, basis=link_basis, depth=depth - 1
            )
            for other, by, onwards, link_basis in shown
        )
        if not self._cut:  # All of it stands here; what the depth cut off may stand elsewhere.
            self._seen.add(item.id)
        self._cut |= cut_before
        return Step(
            item=item,
            relation=relation,
            forward=forward,
            basis=basis,
            steps=steps,
            folded=0 if repeated else len(near) - len(shown),
            repeated=repeated,
        )

    def _near(self, item: Item) -> Iterator[tuple[str, RelationType, bool, str]]:
        graph = self._graph
        for relation, forward in self._steps.get(item.kind_of_node, ()):
            ends = graph.targets if forward else graph.sources
            for other in ends(relation, item.id):
                source, target = (item.id, other) if forward else (other, item.id)
                basis = graph.link(relation, source=source, target=target).basis
                yield other, relation, forward, basis
