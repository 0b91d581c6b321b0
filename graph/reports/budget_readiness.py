"""budget-readiness: which projects that ask for money may, and what the others still miss.

A project asks for money when its budget is known and above 0, or is unknown and the project is
planned or active; one that was cancelled asks for nothing. A row is one such project. It is `ready`
when nothing is missing; `missing` has the words of readiness.py, in their order. `policy` is one
policy that it serves by its strongest trace, and `strength` the strength of that; a link that is
inferred counts as one that is stated. `duplicate_of` is the project that it is all but the same as;
both of the two have a finding, since nothing says which is the copy. `sector` is that of the lead,
or of the nearest unit above it that has one.

Where each thing that is missing is mended, `Readiness.missing` says by field, file and line, and
`policytrace why PROJECT` tells.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from graph.model.entities import Project, Unit
from graph.model.rules import NOT_READY
from graph.network import TraceGraph
from graph.reports.money import total
from graph.reports.progress import of_the_year
from graph.reports.readiness import MISSING, SUPPORTS, Readiness, asks_for_money, supports
from graph.reports.result import Parameters, Report, Row
from graph.reports.serving import Serving


def rows(graph: TraceGraph, parameters: Parameters) -> list[Row]:
    """Return the projects that ask for money, in the order of their ids."""
    readiness, serving = Readiness(graph), Serving(graph)
    return [
        _row(graph, one, readiness, serving, parameters.language)
        for one in _asking(graph, parameters)
    ]


def _asking(graph: TraceGraph, parameters: Parameters) -> list[Project]:
    return [one for one in of_the_year(graph, Project, parameters) if asks_for_money(one)]


def _row(
    graph: TraceGraph, project: Project, readiness: Readiness, serving: Serving, language: str
) -> Row:
    mends = readiness.missing(project)
    lead = graph.lead(project.id)
    policy, strength = serving.policy(project.id)
    return {
        "project": project.id,
        "title": project.title(language),
        "lead": lead,
        "tier": graph.tier(lead) if lead else None,
        "sector": _sector(graph, lead) if lead else None,
        "fiscal_year": project.fiscal_year,
        "budget": project.budget,
        "ready": not mends,
        "missing": [one.missing for one in mends],
        "policy": policy,
        "strength": strength,
        "duplicate_of": readiness.duplicate_of(project.id),
        "finding": NOT_READY.finding(project.id) if mends else None,
    }


def _sector(graph: TraceGraph, lead: str) -> str | None:
    """Return the sector of a unit, or of the nearest one above it that has any."""
    above = (graph.get(Unit, one).sector for one in graph.above(lead))
    return next((one for one in above if one), None)


def summary(graph: TraceGraph, found: Sequence[Row], parameters: Parameters) -> dict[str, Any]:
    """Sum up what is ready and what is not, in projects and in baht; unknown budgets apart."""
    asking = [one for one in _asking(graph, parameters) if parameters.asks(one.id)]
    stated = graph.traced_projects(stated_only=True)
    ready = [row for row in found if row["ready"]]
    units = {row["lead"]: graph.lifted(row["lead"]) for row in found if row["lead"]}
    return {
        "projects": len(asking),
        **_sums(found),
        "not_ready": len(found) - len(ready),
        "on_inferred_links_alone": sum(1 for row in ready if row["project"] not in stated),
        "supports": _supports(graph, found),
        "by_missing": _by_missing(found),
        "by_lead": _groups("lead", [(units.get(row["lead"]), row) for row in found]),
        "by_sector": _groups("sector", [(row["sector"], row) for row in found]),
    }


def _sums(found: Sequence[Row]) -> dict[str, Any]:
    """Count the projects that are ready, and add up the baht of those and of the others."""
    known = [row for row in found if row["budget"] is not None]
    return {
        "ready": sum(1 for row in found if row["ready"]),
        "budget_ready": total(row["budget"] for row in known if row["ready"]),
        "budget_not_ready": total(row["budget"] for row in known if not row["ready"]),
        "unknown_budget": len(found) - len(known),
    }


def _supports(graph: TraceGraph, found: Iterable[Row]) -> dict[str, int]:
    """Count what the supporting units answered; where nothing is recorded, nothing is known."""
    answers = Counter(
        answer
        for row in found
        for _, answer, _ in supports(graph, graph.get(Project, row["project"]))
    )
    return {answer: answers[answer] for answer in SUPPORTS}


def _by_missing(found: Sequence[Row]) -> list[dict[str, Any]]:
    """Count the projects that miss each thing, in the order of the words; one may miss many."""
    lacking = {one: [row for row in found if one in row["missing"]] for one in MISSING}
    return [
        {
            "missing": one,
            "projects": len(without),
            "budget": total(row["budget"] or 0 for row in without),
            "unknown_budget": sum(1 for row in without if row["budget"] is None),
        }
        for one, without in lacking.items()
        if without
    ]


def _groups(column: str, keyed: Iterable[tuple[str | None, Row]]) -> list[dict[str, Any]]:
    """Sum up each group, those with the most that are not ready first."""
    groups: dict[str | None, list[Row]] = {}
    for key, row in keyed:
        groups.setdefault(key, []).append(row)
    summed = [
        {column: key, "projects": len(group), **_sums(group)} for key, group in groups.items()
    ]
    return sorted(summed, key=lambda one: (one["ready"] - one["projects"], one[column] or ""))


REPORT = Report(
    name="budget-readiness",
    title_th="ความพร้อมขอรับงบประมาณ",
    title_en="Readiness of the projects that ask for budget",
    columns=(
        "project",
        "title",
        "lead",
        "tier",
        "sector",
        "fiscal_year",
        "budget",
        "ready",
        "missing",
        "policy",
        "strength",
        "duplicate_of",
        "finding",
    ),
    filters=("fiscal_year",),
    subjects=("project",),
    rows=rows,
    summary=summary,
    rules=(NOT_READY,),
    in_cypher=False,
)
