"""unowned-policies: policies that nobody answers for.

`none`: the source says that there is no owner. `unrecorded`: it says nothing. `phantom`: there is
an owner, but neither it, nor any other of its owners, nor any unit inside them owns or leads
anything downstream of the policy.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

from graph.model import vocabulary as v
from graph.model.entities import Policy
from graph.model.rules import UNOWNED_POLICY
from graph.network import TraceGraph
from graph.reports.result import Parameters, Report, Row

_CANDIDATES = 3


def rows(graph: TraceGraph, parameters: Parameters) -> list[Row]:
    """Return the unowned policies in the order of their ids."""
    downstream = Downstream(graph)
    found: list[Row] = []
    for policy in sorted(graph.all(Policy), key=lambda one: one.id):
        objectives = graph.objectives_below(policy.id)
        state = _state(graph, policy, downstream.responsible(objectives))
        if state:
            found.append(
                {
                    "policy": policy.id,
                    "title": policy.title(parameters.language),
                    "state": state,
                    "owner": sorted(graph.owners(policy.id)),
                    "inherited_from": _inherited_from(graph, policy),
                    "candidates": downstream.candidates(objectives),
                    "finding": UNOWNED_POLICY.finding(policy.id),
                }
            )
    return found


def _state(graph: TraceGraph, policy: Policy, responsible: frozenset[str]) -> str | None:
    if policy.owner is None:
        return "unrecorded"
    if not policy.owner:
        return "none"
    return None if graph.inside(policy.owner) & responsible else "phantom"


def _inherited_from(graph: TraceGraph, policy: Policy) -> list[str]:
    strategies = {
        above
        for strategy in graph.targets(v.ADVANCES, policy.id)
        for above in graph.above(strategy)
    }
    return sorted({owner for strategy in strategies for owner in graph.owners(strategy)})


class Downstream:
    """What stands below a set of objectives; many policies share the same set."""

    def __init__(self, graph: TraceGraph) -> None:
        self._graph = graph
        self.responsible = cache(self._responsible)
        self.candidates = cache(self._candidates)

    def _responsible(self, objectives: frozenset[str]) -> frozenset[str]:
        """Return the units that own or lead something here, or have a part of a target."""
        graph = self._graph
        key_results = graph.key_results_below(objectives)
        units = {owner for one in objectives | key_results for owner in graph.owners(one)}
        for one in key_results:
            units.update(graph.targets(v.ALLOCATED_TO, one))
        for project in graph.projects_below(key_results):
            units.update(graph.targets(v.LED_BY, project))
        return frozenset(units)

    def led(self, objectives: frozenset[str]) -> Counter[str]:
        """Count the projects here that each unit leads, at its tier."""
        graph = self._graph
        return Counter(
            graph.lifted(lead)
            for project in graph.projects_below(graph.key_results_below(objectives))
            for lead in graph.targets(v.LED_BY, project)
        )

    def _candidates(self, objectives: frozenset[str]) -> list[str]:
        """Return the units, at their tier, that lead the most projects here."""
        ranked = sorted(self.led(objectives).items(), key=lambda pair: (-pair[1], pair[0]))
        return [unit for unit, _ in ranked[:_CANDIDATES]]


def summary(graph: TraceGraph, found: Sequence[Row], parameters: Parameters) -> dict[str, Any]:
    """Count the unowned by state beside all policies."""
    states = Counter(row["state"] for row in found)
    policies = [policy for policy in graph.all(Policy) if parameters.asks(policy.id)]
    return {
        "unowned": len(found),
        "policies": len(policies),
        "by_state": {state: states[state] for state in ("none", "unrecorded", "phantom")},
        "inferred_owners": sum(
            1 for policy in policies if policy.owner and policy.basis_of("owner") == "inferred"
        ),
        "with_candidates": sum(1 for row in found if row["candidates"]),
    }


REPORT = Report(
    name="unowned-policies",
    title_th="นโยบายที่ไม่มีเจ้าภาพ",
    title_en="Policies that nobody owns",
    columns=("policy", "title", "state", "owner", "inherited_from", "candidates", "finding"),
    filters=(),
    subjects=("policy",),
    rows=rows,
    summary=summary,
    rules=(UNOWNED_POLICY,),
)
