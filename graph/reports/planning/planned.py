"""The objectives, key results and projects of a plan, each with what stands around it."""

from collections.abc import Iterable
from functools import cached_property

from graph.model import vocabulary as v
from graph.model.entities import Area, Item, KeyResult, Objective, Project, Unit
from graph.network import TraceGraph
from graph.reports import orphan_projects, progress
from graph.reports.attainment import attainment, reached
from graph.reports.money import total
from graph.reports.planning.plan import (
    OWNED,
    Part,
    PlannedObjective,
    PlannedProject,
    PlannedResult,
    Sums,
)
from graph.reports.planning.ties import Upwards
from graph.reports.progress import weight
from graph.reports.readiness import Readiness
from graph.reports.result import Parameters, Row


class Planner:
    """Puts together what a plan of one fiscal year is made of."""

    def __init__(self, graph: TraceGraph, asked: Parameters) -> None:
        self.graph = graph
        self.asked = asked
        self._upwards = Upwards(graph)
        self._readiness = Readiness(graph)

    @cached_property
    def progress(self) -> dict[str, Row]:
        """The rows of the report progress by the item that they are about."""
        return {row["item"]: row for row in progress.rows(self.graph, self.asked)}

    @cached_property
    def _orphans(self) -> dict[str, Row]:
        rows = orphan_projects.rows(self.graph, Parameters(as_of=self.asked.as_of))
        return {row["project"]: row for row in rows}

    def is_of_year(self, item_id: str) -> bool:
        """Tell whether an item is of the fiscal year that is asked for."""
        return self.graph.fiscal_year(item_id) == self.asked.fiscal_year

    def units(self, ids: Iterable[str]) -> tuple[Unit, ...]:
        """Return units in the order given, each once."""
        return tuple(self.graph.get(Unit, one) for one in dict.fromkeys(ids))

    def project(self, project: Project) -> PlannedProject:
        """Return a project with its units, areas and what it serves."""
        graph, own = self.graph, project.id
        lead = graph.lead(own)
        serves = self._upwards.of_project(own)
        direct = {one.item.id for one in serves}
        strength = graph.traced_projects().get(own)
        orphan = self._orphans.get(own)
        return PlannedProject(
            item=project,
            lead=graph.get(Unit, lead) if lead else None,
            supports=self.units(graph.targets(v.SUPPORTED_BY, own)),
            areas=tuple(graph.get(Area, one) for one in graph.targets(v.TARGETS, own)),
            key_results=tuple(
                graph.get(KeyResult, one) for one in sorted(graph.sources(v.DELIVERED_BY, own))
            ),
            serves=serves,
            strength=strength,
            inferred=bool(strength) and own not in graph.traced_projects(stated_only=True),
            via_policies=len(self._upwards.via_strategies(own) - direct),
            broken_at=orphan["broken_at"] if orphan else None,
            is_of_other_years=self._readiness.is_of_other_years(project),
        )

    def result(self, key_result: KeyResult, role: str, units: set[str]) -> PlannedResult:
        """Return a key result; its parts are those of the units, or all where it is owned."""
        parts = (
            Part(
                unit=self.graph.get(Unit, one.unit),
                target=one.target,
                actual=one.actual,
                share=share,
                met=met,
            )
            for one in key_result.allocations or ()
            if one.unit in self.graph and (role == OWNED or one.unit in units)
            for share, met in [
                (None, None)
                if one.actual is None
                else reached(key_result.measure, None, one.target, one.actual)
            ]
        )
        return PlannedResult(
            item=key_result,
            role=role,
            owners=self.units(self.graph.effective_owners(key_result.id)),
            now=attainment(key_result, self.asked.as_of),
            parts=tuple(parts),
            counts=weight(key_result) > 0,
        )

    def objective(self, objective: Objective, results: Iterable[PlannedResult]) -> PlannedObjective:
        """Return an objective with those of its key results that stand in the plan."""
        row = self.progress.get(objective.id)
        below = self.graph.projects_below(self.graph.key_results_below([objective.id]))
        return PlannedObjective(
            item=objective,
            owners=self.units(self.graph.owners(objective.id)),
            serves=self._upwards.of_objective(objective.id),
            results=tuple(results),
            progress=row["progress"] if row else None,
            projects=sum(1 for one in below if self.is_of_year(one)),
        )

    def sums(
        self,
        objectives: Iterable[Item],
        key_results: Iterable[KeyResult],
        projects: Iterable[Project],
        row: Row | None = None,
    ) -> Sums:
        """Add up; the figures of key results are those of a row of `progress`, if there is one."""
        figures = [attainment(one, self.asked.as_of) for one in key_results if weight(one) > 0]
        found = list(projects)
        known = [one.budget for one in found if one.budget is not None]
        strengths = [self.graph.traced_projects().get(one.id) for one in found]
        return Sums(
            objectives=len({one.id for one in objectives}),
            key_results=row["key_results"] if row else len(figures),
            with_data=row["with_data"] if row else sum(one.value is not None for one in figures),
            met=row["met"] if row else sum(bool(one.met) for one in figures),
            progress=row["progress"] if row else None,
            projects=len(found),
            budget=total(known),
            unknown_budget=len(found) - len(known),
            direct=strengths.count("direct"),
            via_strategy=strengths.count("via_strategy"),
            untraced=strengths.count(None),
        )
