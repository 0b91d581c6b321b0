"""staleness: figures and states that nobody has brought up to date.

A key result is `stale` when its newest check-in is more than 90 days old, and `silent` when it has
none; one that is silent has the first 90 days of its fiscal year to speak. Days are counted to the
day that is asked for, but not beyond the end of the fiscal year: what was reported at the end
stays good. A year that has not begun asks for nothing.

A project is out of date when it is `active` past its last day (`past_end`), `planned` past its
first (`past_start`), or `unreported`. A project whose source gives no status is not: silence is no
state. Handoffs that wait are left to the report of that name.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from graph.calendar import fiscal_year
from graph.model.entities import KeyResult, Project
from graph.model.rules import OUTDATED_STATE, STALE_KEY_RESULT
from graph.network import TraceGraph
from graph.reports.attainment import last_check_in
from graph.reports.progress import counting, of_the_year
from graph.reports.result import Parameters, Report, Row

STALE_DAYS = 90  # A quarter: BMA's units report at least every three months.
STATES = ("silent", "stale", "past_end", "past_start", "unreported")


def rows(graph: TraceGraph, parameters: Parameters) -> list[Row]:
    """Return key results, then projects; each in the order of the ids, days in calendar days."""
    key_results = (_key_result(graph, one, parameters) for one in counting(graph, parameters))
    all_projects = of_the_year(graph, Project, parameters)
    projects = (_project(graph, one, parameters) for one in all_projects)
    return [row for row in (*key_results, *projects) if row]


def _key_result(graph: TraceGraph, key_result: KeyResult, parameters: Parameters) -> Row | None:
    buddhist = graph.fiscal_year(key_result.id)
    year = fiscal_year(buddhist) if buddhist is not None else None
    until = min(parameters.as_of, year.last) if year else parameters.as_of
    last = last_check_in(key_result, parameters.as_of)
    since = last.as_of if last else year.first if year else None
    days = (until - since).days if since else None
    if days is not None and days <= STALE_DAYS:
        return None
    return {
        "kind": "key_result",
        "item": key_result.id,
        "title": key_result.title(parameters.language),
        "owner": sorted(set(graph.effective_owners(key_result.id))),
        "fiscal_year": buddhist,
        "state": "stale" if last else "silent",
        "since": since.isoformat() if since else None,
        "days": days,
        "finding": STALE_KEY_RESULT.finding(key_result.id),
    }


def _project(graph: TraceGraph, project: Project, parameters: Parameters) -> Row | None:
    state, since = _state(project, parameters.as_of)
    if not state:
        return None
    lead = graph.lead(project.id)
    return {
        "kind": "project",
        "item": project.id,
        "title": project.title(parameters.language),
        "owner": [lead] if lead else [],
        "fiscal_year": project.fiscal_year,
        "state": state,
        "since": since.isoformat() if since else None,
        "days": (parameters.as_of - since).days if since else None,
        "finding": OUTDATED_STATE.finding(project.id),
    }


def _state(project: Project, as_of: date) -> tuple[str | None, date | None]:
    """Return why a project's state is out of date, and since when."""
    if project.status == "unreported":
        return "unreported", None
    if project.status == "active" and project.end and project.end < as_of:
        return "past_end", project.end
    if project.status == "planned" and project.start and project.start < as_of:
        return "past_start", project.start
    return None, None


def summary(graph: TraceGraph, found: Sequence[Row], parameters: Parameters) -> dict[str, Any]:
    """Count what is out of date by state and by who answers for it, beside all there is."""
    key_results = [one for one in counting(graph, parameters) if parameters.asks(one.id)]
    all_projects = of_the_year(graph, Project, parameters)
    projects = [one for one in all_projects if parameters.asks(one.id)]
    kinds = Counter(row["kind"] for row in found)
    states = Counter(row["state"] for row in found)
    owners = Counter(owner for row in found for owner in row["owner"])
    return {
        "stale_after_days": STALE_DAYS,
        "stale_key_results": kinds["key_result"],
        "key_results": len(key_results),
        "outdated_projects": kinds["project"],
        "projects": len(projects),
        "without_status": sum(1 for one in projects if one.status is None),
        "by_state": {state: states[state] for state in STATES},
        "by_owner": [
            {"owner": owner, "findings": findings}
            for owner, findings in sorted(owners.items(), key=lambda pair: (-pair[1], pair[0]))
        ],
    }


REPORT = Report(
    name="staleness",
    title_th="ข้อมูลที่ไม่ได้ปรับปรุง",
    title_en="What nobody has brought up to date",
    columns=(
        "kind",
        "item",
        "title",
        "owner",
        "fiscal_year",
        "state",
        "since",
        "days",
        "finding",
    ),
    filters=("fiscal_year",),
    subjects=("item",),
    rows=rows,
    summary=summary,
    rules=(STALE_KEY_RESULT, OUTDATED_STATE),
    in_cypher=False,
)
