"""Twins of the queries about units and areas."""

from collections.abc import Iterable

from graph.model import vocabulary as v
from graph.model.entities import (
    Area,
    KeyResult,
    Objective,
    Project,
    Unit,
)
from graph.network import TraceGraph
from tests.library_handoffs import open_handoffs
from tests.library_words import (
    Asked,
    Row,
    baht,
    callers,
    is_asked,
    titled,
    year_of,
)


def unit_workload(graph: TraceGraph, asked: Asked) -> list[Row]:
    duties: dict[str, dict[str, set[str]]] = {graph.lifted(unit.id): {} for unit in graph.all(Unit)}

    def note(duty: str, item: str, units: Iterable[str], year: int | None) -> None:
        if is_asked(year, asked):
            for unit in units:
                duties[graph.lifted(unit)].setdefault(duty, set()).add(item)

    for objective in graph.all(Objective):
        note("objectives", objective.id, graph.owners(objective.id), objective.fiscal_year)
    for key_result in (one.id for one in graph.all(KeyResult)):
        year = year_of(graph, key_result)
        note("key_results", key_result, graph.effective_owners(key_result), year)
        note("parts", key_result, graph.targets(v.ALLOCATED_TO, key_result), year)
    for project in graph.all(Project):
        note("led", project.id, graph.targets(v.LED_BY, project.id), project.fiscal_year)
        note(
            "supported", project.id, graph.targets(v.SUPPORTED_BY, project.id), project.fiscal_year
        )
    for handoff, item, from_unit, to_unit, state in open_handoffs(graph):
        holder = from_unit if state == "returned" else to_unit
        note("open_handoffs", handoff.id, [holder], year_of(graph, item))

    columns = ("objectives", "key_results", "led", "supported", "parts", "open_handoffs")
    return [
        {
            "unit": unit,
            "title": titled(graph, unit, asked),
            "tier": graph.tier(unit),
            **{column: len(duties[unit].get(column, ())) for column in columns},
        }
        for unit in sorted(duties, key=lambda one: (graph.tier(one), one))
    ]


def unit_plan(graph: TraceGraph, asked: Asked) -> list[Row]:
    if not isinstance(graph.item(asked["id"]) if asked["id"] in graph else None, Unit):
        return []
    units = graph.inside([asked["id"]])
    roles = {
        v.OWNED_BY: "owns",
        v.LED_BY: "leads",
        v.SUPPORTED_BY: "supports",
        v.ALLOCATED_TO: "has_part",
        v.FROM_UNIT: "asks",
        v.TO_UNIT: "is_asked",
    }
    found = [
        (role, item, unit, graph.link(relation, source=item, target=unit).basis)
        for relation, role in roles.items()
        for unit in units
        for item in graph.sources(relation, unit)
    ]
    for key_result in graph.all(KeyResult):
        if key_result.owner is None:
            for unit in units & set(graph.owners(key_result.objective)):
                link = graph.link(v.OWNED_BY, source=key_result.objective, target=unit)
                found.append(("owns", key_result.id, unit, link.basis))
    rows = [
        {
            "role": role,
            "kind": graph.item(item).kind_of_node.noun.lower().replace(" ", "_"),
            "item": item,
            "title": titled(graph, item, asked),
            "fiscal_year": year_of(graph, item),
            "unit": unit,
            "basis": basis,
        }
        for role, item, unit, basis in found
        if year_of(graph, item) is None or is_asked(year_of(graph, item), asked)
    ]
    return sorted(rows, key=lambda row: [str(row[one]) for one in ("role", "kind", "item", "unit")])


def orphan_budget_by_unit(graph: TraceGraph, asked: Asked) -> list[Row]:
    traced = graph.traced_projects()
    led: dict[str | None, list[Project]] = {}
    for project in graph.all(Project):
        if is_asked(project.fiscal_year, asked):
            lead = graph.lead(project.id)
            led.setdefault(graph.lifted(lead) if lead else None, []).append(project)
    rows = []
    for unit, projects in led.items():
        orphans = [one for one in projects if one.id not in traced]
        if orphans:
            rows.append(
                {
                    "unit": unit,
                    "title": titled(graph, unit, asked),
                    "tier": graph.tier(unit) if unit else None,
                    "projects": len(projects),
                    "orphans": len(orphans),
                    "budget": baht([one.id for one in projects], graph),
                    "orphan_budget": baht([one.id for one in orphans], graph),
                    "unknown_budget": sum(1 for one in orphans if one.budget is None),
                }
            )
    return sorted(rows, key=lambda row: (-row["orphan_budget"], -row["orphans"], row["unit"] or ""))


def area_projects(graph: TraceGraph, asked: Asked) -> list[Row]:
    if not isinstance(graph.item(asked["id"]) if asked["id"] in graph else None, Area):
        return []
    rows = []
    for area in graph.inside([asked["id"]]):
        for item in graph.sources(v.TARGETS, area):
            project = graph.item(item)
            if not isinstance(project, Project) or not is_asked(project.fiscal_year, asked):
                continue
            lead = graph.lead(item)
            rows.append(
                {
                    "project": item,
                    "title": titled(graph, item, asked),
                    "area": area,
                    "lead": lead,
                    "tier": graph.tier(lead) if lead else None,
                    "fiscal_year": project.fiscal_year,
                    "status": project.status,
                    "budget": project.budget,
                    "policies": callers(graph, graph.sources(v.DELIVERED_BY, item)),
                    "basis": graph.link(v.TARGETS, source=item, target=area).basis,
                }
            )
    return sorted(rows, key=lambda row: (str(row["project"]), str(row["area"])))
