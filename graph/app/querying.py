"""The use case of `query`: Cypher of the library, of a file, or typed."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graph.app import Sources, open_portfolio

if TYPE_CHECKING:
    from graph.engines.answers import Limits
    from graph.queries import Query
    from graph.reports.result import Parameters, Result


def find(name: str | None, file: Path | None, typed: bytes | None) -> "Query":
    """Return the query that is typed, that stands in a file, or that the library has by a name.

    Raises:
        UsageError: there is none of that name, or the file cannot be read.
    """
    from graph.queries import file_query, query_named, typed_query

    if typed is None:
        return file_query(file) if file else query_named(name or "")
    return typed_query("standard input", typed)


def answer(
    asked: "Query",
    given: Sequence[str],
    parameters: "Parameters",
    *,
    sources: Sources,
    engine: str = "embedded",
    limits: "Limits | None" = None,
) -> "Result":
    """Answer a query, which only reads, on `neo4j` or `embedded`.

    `given` are its own parameters as `name=value`. The sources are read for `embedded` alone; a
    query that is none of ours then runs in a process of its own.

    Raises:
        UsageError: it is not understood, it would write, or it takes more than it may.
        ServiceError: the server is out of reach.
        UnreadableSourcesError, SourcesHaveErrorsError: see `graph.app.open_portfolio`.
    """
    from graph.engines import asking
    from graph.engines.guarding.guard import refuse_unless_read_only
    from graph.queries import parameters_of

    refuse_unless_read_only(asked.text)
    values = parameters_of(asked, given, asking.standing(parameters, sources.dataset))
    if engine == "neo4j":
        with asking.server(os.environ) as server:
            found = server.ask(asked.text, values, limits)
    else:
        portfolio = open_portfolio(sources.folder, lenient=sources.lenient)
        found = asking.ask_embedded(asked, values, portfolio, sources.dataset, limits)
    return asking.result_of(asked, found, parameters, engine, values)
