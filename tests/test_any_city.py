"""Whatever a valid city holds, its figures add up and every format can be written and read."""

import csv
import datetime as dt
import io
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from graph import app
from graph.network import TraceGraph
from graph.reports.registry import MAIN_REPORTS, REPORTS
from graph.reports.result import Parameters, Result
from graph.reports.trace import Extent
from tests import strategies
from tests.builders import City, Piece

CLOSED = {None, "done", "withdrawn"}


def graph_of(data: dict[str, Any]) -> TraceGraph:
    lists = {name: value for name, value in data.items() if isinstance(value, list)}
    pieces = [Piece(name, item) for name, found in lists.items() for item in found]
    return City(tuple(pieces), data.get("defaults", {})).graph


def assert_adds_up(orphans: Result, unowned: Result, handoffs: Result) -> None:
    figures = orphans.summary
    traced = figures["traced"]
    strengths = traced["direct"] + traced["via_strategy"]
    assert len(orphans.rows) == figures["orphans"] == figures["projects"] - strengths
    assert traced["on_inferred_links_alone"] <= strengths
    assert sum(figures["by_broken_at"].values()) == sum(figures["by_state"].values())
    for groups in (figures["by_tier"], figures["by_lead"]):
        for column in ("orphans", "budget", "unknown_budget"):
            assert sum(group[column] for group in groups) == figures[column]

    figures = unowned.summary
    assert len(unowned.rows) == figures["unowned"] == sum(figures["by_state"].values())
    assert figures["with_candidates"] <= figures["unowned"] <= figures["policies"]

    figures = handoffs.summary
    open_ones = [row for row in handoffs.rows if row["state"] not in CLOSED]
    assert len(handoffs.rows) == figures["handoffs"] == sum(figures["by_kind"].values())
    assert figures["open"] == len(open_ones) == sum(one["open"] for one in figures["bottlenecks"])
    assert figures["overdue"] == sum(one["overdue"] for one in figures["bottlenecks"])
    assert sum(cell["handoffs"] for cell in figures["matrix"]) <= figures["handoffs"]
    if not handoffs.parameters.all_tiers:
        assert sum(cell["handoffs"] for cell in figures["matrix"]) == figures["handoffs"]
        assert sum(cell["open"] for cell in figures["matrix"]) == figures["open"]


def assert_can_be_read(result: Result) -> None:
    written = {form: app.render([result], app.Layout(format=form)) for form in app.FORMATS}
    assert json.loads(written["json"])["rows"] == [dict(row) for row in result.rows]
    rows = list(csv.DictReader(io.StringIO(written["csv"].removeprefix("\ufeff"), newline="")))
    findings = [row["finding"] or "" for row in result.rows]
    assert [row["finding"] for row in rows] == findings
    for finding in findings:
        assert finding in written["md"].replace("\\", "")


@settings(deadline=None, max_examples=80)
@given(
    data=strategies.portfolios(),
    as_of=strategies.as_of_days(),
    fiscal_year=st.sampled_from((None, *strategies.FISCAL_YEARS)),
    all_tiers=st.booleans(),
    language=st.sampled_from(app.LANGUAGES),
)
def test_figures_add_up_and_every_format_can_be_read(
    data: dict[str, Any], as_of: dt.date, fiscal_year: int | None, all_tiers: bool, language: str
) -> None:
    asked = Parameters(as_of=as_of, fiscal_year=fiscal_year, all_tiers=all_tiers, language=language)
    results = app.ask(graph_of(data), list(REPORTS), asked)
    assert_adds_up(*results[: len(MAIN_REPORTS)])
    for result in results:
        assert_can_be_read(result)


@settings(deadline=None, max_examples=40)
@given(data=strategies.portfolios(), depth=st.integers(1, 12), breadth=st.integers(1, 12))
def test_every_item_has_a_trace(data: dict[str, Any], depth: int, breadth: int) -> None:
    graph = graph_of(data)
    extent = Extent(depth=depth, breadth=breadth)
    for items in data.values():
        for item in items if isinstance(items, list) else ():
            text = app.trace(graph, item["id"], extent, "th", app.Layout(columns=60))
            assert text.startswith(f"{item['id']}  ")
