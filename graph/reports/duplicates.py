"""Projects that seem to be asked for twice: the same title, unit, year and place.

Two projects are near-duplicates when their titles are all but the same, their leads are of one unit
(at its tier; or neither has one), they are of one fiscal year (or neither of any), and they share
an area (or neither has one): nothing tells them apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graph.model import vocabulary as v
from graph.model.entities import Project
from graph.network import TraceGraph
from graph.reports.near_titles import near

_TWO = 2  # As many of each place as are needed to name one that is not the project itself.


def duplicates(graph: TraceGraph, projects: Iterable[Project]) -> dict[str, str]:
    """Return for each project that has a near-duplicate the one most alike; else the first id."""
    ordered = sorted(projects, key=lambda one: one.id)
    best: dict[str, tuple[float, str]] = {}
    for ones, others, score in near(ordered, lambda one: _unit_and_year(graph, one)):
        for some, rest in ((ones, others), (others, ones)):
            there = _by_area(graph, rest)
            for one in some:
                found = [other for area in _areas(graph, one) for other in there.get(area, ())]
                ids = [other for other in found if other != one.id]
                if ids:
                    rank = (-score, min(ids))
                    best[one.id] = min(best.get(one.id, rank), rank)
    return {one: other for one, (_, other) in sorted(best.items())}


def _unit_and_year(graph: TraceGraph, project: Project) -> tuple[str | None, int | None]:
    lead = graph.lead(project.id)
    return graph.lifted(lead) if lead else None, project.fiscal_year


def _by_area(graph: TraceGraph, projects: Sequence[Project]) -> Mapping[str | None, Sequence[str]]:
    """Return the first projects of each area; more are never named."""
    found: dict[str | None, list[str]] = defaultdict(list)
    for one in projects:
        for area in _areas(graph, one):
            if len(found[area]) < _TWO:
                found[area].append(one.id)
    return found


def _areas(graph: TraceGraph, project: Project) -> Sequence[str | None]:
    return graph.targets(v.TARGETS, project.id) or (None,)
