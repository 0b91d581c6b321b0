"""gaps: what has nothing below it, in the order of the chain."""

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
    AS_OF,
    City,
    Piece,
    bureau,
    city,
    division,
    key_result,
    kpi,
    objective,
    outsider,
    part,
    policy,
    project,
    strategy,
    waiver,
)
from tests.commands import ROOT


def gaps(sources: City, **asked: Any) -> list[tuple[str, str]]:
    return [(row["kind"], row["item"]) for row in sources.rows("gaps", **asked)]


def kinds(sources: City, kind: str, **asked: Any) -> list[str]:
    """The items of one kind that have nothing below them."""
    return [item for found, item in gaps(sources, **asked) if found == kind]


def row_of(sources: City, item: str) -> dict[str, Any]:
    (row,) = [row for row in sources.rows("gaps") if row["item"] == item]
    return row


def test_whole_chain_has_no_gap() -> None:
    sources = city(
        policy("P1", strategies=["S1"], owner="B1"),
        strategy("S1"),
        objective("O1", key_result("KR1"), strategies=["S1"]),
        project("PRJ1", key_results=["KR1"]),
        bureau("B1"),
    )
    assert gaps(sources) == []


def test_everything_alone_is_a_gap_in_the_order_of_the_chain() -> None:
    sources = city(
        bureau("B1"),
        objective("O2"),
        objective("O10"),
        objective("O1", key_result("KR1")),
        strategy("S1"),
        policy("P2"),
        policy("P1"),
    )
    assert gaps(sources) == [
        ("policy", "P1"),
        ("policy", "P2"),
        ("strategy", "S1"),
        ("objective", "O10"),
        ("objective", "O2"),
        ("key_result", "KR1"),
        ("unit", "B1"),
    ]


def test_row_says_what_is_missing_and_who_answers() -> None:
    sources = city(policy("P1", owner=["B2", "B1"], strategies=[]), bureau("B1"), bureau("B2"))
    assert sources.rows("gaps") == [
        {
            "kind": "policy",
            "item": "P1",
            "title": "ชื่อ P1",
            "owner": ["B1", "B2"],
            "tier": None,
            "missing": "objective",
            "state": "unlinked",
            "finding": "TRC204:P1",
        }
    ]


@pytest.mark.parametrize(
    ("item", "missing"),
    [
        ("P1", "objective"),
        ("S1", "objective"),
        ("O1", "key_result"),
        ("KR1", "project"),
        ("B1", "work"),
    ],
)
def test_what_is_missing_is_the_next_thing_down_the_chain(item: str, missing: str) -> None:
    sources = city(
        policy("P1"), strategy("S1"), objective("O1"), objective("O2", key_result("KR1")),
        bureau("B1"),
    )  # fmt: skip
    assert row_of(sources, item)["missing"] == missing


# Policies -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "state"),
    [({}, "unrecorded"), ({"strategies": []}, "unlinked"), ({"strategies": ["S1"]}, None)],
)
def test_state_of_a_policy_is_that_of_its_strategies(
    fields: dict[str, Any], state: str | None
) -> None:
    assert row_of(city(policy("P1", **fields), strategy("S1")), "P1")["state"] == state


def test_policy_with_an_objective_in_a_part_of_its_strategy_is_no_gap() -> None:
    sources = city(
        policy("P1", strategies=["S1"]),
        strategy("S1"),
        strategy("S1.1", part_of="S1"),
        objective("O1", strategies=["S1.1"]),
    )
    assert kinds(sources, "policy") == []


def test_policy_that_calls_for_an_objective_is_no_gap() -> None:
    assert kinds(city(policy("P1"), objective("O1", policies=["P1"])), "policy") == []


# Strategies, objectives and key results -----------------------------------------------------------


def test_strategy_is_no_gap_where_a_part_of_it_has_an_objective() -> None:
    sources = city(
        strategy("S1"),
        strategy("S1.1", part_of="S1"),
        strategy("S1.1.1", part_of="S1.1"),
        strategy("S1.2", part_of="S1"),
        objective("O1", strategies=["S1.1"]),
    )
    assert kinds(sources, "strategy") == ["S1.1.1", "S1.2"]


def test_silent_key_result_has_the_owner_of_its_objective() -> None:
    sources = city(
        bureau("B1"),
        bureau("B2"),
        objective("O1", key_result("KR1"), key_result("KR2", owner="B2"), owner="B1"),
        objective("O2", key_result("KR3", owner=[]), owner="B1"),
    )
    found = {row["item"]: row["owner"] for row in sources.rows("gaps")}
    assert found == {"KR1": ["B1"], "KR2": ["B2"], "KR3": []}


# Units --------------------------------------------------------------------------------------------

WORK = {
    "policy": policy("P1", owner="B1-a"),
    "strategy": strategy("S1", owner="B1-a"),
    "indicator": kpi("KPI1", owner="B1-a"),
    "objective": objective("O1", owner="B1-a"),
    "key result": objective("O1", key_result("KR1", owner="B1-a")),
    "lead": project("PRJ1", lead="B1-a"),
    "support": project("PRJ1", supports=["B1-a"]),
    "part of a target": objective("O1", key_result("KR1", allocations=[part("B1-a", target=1)])),
}


@pytest.mark.parametrize("work", WORK.values(), ids=WORK.keys())
def test_unit_with_any_work_is_no_gap_and_neither_is_the_unit_around_it(work: Piece) -> None:
    sources = city(bureau("B1"), division("B1-a", of="B1"), division("B1-b", of="B1"), work)
    assert kinds(sources, "unit") == ["B1-b"]


def test_unit_inside_a_unit_with_work_is_a_gap_of_its_tier() -> None:
    sources = city(bureau("B1"), division("B1-a", of="B1"), project("PRJ1", lead="B1"))
    assert [(row["item"], row["tier"]) for row in sources.rows("gaps")] == [("B1-a", "bureau")]


def test_outsider_without_work_is_named_with_its_tier() -> None:
    assert row_of(city(outsider("X1")), "X1")["tier"] == "external"


# The fiscal year ----------------------------------------------------------------------------------


def two_years() -> City:
    return city(
        policy("P1", owner="B2"),
        strategy("S1"),
        bureau("B1"),
        bureau("B2"),
        objective(
            "O1",
            key_result("KR1"),
            policies=["P1"],
            strategies=["S1"],
            fiscal_year=2567,
            owner="B1",
        ),
        objective("O2", fiscal_year=2568),
        objective("O3"),
        project("PRJ1", key_results=["KR1"], fiscal_year=2568, lead="B1"),
    )


def test_without_a_fiscal_year_every_item_is_asked_about() -> None:
    assert gaps(two_years()) == [("objective", "O2"), ("objective", "O3")]


def test_project_of_another_year_does_not_fill_the_gap_of_this_one() -> None:
    assert gaps(two_years(), fiscal_year=2567) == [("key_result", "KR1")]


def test_objective_of_another_year_fills_no_gap_and_is_not_asked_about() -> None:
    assert gaps(two_years(), fiscal_year=2568) == [
        ("policy", "P1"),
        ("strategy", "S1"),
        ("objective", "O2"),
    ]


def test_unit_with_work_of_other_years_alone_is_a_gap_but_a_policy_has_no_year() -> None:
    assert kinds(two_years(), "unit", fiscal_year=2566) == ["B1"]


def test_policy_that_calls_for_objectives_of_other_years_is_not_said_to_be_silent() -> None:
    (row, *_) = two_years().rows("gaps", fiscal_year=2566)
    assert (row["item"], row["state"]) == ("P1", None)


# The summary --------------------------------------------------------------------------------------


def test_summary_counts_by_kind_beside_all_items_and_by_owner() -> None:
    sources = city(
        bureau("B1"),
        bureau("B2"),
        policy("P1", owner="B1"),
        policy("P2"),
        objective("O1", key_result("KR1"), key_result("KR2"), owner="B1", policies=["P1"]),
    )
    assert sources.summary("gaps") == {
        "gaps": 4,
        "by_kind": {"policy": 1, "strategy": 0, "objective": 0, "key_result": 2, "unit": 1},
        "items": {"policy": 2, "strategy": 0, "objective": 1, "key_result": 2, "unit": 2},
        "without_owner": 1,
        "by_owner": [{"owner": "B1", "gaps": 2}],
        "waived": [],
    }


def test_summary_of_a_year_counts_beside_the_items_of_the_year() -> None:
    summary = two_years().summary("gaps", fiscal_year=2568)
    assert summary["items"] == {
        "policy": 1,
        "strategy": 1,
        "objective": 1,
        "key_result": 0,
        "unit": 2,
    }


def test_waived_gap_is_counted_apart() -> None:
    sources = city(policy("P1", waive=[waiver("TRC204", reason="รอแผนใหม่")]), policy("P2"))
    assert gaps(sources) == [("policy", "P2")]
    assert [one["finding"] for one in sources.summary("gaps")["waived"]] == ["TRC204:P1"]


def test_rule_is_a_notice() -> None:
    assert RULES["TRC204"].severity is Severity.NOTICE


# Every format -------------------------------------------------------------------------------------


def test_table_says_it_in_the_words_of_the_reader() -> None:
    sources = city(policy("P1", owner="B1"), bureau("B1"), strategy("S1"))
    thai = app.render([sources.ask("gaps")], app.Layout())
    assert "2 รายการไม่มีอะไรรองรับ ในนั้นไม่มีเจ้าภาพ 1 รายการ" in thai
    assert "นโยบาย 1/1 · ยุทธศาสตร์ 1/1" in thai
    english = app.render([sources.ask("gaps", language="en")], app.Layout())
    assert "2 items have nothing below them; 1 of these have no owner either" in english
    assert "Title B1" in english


def test_csv_has_the_words_of_the_contract() -> None:
    text = app.render([city(policy("P1")).ask("gaps")], app.Layout(format="csv"))
    assert text.splitlines()[1] == "policy,P1,ชื่อ P1,,,objective,unrecorded,TRC204:P1"


# The shipped data, and any other ------------------------------------------------------------------


def test_figures_of_the_shipped_data_add_up() -> None:
    graph = app.open_graph(ROOT / "data")
    gaps_found, coverage = app.ask(graph, ["gaps", "coverage"], Parameters(as_of=AS_OF))
    summary = gaps_found.summary
    assert len(gaps_found.rows) == summary["gaps"] == sum(summary["by_kind"].values())
    assert all(summary["by_kind"][kind] <= count for kind, count in summary["items"].items())
    levels = coverage.summary["by_level"]
    assert summary["by_kind"]["policy"] == levels["policy"] + levels["strategy"]
    assert len({row["finding"] for row in gaps_found.rows}) == summary["gaps"]


@settings(deadline=None, max_examples=60)
@given(data=strategies.portfolios(), year=st.sampled_from((None, *strategies.FISCAL_YEARS)))
def test_gaps_agree_with_a_look_at_the_plain_sources(
    data: dict[str, Any], year: int | None
) -> None:
    lists = {name: value for name, value in data.items() if isinstance(value, list)}
    pieces = [Piece(name, item) for name, found in lists.items() for item in found]
    defaults = data.get("defaults", {})
    sources = City(tuple(pieces), defaults)

    def is_asked(item: dict[str, Any]) -> bool:
        return year is None or item.get("fiscal_year", defaults.get("fiscal_year")) == year

    objectives = [one for one in data.get("objectives", []) if is_asked(one)]
    delivered = {
        key_result
        for one in data.get("projects", [])
        if is_asked(one)
        for key_result in one.get("key_results", [])
    }
    pursued = {each for one in objectives for each in one.get("strategies", [])}
    above = {one["id"]: one.get("part_of") for one in data.get("strategies", [])}
    for one in list(pursued):
        whole = above[one]
        while whole:
            pursued.add(whole)
            whole = above[whole]
    key_results = [one["id"] for each in objectives for one in each.get("key_results", [])]

    assert kinds(sources, "objective", fiscal_year=year) == sorted(
        one["id"] for one in objectives if not one.get("key_results")
    )
    assert kinds(sources, "key_result", fiscal_year=year) == sorted(set(key_results) - delivered)
    assert kinds(sources, "strategy", fiscal_year=year) == sorted(above.keys() - pursued)
    covered = sources.rows("coverage", fiscal_year=year)
    assert kinds(sources, "policy", fiscal_year=year) == [
        row["policy"] for row in covered if row["objectives"] == 0
    ]
