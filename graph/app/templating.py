"""The use case of the workbook in which a unit fills in its plan of a fiscal year."""

from typing import TYPE_CHECKING

from graph.app import Sources, open_graph
from graph.errors import UsageError

if TYPE_CHECKING:
    from graph.reports.result import Parameters


def template(sources: Sources, unit: str, asked: "Parameters") -> bytes:
    """Return the workbook of a unit, with what the sources hold of it and of the fiscal year.

    Raises:
        UnreadableSourcesError, SourcesHaveErrorsError: see `open_portfolio`.
        UnknownItemError: no source declares the unit.
        UsageError: it is no unit, or no fiscal year is asked for.
    """
    from graph.reports.plan_items import plan_items
    from graph.sources.revision import revision_of
    from graph.views.plan_template.workbook import Template, render

    if asked.fiscal_year is None:
        raise UsageError("say which year the plan is of: --fiscal-year 2567")
    graph = open_graph(sources.folder, lenient=sources.lenient)
    items = plan_items(graph, unit, asked.fiscal_year)
    return render(
        Template(
            graph=graph,
            items=items,
            as_of=asked.as_of,
            dataset=sources.dataset,
            commit=revision_of(sources.folder),
        )
    )
