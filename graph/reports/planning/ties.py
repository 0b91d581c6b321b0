"""What objectives and projects serve, and whether every way there rests on inferred links."""

from collections.abc import Iterable, Iterator

from graph.model import vocabulary as v
from graph.model.entities import KeyResult, Objective, Policy, Strategy
from graph.model.vocabulary import RelationType
from graph.network import DIRECT, VIA_STRATEGY, TraceGraph
from graph.reports.planning.plan import ChainWay, Serves

_Way = tuple[str, str, bool]  # A key result, its objective, and whether both links are stated.


class Upwards:
    """The ways up from the items of a plan."""

    def __init__(self, graph: TraceGraph) -> None:
        self._graph = graph

    def of_objective(self, objective: str) -> tuple[Serves, ...]:
        """Return the policies that call for an objective, then the strategies it pursues."""
        return self._served([("", objective, True)])

    def of_project(self, project: str) -> tuple[Serves, ...]:
        """Return the policies that a project serves directly, then its strategies."""
        return self._served(list(self._ways(project)))

    def via_strategies(self, project: str) -> set[str]:
        """Return the policies that a project serves through a strategy."""
        graph = self._graph
        return {
            policy
            for objective in graph.objectives_above(project)
            for strategy in graph.sources(v.HAS_OBJECTIVE, objective)
            for one in graph.above(strategy)
            for policy in graph.sources(v.ADVANCES, one)
        }

    def ways(self, project: str) -> Iterator[ChainWay]:
        """Yield every way up from a project, in the order of the ids."""
        for key_result, objective, stated in sorted(self._ways(project)):
            found = self._served([(key_result, objective, stated)])
            for one in found or (None,):
                yield ChainWay(
                    key_result=self._graph.get(KeyResult, key_result),
                    objective=self._graph.get(Objective, objective),
                    serves=one,
                )

    def _ways(self, project: str) -> Iterator[_Way]:
        graph = self._graph
        for key_result in graph.sources(v.DELIVERED_BY, project):
            delivered = self._is_stated(v.DELIVERED_BY, key_result, project)
            for objective in graph.sources(v.HAS_KEY_RESULT, key_result):
                shown = self._is_stated(v.HAS_KEY_RESULT, objective, key_result)
                yield key_result, objective, delivered and shown

    def _served(self, ways: Iterable[_Way]) -> tuple[Serves, ...]:
        found: dict[tuple[str, str], bool] = {}  # Whether any way is of stated links alone.
        for _, objective, stated in ways:
            for strength, relation in ((DIRECT, v.CALLS_FOR), (VIA_STRATEGY, v.HAS_OBJECTIVE)):
                for above in self._graph.sources(relation, objective):
                    is_stated = stated and self._is_stated(relation, above, objective)
                    found[strength, above] = found.get((strength, above), False) or is_stated
        return tuple(
            Serves(item=self._item(above), strength=strength, inferred=not is_stated)
            for (strength, above), is_stated in sorted(found.items())
        )

    def _item(self, item_id: str) -> Policy | Strategy:
        item = self._graph.item(item_id)
        assert isinstance(item, (Policy, Strategy))
        return item

    def _is_stated(self, relation: RelationType, source: str, target: str) -> bool:
        return not self._graph.is_inferred(relation, source=source, target=target)
