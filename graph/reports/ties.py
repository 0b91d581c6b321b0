"""How items and links are tied to policies: directly, or only through a strategy.

An objective is tied directly where a policy calls for it, and via a strategy where a policy
advances a strategy that it pursues, or one that this is part of. What stands below has the best tie
of what it stands under. A link has the tie of its upper end: it is of a way from a policy or none.
"""

from collections.abc import Iterable

from graph.model import vocabulary as v
from graph.model.entities import Handoff, KeyResult, Project, Strategy
from graph.model.vocabulary import RelationType
from graph.network import DIRECT, VIA_STRATEGY, TraceGraph


class Ties:
    """The ties to some policies."""

    def __init__(self, graph: TraceGraph, policies: Iterable[str]) -> None:
        self._graph = graph
        self._policies = frozenset(policies)
        self._strategies = graph.inside(self._ends(v.ADVANCES, self._policies))
        via = dict.fromkeys(self._ends(v.HAS_OBJECTIVE, self._strategies), VIA_STRATEGY)
        called_for = self._ends(v.CALLS_FOR, self._policies)
        self._known: dict[str, str | None] = {**via, **dict.fromkeys(called_for, DIRECT)}

    def _ends(self, relation: RelationType, sources: Iterable[str]) -> set[str]:
        return {end for one in sources for end in self._graph.targets(relation, one)}

    def of(self, item_id: str) -> str | None:
        """Return direct, via_strategy or None for an item of the chain below the policies."""
        if item_id not in self._known:
            self._known[item_id] = self._of(item_id)
        return self._known[item_id]

    def _of(self, item_id: str) -> str | None:
        item = self._graph.item(item_id)
        if isinstance(item, Strategy):
            return VIA_STRATEGY if item_id in self._strategies else None
        relation = _FROM_ABOVE.get(type(item))
        above = self._graph.sources(relation, item_id) if relation else ()
        found = {self.of(one) for one in above}
        return DIRECT if DIRECT in found else VIA_STRATEGY if VIA_STRATEGY in found else None

    def of_link(self, relation: RelationType, *, source: str, target: str) -> str | None:
        """Return the tie of the ways from the policies that go through a link."""
        if relation == v.CALLS_FOR:
            return DIRECT if source in self._policies else None
        if relation == v.ADVANCES:
            return VIA_STRATEGY if source in self._policies else None
        return self.of(target if relation == v.PART_OF else source)


_FROM_ABOVE: dict[type, RelationType] = {
    KeyResult: v.HAS_KEY_RESULT,
    Project: v.DELIVERED_BY,
    Handoff: v.HANDED_OVER,
}
