"""The questions, one module each, and the registry that names them."""

from graph.errors import UsageError
from graph.model.entities import Unit
from graph.model.portfolio import Link
from graph.model.rules import DANGLING_REFERENCE
from graph.network import TraceGraph
from graph.problems import did_you_mean
from graph.reports import handoffs, orphan_projects, unowned_policies
from graph.reports.result import Parameters, Report, Result, Row
from graph.reports.waivers import without_waived

REPORTS: dict[str, Report] = {
    report.name: report
    for report in (orphan_projects.REPORT, unowned_policies.REPORT, handoffs.REPORT)
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


def answer(
    report: Report, graph: TraceGraph, parameters: Parameters, engine: str = "networkx"
) -> Result:
    """Ask one question of the graph."""
    rows, waived = without_waived(report.rows(graph, parameters), graph, parameters.as_of)
    dangling = [_dangling(link) for link in graph.dangling]
    standing, waived_too = without_waived(dangling, graph, parameters.as_of)
    summary = report.summary(graph, rows, parameters) | {"waived": waived + waived_too}
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
    )


def _dangling(link: Link) -> Row:
    """Return a reference that leads nowhere as a finding; it counts where sources are let pass."""
    return {
        "item": link.stated_by.id,
        "field": link.field,
        "missing": link.other,
        "file": link.stated_by.file,
        "line": link.line,
        "finding": DANGLING_REFERENCE.finding(link.stated_by.id, link.other),
    }
