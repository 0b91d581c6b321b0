"""areas: what reaches each district, and what does not.

Objectives and projects that target a district, or a place inside it, reach it by themselves;
projects that only target a larger area around it are counted apart, as `wider_projects`. Policies
reach it when something downstream of them (as in coverage) does: `policies_direct` call for
objectives, `policies_via_strategy` come down through a strategy. The district office stands for
the units at the tier of a district that serve the area: `key_results` have a part of their target
at it or inside it, `open_handoffs` have it at one end, and `held` are those that wait with it.
What is meant for several districts counts in each, with its whole budget.

A fiscal year leaves out what is of other years, and of none: objectives, projects, key results (of
their objective's year) and handoffs (of their item's).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from graph.model import vocabulary as v
from graph.model.entities import Area, Objective, Policy, Project
from graph.model.rules import UNTARGETED_AREA
from graph.network import TraceGraph
from graph.reports import handoffs
from graph.reports.money import total
from graph.reports.result import Parameters, Report, Row


def rows(graph: TraceGraph, parameters: Parameters) -> list[Row]:
    """Return every area that is a district, in the order of the ids; budgets in baht."""
    reach = _Reach(graph, parameters)
    return [_row(graph, reach, one, parameters.language) for one in _districts(graph)]


def _districts(graph: TraceGraph) -> list[Area]:
    return sorted((one for one in graph.all(Area) if one.kind == "district"), key=lambda a: a.id)


def _row(graph: TraceGraph, reach: "_Reach", area: Area, language: str) -> Row:
    own = reach.targeting(graph.inside([area.id]))
    around = graph.above(area.id)[1:]
    direct, via_strategy = reach.policies(own)
    offices = reach.offices(area.id)
    known = [budget for budget in own.budgets if budget is not None]
    return {
        "area": area.id,
        "title": area.title(language),
        "zone": next((one for one in around if graph.get(Area, one).kind == "zone"), None),
        "units": sorted(graph.sources(v.SERVES, area.id)),
        "objectives": len(own.objectives),
        "projects": len(own.projects),
        "wider_projects": len(reach.targeting(around).projects - own.projects),
        "budget": total(known),
        "unknown_budget": len(own.budgets) - len(known),
        "policies_direct": direct,
        "policies_via_strategy": via_strategy,
        "key_results": reach.key_results(offices),
        "open_handoffs": sum(1 for one in reach.waiting if offices & {one["from"], one["to"]}),
        "held": sum(1 for one in reach.waiting if one["holder"] in offices),
        "finding": None if own.is_any else UNTARGETED_AREA.finding(area.id),
    }


@dataclass(frozen=True, slots=True)
class _Targeting:
    """What targets some areas."""

    objectives: frozenset[str]
    projects: frozenset[str]
    budgets: Sequence[float | None]  # Of the projects.

    @property
    def is_any(self) -> bool:
        return bool(self.objectives or self.projects)


class _Reach:
    """What reaches areas in the fiscal year that is asked for."""

    def __init__(self, graph: TraceGraph, parameters: Parameters) -> None:
        self._graph = graph
        self._parameters = parameters
        self._year = parameters.fiscal_year

    @cached_property
    def waiting(self) -> list[Row]:
        """The open handoffs: they alone have a holder."""
        everywhere = replace(self._parameters, all_tiers=True)
        return [one for one in handoffs.rows(self._graph, everywhere) if one["holder"]]

    @cached_property
    def _below(self) -> list[tuple[bool, frozenset[str]]]:
        """Of each policy, whether it calls for objectives, and those downstream."""
        graph = self._graph
        return [
            (bool(graph.targets(v.CALLS_FOR, one.id)), graph.objectives_below(one.id))
            for one in graph.all(Policy)
        ]

    def _counts(self, item_id: str) -> bool:
        return self._year is None or self._graph.fiscal_year(item_id) == self._year

    def targeting(self, areas: Iterable[str]) -> _Targeting:
        """Return the objectives and projects that target any of the areas."""
        graph = self._graph
        found = {one for area in areas for one in graph.sources(v.TARGETS, area)}
        items = [graph.item(one) for one in found if self._counts(one)]
        projects = [one for one in items if isinstance(one, Project)]
        return _Targeting(
            frozenset(one.id for one in items if isinstance(one, Objective)),
            frozenset(one.id for one in projects),
            [one.budget for one in projects],
        )

    def policies(self, own: _Targeting) -> tuple[int, int]:
        """Count the policies above: those that call for objectives, and those that do not."""
        above = {one for project in own.projects for one in self._graph.objectives_above(project)}
        objectives = own.objectives | above
        found = [is_direct for is_direct, below in self._below if below & objectives]
        return sum(found), len(found) - sum(found)

    def offices(self, area: str) -> set[str]:
        """Return the district offices that serve an area."""
        graph = self._graph
        units = graph.sources(v.SERVES, area)
        return {graph.lifted(one) for one in units if graph.tier(one) == "district"}

    def key_results(self, offices: set[str]) -> int:
        """Count the key results of which the offices, or units inside them, have a part."""
        graph = self._graph
        parts = (one for one in graph.inside(offices) if graph.lifted(one) in offices)
        allocated = {one for part in parts for one in graph.sources(v.ALLOCATED_TO, part)}
        return sum(1 for one in allocated if self._counts(one))


def summary(graph: TraceGraph, found: Sequence[Row], parameters: Parameters) -> dict[str, Any]:
    """Count the districts and what reaches them; a project counts once, wherever it is meant.

    Of some items alone, `projects_of_all` are those among them and those meant for their districts.
    """
    reach = _Reach(graph, parameters)
    own = reach.targeting(graph.inside(row["area"] for row in found))
    known = [budget for budget in own.budgets if budget is not None]
    year = parameters.fiscal_year
    asked = [
        one
        for one in graph.all(Project)
        if year in (None, one.fiscal_year) and (parameters.asks(one.id) or one.id in own.projects)
    ]
    return {
        "areas": len(found),
        "untargeted": sum(1 for row in found if row["finding"]),
        "unserved": sum(1 for row in found if not row["units"]),
        "projects": len(own.projects),
        "projects_of_all": len(asked),
        "projects_without_area": sum(1 for one in asked if not graph.targets(v.TARGETS, one.id)),
        "budget": total(known),
        "unknown_budget": len(own.budgets) - len(known),
        "by_zone": _zones(found),
    }


def _zones(found: Sequence[Row]) -> list[dict[str, Any]]:
    """Sum the districts of each zone up; those of none come last."""
    groups: dict[str | None, list[Row]] = {}
    for row in found:
        groups.setdefault(row["zone"], []).append(row)
    return [
        {
            "zone": zone,
            "areas": len(groups[zone]),
            "untargeted": sum(1 for row in groups[zone] if row["finding"]),
            "open_handoffs": sum(row["open_handoffs"] for row in groups[zone]),
            "held": sum(row["held"] for row in groups[zone]),
        }
        for zone in sorted(groups, key=lambda zone: (zone is None, zone or ""))
    ]


REPORT = Report(
    name="areas",
    title_th="สิ่งที่ลงไปถึงแต่ละเขต",
    title_en="What reaches each district",
    columns=(
        "area",
        "title",
        "zone",
        "units",
        "objectives",
        "projects",
        "wider_projects",
        "budget",
        "unknown_budget",
        "policies_direct",
        "policies_via_strategy",
        "key_results",
        "open_handoffs",
        "held",
        "finding",
    ),
    filters=("fiscal_year",),
    subjects=("area",),
    rows=rows,
    summary=summary,
    rules=(UNTARGETED_AREA,),
)
