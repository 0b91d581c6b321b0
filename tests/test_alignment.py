"""alignment: where the plans of bureaus and districts do not go together."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings

from graph import app
from graph.reports.result import Parameters
from graph.views.finding_words import specifics
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
    kpi,
    objective,
    part,
    policy,
    project,
    section,
    strategy,
    waiver,
)
from tests.naive_plans import Naive
from tests.test_oracle import graph_of

POINTS = {"unit": "จุด", "direction": "increase", "aggregation": "sum"}
PERCENT = {"unit": "ร้อยละ", "direction": "increase", "aggregation": "mean"}
TITLE = "แก้ไขจุดเสี่ยงน้ำท่วม"


def of_bureau(**fields: Any) -> Piece:
    """The bureau's objective with its key result of 10 points, all of which D1 was given."""
    given = {"measure": POINTS, "target": 10, "allocations": [part("D1", target=10)]}
    said = {name: value for name, value in {**given, **fields}.items() if value is not None}
    return objective("O1", key_result("KR1", **said), owner="B1", fiscal_year=2568)


def of_district(item_id: str = "KR2", owner: str = "D1", **fields: Any) -> Piece:
    """A district's objective with a key result of 10 points of its own."""
    above = {
        name: fields.pop(name) for name in ("strategies", "policies", "areas") if name in fields
    }
    year = fields.pop("year", 2568)
    result = key_result(item_id, **{"measure": POINTS, "target": 10, **fields})
    return objective(f"O-{item_id}", result, owner=owner, fiscal_year=year, **above)


def town(*pieces: Piece) -> City:
    return city(
        *pieces,
        bureau("B1"),
        bureau("B2"),
        district("D1", areas=["A1"]),
        district("D2", areas=["A2"]),
        area("A1"),
        area("A2"),
    )


def found(sources: City, *kinds: str, **asked: Any) -> list[tuple[str, str, str | None]]:
    """Kind, key result and unit of the rows: of these kinds, or of all."""
    rows = sources.rows("alignment", **asked)
    return [
        (row["kind"], row["key_result"], row["unit"])
        for row in rows
        if not kinds or row["kind"] in kinds
    ]


# A part that no plan holds ------------------------------------------------------------------------


def test_a_part_without_anything_in_the_plan_is_found() -> None:
    unlike = project("PRJ1", lead="D1", fiscal_year=2568)
    assert town(of_bureau(), unlike).rows("alignment") == [
        {
            "kind": "not_held",
            "key_result": "KR1",
            "title": "ชื่อ KR1",
            "owner": ["B1"],
            "unit": "D1",
            "against": None,
            "promised": 10,
            "planned": None,
            "difference": None,
            "finding": "TRC206:KR1:D1",
        }
    ]


def test_a_unit_of_which_nothing_is_recorded_for_the_year_has_no_plan() -> None:
    assert found(town(of_bureau())) == [("no_plan", "KR1", "D1")]
    last_year = project("PRJ1", lead="D1", fiscal_year=2567)
    assert found(town(of_bureau(), last_year)) == [("no_plan", "KR1", "D1")]


@pytest.mark.parametrize(
    "own",
    [
        project("PRJ1", lead="D1", key_results=["KR1"]),
        project("PRJ1", lead="D1-1", key_results=["KR1"]),
        of_district(kpi="KPI1"),
        of_district(code="1.4.05"),
        of_district(owner="D1-1", code="1.4.05"),
    ],
)
def test_a_part_is_held_by_a_project_or_a_key_result_of_the_unit(own: Piece) -> None:
    sources = town(of_bureau(kpi="KPI1", code="1.4.05"), own, kpi("KPI1"), section("D1-1", of="D1"))
    assert found(sources) == []


def test_a_part_is_held_under_the_same_objective() -> None:
    one = key_result("KR1", owner="B1", target=10, allocations=[part("D1", target=10)])
    other = key_result("KR2", owner="D1", target=3)
    shared = objective("O1", one, other, owner="B1", fiscal_year=2568)
    assert found(town(shared)) == []
    delivered = objective("O1", one, key_result("KR2", target=3), owner="B1", fiscal_year=2568)
    assert found(town(delivered, project("PRJ1", lead="D1", key_results=["KR2"]))) == []


@pytest.mark.parametrize(
    ("own", "kind"),
    [
        (project("PRJ1", lead="D2", key_results=["KR1"]), "no_plan"),
        (project("PRJ1", lead="B1", supports=["D1"], key_results=["KR1"]), "no_plan"),
        (project("PRJ1", lead="D1", key_results=["KR1"], status="cancelled"), "no_plan"),
        (of_district(code="1.4.06"), "not_held"),
        (of_district(code="1.4.05", year=2567), "no_plan"),
        (of_district(code="1.4.05", weight=0), "no_plan"),
        (of_district(code="1.4.05", owner="D2"), "no_plan"),
    ],
)
def test_what_is_of_another_unit_year_or_matter_holds_no_part(own: Piece, kind: str) -> None:
    sources = town(of_bureau(code="1.4.05"), own)
    assert found(sources, "not_held", "no_plan") == [(kind, "KR1", "D1")]


def test_what_an_owner_keeps_is_no_part() -> None:
    kept = of_bureau(allocations=[part("B1", target=4), part("B1-1", target=6)])
    assert found(town(kept, division("B1-1", of="B1"))) == []


# A district on its own ----------------------------------------------------------------------------


def test_a_key_result_of_a_district_that_shares_nothing_is_found() -> None:
    (row,) = town(of_bureau(allocations=None), of_district()).rows("alignment")
    assert (row["kind"], row["key_result"], row["unit"]) == ("unaligned", "KR2", "D1")
    assert row["finding"] == "TRC207:KR2"


@pytest.mark.parametrize(
    "shared",
    [{"kpi": "KPI1"}, {"code": "1.4"}, {"strategies": ["S1"]}, {"policies": ["P1"]}],
)
def test_one_thing_in_common_with_a_bureau_is_enough(shared: dict[str, Any]) -> None:
    upper = of_district("KR1", "B1", **shared)
    world = (kpi("KPI1"), strategy("S1"), policy("P1"))
    assert found(town(upper, of_district(**shared), *world)) == []
    assert found(town(upper, of_district(), *world)) == [("unaligned", "KR2", "D1")]
    other_year = of_district("KR3", "B1", year=2567, **shared)
    aside = of_district("KR1", "B1")
    assert found(town(aside, other_year, of_district(**shared), *world)) == [
        ("unaligned", "KR2", "D1")
    ]


def test_the_city_stands_above_a_district_and_another_district_does_not() -> None:
    hall = city_hall("BMA")
    assert found(town(of_district("KR1", "BMA", code="1"), of_district(code="1"), hall)) == []
    beside = of_district("KR3", "D2", code="1")
    alone = town(of_bureau(allocations=None), of_district(code="1"), beside)
    assert found(alone) == [("unaligned", "KR2", "D1"), ("unaligned", "KR3", "D2")]


def test_nothing_is_told_of_a_year_in_which_no_bureau_has_a_key_result() -> None:
    assert found(town(of_district())) == []


def test_a_key_result_that_a_bureau_owns_too_is_not_a_districts_alone() -> None:
    both = objective("O2", key_result("KR2", owner=["B2", "D1"]), fiscal_year=2568)
    assert found(town(of_bureau(allocations=None), both)) == []


# Sums and parts that differ -----------------------------------------------------------------------


def sums(sources: City) -> list[tuple[float, float, float]]:
    rows = sources.rows("alignment")
    return [
        (row["promised"], row["planned"], row["difference"])
        for row in rows
        if row["kind"] == "uneven_sum"
    ]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([4, 6], []),
        ([0.1, 9.9], []),
        ([4, 5], [(10, 9, -1)]),
        ([4, 7.5], [(10, 11.5, 1.5)]),
        ([4, None], []),
        ([11, None], [(10, 11, 1)]),
    ],
)
def test_parts_are_added_and_set_beside_the_target(
    parts: list[float | None], expected: list[tuple[float, float, float]]
) -> None:
    given = [
        part(unit, **({} if target is None else {"target": target}))
        for unit, target in zip(("D1", "D2"), parts, strict=True)
    ]
    assert sums(town(of_bureau(allocations=given))) == expected


def test_what_is_left_is_the_part_of_an_owner_who_delivers_it() -> None:
    less = of_bureau(allocations=[part("D1", target=4)])
    assert sums(town(less)) == [(10, 4, -6)]
    assert sums(town(less, project("PRJ1", lead="B1", key_results=["KR1"]))) == []
    others = project("PRJ1", lead="D1", key_results=["KR1"])
    assert sums(town(less, others)) == [(10, 4, -6)]
    more = of_bureau(allocations=[part("D1", target=14)])
    assert sums(town(more, project("PRJ1", lead="B1", key_results=["KR1"]))) == [(10, 14, 4)]


@pytest.mark.parametrize(
    "measure", [PERCENT, {**PERCENT, "aggregation": "sum"}, {**POINTS, "aggregation": "latest"}]
)
def test_percentages_and_what_does_not_add_up_are_never_added(measure: dict[str, str]) -> None:
    given = [part("D1", target=80), part("D2", target=90)]
    assert sums(town(of_bureau(measure=measure, target=85, allocations=given))) == []
    own = [
        of_district("KR2", measure=measure, target=30, code="1"),
        of_district("KR3", measure=measure, target=50, code="1"),
    ]
    whole = of_bureau(measure=measure, target=80, code="1", allocations=[part("D1", target=85)])
    assert found(town(whole, *own), "uneven_part") == []
    assert found(town(whole, own[0]), "uneven_part") == [("uneven_part", "KR1", "D1")]


def test_a_sum_that_differs_is_left_to_split_targets_as_a_finding() -> None:
    sources = town(of_bureau(allocations=[part("D1", target=4)]))
    (row,) = [row for row in sources.rows("alignment") if row["kind"] == "uneven_sum"]
    assert row["finding"] is None
    assert "PRG502:KR1" in [row["finding"] for row in sources.rows("split-targets")]


def test_a_part_and_the_units_own_target_are_set_beside_each_other() -> None:
    sources = town(of_bureau(code="1"), of_district(code="1", target=7))
    (row,) = sources.rows("alignment")
    figures = {name: row[name] for name in ("kind", "unit", "against", "promised", "planned")}
    assert figures == {
        "kind": "uneven_part",
        "unit": "D1",
        "against": "KR2",
        "promised": 10,
        "planned": 7,
    }
    assert (row["difference"], row["finding"]) == (-3, "PRG506:KR1:D1")
    both = of_district("KR3", code="1", target=3)
    assert found(town(of_bureau(code="1"), of_district(code="1", target=7), both)) == []


@pytest.mark.parametrize(
    "own",
    [
        {"code": "1", "target": 10},
        {"code": "1", "target": None},
        {"code": "1", "target": 7, "measure": {"unit": "กม."}},
    ],
)
def test_figures_that_agree_or_are_unknown_or_of_another_unit_do_not_differ(
    own: dict[str, Any],
) -> None:
    assert found(town(of_bureau(code="1"), of_district(**own))) == []


# The same thing promised twice --------------------------------------------------------------------


def twice(one: Piece, other: Piece, *others: Piece) -> bool:
    return bool(found(town(one, other, *others), "twice"))


def points(item_id: str, owner: str, **fields: Any) -> Piece:
    return of_district(item_id, owner, **{"title": TITLE, **fields})


def test_the_same_title_of_two_units_in_one_place_is_promised_twice() -> None:
    sources = town(points("KR1", "B1", target=4), points("KR2", "D1", code="2", target=3))
    (row,) = [row for row in sources.rows("alignment") if row["kind"] == "twice"]
    assert (row["key_result"], row["against"], row["unit"]) == ("KR1", "KR2", "D1")
    assert (row["promised"], row["planned"], row["difference"]) == (4, 3, None)
    assert row["finding"] == "TRC208:KR1:KR2"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"title": f"{TITLE} ระยะที่ 2"}),
        ({}, {"measure": {"unit": "กม."}}),
        ({}, {"year": 2567}),
        ({}, {"weight": 0}),
        ({"areas": ["A2"]}, {}),
        ({"allocations": [part("D1", target=4)]}, {}),
    ],
)
def test_what_differs_or_was_given_is_not_promised_twice(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert not twice(points("KR1", "B1", **one), points("KR2", "D1", **other))
    assert twice(points("KR1", "B1"), points("KR2", "D1"))


def test_two_districts_promise_each_for_itself_and_a_bureau_for_all() -> None:
    assert not twice(points("KR1", "D1"), points("KR2", "D2"))
    assert twice(points("KR1", "D1"), points("KR2", "D2", areas=["A1"]))
    assert twice(points("KR1", "B1"), points("KR2", "B2"))
    assert not twice(points("KR1", "B1"), points("KR2", "B1-1"), division("B1-1", of="B1"))


def test_a_section_promises_for_the_place_of_its_district() -> None:
    parts = section("D1-1", of="D1"), section("D2-1", of="D2", areas=["A2"])
    assert not twice(points("KR1", "D1-1"), points("KR2", "D2-1"), *parts)
    assert twice(points("KR1", "D1-1"), points("KR2", "D2-1", areas=["A1"]), *parts)
    assert twice(points("KR1", "D1-1"), points("KR2", "B1"), *parts)


def test_a_place_inside_another_is_in_it() -> None:
    inside = area("A1-1", kind="subdistrict", part_of="A1")
    assert twice(points("KR1", "B1", areas=["A1"]), points("KR2", "B2", areas=["A1-1"]), inside)
    assert not twice(points("KR1", "B1", areas=["A2"]), points("KR2", "B2", areas=["A1-1"]), inside)


def test_key_results_without_owner_or_unit_of_measure_promise_nothing() -> None:
    nobodys = objective("O1", key_result("KR1", title=TITLE, measure=POINTS), fiscal_year=2568)
    assert not twice(nobodys, points("KR2", "D1"))
    bare = {"direction": "increase"}
    assert not twice(points("KR1", "B1", measure=bare), points("KR2", "D1", measure=bare))


# All of it ----------------------------------------------------------------------------------------


def test_findings_of_each_kind_are_said_in_both_languages() -> None:
    sources = town(
        of_bureau(code="1", allocations=[part("D1", target=9), part("D2", target=2)]),
        of_district(code="1", target=7),
        points("KR3", "B2"),
        points("KR4", "D2", code="4"),
    )
    rows = sources.rows("alignment")
    kinds = [row["kind"] for row in rows]
    assert kinds == ["not_held", "unaligned", "uneven_sum", "uneven_part", "twice"]
    said = {
        row["kind"]: specifics(row["finding"].partition(":")[0], row, "en")
        for row in rows
        if row["finding"]
    }
    assert said == {
        "not_held": "D2 was given 2 of it, and has nothing in its plan for that",
        "unaligned": "it is D2's, and shares nothing with any key result of a bureau",
        "uneven_part": "D1 was given 9, and its own KR2 says 7",
        "twice": "it is all but the same as KR4 of D2, and no part was given",
    }
    assert "แบ่งให้ D1 9" in specifics("PRG506", rows[3], "th")


def test_summary_counts_what_was_compared_and_what_was_found() -> None:
    sources = town(of_bureau(), of_district(), of_district("KR9", "D2", year=2567))
    assert sources.summary("alignment", fiscal_year=2568) == {
        "key_results": 2,
        "of_districts": 1,
        "of_bureaus": 1,
        "parts": 1,
        "by_kind": {
            "not_held": 1,
            "no_plan": 0,
            "unaligned": 1,
            "uneven_sum": 0,
            "uneven_part": 0,
            "twice": 0,
        },
        "by_unit": [{"unit": "D1", "findings": 2}],
        "waived": [],
    }


def test_a_waived_finding_is_counted_apart() -> None:
    accepted = of_bureau(waive=[waiver("TRC206", reason="รอแผนเขต")])
    summary = town(accepted).summary("alignment")
    assert summary["by_kind"]["no_plan"] == 0
    assert [one["finding"] for one in summary["waived"]] == ["TRC206:KR1:D1"]


def test_a_part_of_a_unit_that_is_not_declared_is_passed_over() -> None:
    sources = town(of_bureau(allocations=[part("D9", target=10)]))
    assert sources.ask("alignment", lenient=True).rows == []


@pytest.mark.parametrize(
    ("language", "word"), [("th", "ไม่มีแผนหน่วยงาน"), ("en", "no plan recorded")]
)
def test_readers_see_words(language: str, word: str) -> None:
    text = app.render([town(of_bureau()).ask("alignment", language=language)], app.Layout())
    assert isinstance(text, str)
    assert word in text
    assert "no_plan" not in text


@settings(deadline=None, max_examples=150)
@given(data=strategies.portfolios())
def test_rows_are_those_of_a_naive_reading(data: dict[str, Any]) -> None:
    (result,) = app.ask(graph_of(data), ["alignment"], Parameters(as_of=dt.date(2024, 9, 30)))
    kinds = {"not_held", "no_plan", "unaligned", "uneven_sum"}
    rows = [row for row in result.rows if row["kind"] in kinds]
    found = {(row["kind"], row["key_result"], row["unit"]) for row in rows}
    assert found == Naive(data).alignment()
    assert len(found) == len(rows)


def test_shipped_plans_hold_no_parts_and_so_nothing_to_compare() -> None:
    graph = app.open_graph("data")
    (result,) = app.ask(graph, ["alignment"], Parameters(as_of=dt.date(2024, 9, 30)))
    assert result.rows == []
    assert (result.summary["of_bureaus"], result.summary["parts"]) == (12, 0)
