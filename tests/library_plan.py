"""Twins of the queries about strategies, objectives, key results and KPIs."""

import math
from collections.abc import Iterator

from graph.model import vocabulary as v
from graph.model.entities import (
    KeyResult,
    Kpi,
    Objective,
    Strategy,
)
from graph.network import TraceGraph
from tests.library_words import (
    Asked,
    Row,
    answering,
    baht,
    below,
    callers,
    is_asked,
    objective_of,
    spaced,
    titled,
    year_of,
)


def strategy_tree(graph: TraceGraph, asked: Asked) -> list[Row]:
    rows = []
    for strategy in graph.all(Strategy):
        wholes = graph.above(strategy.id)
        inside = graph.inside([strategy.id])
        objectives = {
            one
            for one in below(graph, [strategy.id])
            if is_asked(graph.get(Objective, one).fiscal_year, asked)
        }
        key_results = graph.key_results_below(objectives)
        projects = graph.projects_below(key_results)
        row = {
            "strategy": strategy.id,
            "title": strategy.title(asked["lang"]),
            "depth": len(wholes) - 1,
            "part_of": wholes[1] if len(wholes) > 1 else None,
            "policies": len({one for each in inside for one in graph.sources(v.ADVANCES, each)}),
            "objectives": len(objectives),
            "key_results": len(key_results),
            "projects": len(projects),
            "budget": baht(projects, graph),
        }
        rows.append((spaced(reversed(wholes)), row))
    return [row for _, row in sorted(rows, key=lambda one: one[0])]


def objectives_without_policy(graph: TraceGraph, asked: Asked) -> list[Row]:
    rows = []
    served = graph.served_objectives()
    for objective in sorted(graph.all(Objective), key=lambda one: one.id):
        if objective.id in served or not is_asked(objective.fiscal_year, asked):
            continue
        key_results = graph.key_results_below([objective.id])
        projects = graph.projects_below(key_results)
        rows.append(
            {
                "objective": objective.id,
                "title": objective.title(asked["lang"]),
                "owner": sorted(set(graph.owners(objective.id))),
                "fiscal_year": objective.fiscal_year,
                "broken_at": "policy" if objective.strategies else "strategy",
                "state": "unrecorded" if objective.strategies is None else "unlinked",
                "key_results": len(key_results),
                "projects": len(projects),
                "budget": baht(projects, graph),
            }
        )
    return rows


def _key_results(graph: TraceGraph, asked: Asked) -> Iterator[KeyResult]:
    for key_result in sorted(graph.all(KeyResult), key=lambda one: one.id):
        if is_asked(objective_of(graph, key_result.id).fiscal_year, asked):
            yield key_result


def key_results_without_project(graph: TraceGraph, asked: Asked) -> list[Row]:
    rows = [
        {
            "key_result": one.id,
            "title": one.title(asked["lang"]),
            "objective": one.objective,
            "fiscal_year": year_of(graph, one.id),
            "owner": answering(graph, one.id),
            "target": one.target,
            "measure": one.measure.unit if one.measure else None,
            "kpi": one.kpi,
            "policies": len(callers(graph, [one.id])),
        }
        for one in _key_results(graph, asked)
        if not graph.targets(v.DELIVERED_BY, one.id)
    ]
    return sorted(rows, key=lambda row: (-int(str(row["policies"])), str(row["key_result"])))


def shared_key_results(graph: TraceGraph, asked: Asked) -> list[Row]:
    rows: list[Row] = []
    for one in _key_results(graph, asked):
        leads = {project: graph.lead(project) for project in graph.targets(v.DELIVERED_BY, one.id)}
        led = {project: lead for project, lead in leads.items() if lead}
        units = sorted({graph.lifted(lead) for lead in led.values()})
        if len(units) > 1:
            rows.append(
                {
                    "key_result": one.id,
                    "title": one.title(asked["lang"]),
                    "fiscal_year": year_of(graph, one.id),
                    "owner": answering(graph, one.id),
                    "units": units,
                    "tiers": [graph.tier(unit) for unit in units],
                    "projects": len(led),
                }
            )
    return sorted(rows, key=lambda row: (-len(row["units"]), row["key_result"]))


def allocation_check(graph: TraceGraph, asked: Asked) -> list[Row]:
    rows = []
    for one in _key_results(graph, asked):
        parts = one.allocations or ()
        if not parts or one.measure is None or one.measure.aggregation != "sum":
            continue
        told = [part.target for part in parts if part.target is not None]
        allocated = math.fsum(told)
        target = one.target
        difference = None if target is None else round(float(allocated - target), 4)
        if len(told) < len(parts) or difference:
            rows.append(
                {
                    "key_result": one.id,
                    "title": one.title(asked["lang"]),
                    "fiscal_year": year_of(graph, one.id),
                    "measure": one.measure.unit,
                    "target": target,
                    "parts": len(parts),
                    "silent_parts": len(parts) - len(told),
                    "allocated": round(allocated, 4),
                    "difference": difference,
                    "actual": round(math.fsum(part.actual or 0 for part in parts), 4),
                }
            )
    return rows


def kpis_unmeasured(graph: TraceGraph, asked: Asked) -> list[Row]:
    rows = []
    for kpi in graph.all(Kpi):
        measured = graph.sources(v.MEASURED_BY, kpi.id)
        if not any(is_asked(year_of(graph, one), asked) for one in measured):
            rows.append(
                {
                    "kpi": kpi.id,
                    "title": kpi.title(asked["lang"]),
                    "strategy": kpi.strategy,
                    "strategy_title": titled(graph, kpi.strategy, asked),
                    "owner": sorted(set(graph.owners(kpi.id))),
                    "measure": kpi.measure.unit if kpi.measure else None,
                    "direction": kpi.measure.direction if kpi.measure else None,
                }
            )
    return sorted(rows, key=lambda row: (str(row["strategy"] or ""), str(row["kpi"])))


def inferred_links(graph: TraceGraph, _asked: Asked) -> list[Row]:
    links = {(link.relation.name, link.source, link.target): link for link in graph.links()}
    rows = []
    for name, relation in v.RELATIONS.items():
        count = sum(1 for found, _, _ in links if found == name)
        inferred = len(set(graph.inferred(relation)))
        if count:
            rows.append(
                {"relation": name, "links": count, "stated": count - inferred, "inferred": inferred}
            )
    return sorted(
        rows, key=lambda row: (-int(row["inferred"]), -int(row["links"]), row["relation"])
    )
