"""Nights for the tests, without files: a city's findings, and what was remembered of them."""

import datetime as dt
from collections.abc import Iterable

from graph import app
from graph.network import TraceGraph
from graph.reports.nightly import lifecycle
from graph.reports.nightly.memory import Memory
from graph.reports.nightly.night import Night
from graph.reports.nightly.telling import night
from graph.reports.registry import REPORTS
from graph.reports.result import Parameters


def night_of(
    graph: TraceGraph,
    as_of: dt.date,
    memory: Memory | None = None,
    *,
    language: str = "th",
    accepts: bool = False,
) -> tuple[Night, Memory]:
    """Return the night of a day, and what is known after it."""
    parameters = Parameters(as_of=as_of, all_tiers=True, language=language)
    results = app.ask(graph, list(REPORTS), parameters)
    memory = memory or Memory()
    told, record = night(graph, results, memory, accepts=accepts)
    return told, lifecycle.after(memory, record)


def nights_of(
    graphs: Iterable[TraceGraph | None], first: dt.date, *, language: str = "th"
) -> Night:
    """Return the last of several nights in a row; None is a night on which nothing ran."""
    memory, told = Memory(), None
    for nth, graph in enumerate(graphs):
        if graph is not None:
            told, memory = night_of(
                graph, first + dt.timedelta(days=nth), memory, language=language
            )
    assert told is not None
    return told
