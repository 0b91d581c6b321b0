"""Units ranked by the recorded hand-overs that wait with them."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from graph.model import vocabulary as v
from graph.model.entities import Handoff, Project
from graph.network import TraceGraph
from graph.reports.money import total
from graph.reports.result import Row


def bottlenecks(graph: TraceGraph, recorded: Sequence[Row]) -> list[dict[str, Any]]:
    """Return a row for each unit that holds open hand-overs, the most open first.

    `days_median` and `days_p90` (nearest rank) are over the dated ones, in calendar days;
    `budget` is the known baht of the projects that wait, `policies` how many policies call for
    what waits; `ping_pongs` counts A→B→A on one item with the unit at either end.
    """
    held: dict[str, list[Row]] = {}
    for row in recorded:
        if row["holder"]:
            held.setdefault(row["holder"], []).append(row)
    ping_pongs = _ping_pongs(graph, recorded)
    ranked = [
        {"unit": unit, **_waiting(graph, rows), "ping_pongs": ping_pongs[unit]}
        for unit, rows in held.items()
    ]
    return sorted(
        ranked, key=lambda one: (-one["open"], -(one["days_median"] or 0), str(one["unit"]))
    )


def _waiting(graph: TraceGraph, rows: Sequence[Row]) -> dict[str, Any]:
    days = sorted(row["days"] for row in rows if row["days"] is not None)
    projects = _projects(graph, {row["item"] for row in rows if row["item"]})
    budgets = [project.budget for project in projects if project.budget is not None]
    return {
        "open": len(rows),
        "overdue": sum(1 for row in rows if row["overdue"]),
        "days_median": _median(days),
        "days_p90": days[math.ceil(0.9 * len(days)) - 1] if days else None,
        "budget": total(budgets),
        "policies": len(_policies(graph, rows, projects)),
    }


def _median(days: Sequence[int]) -> float | None:
    if not days:
        return None
    middle = median(days)
    return int(middle) if middle == int(middle) else middle


def _projects(graph: TraceGraph, items: Iterable[str]) -> list[Project]:
    """Return the projects that wait: the items themselves, or those of a key result."""
    found: set[str] = set()
    for item in items:
        is_project = isinstance(graph.item(item), Project)
        found.update((item,) if is_project else graph.targets(v.DELIVERED_BY, item))
    return [graph.get(Project, one) for one in sorted(found)]


def _policies(graph: TraceGraph, rows: Sequence[Row], projects: Sequence[Project]) -> set[str]:
    objectives = {one for project in projects for one in graph.objectives_above(project.id)}
    for row in rows:
        if row["item"]:
            objectives.update(graph.sources(v.HAS_KEY_RESULT, row["item"]))
    return {policy for one in objectives for policy in graph.sources(v.CALLS_FOR, one)}


def _ping_pongs(graph: TraceGraph, recorded: Sequence[Row]) -> Counter[str]:
    by_item: dict[str, list[Row]] = {}
    for row in recorded:
        if row["item"]:
            by_item.setdefault(row["item"], []).append(row)
    counts: Counter[str] = Counter()
    for rows in by_item.values():
        for one, next_one in pairwise(sorted(rows, key=lambda row: _asked(graph, row))):
            if (one["from"], one["to"]) == (next_one["to"], next_one["from"]):
                counts.update((one["from"], one["to"]))
    return counts


def _asked(graph: TraceGraph, row: Row) -> tuple[str, str]:
    asked = graph.get(Handoff, row["via"]).asked_on
    return (asked.first.isoformat() if asked else "", row["via"])
