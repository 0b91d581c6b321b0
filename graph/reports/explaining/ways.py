"""The best way from an item up to a policy, link by link."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.model import vocabulary as v
from graph.model.vocabulary import NodeKind, RelationType
from graph.network import DIRECT, VIA_STRATEGY, TraceGraph

# From each kind, the arrows upwards; True follows an arrow from its start to its end.
_STEPS: dict[NodeKind, tuple[tuple[RelationType, bool], ...]] = {
    NodeKind.PROJECT: ((v.DELIVERED_BY, False),),
    NodeKind.KEY_RESULT: ((v.HAS_KEY_RESULT, False),),
    NodeKind.OBJECTIVE: ((v.CALLS_FOR, False), (v.HAS_OBJECTIVE, False)),
    NodeKind.STRATEGY: ((v.ADVANCES, False), (v.PART_OF, True)),
}
_Rank = tuple[int, int, int, tuple[str, ...]]  # Not direct, inferred links, links, ids.
_Ranked = tuple[_Rank, tuple["Step", ...]]


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a way, from the item below to the one above."""

    below: str
    above: str
    relation: str
    basis: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way from an item up to a policy."""

    steps: tuple[Step, ...]

    @property
    def strength(self) -> str:
        """Whether an objective names the policy (direct), or the way leads through a strategy."""
        names = {one.relation for one in self.steps}
        return VIA_STRATEGY if names & {v.HAS_OBJECTIVE.name, v.ADVANCES.name} else DIRECT

    @property
    def basis(self) -> str:
        """Whether each link is stated, or some are inferred."""
        return "inferred" if any(one.basis == "inferred" for one in self.steps) else "stated"

    @property
    def ids(self) -> tuple[str, ...]:
        """The items, from the policy down."""
        return (*(one.above for one in reversed(self.steps)), self.steps[0].below)


def best_ways(graph: TraceGraph, item_id: str) -> list[Way]:
    """Return the best way up to a policy: direct, on few inferred links, short.

    Where it has inferred links and another has none, that one is the second.
    """
    found = (_best(graph, item_id, stated_only=one) for one in (False, True))
    return list(dict.fromkeys(Way(one[1]) for one in found if one))


def _best(graph: TraceGraph, item_id: str, *, stated_only: bool) -> _Ranked | None:
    """Return the way of the least rank; each link adds to it what it costs itself."""
    if graph.item(item_id).kind_of_node is NodeKind.POLICY:
        return (0, 0, 0, (item_id,)), ()
    found: list[_Ranked] = []
    for step in _upwards(graph, item_id):
        onwards = None
        if not stated_only or step.basis == "stated":
            onwards = _best(graph, step.above, stated_only=stated_only)
        if onwards:
            (indirect, inferred, links, ids), steps = onwards
            is_indirect = indirect or step.relation == v.HAS_OBJECTIVE.name
            is_inferred = step.basis != "stated"
            rank = (int(is_indirect), inferred + is_inferred, links + 1, (item_id, *ids))
            found.append((rank, (step, *steps)))
    return min(found, key=lambda one: one[0], default=None)


def _upwards(graph: TraceGraph, item_id: str) -> Iterator[Step]:
    for relation, forward in _STEPS.get(graph.item(item_id).kind_of_node, ()):
        ends = graph.targets if forward else graph.sources
        for other in ends(relation, item_id):
            source, target = (item_id, other) if forward else (other, item_id)
            basis = graph.link(relation, source=source, target=target).basis
            yield Step(item_id, other, relation.name, basis)
