"""areas: what reaches each district, and what does not."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import app
from graph.model.rules import RULES
from graph.problems import Severity
from graph.reports.result import Parameters, Result
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
    waiver,
)
from tests.commands import ROOT

# A district in a zone in the city, with a subdistrict; and another district beside it.
PLACES = (
    area("A-bkk", kind="city"),
    area("Z1", kind="zone", part_of="A-bkk"),
    area("A1", part_of="Z1"),
    area("A1-a", kind="subdistrict", part_of="A1"),
    area("A2"),
)


def row_of(*pieces: Piece, item: str = "A1", **asked: Any) -> dict[str, Any]:
    """The row of one district of `PLACES`."""
    (row,) = [row for row in city(*PLACES, *pieces).rows("areas", **asked) if row["area"] == item]
    return row


def figures(*pieces: Piece, columns: str, **asked: Any) -> list[int]:
    row = row_of(*pieces, **asked)
    return [row[column] for column in columns.split()]


def test_district_that_nothing_reaches_is_a_finding() -> None:
    assert row_of() == {
        "area": "A1",
        "title": "ชื่อ A1",
        "zone": "Z1",
        "units": [],
        "objectives": 0,
        "projects": 0,
        "wider_projects": 0,
        "budget": 0,
        "unknown_budget": 0,
        "policies_direct": 0,
        "policies_via_strategy": 0,
        "key_results": 0,
        "open_handoffs": 0,
        "held": 0,
        "finding": "TRC205:A1",
    }


def test_districts_alone_have_a_row_in_the_order_of_their_ids() -> None:
    rows = city(*reversed(PLACES)).rows("areas")
    assert [(row["area"], row["zone"]) for row in rows] == [("A1", "Z1"), ("A2", None)]


# What targets it ----------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["A1", "A1-a"])
def test_what_targets_a_district_or_a_place_inside_it_reaches_it_by_itself(place: str) -> None:
    for targeting in (project("PRJ1", areas=[place]), objective("O1", areas=[place])):
        assert row_of(targeting)["finding"] is None
        assert row_of(targeting, item="A2")["finding"] == "TRC205:A2"


@pytest.mark.parametrize("place", ["Z1", "A-bkk"])
def test_project_for_a_larger_area_is_counted_apart_and_leaves_the_finding(place: str) -> None:
    row = row_of(project("PRJ1", areas=[place], budget=5))
    assert (row["projects"], row["wider_projects"], row["budget"]) == (0, 1, 0)
    assert row["finding"] == "TRC205:A1"


def test_project_for_the_district_and_for_the_city_counts_as_its_own() -> None:
    columns = "projects wider_projects"
    assert figures(project("PRJ1", areas=["A1", "A1-a", "A-bkk"]), columns=columns) == [1, 0]


def test_budgets_that_are_unknown_are_counted_apart() -> None:
    found = figures(
        project("PRJ1", areas=["A1"], budget=5),
        project("PRJ2", areas=["A1"], budget=0),
        project("PRJ3", areas=["A1"]),
        columns="projects budget unknown_budget",
    )
    assert found == [3, 5, 1]


# The policies above -------------------------------------------------------------------------------

CALLED = (policy("P1"), objective("O1", key_result("KR1"), policies=["P1"]))
ADVANCED = (
    policy("P1", strategies=["S1"]),
    strategy("S1"),
    strategy("S1.1", part_of="S1"),
    objective("O1", key_result("KR1"), strategies=["S1.1"]),
)
POLICIES = "policies_direct policies_via_strategy"


@pytest.mark.parametrize(("chain", "expected"), [(CALLED, [1, 0]), (ADVANCED, [0, 1])])
def test_policy_reaches_the_district_through_a_project(
    chain: tuple[Piece, ...], expected: list[int]
) -> None:
    targeting = project("PRJ1", key_results=["KR1"], areas=["A1-a"])
    assert figures(*chain, targeting, columns=POLICIES) == expected
    assert figures(*chain, targeting, columns=POLICIES, item="A2") == [0, 0]


def test_policy_reaches_the_district_through_an_objective_and_counts_once() -> None:
    found = figures(
        policy("P1"),
        objective("O1", policies=["P1"], areas=["A1"]),
        objective("O2", key_result("KR2"), policies=["P1"]),
        project("PRJ1", key_results=["KR2"], areas=["A1"]),
        columns=POLICIES,
    )
    assert found == [1, 0]


def test_policy_that_calls_for_objectives_elsewhere_does_not_come_through_its_strategy() -> None:
    found = figures(
        policy("P1", strategies=["S1"]),
        strategy("S1"),
        objective("O1", policies=["P1"], areas=["A2"]),
        objective("O2", strategies=["S1"], areas=["A1"]),
        columns=POLICIES,
    )
    assert found == [0, 0]


def test_project_for_the_whole_city_brings_no_policy() -> None:
    targeting = project("PRJ1", key_results=["KR1"], areas=["A-bkk"])
    assert figures(*CALLED, targeting, columns=POLICIES) == [0, 0]


# The district office ------------------------------------------------------------------------------

OFFICES = (
    city_hall("BMA", areas=["A-bkk"]),
    bureau("B1", part_of="BMA", areas=["A1"]),
    district("D1", part_of="BMA", areas=["A1"]),
    division("D1-a", of="D1"),
    district("D2", part_of="BMA", areas=["A2"]),
)


def test_units_are_those_that_serve_the_district_itself() -> None:
    assert row_of(*OFFICES)["units"] == ["B1", "D1"]


def test_key_results_are_those_with_a_part_at_the_district_office_or_inside_it() -> None:
    allocated = objective(
        "O1",
        key_result("KR1", allocations=[part("D1", target=1), part("D1-a", target=1)]),
        key_result("KR2", allocations=[part("D1-a", target=1)]),
        key_result("KR3", allocations=[part("B1", target=1)]),
        key_result("KR4", allocations=[part("BMA", target=1)]),
    )
    assert row_of(*OFFICES, allocated)["key_results"] == 2


HANDOFFS = {
    "waits with it": (handoff("H1", "B1", "D1-a", state="waiting"), [1, 1]),
    "accepted by it": (handoff("H1", "B1", "D1", accepted_on="2024-01-01"), [1, 1]),
    "came back to it": (handoff("H1", "D1-a", "B1", returned_on="2024-01-01"), [1, 1]),
    "waits elsewhere": (handoff("H1", "D1", "B1"), [1, 0]),
    "came back elsewhere": (handoff("H1", "B1", "D1", state="returned"), [1, 0]),
    "done": (handoff("H1", "B1", "D1", done_on="2024-01-01"), [0, 0]),
    "withdrawn": (handoff("H1", "B1", "D1", state="withdrawn"), [0, 0]),
    "within the office": (handoff("H1", "D1-a", "D1"), [0, 0]),
    "of others": (handoff("H1", "B1", "D2"), [0, 0]),
}


@pytest.mark.parametrize(("piece", "expected"), HANDOFFS.values(), ids=HANDOFFS.keys())
def test_open_handoffs_are_told_by_who_holds_them(piece: Piece, expected: list[int]) -> None:
    assert figures(*OFFICES, piece, columns="open_handoffs held") == expected


# The fiscal year ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("year", "expected"), [(2567, 1), (2568, 0), (None, 1)])
def test_fiscal_year_leaves_out_what_is_of_other_years(year: int | None, expected: int) -> None:
    row = row_of(
        *OFFICES,
        policy("P1"),
        objective(
            "O1",
            key_result("KR1", allocations=[part("D1", target=1)]),
            policies=["P1"],
            areas=["A1"],
            fiscal_year=2567,
        ),
        project(
            "PRJ1", handoff("H1", "B1", "D1"), areas=["A1"], fiscal_year=2567, key_results=["KR1"]
        ),
        project("PRJ2", areas=["Z1"], fiscal_year=2567),
        fiscal_year=year,
    )
    columns = "objectives projects wider_projects policies_direct key_results open_handoffs held"
    assert [row[column] for column in columns.split()] == [expected] * 7
    assert (row["finding"] is None) is bool(expected)


# The summary --------------------------------------------------------------------------------------


def test_summary_counts_districts_and_a_shared_project_once() -> None:
    sources = city(
        *PLACES,
        *OFFICES,
        area("A3"),
        project("PRJ1", areas=["A1", "A2"], budget=5),
        project("PRJ2", areas=["A-bkk"]),
        project("PRJ3"),
        handoff("H1", "B1", "D1"),
    )
    assert sources.summary("areas") == {
        "areas": 3,
        "untargeted": 1,
        "unserved": 1,
        "projects": 1,
        "projects_of_all": 3,
        "projects_without_area": 1,
        "budget": 5,
        "unknown_budget": 0,
        "by_zone": [
            {"zone": "Z1", "areas": 1, "untargeted": 0, "open_handoffs": 1, "held": 1},
            {"zone": None, "areas": 2, "untargeted": 1, "open_handoffs": 0, "held": 0},
        ],
        "waived": [],
    }


def test_waived_district_is_counted_apart() -> None:
    sources = city(area("A1", waive=[waiver("TRC205", reason="รอแผนเขต")]), area("A2"))
    assert [row["area"] for row in sources.rows("areas")] == ["A2"]
    assert [one["finding"] for one in sources.summary("areas")["waived"]] == ["TRC205:A1"]


def test_rule_is_a_notice() -> None:
    assert RULES["TRC205"].severity is Severity.NOTICE


# Every format -------------------------------------------------------------------------------------


def test_table_says_it_in_the_words_of_the_reader() -> None:
    sources = city(*PLACES, project("PRJ1", areas=["A1"], budget=1_500_000))
    thai = app.render([sources.ask("areas")], app.Layout())
    assert "1 จาก 2 เขตไม่มีงานใดเจาะจงถึง" in thai
    assert "(ไม่มีกลุ่มเขต)" in thai
    english = app.render([sources.ask("areas", language="en")], app.Layout())
    assert "nothing is meant for 1 of 2 districts by themselves" in english
    assert "1,500,000" in english
    assert "(no zone)" in english


def test_csv_has_the_words_of_the_contract() -> None:
    text = app.render([city(area("A1")).ask("areas")], app.Layout(format="csv"))
    assert text.splitlines()[1] == "A1,ชื่อ A1,,,0,0,0,0,0,0,0,0,0,0,TRC205:A1"


# The shipped data, and any other ------------------------------------------------------------------


def assert_adds_up(result: Result) -> None:
    rows, summary = result.rows, result.summary
    assert len(rows) == summary["areas"] == sum(one["areas"] for one in summary["by_zone"])
    assert summary["untargeted"] == sum(one["untargeted"] for one in summary["by_zone"])
    nothing = [row for row in rows if row["objectives"] + row["projects"] == 0]
    assert [row["finding"] for row in nothing] == [f"TRC205:{row['area']}" for row in nothing]
    assert summary["untargeted"] == len(nothing)
    assert summary["projects"] <= sum(row["projects"] for row in rows)
    assert summary["projects"] + summary["projects_without_area"] <= summary["projects_of_all"]
    assert summary["budget"] <= sum(row["budget"] for row in rows)
    assert all(row["held"] <= row["open_handoffs"] for row in rows)


def test_figures_of_the_shipped_data_add_up() -> None:
    graph = app.open_graph(ROOT / "data")
    for year in (None, 2568):
        (result,) = app.ask(graph, ["areas"], Parameters(as_of=AS_OF, fiscal_year=year))
        assert_adds_up(result)
        assert len(result.rows) == 50
        assert all(row["units"] and row["zone"] for row in result.rows)
    (whole,) = app.ask(graph, ["areas"], Parameters(as_of=AS_OF))
    assert whole.summary["projects"] == 183


@settings(deadline=None, max_examples=60)
@given(data=strategies.portfolios(), year=st.sampled_from((None, *strategies.FISCAL_YEARS)))
def test_figures_of_any_city_add_up_and_agree_with_a_look_at_the_plain_sources(
    data: dict[str, Any], year: int | None
) -> None:
    lists = {name: value for name, value in data.items() if isinstance(value, list)}
    pieces = [Piece(name, item) for name, found in lists.items() for item in found]
    defaults = data.get("defaults", {})
    result = City(tuple(pieces), defaults).ask("areas", fiscal_year=year)
    assert_adds_up(result)

    above = {one["id"]: one.get("part_of") for one in data.get("areas", [])}

    def chain(place: str | None) -> list[str]:
        return [place, *chain(above[place])] if place else []

    def is_asked(item: dict[str, Any]) -> bool:
        return year is None or item.get("fiscal_year", defaults.get("fiscal_year")) == year

    for row in result.rows:
        found = [
            one
            for one in data.get("projects", [])
            if is_asked(one) and any(row["area"] in chain(place) for place in one.get("areas", []))
        ]
        wider = [
            one["id"]
            for one in data.get("projects", [])
            if is_asked(one)
            and one not in found
            and set(one.get("areas", [])) & set(chain(row["area"]))
        ]
        assert row["projects"] == len(found)
        assert row["wider_projects"] == len(wider)
        assert row["budget"] == sum(one.get("budget") or 0 for one in found)
