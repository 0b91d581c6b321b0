"""Suggestions for a missing link: ranked by titles and by what the same unit's work serves."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network import TraceGraph
from graph.reports.evidence import Evidence, Known
from graph.reports.suggestions import MOST, WEIGHTS, Suggestion, missing_link, scored, suggest
from tests import strategies
from tests.builders import (
    City,
    Piece,
    area,
    bureau,
    city,
    district,
    key_result,
    objective,
    part,
    policy,
    project,
    strategy,
)
from tests.test_any_city import graph_of


def named(build: Any, item_id: str, title: str, *nested: Piece, **fields: Any) -> Piece:
    """A piece with a Thai title of its own."""
    piece: Piece = build(item_id, *nested, title=title, **fields)
    return piece


def suggested(sources: City, item_id: str, *fields: str) -> list[Suggestion]:
    return suggest(sources.graph, sources.graph.item(item_id), *fields)


def ids(found: list[Suggestion]) -> list[str]:
    return [one.item.id for one in found]


PLAN = (
    named(policy, "P1", "ทางเท้าเดินสบาย"),
    bureau("B1"),
    bureau("B2"),
    named(
        objective,
        "O1",
        "เดินได้ เดินดี",
        named(key_result, "KR-walk", "ปรับปรุงทางเท้า (กม.)"),
        policies=["P1"],
    ),
    named(
        objective,
        "O2",
        "น้ำไม่ท่วม",
        named(key_result, "KR-dredge", "ขุดลอกคลอง (กม.)"),
        named(key_result, "KR-pump", "ติดตั้งเครื่องสูบน้ำ"),
    ),
)


# The order of candidates --------------------------------------------------------------------------


def test_key_result_of_a_title_alike_comes_first() -> None:
    sources = city(*PLAN, named(project, "PRJ1", "ขุดลอกคลองแสนแสบ"))
    assert ids(suggested(sources, "PRJ1", "key_results"))[0] == "KR-dredge"


def test_key_result_that_the_units_other_projects_serve_comes_before_the_rest() -> None:
    sources = city(
        *PLAN,
        named(project, "PRJ1", "งานจ้างเหมา", lead="B1"),
        named(project, "PRJ2", "เครื่องสูบ", lead="B1", key_results=["KR-pump"]),
        named(project, "PRJ3", "ซ่อมทางเท้า", lead="B2", key_results=["KR-walk"]),
    )
    (only,) = suggested(sources, "PRJ1", "key_results")
    assert (only.item.id, only.evidence.unit) == ("KR-pump", 1.0)


def test_project_alike_that_is_linked_speaks_for_its_key_result() -> None:
    sources = city(
        *PLAN,
        named(project, "PRJ1", "เปลี่ยนโคมไฟริมคลอง ระยะที่ 2"),
        named(project, "PRJ2", "เปลี่ยนโคมไฟริมคลอง ระยะที่ 1", key_results=["KR-walk"]),
    )
    found = suggested(sources, "PRJ1", "key_results")[0]
    assert (found.item.id, found.like) == ("KR-walk", "PRJ2")


def test_division_counts_as_its_bureau_and_a_part_of_the_target_as_owning() -> None:
    sources = city(
        *PLAN[:2],
        named(
            objective,
            "O1",
            "ก",
            named(key_result, "KR1", "ข", owner="B1-x"),
            named(key_result, "KR2", "ค", allocations=[part("D1")]),
            named(key_result, "KR3", "ง"),
        ),
        Piece("units", {"id": "B1-x", "title": "กอง", "kind": "division", "part_of": "B1"}),
        district("D1"),
        named(project, "PRJ1", "จ", lead="B1"),
        named(project, "PRJ2", "ฉ", lead="D1"),
    )
    assert ids(suggested(sources, "PRJ1", "key_results")) == ["KR1"]
    assert ids(suggested(sources, "PRJ2", "key_results")) == ["KR2"]


def test_same_year_and_place_decide_between_equals_and_suggest_nothing_alone() -> None:
    def of_year(name: str, year: int, place: str) -> Piece:
        result = named(key_result, f"KR-{name}", "ปลูกต้นไม้")
        return objective(f"O-{name}", result, fiscal_year=year, areas=[place])

    sources = city(
        area("A1"),
        area("A2"),
        of_year("a", 2566, "A2"),
        of_year("b", 2567, "A2"),
        of_year("c", 2567, "A1"),
        named(project, "PRJ1", "ปลูกต้นไม้ใหญ่", fiscal_year=2567, areas=["A1"]),
        named(project, "PRJ2", "XYZ", fiscal_year=2567, areas=["A1"]),
    )
    assert ids(suggested(sources, "PRJ1", "key_results")) == ["KR-c", "KR-b", "KR-a"]
    assert suggested(sources, "PRJ2", "key_results") == []


def test_policy_is_given_the_strategy_of_policies_alike() -> None:
    sources = city(
        named(strategy, "S1", "เมืองปลอดภัย"),
        named(strategy, "S2", "เมืองสีเขียว"),
        named(policy, "P1", "ปลูกต้นไม้ริมถนน"),
        named(policy, "P2", "ปลูกต้นไม้ล้านต้น", strategies=["S2"]),
        named(policy, "P3", "กล้องวงจรปิด", strategies=["S1"]),
    )
    assert ids(suggested(sources, "P1", "strategies"))[0] == "S2"


def test_owner_is_suggested_who_leads_most_of_the_projects_below() -> None:
    sources = city(
        named(policy, "P1", "น้ำ", owner=[]),
        bureau("B1"),
        bureau("B2"),
        bureau("B3"),
        objective("O1", key_result("KR1"), policies=["P1"]),
        *(
            project(f"PRJ{n}", lead=lead, key_results=["KR1"])
            for n, lead in enumerate("112")
            for lead in [f"B{lead}"]
        ),
    )
    found = suggested(sources, "P1", "owner")
    assert ids(found)[:2] == ["B1", "B2"]
    assert [one.leads_on for one in found[:2]] == [True, True]


# What a suggestion leads to -----------------------------------------------------------------------


def test_key_result_without_a_way_up_is_marked() -> None:
    sources = city(*PLAN, named(project, "PRJ1", "ขุดลอกคลองและปรับปรุงทางเท้า"))
    leads = {one.item.id: one.leads_on for one in suggested(sources, "PRJ1", "key_results")}
    assert leads["KR-walk"]
    assert not leads["KR-dredge"]


def test_objective_is_not_given_a_strategy_that_leads_to_no_policy() -> None:
    sources = city(
        named(strategy, "S1", "น้ำไม่ท่วม"),
        named(strategy, "S2", "น้ำท่วม"),
        strategy("S2.1", title="น้ำไม่ท่วมขัง", part_of="S2"),
        named(policy, "P1", "กล้อง", strategies=["S2"]),
        named(objective, "O1", "น้ำไม่ท่วม"),
    )
    assert set(ids(suggested(sources, "O1", "strategies"))) == {"S2", "S2.1"}


@pytest.mark.parametrize("field", ["policies", "strategies"])
def test_item_that_nothing_speaks_for_gets_no_suggestion(field: str) -> None:
    sources = city(
        named(policy, "P1", "กกก", strategies=["S1"]),
        named(strategy, "S1", "ขขข"),
        named(objective, "O1", "ABC"),
    )
    assert suggested(sources, "O1", field) == []


# Whatever the city --------------------------------------------------------------------------------


def asked(graph: TraceGraph) -> list[tuple[Any, str]]:
    kinds = {missing.kind: missing for missing in WEIGHTS}
    return [
        (item, missing.field)
        for item in graph.items()
        for missing in WEIGHTS
        if item.kind_of_node in kinds and missing.kind is item.kind_of_node
    ]


@settings(deadline=None, max_examples=60)
@given(data=strategies.portfolios())
def test_suggestions_are_few_sorted_and_never_linked_already(data: dict[str, Any]) -> None:
    graph = graph_of(data)
    for item, field in asked(graph):
        missing = missing_link(item.kind_of_node, field)
        found = suggest(graph, item, field)
        assert len(found) <= MOST
        assert found == sorted(found, key=lambda one: (-one.score, one.item.id))
        assert not set(ids(found)) & set(missing.linked(graph, item.id))
        assert max(Counter(ids(found)).values(), default=1) == 1
        assert all(isinstance(one.item, missing.leads_to) for one in found)
        assert all(0 <= one.score <= 1 and one.evidence.speaks for one in found)
        assert found == suggest(graph, item, field)


@settings(deadline=None, max_examples=40)
@given(data=strategies.portfolios(), chosen=st.data())
def test_what_is_scored_does_not_depend_on_the_items_own_links(
    data: dict[str, Any], chosen: st.DataObject
) -> None:
    """Hiding a link that is known is the same as leaving it out of the sources."""
    projects = [one for one in data.get("projects", ()) if one.get("key_results")]
    if not projects:
        return
    hidden = chosen.draw(st.sampled_from(projects))
    missing = missing_link(graph_of(data).item(hidden["id"]).kind_of_node, "key_results")

    def ranked() -> list[tuple[str, float]]:
        graph = graph_of(data)
        found = scored(Known(graph, missing), graph.item(hidden["id"]))
        return [(one.item.id, one.score) for one in found]

    before = ranked()
    del hidden["key_results"]
    assert ranked() == before


def test_weights_are_shares_of_one_score() -> None:
    whole = Evidence(title=1, alike=1, unit=1, owned=1, year=1, area=1)
    assert all(whole.weighted(weights) == 1 for weights in WEIGHTS.values())
    assert Evidence(title=1).weighted(Evidence(title=3, alike=1)) == 0.75
