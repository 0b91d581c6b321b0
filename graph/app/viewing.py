"""The use cases of the page, and of its picture for notebooks."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.app import DATASET, Sources, ask, open_graph
from graph.app.selecting import NO_SELECTORS, with_selection
from graph.errors import UsageError

if TYPE_CHECKING:
    from graph.network import TraceGraph
    from graph.reports.result import Parameters, Result
    from graph.views.viewer.scene import Scene


def page(
    sources: Sources,
    parameters: "Parameters",
    selectors: Mapping[str, str] = NO_SELECTORS,
    source_url: str | None = None,
) -> str:
    """Return the interactive page of the sources as one HTML file.

    `source_url` is where a reader can see a line of a source, with `{file}` and `{line}` in it.
    A file is named from the folder that the program runs in; or where the sources lie outside it,
    or their path is absolute, from their own folder's name on: the page goes to others.

    Raises:
        UnreadableSourcesError, SourcesHaveErrorsError: see `open_portfolio`.
        UsageError, UnknownItemError: the selectors or `source_url` do not fit, or vis-network is
            missing.
    """
    from graph.views.viewer import html_page

    if source_url is not None:
        _refuse_unless_of_lines(source_url)
    graph = open_graph(sources.folder, lenient=sources.lenient)
    scene = scene_of(graph, parameters, selectors, sources.dataset, source_url)
    return html_page.render(replace(scene, place=_place(sources.folder)))


def _place(folder: Path) -> Callable[[str], str]:
    """Return how the page names files: nothing of the path to a folder that lies elsewhere."""
    from graph.engines.records import from_its_name

    return from_its_name(folder) if folder.is_absolute() or ".." in folder.parts else str


def _refuse_unless_of_lines(source_url: str) -> None:
    """Refuse an address that does not say where a line stands."""
    parts = re.findall(r"\{[^{}]*\}|[{}]", source_url)
    if set(parts) != {"{file}", "{line}"}:
        raise UsageError(
            f"--source-url '{source_url}' must hold {{file}} and {{line}}, and no other braces:"
            " such as 'https://git.example.org/plan/blob/main/{file}#L{line}'"
        )


def scene_of(
    graph: "TraceGraph",
    parameters: "Parameters",
    selectors: Mapping[str, str] = NO_SELECTORS,
    dataset: str = DATASET,
    source_url: str | None = None,
) -> "Scene":
    """Return what the page shows: every report, and the items that are asked about.

    What is asked about stands on the page with all that is upstream of it, the units and areas that
    these name, and what the reports' rows name.
    """
    from graph.reports.registry import REPORTS
    from graph.views.viewer.scene import Scene

    asked = with_selection(graph, parameters, selectors)
    results = {one.report.name: one for one in ask(graph, list(REPORTS), asked)}
    widest = _between_all_tiers(graph, results, asked)
    everything = (*results.values(), *widest.values())
    return Scene(
        graph=graph,
        results=results,
        parameters=asked,
        dataset=dataset,
        version=version("policytrace"),
        source_url=source_url,
        shown=None if asked.selected is None else _around(graph, asked.selected, everything),
        selectors=selectors,
        widest=widest,
    )


def _between_all_tiers(
    graph: "TraceGraph", results: Mapping[str, "Result"], asked: "Parameters"
) -> dict[str, "Result"]:
    """Ask between all tiers what was asked between some; nothing where all were asked for."""
    if asked.all_tiers:
        return {}
    names = [name for name, one in results.items() if "all_tiers" in one.report.filters]
    return {one.report.name: one for one in ask(graph, names, replace(asked, all_tiers=True))}


def network(graph: "TraceGraph", selector: str, *, as_of: date | str, **asked: Any) -> Any:
    """Return what a selector finds as a `pyvis.network.Network`, for a notebook.

        net = network(graph, "+P001+", as_of="2024-09-30", language="en")
        net.show("P001.html")

    Its nodes stand in lanes and have the page's colours; all titles are text. pyvis' own template
    asks the network for Bootstrap, so `show` needs one; the page of `policytrace view` does not.

    Args:
        graph: What is shown; see `open_graph`.
        selector: Of the items, as in `policytrace list`.
        as_of: The day that `finding:` in it counts from, as a date or in ISO form.
        asked: Any other of `Parameters`, such as `language="en"` or `exclude="kind:unit"`.

    Raises:
        UsageError, UnknownItemError: the selector or the day do not fit, or it finds more than a
            picture can show.
    """
    from graph.reports.result import Parameters
    from graph.settings import day
    from graph.views.viewer import notebook

    today = day(as_of) if isinstance(as_of, str) else as_of
    parameters = with_selection(graph, Parameters(as_of=today, select=selector, **asked))
    return notebook.network(graph, parameters.selected or (), parameters.language)


def _around(
    graph: "TraceGraph", selected: frozenset[str], results: Iterable["Result"]
) -> frozenset[str]:
    from graph.model import vocabulary as v
    from graph.selection.chain import UP, reached

    found = reached(graph, selected, UP, None)
    units = (v.OWNED_BY, v.LED_BY, v.SUPPORTED_BY, v.FROM_UNIT, v.TO_UNIT)
    named = {
        end
        for one in found
        for relation in (*units, v.TARGETS, v.IN_DIMENSION)
        for end in graph.targets(relation, one)
    }
    for result in results:
        for row in result.rows:
            cells = (one if isinstance(one, (list, tuple)) else (one,) for one in row.values())
            named |= {
                one for cell in cells for one in cell if isinstance(one, str) and one in graph
            }
    found |= named
    return frozenset(found | {whole for one in found for whole in graph.above(one)})
