"""What the page's tables of reports must show, from the results in Python."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from graph import app
from graph.network import TraceGraph
from graph.reports.registry import REPORTS
from graph.reports.result import Parameters, Result, Row
from tests.builders import AS_OF
from tests.pages import Opened, html_of

# The rows of every report as the view gives them for a file, by the report's name.
ALL_TABLES = """(() => {
  const found = {};
  for (const name of store.reportNames.filter((one) => store.report(one).subjects.length)) {
    app.go({ view: "findings", report: name, rows: "all" });
    found[name] = app.view.table(app);
  }
  return found;
})()"""


SHIPPED = app.open_graph("data")


@cache
def shipped_page(language: str = "th") -> str:
    """The page of the shipped data, asked in a language."""
    return html_of(SHIPPED, language=language)


def results(graph: TraceGraph, **asked: Any) -> dict[str, Result]:
    """Every report's answer, by name; `asked` are parameters."""
    parameters = Parameters(**{"as_of": AS_OF, **asked})
    return {one.report.name: one for one in app.ask(graph, list(REPORTS), parameters)}


def plain(row: Row, columns: Iterable[str]) -> list[Any]:
    """A row as the page gives it for a file: lists as text, 50.0 as JavaScript writes it."""
    return [_plain(row[name]) for name in columns]


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return " ".join(map(str, value))
    return int(value) if isinstance(value, float) and value == int(value) else value


def shown_table(opened: Opened) -> dict[str, Any]:
    """What the view that is shown gives for a file."""
    found: dict[str, Any] = opened.store("app.view.table(app)")
    return found


def shown_findings(opened: Opened) -> list[str]:
    """The findings of the rows that are shown, in their order."""
    table = shown_table(opened)
    at = table["columns"].index("finding")
    return [row["cells"][at] for row in table["rows"]]
