"""overview: what each unit carries, by dimension, by strategy and by zone."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import app
from graph.model import vocabulary as v
from graph.model.entities import (
    Area,
    Dimension,
    KeyResult,
    Objective,
    Policy,
    Project,
    Strategy,
    Unit,
)
from graph.network import TraceGraph
from graph.reports.result import Parameters
from tests import strategies
from tests.builders import (
    AS_OF,
    City,
    Piece,
    area,
    bureau,
    city,
    dimension,
    district,
    division,
    key_result,
    objective,
    policy,
    project,
    strategy,
)
from tests.commands import ROOT

COUNTS = ("policies", "objectives", "key_results", "projects")

# Two dimensions, a strategy with a part, a bureau with a division, and a district in a zone.
PLAN = (
    dimension("safe"),
    dimension("green"),
    strategy("S1"),
    strategy("S1.1", part_of="S1"),
    bureau("B1"),
    division("B1-a", of="B1"),
    district("D1"),
    area("A-city", kind="city"),
    area("Z1", kind="zone", part_of="A-city"),
    area("A1", part_of="Z1"),
    area("A2"),
)
CHAIN = (
    *PLAN,
    policy("P1", dimensions=["safe"], owner="B1"),
    objective("O1", key_result("KR1"), policies=["P1"], owner="B1-a"),
    project("PRJ1", lead="D1", key_results=["KR1"], budget=5),
)


def cells(sources: City, by: str, **asked: Any) -> dict[tuple[str | None, str | None], list[int]]:
    """The counts of each cell, by unit and column: policies, objectives, key results, projects."""
    return {
        (row["unit"], row["column"]): [row[name] for name in COUNTS]
        for row in sources.rows("overview", **asked)
        if row["by"] == by
    }


def cell(*pieces: Piece, by: str, unit: str | None, column: str | None, **asked: Any) -> list[int]:
    """The counts of one cell of a city on `PLAN`; none where there is no such row."""
    return cells(city(*PLAN, *pieces), by, **asked).get((unit, column), [0, 0, 0, 0])


# Rows ---------------------------------------------------------------------------------------------


def test_nothing_but_units_and_areas_has_no_rows() -> None:
    assert city(*PLAN).rows("overview") == []
    assert city(*PLAN).summary("overview")["projects"] == 0


def test_each_cell_that_holds_anything_has_a_row_with_its_title() -> None:
    (row,) = (
        one
        for one in city(*CHAIN).rows("overview", language="en")
        if (one["by"], one["unit"], one["column"]) == ("dimension", "D1", "safe")
    )
    assert row == {
        "by": "dimension",
        "unit": "D1",
        "tier": "district",
        "column": "safe",
        "title": "Title safe",
        "policies": 0,
        "objectives": 0,
        "key_results": 0,
        "projects": 1,
        "budget": 5,
        "unknown_budget": 0,
        "finding": None,
    }


def test_units_stand_at_their_tier_before_nobody_and_before_the_totals() -> None:
    assert cells(city(*CHAIN, project("PRJ2")), "dimension") == {
        ("B1", "safe"): [1, 1, 1, 0],
        ("B1", "*"): [1, 1, 1, 0],
        ("D1", "safe"): [0, 0, 0, 1],
        ("D1", "*"): [0, 0, 0, 1],
        (None, None): [0, 0, 0, 1],
        (None, "*"): [0, 0, 0, 1],
        ("*bureau", "safe"): [1, 1, 1, 0],
        ("*bureau", "*"): [1, 1, 1, 0],
        ("*district", "safe"): [0, 0, 0, 1],
        ("*district", "*"): [0, 0, 0, 1],
        ("*", "safe"): [1, 1, 1, 1],
        ("*", None): [0, 0, 0, 1],
        ("*", "*"): [1, 1, 1, 2],
    }
    order = list(cells(city(*CHAIN, project("PRJ2")), "dimension"))
    assert [unit for unit, _ in order][:2] == ["B1", "B1"]
    assert order[-1] == ("*", "*")
    assert order.index((None, "*")) < order.index(("*bureau", "safe"))


def test_budgets_are_summed_and_unknown_ones_counted_apart() -> None:
    led = [project(f"PRJ{n}", lead="B1", budget=one) for n, one in enumerate((0.1, 0.2, 0))]
    rows = city(*PLAN, *led, project("PRJ9", lead="B1-a")).rows("overview")
    (row,) = (one for one in rows if (one["by"], one["unit"], one["column"]) == ("zone", "B1", "*"))
    assert (row["projects"], row["budget"], row["unknown_budget"]) == (4, 0.3, 1)


# Who carries it -----------------------------------------------------------------------------------


def test_item_of_two_units_counts_in_each_and_once_in_the_totals() -> None:
    found = cells(city(*PLAN, bureau("B2"), policy("P1", owner=["B1", "B1-a", "B2"])), "dimension")
    assert found["B1", "*"] == found["B2", "*"] == found["*bureau", "*"] == [1, 0, 0, 0]
    assert found["*", "*"] == [1, 0, 0, 0]


@pytest.mark.parametrize(("owner", "unit"), [({}, "B1"), ({"owner": []}, None)])
def test_silent_key_result_is_its_objectives_owners(owner: Any, unit: str | None) -> None:
    found = cell(
        objective("O1", key_result("KR1", **owner), owner="B1"), by="zone", unit=unit, column=None
    )
    assert found == [0, 1 if unit else 0, 1, 0]


# Columns ------------------------------------------------------------------------------------------


def test_item_of_two_columns_counts_in_each_and_once_in_the_totals() -> None:
    both = cells(city(*PLAN, policy("P1", dimensions=["safe", "green"])), "dimension")
    assert both[None, "safe"] == both[None, "green"] == both[None, "*"] == [1, 0, 0, 0]


def test_objectives_of_a_dimension_are_those_below_its_policies() -> None:
    pieces = (
        policy("P1", dimensions=["safe"], strategies=["S1"]),
        policy("P2", dimensions=["green"], strategies=["S1"]),
        objective("O1", policies=["P1"]),
        objective("O2", key_result("KR2"), strategies=["S1.1"]),
        project("PRJ2", key_results=["KR2"]),
    )
    assert cell(*pieces, by="dimension", unit=None, column="safe") == [1, 1, 0, 0]
    assert cell(*pieces, by="dimension", unit=None, column="green") == [1, 1, 1, 1]


def test_column_of_a_strategy_is_the_topmost() -> None:
    pieces = (
        policy("P1", strategies=["S1.1"]),
        policy("P2"),
        objective("O1", key_result("KR1"), strategies=["S1.1", "S1"]),
        project("PRJ1", key_results=["KR1"]),
    )
    assert cell(*pieces, by="strategy", unit=None, column="S1") == [1, 1, 1, 1]
    assert cell(*pieces, by="strategy", unit=None, column=None) == [1, 0, 0, 0]


@pytest.mark.parametrize(
    ("areas", "column"),
    [
        (["A1"], "Z1"),
        (["Z1"], "Z1"),
        (["A-city"], "A-city"),
        (["A-city", "A1"], "Z1"),
        (["A2"], None),
        ([], None),
    ],
)
def test_zone_of_an_item_is_that_of_its_areas(areas: list[str], column: str | None) -> None:
    pieces = (
        policy("P1"),
        objective("O1", key_result("KR1"), areas=areas),
        project("PRJ1", areas=areas, key_results=["KR1"]),
    )
    assert cell(*pieces, by="zone", unit=None, column=column) == [0, 1, 1, 1]


def test_project_stands_in_its_own_zone_and_not_in_that_of_its_objective() -> None:
    pieces = (
        objective("O1", key_result("KR1"), areas=["A1"]),
        project("PRJ1", key_results=["KR1"]),
    )
    assert cell(*pieces, by="zone", unit=None, column=None) == [0, 0, 0, 1]


# What is asked ------------------------------------------------------------------------------------


def test_fiscal_year_leaves_out_what_is_of_other_years_and_no_policies() -> None:
    pieces = (
        policy("P1", dimensions=["safe"]),
        objective("O1", key_result("KR1"), policies=["P1"], fiscal_year=2567),
        objective("O2", key_result("KR2"), policies=["P1"]),
        project("PRJ1", key_results=["KR1"], fiscal_year=2568),
        project("PRJ2", key_results=["KR2"], fiscal_year=2567),
    )
    asked: dict[str, Any] = {"by": "dimension", "unit": None, "column": "safe"}
    assert cell(*pieces, **asked, fiscal_year=2567) == [1, 1, 1, 1]
    assert cell(*pieces, **asked, fiscal_year=2568) == [1, 0, 0, 1]
    assert cell(*pieces, **asked) == [1, 2, 2, 2]


def test_of_a_selection_its_items_alone_count_wherever_their_columns_are() -> None:
    found = cells(city(*CHAIN, project("PRJ2", lead="D1")), "dimension", select="PRJ1 KR1")
    assert found["D1", "safe"] == found["D1", "*"] == [0, 0, 0, 1]
    assert found["*", "*"] == [0, 0, 1, 1]
    assert (None, None) not in found


def test_summary_counts_what_nobody_carries_and_what_hangs_on_nothing() -> None:
    summary = city(*CHAIN, policy("P2"), project("PRJ2", areas=["A1"])).summary("overview")
    assert [summary[name] for name in COUNTS] == [2, 1, 1, 2]
    assert [summary["of_nobody"][name] for name in COUNTS] == [1, 0, 0, 1]
    columns = {by: one["projects"] for by, one in summary["in_no_column"].items()}
    assert columns == {"dimension": 1, "strategy": 2, "zone": 1}
    assert [one["unit"] for one in summary["by_unit"]] == ["D1", "B1"]


def test_words_of_the_report_are_those_of_the_reader() -> None:
    thai = app.render([city(*CHAIN).ask("overview")], app.Layout())
    assert "แต่ละหน่วยงานรับผิดชอบอะไรบ้าง" in thai
    assert "โครงการที่ไม่อยู่ใน: มิติ 0 · ยุทธศาสตร์ 1 · กลุ่มเขต 1" in thai
    english = app.render([city(*CHAIN).ask("overview", language="en")], app.Layout())
    assert "projects that belong to no: dimension 0 · strategy 1 · zone 1" in english


# Against a naive evaluation -----------------------------------------------------------------------


class Naive:
    """The definitions, item by item and cell by cell."""

    def __init__(self, graph: TraceGraph) -> None:
        self.graph = graph
        kinds = (Policy, Objective, KeyResult, Project)
        self.items = [one for kind in kinds for one in graph.all(kind)]

    def units(self, item: Any) -> set[str | None]:
        graph = self.graph
        if isinstance(item, Project):
            named: Iterable[str] = [item.lead] if item.lead else []
        elif isinstance(item, KeyResult) and item.owner is None:
            named = graph.get(Objective, item.objective).owner or []
        else:
            named = item.owner or []
        return {graph.lifted(one) for one in named} or {None}

    def objectives(self, item: Any) -> set[str]:
        """The objectives that an item is, or hangs below."""
        graph = self.graph
        if isinstance(item, Project):
            return set(graph.objectives_above(item.id))
        return {item.objective if isinstance(item, KeyResult) else item.id}

    def is_in(self, item: Any, by: str, column: str) -> bool:
        graph = self.graph
        if by == "dimension":
            policies = [one for one in graph.all(Policy) if column in (one.dimensions or ())]
            if isinstance(item, Policy):
                return item in policies
            below = [graph.objectives_below(one.id) for one in policies]
            return any(self.objectives(item) & one for one in below)
        if by == "strategy":
            parts = graph.inside([column])
            if isinstance(item, Policy):
                return bool(parts & set(item.strategies or ()))
            objectives = [graph.get(Objective, one) for one in self.objectives(item)]
            return any(parts & set(one.strategies or ()) for one in objectives)
        return column in self.zones(item)

    def zones(self, item: Any) -> set[str]:
        graph = self.graph
        of = graph.get(Objective, item.objective) if isinstance(item, KeyResult) else item
        targets = set(graph.targets(v.TARGETS, of.id))
        zones = {one.id for one in graph.all(Area) if one.kind == "zone"}
        found = {one for one in zones if targets & graph.inside([one])}
        return found or {one for one in targets if graph.get(Area, one).kind == "city"}

    def columns(self, by: str) -> list[str]:
        graph = self.graph
        if by == "dimension":
            return [one.id for one in graph.all(Dimension)]
        if by == "strategy":
            return [one.id for one in graph.all(Strategy) if one.part_of is None]
        return [one.id for one in graph.all(Area) if one.kind in ("zone", "city")]

    def cells(self, by: str, year: int | None) -> dict[Any, list[float]]:
        graph, found = self.graph, {}
        counted = [
            one
            for one in self.items
            if isinstance(one, Policy) or year in (None, graph.fiscal_year(one.id))
        ]
        names = {one.id for one in graph.all(Unit)}
        tiers = {f"*{graph.tier(one)}" for one in names}
        columns = self.columns(by)
        for unit in (*names, None, "*", *tiers):
            for column in (*columns, None, "*"):
                inside = [
                    one
                    for one in counted
                    if not (by == "zone" and isinstance(one, Policy))
                    and self.has_unit(one, unit)
                    and self.has_column(one, by, column, columns)
                ]
                if inside:
                    found[unit, column] = _figures(inside)
        return found

    def has_unit(self, item: Any, unit: str | None) -> bool:
        units = self.units(item)
        if unit is None or not unit.startswith("*"):
            return unit in units
        return unit == "*" or any(one and f"*{self.graph.tier(one)}" == unit for one in units)

    def has_column(self, item: Any, by: str, column: str | None, columns: list[str]) -> bool:
        if column is None:
            return not any(self.is_in(item, by, one) for one in columns)
        return column == "*" or self.is_in(item, by, column)


def _figures(items: list[Any]) -> list[float]:
    kinds = (Policy, Objective, KeyResult, Project)
    budgets = [one.budget for one in items if isinstance(one, Project)]
    return [
        *(sum(isinstance(one, kind) for one in items) for kind in kinds),
        sum(one or 0 for one in budgets),
        sum(one is None for one in budgets),
    ]


@settings(deadline=None, max_examples=60)
@given(
    data=strategies.portfolios(),
    year=st.sampled_from((None, *strategies.FISCAL_YEARS)),
)
def test_rows_of_any_city_are_those_of_a_naive_evaluation(
    data: dict[str, Any], year: int | None
) -> None:
    lists = {name: value for name, value in data.items() if isinstance(value, list)}
    pieces = tuple(Piece(name, item) for name, found in lists.items() for item in found)
    graph = City(pieces, data.get("defaults", {})).graph
    asked = Parameters(as_of=AS_OF, fiscal_year=year)
    (result,) = app.ask(graph, ["overview"], asked)
    naive = Naive(graph)
    for by in ("dimension", "strategy", "zone"):
        rows = {
            (row["unit"], row["column"]): [
                *(row[name] for name in COUNTS),
                row["budget"],
                row["unknown_budget"],
            ]
            for row in result.rows
            if row["by"] == by
        }
        assert rows == naive.cells(by, year)


def test_shipped_data_add_up_to_what_the_other_reports_count() -> None:
    graph = app.open_graph(ROOT / "data")
    asked = Parameters(as_of=AS_OF)
    overview, orphans = app.ask(graph, ["overview", "orphan-projects"], asked)
    figures, others = overview.summary, orphans.summary
    assert figures["projects"] == others["projects"]
    assert (figures["budget"], figures["unknown_budget"]) == (
        others["budget_of_all"],
        others["unknown_budget_of_all"],
    )
    assert figures["policies"] == len(graph.all(Policy))
    units = sum(one["projects"] for one in figures["by_unit"])
    assert units + figures["of_nobody"]["projects"] == figures["projects"]
