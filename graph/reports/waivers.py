"""Findings that someone accepted, with a reason and until a day, are counted apart.

So are the waivers that do nothing: past their date, or for a finding that is not there.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from graph.model.entities import Waiver
from graph.model.finding_ids import code_of, item_id_of
from graph.network import TraceGraph
from graph.reports.result import Parameters, Report, Row


def without_waived(
    rows: Sequence[Row], graph: TraceGraph, day: date
) -> tuple[list[Row], list[dict[str, Any]]]:
    """Return the rows that stand on that day, and what the waivers of the others say."""
    if not any(item.waive for item in graph.items()):
        return list(rows), []
    standing: list[Row] = []
    waived: list[dict[str, Any]] = []
    for row in rows:
        found = _waivers_of(row["finding"], graph)
        waiver = next((one for one in found if one.holds_on(day)), None)
        if waiver is None:
            standing.append(row)
        else:
            waived.append(_said(row["finding"], waiver))
    return standing, waived


def expired(rows: Iterable[Row], graph: TraceGraph, day: date) -> list[dict[str, Any]]:
    """Return, of the findings that stand, those that were accepted until a day that is past."""
    past = []
    for row in rows:
        dated = [
            (one.until, position, one)
            for position, one in enumerate(_waivers_of(row["finding"], graph))
            if one.has_reason and one.until and one.until < day
        ]
        if dated:
            past.append(_said(row["finding"], max(dated)[2]))
    return past


def unused(
    report: Report, found: Iterable[Row], graph: TraceGraph, parameters: Parameters
) -> list[dict[str, Any]]:
    """Return the waivers of the report's own rules whose item has no such finding.

    Where only some rows are asked for, a finding may be among the others: then none are returned.
    """
    if parameters.fiscal_year is not None or parameters.selected is not None:
        return []
    if "all_tiers" in report.filters and not parameters.all_tiers:
        return []
    codes = {rule.code for rule in report.rules}
    findings = (row["finding"] for row in found if row["finding"])
    there = {(code_of(one), item_id_of(one)) for one in findings}
    return [
        _said(f"{waiver.rule}:{item.id}", waiver)
        for item in graph.items()
        for waiver in item.waive
        if waiver.rule in codes and waiver.has_reason and (waiver.rule, item.id) not in there
    ]


def _waivers_of(finding: str, graph: TraceGraph) -> list[Waiver]:
    """Return the waivers on the item that the finding is about: the first id after the code."""
    code, item = code_of(finding), graph.item(item_id_of(finding))
    return [one for one in item.waive if one.rule == code]


def _said(finding: str, waiver: Waiver) -> dict[str, Any]:
    until = waiver.until.isoformat() if waiver.until else None
    return {"finding": finding, "reason": waiver.reason, "by": waiver.by, "until": until}
