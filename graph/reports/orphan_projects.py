"""orphan-projects: projects that serve no policy.

A project is traced when some key result it delivers sits under an objective that a policy calls
for (direct), or under an objective of a strategy that a policy advances, at any depth
(via_strategy). Otherwise it is an orphan; `broken_at` is the first level missing going up.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from graph.model import vocabulary as v
from graph.model.entities import Objective, Project
from graph.model.rules import ORPHAN_PROJECT
from graph.network import DIRECT, VIA_STRATEGY, TraceGraph
from graph.reports.money import total
from graph.reports.result import Parameters, Report, Row


def rows(graph: TraceGraph, parameters: Parameters) -> list[Row]:
    """Return the orphans in the order of their ids."""
    traced = graph.traced_projects()
    return [
        _row(graph, project, parameters.language)
        for project in sorted(_asked(graph, parameters), key=lambda one: one.id)
        if project.id not in traced
    ]


def _asked(graph: TraceGraph, parameters: Parameters) -> Iterable[Project]:
    year = parameters.fiscal_year
    return (
        one
        for one in graph.all(Project)
        if year in (None, one.fiscal_year) and parameters.asks(one.id)
    )


def _row(graph: TraceGraph, project: Project, language: str) -> Row:
    broken_at, state = break_of(graph, project)
    lead = graph.lead(project.id)
    return {
        "project": project.id,
        "title": project.title(language),
        "lead": lead,
        "tier": graph.tier(lead) if lead else None,
        "fiscal_year": project.fiscal_year,
        "budget": project.budget,
        "broken_at": broken_at,
        "state": state,
        "finding": ORPHAN_PROJECT.finding(project.id),
    }


def break_of(graph: TraceGraph, project: Project) -> tuple[str, str]:
    """Return the first level that an orphan misses going up, and how the source says so."""
    if not graph.sources(v.DELIVERED_BY, project.id):
        return "key_result", _state(project.key_results)
    return break_above(graph, graph.objectives_above(project.id))


def break_above(graph: TraceGraph, ids: Iterable[str]) -> tuple[str, str]:
    """Return the first level that is missing above objectives, and how the source says so."""
    objectives = [graph.get(Objective, one) for one in ids]
    if any(graph.sources(v.HAS_OBJECTIVE, one.id) for one in objectives):
        return "policy", "unlinked"
    states = [_state(objective.strategies) for objective in objectives]
    return "strategy", "unrecorded" if "unrecorded" in states else "unlinked"


def _state(linked: tuple[str, ...] | None) -> str:
    """Tell "the source says none" (`[]`) from "the source says nothing that leads on"."""
    return "unlinked" if linked == () else "unrecorded"


def summary(graph: TraceGraph, found: Sequence[Row], parameters: Parameters) -> dict[str, Any]:
    """Sum up the orphans beside all projects; budgets in baht, unknown ones counted apart."""
    projects = list(_asked(graph, parameters))
    known = [row["budget"] for row in found if row["budget"] is not None]
    known_of_all = [one.budget for one in projects if one.budget is not None]
    return {
        "orphans": len(found),
        "projects": len(projects),
        "budget": total(known),
        "budget_of_all": total(known_of_all),
        "unknown_budget": len(found) - len(known),
        "unknown_budget_of_all": len(projects) - len(known_of_all),
        "traced": _traced(graph, projects),
        "by_broken_at": _counts(row["broken_at"] for row in found),
        "by_state": _counts(row["state"] for row in found),
        "by_tier": _groups(found, "tier"),
        "by_lead": _groups(found, "lead"),
    }


def _traced(graph: TraceGraph, projects: Sequence[Project]) -> dict[str, int]:
    """Count the traced by strength, and those whose every trace rests on an inferred link."""
    strength = graph.traced_projects()
    stated = graph.traced_projects(stated_only=True)
    counts = Counter(strength[one.id] for one in projects if one.id in strength)
    inferred = sum(1 for one in projects if one.id in strength and one.id not in stated)
    return {
        DIRECT: counts[DIRECT],
        VIA_STRATEGY: counts[VIA_STRATEGY],
        "on_inferred_links_alone": inferred,
    }


def _counts(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))


def _groups(found: Sequence[Row], column: str) -> list[dict[str, Any]]:
    groups: dict[str | None, list[Row]] = {}
    for row in found:
        groups.setdefault(row[column], []).append(row)
    summed = [
        {
            column: key,
            "orphans": len(group),
            "budget": total(row["budget"] or 0 for row in group),
            "unknown_budget": sum(1 for row in group if row["budget"] is None),
        }
        for key, group in groups.items()
    ]
    return sorted(summed, key=lambda one: (-one["orphans"], one[column] or ""))


REPORT = Report(
    name="orphan-projects",
    title_th="โครงการที่ไม่โยงถึงนโยบาย",
    title_en="Projects that serve no policy",
    columns=(
        "project",
        "title",
        "lead",
        "tier",
        "fiscal_year",
        "budget",
        "broken_at",
        "state",
        "finding",
    ),
    filters=("fiscal_year",),
    subjects=("project",),
    rows=rows,
    summary=summary,
    rules=(ORPHAN_PROJECT,),
)
