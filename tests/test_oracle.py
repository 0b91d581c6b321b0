"""The product against an oracle written straight from the words of the design."""

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from hypothesis import given, settings

from graph import app
from graph.network import TraceGraph
from graph.reports.registry import REPORTS, answer
from graph.reports.result import Parameters
from tests import oracle, strategies

Row = dict[str, Any]
NOT_IN_ORACLE = {"title", "finding"}


def graph_of(data: dict[str, Any]) -> TraceGraph:
    with TemporaryDirectory() as folder:
        text = yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        Path(folder, "all.yaml").write_text(text, encoding="utf-8")
        return app.open_graph(Path(folder))


def rows_of(graph: TraceGraph, report: str, parameters: Parameters) -> list[Row]:
    return [dict(row) for row in answer(REPORTS[report], graph, parameters).rows]


def as_multiset(rows: list[Row]) -> Counter[str]:
    return Counter(
        json.dumps(
            {key: value for key, value in row.items() if key not in NOT_IN_ORACLE},
            ensure_ascii=False,
            sort_keys=True,
        )
        for row in rows
    )


def assert_same(
    graph: TraceGraph, report: str, parameters: Parameters, expected: list[Row]
) -> None:
    rows = rows_of(graph, report, parameters)
    assert as_multiset(rows) == as_multiset(expected)
    findings = [row["finding"] for row in rows]
    assert len(set(findings)) == len(findings), "finding ids are unique"


@settings(deadline=None, max_examples=200)
@given(data=strategies.portfolios(), as_of=strategies.as_of_days())
def test_every_report_gives_the_rows_of_the_oracle(data: dict[str, Any], as_of: dt.date) -> None:
    graph = graph_of(data)
    for year in (None, 2567):
        asked = Parameters(as_of=as_of, fiscal_year=year)
        assert_same(graph, "orphan-projects", asked, oracle.orphan_projects(data, year))
    assert_same(graph, "unowned-policies", Parameters(as_of=as_of), oracle.unowned_policies(data))
    for year, all_tiers in ((None, False), (None, True), (2567, True)):
        asked = Parameters(as_of=as_of, fiscal_year=year, all_tiers=all_tiers)
        expected = oracle.handoffs(data, as_of, all_tiers=all_tiers, fiscal_year=year)
        assert_same(graph, "handoffs", asked, expected)


@settings(deadline=None, max_examples=50)
@given(data=strategies.portfolios(), as_of=strategies.as_of_days())
def test_rows_stand_in_one_order_whatever_the_order_of_the_sources(
    data: dict[str, Any], as_of: dt.date
) -> None:
    turned = {
        name: value[::-1] if isinstance(value, list) else value
        for name, value in reversed(data.items())
    }
    asked = Parameters(as_of=as_of, all_tiers=True)
    graph, turned_graph = graph_of(data), graph_of(turned)
    for report in REPORTS:
        assert rows_of(turned_graph, report, asked) == rows_of(graph, report, asked)
