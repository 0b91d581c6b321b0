"""The rows of a report for those who go on with them in Python."""

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.network import TraceGraph


def rows(
    graph: "TraceGraph", name: str, *, as_of: date | str, **asked: Any
) -> list[dict[str, Any]]:
    """Return the rows of one report, each with its columns in their order.

        orphans = rows(graph, "orphan-projects", as_of="2024-09-30", fiscal_year=2567)

    Args:
        graph: What is asked; see `open_graph`.
        name: Of the report.
        as_of: The day to report for, as a date or in ISO form.
        asked: Any other of `Parameters`, such as `fiscal_year=2567` or `language="en"`.

    Raises:
        UsageError: there is no such report, the day is none, or the selectors do not fit.
    """
    from graph.app import ask
    from graph.reports.registry import report_named
    from graph.reports.result import Parameters
    from graph.settings import day

    parameters = Parameters(as_of=day(as_of) if isinstance(as_of, str) else as_of, **asked)
    (result,) = ask(graph, [report_named(name).name], parameters)
    return [{column: row[column] for column in result.report.columns} for row in result.rows]
