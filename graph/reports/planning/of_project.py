"""The sheet of one project for the budget hearing."""

from collections.abc import Iterable
from dataclasses import replace

from graph.model import vocabulary as v
from graph.model.entities import Project, Unit
from graph.network import TraceGraph
from graph.reports.explaining.standing import Standing, standing_of
from graph.reports.likeness import LONGEST, Likeness, normalised
from graph.reports.planning.exchanges import Exchanges
from graph.reports.planning.gaps import gaps_of
from graph.reports.planning.plan import DELIVERED, Near, Sheet
from graph.reports.planning.planned import Planner
from graph.reports.planning.ties import Upwards
from graph.reports.readiness import Readiness, asks_for_money
from graph.reports.result import Parameters

_MOST_NEAR = 5
_SHARE_OF_RUNS = 0.25  # Of the runs of letters of a title, before two titles are compared.
_LEAST_ALIKE = 0.35  # Titles less alike than this say nothing.


def project_sheet(graph: TraceGraph, project: Project, asked: Parameters) -> Sheet:
    """Return all that a hearing on a project asks for, on the day of the parameters."""
    asked = replace(asked, fiscal_year=None)
    planner = Planner(graph, asked)
    planned = planner.project(project)
    lead = graph.lead(project.id)
    units = graph.inside([graph.lifted(lead)]) if lead else set()
    results = tuple(planner.result(one, DELIVERED, units) for one in planned.key_results)
    return Sheet(
        project=planned,
        as_of=asked.as_of,
        ways=tuple(Upwards(graph).ways(project.id)),
        results=results,
        exchanges=Exchanges(graph, asked).about(project.id),
        near=_near(graph, project),
        gaps=gaps_of([planned, *results]),
        readiness=_readiness(graph, project),
        waived=_waived(graph, project, asked),
    )


def _waived(graph: TraceGraph, project: Project, asked: Parameters) -> tuple[Standing, ...]:
    """Return the findings of a project that were ever waived, whether that holds or not."""
    if not project.waive:
        return ()
    return tuple(one for one in standing_of(graph, project, asked) if one.waivers)


def _readiness(graph: TraceGraph, project: Project) -> tuple[str, ...] | None:
    """Return what a project misses before it can ask for budget, as in budget-readiness."""
    if not asks_for_money(project):
        return None
    return tuple(one.missing for one in Readiness(graph).missing(project))


def _near(graph: TraceGraph, project: Project) -> tuple[Near, ...]:
    """Return the projects most like one: of the same key results first, then of titles alike."""
    own = set(graph.sources(v.DELIVERED_BY, project.id))
    others = [
        (other, tuple(sorted(own.intersection(graph.sources(v.DELIVERED_BY, other.id)))))
        for other in graph.all(Project)
        if other.id != project.id
    ]
    much_alike = _looking_alike(project, [other for other, _ in others])
    near = [(other, shared) for other, shared in others if shared or other.id in much_alike]
    likeness = Likeness([project, *(other for other, _ in near)])
    found = []
    for other, shared in near:
        alike = round(likeness.between(project, other), 4)
        if shared or alike >= _LEAST_ALIKE:
            lead = graph.lead(other.id)
            unit = graph.get(Unit, lead) if lead else None
            found.append(Near(project=other, lead=unit, alike=alike, shared=shared))
    found.sort(key=lambda one: (-len(one.shared), -one.alike, one.project.id))
    return tuple(found[:_MOST_NEAR])


def _looking_alike(project: Project, others: Iterable[Project]) -> set[str]:
    """Return the projects worth comparing: they have a quarter of the title's runs of letters.

    To compare all of a large city would take seconds.
    """
    title = normalised(project.title())
    runs = {title[at : at + LONGEST] for at in range(max(1, len(title) - LONGEST + 1))}
    found = set()
    for other in others:
        text = normalised(other.title())
        if sum(run in text for run in runs) >= _SHARE_OF_RUNS * len(runs):
            found.add(other.id)
    return found
