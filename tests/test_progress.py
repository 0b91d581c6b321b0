"""progress: how far the plan is, and how much data that rests on."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import app
from graph.model.rules import RULES
from graph.problems import Severity
from graph.reports.result import Parameters
from tests import strategies
from tests.builders import (
    City,
    Piece,
    area,
    bureau,
    city,
    city_hall,
    district,
    division,
    key_result,
    objective,
    part,
    policy,
    strategy,
    waiver,
)
from tests.naive_progress import Naive

AFTER = dt.date(2024, 10, 1)  # The first day after fiscal year 2567.
MARCH, JUNE = "2024-03-31", "2024-06-30"


def at(item_id: str, value: float | None, day: str = JUNE, **fields: Any) -> Piece:
    """A key result that is at a value on its way from 0 to 100 points."""
    known = {} if value is None else {"check_ins": [{"as_of": day, "value": value}]}
    measure = {"unit": "จุด", "direction": "increase", "aggregation": "sum"}
    return key_result(item_id, **{"target": 100, "measure": measure, **known, **fields})


def row_of(sources: City, item: str, **asked: Any) -> dict[str, Any]:
    (row,) = [row for row in sources.rows("progress", **asked) if row["item"] == item]
    return row


def progress(sources: City, item: str, **asked: Any) -> float | None:
    found: float | None = row_of(sources, item, **asked)["progress"]
    return found


# The way up ---------------------------------------------------------------------------------------


def test_progress_goes_up_from_key_results_to_the_policy() -> None:
    sources = city(
        policy("P1", strategies=["S1"], owner="B1"),
        strategy("S1"),
        strategy("S1.1", part_of="S1"),
        objective("O1", at("KR1", 50), at("KR2", 100, MARCH), strategies=["S1"]),
        objective("O2", at("KR3", 25), at("KR4", None), strategies=["S1.1"]),
        bureau("B1"),
    )
    assert sources.rows("progress")[0] == {
        "kind": "policy",
        "item": "P1",
        "title": "ชื่อ P1",
        "owner": ["B1"],
        "strength": "via_strategy",
        "progress": 50.0,  # The mean of its objectives: 75 and 25.
        "key_results": 4,
        "with_data": 3,
        "met": 1,
        "oldest": MARCH,
        "newest": JUNE,
        "inferred": 0,
        "finding": None,
    }
    rows = [(row["kind"], row["item"], row["progress"]) for row in sources.rows("progress")[1:]]
    assert rows == [
        ("strategy", "S1", 50.0),
        ("strategy", "S1.1", 25.0),
        ("objective", "O1", 75.0),
        ("objective", "O2", 25.0),
        ("key_result", "KR1", 50.0),
        ("key_result", "KR2", 100.0),
        ("key_result", "KR3", 25.0),
        ("key_result", "KR4", None),
    ]


def test_precise_link_comes_before_the_way_through_the_strategy() -> None:
    sources = city(
        policy("P1", strategies=["S1"]),
        strategy("S1"),
        objective("O1", at("KR1", 10), strategies=["S1"]),
        objective("O2", at("KR2", 90), policies=["P1"]),
    )
    assert progress(sources, "P1") == 90.0
    assert row_of(sources, "P1")["strength"] == "direct"


def test_key_results_weigh_in_their_objective_by_their_weight() -> None:
    sources = city(objective("O1", at("KR1", 0), at("KR2", 100, weight=3), at("KR3", 50, weight=2)))
    assert progress(sources, "O1") == pytest.approx((0 + 3 * 100 + 2 * 50) / 6, abs=0.005)


def test_replaced_target_of_weight_0_counts_nowhere() -> None:
    sources = city(objective("O1", at("KR1", 40), at("KR2", 100, weight=0)))
    assert progress(sources, "O1") == 40.0
    assert [row["item"] for row in sources.rows("progress")] == ["O1", "KR1"]


def test_silence_is_no_zero() -> None:
    sources = city(objective("O1", at("KR1", 60), at("KR2", None), at("KR3", None)))
    row = row_of(sources, "O1")
    assert (row["progress"], row["with_data"], row["key_results"]) == (60.0, 1, 3)


def test_what_has_no_share_counts_as_met_or_not_alone() -> None:
    level = {"unit": "ระดับ", "direction": "increase"}
    sources = city(objective("O1", at("KR1", 30), at("KR2", 5, target=5, measure=level)))
    row = row_of(sources, "O1")
    assert (row["progress"], row["met"], row["with_data"]) == (30.0, 1, 2)


def test_percentages_that_were_added_up_count_for_nothing() -> None:
    percent = {"unit": "ร้อยละ", "direction": "increase", "aggregation": "mean"}
    sources = city(objective("O1", at("KR1", 30), at("KR2", 44247, measure=percent)))
    assert progress(sources, "O1") == 30.0
    assert progress(sources, "KR2") is None
    assert sources.summary("progress")["impossible"] == 1


def test_what_has_no_key_result_below_it_has_no_row() -> None:
    sources = city(policy("P1"), strategy("S1"), objective("O1"), bureau("B1"), area("A1"))
    assert sources.rows("progress") == []
    assert sources.summary("progress")["progress"] is None


def test_key_results_shared_by_two_ways_count_once() -> None:
    sources = city(
        policy("P1", strategies=["S1", "S1.1"]),
        strategy("S1"),
        strategy("S1.1", part_of="S1"),
        objective("O1", at("KR1", 10), strategies=["S1", "S1.1"]),
        objective("O2", at("KR2", 30), strategies=["S1.1"]),
    )
    assert (progress(sources, "P1"), row_of(sources, "P1")["key_results"]) == (20.0, 2)


# Units and areas ----------------------------------------------------------------------------------


def test_unit_has_what_it_and_the_units_inside_it_answer_for() -> None:
    sources = city(
        city_hall("BMA"),
        bureau("B1", part_of="BMA"),
        division("B1-a", of="B1"),
        objective(
            "O1", at("KR1", 20), at("KR2", 80, owner="B1-a"), at("KR3", 0, owner=[]), owner="B1"
        ),
    )
    assert progress(sources, "B1-a") == 80.0
    assert progress(sources, "B1") == progress(sources, "BMA") == 50.0
    assert sources.summary("progress")["without_owner"] == 1


def test_part_of_a_target_counts_for_its_unit_by_its_own_figures() -> None:
    parts = [
        part("D1", target=40, actual=10),
        part("D2", target=60),
        part("B1", target=1, actual=1),
    ]
    sources = city(
        bureau("B1"),
        district("D1"),
        district("D2"),
        objective("O1", at("KR1", 50, allocations=parts), owner="B1"),
    )
    row = row_of(sources, "D1")
    assert (row["progress"], row["with_data"], row["newest"]) == (25.0, 1, None)
    silent = row_of(sources, "D2")
    assert (silent["progress"], silent["key_results"], silent["with_data"]) == (None, 1, 0)
    assert progress(sources, "B1") == 50.0  # It answers for the whole, not for its part.


def test_part_is_met_when_every_unit_inside_has_its_share() -> None:
    parts = [part("B1-a", target=4, actual=4), part("B1-b", target=6, actual=3)]
    sources = city(
        bureau("B1"),
        division("B1-a", of="B1"),
        division("B1-b", of="B1"),
        objective("O1", at("KR1", 0, owner=[], allocations=parts)),
    )
    assert (progress(sources, "B1"), row_of(sources, "B1")["met"]) == (75.0, 0)
    assert row_of(sources, "B1-a")["met"] == 1


def test_area_has_the_objectives_that_are_meant_for_it_and_its_parts() -> None:
    sources = city(
        area("Z1", kind="zone"),
        area("A1", part_of="Z1"),
        area("A2"),
        objective("O1", at("KR1", 20), areas=["Z1"]),
        objective("O2", at("KR2", 60), areas=["A1"]),
    )
    assert (progress(sources, "Z1"), progress(sources, "A1")) == (40.0, 60.0)
    assert "A2" not in {row["item"] for row in sources.rows("progress")}


# What it rests on ---------------------------------------------------------------------------------


def test_inferred_counts_what_no_stated_way_leads_to() -> None:
    sources = city(
        policy("P1", strategies=["S1"], basis={"strategies": "inferred"}),
        policy("P2", strategies=["S1"]),
        strategy("S1"),
        strategy("S1.1", part_of="S1", basis={"part_of": "inferred"}),
        objective("O1", at("KR1", 10, owner="B1"), strategies=["S1"]),
        objective(
            "O2", at("KR2", 10, owner="B1", basis={"owner": "inferred"}), strategies=["S1.1"]
        ),
        bureau("B1"),
    )
    inferred = {row["item"]: row["inferred"] for row in sources.rows("progress")}
    assert inferred == {
        "P1": 2,
        "P2": 1,
        "S1": 1,
        "S1.1": 0,
        "O1": 0,
        "O2": 0,
        "KR1": 0,
        "KR2": 0,
        "B1": 1,
    }


def test_figures_after_the_day_are_not_known_yet() -> None:
    figures = [{"as_of": MARCH, "value": 10}, {"as_of": JUNE, "value": 20}]
    sources = city(objective("O1", at("KR1", None, check_ins=figures)))
    assert progress(sources, "KR1", as_of=dt.date(2024, 6, 29)) == 10.0
    assert progress(sources, "KR1", as_of=dt.date(2024, 6, 30)) == 20.0


def test_fiscal_year_leaves_out_the_key_results_of_others_and_of_none() -> None:
    sources = city(
        strategy("S1"),
        objective("O1", at("KR1", 10), strategies=["S1"], fiscal_year=2567),
        objective("O2", at("KR2", 90), strategies=["S1"], fiscal_year=2566),
        objective("O3", at("KR3", 90), strategies=["S1"]),
    )
    found = [row["item"] for row in sources.rows("progress", fiscal_year=2567)]
    assert found == ["S1", "O1", "KR1"]
    assert progress(sources, "S1", fiscal_year=2567) == 10.0
    assert sources.summary("progress", fiscal_year=2567)["key_results"] == 1


def test_summary_says_how_much_is_known() -> None:
    sources = city(
        strategy("S1"),
        strategy("S1.1", part_of="S1"),
        objective("O1", at("KR1", 50, MARCH), at("KR2", 120), at("KR3", None), strategies=["S1.1"]),
    )
    assert sources.summary("progress") == {
        "progress": 75.0,
        "key_results": 3,
        "with_data": 2,
        "measured": 2,
        "met": 1,
        "impossible": 0,
        "missed": 0,
        "without_owner": 3,
        "oldest": MARCH,
        "newest": JUNE,
        "strategies": [
            {
                "strategy": "S1",
                "title": "ชื่อ S1",
                "progress": 75.0,
                "key_results": 3,
                "with_data": 2,
            }
        ],
        "waived": [],
    }


def test_selection_asks_about_some_items_alone() -> None:
    sources = city(objective("O1", at("KR1", 10), at("KR2", 90)), objective("O2", at("KR3", 50)))
    selected = frozenset({"O1", "KR1"})
    assert [row["item"] for row in sources.rows("progress", selected=selected)] == ["O1", "KR1"]
    summary = sources.summary("progress", selected=selected)
    assert (summary["key_results"], summary["progress"]) == (1, 50.0)


# The finding --------------------------------------------------------------------------------------


def test_key_result_short_of_its_target_is_a_finding_once_its_year_is_over() -> None:
    sources = city(
        objective("O1", at("KR1", 99), at("KR2", 100), at("KR3", None), fiscal_year=2567)
    )
    assert [row["finding"] for row in sources.rows("progress")] == [None] * 4
    after = [row["finding"] for row in sources.rows("progress", as_of=AFTER)]
    assert after == [None, "PRG505:KR1", None, None]
    assert sources.summary("progress", as_of=AFTER)["missed"] == 1
    assert RULES["PRG505"].severity is Severity.NOTICE


def test_waived_key_result_still_counts_above() -> None:
    accepted = [waiver("PRG505", reason="รอปีหน้า")]
    sources = city(objective("O1", at("KR1", 40, waive=accepted), fiscal_year=2567))
    rows = sources.rows("progress", as_of=AFTER)
    assert [(row["item"], row["progress"]) for row in rows] == [("O1", 40.0)]
    assert len(sources.summary("progress", as_of=AFTER)["waived"]) == 1


def test_readers_see_it_in_their_words() -> None:
    sources = city(strategy("S1"), objective("O1", at("KR1", 62.5), strategies=["S1"]))
    thai = app.render([sources.ask("progress")], app.Layout())
    assert "คืบหน้า 62.5%" in thai
    assert "ข้อมูล ณ 30 มิถุนายน 2567" in thai
    english = app.render([sources.ask("progress", language="en")], app.Layout())
    assert "1 of 1 key results have data (100.0%)" in english


# Against a naive evaluation -----------------------------------------------------------------------


def source_of(data: dict[str, Any]) -> City:
    lists = {name: value for name, value in data.items() if isinstance(value, list)}
    pieces = (Piece(name, item) for name, found in lists.items() for item in found)
    return City(tuple(pieces), data.get("defaults", {}))


@settings(deadline=None, max_examples=60)
@given(
    data=strategies.portfolios(),
    as_of=strategies.as_of_days(),
    year=st.sampled_from((None, *strategies.FISCAL_YEARS)),
)
def test_figures_are_those_of_a_naive_evaluation(
    data: dict[str, Any], as_of: dt.date, year: int | None
) -> None:
    naive = Naive(data, as_of, year)
    expected = {
        one["id"]: figures(one)
        for kind, figures in (
            ("policies", naive.policy),
            ("strategies", naive.strategy),
            ("units", naive.unit),
            ("areas", naive.area),
        )
        for one in data.get(kind, [])
    }
    asked = Parameters(as_of=as_of, fiscal_year=year)
    (result,) = app.ask(source_of(data).graph, ["progress"], asked)
    found = {row["item"]: row for row in result.rows}
    for item, (share, key_results, with_data, met) in expected.items():
        if not key_results:
            assert item not in found
            continue
        row = found[item]
        assert (row["key_results"], row["with_data"], row["met"]) == (key_results, with_data, met)
        assert (row["progress"] is None) == (share is None)
        if share is not None:
            assert row["progress"] == pytest.approx(float(100 * share), abs=0.006)
