"""unowned-policies: for which policies nobody answers, and who might (DESIGN section 5)."""

from typing import Any

import pytest

from tests.builders import (
    City,
    Piece,
    bureau,
    city,
    district,
    division,
    key_result,
    kpi,
    objective,
    office,
    part,
    policy,
    project,
    section,
    strategy,
)

CALLED_FOR = objective("O1", key_result("KR1"), policies=["P1"])


def states(sources: City) -> dict[str, str]:
    return {row["policy"]: row["state"] for row in sources.rows("unowned-policies")}


def row_of(sources: City) -> dict[str, Any]:
    (row,) = sources.rows("unowned-policies")
    return row


# The state ----------------------------------------------------------------------------------------


def test_policy_whose_source_says_none_has_no_owner() -> None:
    assert states(city(policy("P1", owner=[]))) == {"P1": "none"}


def test_policy_without_owner_is_reported_as_unrecorded() -> None:
    assert states(city(policy("P1"))) == {"P1": "unrecorded"}


def test_owner_of_a_file_is_no_owner_of_its_policies() -> None:
    sources = city(bureau("B1"), policy("P1"), defaults={"owner": "B1"})
    assert states(sources) == {"P1": "unrecorded"}


def test_owner_that_does_nothing_downstream_is_phantom() -> None:
    sources = city(policy("P1", owner="B1"), bureau("B1"), CALLED_FOR)
    assert states(sources) == {"P1": "phantom"}


def test_owner_of_a_policy_with_nothing_below_it_is_phantom() -> None:
    assert states(city(policy("P1", owner="B1"), bureau("B1"))) == {"P1": "phantom"}


# What makes an owner real -------------------------------------------------------------------------


def test_owner_of_the_objective_is_no_phantom() -> None:
    sources = city(
        policy("P1", owner="B1"), bureau("B1"), objective("O1", policies=["P1"], owner="B1")
    )
    assert states(sources) == {}


def test_owner_of_the_objective_by_the_defaults_of_its_file_is_no_phantom() -> None:
    sources = city(policy("P1", owner="B1"), bureau("B1"), CALLED_FOR, defaults={"owner": ["B1"]})
    assert states(sources) == {}


def test_owner_of_a_key_result_is_no_phantom() -> None:
    sources = city(
        policy("P1", owner="B1"),
        bureau("B1"),
        objective("O1", key_result("KR1", owner="B1"), policies=["P1"]),
    )
    assert states(sources) == {}


def test_lead_of_a_project_is_no_phantom() -> None:
    sources = city(
        policy("P1", owner="B1"),
        bureau("B1"),
        CALLED_FOR,
        project("PRJ1", lead="B1", key_results=["KR1"]),
    )
    assert states(sources) == {}


def test_part_of_a_target_counts() -> None:
    sources = city(
        policy("P1", owner="D1"),
        district("D1"),
        objective("O1", key_result("KR1", allocations=[part("D1", target=4)]), policies=["P1"]),
    )
    assert states(sources) == {}


def test_support_does_not_count() -> None:
    sources = city(
        policy("P1", owner="D1"),
        bureau("B1"),
        district("D1"),
        CALLED_FOR,
        project("PRJ1", lead="B1", supports=["D1"], key_results=["KR1"]),
    )
    assert states(sources) == {"P1": "phantom"}


@pytest.mark.parametrize("idle", [strategy("S1", owner="B1"), kpi("KPI1", owner="B1")])
def test_owning_a_strategy_or_an_indicator_alone_does_not_count(idle: Piece) -> None:
    sources = city(
        policy("P1", owner="B1", strategies=["S1"]),
        *(() if idle.list_name == "strategies" else (strategy("S1"),)),
        bureau("B1"),
        idle,
        objective("O1", key_result("KR1"), strategies=["S1"]),
    )
    assert states(sources) == {"P1": "phantom"}


def test_unit_inside_the_owner_counts_for_it_at_any_depth() -> None:
    sources = city(
        policy("P1", owner="B1"),
        bureau("B1"),
        division("B1-a", of="B1"),
        section("B1-a-1", of="B1-a"),
        CALLED_FOR,
        project("PRJ1", lead="B1-a-1", key_results=["KR1"]),
    )
    assert states(sources) == {}


def test_unit_above_the_owner_does_not_count_for_it() -> None:
    sources = city(
        policy("P1", owner="B1-a"),
        bureau("B1"),
        division("B1-a", of="B1"),
        CALLED_FOR,
        project("PRJ1", lead="B1", key_results=["KR1"]),
    )
    assert states(sources) == {"P1": "phantom"}


def test_one_real_owner_of_several_is_enough() -> None:
    sources = city(
        policy("P1", owner=["B2", "B1"]),
        bureau("B1"),
        bureau("B2"),
        objective("O1", policies=["P1"], owner="B1"),
    )
    assert states(sources) == {}


# What is downstream -------------------------------------------------------------------------------


@pytest.mark.parametrize("pursued", ["S1", "S1.1", "S1.1.1"])
def test_where_it_calls_for_nothing_its_strategies_and_all_their_parts_count(pursued: str) -> None:
    sources = city(
        policy("P1", owner="B1", strategies=["S1"]),
        bureau("B1"),
        strategy("S1"),
        strategy("S1.1", part_of="S1"),
        strategy("S1.1.1", part_of="S1.1"),
        objective("O1", strategies=[pursued], owner="B1"),
    )
    assert states(sources) == {}


def test_strategy_above_its_own_is_not_downstream() -> None:
    sources = city(
        policy("P1", owner="B1", strategies=["S1.1"]),
        bureau("B1"),
        strategy("S1"),
        strategy("S1.1", part_of="S1"),
        objective("O1", strategies=["S1"], owner="B1"),
    )
    assert states(sources) == {"P1": "phantom"}


def test_where_it_calls_for_an_objective_its_strategies_do_not_count() -> None:
    sources = city(
        policy("P1", owner="B1", strategies=["S1"]),
        bureau("B1"),
        strategy("S1"),
        objective("O1", policies=["P1"]),
        objective("O2", strategies=["S1"], owner="B1"),
    )
    assert states(sources) == {"P1": "phantom"}


# Who might answer ---------------------------------------------------------------------------------


def test_owners_of_its_strategies_and_of_those_above_them_are_inherited_from() -> None:
    sources = city(
        policy("P1", strategies=["S1.1", "S2"]),
        bureau("B1"),
        bureau("B2"),
        bureau("B3"),
        bureau("B4"),
        strategy("S1", owner=["B3", "B1"]),
        strategy("S1.1", part_of="S1", owner="B2"),
        strategy("S2", owner="B1"),
        strategy("S2.1", part_of="S2", owner="B4"),
    )
    assert row_of(sources)["inherited_from"] == ["B1", "B2", "B3"]


def test_policy_that_advances_nothing_inherits_from_nobody() -> None:
    sources = city(policy("P1"), bureau("B1"), strategy("S1", owner="B1"))
    assert row_of(sources)["inherited_from"] == []


def leading(**led: int) -> list[Piece]:
    """So many projects under KR1 for each lead."""
    return [
        project(f"PRJ-{unit}-{number}", lead=unit, key_results=["KR1"])
        for unit, count in led.items()
        for number in range(count)
    ]


def test_candidates_are_the_three_units_that_lead_most() -> None:
    units = [bureau(f"B{number}") for number in range(1, 5)]
    sources = city(policy("P1"), *units, CALLED_FOR, *leading(B1=1, B2=4, B3=2, B4=3))
    assert row_of(sources)["candidates"] == ["B2", "B4", "B3"]


def test_candidates_that_lead_as_many_stand_in_the_order_of_their_ids() -> None:
    units = [bureau(f"B{number}") for number in range(1, 8)]
    sources = city(
        policy("P1"), *units, CALLED_FOR, *leading(B7=1, B6=1, B5=1, B4=1, B3=1, B2=1, B1=1)
    )
    assert row_of(sources)["candidates"] == ["B1", "B2", "B3"]


def test_candidates_are_lifted_so_that_divisions_add_up_to_their_bureau() -> None:
    sources = city(
        policy("P1"),
        bureau("B1"),
        division("B1a", of="B1"),
        division("B1b", of="B1"),
        district("D1"),
        CALLED_FOR,
        *leading(D1=1, B1a=1, B1b=1),
    )
    assert row_of(sources)["candidates"] == ["B1", "D1"]


def test_project_that_delivers_two_key_results_counts_once_for_its_lead() -> None:
    sources = city(
        policy("P1"),
        bureau("B1"),
        bureau("B2"),
        objective("O1", key_result("KR1"), key_result("KR2"), policies=["P1"]),
        project("PRJ1", lead="B2", key_results=["KR1", "KR2"]),
        *leading(B1=1),
    )
    assert row_of(sources)["candidates"] == ["B1", "B2"]


def test_neither_supporters_nor_owners_below_are_candidates() -> None:
    sources = city(
        policy("P1"),
        bureau("B1"),
        district("D1"),
        objective("O1", key_result("KR1", owner="B1"), policies=["P1"], owner="B1"),
        project("PRJ1", supports=["D1"], key_results=["KR1"]),
    )
    assert row_of(sources)["candidates"] == []


def test_candidates_may_be_units_of_any_tier() -> None:
    sources = city(policy("P1"), office("OF1"), CALLED_FOR, *leading(OF1=1))
    assert row_of(sources)["candidates"] == ["OF1"]


# Rows and summary ---------------------------------------------------------------------------------


def test_row_has_the_columns_of_the_contract() -> None:
    sources = city(
        policy("P1", owner=["B2", "B1"], strategies=["S1"]),
        strategy("S1", owner="B3"),
        bureau("B1"),
        bureau("B2"),
        bureau("B3"),
        CALLED_FOR,
        *leading(B3=1),
    )
    assert row_of(sources) == {
        "policy": "P1",
        "title": "ชื่อ P1",
        "state": "phantom",
        "owner": ["B1", "B2"],
        "inherited_from": ["B3"],
        "candidates": ["B3"],
        "finding": "OWN301:P1",
    }


def test_rows_stand_in_the_order_of_their_ids() -> None:
    assert list(states(city(policy("P2"), policy("P10"), policy("P1")))) == ["P1", "P10", "P2"]


def test_fiscal_year_changes_nothing_for_policies_have_none() -> None:
    sources = city(policy("P1"), policy("P2", owner=[]))
    assert sources.rows("unowned-policies", fiscal_year=2567) == sources.rows("unowned-policies")


def test_summary_counts_the_states_beside_all_policies() -> None:
    sources = city(
        policy("P1"),
        policy("P2", owner=[]),
        policy("P3", owner="B1"),
        policy("P4", owner="B1"),
        policy("P5"),
        bureau("B1"),
        objective("O1", key_result("KR1"), policies=["P1", "P4"], owner="B1"),
        *leading(B1=1),
    )
    figures = sources.summary("unowned-policies")
    assert figures["unowned"] == 4
    assert figures["policies"] == 5
    assert figures["by_state"] == {"none": 1, "unrecorded": 2, "phantom": 1}
    assert sum(figures["by_state"].values()) == figures["unowned"]
    assert figures["with_candidates"] == 1


def test_a_city_without_policies_has_none_unowned() -> None:
    figures = city(bureau("B1")).summary("unowned-policies")
    assert (figures["unowned"], figures["policies"], figures["with_candidates"]) == (0, 0, 0)
