"""Reports and queries asked of a Cypher engine."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from graph.engines.answers import Answer, Limits
from graph.engines.connection import connected, target_from
from graph.engines.embedded import Embedded
from graph.engines.loading.differences import Wanted
from graph.engines.loading.schema import LOAD
from graph.engines.local_server.local_server import default_home, local_connection
from graph.engines.neo4j import Server
from graph.engines.records import Records, records_of
from graph.engines.sandbox import ask_apart
from graph.engines.values import in_text
from graph.errors import ServiceError, UnknownItemError
from graph.model.portfolio import Portfolio
from graph.problems import did_you_mean
from graph.queries import Query, Value, query_named

if TYPE_CHECKING:
    from graph.reports.registry import RowsOf
    from graph.reports.result import Parameters, Report, Result, Row

Ask = Callable[[str, Mapping[str, Any], Limits | None], Answer]
_IDS = ("id", "from", "to")  # The parameters that name an item.
_PATIENCE = Limits(seconds=600)  # A report of the largest city takes seconds.
_LOADED = f"MATCH (load:{LOAD} {{dataset: $dataset}}) RETURN load.fingerprint AS fingerprint"


@contextmanager
def server(environ: Mapping[str, str]) -> Iterator[Server]:
    """Yield the Neo4j server that the environment names, else the local one.

    Raises:
        UsageError: a setting does not fit.
        ServiceError: none is named, or it is out of reach.
    """
    target = target_from(environ, lambda: local_connection(default_home(environ)))
    with connected(target) as driver:
        yield Server(driver, target.database)


def standing(parameters: "Parameters", dataset: str) -> dict[str, Value]:
    """Return the parameters that every query may use, by their names in Cypher."""
    return {
        "dataset": dataset,
        "as_of": parameters.as_of,
        "fiscal_year": parameters.fiscal_year,
        "all_tiers": parameters.all_tiers,
        "lang": parameters.language,
    }


def rows_by_query(ask: Ask, dataset: str) -> "RowsOf":
    """Return what asks a report by the query file of its name."""

    def rows_of(report: "Report", parameters: "Parameters") -> "list[Row]":
        query = query_named(report.name)
        known = standing(parameters, dataset)
        answer = ask(query.text, {name: known[name] for name in query.params}, _PATIENCE)
        return list(answer.rows)

    return rows_of


def refuse_other_sources(ask: Ask, records: Records) -> None:
    """Refuse a server that holds other sources than these: its rows would not fit the rest.

    Raises:
        ServiceError: nothing is loaded, or not these sources.
    """
    found = ask(_LOADED, {"dataset": records.dataset}, None).rows
    option = "" if records.dataset == "default" else f" --dataset {records.dataset}"
    if not found:
        message = f"the server holds no data set '{records.dataset}': 'policytrace load{option}'"
        raise ServiceError(f"{message} puts the sources there")
    if found[0]["fingerprint"] != Wanted.of(records).fingerprint:
        raise ServiceError(
            f"the server holds other sources than these: 'policytrace load{option}' brings them up"
            f" to date, and 'policytrace query NAME --engine neo4j{option}' asks it as it stands"
        )


def ask_embedded(
    query: Query,
    values: Mapping[str, Value],
    portfolio: Portfolio,
    dataset: str,
    limits: Limits | None,
) -> Answer:
    """Answer a query on the embedded engine: one of ours in this process, any other apart.

    Raises:
        UnknownItemError: one of ours asks for an id that no source declares.
    """
    records = records_of(portfolio, dataset)
    if query.is_ours:
        for name in query.params:
            if name in _IDS and str(values[name]) not in portfolio.items:
                hint = did_you_mean(str(values[name]), portfolio.items)
                raise UnknownItemError(f"no source declares '{values[name]}'{hint}")
        return Embedded(records).ask(query.text, values, limits)
    return ask_apart(records, query.text, values, limits or Limits())


def result_of(
    query: Query,
    answer: Answer,
    parameters: "Parameters",
    engine: str,
    values: Mapping[str, Value],
) -> "Result":
    """Return the answer to a query in the form of a report's, so that every format writes it."""
    from graph.reports.result import Question, Result

    return Result(
        report=Question(
            name=query.name,
            title_th=query.title_th or query.name,
            title_en=query.title or query.name,
            columns=tuple(answer.columns),
        ),
        engine=engine,
        parameters=parameters,
        summary={
            "rows": len(answer.rows),
            "has_more": answer.has_more,
            "parameters": in_text(dict(values)),
        },
        rows=[in_text(row) for row in answer.rows],
        names={},
    )
