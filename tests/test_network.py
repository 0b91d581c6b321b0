"""TraceGraph: the domain's questions to the graph, in its own words."""

import pytest

from graph.errors import UnknownItemError
from graph.model import vocabulary as v
from graph.model.entities import Policy, Project, Unit
from tests.builders import (
    City,
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
    project,
    section,
    strategy,
)

UNITS = city(
    city_hall("BMA"),
    bureau("B1", part_of="BMA"),
    division("B1-a", of="B1"),
    section("B1-a-1", of="B1-a"),
    district("D1", part_of="BMA"),
)


# Items --------------------------------------------------------------------------------------------


def test_graph_knows_the_items_that_the_sources_declare() -> None:
    graph = city(policy("P1"), project("PRJ1")).graph
    assert "P1" in graph
    assert "P2" not in graph
    assert [item.id for item in graph.all(Policy)] == ["P1"]
    assert graph.get(Project, "PRJ1").title("en") == "Title PRJ1"


def test_unknown_id_is_an_error_that_names_what_may_be_meant() -> None:
    graph = city(project("PRJ-2567-01")).graph
    with pytest.raises(UnknownItemError, match=r"'PRJ-2567-1'.*did you mean 'PRJ-2567-01'\?"):
        graph.item("PRJ-2567-1")


# Arrows -------------------------------------------------------------------------------------------


def test_arrows_are_stored_in_the_order_of_the_chain() -> None:
    graph = city(
        policy("P1", strategies=["S1"], owner="B1"),
        strategy("S1"),
        bureau("B1"),
        objective("O1", key_result("KR1"), strategies=["S1"], policies=["P1"]),
        project("PRJ1", lead="B1", key_results=["KR1"]),
    ).graph
    arrows = {(link.relation.name, link.source, link.target) for link in graph.links()}
    assert arrows == {
        ("ADVANCES", "P1", "S1"),
        ("OWNED_BY", "P1", "B1"),
        ("HAS_OBJECTIVE", "S1", "O1"),
        ("CALLS_FOR", "P1", "O1"),
        ("HAS_KEY_RESULT", "O1", "KR1"),
        ("DELIVERED_BY", "KR1", "PRJ1"),
        ("LED_BY", "PRJ1", "B1"),
    }


def test_arrow_is_found_from_both_its_ends_in_the_order_of_the_sources() -> None:
    graph = city(
        objective("O1", key_result("KR2"), key_result("KR1")),
        project("PRJ2", key_results=["KR2", "KR1"]),
        project("PRJ1", key_results=["KR1"]),
    ).graph
    assert list(graph.sources(v.DELIVERED_BY, "PRJ2")) == ["KR2", "KR1"]
    assert list(graph.targets(v.DELIVERED_BY, "KR1")) == ["PRJ2", "PRJ1"]
    assert list(graph.targets(v.LED_BY, "PRJ1")) == []


def test_two_relations_between_one_pair_are_both_kept() -> None:
    graph = city(
        bureau("B1"),
        objective("O1", key_result("KR1", owner="B1", allocations=[part("B1", target=4)])),
        project("PRJ1", lead="B1", supports=["B1"]),
    ).graph
    assert list(graph.targets(v.OWNED_BY, "KR1")) == ["B1"]
    assert list(graph.targets(v.ALLOCATED_TO, "KR1")) == ["B1"]
    assert list(graph.targets(v.LED_BY, "PRJ1")) == ["B1"]
    assert list(graph.targets(v.SUPPORTED_BY, "PRJ1")) == ["B1"]


def test_arrow_carries_its_basis_and_the_place_that_states_it() -> None:
    sources = city(policy("P1"), objective("O1", policies=["P1"], basis={"policies": "inferred"}))
    link = sources.graph.link(v.CALLS_FOR, source="P1", target="O1")
    lines = sources.yaml.splitlines()
    assert link.basis == "inferred"
    assert link.stated_by.id == "O1"
    assert link.field == "policies"
    assert lines[link.line - 2 : link.line] == ["  policies:", "  - P1"]


def test_allocation_carries_target_and_actual() -> None:
    sources = city(
        district("D1"),
        objective("O1", key_result("KR1", allocations=[part("D1", target=4, actual=3.5)])),
    )
    link = sources.graph.link(v.ALLOCATED_TO, source="KR1", target="D1")
    assert link.properties == {"target": 4, "actual": 3.5}


def test_reference_that_leads_nowhere_is_no_arrow_but_stands_apart() -> None:
    graph = city(project("PRJ1", lead="B9", key_results=["KR9"])).lenient_graph
    assert {(link.field, link.other) for link in graph.dangling} == {
        ("lead", "B9"),
        ("key_results", "KR9"),
    }
    assert list(graph.links()) == []
    assert graph.lead("PRJ1") is None


# Hierarchies --------------------------------------------------------------------------------------


def test_above_is_the_item_and_all_that_it_is_part_of() -> None:
    graph = UNITS.graph
    assert graph.above("B1-a-1") == ("B1-a-1", "B1-a", "B1", "BMA")
    assert graph.above("BMA") == ("BMA",)


def test_inside_is_the_items_and_all_their_parts() -> None:
    graph = UNITS.graph
    assert graph.inside(["B1"]) == {"B1", "B1-a", "B1-a-1"}
    assert graph.inside(["D1", "B1-a"]) == {"D1", "B1-a", "B1-a-1"}
    assert graph.inside([]) == set()


@pytest.mark.parametrize(
    ("unit", "lifted", "tier"),
    [
        ("BMA", "BMA", "city"),
        ("B1", "B1", "bureau"),
        ("B1-a", "B1", "bureau"),
        ("B1-a-1", "B1", "bureau"),
        ("D1", "D1", "district"),
    ],
)
def test_unit_below_the_tiers_has_the_tier_of_the_unit_above_it(
    unit: str, lifted: str, tier: str
) -> None:
    graph = UNITS.graph
    assert (graph.lifted(unit), graph.tier(unit)) == (lifted, tier)


def test_areas_and_strategies_have_hierarchies_too() -> None:
    graph = city(
        area("A1", kind="city"),
        area("A2", part_of="A1"),
        strategy("S1"),
        strategy("S1.1", part_of="S1"),
    ).graph
    assert graph.above("A2") == ("A2", "A1")
    assert graph.inside(["S1"]) == {"S1", "S1.1"}


# Who answers for what -----------------------------------------------------------------------------


def owned(**fields: object) -> City:
    """KR1 with these fields under an objective of B1."""
    return city(
        bureau("B1"), bureau("B2"), objective("O1", key_result("KR1", **fields), owner="B1")
    )


def test_effective_owners_are_the_key_results_own_or_else_those_of_its_objective() -> None:
    assert list(owned().graph.effective_owners("KR1")) == ["B1"]
    assert list(owned(owner="B2").graph.effective_owners("KR1")) == ["B2"]
    assert list(owned(owner=[]).graph.effective_owners("KR1")) == []


def test_own_owners_are_not_inherited() -> None:
    assert list(owned().graph.owners("KR1")) == []


# The chain ----------------------------------------------------------------------------------------

CHAIN = city(
    policy("P1", strategies=["S1"]),
    policy("P2"),
    policy("P3"),
    strategy("S1"),
    strategy("S1.1", part_of="S1"),
    objective("O1", key_result("KR1"), strategies=["S1.1"]),
    objective("O2", key_result("KR2"), policies=["P2"]),
    objective("O3", key_result("KR3")),
    project("PRJ1", key_results=["KR1"]),
    project("PRJ2", key_results=["KR1", "KR2"]),
    project("PRJ3", key_results=["KR3"]),
)


def test_served_objectives_have_the_strength_of_their_best_way_up() -> None:
    assert CHAIN.graph.served_objectives() == {"O1": "via_strategy", "O2": "direct"}


def test_traced_projects_have_the_strength_of_their_best_way_up() -> None:
    assert CHAIN.graph.traced_projects() == {"PRJ1": "via_strategy", "PRJ2": "direct"}


def test_objectives_above_a_project_stand_once_each() -> None:
    sources = city(
        objective("O1", key_result("KR1"), key_result("KR2")),
        project("PRJ1", key_results=["KR2", "KR1"]),
    )
    assert sources.graph.objectives_above("PRJ1") == ("O1",)


def test_objectives_below_a_policy_are_those_it_calls_for_or_else_those_of_its_strategies() -> None:
    graph = CHAIN.graph
    assert graph.objectives_below("P1") == {"O1"}
    assert graph.objectives_below("P2") == {"O2"}
    assert graph.objectives_below("P3") == set()


def test_projects_below_an_objective_are_found_through_its_key_results() -> None:
    graph = CHAIN.graph
    assert graph.key_results_below(["O1", "O2"]) == {"KR1", "KR2"}
    assert graph.projects_below(["KR1"]) == {"PRJ1", "PRJ2"}
    assert [unit.id for unit in graph.all(Unit)] == []
