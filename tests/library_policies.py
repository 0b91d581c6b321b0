"""Twins of the queries about policies."""

from collections.abc import Sequence

from graph.model import vocabulary as v
from graph.model.entities import (
    Dimension,
    Objective,
    Policy,
    Project,
)
from graph.network import DIRECT, VIA_STRATEGY, TraceGraph
from tests.library_words import (
    Asked,
    Row,
    baht,
    below,
    is_asked,
    titled,
)


def policy_to_kpi(graph: TraceGraph, asked: Asked) -> list[Row]:
    rows: list[Row] = []
    for policy in graph.all(Policy):
        called = set(graph.targets(v.CALLS_FOR, policy.id))
        below_strategies = below(graph, graph.targets(v.ADVANCES, policy.id))
        measured: dict[str | None, set[str]] = {}
        direct = set()
        for objective in called | below_strategies:
            if not is_asked(graph.get(Objective, objective).fiscal_year, asked):
                continue
            for key_result in graph.targets(v.HAS_KEY_RESULT, objective):
                for kpi in graph.targets(v.MEASURED_BY, key_result):
                    measured.setdefault(kpi, set()).add(key_result)
                    direct |= {kpi} if objective in called else set()
        for kpi_or_none, key_results in (measured or {None: set[str]()}).items():
            strength = DIRECT if kpi_or_none in direct else VIA_STRATEGY
            rows.append(
                {
                    "policy": policy.id,
                    "title": policy.title(asked["lang"]),
                    "strength": strength if kpi_or_none else None,
                    "kpi": kpi_or_none,
                    "kpi_title": titled(graph, kpi_or_none, asked),
                    "key_results": len(key_results),
                }
            )
    return sorted(rows, key=lambda row: (row["policy"], row["strength"] or "", row["kpi"] or ""))


def policies_by_dimension(graph: TraceGraph, asked: Asked) -> list[Row]:
    members: dict[str | None, list[Policy]] = {one.id: [] for one in graph.all(Dimension)}
    for policy in graph.all(Policy):
        for dimension in graph.targets(v.IN_DIMENSION, policy.id) or (None,):
            members.setdefault(dimension, []).append(policy)
    rows = []
    for dimension, policies in members.items():
        called = {one.id: graph.targets(v.CALLS_FOR, one.id) for one in policies}
        objectives = {objective for found in called.values() for objective in found}
        projects = graph.projects_below(graph.key_results_below(objectives))
        rows.append(
            {
                "dimension": dimension,
                "title": titled(graph, dimension, asked),
                "policies": len(policies),
                "owned": sum(1 for one in policies if graph.owners(one.id)),
                "called_for": sum(1 for one in policies if called[one.id]),
                "projects": len(projects),
                "budget": baht(projects, graph),
            }
        )
    return sorted(rows, key=lambda row: (-row["policies"], row["dimension"] or ""))


def superseded_policies(graph: TraceGraph, asked: Asked) -> list[Row]:
    rows = []
    for policy in sorted(graph.all(Policy), key=lambda one: one.id):
        later = sorted(graph.sources(v.SUPERSEDES, policy.id))
        days = [graph.get(Policy, one).valid_from for one in later]
        called = graph.targets(v.CALLS_FOR, policy.id)
        if later:
            rows.append(
                {
                    "policy": policy.id,
                    "title": policy.title(asked["lang"]),
                    "superseded_by": later,
                    "since": min((day for day in days if day), default=None),
                    "objectives": len(called),
                    "projects": len(graph.projects_below(graph.key_results_below(called))),
                }
            )
    return rows


def cross_tier_paths(graph: TraceGraph, asked: Asked) -> list[Row]:
    rows: dict[tuple[str, ...], Row] = {}
    for policy in graph.all(Policy):
        key_results = graph.key_results_below(graph.targets(v.CALLS_FOR, policy.id))
        for key_result in key_results:
            for project in graph.targets(v.DELIVERED_BY, key_result):
                lead = graph.lead(project)
                if lead is None or not is_asked(graph.get(Project, project).fiscal_year, asked):
                    continue
                for holder in graph.owners(policy.id):
                    for owner in graph.effective_owners(key_result):
                        units = (holder, owner, lead)
                        tiers = [graph.tier(one) for one in units]
                        if len(set(tiers)) > 1:
                            lifted = [graph.lifted(one) for one in units]
                            place = (policy.id, key_result, project, *lifted)
                            rows[place] = _crossing(place, tiers)
    return [rows[place] for place in sorted(rows)]


def _crossing(place: Sequence[str], tiers: Sequence[str]) -> Row:
    policy, key_result, project, *units = place
    return {
        "policy": policy,
        "policy_owner": units[0],
        "policy_tier": tiers[0],
        "key_result": key_result,
        "result_owner": units[1],
        "result_tier": tiers[1],
        "project": project,
        "lead": units[2],
        "lead_tier": tiers[2],
    }
