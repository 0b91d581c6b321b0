"""Which policy a project serves, and how strong its way up to one is."""

from collections.abc import Sequence
from functools import cache

from graph.model import vocabulary as v
from graph.network import DIRECT, TraceGraph


class Serving:
    """The policies above the projects of a graph."""

    def __init__(self, graph: TraceGraph) -> None:
        self._graph = graph
        self._strengths = graph.traced_projects()
        self._above = cache(self._policies_above)

    def policy(self, project: str) -> tuple[str | None, str | None]:
        """Return one policy that a project serves by its strongest trace, and that strength.

        Of several it is the one with the first id; an orphan serves none.
        """
        strength = self._strengths.get(project)
        if strength is None:
            return None, None
        every = (self._above(one, strength) for one in self._graph.objectives_above(project))
        return min(policy for found in every for policy in found), strength

    def _policies_above(self, objective: str, strength: str) -> Sequence[str]:
        graph = self._graph
        if strength == DIRECT:
            return graph.sources(v.CALLS_FOR, objective)
        return [
            policy
            for strategy in graph.sources(v.HAS_OBJECTIVE, objective)
            for above in graph.above(strategy)
            for policy in graph.sources(v.ADVANCES, above)
        ]
