"""trace: the chain of one item, up to the policies and down to the units (DESIGN section 6)."""

from collections.abc import Iterator
from typing import Any

import pytest

from graph import app
from graph.errors import UnknownItemError
from graph.reports.trace import Extent, Step, Trace, trace
from tests.builders import (
    City,
    area,
    bureau,
    city,
    dimension,
    district,
    handoff,
    key_result,
    kpi,
    objective,
    part,
    policy,
    project,
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


def paths(step: Step | None) -> list[str]:
    """Every way from the item to an end, such as `KR1 > O1 > P2`."""
    assert step is not None
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
    found = follow(WHOLE, "PRJ1")
    assert paths(found.up) == [
        "PRJ1 > KR1 > O1 > P2",
        "PRJ1 > KR1 > O1 > S1.1 > S1 > P1",
    ]
    assert paths(found.down) == ["PRJ1 > B1", "PRJ1 > D1", "PRJ1 > H1 > D1", "PRJ1 > H1 > B1"]


def test_policy_goes_down_through_what_it_calls_for_and_through_its_strategies() -> None:
    assert paths(follow(WHOLE, "P2").down) == [
        "P2 > O1 > KR1 > PRJ1 > B1",
        "P2 > O1 > KR1 > PRJ1 > D1",
        "P2 > O1 > KR1 > PRJ1 > H1 > D1",
        "P2 > O1 > KR1 > PRJ1 > H1 > B1",
        "P2 > O1 > KR1 > D1",
    ]
    assert paths(follow(WHOLE, "P1").down)[0].startswith("P1 > S1 > S1.1 > O1 > KR1 > PRJ1")


@pytest.mark.parametrize(
    ("item_id", "up"),
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
def test_every_kind_goes_up_to_the_policies(item_id: str, up: list[str]) -> None:
    assert paths(follow(WHOLE, item_id).up) == up


def test_unit_goes_up_through_what_it_leads_and_has_a_part_of() -> None:
    assert paths(follow(WHOLE, "B1").up) == [
        "B1 > PRJ1 > KR1 > O1 > P2",
        "B1 > PRJ1 > KR1 > O1 > S1.1 > S1 > P1",
    ]
    assert paths(follow(WHOLE, "D1").up) == ["D1 > KR1 > O1 > P2", "D1 > KR1 > O1 > S1.1 > S1 > P1"]


def test_dimension_goes_down_to_its_policies() -> None:
    assert paths(follow(WHOLE, "safe").down)[0].startswith("safe > P1 > S1 > S1.1 > O1")


def test_unknown_item_is_an_error_that_names_what_may_be_meant() -> None:
    with pytest.raises(UnknownItemError, match=r"'PRJ9'.*did you mean 'PRJ\d'\?"):
        follow(WHOLE, "PRJ9")


def test_one_side_may_be_left_out() -> None:
    assert follow(WHOLE, "PRJ1", up=False).up is None
    assert follow(WHOLE, "PRJ1", down=False).down is None


# Strength and basis -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item_id", "strength"), [("PRJ1", "direct"), ("O1", "direct"), ("PRJ2", None)]
)
def test_project_and_objective_have_the_strength_of_their_trace(
    item_id: str, strength: str | None
) -> None:
    assert follow(WHOLE, item_id).strength == strength


def test_trace_through_a_strategy_alone_is_via_strategy() -> None:
    sources = city(
        policy("P1", strategies=["S1"]),
        strategy("S1"),
        objective("O1", key_result("KR1"), strategies=["S1"]),
        project("PRJ1", key_results=["KR1"]),
    )
    assert follow(sources, "PRJ1").strength == "via_strategy"


def test_each_step_tells_its_relation_direction_and_basis() -> None:
    up = follow(WHOLE, "S1").up
    assert up is not None
    (step,) = up.steps
    assert step.relation is not None
    assert (step.relation.name, step.forward, step.basis) == ("ADVANCES", False, "inferred")


# Depth, breadth, repetition -----------------------------------------------------------------------


def test_depth_limits_the_steps_each_way() -> None:
    assert paths(follow(WHOLE, "PRJ1", depth=1).up) == ["PRJ1 > KR1"]
    assert paths(follow(WHOLE, "PRJ1", depth=2).up) == ["PRJ1 > KR1 > O1"]


def test_what_the_depth_leaves_out_is_counted() -> None:
    up = follow(WHOLE, "PRJ1", depth=2).up
    assert up is not None
    assert up.steps[0].steps[0].folded == 2


def test_breadth_folds_the_rest_into_a_count() -> None:
    sources = city(
        objective("O1", key_result("KR1")),
        *(project(f"PRJ{number}", key_results=["KR1"]) for number in range(1, 6)),
    )
    down = follow(sources, "KR1", breadth=2).down
    assert down is not None
    assert [step.item.id for step in down.steps] == ["PRJ1", "PRJ2"]
    assert down.folded == 3


REPEATING = city(
    policy("P1", strategies=["S1"]),
    strategy("S1"),
    strategy("S1.1", part_of="S1"),
    objective("O1", key_result("KR1"), strategies=["S1", "S1.1"]),
    project("PRJ1", key_results=["KR1"]),
)


def test_own_steps_of_an_item_are_shown_once() -> None:
    assert paths(follow(REPEATING, "S1").down) == ["S1 > S1.1 > O1 > KR1 > PRJ1", "S1 > O1"]
    assert "ดูข้างบน" in shown(REPEATING, "S1")
    assert "see above" in shown(REPEATING, "S1", "en")


def test_item_without_further_steps_is_never_said_to_stand_above() -> None:
    assert "see above" not in shown(WHOLE, "PRJ1", "en")


def test_steps_that_the_depth_cut_off_above_are_shown_where_there_is_room() -> None:
    assert paths(follow(REPEATING, "S1", depth=2).down) == ["S1 > S1.1 > O1", "S1 > O1 > KR1"]
    assert paths(follow(REPEATING, "S1", depth=3).down) == [
        "S1 > S1.1 > O1 > KR1",
        "S1 > O1 > KR1 > PRJ1",
    ]


# As text ------------------------------------------------------------------------------------------


def test_tree_in_thai() -> None:
    text = shown(WHOLE, "PRJ1")
    assert "PRJ1  ชื่อ PRJ1  (โครงการ)\nโยงถึงนโยบาย: ตรง · 1,500,000 บาท\n" in text
    assert "▲ ขึ้นไป\n└─ ส่งมอบ KR1  ชื่อ KR1  [ระบุ]\n" in text
    assert "[อนุมาน]" in text


def test_tree_in_english() -> None:
    text = shown(WHOLE, "PRJ1", "en")
    assert "PRJ1  Title PRJ1  (project)\ntraced direct · 1,500,000 baht\n" in text
    assert "▲ up\n└─ delivers KR1  Title KR1  [stated]\n" in text
    assert "is advanced by P1  Title P1  [inferred]" in text
    assert "▼ down\n├─ is led by B1  Title B1  [stated · bureau]\n" in text


@pytest.mark.parametrize(
    ("language", "orphan", "nothing"),
    [
        ("th", "ไม่โยงถึงนโยบายใด · ไม่ทราบงบประมาณ", "(ไม่มี)"),
        ("en", "serves no policy: an orphan · budget unknown", "(nothing)"),
    ],
)
def test_orphan_says_so_and_that_nothing_stands_above_and_below(
    language: str, orphan: str, nothing: str
) -> None:
    text = shown(WHOLE, "PRJ2", language)
    assert orphan in text
    assert text.count(nothing) == 2


def test_tree_tells_which_steps_make_the_trace_direct_or_lead_it_through_a_strategy() -> None:
    text = shown(WHOLE, "O1", "en")
    assert "is called for by P2  Title P2  [stated · direct]" in text
    assert "pursues S1.1  Title S1.1  [stated · via strategy]" in text


def test_tree_ends_with_one_line_break() -> None:
    text = shown(WHOLE, "PRJ1")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
