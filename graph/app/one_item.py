"""The use cases of one item: why it is as it is, and what is lost if it is dropped."""

from typing import TYPE_CHECKING

from graph.app import Layout, Sources, open_portfolio

if TYPE_CHECKING:
    from graph.reports.explaining.why import Why
    from graph.reports.impact import Impact
    from graph.reports.result import Parameters
    from graph.views.page import Page


def why(sources: Sources, asked: str, parameters: "Parameters", layout: Layout) -> str:
    """Explain an item or a finding: where its chain breaks, and what would mend it.

    Raises:
        UsageError: there is no rule of the finding's code.
        UnknownItemError: no source declares the id.
        UnreadableSourcesError, SourcesHaveErrorsError: see `open_portfolio`.
    """
    from graph.network import TraceGraph
    from graph.reports.explaining.why import why as explain
    from graph.views import why_page

    graph = TraceGraph.from_portfolio(open_portfolio(sources.folder, lenient=sources.lenient))
    told: Why = explain(graph, asked, parameters)
    if layout.format == "json":
        return why_page.as_json(told, parameters.language)
    return _written(why_page.page(told, graph, parameters.language), layout)


def impact(sources: Sources, item_id: str, parameters: "Parameters", layout: Layout) -> str:
    """Tell what is lost if an item is dropped, with all that stands inside it.

    Raises:
        UnknownItemError: no source declares the id.
        UnreadableSourcesError, SourcesHaveErrorsError: see `open_portfolio`.
    """
    from graph.reports.impact import impact as compare
    from graph.views import impact_page

    portfolio = open_portfolio(sources.folder, lenient=sources.lenient)
    found: Impact = compare(portfolio, item_id, parameters)
    if layout.format == "json":
        return impact_page.as_json(found, parameters.language)
    return _written(impact_page.page(found, parameters.language), layout)


def _written(page: "Page", layout: Layout) -> str:
    from graph.views.page import as_markdown, as_text

    if layout.format == "md":
        return as_markdown(page)
    return as_text(page, columns=layout.columns, style=layout.style)
