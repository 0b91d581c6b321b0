"""orphan-projects: which projects serve no policy, and where each chain breaks (DESIGN 5)."""

from typing import Any

import pytest

from tests.builders import (
    City,
    Piece,
    area,
    bureau,
    city,
    district,
    division,
    key_result,
    kpi,
    objective,
    policy,
    project,
    section,
    strategy,
)


def orphans(sources: City, **asked: Any) -> list[str]:
    return [row["project"] for row in sources.rows("orphan-projects", **asked)]


def break_of(sources: City) -> tuple[str, str]:
    """Where the one orphan's chain breaks, and whether the source says so."""
    (row,) = sources.rows("orphan-projects")
    return row["broken_at"], row["state"]


def traced(sources: City, **asked: Any) -> dict[str, int]:
    figures: dict[str, int] = sources.summary("orphan-projects", **asked)["traced"]
    return figures


def delivering(*key_results: str, **fields: Any) -> Piece:
    return project("PRJ1", key_results=list(key_results), **fields)


# Traced -------------------------------------------------------------------------------------------


def test_project_under_an_objective_that_a_policy_calls_for_is_traced_directly() -> None:
    lit = city(policy("P1"), objective("O1", key_result("KR1"), policies=["P1"]), delivering("KR1"))
    assert orphans(lit) == []
    assert traced(lit) == {"direct": 1, "via_strategy": 0, "on_inferred_links_alone": 0}


def test_project_under_a_strategy_that_a_policy_advances_is_traced_via_strategy() -> None:
    lit = city(
        policy("P1", strategies=["S1"]),
        strategy("S1"),
        objective("O1", key_result("KR1"), strategies=["S1"]),
        delivering("KR1"),
    )
    assert orphans(lit) == []
    assert traced(lit) == {"direct": 0, "via_strategy": 1, "on_inferred_links_alone": 0}


@pytest.mark.parametrize("depth", [1, 2, 5])
def test_policy_on_a_strategy_reaches_its_parts_at_any_depth(depth: int) -> None:
    parts = [strategy(f"S{level}", part_of=f"S{level - 1}") for level in range(1, depth + 1)]
    lit = city(
        policy("P1", strategies=["S0"]),
        strategy("S0"),
        *parts,
        objective("O1", key_result("KR1"), strategies=[f"S{depth}"]),
        delivering("KR1"),
    )
    assert orphans(lit) == []
    assert traced(lit)["via_strategy"] == 1


def test_policy_on_a_part_does_not_reach_the_whole() -> None:
    dark = city(
        policy("P1", strategies=["S1.1"]),
        strategy("S1"),
        strategy("S1.1", part_of="S1"),
        objective("O1", key_result("KR1"), strategies=["S1"]),
        delivering("KR1"),
    )
    assert break_of(dark) == ("policy", "unlinked")


def test_policy_on_one_part_does_not_reach_the_part_beside_it() -> None:
    dark = city(
        policy("P1", strategies=["S1.1"]),
        strategy("S1"),
        strategy("S1.1", part_of="S1"),
        strategy("S1.2", part_of="S1"),
        objective("O1", key_result("KR1"), strategies=["S1.2"]),
        delivering("KR1"),
    )
    assert break_of(dark) == ("policy", "unlinked")


def test_direct_counts_before_via_strategy() -> None:
    lit = city(
        policy("P1", strategies=["S1"]),
        strategy("S1"),
        objective("O1", key_result("KR1"), strategies=["S1"]),
        objective("O2", key_result("KR2"), strategies=["S1"], policies=["P1"]),
        delivering("KR1", "KR2"),
    )
    assert traced(lit) == {"direct": 1, "via_strategy": 0, "on_inferred_links_alone": 0}


def test_one_traced_key_result_of_several_is_enough() -> None:
    lit = city(
        policy("P1"),
        objective("O1", key_result("KR1")),
        objective("O2", key_result("KR2"), policies=["P1"]),
        delivering("KR1", "KR2"),
    )
    assert orphans(lit) == []


def test_a_shared_unit_is_no_way_to_a_policy() -> None:
    dark = city(policy("P1", owner="B1"), bureau("B1"), project("PRJ1", lead="B1"))
    assert orphans(dark) == ["PRJ1"]


def test_a_shared_area_is_no_way_to_a_policy() -> None:
    dark = city(
        policy("P1"),
        area("A1"),
        objective("O1", policies=["P1"], areas=["A1"]),
        project("PRJ1", areas=["A1"]),
    )
    assert orphans(dark) == ["PRJ1"]


def test_an_indicator_is_no_way_to_a_policy() -> None:
    dark = city(
        policy("P1", strategies=["S1"]),
        strategy("S1"),
        kpi("KPI1", strategy="S1"),
        objective("O1", key_result("KR1", kpi="KPI1")),
        delivering("KR1"),
    )
    assert break_of(dark) == ("strategy", "unrecorded")


# Where it breaks ----------------------------------------------------------------------------------


def test_project_that_says_it_delivers_nothing_is_unlinked_at_the_key_result() -> None:
    assert break_of(city(project("PRJ1", key_results=[]))) == ("key_result", "unlinked")


def test_project_that_says_nothing_is_unrecorded_at_the_key_result() -> None:
    assert break_of(city(project("PRJ1"))) == ("key_result", "unrecorded")


def test_objective_that_says_it_has_no_strategy_is_unlinked() -> None:
    dark = city(objective("O1", key_result("KR1"), strategies=[]), delivering("KR1"))
    assert break_of(dark) == ("strategy", "unlinked")


def test_objective_that_is_silent_on_strategies_is_unrecorded() -> None:
    dark = city(objective("O1", key_result("KR1"), policies=[]), delivering("KR1"))
    assert break_of(dark) == ("strategy", "unrecorded")


def test_one_silent_objective_of_several_makes_it_unrecorded() -> None:
    dark = city(
        objective("O1", key_result("KR1"), strategies=[]),
        objective("O2", key_result("KR2")),
        delivering("KR1", "KR2"),
    )
    assert break_of(dark) == ("strategy", "unrecorded")


def test_strategy_that_no_policy_advances_is_unlinked_at_the_policy() -> None:
    dark = city(
        policy("P1", strategies=[]),
        strategy("S1"),
        objective("O1", key_result("KR1"), strategies=["S1"]),
        delivering("KR1"),
    )
    assert break_of(dark) == ("policy", "unlinked")


def test_policies_that_are_silent_still_leave_it_unlinked_at_the_policy() -> None:
    dark = city(
        policy("P1"),
        strategy("S1"),
        objective("O1", key_result("KR1"), strategies=["S1"]),
        delivering("KR1"),
    )
    assert break_of(dark) == ("policy", "unlinked")


def test_the_highest_level_that_one_objective_reaches_decides() -> None:
    dark = city(
        strategy("S1"),
        objective("O1", key_result("KR1")),
        objective("O2", key_result("KR2"), strategies=["S1"]),
        delivering("KR1", "KR2"),
    )
    assert break_of(dark) == ("policy", "unlinked")


# Columns and filters ------------------------------------------------------------------------------


def test_row_tells_what_the_source_tells() -> None:
    dark = city(
        bureau("B1"),
        project("PRJ1", lead="B1", fiscal_year=2567, budget=1_500_000, key_results=[]),
    )
    assert dark.rows("orphan-projects") == [
        {
            "project": "PRJ1",
            "title": "ชื่อ PRJ1",
            "lead": "B1",
            "tier": "bureau",
            "fiscal_year": 2567,
            "budget": 1_500_000,
            "broken_at": "key_result",
            "state": "unlinked",
            "finding": "TRC201:PRJ1",
        }
    ]


def test_title_is_in_the_language_asked_for() -> None:
    (row,) = city(project("PRJ1")).rows("orphan-projects", language="en")
    assert row["title"] == "Title PRJ1"


def test_lead_stands_as_named_with_the_tier_of_the_unit_above_it() -> None:
    dark = city(
        district("D1"),
        division("D1-a", of="D1"),
        section("D1-a-1", of="D1-a"),
        project("PRJ1", lead="D1-a-1"),
    )
    (row,) = dark.rows("orphan-projects")
    assert (row["lead"], row["tier"]) == ("D1-a-1", "district")


def test_unknown_lead_year_and_budget_stay_unknown() -> None:
    (row,) = city(project("PRJ1")).rows("orphan-projects")
    assert (row["lead"], row["tier"], row["fiscal_year"], row["budget"]) == (None,) * 4


def test_budget_of_nothing_is_not_an_unknown_budget() -> None:
    (row,) = city(project("PRJ1", budget=0)).rows("orphan-projects")
    assert row["budget"] == 0


def test_silent_project_takes_lead_and_year_from_the_defaults_of_its_file() -> None:
    dark = city(
        bureau("B1"),
        bureau("B2"),
        project("PRJ1"),
        project("PRJ2", lead="B2", fiscal_year=2568),
        defaults={"lead": "B1", "fiscal_year": 2567},
    )
    found = [(row["lead"], row["fiscal_year"]) for row in dark.rows("orphan-projects")]
    assert found == [("B1", 2567), ("B2", 2568)]


def test_fiscal_year_leaves_out_projects_of_other_years_and_of_none() -> None:
    years = city(
        project("PRJ1", fiscal_year=2567), project("PRJ2", fiscal_year=2568), project("PRJ3")
    )
    assert orphans(years) == ["PRJ1", "PRJ2", "PRJ3"]
    assert orphans(years, fiscal_year=2567) == ["PRJ1"]
    assert years.summary("orphan-projects", fiscal_year=2567)["projects"] == 1


def test_rows_stand_in_the_order_of_their_ids() -> None:
    assert orphans(city(project("PRJ2"), project("PRJ10"), project("PRJ1"))) == [
        "PRJ1",
        "PRJ10",
        "PRJ2",
    ]


# The summary --------------------------------------------------------------------------------------

MIXED = city(
    policy("P1", strategies=["S1"]),
    strategy("S1"),
    strategy("S9"),
    bureau("B1"),
    district("D1"),
    division("B1-a", of="B1"),
    objective("O1", key_result("KR1"), policies=["P1"]),
    objective("O2", key_result("KR2"), strategies=["S1"]),
    objective("O3", key_result("KR3"), strategies=[]),
    objective("O4", key_result("KR4"), strategies=["S9"]),
    project("PRJ1", lead="B1", budget=100, key_results=["KR1"]),
    project("PRJ2", lead="B1", budget=20, key_results=["KR2"]),
    project("PRJ3", lead="B1-a", budget=3, key_results=["KR3"]),
    project("PRJ4", lead="B1", budget=4000, key_results=["KR4"]),
    project("PRJ5", lead="B1", key_results=[]),
    project("PRJ6", lead="D1", budget=50_000, fiscal_year=2567),
    project("PRJ7"),
)


def test_summary_puts_orphans_beside_all_projects() -> None:
    figures = MIXED.summary("orphan-projects")
    assert figures["orphans"] == 5
    assert figures["projects"] == 7
    assert figures["budget"] == 54_003
    assert figures["budget_of_all"] == 54_123
    assert figures["unknown_budget"] == 2
    assert figures["unknown_budget_of_all"] == 2
    assert figures["traced"] == {"direct": 1, "via_strategy": 1, "on_inferred_links_alone": 0}


def test_summary_groups_by_break_and_state() -> None:
    figures = MIXED.summary("orphan-projects")
    assert figures["by_broken_at"] == {"key_result": 3, "policy": 1, "strategy": 1}
    assert figures["by_state"] == {"unlinked": 3, "unrecorded": 2}


def test_summary_groups_by_tier_the_most_orphans_first() -> None:
    assert MIXED.summary("orphan-projects")["by_tier"] == [
        {"tier": "bureau", "orphans": 3, "budget": 4003, "unknown_budget": 1},
        {"tier": None, "orphans": 1, "budget": 0, "unknown_budget": 1},
        {"tier": "district", "orphans": 1, "budget": 50_000, "unknown_budget": 0},
    ]


def test_summary_groups_by_lead_as_named() -> None:
    assert MIXED.summary("orphan-projects")["by_lead"] == [
        {"lead": "B1", "orphans": 2, "budget": 4000, "unknown_budget": 1},
        {"lead": None, "orphans": 1, "budget": 0, "unknown_budget": 1},
        {"lead": "B1-a", "orphans": 1, "budget": 3, "unknown_budget": 0},
        {"lead": "D1", "orphans": 1, "budget": 50_000, "unknown_budget": 0},
    ]


@pytest.mark.parametrize("fiscal_year", [None, 2567])
def test_every_figure_of_the_summary_adds_up(fiscal_year: int | None) -> None:
    result = MIXED.ask("orphan-projects", fiscal_year=fiscal_year)
    figures = result.summary
    strengths = figures["traced"]["direct"] + figures["traced"]["via_strategy"]
    assert figures["orphans"] == len(result.rows) == figures["projects"] - strengths
    assert figures["orphans"] == sum(figures["by_broken_at"].values())
    assert figures["orphans"] == sum(figures["by_state"].values())
    for groups in (figures["by_tier"], figures["by_lead"]):
        for column in ("orphans", "budget", "unknown_budget"):
            assert sum(group[column] for group in groups) == figures[column]


def test_budgets_add_up_to_the_satang() -> None:
    """As decimals do: on every Python, and in whatever order the sources stand."""
    cents = [project(f"PRJ{number}", budget=0.1, lead="B1") for number in range(10)]
    figures = city(bureau("B1"), *cents).summary("orphan-projects")
    assert figures["budget"] == figures["budget_of_all"] == 1
    assert [group["budget"] for group in figures["by_lead"]] == [1]


def test_a_city_without_projects_has_nothing_to_count() -> None:
    figures = city(policy("P1")).summary("orphan-projects")
    assert (figures["orphans"], figures["projects"], figures["budget"]) == (0, 0, 0)
    assert figures["by_lead"] == []


# How much rests on inferred links -----------------------------------------------------------------


def with_links(**basis: Any) -> City:
    """One project, traced through every level; `basis` says which item's links are inferred."""
    said = {name: {"basis": value} for name, value in basis.items()}
    return city(
        policy("P1", strategies=["S1"], **said.get("policy", {})),
        strategy("S1"),
        strategy("S1.1", part_of="S1", **said.get("strategy", {})),
        objective("O1", key_result("KR1"), strategies=["S1.1"], **said.get("objective", {})),
        delivering("KR1", **said.get("project", {})),
    )


def test_trace_of_stated_links_rests_on_none_inferred() -> None:
    assert traced(with_links())["on_inferred_links_alone"] == 0


@pytest.mark.parametrize(
    ("item", "field"),
    [
        ("policy", "strategies"),
        ("strategy", "part_of"),
        ("objective", "strategies"),
        ("project", "key_results"),
    ],
)
def test_one_inferred_link_on_the_only_way_is_counted(item: str, field: str) -> None:
    sources = with_links(**{item: {field: "inferred"}})
    assert orphans(sources) == []
    assert traced(sources) == {"direct": 0, "via_strategy": 1, "on_inferred_links_alone": 1}


def test_basis_of_another_field_says_nothing_of_the_way() -> None:
    sources = with_links(project={"budget": "inferred"}, objective={"title": "inferred"})
    assert traced(sources)["on_inferred_links_alone"] == 0


def test_basis_of_the_whole_item_is_that_of_its_links() -> None:
    assert traced(with_links(project="inferred"))["on_inferred_links_alone"] == 1


def test_a_second_way_of_stated_links_is_enough() -> None:
    sources = city(
        policy("P1", strategies=["S1"]),
        strategy("S1"),
        objective(
            "O1",
            key_result("KR1"),
            policies=["P1"],
            strategies=["S1"],
            basis={"policies": "inferred"},
        ),
        delivering("KR1"),
    )
    assert traced(sources) == {"direct": 1, "via_strategy": 0, "on_inferred_links_alone": 0}


def test_stated_links_of_two_broken_ways_make_no_stated_way() -> None:
    sources = city(
        policy("P1"),
        objective("O1", key_result("KR1"), policies=["P1"], basis={"policies": "inferred"}),
        objective("O2", key_result("KR2")),
        delivering("KR1", "KR2"),
    )
    assert traced(sources)["on_inferred_links_alone"] == 1
