"""Plans of units and of the city: every figure is that of the reports, or of a naive count."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import app
from graph.model.entities import KeyResult, Project, Unit
from graph.network import TraceGraph
from graph.reports.overview import EVERY
from graph.reports.planning.gaps import gaps_of
from graph.reports.planning.of_city import city_plan
from graph.reports.planning.of_project import project_sheet
from graph.reports.planning.of_unit import unit_plan
from graph.reports.planning.plan import DELIVERED, OWNED, PART, CityPlan, Exchange, Gap, Plan
from graph.reports.result import Parameters
from tests import strategies
from tests.builders import (
    AS_OF,
    City,
    Piece,
    area,
    bureau,
    city,
    city_hall,
    district,
    division,
    handoff,
    key_result,
    objective,
    part,
    policy,
    project,
    strategy,
)

YEAR = 2567
ASKED = Parameters(as_of=AS_OF, fiscal_year=YEAR)
SHIPPED = ("B1000", "B1100", "B1700", "B2200", "D5039", "D5048")


@cache
def shipped() -> TraceGraph:
    return app.open_graph("data")


def graph_of(data: dict[str, Any]) -> TraceGraph:
    lists = {name: value for name, value in data.items() if isinstance(value, list)}
    pieces = (Piece(name, item) for name, found in lists.items() for item in found)
    return City(tuple(pieces), data.get("defaults", {})).graph


def plan_of(graph: TraceGraph, unit: str, asked: Parameters = ASKED) -> Plan:
    return unit_plan(graph, graph.get(Unit, unit), asked)


def whole_of(graph: TraceGraph, unit: str = "BMA", asked: Parameters = ASKED) -> CityPlan:
    return city_plan(graph, graph.get(Unit, unit), asked)


def rows(graph: TraceGraph, report: str, asked: Parameters) -> list[dict[str, Any]]:
    (result,) = app.ask(graph, [report], asked)
    return [dict(row) for row in result.rows]


def small() -> City:
    return city(
        city_hall("BMA"),
        bureau("B1", part_of="BMA", sector="quality of life"),
        division("B1-x", of="B1"),
        bureau("B2", part_of="BMA"),
        district("D1", part_of="BMA", areas=["A1"]),
        area("A1"),
        strategy("S1"),
        policy("P1"),
        policy("P2", strategies=["S1"]),
        objective(
            "O1",
            key_result(
                "KR1",
                owner=["B1-x"],
                target=100,
                baseline=0,
                measure={"unit": "จุด"},
                check_ins=[{"as_of": "2024-01-01", "value": 25}],
                allocations=[part("D1", target=40, actual=10)],
            ),
            key_result("KR2", owner=["B2"], target=5),
            policies=["P1"],
            strategies=["S1"],
            fiscal_year=YEAR,
        ),
        project(
            "PRJ1", lead="B1-x", key_results=["KR1"], fiscal_year=YEAR, budget=100, areas=["A1"]
        ),
        project("PRJ2", lead="B1", key_results=["KR2"], fiscal_year=YEAR, supports=["D1"]),
        project("PRJ3", lead="B1", key_results=[], fiscal_year=YEAR, budget=0),
        project(
            "PRJ4", lead="B1", fiscal_year=2566, start="2023-01-01", end="2024-01-31", budget=9
        ),
        project(
            "PRJ5", lead="B1", fiscal_year=2566, start="2022-10-01", end="2023-09-30", budget=9
        ),
        project("PRJ6", lead="B1"),
        handoff("H1", "D1", "B1", state="waiting"),
    )


# A unit -------------------------------------------------------------------------------------------


def test_plan_holds_what_the_unit_and_its_divisions_own_lead_and_deliver() -> None:
    plan = plan_of(small().graph, "B1")
    assert [one.id for one in plan.divisions] == ["B1-x"]
    assert [one.item.id for one in plan.projects] == ["PRJ1", "PRJ2", "PRJ3"]
    (only,) = plan.objectives
    assert [(one.item.id, one.role) for one in only.results] == [("KR1", OWNED), ("KR2", DELIVERED)]


def test_part_of_a_target_stands_in_the_plan_of_the_unit_that_has_it() -> None:
    plan = plan_of(small().graph, "D1")
    ((only,),) = [one.results for one in plan.objectives]
    assert only.role == PART
    assert [(one.unit.id, one.target, one.actual, one.share) for one in only.parts] == [
        ("D1", 40, 10, 0.25)
    ]
    assert (plan.sums.key_results, plan.sums.progress) == (1, 25)


def test_unknown_budget_is_counted_and_not_taken_for_zero() -> None:
    sums = plan_of(small().graph, "B1").sums
    assert (sums.projects, sums.budget, sums.unknown_budget) == (3, 100, 1)
    assert (sums.direct, sums.via_strategy, sums.untraced) == (2, 0, 1)


def test_project_tells_the_policies_it_serves_directly_and_how_many_by_strategy() -> None:
    first, _, third = plan_of(small().graph, "B1").projects
    assert [(one.item.id, one.strength, one.inferred) for one in first.serves] == [
        ("P1", "direct", False),
        ("S1", "via_strategy", False),
    ]
    assert (first.strength, first.via_policies) == ("direct", 1)
    assert (third.strength, third.broken_at) == (None, "key_result")


def test_link_that_is_inferred_makes_all_that_rests_on_it_inferred() -> None:
    graph = city(
        bureau("B1"),
        policy("P1"),
        objective("O1", key_result("KR1"), policies=["P1"], fiscal_year=YEAR),
        project(
            "PRJ1",
            lead="B1",
            key_results=["KR1"],
            fiscal_year=YEAR,
            basis={"key_results": "inferred"},
        ),
    ).graph
    (only,) = plan_of(graph, "B1").projects
    assert only.inferred
    assert [one.inferred for one in only.serves] == [True]
    assert [one.inferred for one in plan_of(graph, "B1").objectives[0].serves] == [False]


def test_projects_of_no_year_or_under_way_stand_beside_the_plan_and_are_not_summed() -> None:
    plan = plan_of(small().graph, "B1")
    assert [one.item.id for one in plan.beside] == ["PRJ4", "PRJ6"]


def test_open_handover_of_no_item_is_told_apart_from_those_of_the_year() -> None:
    expected = plan_of(small().graph, "B1").expected
    assert [(one.kind, one.via or one.item, one.in_year) for one in expected] == [
        ("delivery", "KR2", True),
        ("recorded", "H1", False),
    ]


def lacking(gaps: Iterable[Gap]) -> dict[str, list[str]]:
    return {one.what: [item.id for item in one.items] for one in gaps}


def test_what_is_missing_names_each_item_once_for_each_thing() -> None:
    found = lacking(plan_of(small().graph, "B1").gaps)
    assert found["project_budget"] == ["PRJ2"]
    assert found["project_results"] == found["project_policy"] == ["PRJ3"]
    assert "result_figure" not in found  # KR2 is of B2.
    assert "project_lead" not in found


def test_what_is_missing_of_others_stands_apart_under_who_owns_it() -> None:
    sources = city(
        bureau("B1"),
        bureau("B2"),
        objective("O1", key_result("KR1", owner="B1"), key_result("KR2"), fiscal_year=YEAR),
        objective(
            "O2",
            key_result("KR3", target=4, allocations=[part("B1", target=4)]),
            owner="B2",
            fiscal_year=YEAR,
        ),
        project("PRJ1", lead="B1", key_results=["KR2", "KR3"], fiscal_year=YEAR),
    )
    plan = plan_of(sources.graph, "B1")
    own = lacking(plan.gaps)
    assert own["objective_policy"] == ["O1"]  # Nobody owns it: it is for B1 to claim.
    assert own["result_baseline"] == ["KR1"]
    assert own["project_budget"] == ["PRJ1"]
    others = {tuple(unit.id for unit in one.owners): lacking(one.gaps) for one in plan.others_gaps}
    assert list(others) == [("B2",), ()]
    assert others["B2",]["objective_policy"] == ["O2"]
    assert others["B2",]["result_baseline"] == ["KR3"]
    assert others[()]["result_owner"] == others[()]["result_target"] == ["KR2"]


@settings(deadline=None, max_examples=40)
@given(data=strategies.portfolios())
def test_each_thing_that_is_missing_is_told_once_whosever_it_is(data: dict[str, Any]) -> None:
    graph = graph_of(data)
    for unit in graph.all(Unit):
        plan = plan_of(graph, unit.id)
        results = [one for each in plan.objectives for one in each.results]
        together = lacking(gaps_of([*plan.objectives, *results, *plan.projects]))
        told = Counter(
            (gap.what, item.id)
            for gaps in (plan.gaps, *(one.gaps for one in plan.others_gaps))
            for gap in gaps
            for item in gap.items
        )
        assert told == Counter((what, one) for what, ids in together.items() for one in ids)
        own = {one.item.id for one in results if one.role == OWNED}
        not_own = {one.item.id for one in results} - own
        assert not_own.isdisjoint(item.id for gap in plan.gaps for item in gap.items)
        shown = [item.id for one in plan.others_gaps for gap in one.gaps for item in gap.items]
        assert own.isdisjoint(shown)


def test_what_a_project_delivers_for_others_is_in_no_sum_of_the_plan() -> None:
    sources = city(
        bureau("B1"),
        bureau("B2"),
        area("A1"),
        objective("O1", key_result("KR1"), owner="B1", fiscal_year=2567, areas=["A1"]),
        project("PRJ1", lead="B2", fiscal_year=2567, key_results=["KR1"], budget=1),
    )
    plan = plan_of(sources.graph, "B2")
    assert [one.role for above in plan.objectives for one in above.results] == [DELIVERED]
    assert (plan.sums.objectives, plan.sums.key_results, plan.sums.projects) == (0, 0, 1)
    assert plan.areas == ()
    owned = plan_of(sources.graph, "B1")
    assert (owned.sums.objectives, owned.sums.key_results) == (1, 1)


def test_a_project_with_key_results_of_other_years_alone_is_told_in_plan_and_sheet() -> None:
    sources = city(
        bureau("B1"),
        objective("O1", key_result("KR1"), fiscal_year=2566),
        objective("O2", key_result("KR2"), fiscal_year=2567),
        project("PRJ1", lead="B1", fiscal_year=2567, key_results=["KR1"], budget=1),
        project("PRJ2", lead="B1", fiscal_year=2567, key_results=["KR1", "KR2"]),
    )
    found = lacking(plan_of(sources.graph, "B1").gaps)
    assert found["project_results_year"] == ["PRJ1"]
    sheet = project_sheet(sources.graph, sources.graph.get(Project, "PRJ1"), ASKED)
    assert "key_result_year" in (sheet.readiness or ())
    assert "project_results_year" in {one.what for one in sheet.gaps}


def test_a_project_whose_key_results_were_all_replaced_is_told_in_plan_and_sheet() -> None:
    sources = city(
        bureau("B1"),
        objective("O1", key_result("KR1", weight=0), key_result("KR2"), fiscal_year=2567),
        project("PRJ1", lead="B1", fiscal_year=2567, key_results=["KR1"], budget=1),
        project("PRJ2", lead="B1", fiscal_year=2567, key_results=["KR1", "KR2"]),
        project("PRJ3", lead="B1", fiscal_year=2567),
    )
    found = lacking(plan_of(sources.graph, "B1").gaps)
    assert found["project_results_replaced"] == ["PRJ1"]
    assert found["project_results"] == ["PRJ3"]
    sheet = project_sheet(sources.graph, sources.graph.get(Project, "PRJ1"), ASKED)
    assert "key_result" in (sheet.readiness or ())
    assert "project_results_replaced" in {one.what for one in sheet.gaps}


def test_unit_without_a_plan_in_the_year_tells_the_years_that_it_has() -> None:
    plan = plan_of(small().graph, "B1", replace(ASKED, fiscal_year=2560))
    assert plan.is_empty
    assert plan.years == (2566, 2567)


@pytest.mark.parametrize("unit", SHIPPED)
def test_figures_of_a_shipped_plan_are_those_of_the_reports(unit: str) -> None:
    compare(shipped(), unit, ASKED)


@settings(deadline=None, max_examples=40)
@given(
    data=strategies.portfolios(),
    as_of=strategies.as_of_days(),
    year=st.sampled_from(strategies.FISCAL_YEARS),
)
def test_figures_of_any_plan_are_those_of_the_reports(
    data: dict[str, Any], as_of: dt.date, year: int
) -> None:
    graph = graph_of(data)
    asked = Parameters(as_of=as_of, fiscal_year=year)
    for unit in graph.all(Unit):
        if unit.kind in ("bureau", "district"):
            compare(graph, unit.id, asked)
        if unit.kind == "city":
            compare_city(graph, asked, unit.id)


def compare(graph: TraceGraph, unit: str, asked: Parameters) -> None:
    plan = plan_of(graph, unit, asked)
    inside = graph.inside([unit])
    led = [
        one
        for one in graph.all(Project)
        if one.lead in inside and one.fiscal_year == asked.fiscal_year
    ]
    assert {one.item.id for one in plan.projects} == {one.id for one in led}
    assert plan.sums.budget == pytest.approx(sum(one.budget or 0 for one in led))
    assert plan.sums.unknown_budget == sum(one.budget is None for one in led)
    orphans = {row["project"] for row in rows(graph, "orphan-projects", asked)}
    assert {one.item.id for one in plan.projects if not one.strength} == orphans & {
        one.id for one in led
    }
    assert plan.sums.untraced == len(orphans & {one.id for one in led})
    progress = {row["item"]: row for row in rows(graph, "progress", asked)}
    row = progress.get(unit)
    figures = plan.sums
    if row:
        told = (figures.key_results, figures.with_data, figures.met, figures.progress)
        assert told == (row["key_results"], row["with_data"], row["met"], row["progress"])
    else:
        assert (figures.key_results, figures.progress) == (0, None)
    for result in (one for above in plan.objectives for one in above.results):
        known = progress.get(result.item.id)
        share = None if result.now.share is None else round(100 * result.now.share, 2)
        assert not result.counts if known is None else known["progress"] == share
    assert_exchanges(graph, unit, plan, asked)


def assert_exchanges(graph: TraceGraph, unit: str, plan: Plan, asked: Parameters) -> None:
    found = rows(graph, "handoffs", replace(asked, all_tiers=True))
    for side, other, told in (("from", "to", plan.expects), ("to", "from", plan.expected)):
        expected = Counter(
            (row["kind"], row["item"], row["via"], row[other]) for row in found if row[side] == unit
        )
        assert Counter(flat(one for one in told if one.in_year)) == expected


def flat(exchanges: Any) -> list[tuple[Any, ...]]:
    told: list[Exchange] = list(exchanges)
    return [(one.kind, one.item, one.via, unit.id) for one in told for unit in one.units]


# The city -----------------------------------------------------------------------------------------


def test_plan_of_the_city_counts_each_item_once() -> None:
    plan = whole_of(small().graph)
    sums = plan.sums
    assert (sums.objectives, sums.key_results, sums.projects, sums.budget) == (1, 2, 3, 100)
    assert (plan.policies, plan.called_for, plan.reaching) == (2, 1, 1)
    assert [getattr(one.name, "id", one.name) for one in plan.units] == ["B1", "B2", "D1", None]
    assert [(one.name, one.units) for one in plan.sectors] == [
        ("quality of life", 1),
        ("district", 1),
        (None, 1),
    ]


def test_plan_of_the_city_names_the_units_without_a_plan() -> None:
    graph = city(
        city_hall("BMA"), bureau("B1"), district("D1"), project("J", lead="B1", fiscal_year=YEAR)
    ).graph
    assert [one.id for one in whole_of(graph).idle] == ["D1"]


def test_figures_of_the_shipped_city_are_those_of_the_reports() -> None:
    compare_city(shipped(), ASKED)


def compare_city(graph: TraceGraph, asked: Parameters, top: str = "BMA") -> None:
    plan = whole_of(graph, top, asked)
    overview = {
        (row["by"], row["unit"], row["column"]): row for row in rows(graph, "overview", asked)
    }
    progress = {row["item"]: row for row in rows(graph, "progress", asked)}
    for line in plan.strategies:
        if line.name is None:
            continue
        strategy_id = getattr(line.name, "id", None)
        cell = overview.get(("strategy", EVERY, strategy_id), {})
        figures = (line.sums.objectives, line.sums.projects, line.sums.budget)
        assert figures == tuple(cell.get(one, 0) for one in ("objectives", "projects", "budget"))
        row = progress.get(str(strategy_id))
        assert line.sums.progress == (row["progress"] if row else None)
    for line in plan.units:
        unit = getattr(line.name, "id", None)
        cell = overview.get(("dimension", unit, EVERY), {})
        figures = (line.sums.objectives, line.sums.projects, line.sums.budget)
        assert figures == tuple(cell.get(one, 0) for one in ("objectives", "projects", "budget"))
    (result,) = app.ask(graph, ["progress"], asked)
    told = (plan.sums.key_results, plan.sums.met, plan.sums.progress, len(plan.unowned))
    names = ("key_results", "met", "progress", "without_owner")
    assert told == tuple(result.summary[name] for name in names)


# A project ----------------------------------------------------------------------------------------


def sheet_of(graph: TraceGraph, item: str) -> Any:
    return project_sheet(graph, graph.get(Project, item), Parameters(as_of=AS_OF))


def test_sheet_shows_every_way_up_with_its_strength_and_basis() -> None:
    sheet = sheet_of(small().graph, "PRJ1")
    told = [
        (one.key_result.id, one.objective.id, one.serves.item.id, one.serves.strength)
        for one in sheet.ways
    ]
    assert told == [("KR1", "O1", "P1", "direct"), ("KR1", "O1", "S1", "via_strategy")]
    assert [one.now.share for one in sheet.results] == [0.25]


def test_sheet_of_a_project_without_key_results_has_no_way_and_says_what_it_lacks() -> None:
    sheet = sheet_of(small().graph, "PRJ3")
    assert sheet.ways == ()
    assert {"project_results", "project_policy"} <= {one.what for one in sheet.gaps}


def test_readiness_of_each_shipped_project_is_that_of_the_report() -> None:
    graph = shipped()
    found = {
        row["project"]: tuple(row["missing"])
        for row in rows(graph, "budget-readiness", Parameters(as_of=AS_OF))
    }
    asked = [one.id for one in graph.all(Project) if one.fiscal_year in (2567, 2568)]
    assert set(asked) & found.keys()
    for one in asked:
        assert sheet_of(graph, one).readiness == found.get(one)


def test_sheet_tells_who_expects_what_of_whom() -> None:
    told = [
        (side.id, one.kind, [unit.id for unit in one.units])
        for side, one in sheet_of(small().graph, "PRJ2").exchanges
    ]
    assert told == [("B1", "support", ["D1"]), ("B2", "delivery", ["B1"])]


def test_projects_of_the_same_key_result_or_of_a_title_alike_are_near() -> None:
    graph = city(
        bureau("B1"),
        objective("O1", key_result("KR1")),
        project("J1", lead="B1", title="ขุดลอกคลองแสนแสบ", key_results=["KR1"]),
        project("J2", lead="B1", title="ขุดลอกคลองแสนแสบ ระยะที่ 2"),
        project("J3", lead="B1", title="ปลูกต้นไม้", key_results=["KR1"]),
        project("J4", lead="B1", title="ซ่อมไฟถนน"),
    ).graph
    assert [(one.project.id, one.shared) for one in sheet_of(graph, "J1").near] == [
        ("J3", ("KR1",)),
        ("J2", ()),
    ]


def test_key_results_of_every_shipped_project_are_those_it_names() -> None:
    graph = shipped()
    linked = [one for one in graph.all(Project) if one.key_results]
    assert len(linked) > 5
    for one in linked:
        named = {graph.get(KeyResult, result).id for result in one.key_results or ()}
        assert {result.item.id for result in sheet_of(graph, one.id).results} == named
