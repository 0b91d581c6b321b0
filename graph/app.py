"""The use cases, one function each: options in, a value or text out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import TraceError, UsageError
from graph.problems import Problem, Severity
from graph.views.colours import Style, coloured, plain

if TYPE_CHECKING:
    from graph.model.portfolio import Portfolio
    from graph.network import TraceGraph
    from graph.reports.result import Parameters, Result
    from graph.reports.trace import Extent

LANGUAGES = ("th", "en")
ENGINES = ("networkx",)
FORMATS = ("table", "json", "csv", "md")


class SourcesHaveErrorsError(TraceError):
    """The sources hold errors, and a broken file must not turn what it holds into orphans."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = problems
        super().__init__("the sources have errors, so nothing is reported: mend them first")


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
        counts = dict.fromkeys(sorted(Severity, reverse=True), 0)
        for one in self.problems:
            counts[one.severity] += 1
        found = ", ".join(_plural(count, str(severity)) for severity, count in counts.items())
        files, items = len(self.portfolio.files), len(self.portfolio.items)
        return f"{_plural(items, 'item')} in {_plural(files, 'file')}: {found}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How an answer is to be written."""

    format: str = "table"
    columns: int = 1000  # Of the terminal; wide enough for any text where there is none.
    limit: int = 0  # Rows of a table; 0 for all.
    colour: bool = False

    @property
    def style(self) -> Style:
        """How the roles of text are shown."""
        return coloured if self.colour else plain


def check(folder: Path) -> Checked:
    """Read all sources under a folder and find every problem.

    Raises:
        UnreadableSourcesError: there is no such folder, or no source in it.
    """
    from graph.sources.files import read_sources
    from graph.validation import portfolio_problems

    sources = read_sources(folder)
    found = portfolio_problems(sources.portfolio, sources.lost_ids)
    return Checked(sources.portfolio, tuple(sorted({*sources.problems, *found}, key=Problem.order)))


def problem_lines(problems: Sequence[Problem], layout: Layout) -> str:
    """Write problems a line each: `file:line:column: severity: message [code]`."""
    from graph.views import problem_lines as view

    return view.render(problems, layout.style)


def open_graph(folder: Path, *, lenient: bool = False) -> "TraceGraph":
    """Return the graph of the sources under a folder.

    With `lenient`, references to items that no source declares are left out instead of refused.

    Raises:
        UnreadableSourcesError: there is no such folder, or no source in it.
        SourcesHaveErrorsError: the sources hold errors.
    """
    from graph.network import TraceGraph
    from graph.validation.references import DANGLING

    checked = check(folder)
    errors = [
        one for one in checked.at_least(Severity.ERROR) if not (lenient and one.code == DANGLING)
    ]
    if errors:
        raise SourcesHaveErrorsError(errors)
    return TraceGraph.from_portfolio(checked.portfolio)


def ask(
    graph: "TraceGraph",
    names: Sequence[str],
    parameters: "Parameters",
    engine: str = ENGINES[0],
) -> "list[Result]":
    """Ask the named reports, or `all`, of a graph; `engine` is one of `ENGINES`.

    Raises:
        UsageError: there is no such report.
    """
    from graph.reports import REPORTS, answer, report_named

    wanted = REPORTS if "all" in names else dict.fromkeys(names)
    reports = [report_named(name) for name in wanted]
    return [answer(one, graph, parameters, engine) for one in reports]


def render(results: "Sequence[Result]", layout: Layout) -> str:
    """Write the answers in a format; `csv` takes one report at a time.

    Raises:
        UsageError: several reports as csv.
    """
    if layout.format == "json":
        from graph.views import json_view

        return json_view.render(results, one=len(results) == 1)
    if layout.format == "csv":
        from graph.views import csv_view

        if len(results) > 1:
            message = "csv holds one report: name one, or give --output a folder for several"
            raise UsageError(message)
        return csv_view.render(results[0])
    if layout.format == "md":
        from graph.views import markdown

        return "\n".join(markdown.render(one) for one in results)
    from graph.views import table

    width, limit, style = layout.columns, layout.limit, layout.style
    written = [table.render(one, columns=width, limit=limit, style=style) for one in results]
    return "\n\n".join(written)


def write(results: "Sequence[Result]", layout: Layout, output: Path) -> list[Path]:
    """Write the answers to a file, or to a folder as one file for each report.

    An output that is a folder, or whose name has no ending where several reports are written, gets
    `NAME.FORMAT` for each report. Files are replaced in one step.

    Raises:
        UsageError: the place cannot be written to.
    """
    is_folder = output.is_dir() or (len(results) > 1 and not output.suffix)
    ending = {"table": "txt"}.get(layout.format, layout.format)
    texts = (
        {output / f"{one.report.name}.{ending}": render([one], layout) for one in results}
        if is_folder
        else {output: render(results, layout)}
    )
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path.resolve(), text)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"cannot write to '{output}': {reason}") from error
    return list(texts)


def _write(path: Path, text: str) -> None:
    """Replace a file in one step; anything else, such as a pipe, is written to as it is."""
    if path.exists() and not path.is_file():
        path.write_text(text, encoding="utf-8", newline="")
        return
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.write_text(text, encoding="utf-8", newline="")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def worst_finding(results: "Sequence[Result]") -> Severity | None:
    """Return the highest severity among the findings of the answers."""
    from graph.model.rules import RULES

    rows = (row for one in results for row in (*one.rows, *one.summary.get("dangling", ())))
    codes = {row["finding"].partition(":")[0] for row in rows}
    return max((RULES[code].severity for code in codes), default=None)


def trace(
    graph: "TraceGraph", item_id: str, extent: "Extent", language: str, layout: Layout
) -> str:
    """Return the chain of one item as a tree: up to the policies, down to the units.

    Raises:
        UnknownItemError: no source declares the id.
    """
    from graph.reports.trace import trace as follow
    from graph.views import tree

    found = follow(graph, item_id, extent)
    return tree.render(found, language=language, columns=layout.columns, style=layout.style)


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
