"""Findings that someone accepted, with a reason and until a day, are counted apart."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from graph.model.entities import Waiver
from graph.network import TraceGraph
from graph.reports.result import Row


def without_waived(
    rows: Sequence[Row], graph: TraceGraph, day: date
) -> tuple[list[Row], list[dict[str, Any]]]:
    """Return the rows that stand on that day, and what the waivers of the others say."""
    if not any(item.waive for item in graph.items()):
        return list(rows), []
    standing: list[Row] = []
    waived: list[dict[str, Any]] = []
    for row in rows:
        waiver = _waiver_of(row["finding"], graph, day)
        if waiver is None:
            standing.append(row)
        else:
            until = waiver.until.isoformat() if waiver.until else None
            waived.append(
                {
                    "finding": row["finding"],
                    "reason": waiver.reason,
                    "by": waiver.by,
                    "until": until,
                }
            )
    return standing, waived


def _waiver_of(finding: str, graph: TraceGraph, day: date) -> Waiver | None:
    """Return the waiver on the item that the finding is about: the first id after the code."""
    code, item_id = finding.split(":")[:2]
    waivers = graph.item(item_id).waive
    return next((one for one in waivers if one.rule == code and one.holds_on(day)), None)
