"""What is reached from one item along the chain: up to the policies, or down to the units."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from graph.model import vocabulary as v
from graph.model.vocabulary import NodeKind, RelationType
from graph.network import TraceGraph
from graph.selection.chain import DOWN as CHAIN
from graph.selection.chain import Steps

UP: Steps = {
    NodeKind.UNIT: ((v.LED_BY, False), (v.ALLOCATED_TO, False)),
    NodeKind.AREA: ((v.TARGETS, False),),
    NodeKind.HANDOFF: ((v.HANDED_OVER, False),),
    NodeKind.PROJECT: ((v.DELIVERED_BY, False),),
    NodeKind.KPI: ((v.MEASURED_BY, False), (v.TRACKED_BY, False)),
    NodeKind.KEY_RESULT: ((v.HAS_KEY_RESULT, False),),
    NodeKind.OBJECTIVE: ((v.CALLS_FOR, False), (v.HAS_OBJECTIVE, False)),
    NodeKind.STRATEGY: ((v.ADVANCES, False), (v.PART_OF, True)),
}
DOWN: Steps = {
    **CHAIN,
    NodeKind.DIMENSION: ((v.IN_DIMENSION, False),),
    NodeKind.HANDOFF: ((v.FROM_UNIT, True), (v.TO_UNIT, True)),
}


class Hop(NamedTuple):
    """A link as it is followed, from the item at hand to the next one."""

    near: str
    far: str
    relation: RelationType
    forward: bool  # From the start of the arrow to its end.
    basis: str

    @property
    def source(self) -> str:
        """Where the arrow starts."""
        return self.near if self.forward else self.far

    @property
    def target(self) -> str:
        """Where the arrow ends."""
        return self.far if self.forward else self.near


class Reach:
    """Every item and link that is reached, the nearest first."""

    def __init__(self, graph: TraceGraph, steps: Steps, start: str) -> None:
        self.start = start
        self.depths: dict[str, int] = {start: 0}  # Links away, by the shortest way.
        self._hops: dict[str, Sequence[Hop]] = {}
        waiting = deque([start])
        while waiting:
            near = waiting.popleft()
            self._hops[near] = tuple(_hops(graph, steps, near))
            for hop in self._hops[near]:
                if hop.far not in self.depths:
                    self.depths[hop.far] = self.depths[near] + 1
                    waiting.append(hop.far)

    def hops(self, item_id: str) -> Sequence[Hop]:
        """Return the links that lead on from an item, in the order of the sources."""
        return self._hops[item_id]

    def within(self, depth: int) -> Iterator[Hop]:
        """Yield each link that is followed within a number of steps once, the nearest first."""
        for near, distance in self.depths.items():
            if distance < depth:
                yield from self._hops[near]

    def beyond(self, starts: Iterable[str], *, stated_only: bool = False) -> set[str]:
        """Return some of the items, and all that they lead on to."""
        found = set(starts)
        waiting = list(found)
        while waiting:
            for hop in self._hops[waiting.pop()]:
                if hop.far not in found and not (stated_only and hop.basis != "stated"):
                    found.add(hop.far)
                    waiting.append(hop.far)
        return found

    def leading_to(self, ends: Iterable[str]) -> set[str]:
        """Return these ends, and the items that lead to one of them."""
        back: dict[str, list[str]] = {}
        for hops in self._hops.values():
            for hop in hops:
                back.setdefault(hop.far, []).append(hop.near)
        found = set(ends)
        waiting = list(found)
        while waiting:
            new = set(back.get(waiting.pop(), ())) - found
            found |= new
            waiting += new
        return found


def _hops(graph: TraceGraph, steps: Steps, near: str) -> Iterator[Hop]:
    for relation, forward in steps.get(graph.item(near).kind_of_node, ()):
        ends = graph.targets if forward else graph.sources
        for far in dict.fromkeys(ends(relation, near)):
            source, target = (near, far) if forward else (far, near)
            basis = graph.link(relation, source=source, target=target).basis
            yield Hop(near, far, relation, forward, basis)
