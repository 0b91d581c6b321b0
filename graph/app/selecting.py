"""The use cases of selectors: list what they find, and ask reports about it alone."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from graph.app import ENGINES, Sources, open_graph
from graph.errors import UsageError

if TYPE_CHECKING:
    from graph.model.entities import Item
    from graph.model.portfolio import Portfolio
    from graph.network import TraceGraph
    from graph.reports.result import Parameters, Result, Row

NO_SELECTORS: Mapping[str, str] = MappingProxyType({})


def select(
    graph: "TraceGraph",
    text: str | None,
    exclude: str | None = None,
    *,
    parameters: "Parameters",
    selectors: Mapping[str, str] = NO_SELECTORS,
) -> frozenset[str]:
    """Return the ids that a selector finds, every id where there is none, without those left out.

    `selectors` are the named ones. `finding:` asks every report, with these parameters; what is
    left out may find nothing, as long as it names nothing that does not exist.

    Raises:
        UsageError, UnknownItemError: a selector cannot be read, names what does not exist, or finds
            nothing; or nothing is left.
    """
    from graph.selection.evaluate import evaluate
    from graph.selection.ground import Ground

    ground = Ground(graph, lambda: _findings(graph, parameters), selectors)
    found = ground.ids if text is None else evaluate(text, ground)
    if exclude is None:
        return found
    left = found - evaluate(exclude, ground, may_be_empty=True)
    if not left:
        raise UsageError(f"nothing is left of the selection: '{exclude}' leaves all of it out")
    return left


def with_selection(
    graph: "TraceGraph", parameters: "Parameters", selectors: Mapping[str, str] = NO_SELECTORS
) -> "Parameters":
    """Return the parameters with the ids that their selectors find; raises what `select` does."""
    if parameters.selected is not None or not parameters.selection:
        return parameters
    found = select(
        graph, parameters.select, parameters.exclude, parameters=parameters, selectors=selectors
    )
    return replace(parameters, selected=found)


def chosen_of(
    portfolio: "Portfolio", parameters: "Parameters", selectors: Mapping[str, str] = NO_SELECTORS
) -> "Portfolio":
    """Return the items that the selectors of the parameters find, and the links between them.

    Raises:
        UsageError, UnknownItemError: see `select`.
    """
    from graph.model.portfolio import Portfolio
    from graph.network import TraceGraph

    if not parameters.selection:
        return portfolio
    asked = with_selection(TraceGraph.from_portfolio(portfolio), parameters, selectors)
    chosen = {name: item for name, item in portfolio.items.items() if asked.asks(name)}
    return Portfolio(chosen, portfolio.files)


def listed(
    sources: Sources, parameters: "Parameters", selectors: Mapping[str, str] = NO_SELECTORS
) -> "Result":
    """Return the items that the selectors of the parameters find, as a report's answer.

    They stand in the order of the chain, then of the ids; `unit` are those that own an item or lead
    a project, `place` is the file and the line that declare it.

    Raises:
        UnreadableSourcesError, SourcesHaveErrorsError: see `open_portfolio`.
        UsageError, UnknownItemError: see `select`.
    """
    from graph.model.vocabulary import NodeKind
    from graph.reports.result import Question, Result

    graph = open_graph(sources.folder, lenient=sources.lenient)
    asked = with_selection(graph, parameters, selectors)
    chain = {kind: position for position, kind in enumerate(NodeKind)}
    found = (one for one in graph.items() if asked.asks(one.id))
    items = sorted(found, key=lambda one: (chain[one.kind_of_node], one.id))
    rows = [_row(graph, item, parameters.language) for item in items]
    return Result(
        report=Question(
            name="list", title_th="รายการที่เลือก", title_en="Selected items", columns=_COLUMNS
        ),
        engine=ENGINES[0],
        parameters=asked,
        summary={
            "rows": len(rows),
            "has_more": False,
            "by_kind": dict(Counter(row["kind"] for row in rows)),
            "parameters": parameters.selection,
        },
        rows=rows,
        names={},
    )


_COLUMNS = ("id", "kind", "title", "unit", "fiscal_year", "place")


def _row(graph: "TraceGraph", item: "Item", language: str) -> "Row":
    from graph.selection.ground import answerable
    from graph.selection.methods import kind_word

    return {
        "id": item.id,
        "kind": kind_word(item.kind_of_node),
        "title": item.title(language),
        "unit": sorted(answerable(graph, item)),
        "fiscal_year": graph.fiscal_year(item.id),
        "place": f"{item.file}:{item.line}",
    }


def _findings(graph: "TraceGraph", parameters: "Parameters") -> dict[str, frozenset[str]]:
    """Return the items that each finding of the reports is about."""
    from graph.reports.registry import REPORTS, answer

    asked = replace(parameters, select=None, exclude=None, selected=None)
    found: dict[str, frozenset[str]] = {}
    for report in (one for one in REPORTS.values() if one.rules):
        result = answer(report, graph, asked)
        for row in result.rows:
            if row["finding"]:
                ids = (row[one] for one in report.subjects)
                found[row["finding"]] = frozenset(one for one in ids if one)
        for row in result.summary.get("dangling", ()):
            found[row["finding"]] = frozenset([row["item"]])
    return found
