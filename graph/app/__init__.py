"""The use cases, one function each: options in, a value or text out."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.app.rows import rows as rows
from graph.errors import TraceError
from graph.problems import Problem, Severity
from graph.views.output import BOOK_FORMATS as BOOK_FORMATS
from graph.views.output import CHECK_FORMATS as CHECK_FORMATS
from graph.views.output import DIFF_FORMATS as DIFF_FORMATS
from graph.views.output import FORMATS as FORMATS
from graph.views.output import PAGE_FORMATS as PAGE_FORMATS
from graph.views.output import REMARK_FORMATS as REMARK_FORMATS
from graph.views.output import RULE_FORMATS as RULE_FORMATS
from graph.views.output import TRACE_FORMATS as TRACE_FORMATS
from graph.views.output import Layout as Layout
from graph.views.output import render as render
from graph.views.output import render_bytes as render_bytes
from graph.views.output import write as write
from graph.views.output import write_texts as write_texts

if TYPE_CHECKING:
    from graph.engines.asking import Ask
    from graph.model.portfolio import Portfolio
    from graph.network import TraceGraph
    from graph.reports.registry import RowsOf
    from graph.reports.result import Parameters, Result
    from graph.reports.trace import Extent
    from graph.sources.files import Sources as Read

Folder = str | os.PathLike[str]
LANGUAGES = ("th", "en")
ENGINES = ("networkx", "neo4j", "embedded")
NIGHTLY_FAILS = ("new", "error", "never")
DATASET = "default"


class SourcesHaveErrorsError(TraceError):
    """The sources hold errors, and a broken file must not turn what it holds into orphans."""

    def __init__(
        self,
        problems: Sequence[Problem],
        message: str = "the sources have errors, so nothing is done with them: mend them first",
    ) -> None:
        self.problems = problems
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: every problem in the order of the files, and what could be read."""

    portfolio: "Portfolio"
    problems: tuple[Problem, ...]

    def at_least(self, severity: Severity) -> list[Problem]:
        """Return the problems of a severity and above."""
        return [one for one in self.problems if one.severity >= severity]

    def tally(self) -> str:
        """Return one line: how much was read, and how many problems of each severity."""
        given = [one.severity for one in self.problems]
        worst_first = sorted(Severity, reverse=True)
        found = ", ".join(_plural(given.count(one), str(one)) for one in worst_first)
        read = self.portfolio
        return f"{_plural(len(read.items), 'item')} in {_plural(len(read.files), 'file')}: {found}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where the sources stand, and how they are read."""

    folder: Path
    dataset: str = DATASET  # Their name on a server that holds several.
    lenient: bool = False  # References that lead nowhere are let pass.


def check(folder: Folder) -> Checked:
    """Read all sources under a folder and find every problem.

    Raises:
        UnreadableSourcesError: there is no such folder, or no source in it.
    """
    from graph.app.manners import manner
    from graph.sources.checking import check_sources

    found = check_sources(Path(folder), manner())
    return Checked(found.portfolio, tuple(found.problems))


def checked(sources: "Read") -> Checked:
    """Find every problem of sources that have been read."""
    from graph.validation import portfolio_problems

    found = portfolio_problems(sources.portfolio, sources.lost_ids)
    return Checked(sources.portfolio, tuple(sorted({*sources.problems, *found}, key=Problem.order)))


def problem_lines(problems: Sequence[Problem], layout: Layout) -> str:
    """Write problems a line each: `file:line:column: severity: message [code]`."""
    from graph.views.problem_lines import render as in_lines

    return in_lines(problems, layout.style)


def open_portfolio(folder: Folder, *, lenient: bool = False) -> "Portfolio":
    """Return all that the sources under a folder hold.

    With `lenient`, references to items that no source declares are let pass.

    Raises:
        UnreadableSourcesError: there is no such folder, or no source in it.
        SourcesHaveErrorsError: the sources hold errors.
    """
    found = check(folder)
    if errors := errors_of(found, lenient=lenient):
        raise SourcesHaveErrorsError(errors)
    return found.portfolio


def errors_of(found: Checked, *, lenient: bool = False) -> list[Problem]:
    """Return the errors that nothing is to be built upon; with `lenient`, not what dangles."""
    errors = found.at_least(Severity.ERROR)
    if errors and lenient:
        from graph.validation.references import DANGLING

        return [one for one in errors if one.code != DANGLING]
    return errors


def open_graph(folder: Folder, *, lenient: bool = False) -> "TraceGraph":
    """Return the graph of the sources under a folder; raises what `open_portfolio` raises."""
    return graph_of(open_portfolio(folder, lenient=lenient))


def graph_of(portfolio: "Portfolio") -> "TraceGraph":
    """Return the graph of what was read."""
    from graph.app.manners import manner
    from graph.network import TraceGraph

    graph = TraceGraph.from_portfolio(portfolio)
    manner().note(f"made a graph of {len(portfolio.items):,} items")
    return graph


def report(
    sources: Sources,
    names: Sequence[str],
    parameters: "Parameters",
    engine: str = ENGINES[0],
    selectors: Mapping[str, str] | None = None,
) -> "list[Result]":
    """Ask the named reports, or `all` for the three main ones, on one of `ENGINES`.

    `selectors` are those that the selectors of the parameters may name.

    Raises:
        UsageError: there is no such report, it cannot be asked in Cypher, or the selectors do not
            fit.
        ServiceError: the server is out of reach, or holds other sources than these.
        UnreadableSourcesError, SourcesHaveErrorsError: see `open_portfolio`.
    """
    from graph.app.selecting import with_selection
    from graph.reports.registry import refuse_unless_in_cypher, reports_named

    reports_named(names)  # Before anything is read.
    if engine != ENGINES[0]:
        refuse_unless_in_cypher(names)
    portfolio = open_portfolio(sources.folder, lenient=sources.lenient)
    graph = graph_of(portfolio)
    parameters = with_selection(graph, parameters, selectors or {})
    if engine == ENGINES[0]:
        return ask(graph, names, parameters)
    from graph.engines import asking

    with asking_engine(engine, sources, portfolio) as asked:
        rows_of = asking.rows_by_query(asked, sources.dataset)
        return ask(graph, names, parameters, engine, rows_of)


def ask(
    graph: "TraceGraph",
    names: Sequence[str],
    parameters: "Parameters",
    engine: str = ENGINES[0],
    rows_of: "RowsOf | None" = None,
) -> "list[Result]":
    """Ask the named reports of a graph; `rows_of` asks the engine of that name for the rows.

    Raises:
        UsageError: there is no such report, or the selectors of the parameters do not fit.
    """
    from graph.app.manners import manner
    from graph.app.selecting import with_selection
    from graph.reports.registry import answer, reports_named

    parameters = with_selection(graph, parameters)
    results = []
    for one in reports_named(names):
        results.append(answer(one, graph, parameters, engine, rows_of))
        manner().note(f"answered {one.name}")
    return results


@contextmanager
def asking_engine(name: str, sources: Sources, portfolio: "Portfolio") -> "Iterator[Ask]":
    """Yield what answers Cypher on the graph of a portfolio."""
    from graph.engines import asking
    from graph.engines.embedded import Embedded
    from graph.engines.records import records_of

    records = records_of(portfolio, sources.dataset, sources.folder)
    if name == "embedded":
        yield Embedded(records).ask
        return
    with asking.server(os.environ) as server:
        asking.refuse_other_sources(server.ask, records)
        yield server.ask


def worst_finding(results: "Sequence[Result]") -> Severity | None:
    """Return the highest severity among the findings of the answers."""
    from graph.model.finding_ids import code_of
    from graph.model.rules import RULES

    rows = (row for one in results for row in (*one.rows, *one.summary.get("dangling", ())))
    codes = {code_of(row["finding"]) for row in rows if row["finding"]}
    return max((RULES[code].severity for code in codes), default=None)


def trace(
    graph: "TraceGraph", item_id: str, extent: "Extent", language: str, layout: Layout
) -> str:
    """Return the chain of one item, up to the policies and down to the units, in a format.

    Raises:
        UnknownItemError: no source declares the id.
    """
    from graph.reports.trace import trace as follow
    from graph.views import trace_output

    return trace_output.render(follow(graph, item_id, extent), language, layout)


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
