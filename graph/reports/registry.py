"""The registry of the questions: which there are, and how one is asked."""

from collections.abc import Callable, Sequence
from typing import Any

from graph.errors import UsageError
from graph.model.entities import Unit
from graph.model.portfolio import Link
from graph.model.rules import DANGLING_REFERENCE
from graph.network import TraceGraph
from graph.problems import did_you_mean
from graph.reports import (
    alignment,
    areas,
    budget_readiness,
    contradictions,
    coverage,
    gaps,
    handoffs,
    orphan_projects,
    overview,
    progress,
    split_targets,
    staleness,
    unowned_policies,
)
from graph.reports.places import Places
from graph.reports.result import Parameters, Report, Result, Row
from graph.reports.waivers import expired, unused, without_waived

RowsOf = Callable[[Report, Parameters], Sequence[Row]]

# What `all` stands for.
MAIN_REPORTS: dict[str, Report] = {
    report.name: report
    for report in (orphan_projects.REPORT, unowned_policies.REPORT, handoffs.REPORT)
}
REPORTS: dict[str, Report] = MAIN_REPORTS | {
    report.name: report
    for report in (
        coverage.REPORT,
        gaps.REPORT,
        areas.REPORT,
        progress.REPORT,
        split_targets.REPORT,
        staleness.REPORT,
        contradictions.REPORT,
        overview.REPORT,
        budget_readiness.REPORT,
        alignment.REPORT,
    )
}


def report_named(name: str) -> Report:
    """Return a report of the registry.

    Raises:
        UsageError: there is none of that name.
    """
    if name in REPORTS:
        return REPORTS[name]
    hint = did_you_mean(name, REPORTS) or f"; there are: {', '.join(REPORTS)}"
    raise UsageError(f"there is no report '{name}'{hint}")


def reports_named(names: Sequence[str]) -> list[Report]:
    """Return the reports of these names, each once; `all` are the main ones, before any other.

    Raises:
        UsageError: there is none of that name.
    """
    others = (name for name in names if name != "all")
    wanted = (*MAIN_REPORTS, *others) if "all" in names else others
    return [report_named(name) for name in dict.fromkeys(wanted)]


def refuse_unless_in_cypher(names: Sequence[str]) -> None:
    """Refuse reports that no Cypher engine can answer.

    Raises:
        UsageError: one of them is computed in Python alone, or there is none of that name.
    """
    alone = [report.name for report in reports_named(names) if not report.in_cypher]
    if alone:
        verb = "is" if len(alone) == 1 else "are"
        raise UsageError(
            f"{', '.join(alone)} {verb} computed in Python alone: leave out --engine, or give"
            " --engine networkx"
        )


def answer(
    report: Report,
    graph: TraceGraph,
    parameters: Parameters,
    engine: str = "networkx",
    rows_of: RowsOf | None = None,
) -> Result:
    """Ask one question of the graph; `rows_of` asks another engine for the rows."""
    found = rows_of(report, parameters) if rows_of else report.rows(graph, parameters)
    if report.subjects:
        found = [row for row in found if parameters.asks(*(row[one] for one in report.subjects))]
    rows, waived = _standing(found, graph, parameters)
    dangling = [dangling_row(link) for link in graph.dangling if parameters.asks(link.stated_by.id)]
    standing, waived_too = without_waived(dangling, graph, parameters.as_of)
    summary = report.summary(graph, rows, parameters) | {"waived": waived + waived_too}
    summary |= _void_waivers(report, found, (*rows, *standing), graph, parameters)
    if standing:
        summary["dangling"] = standing
    names = {unit.id: unit.title(parameters.language) for unit in graph.all(Unit)}
    return Result(
        report=report,
        engine=engine,
        parameters=parameters,
        summary=summary,
        rows=rows,
        names=names,
        places=Places(graph),
    )


def _standing(
    found: Sequence[Row], graph: TraceGraph, parameters: Parameters
) -> tuple[list[Row], list[dict[str, Any]]]:
    """Return the rows without those that are waived; a row without a finding always stands."""
    findings = [row for row in found if row["finding"]]
    _, waived = without_waived(findings, graph, parameters.as_of)
    accepted = {one["finding"] for one in waived}
    return [row for row in found if row["finding"] not in accepted], waived


def _void_waivers(
    report: Report,
    found: Sequence[Row],
    standing: Sequence[Row],
    graph: TraceGraph,
    parameters: Parameters,
) -> dict[str, list[dict[str, Any]]]:
    """Return what waivers that do nothing say, where there are any."""
    if not any(item.waive for item in graph.items()):
        return {}
    findings = [row for row in standing if row["finding"]]
    told = {
        "expired": expired(findings, graph, parameters.as_of),
        "unused": unused(report, found, graph, parameters),
    }
    return {name: waivers for name, waivers in told.items() if waivers}


def dangling_row(link: Link) -> Row:
    """Return a reference that leads nowhere as a finding; it counts where sources are let pass."""
    return {
        "item": link.stated_by.id,
        "field": link.field,
        "missing": link.other,
        "file": link.stated_by.file,
        "line": link.line,
        "finding": DANGLING_REFERENCE.finding(link.stated_by.id, link.other),
    }
