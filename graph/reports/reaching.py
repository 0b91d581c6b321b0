"""Which objectives stand below an item, and which key results a unit answers for.

Each by all links, or by stated links alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from graph.model import vocabulary as v
from graph.model.entities import Area, Item, KeyResult, Objective, Policy
from graph.model.vocabulary import RelationType
from graph.network import TraceGraph


class Reach:
    """What stands below the items of a graph."""

    def __init__(self, graph: TraceGraph) -> None:
        self._graph = graph

    def objectives(self, item: Item, *, stated_only: bool = False) -> frozenset[str]:
        """Return the objectives of a policy, a strategy or an area, or the objective itself."""
        if isinstance(item, Objective):
            return frozenset([item.id])
        if isinstance(item, Area):
            return self._meant_for(item.id, stated_only=stated_only)
        starts = frozenset([item.id])
        if isinstance(item, Policy):
            if self._graph.targets(v.CALLS_FOR, item.id):
                return self.ends(v.CALLS_FOR, starts, stated_only=stated_only)
            starts = self.ends(v.ADVANCES, starts, stated_only=stated_only)
        within = self._graph.inside(starts, stated_only=stated_only)
        return self.ends(v.HAS_OBJECTIVE, within, stated_only=stated_only)

    def _meant_for(self, area: str, *, stated_only: bool) -> frozenset[str]:
        return frozenset(
            one
            for place in self._graph.inside([area], stated_only=stated_only)
            for one in self._graph.sources(v.TARGETS, place)
            if isinstance(self._graph.item(one), Objective)
            and self._counts(v.TARGETS, one, place, stated_only=stated_only)
        )

    def ends(
        self, relation: RelationType, sources: Iterable[str], *, stated_only: bool = False
    ) -> frozenset[str]:
        """Return where the arrows of a relation lead from any of the sources."""
        return frozenset(
            target
            for source in sources
            for target in self._graph.targets(relation, source)
            if self._counts(relation, source, target, stated_only=stated_only)
        )

    def _counts(
        self, relation: RelationType, source: str, target: str, *, stated_only: bool
    ) -> bool:
        return not (stated_only and self._graph.is_inferred(relation, source=source, target=target))

    def answered_for(self, units: Iterable[str], *, stated_only: bool = False) -> set[str]:
        """Return the key results whose effective owner is one of the units."""
        found = self._answers[stated_only]
        return {key_result for unit in units for key_result in found[unit]}

    def shared(self, units: Iterable[str], *, stated_only: bool = False) -> set[str]:
        """Return the key results of whose target one of the units has a part."""
        return {
            key_result
            for unit in units
            for key_result in self._graph.sources(v.ALLOCATED_TO, unit)
            if self._counts(v.ALLOCATED_TO, key_result, unit, stated_only=stated_only)
        }

    @cached_property
    def _answers(self) -> dict[bool, dict[str, set[str]]]:
        found: dict[bool, dict[str, set[str]]] = {False: defaultdict(set), True: defaultdict(set)}
        for key_result in self._graph.all(KeyResult):
            for owned, unit in self._ownerships(key_result):
                found[False][unit].add(key_result.id)
                if not self._graph.is_inferred(v.OWNED_BY, source=owned, target=unit):
                    found[True][unit].add(key_result.id)
        return found

    def _ownerships(self, key_result: KeyResult) -> Iterator[tuple[str, str]]:
        """Yield what is owned and its owner: the key result, or where silent its objective."""
        own = key_result.owner is not None
        above = self._graph.sources(v.HAS_KEY_RESULT, key_result.id)
        for owned in (key_result.id,) if own else above:
            for unit in self._graph.owners(owned):
                yield owned, unit
