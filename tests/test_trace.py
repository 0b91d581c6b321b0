"""trace: the chain of one item, up to the policies and down to the units (DESIGN section 6)."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from graph import app
from graph.errors import UnknownItemError
from graph.model import entities as e
from graph.model.portfolio import Portfolio
from graph.network import TraceGraph
from graph.reports.trace import Extent, Trace, trace
from graph.reports.trace_tree import Step
from tests.builders import (
    City,
    area,
    bureau,
    city,
    dimension,
    district,
    division,
    handoff,
    key_result,
    kpi,
    objective,
    part,
    policy,
    project,
    section,
    strategy,
)

WHOLE = city(
    dimension("safe"),
    policy("P1", dimensions=["safe"], strategies=["S1"], basis={"strategies": "inferred"}),
    policy("P2"),
    strategy("S1"),
    strategy("S1.1", part_of="S1"),
    kpi("KPI1", strategy="S1.1"),
    bureau("B1"),
    district("D1"),
    area("A1"),
    objective(
        "O1",
        key_result("KR1", allocations=[part("D1")], kpi="KPI1"),
        strategies=["S1.1"],
        policies=["P2"],
        areas=["A1"],
    ),
    project(
        "PRJ1",
        handoff("H1", "D1", "B1"),
        lead="B1",
        supports=["D1"],
        key_results=["KR1"],
        budget=1_500_000,
    ),
    project("PRJ2", key_results=[]),
)


def follow(sources: City, item_id: str, **extent: Any) -> Trace:
    return trace(sources.graph, item_id, Extent(**extent))


def up(sources: City, item_id: str, **extent: Any) -> Step:
    """The tree above an item."""
    side = follow(sources, item_id, **extent).up
    assert side is not None
    return side.tree


def down(sources: City, item_id: str, **extent: Any) -> Step:
    """The tree below an item."""
    side = follow(sources, item_id, **extent).down
    assert side is not None
    return side.tree


def paths(step: Step) -> list[str]:
    """Every way from the item to an end, such as `KR1 > O1 > P2`."""
    return list(_paths(step))


def _paths(step: Step) -> Iterator[str]:
    if not step.steps:
        yield step.item.id
    for one in step.steps:
        for path in _paths(one):
            yield f"{step.item.id} > {path}"


def shown(sources: City, item_id: str, language: str = "th", columns: int = 200) -> str:
    return app.trace(
        sources.graph, item_id, Extent(), language, app.Layout(format="table", columns=columns)
    )


# Both ways ----------------------------------------------------------------------------------------


def test_project_goes_up_to_its_policies_and_down_to_its_units() -> None:
    assert paths(up(WHOLE, "PRJ1")) == [
        "PRJ1 > KR1 > O1 > P2",
        "PRJ1 > KR1 > O1 > S1.1 > S1 > P1",
    ]
    assert paths(down(WHOLE, "PRJ1")) == [
        "PRJ1 > B1",
        "PRJ1 > D1",
        "PRJ1 > H1 > D1",
        "PRJ1 > H1 > B1",
    ]


def test_policy_goes_down_through_what_it_calls_for_and_through_its_strategies() -> None:
    assert paths(down(WHOLE, "P2")) == [
        "P2 > O1 > KR1 > PRJ1 > B1",
        "P2 > O1 > KR1 > PRJ1 > D1",
        "P2 > O1 > KR1 > PRJ1 > H1 > D1",
        "P2 > O1 > KR1 > PRJ1 > H1 > B1",
        "P2 > O1 > KR1 > D1",
    ]
    assert paths(down(WHOLE, "P1"))[0].startswith("P1 > S1 > S1.1 > O1 > KR1 > PRJ1")


@pytest.mark.parametrize(
    ("item_id", "ways"),
    [
        ("KR1", ["KR1 > O1 > P2", "KR1 > O1 > S1.1 > S1 > P1"]),
        ("O1", ["O1 > P2", "O1 > S1.1 > S1 > P1"]),
        ("S1.1", ["S1.1 > S1 > P1"]),
        ("A1", ["A1 > O1 > P2", "A1 > O1 > S1.1 > S1 > P1"]),
        ("H1", ["H1 > PRJ1 > KR1 > O1 > P2", "H1 > PRJ1 > KR1 > O1 > S1.1 > S1 > P1"]),
        ("P1", ["P1"]),
        ("PRJ2", ["PRJ2"]),
    ],
)
def test_every_kind_goes_up_to_the_policies(item_id: str, ways: list[str]) -> None:
    assert paths(up(WHOLE, item_id)) == ways


def test_unit_goes_up_through_what_it_leads_and_has_a_part_of() -> None:
    assert paths(up(WHOLE, "B1")) == [
        "B1 > PRJ1 > KR1 > O1 > P2",
        "B1 > PRJ1 > KR1 > O1 > S1.1 > S1 > P1",
    ]
    assert paths(up(WHOLE, "D1")) == ["D1 > KR1 > O1 > P2", "D1 > KR1 > O1 > S1.1 > S1 > P1"]


def test_dimension_goes_down_to_its_policies() -> None:
    assert paths(down(WHOLE, "safe"))[0].startswith("safe > P1 > S1 > S1.1 > O1")


def test_key_result_goes_down_to_what_was_handed_over_too() -> None:
    sources = city(
        objective("O1", key_result("KR1", handoff("H1", "D1", "B1"))), district("D1"), bureau("B1")
    )
    assert paths(down(sources, "KR1")) == ["KR1 > H1 > D1", "KR1 > H1 > B1"]


def test_unknown_item_is_an_error_that_names_what_may_be_meant() -> None:
    with pytest.raises(UnknownItemError, match=r"'PRJ9'.*did you mean 'PRJ\d'\?"):
        follow(WHOLE, "PRJ9")


def test_one_side_may_be_left_out() -> None:
    only_down = follow(WHOLE, "PRJ1", up=False)
    assert only_down.up is None
    assert only_down.facts.keys() == {"PRJ1", "B1", "D1", "H1"}
    only_up = follow(WHOLE, "PRJ1", down=False)
    assert (only_up.down, only_up.districts) == (None, None)


# Strength and basis -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item_id", "strength"),
    [("PRJ1", "direct"), ("KR1", "direct"), ("O1", "direct"), ("PRJ2", None)],
)
def test_item_has_the_strength_of_its_best_way_from_a_policy(
    item_id: str, strength: str | None
) -> None:
    assert follow(WHOLE, item_id).strength == strength


VIA = city(
    policy("P1", strategies=["S1"]),
    policy("P2"),
    strategy("S1"),
    strategy("S2"),
    objective("O1", key_result("KR1"), strategies=["S1", "S2"]),
    objective("O2", key_result("KR2"), strategies=["S1"], policies=["P2"]),
    project("PRJ1", lead="B1", key_results=["KR1"]),
    project("PRJ2", lead="B1", key_results=["KR1", "KR2"]),
    bureau("B1"),
)


def strengths(found: Trace) -> dict[str, str | None]:
    """The strength of each link, such as `{"KR1 DELIVERED_BY PRJ1": "direct"}`."""
    sides = [one for one in (found.up, found.down) if one]
    return {
        f"{one.hop.source} {one.hop.relation.name} {one.hop.target}": one.strength
        for side in sides
        for one in side.links
    }


def test_trace_through_a_strategy_alone_is_via_strategy() -> None:
    assert follow(VIA, "PRJ1").strength == "via_strategy"


def test_each_link_has_the_strength_of_the_ways_from_a_policy_through_it() -> None:
    assert strengths(follow(VIA, "PRJ2")) == {
        "KR1 DELIVERED_BY PRJ2": "via_strategy",
        "KR2 DELIVERED_BY PRJ2": "direct",
        "O1 HAS_KEY_RESULT KR1": "via_strategy",
        "O2 HAS_KEY_RESULT KR2": "direct",
        "S1 HAS_OBJECTIVE O1": "via_strategy",
        "S2 HAS_OBJECTIVE O1": None,
        "P2 CALLS_FOR O2": "direct",
        "S1 HAS_OBJECTIVE O2": "via_strategy",
        "P1 ADVANCES S1": "via_strategy",
        "PRJ2 LED_BY B1": "direct",
    }


def test_below_a_policy_only_the_ways_from_this_policy_count() -> None:
    below = strengths(follow(VIA, "P1"))
    assert below["O2 HAS_KEY_RESULT KR2"] == "via_strategy"
    assert set(below.values()) == {"via_strategy"}
    assert set(strengths(follow(VIA, "P2")).values()) == {"direct"}


def test_strategy_is_tied_by_a_policy_that_advances_the_whole_of_which_it_is_a_part() -> None:
    assert strengths(follow(WHOLE, "S1.1", down=False)) == {
        "S1.1 PART_OF S1": "via_strategy",
        "P1 ADVANCES S1": "via_strategy",
    }
    assert strengths(follow(WHOLE, "safe"))["P1 IN_DIMENSION safe"] is None


def test_each_step_tells_its_relation_direction_and_basis() -> None:
    (step,) = up(WHOLE, "S1").steps
    assert step.hop is not None
    assert (step.hop.relation.name, step.hop.forward, step.hop.basis) == (
        "ADVANCES",
        False,
        "inferred",
    )


# Depth, breadth, repetition -----------------------------------------------------------------------


def test_depth_limits_the_steps_each_way() -> None:
    assert paths(up(WHOLE, "PRJ1", depth=1)) == ["PRJ1 > KR1"]
    assert paths(up(WHOLE, "PRJ1", depth=2)) == ["PRJ1 > KR1 > O1"]


def test_what_the_depth_leaves_out_is_counted_by_relation() -> None:
    (key_result_step,) = up(WHOLE, "PRJ1", depth=2).steps
    folds = key_result_step.steps[0].folds
    assert [(one.relation.name, one.count, one.by_depth) for one in folds] == [
        ("CALLS_FOR", 1, True),
        ("HAS_OBJECTIVE", 1, True),
    ]


FIVE = city(
    objective("O1", key_result("KR1", allocations=[part("D1"), part("D2")])),
    project("PRJ1", key_results=["KR1"], budget=100, status="done"),
    project("PRJ2", key_results=["KR1"], budget=10.5, status="active"),
    project("PRJ3", key_results=["KR1"], budget=0, lead="B1", status="active"),
    project("PRJ4", key_results=["KR1"], status="done"),
    project("PRJ5", key_results=["KR1"], budget=1),
    bureau("B1"),
    district("D1"),
    district("D2"),
)


def test_breadth_folds_the_rest_of_each_relation_into_a_count() -> None:
    below = down(FIVE, "KR1", breadth=2)
    assert [step.item.id for step in below.steps] == ["PRJ3", "PRJ1", "D1", "D2"]
    (fold,) = below.folds
    assert (fold.count, fold.by_depth, below.below.index(fold)) == (3, False, 2)


def test_fold_of_projects_tells_their_budget_and_their_states() -> None:
    work = down(FIVE, "KR1", breadth=1).folds[0].work
    assert (work.projects, work.budget, work.unknown_budget) == (4, 111.5, 1)
    assert dict(work.by_status) == {"active": 1, "done": 2, None: 1}
    assert list(work.by_status) == ["active", "done", None]


def test_fold_of_other_items_tells_the_projects_below_them_each_once() -> None:
    sources = city(
        objective("O1", *(key_result(f"KR{number}") for number in range(1, 5))),
        project("PRJ1", key_results=["KR2", "KR3"], budget=5),
        project("PRJ2", key_results=["KR1", "KR3"], budget=7),
        project("PRJ3", key_results=["KR4"]),
    )
    (fold,) = down(sources, "O1", breadth=1).folds
    assert (fold.count, fold.work.projects, fold.work.budget) == (3, 3, 12)
    assert fold.work.unknown_budget == 1


def test_siblings_that_lead_on_to_the_other_end_come_first() -> None:
    sources = city(
        policy("P1"),
        bureau("B1"),
        objective("O1", key_result("KR1"), policies=["P1"]),
        objective("O2", key_result("KR2")),
        project("PRJ1", lead="B1", key_results=[]),
        project("PRJ2", lead="B1", key_results=["KR2"]),
        project("PRJ3", lead="B1", key_results=["KR1"]),
    )
    assert [one.item.id for one in up(sources, "B1").steps] == ["PRJ3", "PRJ1", "PRJ2"]


def test_breadth_0_shows_all() -> None:
    assert down(FIVE, "KR1", breadth=0).folds == ()


def large(projects: int) -> TraceGraph:
    """A policy with a hundred key results and many projects below it."""
    items: list[e.Item] = [e.Policy(id="P1"), e.Unit(id="B1", kind="bureau")]
    items += [e.Objective(id=f"O{number}", policies=("P1",)) for number in range(10)]
    items += [e.KeyResult(id=f"KR{number}", objective=f"O{number % 10}") for number in range(100)]
    items += [
        e.Project(
            id=f"PRJ{number}",
            lead="B1",
            key_results=(f"KR{number % 100}",),
            budget=number % 3 or None,
        )
        for number in range(projects)
    ]
    return TraceGraph.from_portfolio(Portfolio({one.id: one for one in items}))


def test_five_thousand_projects_are_folded_so_that_a_person_can_read_the_tree() -> None:
    graph = large(5_000)
    found = trace(graph, "P1", Extent())
    assert found.down is not None
    assert found.down.tree.lines <= 200
    assert found.down.sums.work.projects == len(found.facts) - 112 == 5_000
    text = app.trace(graph, "P1", Extent(), "en", app.Layout(columns=100))
    assert "below: 5,000 projects · 4,999 baht (1,667 unknown)" in text
    assert "--breadth 0 shows all" in text
    assert app.trace(graph, "P1", Extent(), "en", app.Layout(format="csv")).count("\n") > 10_000


def test_breadth_that_is_asked_for_is_kept_however_long_the_tree_gets() -> None:
    found = trace(large(400), "P1", Extent(breadth=0))
    assert found.down is not None
    assert found.down.tree.lines == 1 + 10 + 100 + 400 + 400


REPEATING = city(
    policy("P1", strategies=["S1"]),
    strategy("S1"),
    strategy("S1.1", part_of="S1"),
    objective("O1", key_result("KR1"), strategies=["S1", "S1.1"]),
    project("PRJ1", key_results=["KR1"]),
)


def test_own_steps_of_an_item_are_shown_once() -> None:
    assert paths(down(REPEATING, "S1")) == ["S1 > S1.1 > O1 > KR1 > PRJ1", "S1 > O1"]
    assert "ดูข้างบน" in shown(REPEATING, "S1")
    assert "see above" in shown(REPEATING, "S1", "en")


def test_item_without_further_steps_is_never_said_to_stand_above() -> None:
    assert "see above" not in shown(WHOLE, "PRJ1", "en")


def test_steps_that_the_depth_cut_off_above_are_shown_where_there_is_room() -> None:
    assert paths(down(REPEATING, "S1", depth=2)) == ["S1 > S1.1 > O1", "S1 > O1 > KR1"]
    assert paths(down(REPEATING, "S1", depth=3)) == [
        "S1 > S1.1 > O1 > KR1",
        "S1 > O1 > KR1 > PRJ1",
    ]


def test_item_that_was_shown_with_more_room_is_not_folded_again() -> None:
    sources = city(
        strategy("S1"),
        strategy("S1.1", part_of="S1"),
        objective("O1", key_result("KR1"), strategies=["S1", "S1.1"]),
        objective("O2", key_result("KR2"), strategies=["S1.1"]),
        project("PRJ1", key_results=["KR1", "KR2"]),
        bureau("B1"),
    )
    again = down(sources, "S1", depth=4).steps[1]
    assert (again.item.id, again.repeated, again.below) == ("O1", True, ())


# Sums ---------------------------------------------------------------------------------------------


def test_sums_count_the_whole_chain_whatever_the_depth() -> None:
    for depth in (1, 12):
        found = follow(WHOLE, "PRJ1", depth=depth)
        assert found.up is not None
        assert (found.up.sums.policies, found.up.sums.inferred_policies) == (2, 1)


def test_project_counts_once_however_many_ways_lead_to_it() -> None:
    sources = city(
        policy("P1"),
        objective("O1", key_result("KR1"), key_result("KR2"), policies=["P1"]),
        project("PRJ1", key_results=["KR1", "KR2"], budget=100),
        project("PRJ2", key_results=["KR2"], basis={"key_results": "inferred"}, budget=7),
        project("PRJ3", key_results=["KR2"]),
    )
    below = follow(sources, "P1").down
    assert below is not None
    work, inferred = below.sums.work, below.sums.inferred_work
    assert (work.projects, work.budget, work.unknown_budget) == (3, 107, 1)
    assert (inferred.projects, inferred.budget) == (1, 7)


def test_project_with_a_stated_way_does_not_rest_on_inferred_links() -> None:
    sources = city(
        policy("P1", strategies=["S1"], basis="inferred"),
        strategy("S1"),
        objective("O1", key_result("KR1"), strategies=["S1"], policies=["P1"]),
        project("PRJ1", key_results=["KR1"]),
    )
    below = follow(sources, "P1").down
    assert below is not None
    assert below.sums.inferred_work.projects == 0


def test_district_is_reached_by_its_office_or_by_what_is_meant_for_a_place_in_it() -> None:
    sources = city(
        area("Z1", kind="zone"),
        area("A1", part_of="Z1"),
        area("A2", part_of="Z1"),
        area("A3"),
        area("A1.1", kind="subdistrict", part_of="A1"),
        district("D1", areas=["A1"]),
        section("D1.1", of="D1"),
        district("D9"),
        bureau("B1"),
        objective("O1", key_result("KR1", allocations=[part("D1.1"), part("D9")]), areas=["Z1"]),
        project("PRJ1", key_results=["KR1"], areas=["A1.1", "A3"], lead="B1"),
    )
    assert follow(sources, "O1").districts == 3
    assert follow(sources, "PRJ1").districts == 2


# Facts --------------------------------------------------------------------------------------------


def test_items_have_the_unit_that_leads_or_owns_them_with_its_tier() -> None:
    sources = city(
        bureau("B1"),
        division("B1.1", of="B1"),
        policy("P1", owner=["B1.1", "B1"]),
        objective("O1", key_result("KR1"), key_result("KR2", owner=[]), owner="B1"),
        project("PRJ1", lead="B1.1", key_results=["KR1", "KR2"]),
    )
    facts = {
        one: found
        for asked in ("KR1", "P1", "KR2")
        for one, found in follow(sources, asked).facts.items()
    }
    units = {one: [(unit.id, tier) for unit, tier in facts[one].units] for one in facts}
    assert units == {
        "KR1": [("B1", "bureau")],
        "O1": [("B1", "bureau")],
        "PRJ1": [("B1.1", "bureau")],
        "B1.1": [],
        "P1": [("B1.1", "bureau"), ("B1", "bureau")],
        "KR2": [],
    }
    assert [facts[one].is_inherited for one in ("KR1", "KR2", "O1")] == [True, False, False]
    assert facts["B1.1"].tier == "bureau"


def test_figures_after_the_day_that_is_asked_for_do_not_count() -> None:
    check_ins = [{"as_of": "2024-07-28", "value": 2}, {"as_of": "2024-08-12", "value": 5}]
    measure = {"direction": "increase"}
    sources = city(
        objective("O1", key_result("KR1", target=10, check_ins=check_ins, measure=measure))
    )
    assert follow(sources, "KR1").facts["KR1"].progress == 50
    early = follow(sources, "KR1", as_of=dt.date(2024, 8, 1)).facts["KR1"]
    assert (early.progress, early.value, early.met) == (20, 2, False)
