"""The plan of one unit, with all that stands inside it."""

from collections.abc import Iterable

from graph.calendar import fiscal_year
from graph.model import vocabulary as v
from graph.model.entities import Area, KeyResult, Objective, Project, Unit
from graph.network import TraceGraph
from graph.reports.planning.exchanges import Exchanges
from graph.reports.planning.gaps import gaps_of, others_gaps
from graph.reports.planning.plan import (
    DELIVERED,
    OWNED,
    PART,
    AreaWork,
    Plan,
    PlannedObjective,
    PlannedResult,
)
from graph.reports.planning.planned import Planner
from graph.reports.reaching import Reach
from graph.reports.result import Parameters

_Planned = PlannedObjective | PlannedResult


def unit_plan(graph: TraceGraph, unit: Unit, asked: Parameters) -> Plan:
    """Return the plan of a unit for the fiscal year of the parameters, which must have one."""
    assert asked.fiscal_year is not None
    planner = Planner(graph, asked)
    inside = graph.inside([unit.id])
    led = sorted(_led(graph, inside), key=lambda one: one.id)
    own = [one for one in led if one.fiscal_year == asked.fiscal_year]
    projects = tuple(map(planner.project, own))
    objectives = _objectives(planner, inside, own)
    results = [one for objective in objectives for one in objective.results]
    counted = [one.item for one in results if one.role != DELIVERED]
    counting = [one for one in objectives if _counts(one, inside)]
    exchanges = Exchanges(graph, asked)
    row = planner.progress.get(unit.id)
    answered_for, others = _whose(objectives, inside)
    return Plan(
        unit=unit,
        year=asked.fiscal_year,
        as_of=asked.as_of,
        divisions=planner.units(sorted(inside - {unit.id})),
        sums=planner.sums((one.item for one in counting), counted, own, row),
        replaced=sum(1 for one in results if not one.counts),
        objectives=objectives,
        projects=projects,
        expects=exchanges.expected_by(unit.id),
        expected=exchanges.expected_of(unit.id),
        areas=_areas(graph, counting, own),
        gaps=gaps_of([*answered_for, *projects]),
        others_gaps=others_gaps(others),
        beside=tuple(planner.project(one) for one in _beside(led, asked.fiscal_year)),
        years=_years(graph, inside, led),
    )


def _led(graph: TraceGraph, units: set[str]) -> Iterable[Project]:
    return (graph.get(Project, one) for unit in units for one in graph.sources(v.LED_BY, unit))


def _objectives(
    planner: Planner, inside: set[str], projects: Iterable[Project]
) -> tuple[PlannedObjective, ...]:
    """Return the objectives that the unit owns, shares or delivers to, in the order of the ids."""
    graph = planner.graph
    by_objective: dict[str, list[PlannedResult]] = {
        one: [] for unit in inside for one in graph.sources(v.OWNED_BY, unit) if _is(graph, one)
    }
    for result in _results(planner, inside, projects):
        by_objective.setdefault(result.item.objective, []).append(result)
    return tuple(
        planner.objective(graph.get(Objective, one), by_objective[one])
        for one in sorted(by_objective)
        if planner.is_of_year(one)
    )


def _counts(objective: PlannedObjective, inside: set[str]) -> bool:
    """Tell whether an objective counts, and is not only above what the unit's projects deliver."""
    owned = any(one.id in inside for one in objective.owners)
    return owned or any(one.role != DELIVERED for one in objective.results)


def _whose(
    objectives: Iterable[PlannedObjective], inside: set[str]
) -> tuple[list[_Planned], list[_Planned]]:
    """Return the objectives and key results that the unit answers for, and the others.

    An objective that nobody owns is for whoever answers for a key result under it.
    """
    own: list[_Planned] = []
    others: list[_Planned] = []
    for one in objectives:
        owned = [each for each in one.results if each.role == OWNED]
        is_own = any(each.id in inside for each in one.owners) or (owned and not one.owners)
        (own if is_own else others).append(one)
        own += owned
        others += [each for each in one.results if each.role != OWNED]
    return own, others


def _is(graph: TraceGraph, item_id: str) -> bool:
    return isinstance(graph.item(item_id), Objective)


def _results(
    planner: Planner, inside: set[str], projects: Iterable[Project]
) -> Iterable[PlannedResult]:
    graph, reach = planner.graph, Reach(planner.graph)
    delivered = {one for own in projects for one in graph.sources(v.DELIVERED_BY, own.id)}
    roles = dict.fromkeys(delivered, DELIVERED)
    roles |= dict.fromkeys(reach.shared(inside), PART)
    roles |= dict.fromkeys(reach.answered_for(inside), OWNED)
    for one, role in sorted(roles.items()):
        if planner.is_of_year(one):
            yield planner.result(graph.get(KeyResult, one), role, inside)


def _areas(
    graph: TraceGraph, objectives: Iterable[PlannedObjective], projects: Iterable[Project]
) -> tuple[AreaWork, ...]:
    """Count what is meant for each area by name; work on a part of it is counted there alone."""
    counts: dict[str, list[int]] = {}
    for at, ids in enumerate(
        ([one.item.id for one in objectives], [one.id for one in projects]),
    ):
        for item in ids:
            for area in graph.targets(v.TARGETS, item):
                counts.setdefault(area, [0, 0])[at] += 1
    return tuple(
        AreaWork(area=graph.get(Area, area), objectives=found[0], projects=found[1])
        for area, found in sorted(counts.items())
    )


def _beside(led: Iterable[Project], year: int) -> Iterable[Project]:
    """Return the projects of no recorded year, and those of another year whose days lie in it."""
    days = fiscal_year(year)
    for one in led:
        runs = one.start and one.end and one.start <= days.last and one.end >= days.first
        if one.fiscal_year is None or (one.fiscal_year != year and runs):
            yield one


def _years(graph: TraceGraph, inside: set[str], led: Iterable[Project]) -> tuple[int, ...]:
    reach = Reach(graph)
    results = reach.answered_for(inside) | reach.shared(inside)
    owned = {one for unit in inside for one in graph.sources(v.OWNED_BY, unit) if _is(graph, one)}
    years = {graph.fiscal_year(one) for one in (*results, *owned, *(one.id for one in led))}
    return tuple(sorted(one for one in years if one is not None))
